"""A whole book as it is shown: title page, notices, chapters, tables, registers and colophon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kravbok import __version__
from kravbok.edition import Avsnitt, BilagaDel, Utgivning
from kravbok.expand import expand_text
from kravbok.model.bok import Upplaga
from kravbok.model.tid import is_unknown
from kravbok.seal.forsegling import seal_of
from kravbok.settings import Ursprungsmarke
from kravbok.view.krav import view_krav
from kravbok.view.marke import standing_notices
from kravbok.view.parts import BokVy, Faktum, KapitelVy, NotisVy, RegisterVy, bits
from kravbok.view.rattelser import view_rattelser
from kravbok.view.register import register_parts
from kravbok.view.tabeller import clause_tables
from kravbok.view.tidsord import since_value

__all__ = ["RECONSTRUCTION", "is_reconstruction", "marked", "standing", "view_bok"]

RECONSTRUCTION = "Rekonstruktion, inte regionens eget dokument"


def view_bok(utgivning: Utgivning) -> BokVy:
    """Return the edition as it is shown, without what it was made from: `marked` adds that."""
    bok, upplaga = utgivning.bok, utgivning.upplaga
    html, block = expand_text(utgivning, None, bok.inledning) if bok.inledning else ("", ())
    return BokVy(
        titel=bok.titel,
        organisation=utgivning.organisation.namn,
        dokumenttyp=bok.dokumenttyp,
        upplaga=upplaga.id,
        status=_status(utgivning),
        sidhuvud=_running_header(utgivning),
        uppgifter=tuple(_particulars(utgivning)),
        notiser=tuple(_notices(utgivning)),
        inledning=html,
        inledning_block=block,
        kapitel=tuple(_chapter(utgivning, part) for part in utgivning.avsnitt),
        utanfor=tuple(view_krav(utgivning, clause) for clause in utgivning.utanfor),
        bilagor=tuple(_appendix(utgivning, part) for part in utgivning.bilagor),
        register=tuple(_registers(utgivning)),
        kolofon=(),
    )


def marked(vy: BokVy, utgivning: Utgivning, marke: Ursprungsmarke) -> BokVy:
    """Return the book with its colophon, which names the hash of all the rest; a draft says so on every page.

    The header of the page is one line: what a draft's says of a reconstruction is short, the first page says the rest.
    """
    vy = replace(vy, kolofon=tuple(_colophon(utgivning, marke)))
    for notis in standing_notices(marke):
        header = vy.sidhuvud.replace(RECONSTRUCTION, RECONSTRUCTION.partition(",")[0])
        vy = replace(vy, sidhuvud=f"{notis.rubrik} · {header}", notiser=(notis, *vy.notiser))
    return vy


def standing(utgivning: Utgivning) -> tuple[str, ...]:
    """Return in its forms, from the longest, what a running header says of a reconstruction; else only nothing."""
    return (RECONSTRUCTION, RECONSTRUCTION.partition(",")[0]) if is_reconstruction(utgivning) else ("",)


def _registers(utgivning: Utgivning) -> Iterator[RegisterVy]:
    yield from clause_tables(utgivning)
    yield from register_parts(utgivning)


def _status(utgivning: Utgivning) -> str:
    """Return in one line what kind of edition this is."""
    upplaga = utgivning.upplaga
    if upplaga.foreslagen:
        return f"{_proposed(upplaga).capitalize()} till upplaga {upplaga.id}"
    return f"Upplaga {upplaga.id}, {upplaga.status}"


def _proposed(upplaga: Upplaga) -> str:
    """Return what an edition is that nobody has decided: a draft until it is handed over, then a proposal."""
    return "utkast" if upplaga.status == "utkast" else "förslag"


def _running_header(utgivning: Utgivning) -> str:
    """Return the line that stands on every page: the book, the edition, and that it is a reconstruction."""
    proposal = f" ({_proposed(utgivning.upplaga)})" if utgivning.upplaga.foreslagen else ""
    title = f"{utgivning.bok.titel} {utgivning.upplaga.id}{proposal}"
    return f"{title} · {RECONSTRUCTION}" if is_reconstruction(utgivning) else title


def is_reconstruction(utgivning: Utgivning) -> bool:
    """Whether the book is made from reports and is not the region's own document."""
    return utgivning.bok.aterger == "rekonstruktion ur rapport"


