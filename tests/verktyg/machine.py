"""Finds what the machine itself must bring to a test."""

import shutil
from pathlib import Path

import pytest

_NODE_MODULES = Path(__file__).parent / "node_modules"


def find_program(*names: str, package: str) -> Path:
    """The first of the named programs that stands on PATH; without one the test is skipped."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip(f"{names[0]} saknas: apt install {package}")
    return Path(found)


def find_npm_file(inner: str) -> Path:
    """A file of the npm packages that scripts/test fetches; without it the test is skipped."""
    path = _NODE_MODULES / inner
    if not path.is_file():
        pytest.skip(f"{inner} saknas: npm ci --prefix tests/verktyg")
    return path
