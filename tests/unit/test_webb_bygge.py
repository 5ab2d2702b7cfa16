"""A site made after a change is the one that would be made from nothing, and what lies in a build is never trusted."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.flera import make_flera
from bench.poster import make_kapitel
from bench.runs import make_verktyg
from kravbok.build import build
from kravbok.cache import NAME, Cache, Summor, read_summor
from kravbok.settings import Byggval
from verktyg.bygge import copy_project, files_in

ETT = "krav/provbok/tillganglighet/PR-TILL-003.yaml"
"""A requirement with the same wording in all editions."""
HANVISAT = "krav/provbok/allmant/PR-ALLM-004.yaml"
"""A requirement that others refer to."""
NYTT = "krav/provbok/allmant/PR-ALLM-001.yaml"
"""A requirement with a new wording in the second edition."""


def valda(projekt: Path) -> Byggval:
    """A build of the site alone."""
    return Byggval(projekt, projekt / "build", format=("webbplats",))


def make(projekt: Path) -> dict[str, bytes]:
    """The files of the site after a build, by address."""
    result = build(valda(projekt))
    assert not result.findings
    assert result.filer
    return files_in(projekt / "build")


def anew(projekt: Path, tmp_path: Path) -> dict[str, bytes]:
    """The files of the same project built where nothing was built before."""
    other = tmp_path / "nytt"
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(projekt, other, ignore=lambda _, names: {"build", NAME} & {*names})
    return make(other)


def assert_same(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


@pytest.fixture
def projekt(tmp_path: Path) -> Path:
    """Forty requirements in five editions, built twice: with a site, and the one before it as a spare."""
    folder = tmp_path / "projekt"
    make_verktyg("kravbok", folder, make_flera(make_kapitel(40)), (), git=False)
    make(folder)
    replace("inom {{ frist }}", "alltid inom {{ frist }}")(folder)
    make(folder)
    return folder


def replace(old: str, new: str, file: str = ETT) -> Callable[[Path], None]:
    """What puts words in place of others in a record."""

    def change(projekt: Path) -> None:
        text = (projekt / file).read_text(encoding="utf-8")
        assert old in text
        (projekt / file).write_text(text.replace(old, new), encoding="utf-8")

    return change


def write(file: str, text: str) -> Callable[[Path], None]:
    """What puts a file into the project."""

    def change(projekt: Path) -> None:
        (projekt / file).parent.mkdir(parents=True, exist_ok=True)
        (projekt / file).write_text(text, encoding="utf-8")

    return change


CHANGES: dict[str, Callable[[Path], None]] = {
    "en text": replace("inom {{ frist }}", "helst inom {{ frist }}"),
    "en rubrik": replace("    rubrik: ", "    rubrik: Nytt om ", file=HANVISAT),
    "en ändrad lydelse": replace("i journalen", "i en journal", file=NYTT),
    "ett krav flyttat": replace("ordning: 3\n", "ordning: 90\n"),
    "ett krav borta": lambda projekt: (projekt / ETT).unlink(),
    "ett kapitel": replace("rubrik: ", "rubrik: Om ", file="krav/provbok/kapitel/tillganglighet.yaml"),
    "boken": replace("titel: Provbok", "titel: Boken", file="krav/provbok/bok.yaml"),
    "en upplaga": replace("kand_till: 2018-12-31", "kand_till: 2018-11-30", file="krav/provbok/bok.yaml"),
    "organisationen": replace("Region Provlandet", "Region Annan", file="krav/organisationer/prov.yaml"),
    "en källa": replace("titel: Underlag", "titel: Grund", file="krav/register/dokument/underlag.yaml"),
    "ett begrepp": replace("Andelen", "Delen", file="krav/register/begrepp/tackningsgrad.yaml"),
    "en mall": write("mallar/webb/saknad.html", "<h1>Sidan finns inte här</h1>"),
    "stilen": write("mallar/webb/kravbok.css", "body { color: black }"),
}  # fmt: skip


def test_after_each_change_the_site_is_as_if_made_from_nothing(projekt: Path, tmp_path: Path) -> None:
    after = files_in(projekt / "build")
    for name, change in CHANGES.items():
        before = after
        change(projekt)
        after = make(projekt)
        assert after != before, name
        assert_same(after, anew(projekt, tmp_path))
    assert [path.name for path in projekt.iterdir() if path.name.startswith(".build")] == []


def test_what_is_as_it_was_is_not_written_again(projekt: Path) -> None:
    site = projekt / "build" / "webbplats"
    names = [path.relative_to(site) for path in site.rglob("PR-*/*.html")]
    before = {name: (site / name).stat().st_ino for name in names}
    CHANGES["en text"](projekt)
    make(projekt)
    written = {name.parent.name for name in names if (site / name).stat().st_ino != before[name]}
    assert written == {"PR-TILL-003"}


SPOILT: dict[str, Callable[[Path], object]] = {
    "id/PR-TILL-002/index.html": lambda path: path.write_bytes(b"<p>annat</p>"),
    "provbok/2019/PR-TILL-002.json": lambda path: path.write_bytes(b"x" * path.stat().st_size),
    "provbok/2019/PR-TILL-003/index.html": lambda path: path.unlink(),
    "id/PR-TILL-003/index.html": lambda path: instead(path).symlink_to("/etc/passwd"),
    "kravbok.css": lambda path: instead(path).mkdir(),
}


def instead(path: Path) -> Path:
    """The place of a file that is no more."""
    path.unlink()
    return path


def test_what_was_touched_in_the_build_or_in_the_spare_is_written_anew(projekt: Path, tmp_path: Path) -> None:
    for folder in (spare(projekt), projekt / "build" / "webbplats"):
        for name, spoil in SPOILT.items():
            spoil(folder / name)
        (spare(projekt) / "frammande.html").write_text("hej", encoding="utf-8")
        CHANGES["en rubrik"](projekt)
        assert_same(make(projekt), anew(projekt, tmp_path))


def spare(projekt: Path) -> Path:
    """The folder of the site before the last one, kept in the cache."""
    (found,) = (projekt / NAME).glob("webbplats-*")
    return found


def test_a_spare_that_is_a_link_is_left_alone(projekt: Path, tmp_path: Path) -> None:
    dear = tmp_path / "viktigt"
    dear.mkdir()
    (dear / "avtal.txt").write_text("orört", encoding="utf-8")
    place = spare(projekt)
    shutil.rmtree(place)
    place.symlink_to(dear)
    CHANGES["en text"](projekt)
    assert_same(make(projekt), anew(projekt, tmp_path))
    assert [path.name for path in dear.iterdir()] == ["avtal.txt"]


def test_a_finished_site_is_not_changed_by_the_next_build(projekt: Path) -> None:
    kept = projekt / "undan"
    shutil.copytree(projekt / "build", kept, copy_function=os.link)
    before = files_in(kept)
    for change in (CHANGES["en text"], CHANGES["boken"], CHANGES["organisationen"]):
        change(projekt)
        make(projekt)
    assert_same(files_in(kept), before)


def test_a_spoilt_memory_is_none(projekt: Path, tmp_path: Path) -> None:
    kept = [path for path in (projekt / NAME).glob("??/*") if path.is_file()]
    assert len(kept) >= 3
    for number, path in enumerate(kept):
        data = path.read_bytes()
        path.write_bytes([b"", data[:-1], data[:20], b"\0" * len(data)][number % 4])
    CHANGES["en text"](projekt)
    assert_same(make(projekt), anew(projekt, tmp_path))


def test_one_process_makes_the_same_as_two(projekt: Path, tmp_path: Path) -> None:
    with_two = anew(projekt, tmp_path)
    done = threading.Event()
    thread = threading.Thread(target=done.wait)  # a process with two threads is never split
    thread.start()
    try:
        assert_same(anew(projekt, tmp_path), with_two)
    finally:
        done.set()
        thread.join()


def test_a_template_that_fails_in_either_process_is_a_finding(projekt: Path) -> None:
    write("mallar/webb/krav.html", "{{ vy.saknas }}")(projekt)
    before = files_in(projekt / "build")
    assert [item.code for item in build(valda(projekt)).findings] == ["K701"]
    assert files_in(projekt / "build") == before
    assert [path.name for path in projekt.iterdir() if path.name.startswith(".build")] == []


def test_a_build_of_one_edition_keeps_the_site(tmp_path: Path) -> None:
    projekt = copy_project("blandat", tmp_path / "projekt")
    whole = make(projekt)
    build(Byggval(projekt, projekt / "build", (), ("2021",), ("md",)))
    assert {name: data for name, data in files_in(projekt / "build").items() if name in whole and "/" in name} == {
        name: data for name, data in whole.items() if "/" in name
    }


def test_a_sum_is_known_by_inode_size_and_time(tmp_path: Path) -> None:
    one, cache = tmp_path / "ett.txt", Cache(tmp_path / "cache")
    one.write_text("innehåll", encoding="utf-8")
    os.utime(one, ns=(1, 1))
    summor = Summor()
    digest = summor.of(one)
    summor.keep(cache, tmp_path)
    again = read_summor(cache, tmp_path)
    assert again.known(one.lstat()) == again.of(one) == digest
    one.write_text("innehålL", encoding="utf-8")
    assert again.known(one.lstat()) == ""
    assert again.of(one) != digest
    assert again.of(tmp_path) == again.of(tmp_path / "saknas") == ""
    one.unlink()
    one.symlink_to("cache")
    assert again.of(one) == ""


def test_a_file_changed_just_now_is_not_remembered(tmp_path: Path) -> None:
    one, cache = tmp_path / "ett.txt", Cache(tmp_path / "cache")
    one.write_text("nyss", encoding="utf-8")
    os.utime(one, ns=(2**62, 2**62))
    summor = Summor()
    assert summor.of(one)
    summor.keep(cache, tmp_path)
    assert read_summor(cache, tmp_path).known(one.lstat()) == ""
