"""What the language rules find, and where; what they must leave alone is in tests/cases/rena."""

import pytest

from kravbok.checks.citat import carries, stands_in
from kravbok.checks.satser import modal_verbs
from kravbok.checks.tal import bare_figures
from kravbok.model.storhet import parse_storhet
from verktyg.fall import base, check, places

KRAV = "krav/provbok/HV-LIST-001.yaml"
TEXT = "text: Vårdgivaren ska ta emot patienten inom {{ frist }}."


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Vitet är 1 000 kr per vecka.", ["1 000 kr"]),
        ("Vitet är 5000:- per gång.", ["5000:-"]),
        ("Andelen är 14% och 55 procent.", ["14%", "55 procent"]),
        ("Svar ges inom fem arbetsdagar.", ["fem arbetsdagar"]),
        ("Svar ges inom tjugofem dagar.", ["tjugofem dagar"]),
        ("Besök sker två gånger per år, helst 2–4 gånger.", ["2–4 gånger", "två gånger"]),
        ("Uppsägningstiden är tre månaders tid.", ["tre månaders"]),
        ("Svar ges inom en vecka.", ["en vecka"]),
        ("Kallelse sker minst en gång per år.", ["en gång"]),
        ("Det gäller 40-åringar.", ["40-åringar"]),
        ("Svar ges senast den 31 december 2022.", ["31 december 2022"]),
        ("Svar ges före 2022-12-31.", ["2022-12-31"]),
        ("Taket är 1,3 mkr i 2021 års nivå.", ["1,3 mkr"]),
        ("Beloppet är 2000 kr.", ["2000 kr"]),
        ("Frist: 14\u00a0dagar.", ["14\u00a0dagar"]),
        ("Vitet är 5.000 kronor, högst 1.250.000 kr eller 300 SEK.", ["5.000 kronor", "1.250.000 kr", "300 SEK"]),
        ("Taket är en halv miljon kronor, eller en miljard.", ["en halv miljon", "en miljard"]),
        ("Svar ges inom 14 dgr.", ["14 dgr"]),
        ("Använd version 4.100 av en miljonprogramsmodell.", []),
        ("Enligt 2 kap. 6 § och SFS 2017:30 gäller artikel 32 punkt 3.", []),
        ("SOU 2021:8, prop. 2020/21:60 och RS/60/2021 nämner 1177.", []),
        ("Avtalet gäller från den 1 januari 2022 och i 2022 års bok.", []),
        ("De två parterna och båda enheterna enas på ett möte.", []),
        ('Titeln ”Nollvision 50 procent” och {{ krav("HV-LIST-001") }} 14.', []),
        ("Steg 3 krav och avsnitt 4.2 enheter i version 2.1 punkter.", []),
    ],
)
def test_bare_figures_are_found_and_names_are_not(text: str, figures: list[str]) -> None:
    assert sorted(text[start:end] for start, end in bare_figures(text)) == sorted(figures)


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("Vårdgivaren ska svara.", ["ska"]),
        ("När patienten ringer ska vårdgivaren svara.", ["ska"]),
        ("Den vårdgivare som är godkänd ska svara.", ["ska"]),
        ("Vårdgivaren ska se till att personalen ska kunna svara.", ["ska"]),
        ("Vårdgivaren ska svara. Den bör också ringa.", ["ska", "bör"]),
        ("Regionen får ta ut vite.", ["får"]),
        ("Regionen får, efter samråd, ta ut vite.", []),
        ("Patienten får vård, får en tid och får samma läkare.", []),
        ("Vitet får tas ut.", ["får"]),
        ("Patienten har rätt till vård.", ["har rätt"]),
        ("Vid flytt har en patient alltid rätt att byta.", ["har rätt"]),
        ("Personalen har rätt kompetens.", []),
        ("Han skaffar ska-krav och bör-krav.", []),
        ("Vårdgivaren ska se till att\n\n- patienten får vård\n- läkaren bör svara.", ["ska"]),
        ("Vårdgivaren måste svara.", ["måste"]),
        ("Orden ”ska” och ”bör” förklaras här.", []),
    ],
)
def test_modal_verbs_of_main_clauses(text: str, main: list[str]) -> None:
    assert [item.verb for item in modal_verbs(text) if item.main] == main


def found(text: str, **pairs: str) -> list[str]:
    """The findings in the valid project with this text (and other values) in its requirement."""
    whole = base()[KRAV].decode().replace(TEXT, f"text: {text}")
    for key, value in pairs.items():
        old = next(line for line in whole.splitlines() if line.strip().startswith(f"{key}:"))
        whole = whole.replace(old, f"    {key}: {value}")
    return [place.replace(f" {KRAV}:", " ") for place in places(check({KRAV: whole.encode()})) if "K210" not in place]


