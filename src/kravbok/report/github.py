"""Findings as annotations in GitHub Actions: workflow commands, one a line."""

from __future__ import annotations

from collections.abc import Sequence

from kravbok.codes import CODES, Allvar
from kravbok.finding import Finding
from kravbok.report.plain import harmless, remark

__all__ = ["show_github"]

_KINDS = {Allvar.FEL: "error", Allvar.VARNING: "warning", Allvar.UPPLYSNING: "notice"}


def show_github(findings: Sequence[Finding]) -> str:
    """Return a command for each finding, which GitHub shows at its line in the pull request."""
    return "\n".join(_command(item) for item in findings)


def _command(item: Finding) -> str:
    place, title = item.position, f"{item.code} {CODES[item.code].rubrik}"
    where = f"file={_property(place.path)},line={place.line},col={place.column},title={_property(title)}"
    return f"::{_KINDS[item.severity]} {where}::{_data(remark(item))}"


def _data(text: str) -> str:
    return text.replace("%", "%25")


def _property(text: str) -> str:
    return _data(harmless(text)).replace(":", "%3A").replace(",", "%2C")
