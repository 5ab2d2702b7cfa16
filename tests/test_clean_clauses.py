"""Correct Swedish clauses, old and new, as regions write them, give no finding: a linter must not cry wolf."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from verktyg.fall import check, places

FILES = sorted((Path(__file__).parent / "cases" / "rena").glob("*.yaml"))


def clauses() -> list[dict[str, Any]]:
    """The clauses as written, every value as text."""
    texts = [path.read_text(encoding="utf-8") for path in FILES]
    return [clause for text in texts for clause in yaml.load_all(text, Loader=yaml.BaseLoader)]


def records() -> Iterator[tuple[str, bytes]]:
    """Each clause as a whole requirement, in a file of its own."""
    for number, clause in enumerate(clauses(), start=1):
        krav_id = f"HV-REN-{number:03}"
        names = list(clause.get("siffror", {}))
        source = {"dokument": "rapport", **({"belagger": names, "harledning": "prov"} if names else {})}
        wording = {
            "galler_fran": "2021-01-01",
            "typ": "krav",
            "plats": {"bok": "provbok", "kapitel": "listning", "ordning": str(100 + number)},
            "vem": "vårdgivaren",
            "ursprung": [source],
            "uppfoljning": {"kan_foljas_upp": "okänt", "motivering": "Källan säger inte hur kravet följs upp."},
            **clause,
        }
        text = yaml.safe_dump({"id": krav_id, "lydelser": [wording]}, allow_unicode=True, sort_keys=False)
        yield f"krav/provbok/{krav_id}.yaml", text.encode()


def test_there_are_many_different_clauses() -> None:
    texts = [clause["text"] for clause in clauses()]
    assert len(set(texts)) == len(texts) >= 170


def test_every_level_and_figure_is_among_them() -> None:
    levels = {clause["kravniva"] for clause in clauses()}
    assert levels == {"ska", "bör", "får", "mål", "har rätt", "villkor", "upplysning"}
    assert sum("siffror" in clause for clause in clauses()) >= 15


def test_no_correct_clause_gives_a_finding() -> None:
    assert places(check({**dict(records()), "krav/provbok/HV-LIST-001.yaml": None})) == []


def test_the_same_clauses_at_the_wrong_level_are_found() -> None:
    turned = {"ska": "bör", "bör": "ska", "får": "har rätt", "har rätt": "får"}
    wrong = {
        path: data.replace(f"kravniva: {level}\n".encode(), f"kravniva: {turned[level]}\n".encode())
        for (path, data), level in zip(records(), (clause["kravniva"] for clause in clauses()), strict=True)
        if level in turned
    }
    found = {item.position.path for item in check(wrong) if item.code == "K602"}
    assert found == set(wrong)
