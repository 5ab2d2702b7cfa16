"""Changes and decisions held against each other, as two registers: neither an auditor nor an editor has to look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kravbok.diff.skillnad import Jamforelse
from kravbok.diff.tackning import (
    approvals_without_effect,
    changes_of_wording,
    changes_without_decision,
    declared_reason,
)
from kravbok.edition import Utgivning
from kravbok.expand import describe_beslut
from kravbok.model.register import Beslut
from kravbok.model.tid import is_unknown
from kravbok.swedish import format_list, plural
from kravbok.view.andringar.delar import TACKNING, AndringVy
from kravbok.view.parts import Bit, RegisterVy, Tabellrad, TabellVy, bits, informative

__all__ = ["approvals", "undecided"]

_UNDECIDED, _NO_EFFECT = TACKNING
_WHAT = {"+": "nytt", "~": "ändrat", "-": "upphävt"}


def undecided(jamforelse: Jamforelse, shown: Sequence[AndringVy]) -> RegisterVy | None:
    """Return the changes that rest on no known decision, with the reason where one is declared; None for none."""
    views = {item.id: item for item in shown}
    bare = [item for item in changes_without_decision(jamforelse) if item.id in views]
    rows = tuple(_change(views[item.id], item.arende, declared_reason(jamforelse, item)) for item in bare)
    if not rows:
        return None
    many = plural(len(changes_of_wording(jamforelse)), "ändring", "ändringar")
    intro = f"{len(rows)} av {many} i kravens egen text vilar inte på något beslut som är känt."
    if jamforelse.efter.upplaga.foreslagen:
        intro += " Upplagan är ett förslag."
    columns = ("Avsnitt", "Krav", "Vad som hänt", "Ärende", "Varför beslutet saknas")
    heading = "Ändringar utan känt beslut"
    return RegisterVy(_UNDECIDED, heading, intro, informative(TabellVy(heading, columns, rows)))


def _change(item: AndringVy, arende: str, reason: str) -> Tabellrad:
    link = Bit(item.nummer or item.id, f"#{item.id}")
    case = arende if arende and not is_unknown(arende) else "–"
    return Tabellrad((bits(link), bits(item.rubrik), bits(_WHAT[item.tecken]), bits(case), bits(reason or "–")))


def approvals(jamforelse: Jamforelse) -> RegisterVy | None:
    """Return the approvals that name the new edition and changed nothing that they are about; None for none."""
    rows = tuple(_approval(jamforelse, item) for item in approvals_without_effect(jamforelse))
    heading = "Bifall som inte syns i texten"
    intro = "Bifall som nämner upplagan, fast inget av det som de gäller skiljer från upplagan före."
    columns = ("Beslut", "Vad beslutet gäller", "Ärende", "Krav", "Vad som är antecknat")
    table = informative(TabellVy(heading, columns, rows))
    return RegisterVy(_NO_EFFECT, heading, intro, table) if rows else None


def _approval(jamforelse: Jamforelse, beslut: Beslut) -> Tabellrad:
    efter = jamforelse.efter
    cells = (
        f"{describe_beslut(efter, beslut)}: {beslut.beslut}",
        beslut.avser.text.strip(),
        "–" if is_unknown(beslut.arende) else beslut.arende,
        format_list(list(_named(efter, beslut))) or "–",
        declared_reason(jamforelse, beslut) or "–",
    )
    return Tabellrad(tuple(map(bits, cells)))


def _named(utgivning: Utgivning, beslut: Beslut) -> Iterator[str]:
    """Yield the requirements that a decision names, with their numbers in the edition."""
    for name in beslut.avser.krav:
        clause = utgivning.klausuler.get(name)
        yield f"{clause.nummer} ({name})" if clause and clause.nummer else name
