"""A pack is read as if it meant harm: nothing raises, nothing is unpacked, and whatever differs is found and named."""

from __future__ import annotations

import json
import struct
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.revision.lasning import unsafe
from kravbok.revision.manifest import MANIFEST, SUMS, parse_manifest
from kravbok.revision.packning import FIRST, pack
from kravbok.revision.prova import check_paket
from kravbok.swap import write_whole
from verktyg.revisionspaket import SMALL, link, listed, read, save, save_entries

WHOLE = pack(listed(SMALL))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "paket.zip"


def codes(path: Path) -> list[str]:
    return sorted({item.code for item in check_paket(path).findings})


def named(path: Path) -> list[str]:
    """Each finding as ”KOD path in the pack”."""
    return [f"{item.code} {item.position.path.removeprefix('paket.zip/')}" for item in check_paket(path).findings]


# What is whole


def test_a_pack_as_it_was_written_is_whole(place: Path) -> None:
    prov = check_paket(save(place, listed(SMALL)))
    assert prov.findings == ()
    assert prov.manifest is not None
    assert (prov.manifest.bok, prov.manifest.upplaga) == ("provbok", "2021")


def test_the_order_in_which_files_came_does_not_matter() -> None:
    files = listed(SMALL)
    assert pack(dict(reversed(files.items()))) == WHOLE


def test_the_first_page_and_the_lists_stand_first(place: Path) -> None:
    files = dict.fromkeys(("bok/å.html", "bok/a.html", *reversed(FIRST)), b"")
    assert list(read(save(place, files))) == [*FIRST, "bok/a.html", "bok/å.html"]


def test_every_file_has_the_same_time_and_rights_and_is_stored(place: Path) -> None:
    with ZipFile(save(place, listed(SMALL))) as archive:
        kinds = {(i.date_time, i.external_attr, i.create_system, i.compress_type, i.extra) for i in archive.infolist()}
    assert kinds == {((1980, 1, 1, 0, 0, 0), 0o100644 << 16, 3, ZIP_STORED, b"")}


def test_the_sums_are_those_of_another_program(tmp_path: Path) -> None:
    for name, data in listed({**SMALL, "bok/åäö.html": b"x"}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    command = ["sha256sum", "--check", "--strict", SUMS]
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count(": OK") == 4


def test_a_pack_that_was_packed_anew_is_whole_but_not_the_same(tmp_path: Path, place: Path) -> None:
    with ZipFile(save(place, listed(SMALL))) as archive:
        archive.extractall(tmp_path / "upp")
    place.unlink()
    subprocess.run(["zip", "-q", "-r", place, "."], cwd=tmp_path / "upp", check=True)
    assert named(place) == ["K728 paket.zip"]


# What differs


def test_each_file_that_differs_is_named(place: Path) -> None:
    files = listed({**SMALL, "bok/a.html": b"a", "bok/b.html": b"b", "bok/c.html": b"c"})
    files["bok/a.html"] = b"A"
    files["bok/ny.html"] = files.pop("bok/b.html")
    files["bok/tillagd.html"] = b"!"
    del files["bok/c.html"]
    save(place, files)
    assert named(place) == [
        "K725 bok/b.html", "K725 bok/c.html", "K724 bok/a.html", "K726 bok/ny.html", "K726 bok/tillagd.html",
    ]  # fmt: skip
    renamed = next(item for item in check_paket(place).findings if item.position.path.endswith("ny.html"))
    assert "bok/b.html" in renamed.message


@pytest.mark.parametrize("name", [MANIFEST, SUMS])
def test_a_list_that_is_missing_or_changed_is_found(place: Path, name: str) -> None:
    files = listed(SMALL)
    whole = files.pop(name)
    assert codes(save(place, files)) == ["K723" if name == MANIFEST else "K725"]
    assert codes(save(place, {**files, name: whole.replace(b"bok/", b"hok/")})) != []


def test_a_size_that_is_wrong_is_found_even_with_the_right_sum(place: Path) -> None:
    files = listed(SMALL)
    manifest = json.loads(files[MANIFEST])
    manifest["filer"][0]["storlek"] += 1
    assert "K724 bok/provbok-2021.html" in named(save(place, {**files, MANIFEST: json.dumps(manifest).encode()}))


def test_very_many_differences_are_few_findings(place: Path) -> None:
    files = listed(SMALL) | {f"skrap/{number}": b"" for number in range(3000)}
    found = check_paket(save(place, files)).findings
    assert len(found) == 101
    assert "2 900" in found[-1].message.replace("\N{NO-BREAK SPACE}", " ") or "2900" in found[-1].message


@given(st.data())
def test_no_changed_bit_goes_unseen(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(WHOLE) - 1))
    mask = data.draw(st.integers(1, 255))
    changed = bytes([*WHOLE[:at], WHOLE[at] ^ mask, *WHOLE[at + 1 :]])
    path = tmp_path_factory.getbasetemp() / "andrad.zip"
    path.write_bytes(changed)
    assert check_paket(path).findings


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 60), st.binary(max_size=40))
def test_no_cut_and_nothing_put_in_goes_unseen(
    tmp_path_factory: pytest.TempPathFactory, at: int, away: int, more: bytes
) -> None:
    changed = WHOLE[:at] + more + WHOLE[at + away :]
    path = tmp_path_factory.getbasetemp() / "stympad.zip"
    path.write_bytes(changed)
    assert bool(check_paket(path).findings) == (changed != WHOLE)


