"""A new wording of a requirement: the one in force once more, to be changed, with what it shares inherited."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from kravbok.encoding import decode
from kravbok.finding import Finding, Position, finding
from kravbok.model.krav import Krav
from kravbok.model.lydelse import IBok, Lydelse
from kravbok.reader import read_documents
from kravbok.writing.edit import Edit, apply
from kravbok.writing.layout import lay_out
from kravbok.writing.nodes import Collection, Entry, Page, Scalar, read_pages
from kravbok.writing.order import arrange_page
from kravbok.writing.records import Value, make_node

__all__ = ["add_lydelse", "in_force", "places_again"]

OWN = frozenset(
    (
        *("galler_fran", "avses_galla_fran", "upplaga", "som_foregaende", "andring", "arende", "beslut", "i_bok"),
        *("ursprung", "saknas", "finansiering", "avtalsverkan", "ersatter"),
    )
)
"""What belongs to one wording alone: its time, its reason and its sources are never those of another."""

WRITTEN = ("text", "siffror", "exempel")
"""What is written out once more, since it is there that a wording changes."""


def in_force(krav: Krav) -> int:
    """Return the number of the last wording that is no proposal, or of the last where all are."""
    decided = [number for number, item in enumerate(krav.lydelser) if not item.foreslagen]
    return decided[-1] if decided else len(krav.lydelser) - 1


def places_again(lydelse: Lydelse, arende: str, beslut: str) -> dict[str, Value]:
    """Return a shared wording's places with the new case and decision; a place that is unknown stays so."""
    return {bok: _place_again(place, arende, beslut) for bok, place in lydelse.i_bok.items()}


def _place_again(place: IBok | None, arende: str, beslut: str) -> Value:
    if place is None:
        return "okänt"
    more: dict[str, Value] = {"avvikelse": place.avvikelse} if place.avvikelse else {}
    return {"kapitel": place.kapitel, "ordning": place.ordning, "arende": arende, "beslut": beslut, **more}


def add_lydelse(path: str, data: bytes, page_number: int, number: int, own: Mapping[str, Value]) -> bytes | Finding:
    """Return a file with a new wording last: `own` and the rest as in the wording with that number.

    After the last wording what is shared is inherited (`som_foregaende`); after a proposal all is written out.
    """
    text = decode(path, data)[0]
    pages = read_pages(text.replace("\r\n", "\n"))
    box = _wordings(pages[page_number])
    if box is None:
        return _unsure(path)
    shared = _effective(box, number)
    last = number == len(box.entries) - 1
    names = [name for name in shared if name not in OWN]
    inherited = [name for name in _in_order(names) if name not in WRITTEN] if last else []
    copied = [_copy(shared[name]) for name in names if name not in inherited]
    made = make_node({**own, **({"som_foregaende": inherited} if inherited else {})})
    if not isinstance(made, Collection):
        return _unsure(path)
    made.entries += copied
    box.entries.append(Entry(None, made))
    for page in pages:
        arrange_page(page, Krav)
    written = apply([Edit(path, 0, len(text), lay_out(pages))], {path: data})[path]
    return written if _only_added(path, data, written, page_number) else _unsure(path)


def _wordings(page: Page) -> Collection | None:
    entries = page.root.entries if page.root is not None else []
    found = next((item.value for item in entries if item.key is not None and item.key.value == "lydelser"), None)
    if not isinstance(found, Collection):
        return None
    found.flow = False
    return found


def _effective(box: Collection, number: int) -> dict[str, Entry]:
    """Return what a wording has by key, also what it has from those before it."""
    before: dict[str, Entry] = {}
    for item in box.entries[: number + 1]:
        entries = item.value.entries if isinstance(item.value, Collection) else []
        own = {entry.key.value: entry for entry in entries if entry.key is not None}
        before = {**{name: before[name] for name in _inherits(own) if name in before}, **own}
    return before


def _inherits(own: Mapping[str, Entry]) -> list[str]:
    names = own["som_foregaende"].value if "som_foregaende" in own else None
    items = names.entries if isinstance(names, Collection) else []
    return [item.value.value for item in items if isinstance(item.value, Scalar)]


def _in_order(names: list[str]) -> list[str]:
    known = [name for name in Lydelse.model_fields if name in names]
    return known + [name for name in names if name not in known]


def _copy(entry: Entry) -> Entry:
    """Return a key with its value, without the comments about the old wording."""
    return Entry(deepcopy(entry.key), deepcopy(entry.value))


def _only_added(path: str, old: bytes, new: bytes, number: int) -> bool:
    """Whether the new file says what the old one says, and one wording more."""
    before, _ = read_documents(path, old)
    after, faults = read_documents(path, new)
    if faults or len(before) != len(after):
        return False
    after[number].data["lydelser"].pop()
    return [item.data for item in before] == [item.data for item in after]


def _unsure(path: str) -> Finding:
    hint = "Skriv om filen med kravbok formatera, och lägg till lydelsen för hand."
    return finding("K861", Position(path), "Lydelsen går inte att lägga till i filen; den är orörd", hint)