def _particulars(utgivning: Utgivning) -> Iterator[Faktum]:
    upplaga = utgivning.upplaga
    proposed = upplaga.galler_fran is None
    begins = since_value(upplaga.fran, foreslagen=proposed)
    yield Faktum("Föreslås gälla från" if proposed else "Gäller från", (bits(begins),))
    if upplaga.kand_till is not None:
        yield Faktum("Känd till och med", (bits(str(upplaga.kand_till)),))
    if upplaga.utgang is not None:
        yield Faktum("Utgång", (bits(upplaga.utgang),))
    yield Faktum("Ärende", (bits(upplaga.arende or "okänt"),))
    record = utgivning.register.beslut.get(upplaga.beslut or "")
    yield Faktum("Beslut", (bits(record.avser.text if record else upplaga.beslut or "okänt"),))


def _notices(utgivning: Utgivning) -> Iterator[NotisVy]:
    if is_reconstruction(utgivning):
        text = (
            "Detta är en rekonstruktion ur offentliga rapporter, gjord som referensinnehåll för kravbok. Det är inte "
            "regionens eget dokument och har ingen rättslig verkan. Texterna är omskrivna; siffror, datum och "
            "diarienummer är källornas."
        )
        yield NotisVy("Rekonstruktion", text)
    if utgivning.upplaga.foreslagen:
        outcome = utgivning.upplaga.utgang
        ending = " Källorna säger inte om det antogs, ändrades eller avslogs." if is_unknown(outcome) else ""
        what = _proposed(utgivning.upplaga)
        yield NotisVy(what.capitalize(), f"Detta är ett {what}, inte ett beslutat dokument.{ending}")
    if utgivning.upplaga.anmarkning:
        yield NotisVy("Om upplagan", utgivning.upplaga.anmarkning)
    yield from view_rattelser(utgivning)


def _chapter(utgivning: Utgivning, part: Avsnitt) -> KapitelVy:
    intro = part.lydelse.inledning
    html, block = expand_text(utgivning, None, intro) if intro else ("", ())
    clauses = tuple(view_krav(utgivning, clause) for clause in part.klausuler)
    return KapitelVy(f"kap-{part.kapitel.id}", part.nummer, part.lydelse.rubrik, html, block, clauses)


def _appendix(utgivning: Utgivning, part: BilagaDel) -> KapitelVy:
    lydelse = part.lydelse
    html, block = expand_text(utgivning, None, lydelse.text) if lydelse.text else ("", ())
    picture = f"filer/{lydelse.fil}" if lydelse.fil else ""
    number = f"Bilaga {part.nummer}."
    return KapitelVy(f"bilaga-{part.bilaga.id}", number, lydelse.rubrik, html, block, (), picture, lydelse.alt or "")


def _colophon(utgivning: Utgivning, marke: Ursprungsmarke) -> Iterator[Faktum]:
    """Yield where the document comes from: content hash, last commit that touched it, program and licence."""
    yield Faktum("Innehållets kontrollsumma", (bits(f"SHA-256 {group_digest(marke.hash)}"),))
    if seal := seal_of(utgivning):
        yield Faktum("Försegling", (bits(f"SHA-256 {group_digest(seal)}"),))
    yield Faktum("Senaste ändring i git", (bits(marke.commit or "okänd: posterna ligger inte i git"),))
    if marke.utkast:
        yield Faktum("Utkast", (bits("Posterna eller mallarna skiljer sig från det som är sparat i git."),))
    wordings = {clause.lydelse.aterger for clause in utgivning.klausuler.values()}
    if is_reconstruction(utgivning) and wordings == {"omskriven"}:
        yield Faktum("Text", (bits("Alla krav är omskrivna; ingen klausul är återgiven ordagrant."),))
    yield Faktum("Gällande format", (bits(utgivning.organisation.gallande_format.upper()),))
    yield Faktum("Licens", (bits(utgivning.organisation.licens),))
    yield Faktum("Framställd med", (bits(f"kravbok {__version__}"),))


def group_digest(digest: str) -> str:
    """Return a checksum in groups of eight, which can be read aloud and broken over lines."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
