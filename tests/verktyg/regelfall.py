"""A wording with nothing but a rule and its figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kravbok.model.lydelse import Lydelse

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
