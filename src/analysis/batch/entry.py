"""Where an installation from before `analysis.runner` looks for the Papermill engine."""

from typing import Any


def __getattr__(name: str) -> Any:
    import importlib

    return getattr(importlib.import_module("analysis" + ".runner.entry"), name)
