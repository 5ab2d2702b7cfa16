"""The life of one requirement: what each commit did to its record, followed by id through files and renames.

Records are compared as they are read, not as today's model wants them: a record of an older format has a history too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from kravbok.finding import Finding, Position, finding
from kravbok.git import Forrad, GitFel, open_forrad
from kravbok.history.graf import Commit, read_graf, roles
from kravbok.history.jamfor import Stand, compare, make_stand
from kravbok.reading import read_file
from kravbok.sources import MAX_YAML, File

__all__ = ["Handelse", "Kravliv", "read_liv"]

Slag = Literal["först i git", "fanns i git", "ändrad", "ändrad i efterhand", "flyttad", "borttagen", "åter i git"]


@dataclass(frozen=True, slots=True)
class Handelse:
    """What a commit did to a wording, or to the record (`lydelse` None): empty `commit` and no day when not committed.

    `nycklar` are the keys that differ, `fil` where the record stands after it.
    """

    slag: Slag
    lydelse: int | None
    commit: str = ""
    dag: date | None = None
    nycklar: tuple[str, ...] = ()
    fil: str = ""
    roll: str = ""


@dataclass(frozen=True, slots=True)
class Kravliv:
    """A requirement's life: all that happened in order, and which wording each number means now.

    `lydelser` gives the numbers of the record's wordings of today in their order; other numbers are of wordings that
    are gone. `dagar` has the day that each is or was to hold from, as it was last written.
    """

    id: str
    handelser: tuple[Handelse, ...] = ()
    lydelser: tuple[int, ...] = ()
    dagar: Mapping[int, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    i_git: bool = True


def read_liv(projekt: Path, krav_id: str, nu: Sequence[File] | None) -> Kravliv:
    """Return the life of a requirement up to HEAD and, unless `nu` is None, to the files as they stand now."""
    with open_forrad(projekt) as forrad:
        life = _Life(krav_id)
        try:
            if forrad is not None:
                life.follow(forrad)
            if nu is not None:
                life.add_now(nu)
            named = roles(forrad, dict.fromkeys(item.commit for item in life.events if item.commit)) if forrad else {}
        except GitFel as error:
            fault = finding("K801", Position("krav"), error.message, error.hint)
            return Kravliv(krav_id, findings=(fault,))
    events = tuple(replace(item, roll=named.get(item.commit, "")) for item in life.events)
    now = tuple(number for number, _ in life.last.lydelser) if life.last and not life.last.borta else ()
    return Kravliv(krav_id, events, now, life.seen, tuple(life.findings), forrad is not None)


class _Life:
    """A life being followed, one commit after another."""

    def __init__(self, krav_id: str) -> None:
        self.id = krav_id
        self.written = re.compile(rb"id[\"']?[ \t]*:[ \t]*[\"']?" + re.escape(krav_id.encode()) + rb"(?![0-9A-Za-z-])")
        self.events: list[Handelse] = []
        self.findings: list[Finding] = []
        self.seen: dict[int, str] = {}
        self.last: Stand | None = None

    def follow(self, forrad: Forrad) -> None:
        """Follow the record through every commit of krav/."""
        commits, border = read_graf(forrad), forrad.shallow()
        blobs = (blob for commit in commits for _, blob in commit.filer if blob)
        read = (
            (blob, self._find(data))
            for blob, data in forrad.objects("blob", blobs, MAX_YAML)
            if self.written.search(data)
        )
        posts = {blob: post for blob, post in read if post != {}}
        holders: dict[str, Mapping[str, str]] = {}
        stands: dict[str, Stand | None] = {}
        for commit in commits:
            before = holders.get(commit.fore[0], {}) if commit.fore else {}
            holders[commit.hash] = self._holders(before, commit, posts)
            post = self._post(holders[commit.hash], posts)
            stands[commit.hash] = self._step([stands.get(name) for name in commit.fore], post, commit, border)
        self.last = stands[commits[-1].hash] if commits else None
        if border:
            message = "Den här klonen är grund: det som hände före dess början syns inte"
            hint = "Hämta hela historiken: git fetch --unshallow."
            self.findings.append(finding("K807", Position("krav"), message, hint))

    def add_now(self, files: Sequence[File]) -> None:
        """Add the files as they stand now, if they differ from the last commit."""
        found = ((file.path, self._find(file.data)) for file in files if self.written.search(file.data))
        holding = [(path, post) for path, post in found if post != {}]
        read = next(((path, post) for path, post in holding if post is not None), None)
        if read is not None or not holding:
            self.last = self._step([self.last], read, None, frozenset())

    def _find(self, data: bytes) -> dict[str, Any] | None:
        """Return the requirement's record in a file as written; empty when it is not there, None if unreadable."""
        documents, faults = read_file(File("", data))
        record = next((item.data for item in documents if item.data.get("id") == self.id), None)
        return record if record is not None or faults else {}

    def _holders(
        self, before: Mapping[str, str], commit: Commit, posts: Mapping[str, dict[str, Any] | None]
    ) -> Mapping[str, str]:
        """Return the files that hold the record after a commit; one that cannot be read counts as it was."""
        after = dict(before)
        for path, blob in commit.filer:
            if blob in posts and posts[blob] is None:
                message = f"I commit {commit.hash[:10]} går {self.id} inte att läsa"
                hint = "Historiken visar kravet som det stod före, tills det går att läsa igen."
                self.findings.append(finding("K805", Position(path), message, hint))
            elif blob in posts:
                after[path] = blob
            else:
                after.pop(path, None)
        return after if after != before else before

    def _post(
        self, holders: Mapping[str, str], posts: Mapping[str, dict[str, Any] | None]
    ) -> tuple[str, dict[str, Any]] | None:
        found = ((path, posts[blob]) for path, blob in sorted(holders.items()))
        return next(((path, post) for path, post in found if post is not None), None)

    def _step(
        self,
        parents: Iterable[Stand | None],
        post: tuple[str, dict[str, Any]] | None,
        commit: Commit | None,
        border: frozenset[str],
    ) -> Stand | None:
        """Return how the record stands after a commit, and note what the commit did to it."""
        known = [stand for stand in parents if stand is not None]
        if post is None:
            if not known or known[0].borta:
                return known[0] if known else None
            if not any(stand.borta for stand in known):
                self._note("borttagen", None, commit, known[0].path)
            return replace(known[0], borta=True, fore=known[0])
        path, data = post
        stand = make_stand(path, data, known[0] if known else None, len(self.seen))
        same = next((item for item in known if item.is_same(stand)), None)
        if same is not None and not known[0].has_been(same):  # a merge that takes a change back is itself one
            return same
        self.seen.update({number: str(wording.get("galler_fran") or wording.get("avses_galla_fran") or "okänt")
                          for number, wording in stand.lydelser})  # fmt: skip
        new: Slag = "fanns i git" if commit is not None and commit.hash in border else "först i git"
        for slag, number, keys in compare(known[0] if known else None, stand, commit.dag if commit else None):
            self._note(new if slag == "först i git" else slag, number, commit, path, keys)
        return stand

    def _note(
        self, slag: Slag, number: int | None, commit: Commit | None, path: str, keys: tuple[str, ...] = ()
    ) -> None:
        name, day = (commit.hash, commit.dag) if commit is not None else ("", None)
        self.events.append(Handelse(slag, number, name, day, keys, path))
