"""Findings as JUnit's XML, which the forges' lists of tests read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kravbok.codes import CODES, Allvar
from kravbok.finding import Finding
from kravbok.report.plain import harmless, remark

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["show_junit"]

_CLEAN = "Inga fynd"


def show_junit(findings: Sequence[Finding]) -> str:
    """Return a suite: an error is a failed test, anything lighter a skipped one; without findings, one that passed."""
    from lxml import etree

    failures = sum(item.severity is Allvar.FEL for item in findings)
    counts = {"tests": str(len(findings) or 1), "failures": str(failures), "errors": "0"}
    root = etree.Element("testsuites", {"name": "kravbok", **counts})
    skipped = {"skipped": str(len(findings) - failures)}
    suite = etree.SubElement(root, "testsuite", {"name": "kravbok kontrollera", **counts, **skipped})
    for item in findings:
        _add_case(suite, item)
    if not findings:
        etree.SubElement(suite, "testcase", {"classname": "kravbok", "name": _CLEAN})
    body: str = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body.rstrip()}'


def _add_case(suite: _Element, item: Finding) -> None:
    from lxml import etree

    place, head = item.position, f"{item.severity}[{item.code}] {CODES[item.code].rubrik}"
    name = f"{head}, rad {place.line}, kolumn {place.column}"
    case = etree.SubElement(suite, "testcase", {"classname": harmless(place.path), "name": name})
    kind = "failure" if item.severity is Allvar.FEL else "skipped"
    told = etree.SubElement(case, kind, {"type": item.code, "message": remark(item)})
    related = [harmless(f"{other.text}: {other.position}") for other in item.related]
    told.text = "\n".join([f"{harmless(str(place))}: {remark(item)}", *related, f"kravbok forklara {item.code}"])
