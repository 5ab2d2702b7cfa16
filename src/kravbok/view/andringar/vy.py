"""Jamforelse -> AndringsVy: the whole document of changes, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kravbok.diff.skillnad import SLAG, Jamforelse, Skillnad
from kravbok.edition import Utgivning
from kravbok.swedish import capitalize
from kravbok.view.andringar.andring import make_seende, view_andring
from kravbok.view.andringar.avsnitt import view_avsnitt, view_bilagor
from kravbok.view.andringar.delar import AndringsVy, AndringVy, InspelVy, SidaVy
from kravbok.view.andringar.inspel import rejected_inputs
from kravbok.view.andringar.konsekvens import consequences, recomputed
from kravbok.view.andringar.omfattning import omfattning
from kravbok.view.andringar.ord import MARKNING, NAMN, Sidlasning, name_sides, title_of
from kravbok.view.andringar.rattelser import correction_notice, corrections
from kravbok.view.andringar.sammanfattning import summary
from kravbok.view.andringar.siffror import figure_tables
from kravbok.view.andringar.tabeller import view_tabeller
from kravbok.view.andringar.tackning import approvals, undecided
from kravbok.view.andringar.urval import Urval, select
from kravbok.view.bok import RECONSTRUCTION, is_reconstruction
from kravbok.view.parts import Bit, Faktum, NotisVy, RegisterVy, Tabellrad, TabellVy, bits

__all__ = ["view_andringar"]

_GUIDE = (
    "I kraven nedan är ord som försvinner genomstrukna i den vänstra spalten och ord som tillkommer understrukna i den "
    "högra. Där ett krav eller ett kapitel är helt nytt eller upphör är inga ord märkta."
)


def view_andringar(
    jamforelse: Jamforelse,
    urval: Urval | None = None,
    lasning: tuple[Sidlasning, Sidlasning] | None = None,
    *,
    register: bool = True,
) -> AndringsVy:
    """Return what differs as it is shown, without its colophon; `lasning` says how each side was read.

    Without `register` the tables and registers are left out, which take most of the time.
    """
    urval, lasning = urval or Urval(), lasning or (Sidlasning(), Sidlasning())
    jamforelse = select(jamforelse, urval)
    fore, efter = jamforelse.fore, jamforelse.efter
    sides = name_sides(fore, efter, lasning)
    seende = make_seende(fore, efter)
    placed = [(_chapter_of(item), view_andring(seende, item)) for item in jamforelse.krav if not item.doljbar]
    shown = [view for _, view in placed]
    hidden = tuple(view_andring(seende, item) for item in jamforelse.krav if item.doljbar)
    vy = AndringsVy(
        titel=title_of(fore, efter),
        bok=efter.bok.titel,
        organisation=efter.organisation.namn,
        status=f"{capitalize(sides[0].namn)} jämförd med {sides[1].namn}",
        sidhuvud=_running_header(fore, efter),
        fore=sides[0],
        efter=sides[1],
        uppgifter=tuple(_particulars(efter, sides, urval)),
        notiser=tuple(_notices(efter, sides, lasning)),
        sammanfattning=(),
        omfattning=omfattning(jamforelse) if urval.tomt and fore.bok.id == efter.bok.id else "",
        lasanvisning=_GUIDE if any(item.tecken == "~" and item.par for item in shown) else "",
        fore_kraven=(),
        avsnitt=view_avsnitt(jamforelse, placed, whole=urval.tomt),
        bilagor=view_bilagor(jamforelse) if urval.tomt else (),
        tabeller=(),
        efter_kraven=(),
        inspel=None,
        dolda=hidden,
        dolda_tabell=None,
        kolofon=(),
    )
    vy = _with_registers(vy, jamforelse, shown, whole=urval.tomt) if register else vy
    return replace(vy, sammanfattning=tuple(summary(vy)))


def _with_registers(vy: AndringsVy, jamforelse: Jamforelse, shown: list[AndringVy], *, whole: bool) -> AndringsVy:
    """Return the view with its tables and registers; those of both editions only of the whole."""
    fore, efter = jamforelse.fore, jamforelse.efter
    rattelser = corrections(fore, efter) if whole else None
    return replace(
        vy,
        notiser=(*vy.notiser, *correction_notice(rattelser)),
        fore_kraven=_existing(_counts(shown), *figure_tables(shown), _directions(shown)),
        tabeller=view_tabeller(fore, efter) if whole else (),
        efter_kraven=_existing(_moved(shown), *_grounds(jamforelse, shown, whole=whole), rattelser),
        inspel=_rejected(fore, efter) if whole else None,
        dolda_tabell=_hidden_table(vy.dolda),
    )


def _existing(*parts: RegisterVy | None) -> tuple[RegisterVy, ...]:
    return tuple(part for part in parts if part is not None)


def _grounds(jamforelse: Jamforelse, shown: list[AndringVy], *, whole: bool) -> Iterator[RegisterVy | None]:
    """Yield changes that lack a decision; of the whole also approvals without effect, the cost, and claims recomputed.

    A choice of changes has no sum, and cannot tell what an approval changed.
    """
    yield undecided(jamforelse, shown)
    if whole:
        fore, efter = jamforelse.fore, jamforelse.efter
        yield from (approvals(jamforelse), consequences(fore, efter), recomputed(fore, efter))


def _rejected(fore: Utgivning, efter: Utgivning) -> InspelVy | None:
    """Return what was proposed for the new edition and became nothing; what is no new edition was proposed nothing."""
    is_new = fore.bok.id == efter.bok.id and fore.upplaga.id != efter.upplaga.id
    return rejected_inputs(efter) if is_new else None


def _running_header(fore: Utgivning, efter: Utgivning) -> str:
    title = title_of(fore, efter)
    words = title if fore.bok.id != efter.bok.id else f"{efter.bok.titel} · {title}"
    return f"{words} · {RECONSTRUCTION}" if is_reconstruction(efter) else words


def _particulars(efter: Utgivning, sides: tuple[SidaVy, SidaVy], urval: Urval) -> Iterator[Faktum]:
    """Yield what is compared with what, in which case, and which part of it the document shows."""
    for term, side in zip(("Före", "Efter"), sides, strict=True):
        words = [side.uppgift, *([side.enligt_git] if side.enligt_git else [])]
        yield Faktum(term, tuple(map(bits, words)))
    yield Faktum("Ärende", (bits(efter.upplaga.arende or "okänt"),))
    if not urval.tomt:
        yield Faktum("Urval", (bits(urval.words()),))


def _notices(efter: Utgivning, sides: tuple[SidaVy, SidaVy], last: tuple[Sidlasning, Sidlasning]) -> Iterator[NotisVy]:
    if is_reconstruction(efter):
        text = (
            "Det som jämförs är rekonstruktioner ur offentliga rapporter, gjorda som referensinnehåll för kravbok, och "
            "inte regionens egna dokument. De har ingen rättslig verkan."
        )
        yield NotisVy("Rekonstruktion", text)
    if efter.upplaga.foreslagen:
        text = "Ändringarna är föreslagna, inte beslutade."
        if efter.upplaga.utgang == "okänd":
            text += " Källorna säger inte om förslaget antogs, ändrades eller avslogs."
        yield NotisVy("Förslag", text)
    for side, read in zip(sides, last, strict=True):
        yield from (NotisVy(side.spalt, text) for text in read.notiser)
    if any(side.enligt_git for side in sides):
        yield NotisVy("Enligt git", "Minst en sida är läst som den stod i git, inte som ett beslut säger.")


def _chapter_of(item: Skillnad) -> str:
    """Return the id of the chapter that a change is shown in, empty for what stands outside the requirements."""
    clause = item.efter or item.fore
    return clause.kapitel if clause and clause.nummer else ""


def _counts(shown: Iterable[AndringVy]) -> RegisterVy | None:
    """Return how many requirements there are of each kind; one requirement may be of several."""
    counts = Counter((kind, item.stallning == "klausul") for item in shown for kind in item.slag)
    inside, outside = ({kind for kind, is_inside in counts if is_inside is wanted} for wanted in (True, False))
    columns = [("Krav", True)] * bool(inside) + [("Åtaganden och rekommendationer", False)] * bool(outside)
    rows = tuple(
        Tabellrad((bits(NAMN[kind]), *(bits(str(counts[kind, is_inside] or "–")) for _, is_inside in columns)))
        for kind in SLAG
        if kind in inside | outside
    )
    heading = "Antal av varje slag"
    intro = "Ett krav kan ha ändrats på flera sätt och räknas då på flera rader."
    table = TabellVy(heading, ("Slag", *(name for name, _ in columns)), rows)
    return RegisterVy("antal", heading, intro, table) if rows else None


def _directions(shown: Iterable[AndringVy]) -> RegisterVy | None:
    """Return the requirements that bind harder than before, and those that bind less."""
    rows = tuple(_direction(item) for item in shown if {"skärpt", "lindrad"} & set(item.slag))
    if not rows:
        return None
    heading = "Skärpta och lindrade krav"
    intro = "Skärpt är ett krav som binder hårdare än förut, lindrat ett som binder mindre."
    return RegisterVy("riktning", heading, intro, TabellVy(heading, ("Avsnitt", "Krav", "Riktning", "Kravnivå"), rows))


def _direction(item: AndringVy) -> Tabellrad:
    level = next((fact for fact in item.uppgifter if fact.falt == "kravniva"), None)
    words = f"från {level.fore} till {level.efter}" if level else item.kravniva
    return Tabellrad(
        (link_to(item), bits(item.rubrik), bits("skärpt" if "skärpt" in item.slag else "lindrat"), bits(words))
    )


def link_to(item: AndringVy) -> tuple[Bit, ...]:
    """Return a cell that leads to a change."""
    return bits(Bit(item.nummer or item.id, f"#{item.id}"))


def _moved(shown: Iterable[AndringVy]) -> RegisterVy | None:
    rows = tuple(
        Tabellrad((link_to(item), bits(item.rubrik), bits(item.nummer_fore or "–"), bits(item.nummer_efter or "–")))
        for item in shown
        if "flyttad" in item.slag
    )
    heading = "Flyttade krav"
    intro = "Krav som står på en annan plats än förut. Vad som annars skiljer står under kravet."
    table = TabellVy(heading, ("Avsnitt", "Krav", "Stod i", "Står i"), rows)
    return RegisterVy("flyttade", heading, intro, table) if rows else None


def _hidden_table(hidden: Iterable[AndringVy]) -> RegisterVy | None:
    """Return what changes nothing for anyone: new numbers, typography and origin."""
    rows = tuple(
        Tabellrad(
            (
                bits(item.id),
                bits(item.rubrik),
                bits(item.nummer_fore or "–"),
                bits(item.nummer_efter or "–"),
                bits(", ".join(MARKNING[kind] for kind in item.slag)),
            )
        )
        for item in hidden
    )
    heading = "Ändringar som inte ändrar något i sak"
    intro = "Krav som bara har fått nytt nummer, ny typografi eller en ny källa."
    table = TabellVy(heading, ("Krav", "Rubrik", "Nummer före", "Nummer efter", "Slag"), rows)
    return RegisterVy("dolda", heading, intro, table) if rows else None
