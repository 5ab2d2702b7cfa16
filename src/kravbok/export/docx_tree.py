"""Turns a document's tree into one that pandoc writes as Word with the styles of `mallar/reference.docx`.

A class `kb-notis` becomes the paragraph or character style that the reference file has under that name, å, ä and ö
folded; a class without a style changes nothing.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kravbok.export.changes import marked_like, sign_of
from kravbok.export.columns import Line, set_widths
from kravbok.export.failure import ExportFel
from kravbok.export.headings import ID_CLASS, read_heading
from kravbok.export.letters import text_width
from kravbok.export.picture import Picture
from kravbok.export.together import keep_together
from kravbok.export.tree import (
    Again,
    Node,
    classes,
    identifier,
    on_lines,
    para,
    plain_text,
    raw_inline,
    rebuild,
    rebuild_inside,
    styled_block,
    styled_inline,
)

TABLE_LINE = Line(57.0, 17.0)
"""The line of table text on a page: Word breaks a word that is wider than its column, and puts no hyphen there.

It is 160 mm of 8.5 points; Calibri takes a good nine tenths of the width that is reckoned with.
"""

TAB = raw_inline("openxml", "<w:r><w:tab/></w:r>")
"""A tab stop between a number or a term and what follows it."""

KEEP = raw_inline("openxml", "<w:keepNext/>")

LEFT = 1134
"""Where the running text begins, in twentieths of a point: the numbers stand to the left of it."""

TERM_WIDTHS = (10.5, 24.0)
"""The least and the greatest width of a column of terms, in em; a longer term stands on a line of its own."""

TERM_GAP = 1.0
"""The blank between a term and its explanation, in em."""

DEFAULT_LIST = "Uppgifter"
DEFAULT_SIZE = 10.5
LISTS = ("OrderedList", "BulletList")


@dataclass(frozen=True)
class Styles:
    """The names of the reference file's styles by folded name, each kind of style apart."""

    paragraph: Mapping[str, str]
    character: Mapping[str, str]
    table: Mapping[str, str]
    sizes: Mapping[str, float]
    """The size of each style's letters in points, where it has one of its own."""

    def for_block(self, node: Node) -> str | None:
        """Return the paragraph style of a Div, if one of its classes names one."""
        return _first(self.paragraph, classes(node))

    def for_table(self, node: Node) -> str | None:
        """Return the table style of the table in a Div, if one of the Div's classes names one."""
        return _first(self.table, classes(node))

    def for_text(self, node: Node) -> str | None:
        """Return the character style of a Span, if one of its classes names one."""
        return _first(self.character, classes(node))


def docx_blocks(blocks: Iterable[Node], styles: Styles, pictures: Mapping[str, Picture]) -> list[Node]:
    """Return the blocks for Word; `pictures` holds each picture that the document names."""
    return rebuild(keep_together(list(blocks)), _Change(styles, pictures))


def fold(name: str) -> str:
    """Return the name of a style as a class writes it."""
    return name.lower().replace(" ", "-").translate(str.maketrans("åäö", "aao"))


def _first(names: Mapping[str, str], wanted: Iterable[str]) -> str | None:
    return next((names[name] for name in (each.removeprefix("kb-") for each in wanted) if name in names), None)


