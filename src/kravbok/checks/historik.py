"""Ids are never used again (K208): what an id stood for in history, if it was removed, is what it stands for now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kravbok.checks.saknas import silence
from kravbok.finding import Finding, Position, Sammanhang, finding
from kravbok.git import GitSaknas, open_forrad
from kravbok.history import Borttagen, read_holders, read_removed
from kravbok.model.krav import Krav
from kravbok.reading import read_file
from kravbok.register import Register
from kravbok.sources import File

__all__ = ["check_git", "check_historik"]


def check_git(root: Path) -> list[Finding]:
    """Return that a project in git cannot have its history read, where there is no git on the machine (K885)."""
    with open_forrad(root) as forrad:
        if forrad is None or forrad.git is not None:
            return []
    missing = GitSaknas()
    message = f"{missing.message}: historien prövas inte, och böckerna märks som utkast"
    return [finding("K885", Position("krav"), message, missing.hint)]


def check_historik(register: Register, root: Path) -> list[Finding]:
    """Return a finding for each id whose record history removed and that now stands for something else, undeclared."""
    if not register.krav:
        return []
    found = {}
    for removed in read_removed(root, frozenset(register.krav)):
        for krav_id, wording in _first_wordings(removed):
            krav = register.krav.get(krav_id)
            if krav is not None and not _lives_on(krav, wording) and not _stayed(root, removed, krav_id, wording):
                found[krav_id] = _reused(register, krav, removed, wording)
    return sorted(silence(register, found.values()))


def _first_wordings(removed: Borttagen) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the id and first wording of each record in a file that was removed."""
    documents, _ = read_file(File(removed.path, removed.data))
    for document in documents:
        wordings = document.data.get("lydelser")
        krav_id = document.data.get("id")
        if isinstance(krav_id, str) and isinstance(wordings, list) and wordings and isinstance(wordings[0], dict):
            yield krav_id, wordings[0]


def _lives_on(krav: Krav, wording: dict[str, Any]) -> bool:
    """Whether any wording of today has the removed one's heading or its text."""
    rubrik, text = _words(wording.get("rubrik")), _words(wording.get("text"))
    return any(_words(item.rubrik) == rubrik or _words(item.text) == text for item in krav.lydelser)


def _stayed(root: Path, removed: Borttagen, krav_id: str, wording: dict[str, Any]) -> bool:
    """Whether the commit took only a file away: the requirement moved, or one of two that had the id gave way."""
    after = read_holders(root, removed.commit, krav_id)
    before = read_holders(root, f"{removed.commit}^", krav_id) if after else {}
    beside = (before.keys() & after.keys()) - {removed.path}
    words = {name: _words(wording.get(name)) for name in ("rubrik", "text")}
    moved = (
        _words(first.get(name)) == words[name]
        for path, data in after.items()
        for holder, first in _first_wordings(Borttagen(path, data, removed.commit))
        if holder == krav_id
        for name in words
    )
    return bool(beside) or any(moved)


def _words(text: object) -> str:
    return " ".join(str(text).split()).casefold()


def _reused(register: Register, krav: Krav, removed: Borttagen, wording: dict[str, Any]) -> Finding:
    message = f"{krav.id} hette ”{str(wording.get('rubrik'))[:60]}” när det togs bort i {removed.commit[:10]}"
    hint = "Ge det nya kravet ett eget id; det gamla tillhör för alltid det krav som fick det först."
    where = (Sammanhang(Position(removed.path), f"så hette filen före {removed.commit[:10]}"),)
    return finding("K208", register.position(krav, "id"), message, hint, where)
