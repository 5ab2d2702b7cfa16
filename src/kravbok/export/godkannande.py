"""Who is to approve a branch, as a part of the comment."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from kravbok.export.kommentar import Avdelning, code, say
from kravbok.swedish import format_list
from kravbok.view.granskningsdelar import GodkannareVy, GranskningsVy, SkalVy, TraffVy

__all__ = ["show_godkannande"]

_RUBRIK = "Vem som ska godkänna"
_MOST = 8
"""So many requirements are named under each reason; all of them stand among the wordings."""


def show_godkannande(vy: GranskningsVy, lank: str) -> Avdelning:
    """Return the part that says who is to approve, and why; `lank` is the address of the website, or nothing."""
    if vy.tom:
        return Avdelning(_RUBRIK, "", ())
    return Avdelning(_RUBRIK, "", tuple(_blocks(vy, lank)), rader=True)


def _blocks(vy: GranskningsVy, lank: str) -> Iterator[str]:
    """Yield what is not known first, then each role with its reasons."""
    found = vy.godkannande
    for path in found.olasta:
        yield f"- Reglerna i {code(path)} går inte att läsa på {say(vy.bas)}. Fråga den som ansvarar för böckerna."
    if found.andrade:
        names = format_list([code(f"krav/organisationer/{name}.yaml") for name in found.andrade])
        yield (
            f"- Grenen ändrar reglerna i {names}. Reglerna på {say(vy.bas)} gäller tills ändringen är inne; "
            "det som grenens egna regler säger är märkt."
        )
    if found.regler and vy.olasta:
        yield "- Böckerna går inte att jämföra. Vilka som ska godkänna syns när felen är rättade."
    elif found.regler and vy.bockerna.ojamforda:
        yield f"- {say(format_list(vy.bockerna.ojamforda))} går inte att jämföra, så fler kan behöva godkänna."
    for item in found.roller:
        yield from _role(item, lank)
    if not found.regler and not found.olasta:
        where = format_list([code(path) for path in found.filer]) or "organisationens post"
        yield f"Inga regler säger vem som ska godkänna. De skrivs under {code('godkanns_av')} i {where}."
    elif found.regler and not (found.roller or vy.olasta or vy.bockerna.ojamforda):
        yield f"Ingen av reglerna i {format_list([code(path) for path in found.filer])} träffas av ändringen."


def _role(item: GodkannareVy, lank: str) -> Iterator[str]:
    """Yield a role and each of its reasons, as rows of their own: where they do not all fit, the first ones do."""
    group = f" ({code(item.grupp)})" if item.grupp else ""
    note = ", enligt grenens egna regler" if item.enligt_grenen else ""
    yield f"- **{say(item.roll)}**{group}{note}"
    yield from (_reason(reason, lank) for reason in item.skal)


def _reason(item: SkalVy, lank: str) -> str:
    shown = [_hit(hit, lank) for hit in item.traffar[:_MOST]]
    more = len(item.traffar) - len(shown)
    return f"  - {say(item.villkor)}: {'; '.join(shown)}" + (f"; och {more} till" if more else "")


def _hit(item: TraffVy, lank: str) -> str:
    """Return a requirement by its heading, with the way to it; its editions stand with its wordings."""
    words = say(item.rubrik or item.namn)
    if lank and item.adress:
        words = f"[{words}](<{lank.rstrip('/')}/{quote(item.adress)}>)"
    return f"{words} ({say(item.namn)})" if item.rubrik else words
