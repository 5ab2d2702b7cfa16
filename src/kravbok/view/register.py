"""The registers at the end of a book: terms, input, indicators, decisions, governing documents, sources, gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kravbok.edition import Utgivning
from kravbok.expand import anchor, describe_beslut
from kravbok.model.inspel import Inspel
from kravbok.model.register import Beslut, Indikator, Styrdokument, StyrdokumentVersion, Utfall
from kravbok.model.storhet import format_tabell
from kravbok.model.tid import is_unknown
from kravbok.seal.register import read_begrepp
from kravbok.swedish import format_list, sort_key, uncapitalize
from kravbok.text import parse_fragment
from kravbok.view.inspel import inputs
from kravbok.view.krav import describe_sources
from kravbok.view.mal import describe_mal
from kravbok.view.parts import Bit, Bitar, RegisterVy, Tabellrad, TabellVy, bits, informative
from kravbok.view.tidsord import say_since

__all__ = ["register_parts", "used_documents"]


def register_parts(utgivning: Utgivning) -> Iterator[RegisterVy]:
    """Yield the registers that have any rows, in their fixed order."""
    for name, heading, intro, columns, rows in _PARTS:
        if found := tuple(rows(utgivning)):
            yield RegisterVy(name, heading, intro, informative(TabellVy(heading, columns, found)))


def _mine(utgivning: Utgivning, books: Iterable[str]) -> bool:
    return utgivning.bok.id in books


def _terms(utgivning: Utgivning) -> Iterator[Tabellrad]:
    for item, wording in sorted(read_begrepp(utgivning), key=lambda pair: sort_key(pair[1].term)):
        words = wording.definition + (f" Även: {format_list(list(wording.tillatna))}." if wording.tillatna else "")
        yield Tabellrad((bits(wording.term), bits(words)), anchor("begrepp", item.id))


def _indicators(utgivning: Utgivning) -> Iterator[Tabellrad]:
    rules = {item.lydelse.regel.indikator for item in utgivning.klausuler.values() if item.lydelse.regel}
    records = [
        item for item in utgivning.register.indikatorer.values() if item.id in rules or _mine(utgivning, item.bocker)
    ]
    for item in sorted(records, key=lambda record: sort_key(record.namn)):
        target = describe_mal(item.mal) if item.mal else "–"
        yield Tabellrad(
            (bits(item.namn), bits(_measure(item)), bits(target), bits(_outcomes(item))), anchor("indikator", item.id)
        )


def _measure(item: Indikator) -> str:
    """Return how the indicator is counted, as far as it is known."""
    if is_unknown(item.taljare):
        return "okänt"
    share = "" if is_unknown(item.namnare) or item.namnare == "ingen" else f" av {item.namnare}"
    return item.taljare + share + ("" if is_unknown(item.period) else f", {item.period}")


def _outcomes(item: Indikator) -> str:
    return ". ".join(_one_outcome(row) for row in item.utfall) or "inga kända"


def _one_outcome(row: Utfall) -> str:
    """Return an outcome with its reservation: ”ca”, ”preliminärt”, ”finns bara som bild”."""
    remark = (row.anmarkning or "").strip().rstrip(".")
    words = f"{row.ar}, {row.enhet}: {format_tabell(row.varde)}"
    return f"{words} ({uncapitalize(remark)})" if remark else words


def _decisions(utgivning: Utgivning) -> Iterator[Tabellrad]:
    records = sorted(_used_decisions(utgivning), key=lambda item: (item.datum.iso(), sort_key(item.id)))
    for item in records:
        source = _first_source(utgivning, item)
        cells = (
            bits(describe_beslut(utgivning, item)),
            bits(f"{item.beslut.capitalize()}. {item.avser.text}"),
            bits(item.arende),
            source,
        )
        yield Tabellrad(cells, anchor("beslut", item.id))


def _used_decisions(utgivning: Utgivning) -> list[Beslut]:
    """Return the decisions that the book, its clauses or its texts name, up to the day that the edition is known."""
    named = {utgivning.upplaga.beslut, *_named_in_texts(utgivning, "beslut")}
    for clause in utgivning.klausuler.values():
        named |= {clause.lydelse.beslut, clause.i_bok.beslut if clause.i_bok else None}
    mine = set(utgivning.klausuler)
    return [
        item for item in utgivning.register.beslut.values()
        if item.id in named
        or (_is_timely(utgivning, item) and (utgivning.bok.id in item.avser.bocker or mine & set(item.avser.krav)))
    ]  # fmt: skip


def _is_timely(utgivning: Utgivning, beslut: Beslut) -> bool:
    """Whether a decision was made before the edition ceases to be known."""
    known_to = utgivning.upplaga.kand_till.dag if utgivning.upplaga.kand_till else None
    return known_to is None or beslut.datum.earliest is None or beslut.datum.earliest <= known_to


def _named_in_texts(utgivning: Utgivning, function: str) -> set[str]:
    """Return the ids that any text of the edition names with a function: clauses, introductions and appendices."""
    texts = [clause.lydelse.text for clause in utgivning.klausuler.values()]
    texts += [part.lydelse.inledning or "" for part in utgivning.avsnitt]
    texts += [part.lydelse.text or "" for part in utgivning.bilagor] + [utgivning.bok.inledning or ""]
    return {name for text in texts if function in text for name in _arguments(text, function)}


def _arguments(text: str, function: str) -> Iterator[str]:
    for item in parse_fragment(text).uttryck:
        if item.funktion == function:
            yield item.argument[0]


def _first_source(utgivning: Utgivning, item: Beslut) -> Bitar:
    return describe_sources(utgivning, item.ursprung[:1])[0] if item.ursprung else bits("–")


def _used_styrdokument(utgivning: Utgivning) -> list[Styrdokument]:
    """Return the governing documents that the book, its clauses or its texts name, in Swedish order."""
    leaned = {item.lydelse.bygger_pa.styrdokument for item in utgivning.klausuler.values() if item.lydelse.bygger_pa}
    leaned |= _named_in_texts(utgivning, "styrdokument")
    every = utgivning.register.styrdokument.values()
    records = [item for item in every if item.id in leaned or _mine(utgivning, item.bocker)]
    return sorted(records, key=lambda record: sort_key(record.namn))


def _governing(utgivning: Utgivning) -> Iterator[Tabellrad]:
    for item in _used_styrdokument(utgivning):
        yield Tabellrad(
            (bits(_name(item)), bits(item.slag), bits(_checked(item)), bits(_remark(item))),
            anchor("styrdokument", item.id),
        )


def _name(item: Styrdokument) -> str:
    known = (
        item.beteckning
        if item.beteckning and item.beteckning not in item.namn and not is_unknown(item.beteckning)
        else ""
    )
    return item.namn + (f", {known}" if known else "")


def _checked(item: Styrdokument) -> str:
    return str(item.kontrollerad)


def _remark(item: Styrdokument) -> str:
    """Return the known versions and what is particular about the document."""
    versions = [
        f"{version.version} ({_since(version)})" for version in item.versioner if not is_unknown(version.version)
    ]
    known = [f"Kända versioner: {format_list(versions)}."] if versions else []
    return " ".join([*known, *([item.anmarkning] if item.anmarkning else [])]) or "–"


def _since(version: StyrdokumentVersion) -> str:
    day = say_since(version.galler_fran) if version.galler_fran.known else "från okänd dag"
    return f"{day}; {version.anmarkning.strip().rstrip('.')}" if version.anmarkning else day


def _steps(utgivning: Utgivning) -> Iterator[Tabellrad]:
    for step in sorted(utgivning.organisation.beslutsgang, key=lambda item: item.steg):
        yield Tabellrad((bits(str(step.steg)), bits(step.namn), bits(step.art)))


def used_documents(utgivning: Utgivning) -> list[str]:
    """Return the ids of the documents that the edition's clauses come from, in Swedish order of title."""
    used = {source.dokument for clause in utgivning.klausuler.values() for source in clause.lydelse.ursprung}
    used |= {source.dokument for item in _used_decisions(utgivning) for source in item.ursprung[:1]}
    documents = utgivning.register.dokument
    return sorted(used, key=lambda name: sort_key(documents[name].titel))


