"""Redlines to look at: one book whose clauses are the small cases, and the real books' own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kravbok.build import choose_editions
from kravbok.check import check_underlag
from kravbok.diff.jamforelse import diff_utgivningar
from kravbok.edition import previous_upplaga
from kravbok.production import Utgava, make_utgava
from kravbok.redline import Redline, make_redline
from kravbok.settings import Byggval
from kravbok.templates import Mallar, packaged_templates, project_templates
from kravbok.text import parse_fragment
from kravbok.underlag import gather
from kravbok.verify.bevis import proof
from kravbok.view.parts import Bit, BokVy, Faktum, KapitelVy, KravVy, RegisterVy, Tabellrad, TabellVy, bits
from verktyg.bygge import ROOT, utgavor

CASES = sorted((ROOT / "tests" / "cases" / "redline").glob("*.md"))
SPLIT = "\n=====\n"
MALLAR = Mallar(packaged_templates())


def read_case(text: str) -> tuple[str, str]:
    """The old and the new text of a case; either may be empty."""
    old, _, new = text.partition(SPLIT)
    return old.strip(), new.strip()


def krav(name: str, number: str, text: str, *facts: Faktum, heading: str = "En rubrik") -> KravVy:
    """A clause with a text of the dialect."""
    fragment = parse_fragment(text)
    assert fragment.faults == ()
    marks = ("Ska-krav", "Avser vårdgivaren")
    return KravVy(name, number, heading, marks, fragment.html, fragment.plain, (f"Villkor: {len(text)}.",), "", facts)


def kapitel(name: str, number: str, *clauses: KravVy, heading: str = "Ett kapitel") -> KapitelVy:
    """A chapter without words of its own but a heading."""
    return KapitelVy(name, number, heading, "<p>Kapitlet inleds.</p>", ("Kapitlet inleds.",), clauses)


def fact(term: str, *values: str) -> Faktum:
    """A line of facts."""
    return Faktum(term, tuple(bits(value) for value in values))


def register(name: str, columns: tuple[str, ...], *rows: tuple[str, ...], ids: bool = True) -> RegisterVy:
    """A register whose rows are known by their first cell."""
    built = tuple(Tabellrad(tuple(map(bits, row)), f"{name}-{row[0].lower()}" if ids else "") for row in rows)
    return RegisterVy(name, name.capitalize(), f"Om {name}.", TabellVy(name.capitalize(), columns, built))


def _vary(book: BokVy, chapters: tuple[KapitelVy, ...], registers: tuple[RegisterVy, ...]) -> BokVy:
    first = replace(book.bilagor[0], html="<p>En bild.</p>", block=("En bild.",))
    others = [replace(first, id="bilaga-ny", nummer="Bilaga 2.")] if len(registers) > 3 else []
    words = f"Boken har {len(chapters)} kapitel."
    front = replace(book, inledning=f"<p>{words}</p>", inledning_block=(words,), utanfor=())
    return replace(front, kapitel=chapters, bilagor=(first, *others), register=registers)


def mixed() -> tuple[BokVy, BokVy]:
    """Two books that differ in all ways: the cases, clauses and chapters that come, go and move, rows and columns."""
    book = utgavor("blandat")["provbok-2022"].vy
    sides = [read_case(path.read_text(encoding="utf-8")) for path in CASES]
    named = [(f"PR-FALL-{number:03}", old, new) for number, (old, new) in enumerate(sides, start=1)]
    old = [krav(name, f"1.{at}", text) for at, (name, text, _) in enumerate(named, start=1) if text]
    turned = [*named[-1:], *named[:-1]]
    new = [krav(name, f"1.{at}", text) for at, (name, _, text) in enumerate(turned, start=1) if text]
    a, b, c, d = (f"PR-FLYTT-{number:03}" for number in range(1, 5))
    facts = (fact("Källa", "ett", "två", "tre"), fact("Ärende", "RS/1/2020"), fact("Lagrum", "1 §"))
    other = (fact("Källa", "noll", "två", "fyra"), fact("Beslut", "ja"), fact("Lagrum", "1 §", "2 §"))
    link = (Faktum("Förutsätter", ((Bit("avsnitt 2.1", f"#{a}"), Bit(", en rubrik")),)),)
    before = (
        kapitel("kap-fall", "1", *old),
        kapitel(
            "kap-gammalt", "2", krav(a, "2.1", "Vårdgivaren ska svara.", *facts), krav(b, "2.2", "Två ord.", *link)
        ),
        kapitel("kap-bort", "3", krav(c, "3.1", "Detta utgår."), heading="Ett kapitel som utgår"),
    )
    after = (
        kapitel("kap-nytt", "1", krav(d, "1.1", "Detta är nytt.\n\n- ett\n- två", *facts), heading="Ett nytt kapitel"),
        kapitel("kap-fall", "2", *(replace(part, nummer=f"2{part.nummer[1:]}") for part in new), heading="Ett annat"),
        kapitel(
            "kap-gammalt", "3", krav(b, "3.1", "Två ord.", *link), krav(a, "3.2", "Vårdgivaren ska svara nu.", *other)
        ),
    )
    rows = (("A", "ett", "x"), ("B", "två", ""), ("C", "tre", "z"))
    moved = (("C", "tre", "z"), ("A", "ett två", "x"), ("D", "fyra", ""))
    tables = (register("rader", ("Namn", "Värde", "Till"), *rows), register("spalter", ("Namn", "En"), ("A", "1")))
    others = (
        register("rader", ("Namn", "Värde", "Till"), *moved),
        register("spalter", ("Namn", "En", "Annan"), ("A", "1", "2"), ("B", "3", "4")),
        register("nya", ("Namn", "Värde"), ("A", "1")),
        register("sist", ("Namn", "Värde"), ("A", "1")),
    )
    gone = register("borta", ("Namn", "Värde"), ("A", "1"), ("B", "2"))
    return _vary(book, before, (*tables[:1], gone, *tables[1:])), _vary(book, after, others)


def with_vy(utgava: Utgava, vy: BokVy) -> Utgava:
    """An edition that shows other words."""
    return replace(utgava, vy=vy, bevis=proof(vy))


def redline_between(fore: BokVy, efter: BokVy) -> Redline:
    """The redline between two books as they are shown, with the mixed project's editions behind them."""
    old, new = (utgavor("blandat")[name] for name in ("provbok-2021", "provbok-2022"))
    comparison = diff_utgivningar(old.utgivning, new.utgivning)
    return make_redline(with_vy(old, fore), with_vy(new, efter), replace(comparison, krav=()), MALLAR)


@cache
def real_redlines() -> dict[str, Redline]:
    """The redlines of this repository's own books, by name (halsoval-2021-2022)."""
    return {_name(old, new): _between(old, new) for old, new in _real()}


def _name(old: Utgava, new: Utgava) -> str:
    return f"{new.utgivning.bok.id}-{old.utgivning.upplaga.id}-{new.utgivning.upplaga.id}"


def _between(old: Utgava, new: Utgava) -> Redline:
    return make_redline(old, new, diff_utgivningar(old.utgivning, new.utgivning), MALLAR)


def _real() -> Iterator[tuple[Utgava, Utgava]]:
    val = Byggval(ROOT, ROOT / "build")
    underlag = gather(ROOT)
    found, findings = check_underlag(underlag)
    assert [item for item in findings if item.code.startswith("K1")] == []
    mallar = Mallar(project_templates(list(underlag.mallar)))
    made = {
        utgivning.namn: make_utgava(utgivning, mallar, val, utkast=False)
        for utgivning in choose_editions(found, val)[0]
    }
    for utgava in made.values():
        before = previous_upplaga(utgava.utgivning.bok, utgava.utgivning.upplaga)
        if before is not None:
            yield made[f"{utgava.utgivning.bok.id}-{before.id}"], utgava
