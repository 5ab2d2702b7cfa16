"""Sealed editions through the installed command, in real repositories: what breaks a seal, and what must not.

Every way to change the past is found at its place; everyday work around a sealed edition finds nothing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from kravbok.seal.forsegling import checksum, parse_forsegling, to_bytes
from verktyg import forseglade as f
from verktyg.bygge import kravbok
from verktyg.forseglade import BOK, LIST_1, PAF_2, SEAL, Files, change, save_commit, seal, sealed, text, without
from verktyg.gitrepo import git, write
from verktyg.grund import base

LIST_2 = "krav/provbok/listning/PR-LIST-002.yaml"
LIST_3 = "krav/provbok/listning/PR-LIST-003.yaml"
PAF_1 = "krav/provbok/pafoljder/PR-PAF-001.yaml"
KAPITEL = "krav/provbok/kapitel/pafoljder.yaml"
BESLUT = "krav/register/beslut/RF-2020-11-24-190.yaml"
TERM = "krav/register/begrepp/listning.yaml"
LAG = "krav/register/styrdokument/provlagen.yaml"
MATT = "krav/register/indikatorer/IND-LISTADE.yaml"
KEDJA = "krav/provbok/bilagor/kedja.yaml"
BILD = "krav/provbok/filer/kedja.svg"

Edit = Callable[[Files], Files]


def swap(path: str, old: str, new: str) -> Edit:
    return lambda files: change(files, path, old, new)


def add(path: str, more: str) -> Edit:
    return lambda files: {**files, path: text(files, path).rstrip("\n") + "\n" + more}


def drop(path: str) -> Edit:
    return lambda files: without(files, path)


def new_clause(files: Files) -> Files:
    clause = text(files, PAF_1).replace("PR-PAF-001", "PR-PAF-009").replace("ordning: 10", "ordning: 90")
    return {**files, "krav/provbok/pafoljder/PR-PAF-009.yaml": clause}


def backdate(files: Files) -> Files:
    """The wording that was proposed for 2022 made to hold when the edition of 2021 began."""
    whole = change(
        files, LIST_1, '  - avses_galla_fran: 2022-01-01\n    upplaga: "2022"\n', "  - galler_fran: 2021-01-01\n"
    )
    return change(whole, LIST_1, "    beslut: okänt\n", "")


def forge(files: Files) -> Files:
    """A seal with another chain, and a checksum that fits."""
    made = parse_forsegling(text(files, SEAL).encode())
    other = made.model_validate(
        {**made.model_dump(by_alias=True), "foregaende": {"upplaga": "2020", "kontrollsumma": "a" * 64}}
    )
    return {**files, SEAL: to_bytes(other.model_copy(update={"kontrollsumma": checksum(other)}))}


def reseal(_files: Files) -> Files:
    """The past rewritten, sealed anew with the line in the book."""
    return seal(change(base(), LIST_1, "4 veckor", "5 veckor"), "provbok", "2021")


def forget(_files: Files) -> Files:
    """The past rewritten, and seal and line taken away."""
    return change(base(), LIST_1, "4 veckor", "5 veckor")


def rename_seal(files: Files) -> Files:
    return {**without(files, SEAL), "krav/forseglingar/provbok-2020.json": files[SEAL]}


def other_book(files: Files) -> Files:
    """The seal of another book under this one's name."""
    other = {path: text(files, path).replace("provbok", "annanbok") for path in base() if not path.endswith(".svg")}
    other = {path.replace("provbok", "annanbok"): data for path, data in other.items()}
    svg = {BILD.replace("provbok", "annanbok"): base()[BILD]}
    plain = {**other, **svg, BOK.replace("provbok", "annanbok"): base()[BOK].replace("provbok", "annanbok")}
    return {**files, SEAL: seal(plain, "annanbok", "2021")[SEAL.replace("provbok", "annanbok")]}


def drop_edition(files: Files) -> Files:
    whole = text(files, BOK)
    start, end = whole.index('  - id: "2021"'), whole.index('  - id: "2022"')
    return {**files, BOK: whole[:start] + whole[end:]}