def _sources(utgivning: Utgivning) -> Iterator[Tabellrad]:
    for name in used_documents(utgivning):
        item = utgivning.register.dokument[name]
        title = item.titel + (
            f", {item.diarienummer}" if item.diarienummer and not is_unknown(item.diarienummer) else ""
        )
        digest = f"{item.sha256_utlasning[:16]}…" if item.sha256_utlasning else "okänd"
        yield Tabellrad(
            (bits(title), bits(item.utgivare), bits(str(item.datum)), bits(digest)), anchor("dokument", name)
        )


def _gaps(utgivning: Utgivning) -> Iterator[Tabellrad]:
    """Yield what is declared missing; when it is to be looked at again stands in the record."""
    for gap in utgivning.upplaga.saknas:
        yield Tabellrad((bits(f"Upplaga {utgivning.upplaga.id}"), bits(gap.motivering)))
    for clause in utgivning.klausuler.values():
        for gap in (*clause.krav.saknas, *clause.lydelse.saknas):
            yield Tabellrad((bits(Bit(clause.nummer or clause.id, f"#{clause.id}")), bits(gap.motivering)))
    yield from _waived(utgivning)


def _waived(utgivning: Utgivning) -> Iterator[Tabellrad]:
    """Yield where a finding is silenced in a register that the book shows; other gaps of the registers stay there."""
    inspel = [item for item in utgivning.register.inspel.values() if _mine(utgivning, item.avser)]
    shown: list[Beslut | Styrdokument | Inspel] = [*_used_decisions(utgivning), *_used_styrdokument(utgivning), *inspel]
    for item in shown:
        yield from (Tabellrad((bits(item.id), bits(gap.motivering))) for gap in item.saknas if gap.vad != "uppgift")


