"""A project's own templates: what they override, and that no template can break, escape or outlast a build."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kravbok.dokument import Dokument
from kravbok.export.andringar_html import make_andringsdokument
from kravbok.export.handling_html import make_handlingsdokument
from kravbok.export.html import make_dokument
from kravbok.revision.sida import SidaVy, make_sida
from kravbok.sources import File
from kravbok.templates import Mallar, MallFel, packaged_templates, project_templates
from kravbok.uppfoljning import make_uppfoljning
from verktyg.andringsfall import andringar_with
from verktyg.bygge import ROOT, utgavor
from verktyg.redlines import real_redlines
from verktyg.uppfoljningsfall import edition_of, register_of

LONG = ["x" * 100] * 1000


def render(text: str, **others: str) -> str:
    """A template that is given one long list and a few words."""
    files = {"bok.html": text, **{f"{name}.html": part for name, part in others.items()}}
    mallar = Mallar({name: part.encode() for name, part in files.items()})
    return mallar.render("bok.html", lista=LONG, ord="tak", stycke="a < b")


def fault(text: str, **others: str) -> str:
    """Where and with what a template fails."""
    with pytest.raises(MallFel) as caught:
        render(text, **others)
    found = caught.value.fault
    return f"{found.code} {found.position.path}:{found.position.line} {found.message}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ ord }} {{ stycke }}", "tak a &lt; b"),
        ("{{ ord | upper }}{{ lista | length }}", "TAK1000"),
        (
            "{{ 'IT-stöd & <b> (HV-PAF-004), XHV-PAF-0041' | odelat }}",
            'IT-stöd &amp; &lt;b&gt; (<span class="kb-odelad">HV-PAF-004</span>), XHV-PAF-0041',
        ),
        ("{% set a %}<a href='#HV-PAF-004'>4</a>{% endset %}{{ a | odelat }}", "<a href='#HV-PAF-004'>4</a>"),
        ("{% for rad in lista[:2] %}{% endfor %}", None),
        ("{% for a in ['x', 'y'] %}{{ loop.index }}{{ a }}{% if not loop.last %}, {% endif %}{% endfor %}", "1x, 2y"),
        ("{% macro m(a) %}<b>{{ a }}</b>{% endmacro %}{{ m(ord) }}", "<b>tak</b>"),
        ("{% set a = ['x', 'y'] %}{{ a | join(', ') }}", "x, y"),
        ("{% if ord == 'tak' and lista %}ja{% endif %}", "ja"),
        ("{% include 'del.html' %}", "del: tak"),
        ("{% import 'makron.html' as m %}{{ m.b(ord) }}", "<b>tak</b>"),
        ("{% extends 'grund.html' %}{% block kropp %}{{ super() }}, ny{% endblock %}", "gammal, ny"),
        ("{% call(x) m() %}{{ x }}{% endcall %}{% macro n() %}{% endmacro %}", None),
        ("{% for a in ['x'] recursive %}{% endfor %}", None),
        ("{{ loop.cycle('a') }}", None),
        ("{% for a in ['x', 'y'] %}{{ loop.cycle('udda', 'jämn') }} {% endfor %}", "udda jämn "),
    ],
)
def test_a_template_chooses_repeats_and_shows(text: str, shown: str | None) -> None:
    parts = {
        "del": "del: {{ ord }}",
        "makron": "{% macro b(a) %}<b>{{ a }}</b>{% endmacro %}",
        "grund": "{% block kropp %}gammal{% endblock %}",
    }
    if shown is None:
        assert fault(text, **parts)
    else:
        assert render(text, **parts) == shown


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("rad ett\n{% if ord %}", "K701 mallar/bok.html:2"),
        ("rad ett\n\n{{ ord", "K701 mallar/bok.html:3"),
        ("{% okänd %}", "K701 mallar/bok.html:1"),
        ("\n{{ ord | okand }}", "K701 mallar/bok.html:2"),
        ("\n\n{{ saknas }}", "K701 mallar/bok.html:3"),
        ("\n{{ ord.saknas }}", "K701 mallar/bok.html:2"),
        ("\n{% for a in 5 %}{% endfor %}", "K701 mallar/bok.html:2"),
        ("\n{% include '../hemligt.html' %}", "K701 mallar/bok.html:2"),
        ("\n{% include '/etc/passwd' %}", "K701 mallar/bok.html:2"),
        ("\n{% extends '../hemligt.html' %}", "K701 mallar/bok.html:2"),
        ("\n{% extends '/etc/passwd' %}", "K701 mallar/bok.html:2"),
        ("\n{% extends ord %}", "K701 mallar/bok.html:2"),
        ("{% extends 'grund.html' %}", "K701 mallar/grund.html:2"),
        ("{% extends 'ring.html' %}", "K701 mallar/ring.html:1"),
        ("\n{% include 'del.html' %}", "K701 mallar/del.html:3"),
        ("\n{% import 'makron.html' as m %}\n{{ m.a() }}", "K701 mallar/makron.html:2"),
        ("{% extends 'bok.html' %}", "K701 mallar/bok.html:1"),
        ("{% include 'bok.html' %}", "K701 mallar/bok.html:1"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "K701 mallar/bok.html:1"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "K701 mallar/bok.html:1"),
        ("{% if ord %}" * 200 + "{% endif %}" * 200, "K701 mallar/bok.html:1"),
        ("{% for a in lista %}" * 60 + "{% endfor %}" * 60, "K701 mallar/bok.html:1"),
    ],
)
def test_a_broken_template_is_a_fault_with_its_line(text: str, where: str) -> None:
    parts = {
        "del": "\n\n{{ saknas }}",
        "makron": "{% macro a() %}\n{{ saknas }}{% endmacro %}",
        "grund": "\n{% block kropp required %}{% endblock %}",
        "ring": "{% extends 'bok.html' %}",
    }
    said = fault(text, **parts)
    assert said.startswith(f"{where} ")


@pytest.mark.parametrize(
    "text",
    [
        "{{ ord.__class__ }}",
        "{{ ord.__class__.__mro__[1].__subclasses__() }}",
        "{{ ord['__class__'] }}",
        "{{ ord | attr('__class__') }}",
        "{{ lista.append('x') }}",
        "{{ ord.upper() }}",
        "{{ ord.upper }}",
        "{{ 'x'.join(lista) }}",
        "{{ ord.format(1) }}",
        "{{ self.__init__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ range(3) }}",
        "{{ cycler('a').next() }}",
        "{{ namespace(a=1) }}",
        "{{ lipsum(1000) }}",
        "{{ dict(a=1) }}",
        "{{ 1 + 1 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'a' * 1000000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ [0] * 1000000000 }}",
        "{{ ord ~ ord }}",
        "{{ lista[1:] }}",
        "{{ ord | center(1000000000) }}",
        "{{ ord | indent(1000000000) }}",
        "{{ '%1000000000d' | format(1) }}",
        "{{ ord | replace('a', ord) }}",
        "{{ lista | random }}",
        "{{ lista | map('center', 1000000000) | list }}",
        "{% autoescape false %}{{ stycke }}{% endautoescape %}",
    ],
)
def test_what_a_template_may_not_do_is_refused(text: str) -> None:
    said = fault(f"\n{text}")
    assert said[:5] in ("K701 ", "K702 ")
    assert " mallar/bok.html:2 " in said


DOUBLED = "{% set x %}{{ x }}{{ x }}{% endset %}"
BLOCK = "{% block a %}{% for b in lista %}{% endfor %}{% endblock %}"


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in lista %}" * 5 + "{{ a }}" + "{% endfor %}" * 5,
        "{% for a in lista %}" * 5 + "{% set b = a %}" + "{% endfor %}" * 5,
        "{% macro m(a) %}{% if a %}{{ m(a[0]) }}{{ m(a[0]) }}{% endif %}{% endmacro %}{{ m(kedja) }}",
        "{% set x = 'ordet' %}" + DOUBLED * 60 + "{{ x }}",
        "{% set x = ['ordet'] %}" + "{% set x = [x | join, x | join] %}" * 60 + "{{ x | join }}",
        "{% if kedja %}{% set kedja = kedja[0] %}{% include 'gren.html' %}{% endif %}",
        "{% for a in lista %}{% for b in lista %}{% include 'blad.html' %}{% endfor %}{% endfor %}",
        BLOCK + "{% for c in lista %}{% for d in lista %}{{ self.a() }}{% endfor %}{% endfor %}",
    ],
    ids=["slingor", "tysta slingor", "makron", "dubblad text", "hopfogad text", "mallar", "blad", "block"],
)
def test_a_template_that_would_never_end_is_refused_in_time(text: str) -> None:
    deep: list[object] = []
    for _ in range(60):
        deep = [deep]
    gren = "{% if kedja %}{% set kedja = kedja[0] %}{% include 'gren.html' %}{% include 'gren.html' %}{% endif %}"
    blad = "{% for a in lista %}{{ a }}{% endfor %}"
    files = {"bok.html": text, "gren.html": gren, "blad.html": blad}
    mallar = Mallar({name: part.encode() for name, part in files.items()})
    started = time.perf_counter()
    with pytest.raises(MallFel) as caught:
        mallar.render("bok.html", lista=LONG, kedja=deep)
    assert caught.value.fault.code == "K702"
    assert time.perf_counter() - started < 20


def test_a_template_of_the_project_overrides_the_packaged_one_file_by_file() -> None:
    own = [File("mallar/delar.html", b"{% macro tabell(t) %}egen tabell{% endmacro %}")]
    files = project_templates(own)
    assert files["delar.html"] == own[0].data
    assert files["bok.html"] == packaged_templates()["bok.html"]


@pytest.mark.parametrize("name", ["bok.html", "delar.html", "bok.css"])
def test_a_template_that_is_not_utf8_is_a_fault_at_its_line(name: str) -> None:
    files = dict(packaged_templates())
    files[name] = "rad ett\nrad två ä".encode("latin-1")
    with pytest.raises(MallFel) as caught:
        make_dokument(utgavor("blandat")["provbok-2022"].vy, Mallar(files), date(2022, 1, 1), {})
    assert (caught.value.fault.code, str(caught.value.fault.position)) == ("K701", f"mallar/{name}:2:1")


def test_a_book_takes_a_small_part_of_the_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kravbok.sandbox.MAX_STEPS", 10_000)
    make_dokument(utgavor("blandat")["provbok-2022"].vy, Mallar(packaged_templates()), date(2022, 1, 1), {})


DOKUMENT: dict[str, Callable[[Mallar], Dokument]] = {
    "bok.html": lambda mallar: make_dokument(utgavor("blandat")["provbok-2022"].vy, mallar, date(2022, 1, 1), {}),
    "andringar.html": lambda mallar: make_andringsdokument(andringar_with(), mallar, date(2022, 1, 1)),
    "redline.html": lambda mallar: replace(next(iter(real_redlines().values())), mallar=mallar).page[1],
    "handling.html": lambda mallar: make_handlingsdokument(
        make_uppfoljning(edition_of(register_of({})), slag="tackning").handling, mallar, date(2022, 1, 1)
    ),
    "revision.html": lambda mallar: make_sida(SidaVy("Rubrik", "Bok", "Ingress", ()), mallar),
}


@pytest.mark.parametrize("name", DOKUMENT)
def test_every_document_stands_on_the_same_ground(name: str) -> None:
    own = packaged_templates()["grund.html"].replace(b"<main ", b'<p class="egen">Egen grund</p>\n<main ')
    mallar = Mallar(project_templates([File("mallar/grund.html", own)]))
    html = DOKUMENT[name](mallar).html
    assert html.count('<p class="egen">Egen grund</p>') == 1
    plain = DOKUMENT[name](Mallar(packaged_templates())).html
    assert html.replace('<p class="egen">Egen grund</p>\n', "") == plain


def test_a_page_of_the_project_may_fill_in_the_ground_or_stand_alone() -> None:
    filled = (
        '{% extends "grund.html" %}{% set vy = bok %}{% block titel %}Egen{% endblock %}'
        "{% block upplaga %}{% endblock %}{% block text %}Text{% endblock %}"
    )
    for own, there in ((filled, True), ("<title>Egen</title>", False)):
        mallar = Mallar(project_templates([File("mallar/bok.html", own.encode())]))
        html = DOKUMENT["bok.html"](mallar).html
        assert "<title>Egen</title>" in html
        assert ('<footer class="kb-kolofon">' in html) is there


def test_a_page_that_misses_what_the_ground_must_have_is_a_fault() -> None:
    own = File("mallar/bok.html", b'{% extends "grund.html" %}{% set vy = bok %}{% block titel %}Egen{% endblock %}')
    with pytest.raises(MallFel) as caught:
        DOKUMENT["bok.html"](Mallar(project_templates([own])))
    assert (caught.value.fault.code, caught.value.fault.position.path) == ("K701", "mallar/grund.html")


def test_the_page_about_the_templates_names_every_file_block_and_macro() -> None:
    page = (ROOT / "docs" / "mallar.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (.+?) \|", page, re.MULTILINE)
    named = [name for cell in told for name in re.findall("`(.+?)`", cell)]
    files = {name.partition("/")[0] + "/" * ("/" in name) for name in packaged_templates()}
    ground, parts = (packaged_templates()[name].decode() for name in ("grund.html", "delar.html"))
    macros = [re.sub('=".*?"', "", macro) for macro in re.findall(r"{% macro (.+?\)) %}", parts)]
    assert sorted(named) == sorted([*files, *re.findall(r"{% block (\w+)", ground), *macros])
