"""The store of sealed files: what is found in it, in the work tree and in commits, and what the build takes from it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.arkiv import lasning
from kravbok.arkiv.lasning import digests, list_arkiv
from kravbok.build import build
from kravbok.check import check_underlag
from kravbok.checks.forseglingar import check_forseglingar
from kravbok.codes import Allvar
from kravbok.finding import Finding
from kravbok.kontroll import run_kontroll
from kravbok.loader import load_register
from kravbok.seal.forsegling import ForseglingFel, files_checksum, parse_forsegling, to_bytes
from kravbok.settings import Byggval
from kravbok.unchanged import build_key, find_build, made, remember_build
from kravbok.underlag import gather
from verktyg import arkiverade as a
from verktyg import forseglade as f
from verktyg.arkiverade import BILD, FOLDER, HTML, STORED, in_store, pointer, stored
from verktyg.bygge import files_in
from verktyg.fall import DATUM
from verktyg.forseglade import BLAD, PAF_2, SEAL, change, found, save_commit, sealed, text
from verktyg.gitrepo import commit, git, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The project with a stored edition, committed."""
    save_commit(tmp_path, stored())
    return tmp_path


def codes(root: Path, rev: str | None = None) -> list[str]:
    return sorted(f"{item.code} {item.position.path}" for item in in_store(root, rev))


def html(root: Path, rev: str | None = None) -> Byggval:
    return Byggval(root, root / "build", format=("html",), rev=rev)


def all_codes(root: Path) -> list[str]:
    """The errors that a check of the whole finds in a folder."""
    return [item.code for item in check_underlag(gather(root), projekt=root)[1] if item.severity is Allvar.FEL]


# What is found


def test_a_store_that_is_as_it_was_sealed_is_well(root: Path) -> None:
    assert codes(root) == codes(root, "HEAD") == []
    assert all_codes(root) == []


def remove(path: str) -> Callable[[Path], object]:
    return lambda root: (root / path).unlink()


def put(path: str, data: bytes) -> Callable[[Path], object]:
    return lambda root: write(root, {path: data})


def link(root: Path) -> None:
    (root / HTML).unlink()
    (root / HTML).symlink_to(root / BILD)


def link_folder(root: Path) -> None:
    (root / FOLDER).rename(root / "annan")
    (root / FOLDER).symlink_to(root / "annan")


def link_store(root: Path) -> None:
    (root / "arkiv").rename(root / "annan")
    (root / "arkiv").symlink_to(root / "annan")


def forget(root: Path) -> None:
    """The store and the seal's list taken away together."""
    write(root, {SEAL: sealed()[SEAL]})
    for path in (HTML, BILD):
        (root / path).unlink()


CHANGED: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "en fil borta": (remove(HTML), [f"K914 {HTML}"]),
    "en bild borta": (remove(BILD), [f"K914 {BILD}"]),
    "en byte annan": (put(HTML, STORED["provbok-2021.html"] + b" "), [f"K915 {HTML}"]),
    "tom": (put(HTML, b""), [f"K915 {HTML}"]),
    "radslut": (put(HTML, STORED["provbok-2021.html"].replace(b"\n", b"\r\n")), [f"K915 {HTML}"]),
    "en fil till": (put(f"{FOLDER}/provbok-2021.pdf", b"x"), [f"K916 {FOLDER}/provbok-2021.pdf"]),
    "en upplaga till": (put("arkiv/provbok/2022/a.pdf", b"x"), ["K916 arkiv/provbok/2022"]),
    "en annan bok": (put("arkiv/x/2021/a/b.pdf", b"x"), ["K916 arkiv/x/2021"]),
    "en fil ovanför": (put("arkiv/LÄS.txt", b"x"), ["K916 arkiv/LÄS.txt"]),
    "en dold fil": (put("arkiv/.gitattributes", b"* binary\n"), []),
    "en pekare": (put(HTML, pointer(STORED["provbok-2021.html"])), [f"K917 {HTML}"]),
    "en pekare till en annan fil": (put(HTML, pointer(b"x")), [f"K915 {HTML}"]),
    "en länk": (link, [f"K005 {HTML}", f"K914 {HTML}"]),
    "en länkad mapp": (link_folder, [f"K005 {FOLDER}", f"K914 {BILD}", f"K914 {HTML}"]),
    "ett sammansatt namn": (
        put("arkiv/provbok/2021/a\u030a.pdf", b"x"), ["K006 arkiv/provbok/2021/a\u030a.pdf"],
    ),
    "för djupt": (put(f"{FOLDER}/a/b/c/d/e/f.pdf", b"x"), [f"K007 {FOLDER}/a/b/c/d/e"]),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "expected"), CHANGED.values(), ids=CHANGED)
@pytest.mark.parametrize("rev", [None, "HEAD"], ids=["i mappen", "i en commit"])
def test_what_differs_from_the_seals_is_found(
    root: Path, edit: Callable[[Path], object], expected: list[str], rev: str | None
) -> None:
    edit(root)
    if rev:
        commit(root, {})
    assert codes(root, rev) == expected


