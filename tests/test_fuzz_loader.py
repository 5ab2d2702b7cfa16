"""Loading and checking are total: any bytes give findings, in time and in little memory, and never an exception."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from verktyg.fuzz import PROPERTIES

EXAMPLES = int(os.environ.get("KRAVBOK_FUZZ", "300"))


@pytest.mark.parametrize("name", PROPERTIES)
def test_any_input_gives_findings_and_nothing_else(name: str) -> None:
    command = [sys.executable, "-m", "verktyg.fuzz", name, str(EXAMPLES)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    result = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=600, check=False
    )
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-8000:]
