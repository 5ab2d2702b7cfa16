"""Faults of a case: a builder for each of K370–K374, on the small valid project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kravbok.finding import Finding
from kravbok.view.rakning import Fraga, view_rakning
from verktyg.grund import register_with

__all__ = ["RAKNEFEL"]


def _found(krav: str, *fall: str) -> list[Finding]:
    return list(view_rakning(register_with(), Fraga(krav, fall, bok="provbok", upplaga="2021")).fynd)


RAKNEFEL: dict[str, Callable[[Path], list[Finding]]] = {
    "K370": lambda _: _found("PR-PAF-002"),
    "K371": lambda _: _found("PR-PAF-002", "vekor=3"),
    "K372": lambda _: _found("PR-PAF-002", "veckor=3 kr"),
    "K373": lambda _: _found("PR-PAF-002", *["veckor=3"] * 1000),
    "K374": lambda _: _found("PR-PAF-001", "veckor=3"),
}