def test_the_store_itself_may_not_be_a_link(root: Path) -> None:
    link_store(root)
    assert codes(root) == ["K005 arkiv", f"K914 {BILD}", f"K914 {HTML}"]


def test_a_fifo_is_not_waited_for(root: Path) -> None:
    (root / HTML).unlink()
    os.mkfifo(root / HTML)
    assert codes(root) == [f"K004 {HTML}"]


def test_a_file_that_is_too_large_is_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lasning, "MOST", 8)
    assert codes(root) == [f"K002 {HTML}"]
    assert codes(root, "HEAD") == [f"K002 {HTML}", f"K914 {HTML}"]


def test_a_large_file_is_read_from_a_commit(tmp_path: Path) -> None:
    large = b"x" * (20 * 1024 * 1024)
    save_commit(tmp_path, a.list_files(sealed(), SEAL, {"provbok-2021.pdf": large}))
    assert codes(tmp_path, "HEAD") == []


def test_nothing_is_opened_until_somebody_asks(root: Path) -> None:
    files, findings = list_arkiv(root)
    assert findings == []
    for file in files:
        (root / file.path).unlink()
    assert [file.path for file in files] == [BILD, HTML]
    assert all(isinstance(file.hash, Finding) and file.hash == file.read() for file in files)


def test_a_file_that_cannot_be_read_is_no_file_in_a_key(root: Path) -> None:
    files, _ = list_arkiv(root)
    whole = list(digests(files))
    gone, _ = list_arkiv(root)
    (root / HTML).unlink()
    different = [one != other for one, other in zip(whole, digests(gone), strict=True)]
    assert [name.decode() for name in whole[::2]] == [BILD, HTML]
    assert different == [False, False, False, True]


def test_the_commit_that_changed_a_file_is_named(root: Path) -> None:
    guilty = commit(root, {HTML: b"annat"})
    commit(root, {"README.md": "x"})
    [fault] = in_store(root)
    assert (fault.code, guilty[:10] in fault.message) == ("K915", True)
    write(root, {HTML: STORED["provbok-2021.html"], BILD: b"annat"})
    [fault] = in_store(root)
    assert (fault.position.path, "commit" in fault.message) == (BILD, False)


def test_the_finding_shows_the_line_of_the_seal(root: Path) -> None:
    (root / HTML).unlink()
    [fault] = in_store(root)
    [where] = fault.related
    row = text(stored(), SEAL).split("\n")[where.position.line - 1]
    assert '"provbok-2021.html": "' in row


# The seal's list in git


def test_the_list_of_a_seal_stands_as_it_first_did(root: Path) -> None:
    other = a.list_files(sealed(), SEAL, {**STORED, "provbok-2021.html": b"en annan bok"})
    save_commit(root, other)
    write(root, {HTML: b"en annan bok"})
    register = load_register(gather(root).krav)[0]
    assert [item.code for item in check_forseglingar(register, root)] == ["K909"]


def test_a_list_that_is_taken_away_is_found(root: Path) -> None:
    forget(root)
    assert all_codes(root) == ["K909"]


def test_a_list_cannot_be_added_later(tmp_path: Path) -> None:
    save_commit(tmp_path, sealed())
    write(tmp_path, stored())
    assert all_codes(tmp_path) == ["K909"]


def test_the_next_seal_counts_the_list() -> None:
    both = f.seal(f.decide_2022(stored_yaml()), "provbok", "2022")
    path = "krav/forseglingar/provbok-2022.json"
    first, second = (parse_forsegling(text(both, name).encode()) for name in (SEAL, path))
    assert second.foregaende is not None
    assert second.foregaende.filer == files_checksum(first) is not None
    assert found(both) == []
    other = a.list_files(both, SEAL, {**STORED, "provbok-2021.html": b"en annan bok"})
    assert [f"{item.code} {item.position.path}" for item in found(yaml_of(other))] == [f"K908 {path}"]
    assert [item.code for item in found({**yaml_of(both), SEAL: sealed()[SEAL]})] == ["K908"]


def yaml_of(files: f.Files) -> f.Files:
    return {path: data for path, data in files.items() if path.startswith("krav/")}


def stored_yaml() -> f.Files:
    return yaml_of(stored())


def test_a_seal_without_files_is_written_as_before() -> None:
    data = text(sealed(), SEAL).encode()
    assert to_bytes(parse_forsegling(data)) == data
    assert b"filer" not in data
    again = text(stored(), SEAL).encode()
    assert to_bytes(parse_forsegling(again)) == again
    assert parse_forsegling(again).kontrollsumma == parse_forsegling(data).kontrollsumma


@pytest.mark.parametrize(
    "names",
    [
        {}, [], {"../x.pdf": "0" * 64}, {"/x": "0" * 64}, {"a//b": "0" * 64}, {"a/../../x": "0" * 64}, {"": "0" * 64},
        {".dold": "0" * 64}, {"a\\b": "0" * 64}, {"C:x": "0" * 64}, {"a\u0000": "0" * 64}, {"\u202ex": "0" * 64},
        {"a/b/c/d/e/f/g.pdf": "0" * 64}, {"x.pdf": "0"}, {"x.pdf": None}, {"x.pdf": "A" * 64}, {"x/": "0" * 64},
    ],
)  # fmt: skip
def test_a_list_that_means_harm_makes_no_seal(names: object) -> None:
    whole = {**json.loads(text(sealed(), SEAL)), "filer": names}
    with pytest.raises(ForseglingFel):
        parse_forsegling(json.dumps(whole).encode())


