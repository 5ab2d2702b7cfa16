"""What holds for every rule and every case, not only for the ones we thought of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from time import perf_counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kravbok.codes import CODES
from kravbok.model.enheter import KRONA
from kravbok.model.lydelse import Lydelse
from kravbok.model.regel import REGELSLAG, Regel
from kravbok.model.storhet import Storhet
from kravbok.rules.fall import parse_fall
from kravbok.rules.kalender import add_workdays, holiday, next_weekday
from kravbok.rules.rakna import calculate, questions, rule_fault
from kravbok.rules.svar import RegelFel, Utrakning, number
from kravbok.rules.tabell import table_faults
from verktyg.regelfall import make_lydelse, read_rules

RULES = list(read_rules().values())
PER = {"slag": "belopp per tid", "per": ["person", "tillfälle"], "sats": "sats", "tak": "tak"}
kronor = st.integers(0, 100_000)
weeks = st.integers(0, 200)
people = st.lists(st.tuples(st.sampled_from("ABCDEF"), weeks), min_size=1, max_size=8)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))


def lydelse(regel: dict[str, Any], **siffror: str) -> Lydelse:
    return make_lydelse(regel, siffror)


def only(found: Utrakning) -> Storhet:
    """The one figure that a rule gives."""
    assert found.gar, found
    (outcome,) = found.utfall
    assert isinstance(outcome.varde, Storhet)
    return outcome.varde


def vite(sats: int, tak: int, cases: Sequence[tuple[str, int]]) -> Storhet:
    wording = lydelse(PER, sats=f"{sats} kr/person/vecka", tak=f"{tak} kr/person/tillfälle")
    fall = [{"person": who, "tillfälle": str(nth), "veckor": str(many)} for nth, (who, many) in enumerate(cases)]
    return only(calculate(wording, fall))


@given(kronor, kronor, people)
def test_a_cap_is_never_exceeded(sats: int, tak: int, cases: list[tuple[str, int]]) -> None:
    assert vite(sats, tak, cases).lag <= tak * len(cases)
    assert all(vite(sats, tak, [case]).lag <= tak for case in cases)


@given(kronor, kronor, people, st.integers(1, 50))
def test_more_time_never_gives_less(sats: int, tak: int, cases: list[tuple[str, int]], more: int) -> None:
    longer = [(cases[0][0], cases[0][1] + more), *cases[1:]]
    assert vite(sats, tak, longer) >= vite(sats, tak, cases)


@given(kronor, kronor, people)
def test_the_whole_is_the_sum_of_each_alone_and_at_least_what_one_cap_over_all_would_give(
    sats: int, tak: int, cases: list[tuple[str, int]]
) -> None:
    whole = vite(sats, tak, cases)
    assert whole.lag == sum(vite(sats, tak, [case]).lag for case in cases)
    assert whole.lag >= min(tak, sats * sum(many for _, many in cases))
    assert whole.lag <= sats * sum(many for _, many in cases)


@given(kronor, kronor, people, st.randoms())
def test_the_order_of_the_cases_never_matters(sats: int, tak: int, cases: list[tuple[str, int]], chance: Any) -> None:
    shuffled = list(cases)
    chance.shuffle(shuffled)
    assert vite(sats, tak, shuffled) == vite(sats, tak, cases)


@given(st.integers(1, 10_000), st.integers(0, 5000))
def test_a_week_begun_is_between_the_week_before_and_the_next(sats: int, count: int) -> None:
    regel = {"slag": "belopp per tid", "per": ["person"], "sats": "sats"}
    ways = {}
    for way in ("räknas inte", "räknas del", "räknas hel"):
        wording = lydelse({**regel, "paborjad_vecka": way}, sats=f"{sats} kr/person/vecka")
        ways[way] = only(calculate(wording, [{"person": "A", "dagar": str(count)}])).lag
    assert ways["räknas inte"] <= ways["räknas del"] <= ways["räknas hel"] <= ways["räknas inte"] + sats
    assert ways["räknas del"] == Fraction(sats * count, 7)
    open_ = calculate(lydelse(regel, sats=f"{sats} kr/person/vecka"), [{"person": "A", "dagar": str(count)}])
    assert {item.varde for item in open_.utfall} == {number(amount, KRONA) for amount in ways.values()}


@given(st.integers(0, 10**6), st.integers(0, 5000), st.integers(0, 100))
def test_units_are_used_up(amount: int, places: int, years: int) -> None:
    wording = lydelse({"slag": "fast belopp", "belopp": "belopp"}, belopp=f"{amount} kr/plats/år")
    whole = only(calculate(wording, [{"platser": str(places), "år": str(years)}]))
    assert whole == number(amount * places * years, KRONA)
    months = only(calculate(wording, [{"platser": str(places), "månader": str(years * 12)}]))
    assert months == whole


@given(st.integers(0, 10**6), st.integers(0, 20), st.integers(0, 20))
def test_a_range_at_discretion_grows_with_the_faults_from_nought(tak: int, some: int, more: int) -> None:
    wording = lydelse({"slag": "bedömning", "tak": "tak", "bedoms_efter": ["art"]}, tak=f"{tak} kr/brist")
    few, many = (only(calculate(wording, [{"brister": str(count)}])) for count in (some, some + more))
    assert few.lag == many.lag == 0
    assert few.hog == tak * some <= many.hog


@given(st.integers(0, 9999), st.lists(st.integers(0, 10**9), min_size=1, max_size=5))
def test_a_share_of_a_sum_that_includes_itself_is_that_share_of_it(share: int, others: list[int]) -> None:
    names = [f"del{nth}" for nth in range(len(others))]
    regel = {
        "slag": "fördelningsnyckel",
        "andel": "andel",
        "delar": [*names, "AA-BBB-001"],
        "innefattar_sig_sjalv": "ja",
    }
    wording = lydelse(regel, andel=f"{share // 100},{share % 100:02} %")
    fall = [{name: f"{amount} kr" for name, amount in zip(names, others, strict=True)}]
    own = only(calculate(wording, fall, "AA-BBB-001")).bas[0]
    assert own == Fraction(share, 10_000) * (sum(others) + own)


@given(days, st.integers(0, 400), st.sampled_from(["dagar", "veckor", "månader"]))
def test_every_way_of_counting_is_near_the_others(start: date, many: int, unit: str) -> None:
    wording = lydelse({"slag": "frist", "inom": "frist", "fran": "besked"}, frist=f"{many} {unit}")
    found = calculate(wording, [{"besked": start.isoformat()}])
    last = [item.varde for item in found.utfall if isinstance(item.varde, date)]
    assert len(last) == len(found.utfall) >= 1
    assert start - timedelta(days=1) <= last[0]
    assert last == sorted(last)
    assert last[-1] - last[0] <= timedelta(days=8)
    assert len({item.antar for item in found.utfall}) == len(found.utfall)


@given(days, st.integers(1, 60))
def test_working_days_are_working_days(start: date, many: int) -> None:
    last = add_workdays(start, many, eves=True)
    between = [start + timedelta(days=step) for step in range(1, (last - start).days + 1)]
    assert sum(not holiday(day) for day in between) == many
    assert not holiday(last)
    assert next_weekday(last) == last
    assert add_workdays(start, many, eves=False) >= last


ages = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), min_size=1, max_size=5)


@given(ages, st.sampled_from(["till och med", "till men inte med"]), st.integers(0, 80))
def test_a_table_without_a_fault_has_one_row_for_each_age(bands: list[tuple[int, int]], bounds: str, age: int) -> None:
    rows = [
        {"galler": f"rad {nth}", "varde": f"{nth} kr", "fran": f"{low} år", "till": f"{low + more} år"}
        for nth, (low, more) in enumerate(bands)
    ]
    written = {"slag": "tabell", "efter": "ålder", "granser": bounds, "rader": rows}
    faults = {item.code for item in table_faults(Regel.model_validate(written))}
    found = calculate(lydelse(written), [{"ålder": str(age)}])
    reach = range(min(low for low, _ in bands), max(low + more for low, more in bands) + (bounds == "till och med"))
    hit = [nth for nth, (low, more) in enumerate(bands) if low <= age < low + more + (bounds == "till och med")]
    if not faults & {"K341", "K342"}:
        assert len(hit) <= 1
        assert found.gar
    if not faults and age in reach:
        assert len(hit) == 1 or any(more == 0 and bounds == "till men inte med" for _, more in bands)


@given(st.text(max_size=300), st.sampled_from(sorted(REGELSLAG)))
def test_no_case_breaks_a_rule(text: str, slag: str) -> None:
    named = dict.fromkeys(("sats", "tak", "belopp", "andel", "inom", "minst"), "x")
    wanted: dict[str, Any] = {"slag": slag} | {key: named[key] for key in REGELSLAG[slag] if key in named}
    words: dict[str, Any] = {
        "per": ["person"],
        "bedoms_efter": ["art"],
        "delar": ["a"],
        "fran": "besked",
        "bas": "b",
        "villkor": "v",
    }
    words |= {"indikator": "I", "nagon_av": [{"grupp": "g"}], "rader": [{"galler": "g", "varde": "1 kr"}]}
    wanted |= {key: words[key] for key in REGELSLAG[slag] if key in words}
    wording = lydelse(wanted, x="5 kr/person/vecka")
    rule_fault(wording)
    try:
        fall = parse_fall(text)
    except RegelFel:
        return
    assert isinstance(calculate(wording, [fall]), Utrakning)


def test_hostile_cases_are_refused_in_bounded_time() -> None:
    wording = lydelse(PER, sats="1 000 kr/person/vecka", tak="10 000 kr/person/tillfälle")
    started = perf_counter()
    many = [{"person": str(nth), "veckor": "1"} for nth in range(100_000)]
    assert [item.code for item in calculate(wording, many).fel] == ["K373"]
    assert [item.code for item in calculate(wording, [{"veckor": "9" * 10_000}]).fel] == ["K373"]
    assert [item.code for item in calculate(wording, [{str(nth): "1" for nth in range(10_000)}]).fel] == ["K373"]
    assert calculate(wording, [{"person": str(nth), "veckor": "1"} for nth in range(500)]).gar
    assert [item.code for item in calculate(wording, [{"veckor": "1"}] * 500).fel] == []
    assert perf_counter() - started < 5


amounts = st.one_of(
    st.integers(-5, 10**6).map(str),
    st.sampled_from(
        ["", "0", "1", "2,5", "99999999999999999999", "1 mkr", "3 veckor", "14 %", "2–4", "okänt", "minst 3"]
    ),
    st.sampled_from(["ja", "nej", "A", "2022-02-28", "2022-02-30", "9999-12-31", "0001-01-01", "=1+1", "1e9", "½"]),
    st.text(max_size=20),
)


@given(st.data())
def test_whatever_a_rule_is_told_it_answers(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(RULES))
    wording = make_lydelse(case["regel"], case["siffror"])
    names = [name for item in questions(wording, "HV-ERS-010") for name in item.namnen] or ["okänt"]
    one = st.dictionaries(st.one_of(st.sampled_from(names), st.text(min_size=1, max_size=9)), amounts, max_size=5)
    fall = data.draw(st.lists(one, max_size=4))
    found = calculate(wording, fall, "HV-ERS-010")
    assert bool(found.utfall) + bool(found.saknas) + bool(found.fel) == 1
    assert all(item.code in CODES for item in found.fel)
    assert all(item.rader and "\N{REPLACEMENT CHARACTER}" not in item.antar for item in found.utfall)
    if len(found.utfall) > 1:
        assert all(item.antar for item in found.utfall)
        assert len({str(item.varde) for item in found.utfall}) == len(found.utfall)
    assert calculate(wording, fall[::-1], "HV-ERS-010").gar is found.gar


@given(st.text(max_size=1200))
def test_a_case_is_read_or_refused(text: str) -> None:
    try:
        found = parse_fall(text, ["medicinsk bedömning", "grupp"])
    except RegelFel as error:
        refused = error.fel.code
    else:
        refused = ""
        assert all(name and value for name, value in found.items())
    assert refused in ("", "K371", "K372", "K373")
