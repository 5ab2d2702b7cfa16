"""Findings as SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote

from kravbok import __version__
from kravbok.codes import CODES, Allvar
from kravbok.felkoder import read_page
from kravbok.finding import Finding, Position, Sammanhang
from kravbok.report.plain import fingerprints, harmless, remark

__all__ = ["show_sarif"]

_LEVELS = {Allvar.FEL: "error", Allvar.VARNING: "warning", Allvar.UPPLYSNING: "note"}


def show_sarif(findings: Sequence[Finding]) -> str:
    """Return a log of one run, with the rules that it found something by."""
    codes = sorted({item.code for item in findings})
    driver = {
        "name": "kravbok",
        "semanticVersion": __version__,
        "language": "sv",
        "rules": [_rule(code) for code in codes],
    }
    named = zip(findings, fingerprints(findings), strict=True)
    run = {
        "tool": {"driver": driver},
        "language": "sv",
        "columnKind": "unicodeCodePoints",
        "results": [_result(item, codes.index(item.code), name) for item, name in named],
    }
    schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, object]:
    kod, page = CODES[code], read_page(code)
    return {
        "id": code,
        "name": kod.namn,
        "shortDescription": {"text": kod.rubrik},
        "fullDescription": {"text": " ".join(page.partition("\n## ")[0].split())},
        "help": {"text": f"Hjälp: kravbok forklara {code}\n\n{page}", "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[kod.allvar]},
    }


def _result(item: Finding, rule: int, name: str) -> dict[str, object]:
    return {
        "ruleId": item.code,
        "ruleIndex": rule,
        "level": _LEVELS[item.severity],
        "message": {"text": remark(item)},
        "locations": [{"physicalLocation": _place(item.position)}],
        "relatedLocations": [_related(number, other) for number, other in enumerate(item.related, 1)],
        "partialFingerprints": {"kravbok/v1": name},
    }


def _related(number: int, other: Sammanhang) -> dict[str, object]:
    return {"id": number, "physicalLocation": _place(other.position), "message": {"text": harmless(other.text)}}


def _place(position: Position) -> dict[str, object]:
    end = position.column + max(1, position.length)
    region = {"startLine": position.line, "startColumn": position.column, "endColumn": end}
    uri = quote(harmless(position.path), safe="/")
    return {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}, "region": region}
