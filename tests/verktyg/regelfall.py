"""Rules and what they give: the documents in tests/cases/regler/rakna, and wordings with nothing but a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kravbok.model.lydelse import Lydelse
from kravbok.reader import read_documents

CASES = Path(__file__).parents[1] / "cases" / "regler" / "rakna"
KEPT = ("regel", "siffror", "krav")

_REST = {
    "galler_fran": "2021-01-01",
    "rubrik": "Regeln",
    "typ": "krav",
    "plats": {"bok": "provbok", "kapitel": "listning", "ordning": "10"},
    "vem": "regionen",
    "kravniva": "ska",
    "text": "Regeln gäller.",
}


def make_lydelse(regel: Mapping[str, Any], siffror: Mapping[str, str]) -> Lydelse:
    """A valid wording with a rule and figures as an editor writes them."""
    return Lydelse.model_validate({**_REST, "regel": dict(regel), "siffror": dict(siffror)})


def read_rules() -> dict[str, dict[str, Any]]:
    """Every document by its name; a rule, figures or id left out is that of the document before."""
    return dict(_cases())


def _cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(CASES.glob("*.yaml")):
        documents, findings = read_documents(path.name, path.read_bytes())
        assert not findings, findings
        before: dict[str, Any] = {}
        for document in documents:
            assert isinstance(document.data, dict)
            before = {key: before[key] for key in KEPT if key in before} | document.data
            yield f"{path.stem}: {before['namn']}", before
