"""Findings as GitLab's Code Quality report, which a merge request shows at the changed lines."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kravbok.codes import Allvar
from kravbok.finding import Finding
from kravbok.report.plain import fingerprints, harmless, remark

__all__ = ["show_gitlab"]

_SEVERITIES = {Allvar.FEL: "critical", Allvar.VARNING: "minor", Allvar.UPPLYSNING: "info"}


def show_gitlab(findings: Sequence[Finding]) -> str:
    """Return the report: a list, empty when nothing was found."""
    rows = [_issue(item, name) for item, name in zip(findings, fingerprints(findings), strict=True)]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _issue(item: Finding, name: str) -> dict[str, object]:
    return {
        "description": f"{item.code} {remark(item)}",
        "check_name": item.code,
        "fingerprint": name,
        "severity": _SEVERITIES[item.severity],
        "location": {"path": harmless(item.position.path), "lines": {"begin": item.position.line}},
    }
