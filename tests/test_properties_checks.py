"""The rules are total: whatever records load, however few or odd, give findings and never an exception."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kravbok.checks import run_checks
from kravbok.codes import CODES
from kravbok.loader import load_register
from kravbok.sources import File
from verktyg.grund import base, read_cases

PATHS = sorted(base())
LINES = [(path, number) for path in PATHS for number in range(base()[path].count("\n"))]
VALUES = (
    "okänt",
    "okänd",
    "2021",
    "2021-13-41",
    "PR-LIST-001",
    "RS/12/2020",
    "provbok",
    "[]",
    "{}",
    "[okänt]",
    "ja",
    '""',
)
EDITS = [edit for fall in read_cases() for edit in fall.edits]
DATUM = date(2030, 1, 1)


def check(files: dict[str, str]) -> None:
    """Load and check; each finding has a code and stands in a file of the project."""
    register, findings = load_register([File(path, text.encode()) for path, text in sorted(files.items())])
    for item in [*findings, *run_checks(register, DATUM)]:
        assert item.code in CODES
        assert item.position.path in files or item.position.path == "krav"


@given(st.sets(st.sampled_from(PATHS)))
def test_any_files_may_be_missing(gone: set[str]) -> None:
    check({path: text for path, text in base().items() if path not in gone})


@given(st.sets(st.sampled_from(LINES), min_size=1, max_size=8))
def test_any_lines_may_be_missing(gone: set[tuple[str, int]]) -> None:
    files = {}
    for path, text in base().items():
        lines = text.splitlines(keepends=True)
        files[path] = "".join(line for number, line in enumerate(lines) if (path, number) not in gone)
    check(files)


@given(st.dictionaries(st.sampled_from(LINES), st.sampled_from(VALUES), min_size=1, max_size=6))
def test_any_values_may_be_odd(odd: dict[tuple[str, int], str]) -> None:
    files = {}
    for path, text in base().items():
        lines = text.splitlines()
        for number, line in enumerate(lines):
            key, colon, _ = line.partition(": ")
            if (path, number) in odd and colon:
                lines[number] = f"{key}: {odd[path, number]}"
        files[path] = "\n".join(lines) + "\n"
    check(files)


@given(st.sets(st.integers(0, len(EDITS) - 1), max_size=12))
def test_any_cases_may_meet(chosen: set[int]) -> None:
    files = dict(base())
    for number in sorted(chosen):
        name, old, new = EDITS[number]
        path = f"krav/{name}"
        if new is None:
            files.pop(path, None)
        elif old is None:
            files[path] = new
        elif path in files:
            files[path] = ("\n" + files[path]).replace(old, new, 1)[1:]
    check(files)