PARTS = st.text(st.sampled_from("a.-/\\:\0\n å"), max_size=12)


@given(PARTS)
def test_no_name_that_a_list_may_have_leads_out_of_the_folder(name: str) -> None:
    whole = {**json.loads(text(sealed(), SEAL)), "filer": {name: "0" * 64}}
    try:
        listed = parse_forsegling(json.dumps(whole).encode()).filer
    except ForseglingFel:
        return
    assert listed == {name: "0" * 64}
    folder = Path("/arkiv/bok/2021")
    assert Path(os.path.normpath(folder / name)).relative_to(folder).as_posix() == name


# The build


def test_the_build_takes_the_stored_files(root: Path) -> None:
    write(root, {"mallar/bok.css": "p { color: red }\n"})
    for rev in (None, "HEAD"):
        result = build(html(root, rev))
        assert result.findings == ()
        assert files_in(root / "build/provbok/2021") == STORED
        assert b"Provbok" in (root / "build/provbok/2022/provbok-2022.html").read_bytes()


def test_a_commit_is_built_from_its_own_store(root: Path) -> None:
    old = git(root, "rev-parse", "HEAD")
    (root / HTML).unlink()
    commit(root, {})
    assert [item.code for item in build(html(root)).findings] == ["K914"]
    assert build(html(root, old)).findings == ()
    assert files_in(root / "build/provbok/2021") == STORED


def test_before_the_seal_the_book_is_made(tmp_path: Path) -> None:
    old = save_commit(tmp_path, sealed())
    save_commit(tmp_path, stored())
    assert build(html(tmp_path, old)).findings == ()
    assert b"Provbok" in (tmp_path / "build/provbok/2021/provbok-2021.html").read_bytes()


def test_only_the_formats_that_are_asked_for_are_taken(tmp_path: Path) -> None:
    save_commit(tmp_path, a.list_files(sealed(), SEAL, {**STORED, "provbok-2021.json": b"{}"}))
    assert build(Byggval(tmp_path, tmp_path / "build", format=("json",))).findings == ()
    assert files_in(tmp_path / "build/provbok/2021") == {"provbok-2021.json": b"{}"}


def test_a_broken_store_stops_the_build_and_the_last_one_stands(root: Path) -> None:
    build(html(root))
    before = files_in(root / "build")
    write(root, {HTML: b"x", PAF_2: text(sealed(), PAF_2) + "# en kommentar\n"})
    result = build(html(root))
    assert ([item.code for item in result.findings], result.filer) == (["K915"], ())
    assert files_in(root / "build") == before


def test_a_file_that_changes_between_check_and_copy_is_not_taken(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    underlag = gather(root)
    assert not any(isinstance(file.hash, Finding) for file in underlag.arkiv)
    monkeypatch.undo()
    write(root, {HTML: b"x"})
    result = build(html(root), underlag=underlag)
    assert ([item.code for item in result.findings], result.filer) == (["K915"], ())


def test_an_unchanged_build_knows_the_store(root: Path) -> None:
    val = html(root)
    result = build(val)
    key = build_key(val, gather(root))
    remember_build(val, key, made(1, 2, val.till, result.filer, result.findings))
    assert find_build(val, build_key(val, gather(root))) is not None
    write(root, {HTML: b"x"})
    assert find_build(val, build_key(val, gather(root))) is None


def test_an_unchanged_check_knows_the_store(root: Path) -> None:
    assert run_kontroll(root, DATUM).findings == run_kontroll(root, DATUM).findings
    (root / HTML).unlink()
    assert "K914" in [item.code for item in run_kontroll(root, DATUM).findings]


# Corrections


def test_a_correction_stands_beside_the_sealed_files(root: Path) -> None:
    corrected = change(stored(), PAF_2, "tak: 10 000 kr", "tak: 100 000 kr")
    save_commit(root, {**corrected, "krav/register/rattelseblad/RB-1.yaml": BLAD})
    result = build(html(root))
    assert [item for item in result.findings if item.severity.value == "fel"] == []
    built = files_in(root / "build/provbok/2021")
    rattad = {name: data for name, data in built.items() if name.startswith("rattad/")}
    assert {name: data for name, data in built.items() if name not in rattad} == STORED
    assert sorted(rattad) == ["rattad/filer/kedja.svg", "rattad/provbok-2021-rattad.html"]
    words = rattad["rattad/provbok-2021-rattad.html"].decode()
    assert "Rättelse RB-1" in words
    assert "100\N{NO-BREAK SPACE}000" in words


def test_without_a_correction_nothing_stands_beside(root: Path) -> None:
    build(html(root))
    assert not (root / "build/provbok/2021/rattad").exists()
