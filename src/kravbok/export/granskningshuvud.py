"""The head of a review's comment: the outcome in a sentence, who is to approve, and the editions that differ."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from kravbok.codes import Allvar
from kravbok.export.kommentar import code, say
from kravbok.swedish import format_list, plural
from kravbok.view.granskningsdelar import GranskadUpplaga, GranskningsVy

__all__ = ["show_head"]

_MANY = 40
"""The most editions that the table names."""

_TABLE = "| Upplaga | Krav | Omfattning | Se resultatet |\n|---|---|---|---|"

_NAMED = 10
"""The most other files that are named."""


def show_head(vy: GranskningsVy, lank: str) -> Iterator[str]:
    """Yield the outcome, who is to approve, a table of the editions, and at last what is compared with what."""
    yield f"**{_outcome(vy)}**"
    if also := _other_files(vy):
        yield also
    if roles := [say(item.roll) for item in vy.godkannande.roller if not item.enligt_grenen]:
        yield f"Ska godkännas av {format_list(roles)}."
    if vy.olasta:
        yield "Böckerna jämförs först när alla poster går att läsa. Nedan står felen och vilka poster som skiljer."
    if vy.bockerna.upplagor:
        rows = [_row(item, lank) for item in vy.bockerna.upplagor[:_MANY]]
        more = len(vy.bockerna.upplagor) - len(rows)
        yield "\n".join(
            [_TABLE, *rows, *([f"| och {plural(more, 'upplaga', 'upplagor')} till | | | |"] if more else [])]
        )
    branch = f"Commit {code(vy.gren[:10])}" if vy.gren else "Arbetsmappen"
    old = f" {plural(vy.gamla_fel, 'fel', 'fel')} fanns redan där och räknas inte upp." if vy.gamla_fel else ""
    yield (
        f"{branch} är jämförd med {code(vy.grund[:10])}, där grenen lämnade {say(vy.bas)}. "
        f"Det som andra har slagit samman sedan dess räknas inte hit.{old}"
    )


def _other_files(vy: GranskningsVy) -> str:
    """Return which files the branch changes that no book is made from; nothing where there are none."""
    if vy.andra_filer is None:
        return "Det går inte att säga om andra filer också ändras."
    names, more = [code(path) for path in vy.andra_filer[:_NAMED]], len(vy.andra_filer) - _NAMED
    also = "Andra filer ändras:" if vy.tom else "Andra filer ändras också:"
    listed = f"{', '.join(names)} och {more} till" if more > 0 else format_list(names)
    return f"{also} {listed}." if names else ""


def _outcome(vy: GranskningsVy) -> str:
    """Return the outcome in a sentence."""
    errors = sum(item.severity is Allvar.FEL for item in vy.nya_fynd)
    said = [f"{plural(errors, 'nytt fel', 'nya fel')} måste rättas"] if errors else []
    for vad, happens in (("ny", "tillkommer"), ("borttagen", "tas bort")):
        if whole := sum(item.vad == vad for item in vy.bockerna.upplagor):
            said.append(f"{plural(whole, 'upplaga', 'upplagor')} {happens}")
    krav = {item.andring.id for item in vy.bockerna.krav}
    if krav:
        said.append(f"{plural(len(krav), 'krav', 'krav')} ändras i sak")
    if vy.bockerna.utan_beslut:
        lacking = len({item.krav for item in vy.bockerna.utan_beslut})
        said.append(f"{plural(lacking, 'ändring', 'ändringar')} saknar eget beslut")
    if said:
        return f"{format_list(said)}."
    if vy.tom:
        return "Ingenting ändras i böckerna, posterna eller mallarna."
    return "Det går inte att säga vad som ändras." if vy.olasta else "Inget krav ändras i sak."


def _row(item: GranskadUpplaga, lank: str) -> str:
    counts = (("nytt", "nya", item.nya), ("ändrat", "ändrade", item.andrade), ("upphävt", "upphävda", item.upphavda))
    words = [plural(count, one, many) for one, many, count in counts if count]
    if item.delar:
        words.append(f"{plural(item.delar, 'ändring', 'ändringar')} utanför kraven")
    if item.dolda:
        words.append(f"{item.dolda} med bara nytt nummer, typografi eller källa")
    note = f"<br>{say(item.anmarkning)}" if item.anmarkning else ""
    links = ", ".join(_links(item, lank)) or "–"
    return f"| {say(' '.join(item.namn))}{note} | {', '.join(words) or '–'} | {say(item.omfattning) or '–'} | {links} |"


def _links(item: GranskadUpplaga, lank: str) -> Iterator[str]:
    """Yield the way to the edition and its redline: addresses of the site, else paths in the build."""
    edition = "upplagan" if item.redline else "Läs hela upplagan"
    for words, path in ((edition, item.adress), ("med ändringar", item.redline)):
        if path and lank:
            yield f"[{words}](<{lank.rstrip('/')}/{quote(path)}>)"
        elif path:
            yield f"{words}: {code(f'build/{path}')}"
