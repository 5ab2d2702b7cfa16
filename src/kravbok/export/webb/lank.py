"""Addresses as files say them: whole where the site's address is known, else relative to their own file."""

from __future__ import annotations

from urllib.parse import quote

__all__ = ["absolute", "link"]

_KEPT = "/:@!$&()*+,;=~-._"


def absolute(bas: str, adress: str) -> str:
    """Return a page's whole address below the site's own, which ends with a slash; what it may not hold becomes %XX."""
    return bas + escape(adress)


def link(bas: str, adress: str, fil: str) -> str:
    """Return how a file (by its address) points at a page: by its whole address, or from its own folder."""
    if bas:
        return absolute(bas, adress)
    return "../" * fil.count("/") + escape(adress) or "./"


def escape(adress: str) -> str:
    """Return a page's address with only the signs that the path of one may hold; half letters become question marks."""
    return quote(adress, safe=_KEPT, errors="replace")
