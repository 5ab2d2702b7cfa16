"""Addresses as files say them: whole where the site's address is known, else relative to their own file."""

from __future__ import annotations

from urllib.parse import quote

__all__ = ["absolute", "link", "site_root"]

_KEPT = "/:@!$&()*+,;=~-._"


def site_root(bas: str) -> str:
    """Return the site's address with a slash at its end; empty when it is not known."""
    return bas if not bas or bas.endswith("/") else f"{bas}/"


def absolute(bas: str, adress: str) -> str:
    """Return a page's whole address, with what no address may hold written as %XX."""
    return site_root(bas) + escape(adress)


def link(bas: str, adress: str, fil: str) -> str:
    """Return how a file (by its address) points at a page: by its whole address, or from its own folder."""
    if bas:
        return absolute(bas, adress)
    return "../" * fil.count("/") + escape(adress) or "./"


def escape(adress: str) -> str:
    """Return a page's address with only the signs that the path of one may hold; half letters become question marks."""
    return quote(adress, safe=_KEPT, errors="replace")
