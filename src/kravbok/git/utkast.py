"""Whether the files of a project differ from what is committed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from kravbok.git.forrad import FOLDERS, Forrad, GitFel, open_forrad
from kravbok.sources import File

__all__ = ["is_blob", "is_draft", "lfs_sum"]

_LFS = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n")


def is_draft(root: Path, files: Iterable[File], folders: Sequence[str] = FOLDERS) -> bool:
    """Whether the files differ from those of HEAD, in content or number; never so outside git."""
    with open_forrad(root) as forrad:
        if forrad is None:
            return False
        try:
            committed = {entry.path: entry.hash for entry in forrad.tree(forrad.commit("HEAD"), folders)}
        except GitFel:
            return True
        found = {file.path: file for file in files}
        if found.keys() != committed.keys():
            return True
        return not all(is_blob(forrad, file.data, committed[path]) for path, file in found.items())


def is_blob(forrad: Forrad, data: bytes, name: str) -> bool:
    """Whether bytes are the blob: as they are, with other line endings, or as the file behind an LFS pointer."""
    plain = data.replace(b"\r\n", b"\n")
    if name in (_hash(data, name), _hash(plain, name)):
        return True
    try:
        blob = forrad.blobs([name]).get(name, b"")
    except GitFel:
        return False
    if pointed := lfs_sum(blob):
        return hashlib.sha256(data).hexdigest() == pointed
    return b"\0" not in blob and blob.replace(b"\r\n", b"\n") == plain


def lfs_sum(data: bytes) -> str:
    """Return the SHA-256 of the file that a Git LFS pointer stands for; empty when this is no pointer."""
    pointer = _LFS.match(data[:1024])
    return pointer[1].decode() if pointer else ""


def _hash(data: bytes, name: str) -> str:
    """Return the hash that git gives a blob, of the kind that `name` has."""
    kind = "sha256" if len(name) == 64 else "sha1"
    return hashlib.new(kind, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
