"""Records of the registers that say the same thing twice: what is another matter, or unknown, is left alone."""

from __future__ import annotations

import pytest

from verktyg.fall import check

DOKUMENT = "id: uppdrag\ntitel: Uppdrag\nutgivare: Provregionen\ndatum: 2022-05-09\n"
SAK = '{bocker: [provbok], upplaga: "2022", text: Vårdnivån utreds}'


def codes(*files: tuple[str, str]) -> list[str]:
    """The codes that are found in the small project with these files laid over it."""
    return [item.code for item in check({path: text.encode() for path, text in files})]


def beslut(number: int, datum: str = "2021-05", slag: str = "uppdrag", sak: str = SAK, organ: str = "RS") -> str:
    lines = [f"id: BESLUT-{number}", "organisation: provregionen", f"organ: {organ}", f"datum: {datum}"]
    lines += [f'paragraf: "{number}"', f"beslut: {slag}", f"avser: {sak}", "arende: RS/12/2020"]
    return "\n".join([*lines, "ursprung: [{dokument: uppdrag, rader: 3}]", ""])


@pytest.mark.parametrize(
    ("second", "wanted"),
    [
        (beslut(2, "2021-06"), ["K639"]),
        (beslut(2, "2021-05"), []),
        (beslut(2, "2021"), []),
        (beslut(2, "okänt"), []),
        (beslut(2, "2021-06", "återremiss"), []),
        (beslut(2, "2021-06", organ="RF"), []),
        (beslut(2, "2021-06", sak=SAK.replace('"2022"', '"2021"')), []),
    ],
)
def test_one_matter_is_decided_once(second: str, wanted: list[str]) -> None:
    folder = "krav/register/beslut"
    files = [(f"{folder}/BESLUT-1.yaml", beslut(1)), (f"{folder}/BESLUT-2.yaml", second)]
    assert codes(("krav/register/dokument/uppdrag.yaml", DOKUMENT), *files) == wanted


@pytest.mark.parametrize(
    ("other", "wanted"),
    [
        ('{version: "2023:37", galler_fran: 2023}', ["K641"]),
        ('{version: "2023:37", galler_fran: 2024}', []),
        ('{version: "2023:37", galler_fran: okänt}', []),
        ('{version: "2023:38", galler_fran: 2023}', []),
        ("{version: okänd, galler_fran: 2023}", []),
    ],
)
def test_a_version_begins_on_one_day(other: str, wanted: list[str]) -> None:
    lag = 'id: lag\nnamn: Exempellagen\nslag: lag\nbeteckning: "2017:30"\nkontrollerad: okänt\nversioner:\n'
    first = '  - {version: "2023:37", galler_fran: 2024-01-01}\n'
    assert codes(("krav/register/styrdokument/lag.yaml", f"{lag}{first}  - {other}\n")) == wanted


def krav(number: int, text: str, extra: str = "") -> tuple[str, str]:
    lines = [
        f"id: HV-PROV-{number:03}",
        "lydelser:",
        "  - galler_fran: 2021-01-01",
        f"    rubrik: Prov {'abc'[number]}",
    ]
    lines += ["    typ: krav", f"    plats: {{bok: provbok, kapitel: listning, ordning: {number + 20}}}"]
    lines += ["    vem: vårdgivaren", "    kravniva: ska", f"    text: {text}"]
    body = "\n".join(lines) + f"\n{extra}    ursprung: [{{dokument: rapport, rader: 3}}]\n"
    return f"krav/provbok/HV-PROV-{number:03}.yaml", body


@pytest.mark.parametrize(
    ("act", "wanted"),
    [
        ("patientdatalagen (2008:355)", []),
        ("Patientdatalagen (2008:355)", []),
        ("patientdatalagen (2008:356)", ["K642"]),
        ("patientlagen (2014:821)", []),
        ("patientdatalagen", []),
    ],
)
def test_an_act_has_one_number(act: str, wanted: list[str]) -> None:
    first = krav(1, "Vårdgivaren ska föra journal enligt 3 kap. 1 § patientdatalagen (2008:355).")
    ground = f"    lagrum: [{{forfattning: {act}, rum: 4 kap. 1 §, angivet_av: redaktionen}}]\n"
    assert codes(first, krav(2, "Vårdgivaren ska spärra uppgifter när patienten begär det.", ground)) == wanted


@pytest.mark.parametrize(
    ("items", "stallning", "wanted"),
    [
        (("en rutin har införts", "en kurs planeras"), "åtagande", ["K646"]),
        (("en rutin har införts", "en kurs planeras"), "klausul", []),
        (("en rutin har införts (klart)", "en kurs planeras"), "åtagande", []),
        (("en rutin har införts", "en kurs har hållits"), "åtagande", []),
        (("en rutin för inskrivning", "en kurs för nya läkare"), "rekommendation", []),
    ],
)
def test_undertakings_in_different_stages_have_a_status(
    items: tuple[str, ...], stallning: str, wanted: list[str]
) -> None:
    text = "|\n      Vårdgivaren ska svara för detta:\n\n" + "\n".join(f"      - {item}" for item in items)
    assert codes(krav(1, text, f"    stallning: {stallning}\n")) == wanted


@pytest.mark.parametrize(
    ("blev", "rubrik", "wanted"),
    [
        ("{arende: RS/12/2020}", "Avgift", ["K647"]),
        ("{krav: [HV-LIST-001]}", "Avgift", []),
        ("okänt", "Avgift", []),
        ("{arende: RS/12/2020}", "Ersättning", []),
        ("{krav: [HV-LIST-001], inget: Nej.}", "Ersättning", ["K647"]),
    ],
)
def test_an_input_has_one_outcome(blev: str, rubrik: str, wanted: list[str]) -> None:
    body = "typ: förslag\nfran: okänd\ninkom: okänt\navser: [provbok]\nursprung: [{dokument: rapport, rader: 3}]\n"
    first = ("krav/register/inspel/A.yaml", f"id: A\nrubrik: Avgift\nblev: {{krav: [HV-LIST-001]}}\n{body}")
    second = ("krav/register/inspel/B.yaml", f"id: B\nrubrik: {rubrik}\nblev: {blev}\n{body}")
    assert codes(first, second) == wanted
