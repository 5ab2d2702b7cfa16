"""A finished website on a server of its own under its security policy, visited by a real Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal, TypeVar

from playwright.sync_api import Page

from verktyg.browser import ColorScheme, in_browser

T = TypeVar("T")
POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
"""The policy that the website must work under (issue 5)."""


class _Handler(SimpleHTTPRequestHandler):
    """Serves files as a plain server does, with the policy."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address of a folder, with a slash at its end, while it is served on this machine alone."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Besok:
    """What went wrong while a page was open: words in the console, and addresses that are not the site's."""

    fel: list[str] = field(default_factory=list)
    utanfor: list[str] = field(default_factory=list)


def visit(  # noqa: PLR0913 - what a visitor may have is a list
    root: str,
    adress: str,
    task: Callable[[Page], T],
    *,
    width: int = 1280,
    scheme: ColorScheme = "light",
    javascript: bool = True,
    media: Literal["print", "screen"] = "screen",
) -> T:
    """What the task returns for a page of the site; an error in the console or a request elsewhere fails the test."""
    besok = Besok()

    def work(page: Page) -> T:
        page.on("console", lambda said: besok.fel.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: besok.fel.append(str(error)))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith((root, "blob:", "data:")) else besok.utanfor.append(asked.url),
        )
        page.emulate_media(media=media, color_scheme=scheme)
        page.goto(root + adress)
        return task(page)

    found = in_browser(work, viewport={"width": width, "height": 900}, java_script_enabled=javascript)
    assert besok == Besok(), (adress, besok)
    return found
