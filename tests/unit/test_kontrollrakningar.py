"""Kontrollräkningar: verdicts and faults in tests/cases/kontrollrakningar, and R1–R18 in the reference content."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.codes import CODES, Allvar
from kravbok.finding import Finding
from kravbok.loader import load_register
from kravbok.model.inspel import Pastaende
from kravbok.register import Register
from kravbok.rules.kontroll import Dom, Utslag, recompute
from kravbok.rules.kontrollvarden import approximate, show_spann, written_span
from kravbok.sources import read_folder
from verktyg.fall import check
from verktyg.grund import register_with

TESTS = Path(__file__).parents[1]
CASES = TESTS / "cases" / "kontrollrakningar"
PATH = "krav/register/kontrollrakningar/KONTROLL-PROV.yaml"


@dataclass(frozen=True)
class Fall:
    """A case: its heading, the record it makes, the codes that it gives, and words of the answer."""

    namn: str
    post: str
    codes: tuple[str, ...]
    words: tuple[str, ...]


def read_cases(name: str) -> list[Fall]:
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    return [make_case(part) for part in text.split("\n## ")[1:]]


def make_case(part: str) -> Fall:
    """A case from its lines: what is claimed, the values, the formula, the codes and the words."""
    heading, *lines = part.rstrip("\n").split("\n")
    pairs = [line.split(": ", 1) for line in lines if ": " in line and not line.startswith(("=>", "|"))]
    period = dict(pairs).get("period", "okänd")
    claims = [value for key, value in pairs if key == "påstår"]
    given = [(key, value) for key, value in pairs if key not in ("påstår", "period", "formel", "lös ut")]
    solve = [f"los_ut: {value}\n" for key, value in pairs if key == "lös ut"]
    record = "id: KONTROLL-PROV\nrubrik: Prov\nbocker: [provbok]\npastaende:\n"
    record += "".join(
        f"  - dokument: rapport\n    rader: 3-4\n    varde: {plain(value)}\n    period: {period}{about(value, 4)}\n"
        for value in claims
    )
    record += "givet:\n" + "".join(f"  {key}: {value_of(value)}\n" for key, value in given)
    record += f"formel: {dict(pairs)['formel']}\n" + "".join(solve)
    codes = tuple(code for line in lines if line.startswith("=> ") for code in line[3:].split())
    return Fall(heading, record, codes, tuple(line[2:] for line in lines if line.startswith("| ")))


def plain(value: str) -> str:
    return value.removeprefix("ca ")


def about(value: str, indent: int) -> str:
    return f"\n{' ' * indent}ungefar: ja" if value.startswith("ca ") else ""


def value_of(value: str) -> str:
    return f"{{varde: '{plain(value)}', ungefar: ja}}" if value.startswith("ca ") else value


UTSLAG, FEL = read_cases("utslag"), read_cases("fel")


def found(fall: Fall) -> list[Finding]:
    return check({PATH: fall.post.encode()})


@pytest.mark.parametrize("fall", UTSLAG, ids=[fall.namn for fall in UTSLAG])
def test_a_claim_gets_its_verdict(fall: Fall) -> None:
    findings = found(fall)
    said = " ".join([*(f"{item.message} {item.hint}" for item in findings), *related(findings)])
    said = said.replace("\N{NO-BREAK SPACE}", " ")
    assert tuple(item.code for item in findings) == fall.codes
    assert [words for words in fall.words if words not in said] == []


def related(findings: list[Finding]) -> list[str]:
    """What is said at other places: ”andel är 1 %; påståendet stämmer om det är 10 %” read as ”andel är 10 %”."""
    texts = [other.text for item in findings for other in item.related]
    return [re.sub(r"är .* om det är", "är", text) for text in texts]


@pytest.mark.parametrize("fall", FEL, ids=[fall.namn for fall in FEL])
def test_a_fault_stands_at_its_place(fall: Fall) -> None:
    codes = fall.codes
    expected = [f"{code} {PATH}:{place}" for code, place in zip(codes[::2], codes[1::2], strict=True)]
    findings = found(fall)
    assert [f"{item.code} {item.position}" for item in findings] == expected
    assert all(item.hint for item in findings)


def test_verdicts_are_information_and_faults_are_errors() -> None:
    assert {code: CODES[code].allvar for code in CODES if "K350" <= code <= "K359"} == {
        f"K35{number}": Allvar.FEL if number < 5 else Allvar.UPPLYSNING for number in range(10)
    }


def test_a_claim_that_is_off_shows_every_value_at_its_place() -> None:
    (fall,) = (item for item in UTSLAG if item.namn == "avviker med en faktor tio")
    (finding,) = found(fall)
    assert [other.position.line for other in finding.related] == [10, 11, 12, 13]


def test_changing_one_value_flips_the_verdict() -> None:
    (fall,) = (item for item in UTSLAG if item.namn == "avviker med en faktor tio")
    assert [item.code for item in check({PATH: fall.post.replace("andel: 1 %", "andel: 10 %").encode()})] == ["K355"]
    assert [item.code for item in check({PATH: fall.post.replace("andel: 1 %", "andel: 3 %").encode()})] == ["K358"]


def test_a_declared_gap_silences_just_that_verdict() -> None:
    (fall,) = (item for item in UTSLAG if item.namn == "två påståenden om samma sak")
    gap = "saknas:\n  - {vad: räkning-avviker, motivering: Känt, antecknad_av: Redaktionen}\n"
    assert [item.code for item in check({PATH: (fall.post + gap).encode()})] == ["K355"]


@given(st.integers(1, 9999), st.integers(0, 3), st.integers(0, 4))
def test_the_span_of_ca_holds_what_rounds_to_it(digits: int, decimals: int, noughts: int) -> None:
    number = f"{digits}{'0' * noughts}" if not decimals else f"{digits},{'1' * decimals}"
    register = register_with(("register/kontrollrakningar/K.yaml", None, record(number)))
    (item,) = register.kontrollrakningar["K"].pastaende
    wide, narrow = approximate(item.varde), written_span(item.varde)
    assert wide.lag <= narrow.lag < item.varde < narrow.hog <= wide.hog
    assert item.varde - wide.lag == wide.hog - item.varde


def record(number: str) -> str:
    claim = f'  - dokument: rapport\n    rader: "3"\n    varde: {grouped(number)} kr\n'
    return f"id: K\nrubrik: R\npastaende:\n{claim}givet: {{a: 1 kr}}\nformel: a\n"


def grouped(number: str) -> str:
    whole, comma, rest = number.partition(",")
    return f"{int(whole):,}".replace(",", " ") + comma + rest


def test_a_record_that_asks_for_much_work_is_answered_in_bounded_time() -> None:
    names = [f"a{number}" for number in range(50)]
    given_values = "".join(f"  {name}: {{varde: '5,5 kr', ungefar: ja}}\n" for name in names)
    claims = "  - {dokument: rapport, rader: 3-4, varde: 1 mkr, ungefar: ja}\n" * 50
    text = f"id: K\nrubrik: R\npastaende:\n{claims}givet:\n{given_values}formel: {' + '.join(names)}\n"
    register = register_with(("register/kontrollrakningar/K.yaml", None, text))
    started = time.process_time()
    found = recompute(register, register.kontrollrakningar["K"])
    assert time.process_time() - started < 5
    assert len(found.pastaenden) == 50
    assert found.spann is None


def test_a_record_has_a_most_of_claims() -> None:
    claims = "  - {dokument: rapport, rader: 3-4, varde: 1 mkr}\n" * 51
    text = f"id: KONTROLL-PROV\nrubrik: R\npastaende:\n{claims}givet: {{a: 1 mkr}}\nformel: a\n"
    assert [f"{item.code} {item.position}" for item in check({PATH: text.encode()})] == [f"K109 {PATH}:4:3"]


def test_an_unknown_in_square_is_said_not_to_be_solved() -> None:
    text = (
        "id: K\nrubrik: R\npastaende:\n  - {dokument: rapport, rader: 3-4, varde: 9}\n"
        f"givet: {{x: okänt}}\nformel: {' * '.join('x' * 20)}\n"
    )
    register = register_with(("register/kontrollrakningar/K.yaml", None, text))
    (claim,) = recompute(register, register.kontrollrakningar["K"]).pastaenden
    assert (claim.utslag, claim.skulle) == (Utslag.SAKNAS, ())
    assert "för många gånger" in claim.mening


# R1–R18 of the facts behind the books


@cache
def reference() -> Register:
    files, findings = read_folder(TESTS.parent, "krav")
    assert not findings
    return load_register(files)[0]


def dom(name: str) -> Dom:
    register = reference()
    return recompute(register, register.kontrollrakningar[f"KONTROLL-{name}"])


S, U, A, F, D, N, V = (
    Utslag.STAMMER, Utslag.UNGEFAR, Utslag.AVVIKER, Utslag.FAKTOR_TIO, Utslag.SUMMA, Utslag.SAKNAS, Utslag.INGET,
)  # fmt: skip
FACTS = [
    ("R1", "HV-SABO", [N, N], "≈ 143 platser"),
    ("R1", "HV-SABO", [N, N], "71–214 platser"),
    ("R2", "HV-SJUKRESOR", [A, S], "2,74 %"),
    ("R2", "HV-SJUKRESOR-INDEX", [U], "7,446 mkr"),
    ("R2b", "HV-GLESBYGD-A", [N], "summa är 750 mkr"),
    ("R2b", "HV-GLESBYGD-B", [N], "summa är 645 mkr"),
    ("R3", "FV-PSORIASIS", [F], "andel är 10 %"),
    ("R4", "FV-SUMMA", [D], "1,6 mkr"),
    ("R4", "FV-SUMMA-OMRAKNAD", [A], "0,43 mkr"),
    ("R4", "FV-SUMMA-ANDEL", [N], "≈ 5,38 %"),
    ("R5", "FV-HOJNING", [N], "saknar behandlingar och gammal"),
    ("R6", "TV-HOJNING", [N], "budget är 22 mkr"),
    ("R6", "TV-PER-BARN", [A], "≈ 827 kr/barn"),
    ("R7", "TV-INDEX", [N], "index är 2,5 %"),
    ("R8", "HV-FORSENINGSVITE", [N], "veckor är 10 veckor"),
    ("R8", "HV-LISTNINGSVITE", [N], "veckor är 10 veckor"),
    ("R9", "HV-NETTO", [V], "räkningen ger 2,5 mkr"),
    ("R10", "VVN-UTFALL", [S], "2,5 mkr"),
    ("R10", "VVN-FOREGAENDE-AR", [S], "9,0 mkr"),
    ("R10", "VVN-PROGNOS", [S], "−1,6 mkr"),
    ("R10", "VVN-SAMRE-AN-2016", [S], "6,5 mkr"),
    ("R11", "TV-PRIVATANDEL", [U], "≈ 17,9 %"),
    ("R12", "VVN-LAKARBESOK", [N], "minskning är ≈ 76,2 %"),
    ("R12", "VVN-SJUKGYMNASTBESOK", [N], "minskning är ≈ 8,68 %"),
    ("R12", "VVN-BARN-PRIVAT", [N], "okning är ≈ 19,5 %"),
    ("R13", "VVN-PROFESSIONSMILJARDEN", [N], "anvant är 58 tkr"),
    ("R13", "VVN-PROFESSIONSMILJARDEN-ANDEL", [N], "andel är ≈ 48,3 %"),
    ("R14", "HV-TACKNINGSGRAD", [N], "aret_fore är 62 %"),
    ("R14", "HV-SAMMA-LAKARE", [A], "3 procentenheter"),
    ("R14", "HV-SAMMA-DISTRIKTSSKOTERSKA", [S], "82 %"),
    ("R15", "HV-PRIMARVARDSKOSTNAD", [N], "saknar rikssnitt och invanare"),
    ("R16", "HV-PLATSER-PER-BOENDE", [N], "≈ 26,7 platser/boende"),
    ("R17", "STYRGRUPP-MOTEN", [S], "10 möten"),
    ("R18", "HV-KONTINUITETSINDEX", [N], "saknar index_vid_slutet och index_vid_starten"),
    ("R18", "HV-FAST-LAKARKONTAKT", [N], "saknar med_fast_lakarkontakt och befolkningen"),
    ("R18", "HV-FAST-LAKARKONTAKT-SABO", [N], "saknar boende_med_fast_lakarkontakt och boende"),
]


@pytest.mark.parametrize(("fact", "name", "verdicts", "words"), FACTS, ids=[f"{f[0]} {f[1]} {f[3]}" for f in FACTS])
def test_the_program_derives_what_the_facts_say(fact: str, name: str, verdicts: list[Utslag], words: str) -> None:
    found = dom(name)
    assert not found.fel
    assert [item.utslag for item in found.pastaenden] == verdicts, fact
    told = [row for item in found.pastaenden for row in (item.mening, *found.pastaende_rader(item))]
    assert words in " ".join(told).replace("\N{NO-BREAK SPACE}", " ")


def test_every_record_of_the_reference_content_is_tested() -> None:
    assert {f"KONTROLL-{name}" for _, name, *_ in FACTS} == set(reference().kontrollrakningar)


@pytest.mark.parametrize("name", sorted({name for _, name, *_ in FACTS}))
def test_no_record_states_the_verdict(name: str) -> None:
    """A remark tells what the source says and leaves out: every figure in it stands in the record's own values."""
    record = dom(name).rakning
    remark = (record.anmarkning or "").replace("\N{NO-BREAK SPACE}", " ")
    assert not re.search(r"stämmer|avviker|faktor tio|håller bara|motsvarar|blir (?:plus|alltså)", remark)
    claims = {item.varde for item in record.pastaende}
    solved = {item.varde for claim in dom(name).pastaenden for item in claim.skulle} - claims
    assert [figure for figure in solved if str(figure).replace("\N{NO-BREAK SPACE}", " ") in remark] == []


def test_the_span_of_the_reference_case_is_as_the_facts_say() -> None:
    (would,) = dom("HV-SABO").pastaenden[0].skulle
    assert would.spann_pastaende is not None
    assert show_spann(would.spann_pastaende).replace("\N{NO-BREAK SPACE}", " ") == "71–214 platser"


@pytest.mark.parametrize(("rader", "told"), [("740", "740"), ("740-740", "740"), ("1228-1229", "1228–1229")])
def test_the_lines_of_a_claim_are_told_once(rader: str, told: str) -> None:
    assert Pastaende.model_validate({"dokument": "rapport", "rader": rader, "varde": "9 mkr"}).rad == told
