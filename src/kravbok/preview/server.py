"""The server of the preview: on this machine alone, for pages that ask by its own name, and for reading only."""

from __future__ import annotations

import errno
import html
import mimetypes
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import unquote

from kravbok.preview.ogonblick import Ogonblick
from kravbok.preview.sedan import Sedan
from kravbok.preview.sidor import OWN, describe_news, make_file, make_page, own_file
from kravbok.preview.visning import Visning
from kravbok.templates import MallFel

__all__ = ["PortUpptagen", "serve"]

VARD = "127.0.0.1"
_POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; frame-ancestors 'none'; base-uri 'none'"
_PULSE = 15.0
"""Seconds between two signs of life to a page that waits."""
_PAUSE, _STEP, _LOOK = 40, 10, 1_000
"""Milliseconds: how long files must lie still, how often that is seen, and how often git is looked at."""


class PortUpptagen(Exception):
    """The port is taken by something else; `ledig` is the next one that is free."""

    def __init__(self, port: int, ledig: int) -> None:
        super().__init__(port)
        self.port, self.ledig = port, ledig


def serve(projekt: Path, port: int, datum: date, tell: Callable[[str], None]) -> None:
    """Show the project until the process is stopped; `tell` is given the address. PortUpptagen for a taken port."""
    with _bind(port) as server, closing(Visning(projekt, datum)) as visning:
        server.visning = visning
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            with suppress(KeyboardInterrupt):  # Ctrl-C is how it is meant to end
                visning.renew()
                tell(f"http://{VARD}:{server.server_port}/")
                _watch(projekt, visning)
        finally:
            server.stop.set()
            server.shutdown()


class _Server(ThreadingHTTPServer):
    """Answers each page in a thread of its own; one that goes away is no fault."""

    daemon_threads = True
    visning: Visning

    def __init__(self, port: int) -> None:
        super().__init__((VARD, port), _Svar)
        self.stop = Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a page that was closed while it was answered."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _bind(port: int) -> _Server:
    try:
        return _Server(port)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        with _Server(0) as free:
            raise PortUpptagen(port, free.server_port) from None


def _watch(projekt: Path, visning: Visning) -> None:
    """Read again at each save, and compare anew after each commit; Ctrl-C ends it."""
    from watchfiles import watch

    while True:
        places = _places(projekt)
        for changes in watch(
            *places, debounce=_PAUSE, step=_STEP, rust_timeout=_LOOK, yield_on_timeout=True, raise_interrupt=True
        ):
            moved = _places(projekt) != places
            if changes or moved:
                visning.renew()
            else:
                visning.notice_commit()
            if moved:
                break


def _places(projekt: Path) -> list[Path]:
    """Return the folders that pages are made of; where there is none, the project's own, where one may come."""
    return [place for name in ("krav", "mallar") if (place := projekt / name).is_dir()] or [projekt]


class _Svar(BaseHTTPRequestHandler):
    """Answers one question."""

    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a page, a file, or the stream of news."""
        adress = unquote(self.path.partition("?")[0]).removeprefix("/").removesuffix("index.html")
        if not self._is_own():
            self._send(HTTPStatus.FORBIDDEN, "text/plain", b"Fel adress. Sidan visas bara under sin egen.\n")
        elif adress == f"{OWN}handelser":
            self._stream()
        else:
            self._answer(adress)

    do_HEAD = do_GET  # noqa: N815 - the library's name

    def _is_own(self) -> bool:
        """Whether the question names this server: a page elsewhere cannot ask under a name that leads here."""
        port = self.server.server_port
        hosts = {f"{name}:{port}" for name in (VARD, "localhost")}
        origin = self.headers.get("Origin")
        return self.headers.get("Host") in hosts and (origin is None or origin.removeprefix("http://") in hosts)

    def _answer(self, adress: str) -> None:
        """Send what stands at an address: the preview's own, a page, or a file that pages use."""
        nu, sedan = self.server.visning.nu, self.server.visning.sedan
        if adress.startswith(OWN):
            self._send_file(adress, own_file(adress.removeprefix(OWN)))
        elif nu is None or sedan is None:
            self._send(HTTPStatus.OK, "text/html", _EMPTY)
        elif adress and not adress.endswith("/"):
            self._send_file(adress, make_file(nu, adress))
        else:
            self._send_page(nu, sedan, adress)

    def _send_page(self, nu: Ogonblick, sedan: Sedan, adress: str) -> None:
        try:
            page = make_page(nu, sedan, adress)
        except MallFel as error:
            said = html.escape(f"{error.fault.position}: {error.fault.message}. {error.fault.hint}")
            self._send(HTTPStatus.OK, "text/html", _PAGE.format("Mallen går inte att fylla i", said).encode())
            return
        except (LookupError, ValueError):  # records that hold together only in part; the check says why
            self._send(HTTPStatus.OK, "text/html", _EMPTY)
            return
        if page is None:
            self._send(HTTPStatus.NOT_FOUND, "text/html", _GONE)
        else:
            self._send(HTTPStatus.OK, "text/html", page.encode())

    def _send_file(self, adress: str, data: bytes | None) -> None:
        if data is None:
            self._send(HTTPStatus.NOT_FOUND, "text/html", _GONE)
        else:
            self._send(HTTPStatus.OK, mimetypes.guess_type(adress)[0] or "application/octet-stream", data)

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(data)))
        self._close_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _close_headers(self) -> None:
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()

    def _stream(self) -> None:
        """Tell of each reading until the page is closed."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self._close_headers()
        self.close_connection = True
        known = -1
        try:
            while not self.server.stop.is_set():
                news = self.server.visning.wait(known, _PULSE)
                known = news.nummer if news is not None else known
                said = f"data: {describe_news(news)}\n\n" if news is not None else ": kvar\n\n"
                self.wfile.write(said.encode())
                self.wfile.flush()
        except ConnectionError:
            return

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for what the editor must know."""


_PAGE = (
    '<!DOCTYPE html>\n<html lang="sv" data-visa-tom>\n<head><meta charset="utf-8"><title>{0}</title>\n'
    '<link rel="stylesheet" href="/_visa/visa.css">\n'
    '<script type="module" src="/_visa/visa.js"></script></head>\n'
    '<body><main id="innehall" class="kb-webb kb-inre"><h1>{0}</h1><p>{1}</p></main></body>\n</html>\n'
)
_EMPTY = _PAGE.format(
    "Det finns inget att visa än",
    "Posterna går inte att läsa som en bok. Rätta felen, så visas sidan här av sig själv.",
).encode()
_GONE = _PAGE.format(
    "Sidan finns inte", 'Den kan ha fått en annan adress. <a href="/">Gå till startsidan</a>.'
).encode()