TAMPERED: dict[str, tuple[Edit, str]] = {
    "text": (swap(LIST_1, "ska ta emot", "ska genast ta emot"), f"K901 {LIST_1}:3:5"),
    "siffra": (swap(PAF_2, "tak: 10 000 kr", "tak: 20 000 kr"), f"K901 {PAF_2}:3:5"),
    "enhet": (swap(PAF_2, "sats: 1 000 kr/vecka", "sats: 1 000 kr/månad"), f"K901 {PAF_2}:3:5"),
    "siffra som en annan text hämtar": (swap(LIST_1, "4 veckor", "5 veckor"), f"K901 {LIST_2}:3:5"),
    "kravnivå": (swap(PAF_1, "kravniva: får", "kravniva: ska"), f"K901 {PAF_1}:3:5"),
    "vem": (swap(LIST_1, "vem: vårdgivaren", "vem: regionen"), f"K901 {LIST_1}:3:5"),
    "källans rader": (swap(LIST_1, "rader: 1-2", "rader: 1-3"), f"K901 {LIST_1}:3:5"),
    "citat": (swap(LIST_1, "inom fyra veckor", "fyra veckor"), f"K901 {LIST_1}:3:5"),
    "regel": (swap(PAF_2, "per: [vecka]", "per: [vecka, patient]"), f"K901 {PAF_2}:3:5"),
    "kravets dag": (swap(LIST_2, "galler_fran: 2021-01-01", "galler_fran: 2020-01-01"), f"K901 {LIST_2}:3:5"),
    "annat kapitel": (swap(LIST_3, "kapitel: listning", "kapitel: pafoljder"), f"K901 {LIST_3}:3:5"),
    "ordning": (swap(LIST_1, "ordning: 10", "ordning: 35"), f"K904 {LIST_1}:8:7"),
    "kapitlens ordning": (swap(KAPITEL, "ordning: 20", "ordning: 5"), f"K904 {KAPITEL}:1:1"),
    "kapitlets rubrik": (swap(KAPITEL, "Påföljder", "Viten"), f"K902 {KAPITEL}:1:1"),
    "bokens inledning": (swap(BOK, "till för prov", "till för allt"), f"K902 {BOK}:1:1"),
    "upplagans dag": (swap(BOK, "galler_fran: 2021-01-01", "galler_fran: 2021-02-01"), f"K902 {BOK}:8:5"),
    "upplagan förslag igen": (swap(BOK, "status: beslutad", "status: utkast"), f"K902 {BOK}:8:5"),
    "upplagan borta": (drop_edition, f"K910 {SEAL}:4:3"),
    "annat beslut för upplagan": (swap(BOK, "beslut: RF-2020-11-24-190", "beslut: okänt"), f"K902 {BOK}:8:5"),
    "beslutets paragraf": (swap(BESLUT, "paragraf: 190", "paragraf: 191"), f"K902 {BESLUT}:1:1"),
    "begrepp": (swap(TERM, "val av vårdgivare", "val"), f"K902 {TERM}:1:1"),
    "styrdokumentets version": (swap(LAG, 'version: "1"', 'version: "2"'), f"K902 {LAG}:1:1"),
    "ett utfall borta": (swap(MATT, "varde: 900 personer", "varde: 950 personer"), f"K902 {MATT}:1:1"),
    "bilagans bild": (swap(BILD, "</svg>", "<g/></svg>"), f"K902 {KEDJA}:1:1"),
    "krav borttaget": (drop(PAF_1), f"K903 {SEAL}:47:5"),
    "krav upphör för tidigt": (
        add(PAF_1, "upphor: {galler_till: 2020-12-31, motiv: Slut}\n"), f"K903 {PAF_1}:1:1",
    ),
    "krav tillagt": (new_clause, "K903 krav/provbok/pafoljder/PR-PAF-009.yaml:3:5"),
    "senare lydelse daterad bakåt": (backdate, f"K901 {LIST_1}:21:5"),
    "begrepp daterat bakåt": (
        lambda files: {**files, TERM.replace("listning", "nytt"): text(files, TERM).replace("listning", "nytt")},
        f"K903 {TERM.replace('listning', 'nytt')}:1:1",
    ),
    "förseglingens rad": (swap(SEAL, '"krav/PR-LIST-001": "', '"krav/PR-LIST-001": "0'), f"K909 {SEAL}:1:1"),
    "förseglingens beslut": (swap(SEAL, '"paragraf": "190"', '"paragraf": "191"'), f"K909 {SEAL}:1:1"),
    "förseglingens kedja": (forge, f"K909 {SEAL}:1:1"),
    "förseglingen borta": (drop(SEAL), f"K909 {SEAL}:1:1"),
    "förseglingen bytt": (reseal, f"K909 {SEAL}:1:1"),
    "kravet när förseglingen är bytt": (reseal, f"K901 {LIST_1}:3:5"),
    "försegling, rad och krav": (forget, f"K901 {LIST_1}:3:5"),
    "förseglingen omdöpt": (rename_seal, "K910 krav/forseglingar/provbok-2020.json:4:3"),
    "en annan boks försegling": (other_book, f"K909 {SEAL}:1:1"),
    "bokens rad": (swap(BOK, "forsegling: ", "forsegling: 0000"), f"K112 {BOK}:9:17"),
    "bokens rad, en annan": (lambda files: re_line(files, "a" * 64), f"K907 {BOK}:9:17"),
    "bokens rad borta": (lambda files: {**files, BOK: base()[BOK]}, f"K907 {BOK}:8:9"),
}  # fmt: skip
"""Ways to change the past, and where each is found."""


