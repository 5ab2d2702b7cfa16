"""The clause dialect: a narrow Markdown with allow-listed expressions in double braces.

Nothing an author writes is ever handed to an evaluator: an expression is the name of a figure, or one of five functions
with constant strings. Markdown is paragraphs, lists, emphasis, links, pipe tables and line breaks; the rest is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from kravbok.encoding import unseen
from kravbok.swedish import closest

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["FUNCTIONS", "Fragment", "Textfel", "Uttryck", "Varde", "fill", "parse_fragment"]

FUNCTIONS = {"krav": (1, 1), "siffra": (2, 3), "begrepp": (1, 1), "styrdokument": (1, 1), "beslut": (1, 1)}
"""The functions that a text may call, with the least and the greatest number of arguments."""

MAX_LEVEL = 7  # a list item of the fourth level; Markdown's reader drops what is nested far deeper

_EXPRESSION = re.compile(r"\{\{(.{0,200}?)\}\}", re.DOTALL)
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#")
_NAME = re.compile(r"\s*([a-z][a-z0-9_]{0,39})\s*", re.ASCII)
_CALL = re.compile(r"\s*([a-z]{1,20})\s*\((.*)\)\s*", re.ASCII | re.DOTALL)
_ARGUMENT = re.compile(r'\s*"([^"\\]{0,80})"\s*(,|$)')
_ENTITY = re.compile(r"&#?[A-Za-z0-9]{1,32};")
_MARK = re.compile("\ue000([0-9]+)\ue001")
_LINK = re.compile(r"(https?://[^\s]+|mailto:[^\s@]+@[^\s@]+|#[A-Za-z0-9][A-Za-z0-9-]*)")
_INLINE = frozenset(
    {
        "text",
        "softbreak",
        "hardbreak",
        *(f"{name}_{end}" for name in ("em", "strong", "link") for end in ("open", "close")),
    }
)
_BLOCKS = frozenset({"inline", *(
    f"{name}_{end}" for end in ("open", "close")
    for name in ("paragraph", "bullet_list", "ordered_list", "list_item", "table", "thead", "tbody", "tr", "th", "td")
)})  # fmt: skip
_REFUSED = {
    "heading": (
        "K608",
        "Texten har en rubrik",
        "Rubriken skrivs i rubrik; texten har bara stycken, listor och tabeller.",
    ),
    "image": ("K608", "Texten har en bild", "Lägg bilden i en bilaga."),
    "fence": ("K608", "Texten har ett kodblock", "Ta bort raden med tre grava accenter."),
    "code_block": ("K608", "Raden är indragen fyra steg och blir ett kodblock", "Minska indraget."),
    "code_inline": ("K608", "Texten har kod mellan grava accenter", "Ta bort accenterna."),
    "blockquote_open": ("K608", "Texten har ett blockcitat", "Ta bort tecknet > först på raden."),
    "hr": ("K608", "Texten har en avdelande linje", "Ta bort raden."),
    "html_inline": ("K611", "Texten har rå HTML", "Ta bort taggen; använd Markdown."),
    "html_block": ("K611", "Texten har rå HTML", "Ta bort taggen; använd Markdown."),
}


@dataclass(frozen=True, slots=True)
class Uttryck:
    """An expression: the name of a figure (`funktion` is empty), or a function with constant strings."""

    funktion: str
    argument: tuple[str, ...]
    kalla: str


@dataclass(frozen=True, slots=True)
class Textfel:
    """A fault in a text: its code, the words to find its place by, which time they stand there, and what to do."""

    code: str
    needle: str
    nth: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """A clause text, read once: HTML and plain words with marks where its expressions go.

    `punkter` are what stands before each block of words: the bullet or number of a list's item, or nothing.
    """

    html: str
    plain: tuple[str, ...]
    punkter: tuple[str, ...]
    uttryck: tuple[Uttryck, ...]
    links: tuple[str, ...]
    faults: tuple[Textfel, ...]


@dataclass(frozen=True, slots=True)
class Varde:
    """What an expression became: its words, and where they link to (empty for no link)."""

    text: str
    href: str = ""


@cache
def parse_fragment(source: str) -> Fragment:
    """Return a text as HTML and plain words, with every fault in it; bounded by the length of the text."""
    uttryck: list[Uttryck] = []
    faults: list[Textfel] = []

    def take(match: re.Match[str]) -> str:
        result = _parse_expression(match[1], match[0], source[: match.start()].count(match[0]))
        if isinstance(result, Textfel):
            faults.append(result)
            return escape(match[0])
        uttryck.append(result)
        return f"\ue000{len(uttryck) - 1}\ue001"

    marked = _EXPRESSION.sub(take, source)
    if not faults and (stray := _STRAY.search(marked)):
        hint = 'Skriv {{ namn }} för en siffra i kravet, eller {{ krav("HV-LIST-001") }}.'
        faults.append(Textfel("K607", stray[0], 0, f"Här står {stray[0]} utan att vara ett uttryck", hint))
    faults += _check_entities(source)
    env: dict[str, Any] = {}
    tokens = _markdown().parse(marked, env)
    faults += _check_tokens(tokens, source)
    if env.get("references"):
        hint = "Skriv adressen direkt efter länkens ord: [orden](https://…)."
        faults.append(Textfel("K608", "]:", 0, "Raden är en länkdefinition och trycks inte", hint))
    links = tuple(str(token.attrs.get("href", "")) for token in _flat(tokens) if token.type == "link_open")
    html = "" if faults else str(_markdown().renderer.render(tokens, _markdown().options, {}))
    return Fragment(html, tuple(_plain(tokens)), tuple(_markers(tokens)), tuple(uttryck), links, tuple(faults))


def _check_entities(source: str) -> Iterator[Textfel]:
    """Yield a fault for each character reference that brings in a sign that cannot be seen."""
    for match in _ENTITY.finditer(source):
        if sign := unseen(unescape(match[0])):
            nth = source[: match.start()].count(match[0])
            yield Textfel("K608", match[0], nth, f"Här blir det tecknet {sign}, som inte syns", "Ta bort det.")


def _parse_expression(inner: str, whole: str, nth: int) -> Uttryck | Textfel:
    if name := _NAME.fullmatch(inner):
        return Uttryck("", (name[1],), whole)
    if (call := _CALL.fullmatch(inner)) and call[1] in FUNCTIONS:
        arguments = _arguments(call[2])
        least, most = FUNCTIONS[call[1]]
        if arguments is not None and least <= len(arguments) <= most:
            return Uttryck(call[1], arguments, whole)
    near = closest(call[1], list(FUNCTIONS)) if call else None
    hint = (
        f'Menade du {near}("…")?'
        if near
        else 'Tillåtet: namnet på en siffra, krav("…"), siffra("…", "…"), begrepp("…"), styrdokument("…"), beslut("…").'
    )
    return Textfel("K607", whole, nth, "Uttrycket är inte tillåtet i en text", hint)


def _arguments(text: str) -> tuple[str, ...] | None:
    """Return the constant strings of a call, or None when anything else stands there."""
    values: list[str] = []
    position = 0
    while match := _ARGUMENT.match(text, position):
        values.append(match[1])
        position = match.end()
        if not match[2]:
            return tuple(values)
    return None


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    """Return the one Markdown reader: CommonMark with tables; every link is let through to be checked here."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    reader.validateLink = bool  # type: ignore[method-assign,assignment]
    reader.normalizeLink = str  # type: ignore[method-assign,assignment]
    reader.add_render_rule("th_open", _open_header)
    return reader


