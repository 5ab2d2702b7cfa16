"""Search: compounds and their parts, what is indexed of a page, and an index that is the same bytes every time."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.cache import Cache
from kravbok.sok.index import MAPP, write_index
from kravbok.sok.ordlista import read_ordlista
from kravbok.sok.sammansatta import hidden_words, parts_of, words_in
from kravbok.sok.sidor import Sokbar, make_document, read_pages
from kravbok.view.parts import Bit
from kravbok.view.webb.soksida import FILTER, soksida
from verktyg.bygge import ROOT, files_in
from verktyg.soksidor import SIDOR, Provsida, write_sidor

CASES = ROOT / "tests" / "cases" / "sok" / "delar.txt"
SEARCHED = sorted(adress for adress, sida in SIDOR.items() if sida.sok)


def cases() -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, _, parts = line.partition(":")
            yield word, tuple(parts.split())


@pytest.mark.parametrize(("word", "parts"), list(cases()))
def test_a_compound_has_these_parts(word: str, parts: tuple[str, ...]) -> None:
    assert parts_of(word) == parts


def test_the_dictionary_knows_forms_and_what_they_come_from() -> None:
    ordlista = read_ordlista()
    assert list(ordlista.bases("verksamheterna")) == ["verksamhet"]
    assert ordlista.begins("verksamhets")
    assert not ordlista.begins("verksamheterna")
    assert ordlista.ends("verksamheterna")
    assert (ordlista.word_of("vårds"), ordlista.word_of("hälso"), ordlista.word_of("kris")) == ("vård", "", "kris")


def test_hidden_words_are_what_the_text_does_not_say_and_no_word_begins_with() -> None:
    assert hidden_words(["Akutverksamheten har en", "kvalitetsbok."]) == ("bok", "verksamheten")
    assert hidden_words(["Akutverksamheten är en verksamhet: verksamheten"]) == ()
    assert hidden_words([]) == ()


@given(st.lists(st.text(alphabet="abdeghiklmnoprstuväåö -.A1\u00ad", max_size=60), max_size=4))
def test_hidden_words_are_few_sorted_and_ends_of_words(texts: list[str]) -> None:
    found = hidden_words(texts)
    words = {word for text in texts for word in words_in(text)}
    assert list(found) == sorted(set(found))
    assert not words & set(found)
    assert all(any(part[:3] in word[1:] for word in words) for part in found)
    assert hidden_words(reversed(texts)) == found


@given(st.text(max_size=40))
def test_any_word_has_an_answer_and_no_part_is_longer(word: str) -> None:
    assert all(len(part) < len(word) and part.isalpha() for part in parts_of(word))


def test_only_marked_pages_are_searched_and_only_their_main_part(tmp_path: Path) -> None:
    pages = {page.adress: page for page in read_pages(write_sidor(tmp_path))}
    assert list(pages) == SEARCHED
    text = make_document(pages["id/HV-TILL-001/"])
    assert "navigering" not in text
    assert "Foten" not in text
    assert 'data-ord="givaren verksamhet"' in text
    assert 'data-ord="HV-TILL-001 HV-TILL-1 TILL-001 TILL-1 1"' in text


def test_words_of_two_blocks_are_two_words() -> None:
    page = Sokbar("x/", "<h1>Rubrik</h1><dl><dt>Följs upp</dt><dd>varje <b>år</b><i>en</i></dd><dt>Källa</dt></dl>")
    text = make_document(page)
    assert "<h1>Rubrik</h1> <dl>" in text
    assert "</dt> <dd>varje <b>år</b><i>en</i></dd> <dt>" in text


def test_what_is_passed_over_gives_no_hidden_words(tmp_path: Path) -> None:
    page = next(page for page in read_pages(write_sidor(tmp_path)) if page.adress == "id/FV-TILL-001/")
    assert "journalsystem" in page.innehall
    assert 'system"' not in make_document(page)


def unpacked(path: Path) -> Any:
    content = gzip.decompress(path.read_bytes())
    assert content.startswith(b"pagefind_dcd")
    return cbor2.loads(content[len(b"pagefind_dcd") :])


def test_the_index_has_every_filter_with_its_values_in_order(tmp_path: Path) -> None:
    assert write_index(write_sidor(tmp_path)) == []
    filters = dict(unpacked(path) for path in (tmp_path / MAPP).glob("filter/*"))
    assert set(filters) == {group.namn for group in FILTER}
    assert [value for value, _ in filters["omrade"]] == ["fot, vård", "påföljder", "tillgänglighet"]
    (meta,) = (tmp_path / MAPP).glob("*.pf_meta")
    assert [name for name, _ in unpacked(meta)[3]] == sorted(filters)
    assert {path.stem for path in (tmp_path / MAPP).glob("filter/*")} == {name for _, name in unpacked(meta)[3]}
    assert len(list((tmp_path / MAPP).glob("fragment/*"))) == len(SEARCHED)


def test_the_site_gets_no_interface_but_its_own(tmp_path: Path) -> None:
    write_index(write_sidor(tmp_path))
    assert {path.name for path in (tmp_path / MAPP).glob("*.js")} == {"pagefind.js", "pagefind-worker.js"}
    assert not list((tmp_path / MAPP).glob("*.css"))


def test_the_index_is_the_same_bytes_wherever_whenever_and_on_however_many_threads(tmp_path: Path) -> None:
    program = "from kravbok.sok.index import Path, write_index; import sys; write_index(Path(sys.argv[1]))"
    found = []
    for number, threads in enumerate(("1", "2", "4")):
        folder = write_sidor(tmp_path / ("plats" * (number + 1)))
        environment = {**os.environ, "RAYON_NUM_THREADS": threads, "PYTHONHASHSEED": threads}
        subprocess.run([sys.executable, "-c", program, folder], check=True, env=environment)
        found.append(files_in(folder / MAPP))
    assert len(found[0]) > 10
    assert found[0] == found[1] == found[2]


def test_the_order_that_pages_were_written_in_is_nothing_to_the_index(tmp_path: Path) -> None:
    write_index(write_sidor(tmp_path / "a"))
    write_index(write_sidor(tmp_path / "b", {adress: SIDOR[adress] for adress in reversed(list(SIDOR))}))
    assert files_in(tmp_path / "a" / MAPP) == files_in(tmp_path / "b" / MAPP)


def test_an_old_index_is_gone_and_no_page_is_touched(tmp_path: Path) -> None:
    before = files_in(write_sidor(tmp_path))
    (tmp_path / MAPP / "fragment").mkdir(parents=True)
    (tmp_path / MAPP / "fragment" / "gammal.pf_fragment").write_bytes(b"x")
    write_index(tmp_path)
    after = files_in(tmp_path)
    assert f"{MAPP}/fragment/gammal.pf_fragment" not in after
    assert {name: data for name, data in after.items() if not name.startswith(f"{MAPP}/")} == before


def test_the_same_pages_are_not_indexed_again(tmp_path: Path) -> None:
    folder, minne = write_sidor(tmp_path / "plats"), Cache(tmp_path / "minne")
    assert write_index(folder, minne) == []
    first = files_in(folder / MAPP)
    missing = tmp_path / "finns-inte"
    start = folder / "index.html"
    start.write_text(start.read_text(encoding="utf-8").replace("Böckerna", "Alla böcker"), encoding="utf-8")
    assert write_index(folder, minne, program=missing) == []
    assert files_in(folder / MAPP) == first
    changed = {**SIDOR, "id/HV-PAF-014/": Provsida("Ändrad", "En ny text.", SIDOR["id/HV-PAF-014/"].sok)}
    assert [item.code for item in write_index(write_sidor(folder, changed), minne, program=missing)] == ["K830"]
    assert not (folder / MAPP).exists()


def test_the_search_page_lists_everything_in_the_swedish_order() -> None:
    names = ("Övrigt", "Avtal", "Ålder", "Zon", "ärende")
    sida = soksida([Bit(name, "rot:x/") for name in names], [Bit("Begrepp", "rot:begrepp/")])
    assert [bit.text for bit in sida.vy.krav] == ["Avtal", "Zon", "Ålder", "ärende", "Övrigt"]
    assert sida.sok is None
    assert not sida.fragment
