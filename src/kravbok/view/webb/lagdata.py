"""Books, editions and requirements as schema.org Legislation with ELI, for machines that read the pages.

Legal force, who passed it and from when are claimed only of the region's own, decided document, and only where the
records know it: a reconstruction and a proposal say what they are instead. ELI is for what has been enacted, so only
what is decided has its properties (decision 029).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kravbok.edition import Klausul, Utgivning, previous_upplaga
from kravbok.model.bas import Ursprung
from kravbok.model.bok import Bok, Upplaga
from kravbok.model.register import Beslut
from kravbok.model.tid import Tid, is_unknown
from kravbok.view.bok import is_reconstruction
from kravbok.view.webb.adress import bok_adress, id_adress, krav_adress, record_adress, upplaga_adress
from kravbok.view.webb.lage import LageVy, lage
from kravbok.view.webb.sida import WebbVy, rot

__all__ = ["bok_lagdata", "id_lagdata", "krav_lagdata", "plats_lagdata", "upplaga_lagdata"]

Nod = dict[str, Any]
"""A thing as JSON-LD; what is None or empty is left out."""

_SCHEMA = "https://schema.org/"
_LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,59}")
_UNOFFICIAL: Nod = {
    "@type": "LegislationObject",
    "encodingFormat": "text/html",
    "legislationLegalValue": f"{_SCHEMA}UnofficialLegalValue",
}
"""The page as a copy without any legal standing."""

_NO_FORCE = "Rekonstruktion ur offentliga rapporter. Inte regionens eget dokument, och utan rättslig verkan."


@dataclass(frozen=True, slots=True)
class _Ratt:
    """What may be claimed of an edition: `egen` for the region's own document, `beslutad` when it was also decided."""

    utgivning: Utgivning
    lage: LageVy
    per: date | None

    @property
    def egen(self) -> bool:
        """Whether the book is the region's own document."""
        return not is_reconstruction(self.utgivning)

    @property
    def beslutad(self) -> bool:
        """Whether the region has decided its own document."""
        return self.egen and not self.utgivning.upplaga.foreslagen


def krav_lagdata(utgivning: Utgivning, clause: Klausul, per: date | None) -> Nod:
    """Return a requirement as an edition holds it."""
    ratt, lydelse = _right(utgivning, per), clause.lydelse
    named = (clause.i_bok.beslut if clause.i_bok else None) or lydelse.beslut or utgivning.upplaga.beslut
    decided = ratt.beslutad and not lydelse.foreslagen and lydelse.stallning == "klausul"
    end = clause.krav.upphor.galler_till if clause.krav.upphor else None
    return _kept(
        _thing(krav_adress(utgivning, clause.id), lydelse.rubrik)
        | {
            "legislationIdentifier": clause.id,
            "legislationType": lydelse.typ,
            "version": utgivning.upplaga.id,
            "isPartOf": _edition(utgivning.bok, utgivning.upplaga),
            "exampleOfWork": _reference(id_adress(clause.id), clause.id),
            "citation": [f"{item.forfattning} {item.rum}" for item in lydelse.lagrum],
            "isBasedOn": _sources(utgivning, lydelse.ursprung),
            "legislationChanges": [_reference(id_adress(name), name) for name in lydelse.ersatter],
        }
        | ({"eli:id_local": clause.id, "eli:number": clause.nummer} if decided else {})
        | (_dates(lydelse.fran, end) if decided else {})
        | (_passed(utgivning, named) if decided else {})
        | _standing(ratt)
        | {"legislationLegalForce": _clause_force(ratt, clause) if decided else None}
    )


def id_lagdata(krav: str, rubrik: str, stallen: Sequence[Utgivning]) -> Nod:
    """Return a requirement as one and the same through all editions that hold it."""
    examples = [_reference(krav_adress(item, krav), f"{krav}, {_title(item.bok, item.upplaga)}") for item in stallen]
    return _kept(
        _thing(id_adress(krav), rubrik)
        | {"legislationIdentifier": krav, "workExample": examples}
        | ({"disambiguatingDescription": _NO_FORCE} if all(map(is_reconstruction, stallen)) else {})
    )


def upplaga_lagdata(utgivning: Utgivning, per: date | None) -> Nod:
    """Return an edition with its requirements."""
    ratt, bok, upplaga = _right(utgivning, per), utgivning.bok, utgivning.upplaga
    before = previous_upplaga(bok, upplaga)
    parts = [{"@id": rot(krav_adress(utgivning, name))} for name in utgivning.klausuler]
    return _kept(
        _thing(upplaga_adress(bok, upplaga), _title(bok, upplaga))
        | {
            "legislationIdentifier": f"{bok.id}/{upplaga.id}",
            "legislationType": bok.dokumenttyp,
            "version": upplaga.id,
            "exampleOfWork": _reference(bok_adress(bok.id), bok.titel),
            "isBasedOn": _sources(utgivning, upplaga.ursprung),
            "hasPart": parts,
        }
        | ({"eli:id_local": f"{bok.id}/{upplaga.id}"} if ratt.beslutad else {})
        | (_dates(upplaga.fran, None) if ratt.beslutad else {})
        | (_passed(utgivning, upplaga.beslut) if ratt.beslutad else {})
        | ({"legislationChanges": [_edition(bok, before)]} if ratt.beslutad and before is not None else {})
        | _standing(ratt)
    )


def bok_lagdata(bok: Bok, utgivningar: Sequence[Utgivning]) -> Nod:
    """Return a book with its editions."""
    examples = [_edition(bok, item.upplaga) for item in utgivningar]
    return _kept(
        _thing(bok_adress(bok.id), bok.titel)
        | {
            "legislationIdentifier": bok.id,
            "legislationType": bok.dokumenttyp,
            "workExample": examples,
        }
        | _whose(utgivningar[-1])
    )


