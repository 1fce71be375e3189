# Every target sets itself up first: a virtual environment with the locked packages.
# `make` alone lists the targets.

PLAN ?= norrbotten-2025
SCENARIOS ?= base
OUT ?= reports
TESTS ?=
export PLAN SCENARIOS OUT
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup report test lab bench study generate lint format strip lock

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: $(READY) ## Make .venv with the locked packages and .venv/bin/regionkalkyl

# The shell gets what the user names from the environment, never as a part of its own text; xargs
# takes SCENARIOS apart, where quotes keep a path with spaces together.
report: $(READY) ## Write the reports (PLAN=norrbotten-2025 SCENARIOS="base weak-growth" OUT=reports)
	@printf '%s' "$$SCENARIOS" | xargs sh -c 'for name do shift; set -- "$$@" --scenario "$$name"; done; \
	    exec $(BIN)/regionkalkyl run --plan "$$PLAN" "$$@" --out "$$OUT"' sh

test: $(READY) ## Run the tests (TESTS="tests/model -k pensions" or TESTS="-m slow" for some)
	$(BIN)/python -m pytest -n 2 $(TESTS)

lab: $(READY) ## Open the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

bench: $(READY) ## Measure speed against the alternatives, side by side
	@if [ -e benchmarks/__main__.py ]; then $(BIN)/python -m benchmarks; \
	else echo "There are no benchmarks in benchmarks/ yet."; fi

study: $(READY) ## Run the long studies whose tables the documentation shows
	@if [ -e studies/__main__.py ]; then $(BIN)/python -m studies; \
	else echo "There are no studies in studies/ yet."; fi

generate: $(READY) ## Write what is made from code and data: codebook, coverage, schemas, expected results
	$(BIN)/python scripts/codebook.py
	$(BIN)/python scripts/coverage.py
	$(BIN)/regionkalkyl schema --out docs/schema
	$(BIN)/python scripts/expected.py

lint: $(READY) ## Check style, format and types
	@failed=0; for check in "ruff check ." "ruff format --check ." mypy; do \
	    echo "$$check"; $(BIN)/$$check || failed=1; done; exit $$failed

format: $(READY) ## Put imports and code in the agreed format
	$(BIN)/ruff check --select I --fix .
	$(BIN)/ruff format .

strip: $(READY) ## Remove outputs from the notebooks before they are committed
	$(BIN)/nbstripout notebooks/*.ipynb

lock: $(READY) ## Resolve pyproject.toml into the hashed locks and environment.yml (UPGRADE=1 for newer)
	$(BIN)/python scripts/lock.py $(if $(UPGRADE),--upgrade)

$(READY): requirements-dev.txt pyproject.toml
	@sh scripts/setup.sh

# A copied or moved folder would run the code of the old one, and a damaged .venv what is left of it.
ifneq ($(filter-out help,$(MAKECMDGOALS)),)
ifneq ($(shell sh scripts/setup.sh check && echo ready),ready)
.PHONY: $(READY)
endif
endif
