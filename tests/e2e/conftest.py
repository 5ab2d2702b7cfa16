"""One build of the real books by the installed command, shared by all tests of this folder."""

from __future__ import annotations

import pytest

from verktyg.bygge import Bygge, copy_real, kravbok


@pytest.fixture(scope="session")
def bygge(tmp_path_factory: pytest.TempPathFactory) -> Bygge:
    """The real books, built."""
    projekt = copy_real(tmp_path_factory.mktemp("riktiga") / "projekt")
    done = kravbok("bygg", folder=projekt)
    assert done.returncode == 0, done.stdout + done.stderr
    return Bygge(projekt, done)
