"""A page's linked data as JSON-LD, safe inside a script element of data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kravbok.export.webb.lank import absolute
from kravbok.view.webb.sida import INTERN, Sida

__all__ = ["CONTEXT", "write_jsonld"]

CONTEXT = (
    "https://schema.org",
    {"eli": "http://data.europa.eu/eli/ontology#", "xsd": "http://www.w3.org/2001/XMLSchema#"},
)

_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""Signs that could end the script element or its comment, or a line of it; in JSON they are the same written so."""


def write_jsonld(sida: Sida, bas: str = "") -> str:
    """Return what a page's script of data holds: what it is about, and the way to it from the start page.

    Internal addresses are whole where the site's is known; else they are left for the writer of the page.
    """
    graph: list[Mapping[str, Any]] = [sida.jsonld] if sida.jsonld else []
    if sida.brodsmulor:
        graph.append(_trail(sida))
    if not graph:
        return ""
    whole = json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return (whole.replace(INTERN, absolute(bas, "")) if bas else whole).translate(_UNSAFE)


def _trail(sida: Sida) -> Mapping[str, Any]:
    """Return the breadcrumbs; the page itself stands last, without an address, as the page shows it."""
    steps = [(item.text, item.href) for item in sida.brodsmulor]
    items: list[dict[str, Any]] = [
        {"@type": "ListItem", "position": at, "name": name, "item": href} for at, (name, href) in enumerate(steps, 1)
    ]
    items.append({"@type": "ListItem", "position": len(items) + 1, "name": sida.titel})
    return {"@type": "BreadcrumbList", "itemListElement": items}
