"""What a publishing does, as data: each file's step, the order that breaks nothing, and what may not be done at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kravbok.finding import Finding, Position, finding
from kravbok.model.webbplats import SIDOR
from kravbok.publish.forteckning import Forteckning
from kravbok.settings import BOOK_FORMATS, MANIFEST
from kravbok.swedish import plural

__all__ = ["Plan", "Steg", "check_addresses", "check_sealed", "make_plan", "phase_of", "show_plan"]

_SHARED = frozenset(SIDOR) - {"id"}
"""The first parts of addresses that are no book's and no requirement's: they may come and go."""

_PAGES = frozenset({"index.html", "fragment.html", "atom.xml"})
_PAGE = ("index.html", "fragment.html")
"""The files of a page in its folder, the page itself first."""

_SEALED = tuple(f".{form}" for form in BOOK_FORMATS)


@dataclass(frozen=True, slots=True)
class Steg:
    """One file of a plan: new (+), changed (~) or no longer there (-)."""

    tecken: str
    path: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All that differs between what is published and what is to be."""

    steg: tuple[Steg, ...]
    lika: int

    def count(self, tecken: str) -> int:
        """Return how many steps there are of a kind."""
        return sum(item.tecken == tecken for item in self.steg)


def make_plan(old: Mapping[str, str], new: Mapping[str, str]) -> Plan:
    """Return the steps from one set of files to another, in order of path; none where they are equal."""
    steps = [Steg("+" if path not in old else "~", path) for path in new if old.get(path) != new[path]]
    steps += [Steg("-", path) for path in old if path not in new]
    same = sum(old.get(path) == digest for path, digest in new.items())
    return Plan(tuple(sorted(steps, key=lambda item: item.path)), same)


def show_plan(plan: Plan) -> list[str]:
    """Return a plan as lines, with the counts last."""
    counts = f"{plan.count('+')} nya, {plan.count('~')} ändrade, {plan.count('-')} borttagna, {plan.lika} oförändrade"
    return [*(f"{item.tecken} {item.path}" for item in plan.steg), counts]


def phase_of(path: str, *, new: bool) -> int:
    """Return when a file is replaced, so that no page ever leads to something that is not there yet.

    First what pages use, then new pages, then changed ones, then what lists them: search, feeds, site map, start page.
    """
    name = path.rpartition("/")[2]
    if path == MANIFEST:
        return 5
    if name.endswith(".xml") or path in ("index.html", "pagefind/pagefind-entry.json"):
        return 4
    if name.endswith(".html"):
        return 2 if new else 3
    return 0 if new else 1


def _address(path: str) -> tuple[str, ...]:
    """Return the parts of the address that a file belongs to: its page's, or its own."""
    parts = path.split("/")
    if parts[-1] in _PAGES:
        return tuple(parts[:-1])
    return (*parts[:-1], parts[-1].removesuffix(".json"))


def lasting(path: str) -> bool:
    """Whether a file's address is one that never dies: a requirement's own, or anything in an edition of a book."""
    address = _address(path)
    return len(address) >= 2 and address[0] not in _SHARED


def _is_comparison_file(path: str, filer: Collection[str]) -> bool:
    """Whether a file lies with a comparison of two editions and is not its page.

    Which editions are compared in documents changes when one between them is decided; the page stays and leads on.
    """
    book, _, rest = path.partition("/")
    folder, _, name = rest.partition("/")
    if not name or name in _PAGE:
        return False
    parts = folder.split("-")
    pairs = (("-".join(parts[:at]), "-".join(parts[at:])) for at in range(1, len(parts)))
    return any(all(f"{book}/{edition}/{_PAGE[0]}" in filer for edition in pair) for pair in pairs)


def check_addresses(old: Forteckning, new: Forteckning, place: str) -> tuple[list[str], list[Finding]]:
    """Return the lasting addresses that would die, and the finding that stops it (K822)."""
    missing = (path for path in old.filer if lasting(path) and path not in new.filer)
    gone = sorted(path for path in missing if not _is_comparison_file(path, old.filer))
    if not gone:
        return [], []
    shown = ", ".join(gone[:5]) + (" …" if len(gone) > 5 else "")
    message = f"{plural(len(gone), 'publicerad adress', 'publicerade adresser')} försvinner: {shown}"
    hint = (
        "Bygg webbplatsen med alla böcker och upplagor. Ska adressen verkligen bort: --tillat-borttagna ”skälet”, "
        "som sparas i kvittot."
    )
    return gone, [finding("K822", Position(place), message, hint)]


def check_sealed(old: Forteckning, new: Forteckning) -> list[Finding]:
    """Return the documents of sealed editions that would be replaced (K823): those published as sealed are the ones."""
    hint = "Lägg tillbaka den förseglade filen ur arkivet. Det som ska rättas skrivs i ett rättelseblad."
    found = []
    for edition in old.forseglade:
        start = f"{edition}/{edition.replace('/', '-')}"
        for path in (f"{start}{ending}" for ending in _SEALED):
            if path in old.filer and path in new.filer and old.filer[path] != new.filer[path]:
                message = "Filen hör till en förseglad upplaga och är inte den som är publicerad"
                found.append(finding("K823", Position(path), message, hint))
    return found
