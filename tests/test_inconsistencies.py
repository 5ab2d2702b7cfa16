"""The eighteen inconsistencies of the sources, in our words as records: each is found, by that code on that line.

docs/motsagelser.md says which code finds which, and what no program can see.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from kravbok.codes import CODES
from verktyg.fall import KALLOR, check

FOLDER = Path(__file__).parent / "cases" / "motsagelser"
PAGE = Path(__file__).parents[1] / "docs" / "motsagelser.md"
_FILE = re.compile(r"^# fil: (\S+)\n", re.MULTILINE)
_MARK = re.compile(r" # => (K[0-9]{3})$")


class Motsagelse(NamedTuple):
    """An inconsistency: its file, the records, and each code to be found with its place."""

    namn: str
    files: dict[str, bytes]
    expected: list[str]


def read_case(path: Path) -> Motsagelse:
    """The case of a file: records after ”# fil:”, and ”# =>” with the code at the end of the line that is wrong."""
    parts = _FILE.split(path.read_text(encoding="utf-8"))[1:]
    files, expected = {}, []
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        lines = text.split("\n")
        marks = [(number, mark[1]) for number, line in enumerate(lines, start=1) if (mark := _MARK.search(line))]
        expected += [f"{code} {name}:{number}" for number, code in marks]
        files[name] = "\n".join(_MARK.sub("", line) for line in lines).encode()
    return Motsagelse(path.stem, files, sorted(expected))


CASES = [read_case(path) for path in sorted(FOLDER.glob("*.yaml"))]


def test_all_eighteen_are_there() -> None:
    assert [case.namn[:2] for case in CASES] == [f"{number:02}" for number in range(1, 19)]
    assert all(case.expected for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=[case.namn for case in CASES])
def test_the_inconsistency_is_found_and_nothing_else(case: Motsagelse) -> None:
    found = check(dict(case.files), kallor=KALLOR)
    assert sorted(f"{item.code} {item.position.path}:{item.position.line}" for item in found) == case.expected


@pytest.mark.parametrize("case", CASES, ids=[case.namn for case in CASES])
def test_the_page_names_the_codes_that_find_it(case: Motsagelse) -> None:
    rows = [
        line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith(f"| {int(case.namn[:2])} ")
    ]
    codes = {item.split()[0] for item in case.expected}
    assert len(rows) == 1
    assert codes <= set(re.findall(r"K[0-9]{3}", rows[0])) <= CODES.keys()
