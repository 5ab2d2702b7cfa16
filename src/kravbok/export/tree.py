"""Small tools for pandoc's syntax tree: its nodes are plain dictionaries with a type `t` and a content `c`."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

Node: TypeAlias = dict[str, Any]
Again: TypeAlias = Callable[[Iterable[Node]], list[Node]]
Change: TypeAlias = Callable[[Node, Again], list[Node] | None]

BLANKS = frozenset({"Space", "SoftBreak", "LineBreak"})
LEAVES = BLANKS | {"HorizontalRule"}


def rebuild(nodes: Iterable[Node], change: Change) -> list[Node]:
    """Return new nodes: `change` is given each one from the root down and says what stands in its place.

    None keeps the node and goes on to what it holds; a change that answers goes on with the function it is given.
    """

    def again(inner: Iterable[Node]) -> list[Node]:
        return rebuild(inner, change)

    built: list[Node] = []
    for node in nodes:
        changed = [node] if node["t"] in LEAVES else change(node, again)
        built.extend([rebuild_inside(node, again)] if changed is None else changed)
    return built


def rebuild_inside(node: Node, again: Again) -> Node:
    """Return the node itself, with each run of nodes that it holds rebuilt."""
    content = node.get("c")
    return {"t": node["t"], "c": _rebuild_content(content, again)} if isinstance(content, list) else node


def _rebuild_content(content: list[Any], again: Again) -> list[Any]:
    """Return the content with its nodes rebuilt, and its attributes and numbers as they are."""
    if content and all(isinstance(part, dict) and "t" in part for part in content):
        return again(content)
    return [_rebuild_content(part, again) if isinstance(part, list) else part for part in content]


def plain_text(content: object) -> str:
    """Return the words of a node or of nested nodes, with single blanks where the tree has breaks."""
    if isinstance(content, list):
        return "".join(map(plain_text, content))
    if not isinstance(content, dict):
        return ""
    kind = content.get("t")
    if kind == "Str":
        return str(content["c"])
    if kind in BLANKS:
        return " "
    if kind == "Code":
        return str(content["c"][1])
    return plain_text(content.get("c"))


def classes(node: Node) -> list[str]:
    """Return the classes of a Div, Span or Table."""
    return list(node["c"][0][1])


def identifier(node: Node) -> str:
    """Return the id of a Div, Span or Table, empty when it has none."""
    return str(node["c"][0][0])


def raw_inline(language: str, text: str) -> Node:
    """Return inline text that the writer of that language passes on untouched: only for text of our own."""
    return {"t": "RawInline", "c": [language, text]}


def styled_block(style: str, blocks: list[Node]) -> Node:
    """Return the blocks in a Word paragraph style."""
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], blocks]}


def styled_inline(style: str, inlines: list[Node]) -> Node:
    """Return the inlines in a Word character style."""
    return {"t": "Span", "c": [["", [], [["custom-style", style]]], inlines]}


def plain(inlines: list[Node]) -> Node:
    """Return a block of text that is no paragraph of its own."""
    return {"t": "Plain", "c": inlines}


def para(inlines: list[Node]) -> Node:
    """Return a paragraph."""
    return {"t": "Para", "c": inlines}


def on_lines(blocks: Iterable[Node]) -> list[Node] | None:
    """Return paragraphs as one, a line each; None when there is more than paragraphs among the blocks."""
    lines: list[Node] = []
    for block in blocks:
        if block["t"] not in ("Para", "Plain"):
            return None
        lines += [*([{"t": "LineBreak"}] if lines else []), *block["c"]]
    return lines
