"""A branch reviewed, as one Markdown comment for a pull request, and what there was no room for.

It is written here and not by a template: a template of the branch would let a stranger decide what the comment says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kravbok.codes import Allvar
from kravbok.export.godkannande import show_godkannande
from kravbok.export.granskningshuvud import show_head
from kravbok.export.kommentar import Avdelning, code, fill, length, say, show_words
from kravbok.finding import Finding
from kravbok.swedish import plural
from kravbok.view.andringar.delar import AndringVy, ParVy
from kravbok.view.andringar.siffror import BELOPP
from kravbok.view.granskningsdelar import (
    GranskadDel,
    GranskatKrav,
    GranskningsVy,
    Kostnad,
    PostVy,
    Upplagenamn,
    UtanBeslut,
    name_editions,
)
from kravbok.view.parts import plain

__all__ = ["MARKE", "MOST", "show_granskning"]

MARKE = "<!-- kravbok:granska -->"
"""The first line of the comment, by which a workflow finds it and writes it anew instead of adding another."""

MOST = 65_000
"""The longest comment; GitHub takes 65 536 characters."""

_FEW = 5
"""So few wordings are open from the start; more are folded together, so that the reader sees which there are."""

_UNSEEN = "Ingen upplaga visar ändringen än, och inga villkor för godkännande träffas av den.\n"

_EACH = 7_000
"""What a part before the wordings may take, so that there is room for them."""


def show_granskning(vy: GranskningsVy, lank: str = "", rest: str = "") -> tuple[str, str]:
    """Return the comment, and what did not fit in it (or nothing).

    `lank` is the address of the website; `rest` is the name of the file that what does not fit is written to.
    """
    where = f"i filen {code(rest)}" if rest else "inte här; kör kravbok granska med --rest FIL för att få dem"
    note = f"_{{}} till får inte plats och står {where}._"
    head = "\n\n".join([MARKE, "## Vad ändringen gör", *show_head(vy, lank)])
    parts = [part for part in _parts(vy, lank) if part.block]
    shown, left = fill(parts, MOST - length(head) - 4, _EACH, note)
    comment = "\n\n".join([head, *shown]) + "\n"
    return comment, "\n\n".join(["# Det som inte fick plats i kommentaren", *left]) + "\n" if left else ""


def _parts(vy: GranskningsVy, lank: str) -> Iterator[Avdelning]:
    """Yield every part, with what stops first and the wordings last."""
    books = vy.bockerna
    yield Avdelning("Nya fel och varningar", "", _findings(sorted(vy.nya_fynd, key=_weight)), rader=True)
    yield Avdelning(
        "Samma krav är ändrat på båda håll",
        f"{say(vy.bas)} har ändrat samma krav sedan grenen skapades. Slå samman och granska igen.\n",
        tuple(f"- {say(name)}" for name in vy.samtidiga),
        rader=True,
    )
    yield show_godkannande(vy, lank)
    yield from _levels(books.krav)
    yield Avdelning("Belopp", _AMOUNTS, tuple(row for item in books.krav for row in _amounts(item)), rader=True)
    figures = tuple(row for item in books.krav for row in _figures(item))
    yield Avdelning("Frister och andra mått", _FIGURES, figures, rader=True)
    yield Avdelning("Saknar eget beslut", "", tuple(map(_undecided, books.utan_beslut)), rader=True)
    yield Avdelning(
        "Kostnad", "Programmet räknar på det som posterna säger. Regionen beslutar.\n", _costs(vy), rader=True
    )
    yield Avdelning("Rättade fel och varningar", "", _findings(vy.borta_fynd), rader=True)
    names = tuple(f"- {say(name)}" for name in books.ojamforda)
    yield Avdelning("Upplagor som inte går att jämföra", "Rätta felen först.\n", names, rader=True)
    yield Avdelning("Mallar som ändras", "", tuple(f"- {code(path)}" for path in vy.mallar), rader=True)
    unseen = [item for item in vy.poster if item.slag == "krav" and item.id not in books.synliga]
    if not (vy.olasta or books.ojamforda):
        yield Avdelning(
            "Krav som ändras utan att någon upplaga gör det", _UNSEEN, tuple(map(_post, unseen)), rader=True
        )
    other = [item for item in vy.poster if vy.olasta or item.slag != "krav"]
    yield Avdelning(
        "Poster som ändras" if vy.olasta else "Andra poster som ändras", "", tuple(map(_post, other)), rader=True
    )
    tag = "<details open>" if len(books.krav) + len(books.delar) <= _FEW else "<details>"
    wordings = (*map(_requirement, books.krav), *map(_part, books.delar))
    yield Avdelning("Lydelserna före och efter", "", tuple(f"{tag}{words}" for words in wordings))


def _weight(item: Finding) -> tuple[bool, Finding]:
    return item.severity is not Allvar.FEL, item


def _findings(items: Iterable[Finding]) -> tuple[str, ...]:
    """Return findings as rows; those that read the same are one, with how many they are."""
    found = Counter(map(_finding, items))
    return tuple(f"{row} ({times} gånger)" if times > 1 else row for row, times in found.items())


def _finding(item: Finding) -> str:
    place = f"{item.position.path}:{item.position.line}"
    hint = f" {say(item.hint)}" if item.hint else ""
    also = "".join(f"<br>{say(other.text)}" for other in item.related)
    return f"- **{item.severity} {item.code}** {code(place)} {say(item.message)}.{hint}{also}"


def _name(item: AndringVy) -> str:
    return " ".join(say(word) for word in (item.nummer, item.rubrik) if word) + f" ({say(item.id)})"


def _levels(krav: Sequence[GranskatKrav]) -> Iterator[Avdelning]:
    """Yield the requirements that bind harder, and then those that bind in another way than before."""
    for heading, kinds in (
        ("Skärpta krav", ("skärpt",)),
        ("Lindrade krav och annan ändrad kravnivå", ("lindrad", "ändrad kravnivå")),
    ):
        found: dict[tuple[str, str], list[GranskatKrav]] = {}
        for item in krav:
            if words := _level(item, kinds):
                found.setdefault((item.andring.id, words), []).append(item)
        rows = (f"- {_name(items[0].andring)}{words} i {_editions(items)}" for (_, words), items in found.items())
        yield Avdelning(heading, "", tuple(rows), rader=True)


def _level(item: GranskatKrav, kinds: Sequence[str]) -> str:
    """Return how a requirement's level differs, or that the record says so; nothing where it is of no such kind."""
    level = next((fact for fact in item.andring.uppgifter if fact.falt == "kravniva"), None)
    if level and {*kinds} & {*item.andring.slag}:
        return f": från {say(level.fore)} till {say(level.efter)}"
    return "".join(f": {kind} enligt posten" for kind in kinds if kind in item.angivet)


