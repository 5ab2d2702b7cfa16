"""A finding is waived in its own record, under `saknas`: just that one, just there, and the book prints why."""

from __future__ import annotations

import re

import pytest

from kravbok.check import check_underlag
from kravbok.codes import CODES
from kravbok.edition import make_utgivning
from kravbok.felkoder import Exempel, examples
from kravbok.sources import File
from kravbok.underlag import Underlag
from kravbok.view.register import register_parts
from verktyg.fall import DATUM, KALLOR, base, check, places

WAIVED = [kod for kod in CODES if re.fullmatch(r"K63[0-9]|K64[0-9]", kod)]
WHY = "Det är prövat och ska stå så."
ELSEWHERE = "krav/register/styrdokument/annat.yaml"


def declared(kod: str) -> str:
    """The declaration of a finding, as one line."""
    return f"saknas: [{{vad: {CODES[kod].namn}, motivering: {WHY}, antecknad_av: prov, bevakas: 2099-01-01}}]\n"


def with_waiver(item: Exempel, kod: str) -> str:
    """The bad example with the finding declared in the wording or record that it stands in."""
    assert item.place is not None
    lines = item.text.splitlines(keepends=True)
    end = next((n for n in range(item.place[0], len(lines)) if lines[n] == "---\n"), len(lines))
    if "lydelser:\n" not in lines[:end]:
        return "".join([*lines[:end], declared(kod), *lines[end:]])
    at = next(number for number in range(end - 1, 0, -1) if lines[number].startswith("    ursprung:"))
    return "".join([*lines[:at], "    " + declared(kod), *lines[at:]])


def waived(kod: str) -> dict[str, bytes]:
    """The bad example of a code with its finding declared."""
    bad, _ = examples(kod)
    return {item.path: (with_waiver(item, kod) if item.place else item.text).encode() for item in bad}


@pytest.mark.parametrize("kod", WAIVED)
def test_a_declared_finding_is_silent(kod: str) -> None:
    assert places(check(dict(waived(kod)), kallor=KALLOR)) == []


@pytest.mark.parametrize("kod", WAIVED)
def test_declared_in_another_record_it_is_found_all_the_same(kod: str) -> None:
    bad, _ = examples(kod)
    files = {item.path: item.text.encode() for item in bad}
    other = f"id: annat\nnamn: Annat\nslag: rutin\nkontrollerad: okänt\n{declared(kod)}"
    before = places(check(dict(files), kallor=KALLOR))
    assert places(check({**files, ELSEWHERE: other.encode()}, kallor=KALLOR)) == before != []


@pytest.mark.parametrize("kod", WAIVED)
def test_another_name_silences_nothing(kod: str) -> None:
    name, other = (CODES[item].namn for item in (kod, "K617" if kod != "K617" else "K604"))
    files = {
        path: data.replace(f"vad: {name}".encode(), f"vad: {other}".encode()) for path, data in waived(kod).items()
    }
    assert {item.code for item in check(dict(files), kallor=KALLOR)} == {kod}


@pytest.mark.parametrize("kod", WAIVED)
def test_the_book_prints_the_reason(kod: str) -> None:
    whole = {**base(), **waived(kod)}
    krav = tuple(File(path, data) for path, data in sorted(whole.items()))
    register, findings = check_underlag(Underlag(krav, (), ()), DATUM, None)
    assert findings == []
    books = [(bok, upplaga) for bok in register.bocker.values() for upplaga in bok.upplagor]
    printed = {
        str(cell)
        for bok, upplaga in books
        for part in register_parts(make_utgivning(register, bok, upplaga))
        if part.id == "saknas"
        for row in part.tabell.rader
        for cell in row.celler
    }
    assert any(WHY in cell for cell in printed)
