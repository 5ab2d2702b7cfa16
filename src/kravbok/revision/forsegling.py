"""The account of seals: whether the edition is sealed, the chain of its book, and what a check of both says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kravbok.edition import Utgivning
from kravbok.finding import Finding
from kravbok.model.bok import Upplaga
from kravbok.revision.omfang import Omfang
from kravbok.revision.sida import DelVy, Redovisning, SidaVy, as_json
from kravbok.seal.forsegling import Forsegling, read_forsegling, seal_path
from kravbok.stored import sealed_files
from kravbok.view.parts import Tabellrad, TabellVy, bits

__all__ = ["account_forsegling", "forsegling_of"]


def forsegling_of(utgivning: Utgivning) -> str | None:
    """Return the checksum of the edition's seal, or None."""
    seal = _seal(utgivning, utgivning.upplaga)
    return seal.kontrollsumma if seal else None


def account_forsegling(omfang: Omfang, findings: Sequence[Finding], bok: str) -> Redovisning:
    """Return the account of the seals of a book; `findings` are what the check of all seals found."""
    utgivning = omfang.utgivning
    rows = tuple(_row(utgivning, item) for item in utgivning.bok.upplagor)
    columns = ("Upplaga", "Förseglad", "Kontrollsumma", "Bygger på", "Beslut", "Fil")
    delar = (
        DelVy("svar", "Svaret i korthet", punkter=tuple(bits(line) for line in _summary(utgivning, findings))),
        DelVy("kedja", "Bokens kedja", (bits(_KEDJA),), tabell=TabellVy("Bokens kedja", columns, rows)),
        *_files(utgivning),
    )
    ingress = "Om upplagan är förseglad, och om det förseglade har ändrats."
    vy = SidaVy("Förseglingar", bok, ingress, delar, hem="../LAS-MIG.html")
    return Redovisning("forseglingar", vy, as_json("forseglingar", _data(utgivning, findings)))


_KEDJA = (
    "En försegling är en kontrollsumma över vad en beslutad upplaga betyder. Varje försegling nämner bokens förra, så "
    "att ingen kan bytas ut utan att det syns i dem som kom efter. Jämför kontrollsumman med raden i protokollet: den "
    "står utanför git och kan inte skrivas om därifrån."
)


_FILER = (
    "Bokens filer i paketet (mappen bok) är de som gjordes när upplagan förseglades, hämtade ur projektets arkiv och "
    "jämförda med förseglingens lista. De görs aldrig om."
)


def _files(utgivning: Utgivning) -> Iterator[DelVy]:
    """Yield the table of an edition's sealed files; nothing for an edition that is made when building."""
    if files := sealed_files(utgivning):
        rows = tuple(Tabellrad((bits(name), bits(total))) for name, total in files.items())
        columns = ("Fil", "SHA-256")
        yield DelVy("filer", "De förseglade filerna", (bits(_FILER),), tabell=TabellVy("Filerna", columns, rows))


def _seal(utgivning: Utgivning, upplaga: Upplaga) -> Forsegling | None:
    return read_forsegling(utgivning.register, utgivning.bok.id, upplaga.id)


def _summary(utgivning: Utgivning, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield in a few sentences whether the edition is sealed and whether the seals stand."""
    own = _seal(utgivning, utgivning.upplaga)
    if own is not None:
        yield f"Upplagan är förseglad. Kontrollsumman är {own.kontrollsumma}."
    elif utgivning.upplaga.foreslagen:
        yield "Upplagan är ej förseglad: den är ett förslag, och bara beslutade upplagor förseglas."
    else:
        yield "Upplagan är ej förseglad. Att den inte har ändrats sedan beslutet går inte att visa."
    if sealed_files(utgivning):
        yield "Bokens filer i paketet är de förseglade, på biten när."
    elif own is not None:
        yield "Förseglingen räknar inte upp några filer: boken i paketet är gjord på nytt av posterna."
    sealed = any(_seal(utgivning, item) for item in utgivning.bok.upplagor)
    if not sealed:
        yield "Boken har inga förseglingar, och alltså ingen kedja att pröva."
    elif not findings:
        yield "Kedjan är hel: ingen förseglad upplaga och ingen försegling har ändrats, så långt git minns."
    yield from (f"{item.code}: {item.message}." for item in findings)


def _row(utgivning: Utgivning, upplaga: Upplaga) -> Tabellrad:
    seal = _seal(utgivning, upplaga)
    if seal is None:
        return Tabellrad(
            (bits(f"{upplaga.id} ({upplaga.status})"), bits("ej förseglad"), *(bits("–") for _ in range(4)))
        )
    before = f"{seal.foregaende.upplaga}: {seal.foregaende.kontrollsumma}" if seal.foregaende else "ingen, den är först"
    cells = (
        f"{upplaga.id} ({upplaga.status})",
        "ja",
        seal.kontrollsumma,
        before,
        seal.beslut.id if seal.beslut else "inget antecknat",
    )
    path = seal_path(seal.bok, seal.upplaga)
    return Tabellrad((*map(bits, cells), bits(f"underlag/{path}")))


def _data(utgivning: Utgivning, findings: Sequence[Finding]) -> Iterator[tuple[str, Any]]:
    yield "bok", utgivning.bok.id
    yield "upplaga", utgivning.upplaga.id
    yield "forseglad", forsegling_of(utgivning) is not None
    yield "kedja", [_link_data(utgivning, item) for item in utgivning.bok.upplagor]
    yield "filer", [{"namn": name, "sha256": total} for name, total in sealed_files(utgivning).items()]
    yield "fynd", [{"kod": item.code, "fil": item.position.path, "meddelande": item.message} for item in findings]


def _link_data(utgivning: Utgivning, upplaga: Upplaga) -> dict[str, Any]:
    seal = _seal(utgivning, upplaga)
    return {
        "upplaga": upplaga.id,
        "status": upplaga.status,
        "kontrollsumma": seal.kontrollsumma if seal else None,
        "foregaende": seal.foregaende.kontrollsumma if seal and seal.foregaende else None,
    }
