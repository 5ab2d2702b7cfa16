"""The deliveries as iCalendar (RFC 5545): whole days with names that never change, and what has no day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from kravbok import __version__
from kravbok.view.uppfoljning.delar import DagVy, UppfoljningsVy

__all__ = ["uppfoljning_ics"]

_YEAR = 12
_LAST_IN_ALL = 28
"""The last day that every month has."""


def uppfoljning_ics(vy: UppfoljningsVy, datum: date) -> bytes:
    """Return the calendar; `datum` is its only time stamp, so that the same deliveries give the same bytes."""
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("prodid", f"-//kravbok//kravbok {__version__}//SV")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    name = f"{vy.handling.titel} – {vy.handling.bok}"
    calendar.add("x-wr-calname", vText(name))  # the package takes only vText for escaped text here
    calendar.add("x-wr-caldesc", vText(_description(vy)))
    if vy.utan_dag:
        calendar.add("x-comment", vText("Leveranser utan känd dag: " + " ".join(vy.utan_dag)))
    for dag in vy.dagar:
        calendar.add_component(_event(dag, datum))
    if vy.utan_dag or not vy.dagar:
        calendar.add_component(_journal(vy, datum))
    return bytes(calendar.to_ical())


def _description(vy: UppfoljningsVy) -> str:
    """Return what the calendar is, and what cannot stand in it."""
    said = [f"{vy.handling.status}.", *(f"{item.rubrik}: {item.text}" for item in vy.handling.notiser)]
    if vy.utan_dag:
        said += ["Leveranser utan känd dag:", *vy.utan_dag]
    return " ".join(said)


def _journal(vy: UppfoljningsVy, datum: date) -> Any:
    """Return a note without a day of what has none: a calendar must hold something, and this claims no time."""
    from icalendar import Journal

    note = Journal()
    note.add("uid", f"utan-dag.{vy.namn}@kravbok")
    note.add("dtstamp", datetime.combine(datum, time(), UTC))
    note.add("summary", "Leveranser utan känd dag" if vy.utan_dag else "Upplagan nämner inga leveranser")
    if vy.utan_dag:
        note.add("description", "\n".join(vy.utan_dag))
    return note


def _event(dag: DagVy, datum: date) -> Any:
    """Return a delivery as a whole day that takes no time of anyone's."""
    from icalendar import Event

    event = Event()
    event.add("uid", f"{dag.uid}@kravbok")
    event.add("dtstamp", datetime.combine(datum, time(), UTC))
    event.add("sequence", 0)
    event.add("dtstart", dag.dag)
    event.add("dtend", dag.dag + timedelta(days=1))
    event.add("summary", dag.rubrik)
    event.add("description", dag.text)
    event.add("class", "PUBLIC")
    event.add("transp", "TRANSPARENT")
    if dag.var and (dag.till is None or dag.till > dag.dag):
        event.add("rrule", _rule(dag))
    return event


def _rule(dag: DagVy) -> dict[str, Any]:
    """Return how the day comes back; in a month that does not have it, on the last day that it has."""
    rule: dict[str, Any] = {"freq": "YEARLY"} if dag.var == _YEAR else {"freq": "MONTHLY", "interval": dag.var}
    if dag.var != _YEAR and dag.dag.day > _LAST_IN_ALL:
        rule |= {"bymonthday": list(range(_LAST_IN_ALL, dag.dag.day + 1)), "bysetpos": -1}
    if dag.till is not None:
        rule["until"] = dag.till
    return rule
