"""The commits that touched krav/, parents first, with the files that each changed; no blob is read here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kravbok.git import Forrad, GitFel, read_changes
from kravbok.history.past import day_of
from kravbok.sources import MAX_YAML

__all__ = ["Commit", "read_graf", "roles"]

_AUTHOR = re.compile(rb"^author ([^<\n]*)<([^>\n]*)>", re.MULTILINE)
_MAPPED = re.compile(r"([^<#]*)<([^>]*)>(?:([^<]*)<([^>]*)>)?")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, its day (UTC), the commits before it, and the YAML files it changed: path and blob (empty for none)."""

    hash: str
    dag: date
    fore: tuple[str, ...]
    filer: tuple[tuple[str, str], ...]


def read_graf(forrad: Forrad) -> list[Commit]:
    """Return every commit up to HEAD that touched krav/, parents first; files are compared with the first parent."""
    folder = f"{forrad.prefix}krav"
    history = ("--parents", "--timestamp", "--full-history", "--topo-order", "--reverse")
    rows = [line.split() for line in forrad.run("rev-list", *history, "HEAD", "--", folder).decode().splitlines()]
    files: dict[str, list[tuple[str, str]]] = {}
    for item in read_changes(forrad, [(row[1], row[2] if len(row) > 2 else "") for row in rows], "krav"):
        files.setdefault(item.commit, []).append((item.path, item.efter))
    return [Commit(row[1], day_of(int(row[0])), tuple(row[2:]), tuple(files.get(row[1], ()))) for row in rows]


def roles(forrad: Forrad, commits: Iterable[str]) -> dict[str, str]:
    """Return the role that .mailmap gives the author of each commit; an author that it does not name has none."""
    mapped = dict(_mailmap(forrad))
    if not mapped:
        return {}
    found = {}
    for commit, data in forrad.objects("commit", commits, MAX_YAML):
        if match := _AUTHOR.search(data):
            name, address = (part.decode("utf-8", "replace").strip().casefold() for part in match.groups())
            found[commit] = mapped.get((name, address)) or mapped.get(("", address), "")
    return {commit: role for commit, role in found.items() if role}


def _mailmap(forrad: Forrad) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the name and address of an author and the role for them, as HEAD's .mailmap has it (gitmailmap(5))."""
    for place in dict.fromkeys((f"{forrad.prefix}.mailmap", ".mailmap")):
        try:
            blob = forrad.run("rev-parse", "--verify", "--quiet", f"HEAD:{place}").decode().strip()
            text = forrad.blobs([blob], MAX_YAML).get(blob, b"").decode("utf-8", "replace")
        except GitFel:
            continue
        for line in text.splitlines():
            if (match := _MAPPED.match(line)) and match[1].strip():
                own = (match[3] or "", match[4]) if match[4] is not None else ("", match[2])
                yield (own[0].strip().casefold(), own[1].strip().casefold()), " ".join(match[1].split())
        return
