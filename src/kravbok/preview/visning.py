"""What is shown now: the last moment that could be shown, what was found since, and who waits to hear of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Condition, Timer
from typing import Literal, TypedDict, Unpack

from kravbok.checks.poster import check_grundposter
from kravbok.checks.referenser import check_referenser, check_textreferenser
from kravbok.finding import Finding, Utfall, worst
from kravbok.loader import load_register
from kravbok.preview.kontrollant import Kontrollant
from kravbok.preview.ogonblick import Ogonblick, changed_krav, read_once
from kravbok.preview.sedan import Incheckat, Sedan
from kravbok.register import Register
from kravbok.templates import Mallar, MallFel, project_templates
from kravbok.underlag import Underlag, gather

__all__ = ["Lasning", "Visning"]

Kontroll = Literal["pågår", "klar", "avbruten"]

_GUARDS = (check_grundposter, check_referenser, check_textreferenser)
"""The rules that must find no fault before pages are made of the records: they hold what the views lean on."""

_PEACE = 0.3
"""Seconds after a save that belong to the page; then all that the check takes long to find is looked for."""


@dataclass(frozen=True, slots=True)
class Lasning:
    """What is known after a reading: `sida` counts the moments shown, `senast` is what the last of them changed.

    `kontroll` is how far the whole check of them has come; until it is done, what the one before found stands.
    """

    nummer: int = 0
    sida: int = 0
    senast: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    sources: Mapping[str, bytes] = field(default_factory=dict)
    kontroll: Kontroll = "pågår"


class _Nytt(TypedDict, total=False):
    sida: int
    senast: tuple[str, ...]
    findings: tuple[Finding, ...]
    sources: Mapping[str, bytes]
    kontroll: Kontroll


class Visning:
    """The project while it is looked at: read again at each save, in the order that a reader wants to know.

    First the page, as soon as the records hold together; then all that the whole check finds.
    """

    def __init__(self, projekt: Path, datum: date) -> None:
        self._projekt = projekt
        self._incheckat = Incheckat(projekt)
        self._news = Condition()
        self._kontrollant = Kontrollant(projekt, datum)
        self._checks = 0
        self.nu: Ogonblick | None = None
        self.sedan: Sedan | None = None
        self.lasning = Lasning()

    def renew(self) -> None:
        """Read the project again, and tell those who wait what has come of it."""
        underlag = gather(self._projekt)
        register, findings = load_register(underlag.krav, read_once)
        findings += [*underlag.findings, *(item for rule in _GUARDS for item in rule(register))]
        if worst(findings) is Utfall.FEL:
            self._checks += 1
            self._tell(findings=tuple(sorted(findings)), sources=register.sources, kontroll="klar")
            return
        fault = self._show(register, underlag)
        if fault is not None:
            self._tell(findings=(fault,), sources=register.sources, kontroll="klar")
            return
        self._checks += 1
        start = Timer(_PEACE, self._check_later, [self._checks, register.sources])
        start.daemon = True
        start.start()

    def _check_later(self, number: int, sources: Mapping[str, bytes]) -> None:
        """Make the whole check and tell what it finds, unless the files have been saved again."""
        found = self._kontrollant.check() if number == self._checks else None
        if number != self._checks:
            return
        if found is None:
            self._tell(findings=(), kontroll="avbruten")
        else:
            self._tell(findings=tuple(sorted(found)), sources=sources, kontroll="klar")

    def close(self) -> None:
        """End what checks; what waits for its turn is never begun."""
        self._checks += 1
        self._kontrollant.close()

    def notice_commit(self) -> None:
        """Compare with the last commit anew when there is another one."""
        if self.nu is not None and self.sedan is not None and self._incheckat.read() is not self.sedan.incheckat:
            self.sedan = Sedan(self.nu, self._incheckat.read())
            self._tell(sida=self.lasning.sida + 1, senast=())

    def wait(self, nummer: int, seconds: float) -> Lasning | None:
        """Return what is known as soon as it is more than `nummer`; None when that takes too long."""
        with self._news:
            self._news.wait_for(lambda: self.lasning.nummer > nummer, seconds)
            return self.lasning if self.lasning.nummer > nummer else None

    def _show(self, register: Register, underlag: Underlag) -> Finding | None:
        """Let the records be what is shown; what was found before stands until the whole check is made."""
        before = self.nu.register if self.nu is not None else None
        try:
            mallar = Mallar(project_templates(list(underlag.mallar)))
            mallar.environment()
        except MallFel as error:
            return error.fault
        self.nu = Ogonblick(self._projekt, register, mallar)
        self.sedan = Sedan(self.nu, self._incheckat.read())
        senast = tuple(sorted(changed_krav(before, register))) if before is not None else ()
        self._tell(sida=self.lasning.sida + 1, senast=senast, kontroll="pågår")
        return None

    def _tell(self, **new: Unpack[_Nytt]) -> None:
        with self._news:
            self.lasning = replace(self.lasning, nummer=self.lasning.nummer + 1, **new)
            self._news.notify_all()
