"""The accessibility statement: what the organisation has assessed and said, and nothing that nobody has assessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kravbok.model.organisation import Organisation
from kravbok.model.webbplats import Tillganglighet, Tillganglighetsbrist
from kravbok.swedish import format_date
from kravbok.view.parts import Bit, Faktum
from kravbok.view.webb.gemensam import fact, gemensam_sida
from kravbok.view.webb.sida import Sida, WebbVy
from kravbok.view.webb.upplagor import BokensUpplagor

__all__ = ["BristerVy", "RedogorelseVy", "TillganglighetVy", "tillganglighetssida"]

_LAG = "lagen (2018:1937) om tillgänglighet till digital offentlig service"
_TILLSYN = "Myndigheten för digital förvaltning (Digg)"
_SKAL = {
    "inte åtgärdat": "Brister i förhållande till lagen",
    "oskäligt betungande": "Oskäligt betungande anpassning",
    "omfattas inte av lagen": "Innehåll som inte omfattas av lagen",
}
_PROV = (
    "Varje slag av sida prövas med axe-core mot WCAG 2.2 AA, i ljust och mörkt läge och på en telefons bredd.",
    "Webbläsaren går genom webbplatsen med bara tangentbordet, och med JavaScript avstängt.",
    "Sidornas HTML prövas med W3C:s valideringsverktyg.",
    "Färgerna i organisationens post prövas för kontrast varje gång webbplatsen byggs.",
    "Böckernas PDF-filer prövas med veraPDF mot PDF/UA-1.",
)
"""What the program's own tests check; a line here is a test there."""


@dataclass(frozen=True, slots=True)
class BristerVy:
    """Known faults of a kind: a heading, and each fault with its facts."""

    rubrik: str
    brister: tuple[Faktum, ...]


@dataclass(frozen=True, slots=True)
class RedogorelseVy:
    """What an organisation says of its site: `status` is a sentence, `fakta` how and when it was assessed."""

    organisation: str
    redogjort: bool
    status: str
    kontakt: tuple[Faktum, ...]
    brister: tuple[BristerVy, ...]
    fakta: tuple[Faktum, ...]


@dataclass(frozen=True, slots=True)
class TillganglighetVy:
    """The statement of each organisation, who supervises them, and what the program's own tests check."""

    namn: str
    redogorelser: tuple[RedogorelseVy, ...]
    tillsyn: tuple[Bit, ...]
    prov: tuple[str, ...]


def tillganglighetssida(webb: WebbVy, bocker: Sequence[BokensUpplagor]) -> Sida:
    """Return the accessibility statement."""
    organisations = webb.organisationer.values()
    statements = tuple(_statement(item) for item in organisations)
    said = [item.tillganglighet or Tillganglighet() for item in organisations]
    bodies = dict.fromkeys(Bit(item.tillsyn or _TILLSYN, item.tillsyn_lank or "") for item in said)
    vy = TillganglighetVy(webb.namn, statements, tuple(bodies), _PROV)
    about = "Hur tillgänglig webbplatsen är, vad som brister, och hur du anmäler det som hindrar dig."
    return gemensam_sida("tillganglighet/", "Tillgänglighet", about, vy, bocker)


def _statement(organisation: Organisation) -> RedogorelseVy:
    said = organisation.tillganglighet
    facts = said or Tillganglighet()
    return RedogorelseVy(
        organisation=organisation.namn,
        redogjort=said is not None,
        status=_status(facts),
        kontakt=tuple(_contact(facts)),
        brister=tuple(_faults(facts)),
        fakta=(
            *fact("Bedömd", format_date(facts.bedomd) if facts.bedomd else "okänt"),
            *fact("Så bedömdes tillgängligheten", facts.metod or "okänt"),
            *fact("Redogörelsen uppdaterad", format_date(facts.redogjord) if facts.redogjord else "okänt"),
        ),
    )


def _status(facts: Tillganglighet) -> str:
    if facts.status is None:
        return f"Ingen bedömning är känd av hur webbplatsen uppfyller {_LAG}."
    return f"Webbplatsen är {facts.status} med {_LAG}."


def _contact(facts: Tillganglighet) -> Iterator[Faktum]:
    yield from fact("E-post", Bit(facts.mejl, f"mailto:{facts.mejl}") if facts.mejl else "")
    yield from fact("Telefon", facts.telefon or "")
    yield from fact("Formulär", Bit(facts.formular, facts.formular) if facts.formular else "")


def _faults(facts: Tillganglighet) -> Iterator[BristerVy]:
    """Yield the known faults by why they are there."""
    for why, heading in _SKAL.items():
        if mine := [item for item in facts.brister if item.skal == why]:
            yield BristerVy(heading, tuple(line for item in mine for line in fact(item.brist, *_about(item))))


def _about(item: Tillganglighetsbrist) -> Iterator[str]:
    yield f"Ska vara åtgärdat {format_date(item.atgardas)}." if item.atgardas else "När det åtgärdas är okänt."
    if item.alternativ:
        yield item.alternativ
