"""What happens to a finished file, or on the way to it, is caught and placed: the same hurts in HTML, PDF and Word."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from kravbok.cache import Cache
from kravbok.finding import Finding
from kravbok.production import Utgava, record_position, write_utgava
from kravbok.templates import Mallar, packaged_templates
from kravbok.verify.compare import BREAK
from kravbok.verify.prove import prove, read_file
from verktyg.bygge import utgavor

FORMS = ("html", "pdf", "docx")
MALLAR = Mallar(packaged_templates())


@pytest.fixture(scope="module")
def utgava() -> Utgava:
    return utgavor("blandat")["provbok-2022"]


def write(utgava: Utgava, folder: Path, form: str, mallar: Mallar = MALLAR) -> list[Finding]:
    """What the proof finds when the edition is written in a format."""
    return write_utgava(utgava, mallar, folder, Cache(None), (form,))


def hurt(utgava: Utgava, *pairs: tuple[str, str]) -> Utgava:
    """The edition with other words in its document than its proof holds; each pattern must stand there once."""
    html = utgava.dokument.html
    for pattern, instead in pairs:
        html, count = re.subn(pattern, instead, html, count=1, flags=re.DOTALL)
        assert count == 1, pattern
    hurt = replace(utgava)
    vars(hurt)["dokument"] = replace(utgava.dokument, html=html)  # where a cached property keeps what it made
    return hurt


def told(findings: list[Finding]) -> list[str]:
    return [f"{item.code} {item.position.path}:{item.position.line}" for item in findings]


def position(utgava: Utgava, name: str) -> str:
    place = record_position(utgava.utgivning, name)
    assert place is not None
    return f"{place.path}:{place.line}"


def section(name: str) -> str:
    """The pattern of a whole requirement."""
    return rf'<section class="kb-krav">\n<h3 id="{name}">.*?</section>\n'


FIRST = "Regionen får förelägga vårdgivaren att rätta en brist."
LAST = "Regionen får säga upp avtalet."
ROW = "<tr>\n<td>Nybesök</td>\n<td>läkare</td>.*?</tr>\n"

HURTS: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "ett ord": ([("ska erbjuda", "ska")], ["K704 PR-FORM-001"]),
    "ett ord mitt i ett ord": ([("<strong>åter</strong>", "")], ["K704 PR-FORM-001"]),
    "ett blanksteg": ([("ska erbjuda", "skaerbjuda")], ["K704 PR-FORM-001"]),
    "ett blanksteg vid fetstil": ([("erbjuda <strong>", "erbjuda<strong>")], ["K704 PR-FORM-001"]),
    "ett bindestreck": ([("e-hälsotjänster", "ehälsotjänster")], ["K704 PR-FORM-001"]),
    "en siffra i ett belopp": ([(r"om 1\s000\skronor", "om 1 001 kronor")], ["K704 PR-PAF-002"]),
    "en siffra i en frist": ([("emot patienten inom 3", "emot patienten inom 4")], ["K704 PR-LIST-001"]),
    "en siffra i en tabell": ([(r"650\skronor", "560 kronor")], ["K704 PR-FORM-002"]),
    "ett ord till": ([("får säga upp", "får inte säga upp")], ["K704 PR-PAF-003"]),
    "ett stycke till": ([(f"{LAST}</p>", r"\g<0><p>Avtalet upphör genast.</p>")], ["K704 PR-PAF-003"]),
    "ett märke": ([("Ska-krav", "Bör-krav")], ["K704 PR-LIST-001"]),
    "en uppgift": ([(r"<dt>Källa</dt><dd>[^\n]*rad\s7</dd>", "")], ["K704 PR-PAF-001"]),
    "en punkt i en lista": ([("<li>Andra steget är att tänka:", "<li>")], ["K704 PR-FORM-001"]),
    "punkter i annan ordning": (
        [("<li>på patienten</li>\n(<li>.*?</li>)", r"\1<li>på patienten</li>")],
        ["K704 PR-FORM-001"],
    ),
    "en av två lika rader": ([(f"(Återbesök</td>.*?</tr>\n){ROW}", r"\1")], ["K704 PR-FORM-002"]),
    "två rader i annan ordning": ([(f"({ROW})(<tr>.*?</tr>\n)", r"\2\1")], ["K704 PR-FORM-002"]),
    "en kolumn": ([('<th scope="col">Hos</th>\n', "")], ["K704 PR-FORM-002"]),
    "en rad i en beräknad tabell": (
        [('<tr><th scope="row"><a href="#PR-PAF-002">.*?</tr>\n', "")],
        ["K704 PR-PAF-002"],
    ),
    "sista raden i en beräknad tabell": (
        [('<tr><th scope="row"><a href="#PR-PAF-003">.*?</tr>\n', "")],
        ["K704 PR-PAF-003"],
    ),
    "en cell i ett register": ([("Bifall. Underlaget antas.", "")], ["K704 beslut-RF-2020-11-24-190"]),
    "en siffra i ett register": ([(r"900\spersoner", "90 personer")], ["K704 indikator-IND-LISTADE"]),
    "numret i en rubrik": ([(r'("PR-PAF-002"><span class="kb-nr">)3\.2', r"\g<1>3.1")], ["K704 PR-PAF-002"]),
    "id i en rubrik": ([('"kb-id">PR-PAF-002', '"kb-id">PR-PAF-003')], ["K704 PR-PAF-002"]),
    "två krav i annan ordning": (
        [(f"({section('PR-PAF-002')})\n*({section('PR-PAF-003')})", r"\2\1")],
        ["K704 PR-PAF-003"],
    ),
    "två texter i varandras krav": ([(FIRST, "@"), (LAST, FIRST), ("@", LAST)], ["K704 PR-PAF-001", "K704 PR-PAF-003"]),
    "upplysningen om rekonstruktion": ([('<div class="kb-notis".*?</div>\n', "")], ["K704 "]),
    "bokens inledning": ([("Boken är till för prov.", "")], ["K704 "]),
    "ett kapitels inledning": ([("<p>Kapitlet handlar om vem som tas emot.</p>", "")], ["K704 kap-listning"]),
    "en bilagas text": ([("Bilden visar kedjan som", "Kedjan som")], ["K704 bilaga-kedja"]),
    "kontrollsumman": ([("SHA-256 [0-9a-f]{8} ", "SHA-256 ")], ["K704 kolofon"]),
}


def expected(utgava: Utgava, wanted: list[str], form: str) -> list[str]:
    """The findings as ”KOD path:line”: at the record with the anchor, else at the finished file."""
    file = f"{utgava.folder}/{utgava.utgivning.namn}.{form}:1"
    pairs = [item.split(" ") for item in wanted]
    places = [(code, record_position(utgava.utgivning, name)) for code, name in pairs]
    return [f"{code} {place.path}:{place.line}" if place else f"{code} {file}" for code, place in places]


@pytest.mark.parametrize("form", FORMS)
def test_a_whole_file_holds_what_it_must(utgava: Utgava, tmp_path: Path, form: str) -> None:
    assert write(utgava, tmp_path, form) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", HURTS)
def test_a_document_that_lost_something_is_caught_and_placed(
    utgava: Utgava, tmp_path: Path, name: str, form: str
) -> None:
    pairs, wanted = HURTS[name]
    assert told(write(hurt(utgava, *pairs), tmp_path, form)) == expected(utgava, wanted, form)


@pytest.mark.parametrize("name", ["PR-PAF-002", "kap-pafoljder", "bilaga-kedja", "begrepp", "kolofon"])
def test_a_heading_that_is_lost_is_missing_or_refused(utgava: Utgava, tmp_path: Path, name: str) -> None:
    lost = hurt(utgava, (f'<h[23] id="{name}">.*?</h[23]>', ""))
    found = told(write(lost, tmp_path, "html"))
    assert expected(utgava, [f"K705 {name}"], "html")[0] in found
    for form in ("pdf", "docx"):  # the table of contents leads to a heading that is not there
        assert told(write(lost, tmp_path, form)) == expected(utgava, ["K703 "], form)


@pytest.mark.parametrize("form", FORMS)
def test_a_requirement_that_stands_twice_is_caught(utgava: Utgava, tmp_path: Path, form: str) -> None:
    twice = hurt(utgava, (section("PR-PAF-002"), r"\g<0>\g<0>"))
    found = told(write(twice, tmp_path, form))
    assert found in (expected(utgava, ["K704 PR-PAF-002"], form), expected(utgava, ["K703 "], form))


@pytest.fixture(scope="module")
def finished(utgava: Utgava, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The finished files of the edition by format."""
    folder = tmp_path_factory.mktemp("klart")
    assert write_utgava(utgava, MALLAR, folder, Cache(None), FORMS) == []
    return {form: (folder / utgava.folder / f"{utgava.utgivning.namn}.{form}").read_bytes() for form in FORMS}


