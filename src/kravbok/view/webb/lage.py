"""How an edition stands on a day: in force, proposed, to come, replaced or revoked, or not known to hold longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kravbok.model.bok import Bok, Upplaga
from kravbok.model.tid import is_unknown
from kravbok.swedish import format_date

__all__ = ["ORD", "LageVy", "current_upplaga", "day_in_words", "lage", "name_upplaga", "proposals"]

Lagesslag = Literal["galler", "kommande", "forslag", "ersatt", "okand"]

ORD: Mapping[Lagesslag, str] = {
    "galler": "Gällande", "kommande": "Beslutad, gäller inte än", "ersatt": "Ersatt", "okand": "Senast kända",
}  # fmt: skip
"""How an edition is said to stand; of a proposal its own status is said."""


@dataclass(frozen=True, slots=True)
class LageVy:
    """How an edition stands: the kind, in a word or two, and in sentences with every date that is known."""

    slag: Lagesslag
    ord: str
    mening: str


def lage(bok: Bok, upplaga: Upplaga, per: date | None) -> LageVy:
    """Return how an edition stands on the day that the site is checked up to; without a day, what the records say."""
    if upplaga.foreslagen:
        return LageVy("forslag", upplaga.status.capitalize(), _proposal(upplaga))
    begins, ends = upplaga.fran, upplaga.kand_till
    since = f"från {begins}" if begins.known else "från en okänd dag"
    later = _later(bok, upplaga, per)
    if later is not None:
        when = f" från {later.fran}" if later.fran.known else ""
        return LageVy("ersatt", ORD["ersatt"], f"Gällde {since}. Ersatt av upplaga {later.id}{when}.")
    if _is_over(bok, upplaga):
        mening = f"Började gälla {since}. Från vilken dag den är {upplaga.status} säger posterna inte."
        return LageVy("ersatt", upplaga.status.capitalize(), mening)
    if not _has_begun(upplaga, per):
        return LageVy("kommande", ORD["kommande"], f"Gäller {since}.")
    if ends is not None and ends.latest is not None and (per is None or ends.latest < per):
        mening = f"Gällde {since} och är känd till och med {ends}. Vad som har gällt därefter säger posterna inte."
        return LageVy("okand", ORD["okand"], mening)
    until = f" Känd till och med {ends}." if ends is not None and ends.known else ""
    return LageVy("galler", ORD["galler"], f"Gäller {since}.{until}")


def name_upplaga(upplaga: Upplaga) -> str:
    """Return an edition's name, which says when it is a proposal: ”2023 (förslag)”."""
    return f"{upplaga.id} (förslag)" if upplaga.foreslagen else upplaga.id


def current_upplaga(bok: Bok, per: date | None) -> Upplaga | None:
    """Return the decided edition that began last, on the day or before it; None where none has, or it is revoked."""
    begun = [item for item in bok.upplagor if not item.foreslagen and _has_begun(item, per)]
    return begun[-1] if begun and not _is_over(bok, begun[-1]) else None


def proposals(bok: Bok, per: date | None) -> list[Upplaga]:
    """Return the editions after the one in force, in order: those to come and the proposals."""
    now = current_upplaga(bok, per)
    after = bok.upplagor[bok.upplagor.index(now) + 1 :] if now is not None else bok.upplagor
    return [item for item in after if item.foreslagen or not _has_begun(item, per)]


def _has_begun(upplaga: Upplaga, per: date | None) -> bool:
    first = upplaga.fran.earliest
    return per is None or first is None or first <= per


def _is_over(bok: Bok, upplaga: Upplaga) -> bool:
    """Whether an edition is said to hold no longer without another that took its place; no record has the day."""
    followed = any(not item.foreslagen for item in bok.upplagor[bok.upplagor.index(upplaga) + 1 :])
    return upplaga.status == "upphävd" or (upplaga.status == "ersatt" and not followed)


def _later(bok: Bok, upplaga: Upplaga, per: date | None) -> Upplaga | None:
    """Return the decided edition that took this one's place."""
    after = bok.upplagor[bok.upplagor.index(upplaga) + 1 :]
    return next((item for item in after if not item.foreslagen and _has_begun(item, per)), None)


def _proposal(upplaga: Upplaga) -> str:
    begins = upplaga.fran
    meant = f"Tänkt att gälla från {begins}." if begins.known else "När det är tänkt att gälla är okänt."
    said = {
        "antagen": "Förslaget antogs.",
        "antagen med ändringar": "Förslaget antogs med ändringar.",
        "avslagen": "Förslaget avslogs.",
    }
    outcome = upplaga.utgang
    if outcome is None:
        return meant
    unknown = "Källorna säger inte om det antogs, ändrades eller avslogs."
    return f"{meant} {unknown if is_unknown(outcome) else said[outcome]}"


def day_in_words(per: date | None) -> str:
    """Return the day that the site is checked up to in words; empty when it is not known."""
    return format_date(per) if per is not None else ""