@pytest.mark.parametrize(
    ("niva", "text", "expected"),
    [
        ("ska", "Vårdgivaren svarar.", ["K602 8:15"]),
        ("ska", "Vårdgivaren bör svara.", ["K602 9:23"]),
        ("ska", "Vårdgivaren ska svara och bör ringa.", ["K602 9:37"]),
        ("ska", "Vårdgivaren får inte neka.", []),
        ("bör", "Vårdgivaren ska svara.", ["K602 9:23"]),
        ("får", "Regionen ska ta ut vite.", ["K602 9:20"]),
        ("får", "Regionen får när den vill ta ut vite.", []),
        ("har rätt", "Patienten får vård.", ["K602 8:15"]),
        ("mål", "Vårdgivaren ska nå målet.", ["K602 9:23"]),
        ("mål", "Målet är att alla ska få vård.", []),
        ("villkor", "Avtalet måste undertecknas.", ["K602 9:19"]),
        ("ska", "Vårdgivaren ska svara. Regionen får granska.", ["K603 9:43"]),
        ("ska", "Vårdgivaren ska svara i god tid.", ["K604 9:33"]),
        ("ska", "Vårdgivaren ska svara Landstinget.", []),
        ("ska", "Vårdgivaren ska svara inom ett par dagar.", ["K604 9:33"]),
        ("ska", "Vårdgivaren ska erlägga vitet.", ["K605 9:27"]),
        ("ska", "Det ska av vårdgivaren tillses att vitet betalas.", ["K605 9:34"]),
        ("ska", "Vårdgivaren ska svara landstingets landstingsdrivna enhet.", ["K605 9:33", "K605 9:46"]),
        ("ska", "Vårdgivaren ska besöka säbo och Säbo-platser.", ["K606 9:34", "K606 9:43"]),
    ],
)
def test_what_is_found_and_where(niva: str, text: str, expected: list[str]) -> None:
    assert found(text, kravniva=niva) == expected


def test_a_quoted_wording_is_judged_on_what_it_demands_not_on_its_style() -> None:
    text = "Landstinget skall svara i god tid inom 2 veckor."
    assert found(text, kravniva="ska\n    aterger: ordagrann") == ["K601 10:50"]
    assert found(text, kravniva="bör\n    aterger: ordagrann") == ["K602 10:23", "K601 10:50"]


def test_a_place_is_found_in_a_block_in_a_folded_text_and_in_quotes() -> None:
    assert found("|\n      Vårdgivaren ska svara.\n\n      Det sker skyndsamt.") == ["K604 12:16"]
    assert found(">-\n      Vårdgivaren ska svara i\n      god tid.") == ["K604 10:29"]
    assert found('"Vårdgivaren ska svara snarast."') == ["K604 9:34"]


def test_an_inherited_text_is_judged_once_and_a_new_level_against_it() -> None:
    later = (
        '  - avses_galla_fran: 2022-01-01\n    upplaga: "2022"\n'
        "    som_foregaende: [rubrik, typ, plats, vem, text, siffror, ursprung]\n    kravniva: bör\n"
        "    andring: {typ: [lindrad], motiv: Prov}\n"
    )
    assert places(check({KRAV: base()[KRAV] + later.encode()})) == [f"K602 {KRAV}:16:15"]


SOURCE = "Regionen ersätter vård-\ngivaren med 1 000\nkr/plats/år. IT-\nsäkerhet krävs."


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("med 1 000 kr/plats/år", True),
        ("ersätter vårdgivaren med", True),
        ("ersätter vård-givaren med", True),
        ("IT-säkerhet krävs", True),
        ("vård\u00adgivaren", True),
        ("regionen ersätter", False),
        ("000 kr/plats", True),
        ("00 kr/plats", False),
        ("givaren med 10", False),
        ("Region", False),
    ],
)
def test_a_quote_stands_on_its_lines_whatever_the_line_breaks(quote: str, stands: bool) -> None:
    assert stands_in(quote, SOURCE) is stands


@pytest.mark.parametrize(
    ("quote", "figure", "same"),
    [
        ("sänks till 14% av summan", "14 %", True),
        ("minst 55 procent", "55 %", True),
        ("upp till fyra gånger per år", "4 behandlingar/patient/år", True),
        ("1 000 kr/person/vecka", "1 000 kr/person/vecka", True),
        ("2-4 gånger", "2–4 gånger", True),
        ("2-4 gånger", "2–5 gånger", False),
        ("drygt 7,3 mkr", "7,3 mkr", True),
        ("drygt 7,3 mkr", "7 300 000 kr", True),
        ("1,3 miljoner kronor", "1,3 mkr", True),
        ("1,3 mkr", "1,3 tkr", False),
        ("1.300 kr", "1 300 kr", True),
        ("underskott -1,6", "-1,6 mkr", True),
        ("underskott 1,6", "-1,6 mkr", False),
        ("åldrarna 40,50,60 och 70", "50 år", True),
        ("14 veckor", "14 %", False),
        ("två veckor", "14 dagar", True),
        ("minst en gång årligen", "minst 1 gång/år", True),
        ("lämnas årligen", "1 gång/år", True),
        ("tjugofem procent", "25 %", True),
        ("samtliga patienter", "100 %", True),
        ("hälften av patienterna", "50 %", True),
        ("hälften av platserna", "50 platser", False),
        ("0-100 000 kr", "0–100 000 kr", True),
        ("högst 100 000 kr", "0–100 000 kr", True),
        ("ersättningen dubbleras", "10 000 kr", False),
        ("senast 31 december 2022", "2022-12-31", True),
        ("senast 30 december 2022", "2022-12-31", False),
        ("senast 2022-12-31", "2022-12-31", True),
        ("under 2022", "2022-12-31", True),
        ("under 2021", "2022-12-31", False),
        ("i maj 2021", "2021-05-01", True),
        ("i juni 2021", "2021-05-01", False),
        ("kommer senare", "okänt", True),
    ],
)
def test_the_number_in_the_quote_is_the_figure(quote: str, figure: str, same: bool) -> None:
    assert carries(quote, parse_storhet(figure)) is same
