"""A build is found again only when every input and every output is as it was."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kravbok.build import build
from kravbok.finding import Position, finding
from kravbok.settings import MANIFEST, Byggval
from kravbok.unchanged import build_key, find_build, made, remember_build
from kravbok.underlag import gather

GRUND = Path(__file__).parents[1] / "data" / "grund"


def key_of(val: Byggval) -> str | None:
    """The key of a build from the folder as it is now."""
    return build_key(val, gather(val.projekt, val.rev))


@pytest.fixture
def val(tmp_path: Path) -> Byggval:
    """A small project that was just built, and remembered."""
    shutil.copytree(GRUND / "krav", tmp_path / "krav")
    val = Byggval(tmp_path, tmp_path / "build", format=("html", "json"))
    result = build(val)
    assert not result.findings
    remember_build(val, key_of(val), made(1, len(result.utgivningar), val.till, result.filer, result.findings))
    return val


def test_what_has_not_changed_is_found_again(val: Byggval) -> None:
    found = find_build(val, key_of(val))
    assert found is not None
    assert (found.bocker, found.upplagor) == (1, 2)
    assert MANIFEST in found.filer


def _append(name: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n")

    return change


def _first(root: Path, pattern: str) -> Path:
    return min((root / "build").rglob(pattern))


CHANGES: dict[str, Callable[[Path], object]] = {
    "en post": _append("krav/kravbok.yaml"),
    "en ny mall": _append("mallar/bok.css"),
    "en färdig fil": lambda root: _first(root, "*.html").write_bytes(b"x"),
    "en färdig fil borta": lambda root: _first(root, "*.json").unlink(),
    "manifestet": _append(f"build/{MANIFEST}"),
    "en commit": _append(".git/HEAD"),
    "ett länkat arbetsträd": lambda root: (root / ".git").write_text("gitdir: annanstans"),
    "en oläslig post": lambda root: (root / "krav" / "annan.yaml").symlink_to("kravbok.yaml"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_is_built_again(val: Byggval, change: Callable[[Path], object]) -> None:
    change(val.projekt)
    assert find_build(val, key_of(val)) is None


def test_another_choice_is_another_build(val: Byggval) -> None:
    for other in (
        Byggval(val.projekt, val.till, ("provbok",), (), val.format),
        Byggval(val.projekt, val.till, (), ("2021",), val.format),
        Byggval(val.projekt, val.till, (), (), ("html",)),
        Byggval(val.projekt, val.projekt / "annan", (), (), val.format),
        Byggval(val.projekt, val.till, (), (), val.format, "HEAD"),
    ):
        assert find_build(other, key_of(other)) is None


def test_a_build_with_findings_is_made_again_to_show_them(val: Byggval) -> None:
    warning = finding("K210", Position("krav/kravbok.yaml"), "Siffran används inte", "Ta bort den.")
    other = Byggval(val.projekt, val.till, ("provbok",), (), val.format)
    remember_build(other, key_of(other), made(1, 2, val.till, [], [warning]))
    assert find_build(other, key_of(other)) is None


def test_a_whole_build_with_something_else_beside_it_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "krav").mkdir()
    val = Byggval(tmp_path, tmp_path / "build")
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / MANIFEST).write_bytes(b"{}")
    remember_build(val, key_of(val), made(1, 1, val.till, [], []))
    assert find_build(val, key_of(val)) == made(1, 1, val.till, [], [])
    (tmp_path / "build" / "gammal.html").write_bytes(b"")
    assert find_build(val, key_of(val)) is None