# What means harm


def forged(place: Path, compress: int) -> Path:
    return save_entries(place, {with_type(ZipInfo("bok/extra.html"), compress): b"x" * 100})


def with_type(info: ZipInfo, compress: int) -> ZipInfo:
    info.compress_type = compress
    return info


def encrypted(place: Path) -> Path:
    data = bytearray(WHOLE)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    place.write_bytes(data)
    return place


def twice(place: Path) -> Path:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return save_entries(place, {ZipInfo(MANIFEST): b"{}"})


def bomb(place: Path) -> Path:
    """Half a gigabyte of nothing in half a megabyte."""
    with ZipFile(place, "w", ZIP_DEFLATED) as archive:
        for name, data in listed(SMALL).items():
            archive.writestr(name, data)
        with archive.open("bok/stor.html", "w") as stream:
            for _ in range(512):
                stream.write(bytes(1024 * 1024))
    return place


def many(place: Path) -> Path:
    """More names than a pack may have, though the end of the zip says that there are few."""
    with ZipFile(place, "w") as archive:
        for number in range(26_000):
            archive.writestr(ZipInfo(str(number)), b"")

    data = place.read_bytes()
    place.write_bytes(data[:-14] + struct.pack("<2H", 4, 4) + data[-10:])
    return place


def with_locator(place: Path) -> Path:
    """An end of the larger kind, whose own list of names may be of any length."""
    end = WHOLE[-22:]
    place.write_bytes(WHOLE[:-22] + b"PK\x06\x07" + bytes(16) + end)
    return place


DANGEROUS: dict[str, Callable[[Path], Path]] = {
    "uppåt": lambda place: save_entries(place, {ZipInfo("../start.bat"): b""}),
    "uppåt inifrån": lambda place: save_entries(place, {ZipInfo("bok/../../a"): b""}),
    "från roten": lambda place: save_entries(place, {ZipInfo("/etc/cron.d/a"): b""}),
    "enhet": lambda place: save_entries(place, {ZipInfo("C:/a"): b""}),
    "omvänt snedstreck": lambda place: save_entries(place, {ZipInfo("..\\a"): b""}),
    "styrtecken": lambda place: save_entries(place, {ZipInfo("a\x1b[2Jb"): b""}),
    "vänder skriften": lambda place: save_entries(place, {ZipInfo("a\u202efdp.exe"): b""}),
    "länk": lambda place: save_entries(place, {link("bok/lank.html"): b"/etc/passwd"}),
    "länk till mapp": lambda place: save_entries(place, {link("bok/lank/"): b"/etc"}),
    "mapp uppåt": lambda place: save_entries(place, {ZipInfo("../mapp/"): b""}),
    "två gånger": twice,
    "krypterad": encrypted,
    "bzip2": lambda place: forged(place, ZIP_BZIP2),
    "lzma": lambda place: forged(place, ZIP_LZMA),
    "bomb": bomb,
    "många": many,
    "zip64": with_locator,
}


@pytest.mark.parametrize("kind", DANGEROUS)
def test_what_could_do_harm_is_refused(kind: str, place: Path) -> None:
    DANGEROUS[kind](place)
    before = sorted(path.name for path in place.parent.iterdir())
    found = check_paket(place).findings
    assert {item.code for item in found} == {"K727"}
    assert len(found) <= 20
    assert sorted(path.name for path in place.parent.iterdir()) == before


