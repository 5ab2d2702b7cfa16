"""A file fetched over HTTP as a visitor's browser would, with limits: no redirect is followed, no size trusted."""

from __future__ import annotations

import hashlib
import ssl
import time
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from kravbok.publish.fel import stop

if TYPE_CHECKING:
    import httpx

__all__ = ["AT_ONCE", "Hamtare", "Svar"]

AT_ONCE = 4
"""How many files are fetched at once."""
_SECONDS = 30
_BUSY = frozenset({429, 503})
_LONGEST_WAIT = 30


@dataclass(frozen=True, slots=True)
class Svar:
    """What a server answered: status (0 for no answer), SHA-256, media type, where it leads, and content when kept."""

    status: int
    sha256: str = ""
    slag: str = ""
    leder: str = ""
    data: bytes = b""
    for_stor: bool = False


class Hamtare:
    """A visitor of a website."""

    def __init__(self, adress: str) -> None:
        import httpx

        self._base = adress.rstrip("/") + "/"
        self._client = httpx.Client(
            verify=ssl.create_default_context(),
            timeout=_SECONDS,
            follow_redirects=False,
            limits=httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE),
            headers={"Accept-Encoding": "identity", "User-Agent": "kravbok", "Cache-Control": "no-cache"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def fetch(self, path: str, most: int, *, keep: bool = False) -> Svar:
        """Return what the server answers for a file of the website, by the address that links to it have.

        Reading stops after `most` bytes. A server that is busy is asked once more; MalFel (K812) when it is not there.
        """
        import httpx

        address = path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path
        url = self._base + quote(address)
        try:
            found = self._get(url, most, keep=keep)
            if found.status in _BUSY:
                time.sleep(min(_LONGEST_WAIT, int(found.leder) if found.leder.isdecimal() else 2))
                found = self._get(url, most, keep=keep)
        except (httpx.RemoteProtocolError, httpx.DecodingError):
            return Svar(0)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError) as error:
            hint = "Kontrollera adressen och nätet. En del proxyservrar anges med HTTPS_PROXY."
            raise stop("K812", path, f"Det gick inte att hämta filen ({type(error).__name__})", hint) from None
        return found

    def _get(self, url: str, most: int, *, keep: bool) -> Svar:
        with self._client.stream("GET", url) as response:
            if response.status_code != 200:
                header = "retry-after" if response.status_code in _BUSY else "location"
                return Svar(response.status_code, leder=response.headers.get(header, "")[:200])
            return _read(response, most, keep=keep)


def _read(response: httpx.Response, most: int, *, keep: bool) -> Svar:
    total, size, kept = hashlib.sha256(), 0, bytearray()
    kind = response.headers.get("content-type", "")[:200]
    for piece in response.iter_bytes(65_536):
        size += len(piece)
        if size > most:
            return Svar(200, slag=kind, for_stor=True)
        total.update(piece)
        if keep:
            kept += piece
    return Svar(200, total.hexdigest(), kind, data=bytes(kept))
