"""Coverage: how many ska-krav can be followed up, which cannot, and why; nothing is claimed where nothing is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kravbok.edition import Klausul, Utgivning
from kravbok.swedish import capitalize, format_list, plural
from kravbok.view.handling import DelVy, fact
from kravbok.view.parts import Tabellrad, TabellVy, cells
from kravbok.view.uppfoljning.delar import BladVy, Kolumn, UppfoljningsVy
from kravbok.view.uppfoljning.grund import make_handling
from kravbok.view.uppfoljning.urval import by_perspective, demands, methods, name_of, reason

__all__ = ["answer_of", "summary", "view_tackning"]

_ABOUT = (
    "Sammanställningen räknar upplagans ska-krav efter vad posterna säger om uppföljningen. Ett krav utan uppgift "
    "räknas som okänt, inte som att det inte går att följa upp."
)
SVAR = ("ja", "delvis", "nej", "okänt")
"""Whether a requirement can be followed up; what says nothing is unknown."""

_HEADINGS = {"ja": "Går", "delvis": "Delvis", "nej": "Går inte", "okänt": "Okänt"}
_SHEET = (
    Kolumn("Kapitel", 30), Kolumn("Avsnitt", 9), Kolumn("Krav-id", 14), Kolumn("Rubrik", 34), Kolumn("Vem", 18),
    Kolumn("Kan följas upp", 15), Kolumn("Följs upp genom", 40), Kolumn("Uppgiften kommer från", 20),
    Kolumn("Skäl", 60),
)  # fmt: skip
_LISTS = (
    ("nej", "gar-inte", "Krav som inte går att följa upp"),
    ("delvis", "gar-delvis", "Krav som bara delvis går att följa upp"),
    ("okänt", "okanda", "Krav där det är okänt"),
)


def view_tackning(utgivning: Utgivning) -> UppfoljningsVy:
    """Return the coverage of an edition."""
    found = demands(utgivning)
    chapters = [(f"{part.nummer} {part.lydelse.rubrik}", _own(part.klausuler, found)) for part in utgivning.avsnitt]
    facts = (fact("Ska-krav", str(len(found))), *(fact(_HEADINGS[name], str(_count(found)[name])) for name in SVAR))
    parts = tuple(_parts(utgivning, found, [(name, own) for name, own in chapters if own]))
    rows = tuple(_sheet_row(name, clause) for name, own in chapters for clause in own)
    return UppfoljningsVy(
        make_handling(utgivning, "tackning", ("Täckning: vad som går att följa upp", _ABOUT), facts, parts),
        utgivning.namn,
        (BladVy("Täckning", _SHEET, rows),),
    )


def answer_of(clause: Klausul) -> str:
    """Return whether a requirement can be followed up, as its record says it; unknown where it says nothing."""
    follow = clause.lydelse.uppfoljning
    return follow.kan_foljas_upp if follow is not None else "okänt"


def _count(found: Sequence[Klausul]) -> Counter[str]:
    return Counter(map(answer_of, found))


def _own(part: Sequence[Klausul], found: Sequence[Klausul]) -> list[Klausul]:
    ids = {clause.id for clause in found}
    return [clause for clause in part if clause.id in ids]


def summary(found: Sequence[Klausul]) -> tuple[str, ...]:
    """Return the coverage in sentences: how many of how many, and who says so."""
    if not found:
        return ("Upplagan har inga ska-krav.",)
    number = _count(found)
    said = f"{number['ja']} av {len(found)} ska-krav går att följa upp."
    rest = [("delvis", "går delvis"), ("nej", "går inte att följa upp")]
    more = [f"{number[name]} {words}" for name, words in rest if number[name]]
    if number["okänt"]:
        more.append(f"för {number['okänt']} är det okänt")
    follows = [clause.lydelse.uppfoljning for clause in found]
    ours = sum(follow is not None and follow.angiven_av == "redaktionen" for follow in follows)
    own = f"För {plural(ours, 'krav', 'krav')} är uppgiften redaktionens bedömning; källan anger ingen." if ours else ""
    sentence = f"{format_list(more)}." if more else ""
    return tuple(filter(None, (f"{said} {capitalize(sentence)}".strip(), own)))


def _parts(
    utgivning: Utgivning, found: Sequence[Klausul], chapters: Sequence[tuple[str, Sequence[Klausul]]]
) -> Iterator[DelVy]:
    yield DelVy("sammanfattning", "Sammanfattning", summary(found))
    if not found:
        return
    yield DelVy("kapitel", "Kapitel för kapitel", tabell=_counts("Kapitel för kapitel", "Kapitel", chapters, found))
    groups = list(by_perspective(utgivning, found))
    yield DelVy("perspektiv", "Perspektiv", tabell=_counts("Perspektiv", "Perspektiv", groups, found))
    for answer, name, heading in _LISTS:
        own = [clause for clause in found if answer_of(clause) == answer]
        if own:
            yield DelVy(name, heading, (f"{plural(len(own), 'krav', 'krav')}.",), tabell=_list(heading, own))


def _counts(
    heading: str, first: str, groups: Sequence[tuple[str, Sequence[Klausul]]], found: Sequence[Klausul]
) -> TabellVy:
    columns = (first, "Ska-krav", *_HEADINGS.values())
    rows = [_count_row(name, own) for name, own in groups]
    return TabellVy(heading, columns, (*rows, _count_row("Hela boken", found)))


def _count_row(name: str, own: Sequence[Klausul]) -> Tabellrad:
    number = _count(own)
    return Tabellrad(cells(name, str(len(own)), *(str(number[answer]) for answer in SVAR)))


def _list(heading: str, own: Sequence[Klausul]) -> TabellVy:
    rows = (Tabellrad(cells(name_of(clause), reason(clause.lydelse)), clause.id) for clause in own)
    return TabellVy(heading, ("Krav", "Skäl"), tuple(rows))


def _sheet_row(chapter: str, clause: Klausul) -> tuple[str, ...]:
    follow, answer = clause.lydelse.uppfoljning, answer_of(clause)
    about = (chapter, clause.nummer, clause.id, clause.lydelse.rubrik, clause.lydelse.vem, answer, methods(follow))
    return (*about, follow.angiven_av if follow else "–", "" if answer == "ja" else reason(clause.lydelse))