def plats_lagdata(webb: WebbVy) -> Nod:
    """Return the site; how it is searched is said only where its whole address is known, as a search engine needs."""
    site: Nod = {"@type": "WebSite", "@id": rot(""), "url": rot(""), "name": webb.namn, "inLanguage": "sv"}
    if webb.adress:
        site["potentialAction"] = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": rot("sok/?q={search_term_string}")},
            "query-input": "required name=search_term_string",
        }
    return site


def _right(utgivning: Utgivning, per: date | None) -> _Ratt:
    return _Ratt(utgivning, lage(utgivning.bok, utgivning.upplaga, per), per)


def _thing(adress: str, name: str) -> Nod:
    return {"@type": "Legislation", "@id": rot(adress), "url": rot(adress), "name": name, "inLanguage": "sv"}


def _reference(adress: str, name: str) -> Nod:
    return {"@type": "Legislation", "@id": rot(adress), "name": name}


def _edition(bok: Bok, upplaga: Upplaga) -> Nod:
    return _reference(upplaga_adress(bok, upplaga), _title(bok, upplaga))


def _title(bok: Bok, upplaga: Upplaga) -> str:
    return f"{bok.titel}, upplaga {upplaga.id}"


def _kept(node: Nod) -> Nod:
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def _standing(ratt: _Ratt) -> Nod:
    """Return how an edition stands, whose it is, and what legal value the page has; force only where it is known."""
    words = ratt.lage.ord if ratt.egen else f"{ratt.lage.ord}; rekonstruktion ur rapport"
    return {"creativeWorkStatus": words, "legislationLegalForce": _force(ratt), **_whose(ratt.utgivning)} | (
        {} if ratt.beslutad else {"encoding": _UNOFFICIAL}
    )


def _force(ratt: _Ratt) -> str | None:
    """Return whether a decided edition is in force on the day that the site is checked up to; None when not known."""
    if not ratt.beslutad:
        return None
    if ratt.lage.slag == "ersatt" or ratt.utgivning.upplaga.status in ("ersatt", "upphävd"):
        return f"{_SCHEMA}NotInForce"
    sure = ratt.lage.slag == "galler" and ratt.per is not None and ratt.utgivning.upplaga.fran.latest is not None
    begun = sure and (ratt.utgivning.upplaga.fran.latest or date.max) <= (ratt.per or date.min)
    return f"{_SCHEMA}InForce" if begun else None


def _clause_force(ratt: _Ratt, clause: Klausul) -> str | None:
    """Return whether a decided wording is in force: not when its time is out; unsaid when a later one may hold."""
    force, per, fran = _force(ratt), ratt.per, clause.lydelse.fran
    if force is None or per is None or force.endswith("NotInForce"):
        return force
    end = clause.krav.upphor.galler_till if clause.krav.upphor else None
    if end is not None and end.latest is not None and end.latest < per:
        return f"{_SCHEMA}NotInForce"
    after = clause.krav.lydelser[clause.index + 1 :]
    replaced = any((item.fran.earliest or date.min) <= per for item in after if not item.foreslagen)
    begun = fran.form != "tidigast" and (fran.latest or date.min) <= per
    return force if begun and not replaced else None


def _whose(utgivning: Utgivning) -> Nod:
    """Return who answers for a book, and its licence; of a reconstruction that it is one."""
    organisation = utgivning.organisation
    licence = organisation.licens
    address = f"https://spdx.org/licenses/{licence}" if _LICENCE.fullmatch(licence) else None
    known: Nod = {"license": address or {"@type": "CreativeWork", "name": licence}}
    if is_reconstruction(utgivning):
        return known | {"disambiguatingDescription": _NO_FORCE}
    return known | {
        "legislationJurisdiction": {"@type": "AdministrativeArea", "name": organisation.namn},
        "legislationResponsible": {"@type": "GovernmentOrganization", "name": organisation.namn},
    }


def _dates(fran: Tid, end: Tid | None) -> Nod:
    """Return from when something holds and until when, where the whole days are known."""
    found = {"legislationDateVersion": _day(fran), "eli:first_date_entry_in_force": _xsd(fran)}
    return found | {"eli:date_no_longer_in_force": _xsd(end)}


def _passed(utgivning: Utgivning, beslut: str | None) -> Nod:
    """Return who decided and when, where the decision is on record."""
    record = utgivning.register.beslut.get(beslut or "")
    if record is None:
        return {}
    name = _organ(utgivning, record)
    passed: Mapping[str, Any] = {"@type": "GovernmentOrganization", "name": name} if name else {}
    return {"legislationDate": _day(record.datum), "legislationPassedBy": passed}


def _organ(utgivning: Utgivning, record: Beslut) -> str:
    organisation = utgivning.register.organisationer.get(record.organisation)
    names = {item.id: item.namn for item in organisation.organ} if organisation is not None else {}
    return "" if is_unknown(record.organ) else names.get(record.organ, record.organ)


def _day(tid: Tid | None) -> str | None:
    return tid.dag.isoformat() if tid is not None and tid.form == "dag" and tid.dag is not None else None


def _xsd(tid: Tid | None) -> Nod | None:
    day = _day(tid)
    return {"@type": "xsd:date", "@value": day} if day else None


def _sources(utgivning: Utgivning, ursprung: Iterable[Ursprung]) -> list[Nod]:
    """Return the documents that something is made from."""
    names = dict.fromkeys(item.dokument for item in ursprung if item.dokument in utgivning.register.dokument)
    return [
        {
            "@type": "CreativeWork",
            "@id": rot(record_adress("dokument", name)),
            "name": utgivning.register.dokument[name].titel,
        }
        for name in names
    ]
