"""Every format of findings is read as its own reader reads it, whatever text a finding carries."""

from __future__ import annotations

import json
import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from kravbok.codes import CODES, Allvar
from kravbok.finding import Finding, Position, Sammanhang
from kravbok.report import DOCUMENTS, FORMATS, choose_format, show, under
from kravbok.report.markdown import MOST
from kravbok.report.plain import fingerprints, harmless
from verktyg.fyndscheman import JUNIT, SARIF

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

FEL, VARNING, UPPLYSNING = (next(kod for kod in CODES if CODES[kod].allvar is weight) for weight in Allvar)

# What steers a forge, a terminal or a reader, mixed with any text there is.
HOSTILE = (
    "##vso[task.setvariable variable=x]y", "##VSO[build.addbuildtag]x", "##[error]", "###[group]",
    "::set-output name=a::", "::error::",
    "\n::add-mask::x", "\r\n##[x]", "%0A::error::x", "%25", "%AZP25", "]", ";", ",", ":", "|", "\\", "`",
    "<script>", "</code>", "&lt;", "@region/alla", "#12", "[x](javascript:y)", "![x](y)", "**x**", "http://x.se",
    "~~x~~", "a@b.se", "www.x.se", "]]>", "\x1b[0Ksection_start:1:x", "\x00", "\ud800", "\u2028", "\u202e", '"', "å",
    "\U0001f600",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), max_size=12)), max_size=4).map("".join)
NUMBERS = st.integers(1, 9999)
POSITIONS = st.builds(Position, TEXTS, NUMBERS, NUMBERS, st.integers(0, 200))
FINDINGS = st.lists(
    st.builds(
        Finding,
        POSITIONS,
        st.sampled_from(sorted(CODES)),
        TEXTS,
        TEXTS,
        st.lists(st.builds(Sammanhang, POSITIONS, TEXTS), max_size=2).map(tuple),
    ),
    max_size=4,
)
FORMS = ("text", *FORMATS)


def one(code: str = FEL, message: str = "Nyckeln finns inte", hint: str = "Menade du rubrik?") -> Finding:
    other = Sammanhang(Position("krav/b.yaml", 3, 1, 2), "Den andra")
    return Finding(Position("krav/å b.yaml", 14, 3, 5), code, message, hint, (other,))


# Nothing is run


def commands(line: str) -> list[str]:
    """What the agents of GitHub and Azure take for commands in a line: ::x:: first in it, ## and a bracket anywhere."""
    return re.findall(r"^\s*::[^:]*::|##(?:vso)?\[[^]]*\]", line, re.IGNORECASE)


