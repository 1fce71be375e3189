"""What all tests share: where the project is, and the reference material beside it."""

from pathlib import Path

import pytest
from hypothesis import settings

PROJECT_ROOT = Path(__file__).resolve().parent.parent

# A slow machine is no error: no test is about time.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


@pytest.fixture(scope="session")
def project_root() -> Path:
    """Return the folder of the checkout."""
    return PROJECT_ROOT


@pytest.fixture(scope="session")
def shared(project_root: Path) -> Path:
    """Return the folder of reference material beside the checkout, or skip the test."""
    folder = project_root.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the reference material ../shared is not beside this checkout")
    return folder
