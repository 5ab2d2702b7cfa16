"""The registers at the end of a book: terms, input, indicators, decisions, governing documents, sources, gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kravbok.edition import Utgivning
from kravbok.expand import anchor, describe_beslut, reference
from kravbok.model.bas import Saknas
from kravbok.model.inspel import Fran, Inspel
from kravbok.model.register import Beslut, Indikator, Styrdokument, StyrdokumentVersion, Utfall
from kravbok.model.storhet import format_tabell
from kravbok.model.tid import is_unknown
from kravbok.swedish import format_list, sort_key, uncapitalize
from kravbok.text import parse_fragment
from kravbok.view.krav import describe_sources
from kravbok.view.parts import Bit, Bitar, RegisterVy, Tabellrad, TabellVy, bits

__all__ = ["register_parts", "used_documents"]


def register_parts(utgivning: Utgivning) -> Iterator[RegisterVy]:
    """Yield the registers that have any rows, in their fixed order."""
    for name, heading, intro, columns, rows in _PARTS:
        if found := tuple(rows(utgivning)):
            yield RegisterVy(name, heading, intro, TabellVy(heading, columns, found))


def _mine(utgivning: Utgivning, books: Iterable[str]) -> bool:
    return utgivning.bok.id in books


def _terms(utgivning: Utgivning) -> Iterator[Tabellrad]:
    records = [item for item in utgivning.register.begrepp.values() if not item.bocker or _mine(utgivning, item.bocker)]
    for item in sorted(records, key=lambda record: sort_key(record.lydelser[-1].term)):
        wording = item.lydelser[-1]
        words = wording.definition + (f" Även: {format_list(list(wording.tillatna))}." if wording.tillatna else "")
        yield Tabellrad((bits(wording.term), bits(words)), anchor("begrepp", item.id))


def _inputs(utgivning: Utgivning) -> Iterator[Tabellrad]:
    records = [item for item in utgivning.register.inspel.values() if _mine(utgivning, item.avser)]
    shown = [
        item
        for item in records
        if item.upplaga in (None, utgivning.upplaga.id) or utgivning.upplaga is utgivning.bok.upplagor[-1]
    ]
    for item in sorted(shown, key=lambda record: sort_key(record.id)):
        words = f". {item.text.strip()}" if item.text else ""
        heading = bits(f"{item.rubrik} ({item.typ}, {item.id}){words}")
        yield Tabellrad(
            (heading, bits(_sender(item.fran)), bits(_verdict(item)), _outcome(utgivning, item)),
            anchor("inspel", item.id),
        )


def _sender(fran: Fran) -> str:
    words = [word for word in (fran.roll, fran.grupp, fran.organisation) if word]
    return ", ".join(words) or "okänd"


def _verdict(item: Inspel) -> str:
    if item.jurist is None:
        return "–"
    ground = item.jurist.grund_enligt_kallan if item.jurist.bedomning != "bedömning okänd" else None
    return item.jurist.bedomning + (f": {ground}" if ground else "")


def _outcome(utgivning: Utgivning, item: Inspel) -> Bitar:
    """Return what an input became: clauses, another case, nothing, or unknown."""
    parts: list[str | Bit] = []
    for name in item.blev.krav:
        known = name in utgivning.klausuler
        parts += [", " if parts else "", Bit(reference(utgivning, name).text, f"#{name}") if known else name]
    if item.blev.arende:
        parts.append(f"{', ' if parts else ''}annat ärende: {item.blev.arende}")
    if item.blev.inget:
        parts.append(f"{', ' if parts else ''}inget krav: {item.blev.inget}")
    return bits(*parts) if parts else bits("okänt")


def _indicators(utgivning: Utgivning) -> Iterator[Tabellrad]:
    rules = {item.lydelse.regel.indikator for item in utgivning.klausuler.values() if item.lydelse.regel}
    records = [
        item for item in utgivning.register.indikatorer.values() if item.id in rules or _mine(utgivning, item.bocker)
    ]
    for item in sorted(records, key=lambda record: sort_key(record.namn)):
        target = "; ".join(f"{key}: {value}" for key, value in item.mal.items()) or "–"
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
    """Return the decisions that the book, its clauses or its texts name."""
    named = {utgivning.upplaga.beslut}
    for clause in utgivning.klausuler.values():
        named |= {clause.lydelse.beslut, clause.i_bok.beslut if clause.i_bok else None}
        named |= set(_arguments(clause.lydelse.text, "beslut"))
    mine = set(utgivning.klausuler)
    return [
        item for item in utgivning.register.beslut.values()
        if item.id in named or utgivning.bok.id in item.avser.bocker or mine & set(item.avser.krav)
    ]  # fmt: skip


def _arguments(text: str, function: str) -> Iterator[str]:
    for item in parse_fragment(text).uttryck:
        if item.funktion == function:
            yield item.argument[0]


def _first_source(utgivning: Utgivning, item: Beslut) -> Bitar:
    return describe_sources(utgivning, item.ursprung[:1])[0] if item.ursprung else bits("–")


def _governing(utgivning: Utgivning) -> Iterator[Tabellrad]:
    leaned = {item.lydelse.bygger_pa.styrdokument for item in utgivning.klausuler.values() if item.lydelse.bygger_pa}
    for clause in utgivning.klausuler.values():
        leaned |= set(_arguments(clause.lydelse.text, "styrdokument"))
    records = [
        item for item in utgivning.register.styrdokument.values() if item.id in leaned or _mine(utgivning, item.bocker)
    ]
    for item in sorted(records, key=lambda record: sort_key(record.namn)):
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
    return str(item.kontrollerad) if item.kontrollerad.known else "okänt; kan vara inaktuellt"


def _remark(item: Styrdokument) -> str:
    """Return the known versions and what is particular about the document."""
    versions = [
        f"{version.version} ({_since(version)})" for version in item.versioner if not is_unknown(version.version)
    ]
    known = [f"Kända versioner: {format_list(versions)}."] if versions else []
    return " ".join([*known, *([item.anmarkning] if item.anmarkning else [])]) or "–"


def _since(version: StyrdokumentVersion) -> str:
    day = f"från {version.galler_fran}" if version.galler_fran.known else "från okänd dag"
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
    for gap in utgivning.upplaga.saknas:
        yield _gap(bits(f"Upplaga {utgivning.upplaga.id}"), gap)
    for clause in utgivning.klausuler.values():
        for gap in (*clause.krav.saknas, *clause.lydelse.saknas):
            yield _gap(bits(Bit(clause.nummer or clause.id, f"#{clause.id}")), gap)


def _gap(where: Bitar, gap: Saknas) -> Tabellrad:
    watch = gap.bevakas.isoformat() if gap.bevakas else "–"
    return Tabellrad((where, bits(gap.vad.replace("-", " ")), bits(gap.motivering), bits(watch)))


_PARTS: tuple[tuple[str, str, str, tuple[str, ...], Callable[[Utgivning], Iterator[Tabellrad]]], ...] = (
    ("begrepp", "Begrepp", "Så används orden i boken.", ("Begrepp", "Betydelse"), _terms),
    (
        "inspel",
        "Inkomna förslag och synpunkter",
        "Vad som har föreslagits, och vad det blev.",
        ("Förslag", "Från", "Juristens bedömning", "Blev"),
        _inputs,
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
        "Lagar, avtal, rutiner och planer som boken lutar sig mot, och när någon senast såg efter versionen.",
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
        ("Gäller", "Vad", "Varför", "Bevakas"),
        _gaps,
    ),
)
"""The registers in their fixed order: id, heading, introduction, columns and rows."""
