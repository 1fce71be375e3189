#!/bin/sh
# Makes .venv with exactly the locked packages and the project itself. `make setup` calls it
# when the lock or pyproject.toml is newer than the last time.
set -eu
cd "$(dirname "$0")/.."
here=$(pwd -P)

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

is_python_311() {
    [ "$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = 3.11 ]
}

find_python() {
    for candidate in ${PYTHON:-python3.11 python3}; do
        if is_python_311 "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    fail "Python 3.11 is needed, and neither of these is it: ${PYTHON:-python3.11 python3}" \
        "  Debian 12, Ubuntu:  apt-get install python3.11 python3.11-venv" \
        "  elsewhere:          PYTHON=/path/to/python3.11 make setup" \
        "  with conda:         conda env create -f environment.yml"
}

# A .venv of another folder or Python, one left half-made, or one of which a part was deleted is
# made anew: pip takes a package for installed when only its description is left.
is_usable() {
    grep -qsF "$here/.venv" .venv/bin/activate &&
        is_python_311 .venv/bin/python &&
        .venv/bin/python -m pip --version >/dev/null 2>&1 &&
        { [ ! -e .venv/.packages ] || is_whole; }
}

is_whole() {
    .venv/bin/python -I -S scripts/check_venv.py check
}

# Called by make before anything else, so it says at once whether there is something to set up.
if [ "${1:-}" = check ]; then
    [ "$(cat .venv/.ready 2>/dev/null)" = "$here" ] && is_python_311 .venv/bin/python && is_whole
    exit
fi

make_venv() {
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$python cannot make virtual environments: its module venv is missing." \
            "  Debian 12, Ubuntu:  apt-get install python3.11-venv"
    echo "Making .venv with $python. The first time takes some minutes."
    "$python" -m venv --clear .venv
}

is_usable || make_venv
echo "Installing the packages of requirements-dev.txt."
# Wheels only: nothing is compiled and no package runs code while it is installed.
.venv/bin/python -m pip install -qq --disable-pip-version-check \
    --require-hashes --only-binary :all: --requirement requirements-dev.txt ||
    fail "The packages could not be installed (see above). Is there a network connection?" \
        "Run the same command again to go on where it stopped."
.venv/bin/python -m pip install -qq --disable-pip-version-check \
    --no-deps --no-build-isolation --editable .
.venv/bin/python -I -S scripts/check_venv.py write
printf '%s\n' "$here" >.venv/.ready
