"""The pictures of the editor's handbook: the preview with a mark and with a fault, and the comment on a change."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from markdown_it import MarkdownIt
from PIL import Image
from playwright.sync_api import Page, expect

from verktyg.browser import in_page
from verktyg.bygge import COMMAND, kravbok
from verktyg.redaktor import (
    DAG,
    FOR_HAND,
    NY_LYDELSE,
    NYCKEL,
    SAKNAS,
    SKRIVFEL,
    VITE,
    end_with,
    make_redaktor,
    write_by_hand,
)
from verktyg.webbserver import visit

WIDTH = 860
"""CSS pixels of the window that pages are seen in."""
HEIGHT = 640
TIMEOUT = 60
_CHECKED = re.compile(r"^Inga fel(, \d+ (annat|andra) fynd)?$")
"""What the panel says when the whole check is made."""
SIDA = "halsoval/2022/HV-PAF-004/"
KRAV, ANDRAT, FEL, GRANSKA = "redaktor-krav", "redaktor-visa-andrat", "redaktor-visa-fel", "redaktor-granska"
NAMN = (KRAV, ANDRAT, FEL, GRANSKA)
FORGE = """<!doctype html><meta charset="utf-8"><style>
body { font: 13px/1.45 system-ui, "Liberation Sans", sans-serif; color: #1f2328; margin: 16px 24px; }
h2, h3 { border-bottom: 1px solid #d1d9e0; padding-bottom: 4px; } h2 { font-size: 19px; } h3 { font-size: 15px; }
table { border-collapse: collapse; } td, th { border: 1px solid #d1d9e0; padding: 5px 11px; text-align: left; }
code { background: #eff1f3; padding: 2px 4px; border-radius: 4px; font-size: 85%; }
blockquote { border-left: 4px solid #d1d9e0; color: #59636e; margin: 0; padding: 0 14px; }
</style>"""
"""How a forge sets a comment, about."""


def make_pictures(folder: Path) -> Iterator[tuple[str, Image.Image]]:
    """Every picture by its name, from the editor's exercise, which is made in the folder."""
    bocker = make_redaktor(folder)
    with _preview(bocker) as root:
        yield KRAV, _open(visit(root, SIDA, _photograph, width=WIDTH))
        _done(bocker, *NY_LYDELSE)
        write_by_hand(bocker / VITE, FOR_HAND)
        end_with(bocker / VITE, SAKNAS)
        yield ANDRAT, _open(visit(root, SIDA, _marked, width=WIDTH))
        write_by_hand(bocker / VITE, {NYCKEL: SKRIVFEL})
        yield FEL, _open(visit(root, SIDA, _faulty, width=WIDTH))
        write_by_hand(bocker / VITE, {SKRIVFEL: NYCKEL})
    yield GRANSKA, _open(in_page(_comment(bocker, folder), _upper_part, width=WIDTH))


@contextmanager
def _preview(bocker: Path) -> Iterator[str]:
    """The address of the preview, which is ended."""
    command = [str(COMMAND), "visa", "--port", "0", "--datum", DAG.isoformat()]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=bocker, stdout=subprocess.PIPE, stderr=quiet, encoding="utf-8") as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            try:
                assert process.wait(timeout=TIMEOUT) == 0
            finally:
                process.kill()


def _done(bocker: Path, *arguments: str) -> str:
    done = kravbok(*arguments, folder=bocker)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _comment(bocker: Path, folder: Path) -> str:
    """The address of a page with the comment on the change, as a forge shows it."""
    page = folder / "kommentar.html"
    body = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(_done(bocker, "granska"))
    page.write_text(FORGE + body, encoding="utf-8")
    return page.as_uri()


def _marked(page: Page) -> bytes:
    """The requirement with its mark in the middle of the window."""
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    mark = page.locator(".kb-visa-andrat")
    expect(mark).to_be_visible(timeout=TIMEOUT * 1000)
    expect(page.locator(".kb-visa summary")).to_have_text(_CHECKED, timeout=TIMEOUT * 1000)
    mark.evaluate("mark => mark.scrollIntoView({block: 'center'})")
    return _photograph(page)


def _faulty(page: Page) -> bytes:
    """The book as it was, and the fault below it."""
    expect(page.locator(".kb-visa")).to_contain_text("K101", timeout=TIMEOUT * 1000)
    return _photograph(page)


def _upper_part(page: Page) -> bytes:
    """The comment down to what lacks a decision."""
    box = page.get_by_role("heading", name="Saknar eget beslut").bounding_box()
    assert box is not None
    return page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": box["y"] - 8}, full_page=True)


def _photograph(page: Page) -> bytes:
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    return page.screenshot(animations="disabled")


def _open(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")