_PARTS: tuple[tuple[str, str, str, tuple[str, ...], Callable[[Utgivning], Iterator[Tabellrad]]], ...] = (
    ("begrepp", "Begrepp", "Så används orden i boken.", ("Begrepp", "Betydelse"), _terms),
    (
        "inspel",
        "Inkomna förslag och synpunkter",
        "Vad som har föreslagits, och vad det blev.",
        ("Förslag", "Från", "Juristens bedömning", "Blev"),
        inputs,
    ),
    (
        "indikatorer",
        "Indikatorer",
        "Mått som kraven hänvisar till, med mål och kända utfall.",
        ("Indikator", "Räknas som", "Mål", "Utfall"),
        _indicators,
    ),
    (
        "beslut",
        "Beslut",
        "Beslut som gäller boken eller dess krav.",
        ("Beslut", "Innebörd", "Ärende", "Källa"),
        _decisions,
    ),
    (
        "beslutsgang",
        "Beslutsgång",
        "Stegen från förslag till beslut, som källorna beskriver dem.",
        ("Steg", "Vad som sker", "Slag av steg"),
        _steps,
    ),
    (
        "styrdokument",
        "Styrdokument",
        "Lagar, avtal, rutiner och system som boken nämner. Där ingen kontrolldag står kan uppgiften vara inaktuell.",
        ("Styrdokument", "Slag", "Kontrollerad", "Anmärkning"),
        _governing,
    ),
    (
        "kallor",
        "Källor",
        "Dokument som kraven är hämtade ur.",
        ("Dokument", "Utgivare", "Datum", "SHA-256 för läst text"),
        _sources,
    ),
    (
        "saknas",
        "Uppgifter som saknas",
        "Brister som är kända och antecknade.",
        ("Gäller", "Vad som saknas"),
        _gaps,
    ),
)
"""The registers in their fixed order: id, heading, introduction, columns and rows."""
