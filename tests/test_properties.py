"""What holds for every small register: no word is lost on the way, the order of files means nothing, nothing raises."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kravbok.cache import Cache
from kravbok.check import check_underlag
from kravbok.edition import Utgivning, make_utgivning
from kravbok.finding import Allvar
from kravbok.production import Utgava, make_utgava, write_utgava
from kravbok.register import Register
from kravbok.settings import Byggval
from kravbok.sources import File
from kravbok.templates import Mallar, packaged_templates
from kravbok.underlag import Underlag
from kravbok.verify.compare import clean
from kravbok.verify.prove import read_file
from verktyg.grund import base

MALLAR = Mallar(packaged_templates())
VAL = Byggval(Path("saknas"), Path("saknas/build"))

letters = st.sampled_from("abcdefghijklmnopqrstuvwxyzåäöéüÅÄÖABC")
inner = st.sampled_from("abcdeåäö-’/§%&+=~^$@#.,()")
words = st.builds(
    lambda first, rest, last: f"{first}{rest}{last}", letters, st.text(inner, max_size=9), st.sampled_from("abcåäö")
)
lines = st.lists(words, min_size=1, max_size=12).map(" ".join)


@dataclass(frozen=True)
class Text:
    """A clause text as an editor writes it, and the words in it as anybody reads them."""

    source: str
    words: tuple[str, ...]


def paragraph(line: str) -> Text:
    return Text(line, (line,))


def strong(before: str, middle: str, after: str) -> Text:
    return Text(f"{before} **{middle}** {after}", (f"{before} {middle} {after}",))


def bullets(items: list[str]) -> Text:
    return Text("\n".join(f"- {item}" for item in items), tuple(items))


def table(cells: list[tuple[str, str]]) -> Text:
    rows = [f"| {one} | {other} |" for one, other in cells]
    return Text("\n".join([rows[0], "| --- | --- |", *rows[1:]]), tuple(cell for row in cells for cell in row))


def joined(parts: list[Text]) -> Text:
    return Text("\n\n".join(part.source for part in parts), tuple(words for part in parts for words in part.words))


blocks = st.one_of(
    lines.map(paragraph),
    st.builds(strong, words, words, words),
    st.lists(lines, min_size=1, max_size=4).map(bullets),
    st.lists(st.tuples(words, words), min_size=2, max_size=4).map(table),
)
texts = st.lists(blocks, min_size=1, max_size=4).map(joined)


@dataclass(frozen=True)
class Tillagg:
    """Requirements that are added to the small project: their texts, by id, and the files they stand in."""

    texts: dict[str, Text]
    files: tuple[File, ...]


def requirement(number: int, text: Text, heading: str, where: str, order: int, standing: str) -> tuple[str, File]:
    name = f"PR-EGEN-{number:03}"
    lydelse = {
        "galler_fran": "2021-01-01",
        "rubrik": heading,
        "typ": "upplysning",
        "stallning": standing,
        "omrade": ["listning"],
        "plats": {"bok": "provbok", "kapitel": where, "ordning": order},
        "vem": "regionen",
        "kravniva": "upplysning",
        "text": text.source,
        "ursprung": [{"dokument": "rapport", "rader": 1}],
    }
    record = json.dumps({"id": name, "lydelser": [lydelse]}, ensure_ascii=False, indent=1)
    return name, File(f"krav/provbok/egen/{name}.yaml", record.encode())


@st.composite
def tillagg(draw: st.DrawFn) -> Tillagg:
    """A few requirements with any texts, in any order and chapter, inside the book or beside it."""
    found = draw(st.lists(texts, min_size=1, max_size=4))
    made = [
        requirement(
            number,
            text,
            draw(lines),
            draw(st.sampled_from(["listning", "pafoljder"])),
            draw(st.integers(0, 40)),
            draw(st.sampled_from(["klausul", "klausul", "åtagande", "rekommendation"])),
        )
        for number, text in enumerate(found, start=1)
    ]
    return Tillagg({name: text for (name, _), text in zip(made, found, strict=True)}, tuple(file for _, file in made))


@cache
def base_files() -> tuple[File, ...]:
    return tuple(File(path, text.encode()) for path, text in base().items())


def load(files: list[File]) -> Register:
    """The register of the files, which has no errors."""
    register, findings = check_underlag(Underlag(tuple(files), (), ()))
    assume(not any(item.severity is Allvar.FEL for item in findings))
    return register


def editions(register: Register) -> list[Utgivning]:
    return [make_utgivning(register, bok, upplaga) for bok in register.bocker.values() for upplaga in bok.upplagor]


def made(utgivning: Utgivning) -> Utgava:
    return make_utgava(utgivning, MALLAR, VAL, utkast=False)


def sought(words: tuple[str, ...], text: str) -> list[str]:
    """The words that do not stand in the text one after another."""
    at, lost = 0, []
    for line in map(clean, words):
        place = text.find(line, at)
        if place < 0:
            lost.append(line)
        else:
            at = place + len(line)
    return lost


slow = settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
many = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@many
@given(tillagg(), st.randoms(use_true_random=False))
def test_the_order_of_files_means_nothing(more: Tillagg, chance: object) -> None:
    files = [*base_files(), *more.files]
    shuffled = list(files)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = editions(load(files)), editions(load(shuffled))
    assert [made(item).dokument.html for item in one] == [made(item).dokument.html for item in other]


@many
@given(tillagg())
def test_every_word_stands_in_the_page_and_in_the_data(more: Tillagg) -> None:
    for utgivning in editions(load([*base_files(), *more.files])):
        with TemporaryDirectory() as folder:
            utgava = made(utgivning)
            assert write_utgava(utgava, MALLAR, Path(folder), Cache(None), ("html", "json")) == []
            place = Path(folder) / utgava.folder / utgivning.namn
            sections = read_file(place.with_suffix(".html"), "html", utgava.bevis) or {}
            data = json.loads(place.with_suffix(".json").read_bytes())
        clauses = {item["id"]: item for part in data["kapitel"] for item in part["krav"]}
        clauses |= {item["id"]: item for item in data["utanfor"]}
        for name, text in more.texts.items():
            assert sought(text.words, clean(sections[name])) == []
            assert tuple(map(clean, clauses[name]["text"])) == tuple(map(clean, text.words))
            assert clauses[name]["lydelse"]["text"] == text.source


@slow
@given(tillagg())
def test_every_word_stands_in_pdf_word_and_markdown(more: Tillagg) -> None:
    utgivning = editions(load([*base_files(), *more.files]))[1]
    with TemporaryDirectory() as folder:
        utgava = made(utgivning)
        assert write_utgava(utgava, MALLAR, Path(folder), Cache(None), ("pdf", "docx", "md")) == []
        place = Path(folder) / utgava.folder / utgivning.namn
        word = read_file(place.with_suffix(".docx"), "docx", utgava.bevis) or {}
        markdown = place.with_suffix(".md").read_text(encoding="utf-8")
    plain = clean(markdown.replace("\\", "").replace("**", "").replace("|", " "))
    for name, text in more.texts.items():
        assert sought(text.words, clean(word[name])) == []
        own = plain[plain.index(f'<a id="{name}">') :]
        assert sought(tuple(words.replace("|", " ") for words in text.words), own) == []


@many
@given(tillagg())
def test_an_edition_holds_each_requirement_at_most_once_and_numbers_them_in_order(more: Tillagg) -> None:
    register = load([*base_files(), *more.files])
    for utgivning in editions(register):
        inside = [clause for part in utgivning.avsnitt for clause in part.klausuler]
        ids = [clause.id for clause in (*inside, *utgivning.utanfor)]
        assert len(ids) == len(set(ids))
        assert set(ids) == set(utgivning.klausuler)
        assert set(more.texts) <= set(ids)
        for chapter, part in enumerate(utgivning.avsnitt, start=1):
            numbers = [clause.nummer for clause in part.klausuler]
            assert part.nummer == str(chapter)
            assert numbers == [f"{chapter}.{number}" for number in range(1, len(numbers) + 1)]
            assert [(clause.ordning, clause.id) for clause in part.klausuler] == sorted(
                (clause.ordning, clause.id) for clause in part.klausuler
            )


@many
@given(st.lists(st.sampled_from(base_files()), unique=True), tillagg())
def test_a_register_with_holes_is_checked_and_what_passes_can_be_made(kept: list[File], more: Tillagg) -> None:
    register, findings = check_underlag(Underlag((*kept, *more.files), (), ()))
    if not any(item.severity is Allvar.FEL for item in findings):
        for utgivning in editions(register):
            assert made(utgivning).dokument.html
