"""A document of one HTML file on the website: what it says is the same, and its style is a file of its own."""

from pathlib import Path

from lxml import html

from kravbok.webbplats.dokumentsidor import offer

PAGE = """<!DOCTYPE html>
<html lang="sv"><head><meta charset="utf-8"><title>Prov</title>
<style>@font-face{font-family:"Kravbok Sans";src:url(data:font/woff2;base64,AAAA) format('woff2')}p{color:red}</style>
</head><body><p>Texten med <code>&lt;style&gt;</code> i sig.</p></body></html>
"""


def offered(folder: Path, name: str) -> Path:
    source = folder / "sida.html"
    source.write_text(PAGE, encoding="utf-8")
    offer(source, folder / "plats", name)
    return folder / "plats" / name


def test_the_style_is_a_file_that_the_page_links_to(tmp_path: Path) -> None:
    page = offered(tmp_path, "bok/2022/bok-2022.html")
    text = page.read_text(encoding="utf-8")
    (link,) = html.fromstring(text).iter("link")
    style = (page.parent / str(link.get("href"))).resolve().read_text(encoding="utf-8")
    assert "<style" not in text
    assert "p{color:red}" in style
    assert "data:" not in style


def test_what_the_page_says_is_untouched(tmp_path: Path) -> None:
    text = offered(tmp_path, "bok/2022/bok-2022.html").read_text(encoding="utf-8")
    assert text.partition("<body>")[2] == PAGE.partition("<body>")[2]


def test_every_font_that_a_style_names_has_an_address_beside_it(tmp_path: Path) -> None:
    page = offered(tmp_path, "bok-2022.html")
    (style,) = (page.parent / "stil").glob("*.css")
    assert style.read_text(encoding="utf-8").count(".woff2)") == 2


def test_any_other_file_is_the_very_same(tmp_path: Path) -> None:
    (tmp_path / "bok.pdf").write_bytes(b"%PDF<style>x</style>")
    offer(tmp_path / "bok.pdf", tmp_path / "plats", "bok/bok.pdf")
    assert (tmp_path / "plats/bok/bok.pdf").read_bytes() == b"%PDF<style>x</style>"