def re_line(files: Files, value: str) -> Files:
    return {**files, BOK: re.sub(r"forsegling: .*", f"forsegling: {value}", text(files, BOK))}


def check(root: Path) -> list[str]:
    """What the installed command finds, as ”KOD path:line:column”, but the verdicts on claims (K35)."""
    command = [sys.executable, "-m", "kravbok", "kontrollera", "--format", "kort", "--datum", "2021-06-01"]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GITHUB_ACTIONS": ""}
    done = subprocess.run(command, cwd=root, env=environment, check=False, capture_output=True, encoding="utf-8")
    assert "Internt fel" not in done.stderr, done.stderr
    rows = [re.match(r"(\S+) \w+\[(K\d+)\] ", line) for line in done.stdout.splitlines()]
    return [f"{row[2]} {row[1]}" for row in rows if row and not row[2].startswith("K35")]


@pytest.mark.parametrize(("edit", "expected"), TAMPERED.values(), ids=TAMPERED)
@pytest.mark.parametrize("saved", [True, False], ids=["incheckad", "inte incheckad"])
def test_the_past_cannot_be_changed(edit: Edit, expected: str, saved: bool, tmp_path: Path) -> None:
    save_commit(tmp_path, sealed())
    changed = edit(sealed())
    if saved:
        save_commit(tmp_path, changed)
    else:
        f.save(tmp_path, changed)
    assert expected in check(tmp_path)


def test_nothing_is_wrong_with_a_sealed_edition(tmp_path: Path) -> None:
    save_commit(tmp_path, sealed())
    assert check(tmp_path) == []


# What must not break a seal


def reflow(files: Files) -> Files:
    """A text broken over other lines, in another style."""
    whole = text(files, LIST_2)
    start = whole.index("    text: |")
    end = whole.index("    ursprung:")
    words = " ".join(whole[start + len("    text: |") : end].split())
    return {
        **files,
        LIST_2: f"{whole[:start]}    text: >-\n      {words.replace(' inom ', chr(10) + '      inom ')}\n{whole[end:]}",
    }


def new_edition(files: Files) -> Files:
    """The edition of 2022 decided and sealed, and that of 2021 replaced by it."""
    decided = change(f.decide_2022(files), BOK, "status: beslutad", "status: ersatt")
    return seal(decided, "provbok", "2022")


def one_file(files: Files) -> Files:
    """Two requirements in one file."""
    both = text(files, PAF_1) + "---\n" + text(files, PAF_2)
    return {**without(without(files, PAF_1), PAF_2), "krav/provbok/pafoljder/alla.yaml": both}


def rename_picture(files: Files) -> Files:
    moved = {**without(files, BILD), BILD.replace("kedja", "bild"): files[BILD]}
    return change(moved, KEDJA, "fil: kedja.svg", "fil: bild.svg")


def write_out(files: Files) -> Files:
    """What was inherited in a later wording written out, and the first wording unchanged."""
    return change(
        files, LIST_1, "som_foregaende: [rubrik, typ, omrade, plats, vem, kravniva, text]",
        "som_foregaende: [typ, omrade, plats, vem, kravniva, text]\n    rubrik: Mottagande av patienter",
    )  # fmt: skip


