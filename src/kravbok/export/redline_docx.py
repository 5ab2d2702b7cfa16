"""Writes a redline as a Word file with real tracked changes, and the reason for each as a comment."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from lxml import etree

from kravbok.dokument import Dokument
from kravbok.export.docx import write_docx
from kravbok.export.docx_changes import finish_changes
from kravbok.export.docx_comments import add_comments
from kravbok.export.pandoc import Ast
from kravbok.export.redline_tree import word_tree
from kravbok.templates import Mallar
from kravbok.view.redline_delar import Kommentar

__all__ = ["write_redline_docx"]

DOCUMENT = "word/document.xml"
COMMENTS = "word/comments.xml"
"""A part that pandoc always writes, empty, with all that leads to it."""


def write_redline_docx(
    dokument: Dokument, ast: Ast, path: Path, mallar: Mallar, kommentarer: Sequence[Kommentar]
) -> None:
    """Write the redline to `path`; raises ExportFel when it cannot be made."""
    write_docx(dokument, word_tree(ast), path, mallar, partial(_finish, kommentarer=kommentarer))


def _finish(parts: dict[str, bytes], kommentarer: Sequence[Kommentar]) -> dict[str, bytes]:
    root = etree.fromstring(parts[DOCUMENT])
    comments = add_comments(root, kommentarer)
    finish_changes(root)
    document = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return {**parts, DOCUMENT: document, COMMENTS: comments}
