"""How an edition stands on a day: in force, proposed, to come, replaced or revoked, or not known to hold longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kravbok.model.bok import Bok, Upplaga
from kravbok.model.tid import is_unknown
from kravbok.swedish import format_date
from kravbok.view.tidsord import say_since, say_until

__all__ = ["ORD", "OVISS", "LageVy", "current_upplaga", "day_in_words", "lage", "name_upplaga", "proposals"]

Lagesslag = Literal["galler", "kommande", "forslag", "ersatt", "okand"]

ORD: Mapping[Lagesslag, str] = {
    "galler": "Gällande", "kommande": "Beslutad, gäller inte än", "ersatt": "Ersatt", "okand": "Senast kända",
}  # fmt: skip
"""How an edition is said to stand; of a proposal its own status is said."""

OVISS = "Okänt om den gäller"
"""What is said of an edition that may have begun or been replaced: its time is known in part."""


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
    since = say_since(upplaga.fran)
    over = _ended(bok, upplaga, per, since)
    if over is None and not _has_begun(upplaga, per):
        return LageVy("kommande", ORD["kommande"], f"Gäller {since}.")
    return over or _uncertain(bok, upplaga, per, since) or _holding(upplaga, since)


def _ended(bok: Bok, upplaga: Upplaga, per: date | None, since: str) -> LageVy | None:
    """Return how an edition stands that surely holds no longer."""
    later = next((item for item in _after(bok, upplaga) if _surely_begun(item, per)), None)
    if later is not None:
        when = f" {say_since(later.fran)}" if later.fran.known else ""
        return LageVy("ersatt", ORD["ersatt"], f"Gällde {since}. Ersatt av upplaga {later.id}{when}.")
    if _is_over(bok, upplaga):
        mening = f"Började gälla {since}. Från vilken dag den är {upplaga.status} säger posterna inte."
        return LageVy("ersatt", upplaga.status.capitalize(), mening)
    return None


def _uncertain(bok: Bok, upplaga: Upplaga, per: date | None, since: str) -> LageVy | None:
    """Return how an edition stands that may hold or not: known no longer, perhaps not begun, or perhaps replaced."""
    ends = upplaga.kand_till
    last = None if ends is None else ends.latest or ends.dag or upplaga.fran.latest
    if ends is not None and (per is None or last is None or last < per):
        known = f"och är känd {say_until(ends)}" if ends.known else "men hur länge den är känd är okänt"
        mening = f"Gällde {since} {known}. Vad som har gällt därefter säger posterna inte."
        return LageVy("okand", ORD["okand"], mening)
    perhaps = next((item for item in _after(bok, upplaga) if _has_begun(item, per)), None)
    if perhaps is not None:
        mening = f"Gäller {since}. Upplaga {perhaps.id} gäller {say_since(perhaps.fran)} och kan ha ersatt den."
        return LageVy("okand", OVISS, mening)
    if per is not None and not _surely_begun(upplaga, per):
        return LageVy("okand", OVISS, f"Gäller {since}. Om den dagen har kommit går inte att säga.")
    return None


def _holding(upplaga: Upplaga, since: str) -> LageVy:
    until = f" Känd {say_until(upplaga.kand_till)}." if upplaga.kand_till is not None else ""
    return LageVy("galler", ORD["galler"], f"Gäller {since}.{until}")


def name_upplaga(upplaga: Upplaga) -> str:
    """Return an edition's name, which says when it is a proposal: ”2023 (förslag)”."""
    return f"{upplaga.id} (förslag)" if upplaga.foreslagen else upplaga.id


def current_upplaga(bok: Bok, per: date | None) -> Upplaga | None:
    """Return the decided edition that surely began last, else the last that may have; None if none has, or it is over.

    What is over is revoked, or replaced by nothing that the records know.
    """
    begun = [item for item in bok.upplagor if not item.foreslagen and _has_begun(item, per)]
    sure = [item for item in begun if _surely_begun(item, per)]
    found = sure or begun
    return found[-1] if found and not _is_over(bok, found[-1]) else None


def proposals(bok: Bok, per: date | None) -> list[Upplaga]:
    """Return the editions after the one in force, in order: those to come and the proposals."""
    now = current_upplaga(bok, per)
    after = bok.upplagor[bok.upplagor.index(now) + 1 :] if now is not None else bok.upplagor
    return [item for item in after if item.foreslagen or not _surely_begun(item, per)]


def _has_begun(upplaga: Upplaga, per: date | None) -> bool:
    """Whether an edition has begun on the day, or may have."""
    first = upplaga.fran.earliest
    return per is None or first is None or first <= per


def _surely_begun(upplaga: Upplaga, per: date | None) -> bool:
    """Whether an edition has begun on the day, whichever of its possible days is the right one."""
    last = upplaga.fran.latest
    return per is None or (last is not None and last <= per)


def _is_over(bok: Bok, upplaga: Upplaga) -> bool:
    """Whether an edition is said to hold no longer without another that took its place; no record has the day."""
    return upplaga.status == "upphävd" or (upplaga.status == "ersatt" and not _after(bok, upplaga))


def _after(bok: Bok, upplaga: Upplaga) -> list[Upplaga]:
    """Return the decided editions after one, in order."""
    return [item for item in bok.upplagor[bok.upplagor.index(upplaga) + 1 :] if not item.foreslagen]


def _proposal(upplaga: Upplaga) -> str:
    begins = upplaga.fran
    meant = (
        f"Tänkt att gälla {say_since(begins, foreslagen=True)}."
        if begins.known
        else "När det är tänkt att gälla är okänt."
    )
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
