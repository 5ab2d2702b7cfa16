"""Passwords: read from the environment or the keyring, and taken out of everything that is written."""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TextIO
from urllib.parse import quote, quote_plus

from kravbok.publish.adress import Maladress
from kravbok.publish.fel import ODD

__all__ = ["SERVICE", "Hemlighet", "Maskerad", "find_hemlighet", "forms_of"]

SERVICE = "kravbok"
"""The service in the keyring; its user is the target's address as it is written, without a secret."""

_VARIABLES = {
    "sftp": ("KRAVBOK_SFTP_LOSENORD", "KRAVBOK_SFTP_NYCKELFRAS"),
    "webdav": ("KRAVBOK_WEBDAV_LOSENORD", ""),
    "webdavs": ("KRAVBOK_WEBDAV_LOSENORD", ""),
}
_OTHERS = ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
_MASK = "••••"


@dataclass(frozen=True, slots=True)
class Hemlighet:
    """What opens a target; shown nowhere, not even as a representation."""

    losenord: str = field(default="", repr=False)
    nyckelfras: str = field(default="", repr=False)
    former: tuple[str, ...] = field(default=(), repr=False)


def find_hemlighet(adress: Maladress, miljo: Mapping[str, str] = os.environ) -> Hemlighet:
    """Return the secrets of a target from the environment, else from the keyring where there is one."""
    password, phrase = _VARIABLES.get(adress.slag, ("", ""))
    losenord = miljo.get(password, "") or (_from_keyring(adress.text) if password else "")
    nyckelfras = miljo.get(phrase, "")
    known = [losenord, nyckelfras, *(miljo.get(name, "") for name in _OTHERS)]
    return Hemlighet(losenord, nyckelfras, forms_of(known, miljo.get("KRAVBOK_WEBDAV_ANVANDARE", "") or adress.konto))


def _from_keyring(user: str) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    broken: tuple[type[BaseException], ...] = (KeyringError, ImportError, *ODD)
    try:
        return keyring.get_password(SERVICE, user) or ""
    except broken:
        return ""


def forms_of(secrets: Iterable[str], user: str = "") -> tuple[str, ...]:
    """Return the forms that secrets may be seen in, the longest first."""
    found: set[str] = set()
    for secret in filter(None, secrets):
        pair = base64.b64encode(f"{user}:{secret}".encode()).decode()
        alone = base64.b64encode(secret.encode()).decode()
        found |= {secret, repr(secret)[1:-1], quote(secret, safe=""), quote(secret), quote_plus(secret), pair, alone}
    return tuple(sorted(found, key=lambda form: (-len(form), form)))


class Maskerad(io.TextIOBase):
    """A stream that writes no secret: the last guard, whoever writes and whatever a library puts in its message."""

    def __init__(self, stream: TextIO, former: tuple[str, ...]) -> None:
        super().__init__()
        self._stream, self._former = stream, former

    @property
    def encoding(self) -> str:  # type: ignore[override]  # typeshed has a variable; ours follows the stream
        """The encoding of the stream behind."""
        return self._stream.encoding

    @property
    def errors(self) -> str | None:  # type: ignore[override]
        """How the stream behind meets what it cannot write."""
        return self._stream.errors

    def write(self, text: str) -> int:
        """Write a text without secrets."""
        for form in self._former:
            text = text.replace(form, _MASK)
        return self._stream.write(text)

    def flush(self) -> None:
        """Flush the stream behind."""
        self._stream.flush()

    def isatty(self) -> bool:
        """Whether the stream behind is a terminal."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """Return the descriptor of the stream behind."""
        return self._stream.fileno()