@dataclass(frozen=True)
class _Change:
    """What becomes of each kind of node."""

    styles: Styles
    pictures: Mapping[str, Picture]

    def __call__(self, node: Node, again: Again) -> list[Node] | None:
        if node["t"] in ("RawBlock", "RawInline", "Math"):
            message = f"texten innehåller {node['t']}, som inte får nå Word"
            raise ExportFel(message)
        changes: Mapping[str, Callable[[Node, Again], list[Node]]] = {
            "Div": self._division,
            "Span": self._span,
            "Header": _heading,
            "Image": self._image,
            "Table": _table,
            "DefinitionList": lambda node, again: self._definitions(node, again, DEFAULT_LIST),
            "Keep": lambda _node, _again: [KEEP],
        }
        change = changes.get(node["t"])
        return change(node, again) if change else None

    def _division(self, node: Node, again: Again) -> list[Node]:
        if "kb-innehall" in classes(node):
            return _contents(node["c"][1], again)
        style = self.styles.for_block(node)
        inner = self._styled(node["c"][1], style, again) if style else again(node["c"][1])
        if (look := self.styles.for_table(node)) is not None:
            inner = [_looking(block, look) for block in inner]
        return [{"t": "Div", "c": [[identifier(node), [], []], inner]}] if identifier(node) else inner

    def _styled(self, blocks: Iterable[Node], style: str, again: Again) -> list[Node]:
        """Return the blocks in a style: text and definition lists take it, lists and tables keep their own."""
        built: list[Node] = []
        for block in blocks:
            if block["t"] == "DefinitionList":
                built += self._definitions(block, again, style)
            elif block["t"] in ("Para", "Plain"):
                built.append(styled_block(style, again([block])))
            else:
                built += again([block])
        return built

    def _span(self, node: Node, again: Again) -> list[Node]:
        attributes, inlines = node["c"]
        if sign_of(node):
            return [{"t": "Span", "c": [attributes, again(inlines)]}]
        style = self.styles.for_text(node)
        inner = [styled_inline(style, again(inlines))] if style else again(inlines)
        return [{"t": "Span", "c": [[identifier(node), [], []], inner]}] if identifier(node) else inner

    def _image(self, node: Node, _again: Again) -> list[Node]:
        """Return the picture with its bytes in its address, so that pandoc reads no file."""
        (name, names, _), alternative, (source, title) = node["c"]
        picture = self.pictures[source]
        address = f"data:{picture.kind};base64,{b64encode(picture.content).decode()}"
        size = [["width", picture.width]] if picture.width else []
        return [{"t": "Image", "c": [[name, names, size], alternative, [address, title]]}]

    def _definitions(self, node: Node, again: Again, style: str) -> list[Node]:
        """Return a line for each term: the term, a tab, the explanation; lists and tables in it stand below."""
        least, most = TERM_WIDTHS
        widths = [text_width(plain_text(term)) + TERM_GAP for term, _ in node["c"]]
        column = max([least, *(width for width in widths if width <= most)])
        place = _column(round(column * self.styles.sizes.get(style, DEFAULT_SIZE) * 20))
        built: list[Node] = []
        for (term, explanations), width in zip(node["c"], widths, strict=True):
            blocks = [block for blocks in explanations for block in again(blocks)]
            lines = on_lines(blocks)
            strong = {"t": "Strong", "c": again(term)}
            gap = TAB if width <= column else {"t": "LineBreak"}
            built.append(styled_block(style, [para([place, strong, gap, *(lines or [])])]))
            built += blocks if lines is None else []
        return built


def _column(width: int) -> Node:
    """Return the properties of a line whose term stands in a column of that width."""
    return raw_inline("openxml", f'<w:ind w:left="{LEFT + width}" w:hanging="{width}"/>')


def _heading(node: Node, again: Again) -> list[Node]:
    heading = read_heading(node)
    words = again(heading.words)
    if heading.level == 1:
        return [styled_block("Title", [para(words)])]
    number = [*again(heading.number_words), *marked_like(heading.number_words, [TAB])] if heading.number else []
    krav = marked_like(heading.krav_words, [{"t": "Space"}]) if heading.krav else []
    krav += [_krav_id(again(heading.krav_words))] if heading.krav else []
    return [{"t": "Header", "c": [heading.level - 1, [heading.anchor, [], []], [*number, *words, *krav]]}]


def _krav_id(words: list[Node]) -> Node:
    return styled_inline(ID_CLASS.removeprefix("kb-").capitalize(), words)


def _contents(blocks: Iterable[Node], again: Again) -> list[Node]:
    """Return the table of contents as Word's own lines: the field around them is added to the finished file."""
    built: list[Node] = []
    for block in blocks:
        if block["t"] == "Header":
            built.append(styled_block("TOC Heading", [para(again(block["c"][2]))]))
        elif block["t"] in LISTS:
            built += _entries(block, 1, again)
    return built


def _entries(item_list: Node, level: int, again: Again) -> Iterable[Node]:
    for item in item_list["c"][1] if item_list["t"] == "OrderedList" else item_list["c"]:
        for block in item:
            if block["t"] in LISTS:
                yield from _entries(block, level + 1, again)
            else:
                yield styled_block(f"toc {level}", [para([_entry(inline, again) for inline in block["c"]])])


def _entry(inline: Node, again: Again) -> Node:
    """Return a link of the table of contents with its number and its words on either side of a tab."""
    if inline["t"] != "Link":
        return inline
    attributes, inlines, target = inline["c"]
    heading = read_heading({"t": "Header", "c": [0, ["", [], []], inlines]})
    number = [*again(heading.number_words), *marked_like(heading.number_words, [TAB])] if heading.number else []
    return {"t": "Link", "c": [attributes, [*number, *heading.words], target]}


def _looking(block: Node, style: str) -> Node:
    """Return a table in a table style, and any other block as it is."""
    if block["t"] != "Table":
        return block
    (name, names, _), *rest = block["c"]
    return {"t": "Table", "c": [[name, names, [["custom-style", style]]], *rest]}


def _table(node: Node, again: Again) -> list[Node]:
    return [rebuild_inside(set_widths(node, TABLE_LINE), again)]