def _editions(items: Sequence[GranskatKrav]) -> str:
    return say(name_editions(name for item in items for name in item.upplagor))


def _undecided(item: UtanBeslut) -> str:
    reasons = [f"{say(why.rstrip('.'))} ({say(name_editions(names))})" for why, names in item.varfor]
    return f"- {say(item.rubrik)} ({say(item.krav)}): {'; '.join(reasons)}"


_AMOUNTS = "| Krav | Belopp | Före | Efter | Skillnad | Procent |\n|---|---|---|---|---|---|"


def _amounts(item: GranskatKrav) -> Iterator[str]:
    for figure in item.andring.siffror:
        if figure.grupp == BELOPP:
            cells = (figure.namn, figure.fore, figure.efter, figure.skillnad or "–", figure.procent or "–")
            yield f"| {_name(item.andring)} | {' | '.join(map(say, cells))} |"


_FIGURES = "| Krav | Mått | Före | Efter | Skillnad |\n|---|---|---|---|---|"


def _figures(item: GranskatKrav) -> Iterator[str]:
    """Yield the changed figures that are no amounts; a new or ended requirement has none to hold its own against."""
    for figure in item.andring.siffror if item.andring.tecken == "~" else ():
        if figure.grupp != BELOPP:
            cells = (figure.namn, figure.fore, figure.efter, figure.skillnad or "–")
            yield f"| {_name(item.andring)} | {' | '.join(map(say, cells))} |"


def _costs(vy: GranskningsVy) -> tuple[str, ...]:
    names = ((item, say(" ".join(item.upplaga))) for item in vy.bockerna.kostnader)
    return tuple(f"- {name} jämfört med {say(item.jamfort)}: {_cost(item)}" for item, name in names)


def _cost(item: Kostnad) -> str:
    """Return a cost before and after; where only the number of gaps is another, that is what is said."""
    gaps = f"{plural(item.luckor, 'värde', 'värden')} är {'okänt' if item.luckor == 1 else 'okända'}"
    known = f"; {gaps}" if item.luckor else ""
    if not item.fore:
        return f"{say(item.efter)}{known}. Det räknades inte före ändringen."
    if item.fore == item.efter:
        return f"{say(item.efter)} som förut, men {gaps}, förut {item.luckor_fore}."
    return f"{say(item.fore)} före ändringen, {say(item.efter)} efter{known}."


def _post(item: PostVy) -> str:
    name = f"{item.slag} {say(item.id)}" if item.id else item.slag
    row = f"- {name}: {item.vad} ({code(item.path)})"
    return f"{row}<br>{show_words(item.ord)}" if item.ord else row


def _requirement(item: GranskatKrav) -> str:
    andring = item.andring
    facts = [f"- {say(fact.term)}: {say(plain(value))}" for fact in andring.fakta for value in fact.varden]
    name = " ".join(word for word in (andring.nummer, andring.rubrik, f"({andring.id})") if word)
    head = f"<b>{say(name)}</b> {say(' · '.join(andring.markning))}"
    return _details(head, item.upplagor, andring.par, [say(andring.anmarkning), "\n".join(facts)])


def _part(item: GranskadDel) -> str:
    head = f"<b>{say(item.egen.rubrik)}</b> {say(item.egen.mening)}"
    return _details(head, item.upplagor, item.egen.par, [])


def _details(head: str, editions: Sequence[Upplagenamn], pars: Sequence[ParVy], after: Sequence[str]) -> str:
    """Return a difference to be folded together: its name and kind, the editions, the words, the facts behind it."""
    quoted = "\n>\n".join(f"> {_paragraph(par)}" for par in pars)
    opened = f"<summary>{head}</summary>"
    blocks = [opened, f"Gäller {say(name_editions(editions))}.", quoted, *after, "</details>"]
    return "\n\n".join(block for block in blocks if block)


def _paragraph(par: ParVy) -> str:
    """Return a paragraph in one line of reading; where all of it is new or struck, a word says so."""
    marker = f"{say(marker)} " if (marker := par.punkt_efter or par.punkt_fore) else ""
    whole = {bit.tecken for bit in par.ord if bit.text.strip()}
    said = {frozenset("+"): "Nytt: ", frozenset("-"): "Utgår: "}.get(frozenset(whole), "")
    return f"{said}{marker}{show_words(par.ord)}"
