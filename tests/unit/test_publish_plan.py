"""What publishing would do, as data: manifests, plans, the order, and the addresses that never die."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.finding import Finding
from kravbok.publish.adress import Maladress, read_adress
from kravbok.publish.forteckning import (
    MAX_FILES,
    Forteckning,
    ForteckningFel,
    check_folder,
    make_forteckning,
    parse_forteckning,
    read_site_manifest,
    write_site_manifest,
    wrong_path,
)
from kravbok.publish.plan import check_addresses, check_sealed, lasting, make_plan, phase_of, show_plan
from verktyg.webbplatser import SITE, codes, write_site

CASES = Path(__file__).parents[1] / "cases" / "publicera"
SUM = "0" * 64

paths = st.from_regex(r"[a-zåäö0-9-]{1,8}(/[a-z0-9]{1,4}){0,2}\.(html|json|css)", fullmatch=True)
sums = st.text("0123456789abcdef", min_size=64, max_size=64)
files = st.dictionaries(paths, sums, max_size=20)


# The manifest


@pytest.mark.parametrize("path", sorted(CASES.glob("manifest-*.json")), ids=lambda path: path.stem)
def test_a_hostile_manifest_is_refused(path: Path, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(path.read_bytes())
    found = read_site_manifest(tmp_path)
    assert isinstance(found, Finding)
    assert found.code == "K816"


@given(files)
def test_a_manifest_is_read_as_it_was_written(filer: dict[str, str]) -> None:
    made = make_forteckning(filer)
    assert parse_forteckning(made.data) == made
    assert make_forteckning(dict(reversed(filer.items()))).version == made.version


@given(st.text(max_size=12))
def test_a_path_that_is_taken_stays_in_the_folder(path: str) -> None:
    if not wrong_path(path):
        root = Path("/mapp/webbplats")
        assert root in (root / path).parents
        assert ".." not in path.split("/")


def test_a_million_files_are_too_many() -> None:
    filer = {f"{number}.html": SUM for number in range(MAX_FILES + 1)}
    with pytest.raises(ForteckningFel):
        parse_forteckning(make_forteckning(filer).data)
    data = json.dumps({"schema": "kravbok/webbplats/1", "filer": {f"{n}.html": SUM for n in range(1_000_000)}})
    with pytest.raises(ForteckningFel):
        parse_forteckning(data.encode())


def test_nested_json_is_no_manifest() -> None:
    with pytest.raises(ForteckningFel):
        parse_forteckning(b"[" * 100_000)


def test_the_writer_takes_known_sums_and_leaves_the_manifest_out(tmp_path: Path) -> None:
    site = write_site(tmp_path / "webbplats")
    read = write_site_manifest(site)
    (site / "index.html").write_text("ändrad", encoding="utf-8")
    known = write_site_manifest(site, known=read.filer)
    assert known == read
    assert set(known.filer) == set(SITE)
    assert write_site_manifest(site).filer["index.html"] != read.filer["index.html"]


def test_the_folder_is_held_against_its_manifest(tmp_path: Path) -> None:
    site = write_site(tmp_path / "webbplats")
    found = read_site_manifest(site)
    assert isinstance(found, Forteckning)
    assert check_folder(site, found) == []
    (site / "kravbok.css").unlink()
    (site / "index.html").write_text("ändrad", encoding="utf-8")
    (site / "om" / "index.html").unlink()
    (site / "om").rmdir()
    (tmp_path / "annat").mkdir()
    (tmp_path / "annat" / "index.html").write_text(SITE["om/index.html"], encoding="utf-8")
    (site / "om").symlink_to(tmp_path / "annat")
    (site / "ny.html").write_text("ny", encoding="utf-8")
    said = {item.position.path: item.code for item in check_folder(site, found)}
    assert said == {
        "kravbok.css": "K817", "index.html": "K817", "om/index.html": "K817", "ny.html": "K818", "om": "K818",
    }  # fmt: skip


def test_a_link_in_a_build_is_a_fault_of_the_program(tmp_path: Path) -> None:
    site = write_site(tmp_path / "webbplats")
    (site / "lank.html").symlink_to(site / "index.html")
    with pytest.raises(ValueError, match="symbolic link"):
        write_site_manifest(site)


# The plan


@given(files)
def test_the_plan_of_equal_is_empty(filer: dict[str, str]) -> None:
    assert make_plan(filer, filer).steg == ()
    assert make_plan(filer, filer).lika == len(filer)


@given(files, files)
def test_a_plan_applied_is_what_was_wanted(old: dict[str, str], new: dict[str, str]) -> None:
    found = dict(old)
    plan = make_plan(old, new)
    for steg in plan.steg:
        if steg.tecken == "-":
            del found[steg.path]
        else:
            assert (steg.path in found) == (steg.tecken == "~")
            found[steg.path] = new[steg.path]
    assert found == new
    assert len(plan.steg) + plan.lika == len(set(old) | set(new))


def test_a_plan_is_shown_a_line_a_file_and_counted() -> None:
    plan = make_plan({"a": SUM, "b": SUM, "c": SUM}, {"a": SUM, "b": "1" * 64, "d": SUM})
    assert show_plan(plan) == ["~ b", "- c", "+ d", "1 nya, 1 ändrade, 1 borttagna, 1 oförändrade"]


def test_nothing_is_shown_before_what_it_leads_to() -> None:
    order = ["stil/logo.svg", "kravbok.css", "halsoval/2022/index.html", "halsoval/index.html", "index.html"]
    phases = [phase_of(path, new=path in (order[0], order[2])) for path in order]
    assert phases == sorted(phases)
    assert phase_of("sitemap.xml", new=True) > phase_of("om/index.html", new=False)
    assert phase_of("manifest.json", new=False) > phase_of("atom.xml", new=False)


# Addresses


@pytest.mark.parametrize(
    "path",
    [
        "id/HV-PAF-004/index.html",
        "id/HV-PAF-004.json",
        "halsoval/2021/index.html",
        "halsoval/2021.json",
        "halsoval/2021/atom.xml",
        "halsoval/2021/halsoval-2021.pdf",
        "halsoval/2021/HV-PAF-004/fragment.html",
        "halsoval/2021-2022/index.html",
    ],
)
def test_an_address_of_a_requirement_or_an_edition_lasts(path: str) -> None:
    assert lasting(path)


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "index.json",
        "om/index.html",
        "halsoval/index.html",
        "halsoval.json",
        "halsoval/atom.xml",
        "kravbok.css",
        "stil/logo.svg",
        "pagefind/wasm.sv.pagefind",
        "schema/krav.json",
        "jamfor/index.html",
        "jamfor/data/x.json",
    ],
)
def test_other_addresses_may_go(path: str) -> None:
    assert not lasting(path)


def test_a_lost_address_stops() -> None:
    old, new = make_forteckning({"id/A/index.html": SUM, "om/index.html": SUM}), make_forteckning({})
    gone, found = check_addresses(old, new, "mål")
    assert gone == ["id/A/index.html"]
    assert codes(found) == ["K822"]
    assert check_addresses(old, old, "mål") == ([], [])


def test_the_documents_of_a_comparison_may_go_but_never_its_page() -> None:
    """A proposal between two editions is decided: each is compared with that one from then on."""
    pages = {f"bok/{name}/index.html": SUM for name in ("2023", "host-2024", "2025", "2023-2025", "2023-host-2024")}
    documents = {"bok/2023-2025/bok-2023-2025.pdf": SUM, "bok/2023-host-2024/bok-2023-host-2024.csv": SUM}
    kept = {**pages, "bok/2023/bok-2023.pdf": SUM, "bok/2023-2025.json": SUM}
    old, new = make_forteckning({**kept, **documents}), make_forteckning(kept)
    assert check_addresses(old, new, "mål") == ([], [])
    for path in kept:
        without = make_forteckning({name: total for name, total in kept.items() if name != path})
        assert check_addresses(old, without, "mål")[0] == [path]


def test_only_what_is_published_as_sealed_is_held() -> None:
    name = "halsoval/2021/halsoval-2021.pdf"
    old, new = {name: SUM, "halsoval/2021/index.html": SUM}, {name: "1" * 64, "halsoval/2021/index.html": "1" * 64}
    sealed = ["halsoval/2021"]
    found = check_sealed(make_forteckning(old, sealed), make_forteckning(new))
    assert [(item.code, item.position.path) for item in found] == [("K823", name)]
    assert check_sealed(make_forteckning(old), make_forteckning(new, sealed)) == []


@pytest.mark.parametrize(
    "line", (CASES / "adresser.txt").read_text(encoding="utf-8").splitlines(), ids=lambda line: line.split(" => ")[0]
)
def test_an_address_is_read_or_refused(line: str) -> None:
    text, wanted = line.split(" => ")
    found = read_adress(text)
    if isinstance(found, Finding):
        assert found.code == wanted
        assert "hemlig" not in repr(found)
    else:
        assert found.text == wanted


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_a_finding(text: str) -> None:
    assert isinstance(read_adress(text), Finding | Maladress)


@given(st.sampled_from(["sftp", "s3", "webdavs", "https", "ftp"]), st.text("abcö:@/?#%.[]\\ ", max_size=12))
def test_what_stands_before_an_at_sign_is_never_shown(scheme: str, secret: str) -> None:
    found = read_adress(f"{scheme}://konto:hemligt{secret}@server/mapp")
    assert isinstance(found, Finding)
    assert "hemligt" not in repr(found)