def lying(place: Path) -> Path:
    """A file that says that it is small, and grows when it is read."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    big = packer.compress(bytes(64 * 1024 * 1024)) + packer.flush()
    with ZipFile(place, "w") as archive:
        for name, content in listed(SMALL).items():
            archive.writestr(name, content)
        archive.writestr(with_type(ZipInfo("bok/liten.html"), ZIP_STORED), big)
    data = bytearray(place.read_bytes())
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        start = data.rindex(mark)
        data[start + at : start + at + 2] = struct.pack("<H", ZIP_DEFLATED)
        data[start + at + 14 : start + at + 18] = struct.pack("<L", 10)
    place.write_bytes(data)
    return place


def test_a_file_that_lies_about_its_size_is_read_no_further(place: Path) -> None:
    assert named(lying(place)) == ["K724 bok/liten.html"]


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"PK\x05\x06" + bytes(18), b"inte en zip-fil", WHOLE[:-1], WHOLE[: len(WHOLE) // 2], WHOLE + b"\n",
     b"#!/bin/sh\n" + WHOLE, WHOLE[:-22], WHOLE[-22:], WHOLE[1:]],
)  # fmt: skip
def test_what_is_no_whole_zip_is_said_to_be_so(data: bytes, place: Path) -> None:
    place.write_bytes(data)
    assert codes(place) in (["K722"], ["K723"] if data == b"PK\x05\x06" + bytes(18) else ["K722"])


def test_a_file_that_is_not_there_or_is_a_folder_is_said_to_be_so(tmp_path: Path) -> None:
    assert codes(tmp_path / "saknas.zip") == ["K722"]
    assert codes(tmp_path) == ["K722"]


def test_a_zip_with_a_comment_has_something_after_it(place: Path) -> None:
    save(place, listed(SMALL))
    with ZipFile(place, "a") as archive:
        archive.comment = b"halsning"
    assert codes(place) == ["K722"]


HOSTILE = {
    "tom": b"",
    "inte JSON": b"{",
    "djup": b"[" * 200_000,
    "stort tal": b'{"schema":' + b"9" * 10_000 + b"}",
    "fel slag": b'{"schema": "kravbok/bygge/1"}',
    "lista": b"[]",
    "null": b"null",
    "inte UTF-8": b"\xff\xfe",
    "halv bokstav": listed(SMALL)[MANIFEST].replace(b"provbok-2021", b"\\ud800"),
    "fel commit": listed(SMALL)[MANIFEST].replace(b"0123456789" * 4, b"--upload-pack=sh"),
    "fel summa": listed(SMALL)[MANIFEST].replace(b'"sha256": "', b'"sha256": "x'),
    "fel storlek": listed(SMALL)[MANIFEST].replace(b'"storlek": ', b'"storlek": -'),
    "text som storlek": listed(SMALL)[MANIFEST].replace(b'"storlek": 12', b'"storlek": "12"'),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_manifest_that_is_none_is_said_to_be_so(kind: str, place: Path) -> None:
    assert codes(save(place, {**listed(SMALL), MANIFEST: HOSTILE[kind]})) == ["K723"]


@pytest.mark.parametrize("name", ["../a", "/a", "a\\b", "C:a", "manifest.json", ""])
def test_a_manifest_that_names_what_it_may_not_is_found(name: str, place: Path) -> None:
    files = listed(SMALL)
    text = files[MANIFEST].replace(b"bok/provbok-2021.html", json.dumps(name)[1:-1].encode())
    assert "K723" in codes(save(place, {**files, MANIFEST: text}))


def test_a_manifest_of_a_later_program_may_have_more_keys() -> None:
    data = listed(SMALL)[MANIFEST].replace(b'"bok":', b'"nytt": [1], "bok":', 1)
    assert parse_manifest(data).bok == "provbok"


@pytest.mark.parametrize("name", ["a", "bok/a.html", "underlag/krav/å ä.yaml", "a..b", ".a"])
def test_an_ordinary_name_is_safe(name: str) -> None:
    assert not unsafe(name)


def test_names_are_shown_without_what_steers_a_terminal(place: Path) -> None:
    from kravbok.report import show

    save_entries(place, {ZipInfo("a\x1b[2Jb\u202e"): b""})
    shown = show(check_paket(place).findings, {}, "text")
    assert "\x1b" not in shown
    assert "\u202e" not in shown


# Writing


def test_a_file_is_written_whole_in_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "djupt" / "ned" / "paket.zip"
    assert write_whole(path, b"ett") is None
    assert write_whole(path, b"tva") is None
    assert path.read_bytes() == b"tva"
    assert [item.name for item in path.parent.iterdir()] == ["paket.zip"]


@pytest.mark.parametrize("kind", ["mapp", "under en fil", "långt namn"])
def test_what_cannot_be_written_is_a_finding_and_leaves_nothing(kind: str, tmp_path: Path) -> None:
    (tmp_path / "fil").write_bytes(b"")
    path = {"mapp": tmp_path, "under en fil": tmp_path / "fil" / "a.zip", "långt namn": tmp_path / ("a" * 300)}[kind]
    found = write_whole(path, b"ett")
    assert found is not None
    assert found.code == "K708"
    assert [item.name for item in tmp_path.iterdir()] == ["fil"]
