"""A document that is one HTML file, put on the website: its style becomes a file, as the security policy asks.

A page of the build carries its style and its fonts within it, so that it can be sent as one file. On the website a page
holds nothing but what it says: the style is taken out, word for word, and the fonts are the site's own.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from pathlib import Path

__all__ = ["offer"]

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_FONT = re.compile(r"@font-face\{[^}]*url\(data:font/woff2[^}]*\}")
_OWN_FONTS = "".join(
    f'@font-face{{font-family:"Kravbok Sans";font-weight:{weight};font-display:swap;'
    f"src:url({name}.woff2) format('woff2')}}"
    for name, weight in (("KravbokSans-Regular", 400), ("KravbokSans-SemiBold", 600))
)


def offer(source: Path, root: Path, name: str) -> None:
    """Put a finished file on the website at its address; a page of its own without what its style needs within it."""
    place = root / name
    place.parent.mkdir(parents=True, exist_ok=True)
    if name.endswith(".html"):
        _offer_page(source, root, name)
        return
    try:
        os.link(source, place)
    except OSError:
        shutil.copyfile(source, place)


def _offer_page(source: Path, root: Path, name: str) -> None:
    text = source.read_text(encoding="utf-8")
    found = _STYLE.search(text)
    if found is not None:
        style = _OWN_FONTS + _FONT.sub("", found[1])
        address = f"stil/{hashlib.sha256(style.encode()).hexdigest()[:12]}.css"
        (root / "stil").mkdir(exist_ok=True)
        (root / address).write_text(style, encoding="utf-8", newline="\n")
        link = f'<link rel="stylesheet" href="{"../" * name.count("/")}{address}">'
        text = text[: found.start()] + link + text[found.end() :]
    (root / name).write_text(text, encoding="utf-8", newline="\n")
