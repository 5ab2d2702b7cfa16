"""The proof is proven: every word that is dropped, every pair that is swapped and every digit that changes is caught.

The sections are those that were read back from a finished file of each format; what happens to the file itself, before
it is read, stands in test_verify_files.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from kravbok.cache import Cache
from kravbok.production import write_utgava
from kravbok.templates import Mallar, packaged_templates
from kravbok.verify.bevis import FRONT, Bevis, on_paper
from kravbok.verify.compare import clean, compare
from kravbok.verify.prove import read_file
from verktyg.bygge import utgavor

FORMS = ("html", "pdf", "docx")
Sections = dict[str, str]


@pytest.fixture(scope="module", params=FORMS)
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Sections]:
    """A format, and the sections of the mixed book as they were read back from it."""
    folder = tmp_path_factory.mktemp(request.param)
    utgava = utgavor("blandat")["provbok-2022"]
    assert write_utgava(utgava, Mallar(packaged_templates()), folder, Cache(None), (request.param,)) == []
    path = folder / utgava.folder / f"{utgava.utgivning.namn}.{request.param}"
    sections = read_file(path, request.param, utgava.bevis)
    assert sections is not None
    return request.param, {name: clean(words) for name, words in sections.items()}


def dropped(words: list[str]) -> Iterator[tuple[str, str]]:
    """Each word, and the text without it."""
    for at, word in enumerate(words):
        yield word, " ".join([*words[:at], *words[at + 1 :]])


def swapped(words: list[str]) -> Iterator[tuple[str, str]]:
    """Each pair of different words beside each other, and the text with them in the other order."""
    for at, (one, other) in enumerate(pairwise(words)):
        if one != other:
            yield f"{one} {other}", " ".join([*words[:at], other, one, *words[at + 2 :]])


def changed(words: list[str]) -> Iterator[tuple[str, str]]:
    """Each word with a digit, and the text with another digit there."""
    text = " ".join(words)
    for digit in re.finditer("[0-9]", text):
        other = str((int(digit[0]) + 1) % 10)
        yield text[max(0, digit.start() - 15) : digit.end()], text[: digit.start()] + other + text[digit.end() :]


def survivors(part: Bevis, words: list[str], form: str) -> set[str]:
    """What may happen to the words of a section without being caught."""
    assert list(compare([part], {part.id: " ".join(words)}, page=form == "pdf")) == []
    kinds = (dropped, swapped, changed)
    return {
        what
        for kind in kinds
        for what, text in kind(words)
        if not any(compare([part], {part.id: text}, page=form == "pdf"))
    }


MARKERS = {"•", "1.", "2.", "3.", " en webbplats. 1", "t är att läsa. 2", "gningsremisser 3"}
"""A list's own markers on a page, lost or with another digit: they are no words of the book."""


def test_nothing_survives_in_a_requirement(read: tuple[str, Sections]) -> None:
    form, sections = read
    clauses = [part for part in utgavor("blandat")["provbok-2022"].bevis if part.krav]
    assert len(clauses) == 9
    for part in clauses:
        assert survivors(part, sections[part.id].split(), form) - (MARKERS if form == "pdf" else set()) == set()


def test_nothing_survives_in_a_chapter_an_appendix_or_a_register(read: tuple[str, Sections]) -> None:
    form, sections = read
    bevis = utgavor("blandat")["provbok-2022"].bevis
    wanted = bevis if form == "html" else on_paper(bevis)
    parts = [part for part in wanted if part.id not in (FRONT, "utanfor", "kolofon")]
    assert sum(bool(part.rader) for part in parts) > 8
    for part in parts:
        if not part.krav:
            assert survivors(part, sections[part.id].split(), form) - {"•"} == set()


def test_only_the_templates_own_words_survive_on_the_title_page_and_in_the_colophon(read: tuple[str, Sections]) -> None:
    form, sections = read
    bevis = {part.id: part for part in utgavor("blandat")["provbok-2022"].bevis}
    front, _, rest = sections[FRONT].partition(" Innehåll ")
    introduction = re.split(r"Kolofon(?: [0-9]+)?", rest)[-1]
    own = {"Hoppa", "till", "innehållet", "Hoppa till", "till innehållet"} if form == "html" else set()
    found = survivors(bevis[FRONT], [*front.split(), *introduction.split()], form)
    assert found == {"Förfrågningsunderlag.", "Provbok Förfrågningsunderlag."} | own
    assert survivors(bevis["kolofon"], sections["kolofon"].split(), form) == {"Kolofon"}