def proven(utgava: Utgava, folder: Path, form: str, data: bytes) -> list[str]:
    path = folder / f"bok.{form}"
    path.write_bytes(data)
    return [f"{item.code} {item.post}" for item in prove(path, form, utgava.bevis)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"PK\x03\x04 %PDF-1.7 <p>"])
def test_a_file_of_another_kind_is_said_to_be_unreadable_or_empty(
    utgava: Utgava, tmp_path: Path, form: str, data: bytes
) -> None:
    found = proven(utgava, tmp_path, form, data)
    assert found == ["K706 "] or (form == "html" and "K705 PR-PAF-002" in found)


@pytest.mark.parametrize("form", FORMS)
def test_a_file_cut_short_is_caught(utgava: Utgava, finished: dict[str, bytes], tmp_path: Path, form: str) -> None:
    assert proven(utgava, tmp_path, form, finished[form]) == []
    for part in (0.999, 0.9, 0.5):
        found = proven(utgava, tmp_path, form, finished[form][: int(len(finished[form]) * part)])
        assert found or (form == "html" and part == 0.999)  # the last bytes of an HTML file are its closing tags


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>Regionen får säga", "<p hidden>Regionen får säga"),
        ("<p>Regionen får säga", '<p aria-hidden="true">Regionen får säga'),
        ("<p>Regionen får säga upp avtalet.</p>", "<template><p>Regionen får säga upp avtalet.</p></template>"),
        ("<p>Regionen får säga upp avtalet.</p>", "<!-- <p>Regionen får säga upp avtalet.</p> -->"),
        ("säga upp avtalet.", "säga <script>upp</script> avtalet."),
        ("säga upp avtalet.", 'säga <img alt="upp" src="filer/kedja.svg"> avtalet.'),
        ('<h3 id="PR-PAF-003">', '<h3 id="PR-PAF-003" hidden>'),
    ],
)
def test_words_that_no_reader_of_the_page_sees_are_lost(
    utgava: Utgava, finished: dict[str, bytes], tmp_path: Path, old: str, new: str
) -> None:
    text = finished["html"].decode()
    assert text.count(old) == 1
    assert any(
        item.endswith(" PR-PAF-003") for item in proven(utgava, tmp_path, "html", text.replace(old, new).encode())
    )


