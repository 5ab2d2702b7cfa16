"""Findings as issues of a run in Azure Pipelines: logging commands, one a line."""

from __future__ import annotations

from collections.abc import Sequence

from kravbok.codes import Allvar
from kravbok.finding import Finding
from kravbok.report.plain import harmless, remark
from kravbok.report.text import show_short

__all__ = ["show_azure"]

_KINDS = {Allvar.FEL: "error", Allvar.VARNING: "warning"}


def show_azure(findings: Sequence[Finding]) -> str:
    """Return a command for each error and warning; Azure has no third kind, so information is a plain line."""
    return "\n".join(_command(item) if item.severity in _KINDS else show_short([item]) for item in findings)


def _command(item: Finding) -> str:
    place = item.position
    where = f"sourcepath={_property(place.path)};linenumber={place.line};columnnumber={place.column};code={item.code}"
    return f"##vso[task.logissue type={_KINDS[item.severity]};{where}]{_data(remark(item))}"


def _data(text: str) -> str:
    return text.replace("%", "%AZP25")


def _property(text: str) -> str:
    return _data(harmless(text)).replace(";", "%3B").replace("]", "%5D")