HARMLESS: dict[str, Edit] = {
    "filen byter mapp": lambda files: {**without(files, PAF_1), "krav/provbok/viten/PR-PAF-001.yaml": files[PAF_1]},
    "filen byter namn": one_file,
    "kommentar": add(LIST_1, "# en kommentar\n"),
    "citattecken": swap(LIST_1, "rubrik: Mottagande av patienter", "rubrik: 'Mottagande av patienter'"),
    "nycklarnas ordning": swap(
        PAF_2,
        "      sats: 1 000 kr/vecka\n      tak: 10 000 kr\n",
        "      tak: 10 000 kr\n      sats: 1 000 kr/vecka\n",
    ),
    "radbrytning i texten": reflow,
    "hård blank i ett belopp": swap(PAF_2, "tak: 10 000 kr", "tak: 10\N{NO-BREAK SPACE}000 kr"),
    "vagnretur": lambda files: {**files, LIST_1: text(files, LIST_1).replace("\n", "\r\n")},
    "sönderdelade tecken": lambda files: {**files, PAF_1: unicodedata.normalize("NFD", text(files, PAF_1))},
    "luckor i ordningen": swap(LIST_1, "ordning: 10", "ordning: 15"),
    "utskrivet i stället för ärvt": write_out,
    "bilden byter namn": rename_picture,
    "en ny upplaga förseglas": new_edition,
    "en ny lydelse": swap(LIST_1, "frist: 3 veckor", "frist: 2 veckor"),
    "ett begrepp får en ny lydelse": add(
        TERM, "  - galler_fran: 2022-01-01\n    term: listning\n    definition: Patientens val av enhet.\n"
    ),
    "ett nytt utfall": add(MATT, '  - {ar: "2021", varde: 950 personer, ursprung: [{dokument: rapport, rader: 12}]}\n'),
    "en ny version av en lag": add(LAG, '  - {version: "2", galler_fran: 2022-01-01}\n'),
    "en lag kontrolleras": swap(LAG, "kontrollerad: 2021-05-05", "kontrollerad: 2021-05-06"),
    "protokollet justeras": swap(BESLUT, "justerat: 2020-12-01", "justerat: 2020-12-02"),
    "upplagan är känd längre": swap(BOK, "kand_till: 2021-12-31", "kand_till: 2022-12-31"),
    "ett krav upphör senare": add(PAF_1, "upphor: {galler_till: 2021-12-31, motiv: Slut, upplaga: '2022'}\n"),
    "en brist antecknas": add(
        LIST_2, "saknas:\n  - {vad: uppgift, motivering: Bilagan finns inte., antecknad_av: prov}\n"
    ),
    "en mall": lambda files: {**files, "mallar/bok.css": "p { color: black }\n"},
}
"""Everyday work around a sealed edition."""


@pytest.mark.parametrize("edit", HARMLESS.values(), ids=HARMLESS)
def test_everyday_work_breaks_no_seal(edit: Edit, tmp_path: Path) -> None:
    save_commit(tmp_path, sealed())
    changed = edit(sealed())
    assert changed != sealed()
    save_commit(tmp_path, changed)
    assert [item for item in check(tmp_path) if item.startswith("K9")] == []


# Which commit did it


def lines(root: Path) -> str:
    command = [sys.executable, "-m", "kravbok", "kontrollera", "--format", "kort", "--datum", "2021-06-01"]
    return subprocess.run(command, cwd=root, check=False, capture_output=True, encoding="utf-8").stdout


def test_the_commit_that_changed_a_clause_is_named(tmp_path: Path) -> None:
    save_commit(tmp_path, sealed())
    save_commit(tmp_path, {**sealed(), "README.md": "x"})
    broken = change(sealed(), PAF_2, "tak: 10 000 kr", "tak: 20 000 kr")
    guilty = save_commit(tmp_path, broken)
    moved = {**without(broken, PAF_2), PAF_2.replace("pafoljder/", "viten/"): broken[PAF_2]}
    save_commit(tmp_path, moved)
    save_commit(tmp_path, add(LIST_1, "# en kommentar\n")(moved))
    [line] = [line for line in lines(tmp_path).splitlines() if "K901" in line]
    assert f"av commit {guilty[:10]}" in line
    assert "PR-PAF-002" in line
    assert len(re.findall(r"\b[0-9a-f]{16}…", line)) == 2


def test_the_words_that_differ_from_what_was_sealed_can_be_seen(tmp_path: Path) -> None:
    save_commit(tmp_path / "då", sealed())
    save_commit(tmp_path / "nu", change(sealed(), PAF_2, "tak: 10 000 kr", "tak: 20 000 kr"))
    done = kravbok("diff", "provbok@2021", "--fran", tmp_path / "då", folder=tmp_path / "nu")
    assert (done.returncode, "fel[K901]" in done.stderr) == (0, True)
    assert "20 000" in done.stdout.replace("\N{NO-BREAK SPACE}", " ")