def test_a_comment_between_words_is_nothing(utgava: Utgava, finished: dict[str, bytes], tmp_path: Path) -> None:
    text = finished["html"].decode().replace("får säga upp", "får <!-- verkligen --> säga<!-- --> upp")
    assert proven(utgava, tmp_path, "html", text.encode()) == []


def in_docx(data: bytes, change: Callable[[str], str]) -> bytes:
    """The Word file with another word/document.xml."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == "word/document.xml" else content)
    return made.getvalue()


LAST_RUN = r"<w:r>(<w:t[^>]*>Regionen får säga upp avtalet\.</w:t>)</w:r>"


@pytest.mark.parametrize(
    ("pattern", "instead", "wanted"),
    [
        (LAST_RUN, "", ["K704 PR-PAF-003"]),
        (LAST_RUN, r"<w:r><w:rPr><w:vanish/></w:rPr>\1</w:r>", ["K704 PR-PAF-003"]),
        (LAST_RUN, f"<w:del><w:r><w:delText>{LAST}</w:delText></w:r></w:del>", ["K704 PR-PAF-003"]),
        (r"<w:tr>(?:(?!</w:tr>).)*Återbesök.*?</w:tr>", "", ["K704 PR-FORM-002"]),
        (r'<w:bookmarkStart [^>]*w:name="PR-PAF-003"/>', "", ["K704 PR-PAF-002", "K705 PR-PAF-003"]),
        (r'(w:name="PR-PAF-003"/>.*?<w:pStyle w:val=")Heading2', r"\1BodyText", ["K704 PR-PAF-002", "K705 PR-PAF-003"]),
    ],
)  # fmt: skip
def test_a_word_file_that_was_changed_is_caught(
    utgava: Utgava, finished: dict[str, bytes], tmp_path: Path, pattern: str, instead: str, wanted: list[str]
) -> None:
    def change(text: str) -> str:
        text, count = re.subn(pattern, instead, text, count=1, flags=re.DOTALL)
        assert count == 1
        return text

    assert proven(utgava, tmp_path, "docx", in_docx(finished["docx"], change)) == wanted


def showing(page: pikepdf.Page) -> Iterator[int]:
    """The places of the operators that show text of the book: those that are no artefact."""
    depth: list[bool] = []
    for number, step in enumerate(pikepdf.parse_content_stream(page)):
        if str(step.operator) in ("BMC", "BDC"):
            depth.append(str(next(iter(step.operands))) == "/Artifact")
        elif str(step.operator) == "EMC":
            depth.pop()
        elif str(step.operator) in ("Tj", "TJ") and not any(depth):
            yield number


def without(data: bytes, page: int, number: int) -> bytes:
    """The PDF without one operator on a page."""
    made = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        kept = list(pikepdf.parse_content_stream(pdf.pages[page]))
        del kept[number]
        pdf.pages[page].Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        pdf.save(made)
    return made.getvalue()


def letters(utgava: Utgava, folder: Path, data: bytes) -> str:
    """All that stands in the sections of a PDF, without blanks and the hyphens of its lines."""
    path = folder / "ord.pdf"
    path.write_bytes(data)
    sections = read_file(path, "pdf", utgava.bevis)
    assert sections is not None
    return re.sub(rf"[\s{BREAK}]", "", "".join(sections.values()))


def difference(before: str, after: str) -> str:
    """What stands in one text and no longer in the other, its letters in order (2. is .2)."""
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return "".join(sorted("".join(before[start:end] for kind, start, end, _, _ in steps if kind != "equal")))


def test_a_text_that_a_pdf_no_longer_shows_is_caught(
    utgava: Utgava, finished: dict[str, bytes], tmp_path: Path
) -> None:
    with pikepdf.open(BytesIO(finished["pdf"])) as pdf:
        places = [(number, place) for number, page in enumerate(pdf.pages) if number > 2 for place in showing(page)]
    assert len(places) > 300
    before = letters(utgava, tmp_path, finished["pdf"])
    caught, lost = 0, set()
    for page, place in places[::5]:
        data = without(finished["pdf"], page, place)
        if proven(utgava, tmp_path, "pdf", data):
            caught += 1
        elif (after := letters(utgava, tmp_path, data)) != before:
            lost.add(difference(before, after))
    assert caught > 50
    own = ("Kolofon", "Det som står här har en part lovat eller rekommenderat, men det är inte krav i boken.")
    assert lost <= {"•", ".1", ".2", ".3", *("".join(sorted(words.replace(" ", ""))) for words in own)}, (
        "bara listmärken och mallens egna ord får försvinna"
    )


def test_a_page_that_is_lost_is_caught(utgava: Utgava, finished: dict[str, bytes], tmp_path: Path) -> None:
    made = BytesIO()
    with pikepdf.open(BytesIO(finished["pdf"])) as pdf:
        del pdf.pages[4]
        pdf.save(made)
    assert proven(utgava, tmp_path, "pdf", made.getvalue()) != []


def with_template(change: Callable[[str], str], name: str = "bok.typ") -> Mallar:
    files = dict(packaged_templates())
    files[name] = change(files[name].decode()).encode()
    return Mallar(files)


@pytest.mark.parametrize(
    "definition",
    [
        "#let kb-fakta(body) = []",
        "#let kb-fakta(body) = hide(body)",
        "#let kb-fakta(body) = pdf.artifact(body)",
        "#let kb-fakta(body) = move(dx: 700pt, body)",
        "#let kb-fakta(body) = body + body",
    ],
)
def test_a_page_template_that_hides_or_doubles_the_facts_stops_the_book(
    utgava: Utgava, tmp_path: Path, definition: str
) -> None:
    found = told(write(utgava, tmp_path, "pdf", with_template(lambda text: f"{text}\n{definition}\n")))
    refused = ["K703 provbok/2022/provbok-2022.pdf:1"]
    assert found == refused if "artifact" in definition else [item[:4] for item in found] == ["K704"] * 9


@pytest.mark.parametrize("margins", ["(x: 25mm, y: 10mm)", "(x: 40mm, y: 60mm)"])
def test_a_page_template_may_move_the_margins(utgava: Utgava, tmp_path: Path, margins: str) -> None:
    moved = with_template(lambda text: re.sub(r"margin: \(.*?\),\n", f"margin: {margins},\n", text, count=1))
    assert write(utgava, tmp_path, "pdf", moved) == []