@example([Finding(Position("x"), FEL, "", "", (Sammanhang(Position("::set-output name=a::b"), ":"),))])
@given(findings=FINDINGS)
def test_no_text_becomes_a_command_or_a_line(findings: list[Finding]) -> None:
    own = {"github": r"::(?:error|warning|notice) file=", "azure": r"##vso\[task\.logissue type=(?:error|warning);"}
    for form in FORMS:
        shown = show(findings, {}, form)
        lines = shown.split("\n")
        assert {sign for sign in shown if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")} <= {"\n"}
        assert form not in own or not findings or len(lines) == len(findings)
        for line in lines:
            found = commands(line)
            assert len(found) <= 1
            assert not found or (form in own and re.match(own[form], line) and line.startswith(found[0][:6]))


@given(text=TEXTS)
def test_a_harmless_text_keeps_its_length_and_stays_as_it_is(text: str) -> None:
    assert len(harmless(text)) == len(text)
    assert harmless(harmless(text)) == harmless(text)


def test_an_excerpt_of_a_file_is_no_command() -> None:
    source = b"id: X # ##vso[task.setvariable variable=PATH]x\n"
    shown = show([Finding(Position("krav/x.yaml", 1, 1, 2), FEL, "Fel")], {"krav/x.yaml": source}, "text")
    assert "setvariable" in shown
    assert [found for line in shown.split("\n") for found in commands(line)] == []


# The forges' commands


def read_github(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner of GitHub reads it."""
    match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert match is not None
    values = dict(pair.split("=", 1) for pair in match[2].split(","))
    return match[1], {name: unquoted(value) for name, value in values.items()}, unquoted(match[3])


def unquoted(text: str) -> str:
    for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def read_azure(line: str) -> tuple[str, dict[str, str], str]:
    """A logging command as the agent of Azure Pipelines reads it: to the first ], split at each semicolon."""
    head, _, data = line.removeprefix("##vso[").partition("]")
    name, _, given_values = head.partition(" ")
    values = dict(pair.split("=", 1) for pair in given_values.split(";"))
    return name, {key: azure_text(value) for key, value in values.items()}, azure_text(data)


def azure_text(text: str) -> str:
    for code, sign in (("%3B", ";"), ("%5D", "]"), ("%0A", "\n"), ("%0D", "\r"), ("%AZP25", "%")):
        text = text.replace(code, sign)
    return text


@given(findings=FINDINGS)
def test_github_reads_what_was_found(findings: list[Finding]) -> None:
    kinds = {Allvar.FEL: "error", Allvar.VARNING: "warning", Allvar.UPPLYSNING: "notice"}
    rows = show(findings, {}, "github").split("\n") if findings else []
    for row, item in zip(rows, findings, strict=True):
        kind, values, data = read_github(row)
        assert kind == kinds[item.severity]
        title = f"{item.code} {CODES[item.code].rubrik}"
        assert {**values} == {
            "file": harmless(item.position.path),
            "line": str(item.position.line),
            "col": str(item.position.column),
            "title": title,
        }
        assert data.startswith(harmless(item.message).rstrip("."))


@given(findings=FINDINGS)
def test_azure_reads_what_was_found(findings: list[Finding]) -> None:
    rows = show(findings, {}, "azure").split("\n") if findings else []
    for row, item in zip(rows, findings, strict=True):
        if item.severity is Allvar.UPPLYSNING:
            assert f"upplysning[{item.code}]" in row
            continue
        name, values, data = read_azure(row)
        assert name == "task.logissue"
        assert values == {
            "type": "error" if item.severity is Allvar.FEL else "warning",
            "sourcepath": harmless(item.position.path),
            "linenumber": str(item.position.line),
            "columnnumber": str(item.position.column),
            "code": item.code,
        }
        assert data.startswith(harmless(item.message).rstrip("."))


# The documents


@given(findings=FINDINGS)
def test_gitlab_reads_what_was_found(findings: list[Finding]) -> None:
    rows = json.loads(show(findings, {}, "gitlab"))
    assert [row["location"] for row in rows] == [
        {"path": harmless(item.position.path), "lines": {"begin": item.position.line}} for item in findings
    ]
    assert [row["check_name"] for row in rows] == [item.code for item in findings]
    assert {row["severity"] for row in rows} <= {"info", "minor", "major", "critical", "blocker"}
    assert len({row["fingerprint"] for row in rows}) == len(findings)


@given(findings=FINDINGS)
def test_sarif_follows_its_schema(findings: list[Finding]) -> None:
    data = json.loads(show(findings, {}, "sarif"))
    assert [f"{fault.json_path}: {fault.message}" for fault in SARIF.iter_errors(data)] == []
    (run,) = data["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [item.code for item in findings]
    for result, item in zip(run["results"], findings, strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == harmless(item.position.path)
        assert place["region"]["startLine"] == item.position.line
        assert place["region"]["startColumn"] == item.position.column
        assert len(result["relatedLocations"]) == len(item.related)


def test_the_sarif_schema_refuses_what_it_must() -> None:
    data = json.loads(show([one()], {}, "sarif"))
    data["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert [fault.json_path.rpartition(".")[2] for fault in SARIF.iter_errors(data)] == ["startLine"]


def test_every_code_is_a_sarif_rule_with_its_page() -> None:
    data = json.loads(show([one(code) for code in CODES], {}, "sarif"))
    rules = data["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(CODES)
    assert all("## Fel" in rule["help"]["markdown"] and rule["fullDescription"]["text"] for rule in rules)
    assert max(len(rule["fullDescription"]["text"]) for rule in rules) <= 1024
    assert [*SARIF.iter_errors(data)] == []


@given(findings=FINDINGS)
def test_junit_follows_its_schema(findings: list[Finding]) -> None:
    root = etree.fromstring(show(findings, {}, "junit").encode())
    JUNIT.assertValid(root)
    cases = root.findall("testsuite/testcase")
    assert len(cases) == (len(findings) or 1)
    told = [case[0] for case in cases if len(case)]
    assert [part.get("type") for part in told] == [item.code for item in findings]
    failed = [item.code for item in findings if item.severity is Allvar.FEL]
    assert [part.get("type") for part in told if part.tag == "failure"] == failed
    assert (root.get("tests"), root.get("failures")) == (str(len(cases)), str(len(failed)))


def test_the_junit_schema_refuses_what_it_must() -> None:
    root = etree.fromstring(show([one()], {}, "junit").encode())
    del root.find("testsuite/testcase").attrib["name"]  # type: ignore[union-attr]
    assert not JUNIT.validate(root)


def cells(markdown: str) -> list[list[str]]:
    """The text of each cell of each row under the heading of a table, as a reader sees it."""
    rows: list[list[str]] = []
    for token in READER.parse(markdown):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            inner = token.children or []
            assert {part.type for part in inner} <= {"text", "text_special", "html_inline", "code_inline"}
            assert {part.content for part in inner if part.type == "html_inline"} <= {"<code>", "</code>"}
            rows[-1].append("".join(part.content for part in inner if part.type != "html_inline"))
    return rows[1:]


@given(findings=FINDINGS)
def test_markdown_shows_each_text_as_it_is(findings: list[Finding]) -> None:
    shown = show(findings, {}, "markdown")
    wanted = [
        (str(f.severity), f.code, f"{f.position.path}:{f.position.line}:{f.position.column}", f.message, f.hint)
        for f in findings
    ]
    seen = [tuple(" ".join(cell.split()) for cell in row) for row in cells(shown)]
    assert sorted(seen) == sorted(tuple(" ".join(harmless(text).split()) for text in row) for row in wanted)


@given(findings=FINDINGS)
def test_markdown_calls_on_no_one_and_links_nowhere(findings: list[Finding]) -> None:
    outside = re.sub(r"<code>.*?</code>", "", show(findings, {}, "markdown"))
    assert not re.search(r"(?:@|(?<!#)#)\w|(?<!\\)://|www\.", outside, re.IGNORECASE)


def test_markdown_has_the_heaviest_first_and_an_end() -> None:
    rows = cells(show([*under("a/", [one(UPPLYSNING)]), *under("b/", [one(VARNING)]), one(FEL)], {}, "markdown"))
    assert [row[0] for row in rows] == ["fel", "varning", "upplysning"]
    long = show([one(message=str(number)) for number in range(MOST + 3)], {}, "markdown")
    assert len(cells(long)) == MOST
    assert long.endswith("Ytterligare 3 fynd visas av `kravbok kontrollera`.")


@pytest.mark.parametrize("form", sorted(DOCUMENTS))
def test_a_document_without_findings_is_whole(form: str) -> None:
    shown = show([], {}, form)
    assert shown
    if form == "junit":
        assert etree.fromstring(shown.encode()).get("failures") == "0"


# Fingerprints, folders and the choice of format


def test_a_fingerprint_stays_when_lines_move() -> None:
    moved = [Finding(Position("krav/å b.yaml", 99, 1, 1), FEL, "Nyckeln finns inte")]
    assert fingerprints([one()]) == fingerprints(moved)
    assert fingerprints([one()]) != fingerprints([one(message="Något annat")])
    assert len(set(fingerprints([one(), one()]))) == 2


def test_a_project_in_a_folder_has_its_paths_from_the_top() -> None:
    (moved,) = under("bocker/", [one()])
    assert (moved.position.path, moved.related[0].position.path) == ("bocker/krav/å b.yaml", "bocker/krav/b.yaml")
    assert under("", [one()]) == [one()]


@pytest.mark.parametrize(
    ("environment", "form"),
    [
        ({}, "text"),
        ({"GITHUB_ACTIONS": "true"}, "github"),
        ({"GITHUB_ACTIONS": "false"}, "text"),
        ({"GITHUB_ACTIONS": "true", "GITEA_ACTIONS": "true"}, "text"),
        ({"GITHUB_ACTIONS": "true", "GITEA_ACTIONS": "true", "FORGEJO_ACTIONS": "true"}, "text"),
        ({"TF_BUILD": "True"}, "azure"),
        ({"GITLAB_CI": "true"}, "text"),
    ],
)
def test_each_forge_gets_the_format_that_it_shows(environment: dict[str, str], form: str) -> None:
    assert choose_format(environment) == form
