"""The colours of the website in light and in dark: its own, with an organisation's on top, and what follows from those.

The same figures stand in mallar/webb/kravbok.css, and a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kravbok.model.farg import contrast, nearest_passing
from kravbok.model.webbplats import Farger

__all__ = ["LINJE", "LJUS", "MORK", "TEXT", "Palett", "make_palett", "text_on"]

TEXT = 4.5
"""The contrast that text needs: WCAG 2.2, 1.4.3."""

LINJE = 3.0
"""The contrast that lines, buttons and marks need: WCAG 2.2, 1.4.11."""


@dataclass(frozen=True, slots=True)
class Palett:
    """The colours of one mode: the page, its texts, the surface of notices, and the three that can be chosen."""

    sida: str
    text: str
    dov: str
    notis: str
    ton: str
    accent: str
    lank: str

    @property
    def ytor(self) -> tuple[str, ...]:
        """The surfaces that links, lines and buttons stand on."""
        return self.sida, self.ton, self.notis


LJUS = Palett("#ffffff", "#1d2733", "#4d5a68", "#fff6df", "#f3f6f8", "#00567a", "#00567a")
MORK = Palett("#14191f", "#e8edf2", "#b3c0cc", "#33290f", "#1e262f", "#7cc7ea", "#7cc7ea")


def make_palett(farger: Farger, *, mork: bool) -> Palett:
    """Return the colours of a mode: those given as they are, the others reckoned from them, the rest the site's own."""
    if mork:
        own = replace(MORK, ton=farger.ton_mork or MORK.ton)
        accent = farger.accent_mork or _reckon(own, own.accent, LINJE, farger.accent)
        lank = farger.lank_mork or _reckon(own, own.lank, TEXT, farger.lank or farger.accent_mork or farger.accent)
    else:
        own = replace(LJUS, ton=farger.ton or LJUS.ton)
        accent = farger.accent or _reckon(own, own.accent, LINJE, None)
        lank = farger.lank or _reckon(own, own.lank, TEXT, farger.accent)
    return replace(own, accent=accent, lank=lank)


def _reckon(own: Palett, default: str, limit: float, seed: str | None) -> str:
    """Return the seed, or else the site's own colour, moved as far as a chosen surface asks."""
    return nearest_passing(seed or default, own.ytor, limit) or default


def text_on(colour: str) -> str:
    """Return white or black, whichever is read best on a colour: the better of them always has 4,5:1."""
    return max(("#ffffff", "#000000"), key=lambda text: contrast(text, colour))
