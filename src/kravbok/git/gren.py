"""Where a branch began: the commit that it shares with the branch it is to be merged into."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kravbok.finding import Finding, Position, finding
from kravbok.git.forrad import Forrad, GitFel, open_forrad

__all__ = ["Grenpunkt", "find_grenpunkt"]


@dataclass(frozen=True, slots=True)
class Grenpunkt:
    """Full hashes: the commit shared by both branches, and where each of them stands now."""

    grund: str
    bas: str
    gren: str


def find_grenpunkt(root: Path, bas: str, rev: str) -> Grenpunkt | Finding:
    """Return where the branch that ends in `rev` left `bas`; a finding when that cannot be told from what is here."""
    with open_forrad(root) as forrad:
        if forrad is None:
            return _fault("K801", "Mappen ligger inte i git", "Kör git init, och granska sedan en gren.")
        try:
            base, branch = _base(forrad, bas), forrad.commit(rev)
        except GitFel as error:
            return _fault("K801", error.message, error.hint)
        try:
            shared = forrad.run("merge-base", base, branch).decode().split()[0]
        except (GitFel, IndexError):
            return _without_grund(bas, shallow=bool(_shallow(forrad)))
    return Grenpunkt(shared, base, branch)


def _base(forrad: Forrad, bas: str) -> str:
    """Return the commit of a branch; a clone made for one branch knows the others only as origin's."""
    try:
        return forrad.commit(bas)
    except GitFel as missing:
        try:
            return forrad.commit(f"origin/{bas}")
        except GitFel:
            raise missing from None


def _shallow(forrad: Forrad) -> frozenset[str]:
    try:
        return forrad.shallow()
    except GitFel:
        return frozenset()


def _without_grund(bas: str, *, shallow: bool) -> Finding:
    message = f"Det går inte att se var grenen lämnade {bas[:60]}"
    if shallow:
        hint = "Klonen är grund. Hämta hela historiken: fetch-depth: 0 i arbetsflödet, eller git fetch --unshallow."
        return _fault("K870", message, hint)
    return _fault("K870", f"{message}: de har ingen gemensam historik", "Ange den gren som din gren gjordes från.")


def _fault(code: str, message: str, hint: str) -> Finding:
    return finding(code, Position("krav"), message, hint)
