"""Where a website is put: a folder or an address, read by an allow-list and never holding a secret."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from kravbok.encoding import hide
from kravbok.finding import Finding, Position, finding

__all__ = ["Maladress", "read_adress"]

_PLACE = Position("mål")
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]+):(//)?", re.ASCII)
_IPV6 = re.compile(r"\[[0-9A-Fa-f:.]*\]")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_SAME = {"dav": "webdav", "davs": "webdavs", "s3a": "s3", "ssh": "sftp"}
_EXAMPLES = "Skriv t.ex. ./publicerat, sftp://konto@server/mapp, s3://hink/mapp eller webdavs://konto@server/mapp."


@dataclass(frozen=True, slots=True)
class Maladress:
    """An address of a target in its parts; `text` is it without anything secret."""

    slag: str
    text: str
    vard: str = ""
    port: int | None = None
    konto: str = ""
    stig: str = ""

    @property
    def oppen(self) -> bool:
        """Whether what is sent there can be read on the way: no encryption, and not this machine."""
        return self.slag in ("webdav", "http", "ftp") and self.vard not in _LOOPBACK


def read_adress(text: str) -> Maladress | Finding:
    """Return the target that a text names; a secret in it (K811) or a form we do not know (K810) is a finding."""
    scheme = _SCHEME.match(text)
    if scheme is None:
        return _folder(text)
    if scheme[2] is None or _holds_secret(text[scheme.end() :]):
        return _secret() if _holds_secret(text[scheme.end() :]) else _unknown("Adressen går inte att tolka")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return _unknown("Adressen går inte att tolka")
    if len(text) > 1000 or "::" in _IPV6.sub("", text) or re.search(r"[\x00-\x20\x7f]", text):
        return _unknown("Adressen har tecken som inte hör hemma i en adress")
    return _of_parts(parts, port)


def _of_parts(parts: SplitResult, port: int | None) -> Maladress | Finding:
    if parts.query or parts.fragment:
        return _unknown("Adressen har något efter ? eller #, som inte används")
    slag = _SAME.get(parts.scheme, parts.scheme)
    if slag in ("file", "local"):
        return _folder(unquote(parts.path))
    return _remote(slag, parts, port)


def _remote(slag: str, parts: SplitResult, port: int | None) -> Maladress | Finding:
    """Return an address on another machine; its path stays below where it starts."""
    path = parts.path if slag in ("http", "https") else unquote(parts.path)
    if not parts.hostname and slag != "memory":
        return _unknown("Adressen saknar server eller hink")
    if any(part in (".", "..") for part in path.split("/")):
        return _unknown("Adressen har . eller .. i sökvägen")
    host = parts.netloc.rpartition("@")[2] if slag == "s3" else parts.hostname or ""
    name = f"[{host}]" if ":" in host else host
    who = f"{parts.username}@" if parts.username else ""
    text = f"{slag}://{who}{name}{f':{port}' if port else ''}{path.rstrip('/')}"
    return Maladress(slag, hide(text), host, port, unquote(parts.username or ""), path.rstrip("/"))


def _folder(text: str) -> Maladress | Finding:
    if not text.strip() or "\x00" in text:
        return _unknown("Målet är tomt")
    return Maladress("mapp", hide(Path(text).as_posix())[:300], stig=text)


def _holds_secret(rest: str) -> bool:
    """Whether an address has a password: a colon before an at sign, wherever the at sign stands."""
    before, at, _ = rest.rpartition("@")
    return bool(at) and ":" in before


def _secret() -> Finding:
    hint = (
        "Ta bort lösenordet ur adressen och byt det: det kan finnas kvar i skalets historik. "
        "Sätt det nya i miljön eller nyckelringen, se docs/publicera.md."
    )
    return finding("K811", _PLACE, "Adressen har ett lösenord i sig", hint)


def _unknown(message: str) -> Finding:
    return finding("K810", _PLACE, message, _EXAMPLES)
