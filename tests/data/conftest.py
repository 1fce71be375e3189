"""The text that a test module holds its tables against."""

from pathlib import Path

import pytest

from tests.data.printed import source_lines


@pytest.fixture(scope="module")
def lines(request: pytest.FixtureRequest, shared: Path) -> list[str]:
    """The lines of the document that the module names as its SOURCE."""
    return source_lines(shared, request.module.SOURCE)