def _open_header(*_: object) -> str:
    return '<th scope="col">'


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or []


def _check_tokens(tokens: list[Token], source: str) -> Iterator[Textfel]:
    """Yield a fault for each thing that the dialect does not have, and for each link that is not allowed."""
    for token in _flat(tokens):
        kind = token.type.removesuffix("_open") if token.type.startswith("heading") else token.type
        if kind in _REFUSED:
            code, message, hint = _REFUSED[kind]
            yield Textfel(code, _needle(token, source), 0, message, hint)
        elif token.type == "list_item_open" and token.level > MAX_LEVEL:
            hint = "Dela upp kravet, eller gör listan plattare."
            yield Textfel("K608", _needle(token, source), 0, "Listan har fler än fyra nivåer", hint)
        elif token.type == "link_open" and "title" in token.attrs:
            title = str(token.attrs["title"])
            yield Textfel("K608", title[:40], 0, "Länken har en titel, som inte trycks", "Ta bort titeln.")
        elif token.type == "link_open" and not _LINK.fullmatch(href := str(token.attrs.get("href", ""))):
            hint = "Använd en adress som börjar med https:// eller mailto:, eller #id för ett krav."
            yield Textfel("K609", href[:60], 0, f"Länken går till ”{href[:40]}”", hint)
        elif token.nesting >= 0 and token.type not in _INLINE | _BLOCKS:
            yield Textfel(
                "K608", _needle(token, source), 0, "Texten använder Markdown som inte finns här", "Skriv om stycket."
            )


def _needle(token: Token, source: str) -> str:
    if token.map:
        line = source.split("\n")[token.map[0]].strip()
        return line[:40]
    if token.type == "image":
        return f"![{token.content}"[:40]
    return token.content.strip()[:40] if token.content else ""


def _plain(tokens: list[Token]) -> Iterator[str]:
    """Yield each block's words in order of reading."""
    for token in tokens:
        if token.type == "inline":
            yield "".join(" " if child.type.endswith("break") else child.content for child in token.children or [])


def _markers(tokens: list[Token]) -> Iterator[str]:
    """Yield what stands before each block's words: a bullet, a number, or nothing."""
    lists: list[int | None] = []
    marker = ""
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            number = lists[-1]
            marker = "•" if number is None else f"{number}."
            lists[-1] = None if number is None else number + 1
        elif token.type == "inline":
            yield marker
            marker = ""


def fill(fragment: Fragment, resolve: Callable[[Uttryck], Varde]) -> tuple[str, tuple[str, ...]]:
    """Return the fragment's HTML and plain blocks with each expression replaced by what it means."""
    if not fragment.uttryck:
        return fragment.html, fragment.plain
    values = [resolve(item) for item in fragment.uttryck]
    html = _MARK.sub(lambda match: _as_html(values[int(match[1])]), fragment.html)
    return html, tuple(_MARK.sub(lambda match: values[int(match[1])].text, block) for block in fragment.plain)


def _as_html(value: Varde) -> str:
    words = escape(value.text, quote=False)
    return f'<a href="{escape(value.href)}">{words}</a>' if value.href else words
