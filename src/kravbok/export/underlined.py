"""Shows changes as underlined and struck words that stay: in a document of changes they are not for Word to accept."""

from __future__ import annotations

from kravbok.export.pandoc import Ast
from kravbok.export.tree import Again, Node, classes, rebuild

__all__ = ["underline_changes"]

_LOOKS = {"insertion": "Underline", "deletion": "Strikeout"}


def underline_changes(ast: Ast) -> Ast:
    """Return the document with added words underlined and struck words struck, as plain looks."""
    return Ast(tuple(rebuild(ast.blocks, _change)))


def _change(node: Node, again: Again) -> list[Node] | None:
    if node["t"] != "Span":
        return None
    look = next((_LOOKS[name] for name in classes(node) if name in _LOOKS), None)
    return [{"t": look, "c": again(node["c"][1])}] if look else None
