"""The YAML of a project's files, read: one by one as it is asked for, or all of it beside other work."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache

from kravbok.beside import start_beside
from kravbok.finding import Finding, from_list, to_list
from kravbok.places import Document
from kravbok.sources import File

__all__ = ["Lasning", "Last", "read_beside", "read_file"]

Last = tuple[list[Document], list[Finding]]
Lasning = Callable[[File], Last]


def read_file(file: File) -> Last:
    """Return a file's documents and every fault in how it is written."""
    from kravbok.reader import read_documents

    return read_documents(file.path, file.data)


def read_beside(files: Iterable[File]) -> Lasning:
    """Start to read all YAML files in a process of their own; return what then gives each one's documents at once."""
    wanted = {file.path: file for file in files if file.path.endswith(".yaml")}
    answer = start_beside(lambda: _pack(wanted.values()))

    @cache
    def read_all() -> dict[str, Last]:
        found = zip(wanted, json.loads(answer()), strict=True)
        return {
            path: ([Document(*row) for row in documents], [from_list(row) for row in findings])
            for path, (documents, findings) in found
        }

    return lambda file: read_all()[file.path] if file.path in wanted else read_file(file)


def _pack(files: Iterable[File]) -> bytes:
    read = [read_file(file) for file in files]
    rows = [
        ([(item.number, item.line, item.data) for item in documents], [to_list(item) for item in findings])
        for documents, findings in read
    ]
    return json.dumps(rows).encode()