def test_the_commit_behind_a_merge_is_named(tmp_path: Path) -> None:
    save_commit(tmp_path, sealed())
    git(tmp_path, "checkout", "-q", "-b", "gren")
    guilty = save_commit(tmp_path, change(sealed(), PAF_2, "tak: 10 000 kr", "tak: 20 000 kr"))
    git(tmp_path, "checkout", "-q", "main")
    save_commit(tmp_path, add(LIST_1, "# en kommentar\n")(sealed()))
    git(tmp_path, "merge", "-q", "--no-edit", "gren")
    assert f"av commit {guilty[:10]}" in lines(tmp_path)


def test_a_change_that_is_not_committed_names_no_commit(tmp_path: Path) -> None:
    save_commit(tmp_path, sealed())
    f.save(tmp_path, change(sealed(), PAF_2, "tak: 10 000 kr", "tak: 20 000 kr"))
    assert "K901" in lines(tmp_path)
    assert "commit" not in lines(tmp_path)


def test_a_shallow_clone_says_that_it_cannot_know(tmp_path: Path) -> None:
    save_commit(tmp_path / "hel", sealed())
    save_commit(tmp_path / "hel", {**sealed(), "README.md": "x"})
    git(tmp_path, "clone", "-q", "--depth", "1", (tmp_path / "hel").as_uri(), "grund")
    assert check(tmp_path / "grund") == ["K913 krav/forseglingar:1:1"]
    assert check(tmp_path / "hel") == []


# The command


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kravbok", "forsegla", *arguments]
    return subprocess.run(command, cwd=root, check=False, capture_output=True, encoding="utf-8")


def test_the_command_seals_and_says_what_to_do(tmp_path: Path) -> None:
    save_commit(tmp_path, dict(base()))
    done = run(tmp_path, "provbok", "2021", "--utan-filer")
    assert (done.returncode, (tmp_path / SEAL).read_bytes()) == (0, sealed()[SEAL])
    [total] = re.findall(r"^    forsegling: ([0-9a-f]{64})$", done.stdout, re.MULTILINE)
    assert total == parse_forsegling((tmp_path / SEAL).read_bytes()).kontrollsumma
    assert f"Provbok, upplaga 2021: kontrollsumma (SHA-256, kravbok form 1) {total}. Beslut: " in done.stdout
    assert f"git tag -s provbok-2021 -m 'provbok 2021 förseglad: {total}'" in done.stdout
    assert git(tmp_path, "status", "--porcelain") == "?? krav/forseglingar/"
    assert not (tmp_path / "arkiv").exists()
    assert check(tmp_path) == [f"K907 {BOK}:8:9"]
    write(tmp_path, {BOK: f.text(sealed(), BOK)})
    assert check(tmp_path) == []
    again = run(tmp_path, "provbok", "2021")
    assert (again.returncode, "forsegling: " in again.stdout, total in again.stdout) == (0, False, True)
    assert [path.name for path in (tmp_path / SEAL).parent.iterdir()] == [Path(SEAL).name]


REFUSED: dict[str, tuple[Edit, str, str]] = {
    "ett förslag": (dict, "2022", "K911"),
    "fel i projektet": (swap(LIST_1, "kravniva: ska", "kravniva: skall"), "2021", "K104"),
    "redan förseglad, annat innehåll": (swap(LIST_1, "ta emot patienten", "möta patienten"), "2021", "K901"),
    "upplagan finns inte": (dict, "2023", "K206"),
}


@pytest.mark.parametrize(("edit", "upplaga", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_sealed_is_refused(edit: Edit, upplaga: str, code: str, tmp_path: Path) -> None:
    files = edit(sealed())
    save_commit(tmp_path, files)
    done = run(tmp_path, "provbok", upplaga)
    assert (done.returncode, f"[{code}]" in done.stdout) == (1, True), done.stdout
    assert sorted((tmp_path / "krav/forseglingar").iterdir()) == [tmp_path / SEAL]
    assert (tmp_path / SEAL).read_bytes() == files[SEAL]


def test_a_book_that_does_not_exist_is_guessed(tmp_path: Path) -> None:
    save_commit(tmp_path, dict(base()))
    done = run(tmp_path, "provbook", "2021")
    assert (done.returncode, "Menade du provbok?" in done.stdout) == (1, True)
