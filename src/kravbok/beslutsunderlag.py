"""The drafts for a decision about a new edition, as Word and Markdown: made, written, read back and proven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from kravbok.cache import Cache
from kravbok.diff.skillnad import Jamforelse
from kravbok.export.handling_html import make_handlingsdokument
from kravbok.finding import Finding
from kravbok.settings import FALLBACK_DATE, Ursprungsmarke
from kravbok.skrift import NO_CACHE, Skrift, write_skrift
from kravbok.templates import Mallar
from kravbok.verify.bevis import content_hash
from kravbok.verify.bevis_handling import proof_handling
from kravbok.verify.prove import prove
from kravbok.view.andringar.delar import AndringsVy
from kravbok.view.beslutsunderlag.underlag import Underlag
from kravbok.view.beslutsunderlag.vy import SLAG, view_handling, with_kolofon
from kravbok.view.handling import HandlingVy

__all__ = ["UNDERLAGSFORMAT", "make_beslutsunderlag", "write_beslutsunderlag"]

UNDERLAGSFORMAT = ("docx", "md")
"""The formats of the drafts: one to write on in, one to read and compare."""


def make_beslutsunderlag(jamforelse: Jamforelse, vy: AndringsVy, marke: Ursprungsmarke) -> list[HandlingVy]:
    """Return the four drafts; `marke` says which commit they come from, and each gets a hash of its own."""
    underlag = Underlag(jamforelse, vy)
    return [_marked(view_handling(underlag, name), underlag, marke) for name in SLAG]


def _marked(vy: HandlingVy, underlag: Underlag, marke: Ursprungsmarke) -> HandlingVy:
    return with_kolofon(vy, underlag, replace(marke, hash=content_hash(proof_handling(vy))))


def write_beslutsunderlag(
    drafts: Sequence[HandlingVy],
    mallar: Mallar,
    stam: Path,
    *,
    datum: date | None,
    formats: Sequence[str] = UNDERLAGSFORMAT,
    cache: Cache = NO_CACHE,
) -> list[Finding]:
    """Write each draft as `stam`-kind.format, and prove it; return what was found.

    `datum` is the only day that reaches a file; MallFel for a template that cannot be filled in.
    """
    findings: list[Finding] = []
    for vy in drafts:
        skrift = Skrift(make_handlingsdokument(vy, mallar, datum or FALLBACK_DATE), mallar, cache, b"handling")
        proof = partial(prove, bevis=proof_handling(vy))
        findings += write_skrift(skrift, stam.with_name(f"{stam.name}-{vy.slag}"), formats, proof)
    return findings
