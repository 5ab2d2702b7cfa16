"""Rules about who approves a change: a condition that nothing can meet is a judge who is never asked (K871)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kravbok.finding import Finding, finding
from kravbok.model.godkannande import FOR_BOCKER, UTAN_AVGRANSNING, Godkannandevillkor
from kravbok.model.organisation import Organisation
from kravbok.places import Path
from kravbok.register import Register
from kravbok.swedish import closest, format_list

__all__ = ["check_godkannanden"]

_OF_KRAV = ("kapitel", "typ", "omrade", "krav", "ord")
"""The keys of a condition that limit it to some requirements."""


def check_godkannanden(register: Register) -> Iterator[Finding]:
    """Yield a finding for each value of a condition that no change can meet."""
    for organisation in register.organisationer.values():
        for number, regel in enumerate(organisation.godkanns_av):
            for index, villkor in enumerate(regel.nar):
                for path, message, hint in _dead(register, organisation, villkor):
                    position = register.position(organisation, "godkanns_av", number, "nar", index, *path)
                    yield finding("K871", position, message, hint)


def _dead(
    register: Register, organisation: Organisation, villkor: Godkannandevillkor
) -> Iterator[tuple[Path, str, str]]:
    """Yield where in a condition the fault is, what it is, and what to do."""
    yield from _limits(villkor)
    own = {bok.id for bok in register.bocker.values() if bok.organisation == organisation.id}
    for at, name in enumerate(villkor.bocker):
        bok = register.bocker.get(name)
        if bok is not None and bok.id not in own:
            message = f"{bok.titel} hör till en annan organisation ({bok.organisation})"
            yield ("bocker", at), message, f"Skriv villkoret i krav/organisationer/{bok.organisation}.yaml."
        elif bok is None and not register.is_unread(name):
            yield ("bocker", at), f"Boken {name[:60]} finns inte", _nearest(name, own)
    bocker = own & set(villkor.bocker) if villkor.bocker else own
    kapitel = {kapitel for bok, kapitel in register.kapitel if bok in bocker}
    yield from _unknown("kapitel", villkor.kapitel, kapitel, register.is_unread, "Kapitlet {} finns inte i böckerna")
    if register.kravbok is not None:
        omraden = register.kravbok.omraden
        yield from _unknown("omrade", villkor.omrade, omraden, lambda _: False, "Ämnet {} är inte registrerat")
    known = {*register.krav, *register.unread}
    for at, name in enumerate(villkor.krav):
        if not any(krav == name or krav.startswith(f"{name}-") for krav in known):
            series = {krav.rpartition("-")[0] for krav in register.krav} | set(register.krav)
            yield ("krav", at), f"Inget krav heter {name} eller börjar så", _nearest(name, series)


def _limits(villkor: Godkannandevillkor) -> Iterator[tuple[Path, str, str]]:
    """Yield the limits that do not go with what the change does."""
    given = [key for key in _OF_KRAV if getattr(villkor, key)]
    if villkor.vad in UTAN_AVGRANSNING:
        for key in ("bocker", *given):
            if getattr(villkor, key):
                yield (key,), f"”{villkor.vad}” går inte att begränsa", f"Ta bort raden {key}."
    elif villkor.vad in FOR_BOCKER:
        for key in given:
            hint = f"Ta bort raden {key}, eller skriv vad: krav ändras."
            yield (key,), f"”{villkor.vad}” gäller hela böcker och går bara att begränsa med bocker", hint
    if villkor.vad == "vite ändras" and villkor.typ and "påföljd" not in villkor.typ:
        message = f"Ett vite är en påföljd, inte {format_list(list(villkor.typ), 'eller')}"
        yield ("typ",), message, "Ta bort raden typ."


def _unknown(
    key: str, names: Iterable[str], known: Iterable[str], is_unread: Callable[[str], bool], message: str
) -> Iterator[tuple[Path, str, str]]:
    for at, name in enumerate(names):
        if name not in known and not is_unread(name):
            yield (key, at), message.format(name[:60]), _nearest(name, known)


def _nearest(name: str, known: Iterable[str]) -> str:
    near = closest(name, known)
    return f"Menade du {near}?" if near else "Rätta namnet, eller ta bort det: annars frågas rollen aldrig."
