"""Random records through loading, all checks and the report, in a process of its own with little memory.

`PYTHONPATH=tests python -m verktyg.fuzz NAME EXAMPLES` runs one of the properties; it fails by a traceback.
"""

from __future__ import annotations

import faulthandler
import json
import resource
import sys
import unicodedata
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kravbok.codes import CODES
from kravbok.encoding import unseen
from kravbok.report import show
from verktyg.fall import KALLOR, base, check
from verktyg.fientliga import text_cases

MEMORY = 1 << 30
SECONDS = 2
KRAV = "krav/provbok/HV-LIST-001.yaml"
MARK = "Vårdgivaren ska ta emot patienten"

SPECIALS = [
    ":", ": ", "- ", "#", " #", "{", "}", "[", "]", ",", "&a", "*a", "!", "!!str ", "|", ">", "|-", "'", '"',
    "%", "@", "`", "---\n", "...\n", "? ", "<<: ", "\n", "\n  ", "\n    ", "\t", "\r\n", "\r", "\0", "\ufeff",
    "\u202e", "\x85", "~", "null", "\\", "\\u0000", "okänt", "id", "lydelser", "text", "siffror",
    "som_foregaende", "2021-01-01", "9" * 40, "å", "a\u030a", "é", "{{ ", " }}", "{{ frist }}",
    '{{ krav("HV-LIST-001") }}', "{% ", "[a](", "](javascript:x)", "<b>", "# ", "|a|b|\n|-|-|\n", "* ", "1. ",
    "```\n", "&#x202e;", "5 veckor", "får", "ska", "har rätt till", "att ", "landsting", "i god tid", "Sabo",
    "”", "¤", "12 000 kr/plats/år", "1,5 %", "-", "–", "§", "\U0001f600", "\U0010ffff",
]  # fmt: skip
words = st.one_of(st.sampled_from(SPECIALS), st.text(max_size=8))
texts = st.lists(words, max_size=40).map("".join)
seen = texts.map(lambda text: "".join(sign for sign in text if unseen(sign) is None))  # so that the checks come to it
paths = st.sampled_from(sorted(base()))


def encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A valid or hostile file with a few places cut out, doubled or overwritten."""
    seeds = [*base().items(), *((case.path, case.data) for case in text_cases())]
    path, data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 30)))
        new = draw(st.one_of(st.just(b""), words.map(encode), st.binary(max_size=4)))
        again = draw(st.sampled_from([0, 1, 3]))
        data = data[:start] + new + data[start:end] * again + data[end:]
    return path, data


def steers(sign: str) -> bool:
    """Whether a sign moves the cursor, turns the text or hides: control, surrogate, private, line end, direction."""
    direction = unicodedata.bidirectional(sign) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    return sign != "\n" and (direction or unicodedata.category(sign) in ("Cc", "Cs", "Co", "Zl", "Zp"))


def examine(path: str, data: bytes) -> None:
    """Whatever the bytes are: findings with known codes and real places, and a report that steers no terminal."""
    findings = check({path: data}, kallor=KALLOR)
    lines = data.count(b"\n") + 1
    for item in findings:
        assert item.code in CODES
        assert item.position.column >= 1
        assert 1 <= item.position.line <= (lines if item.position.path == path else 1000), item
    shown = show(findings, {**base(), path: data}, "text")
    assert not any(steers(sign) for sign in shown), repr(shown)
    json.loads(show(findings, {}, "json"))


def any_bytes(examples: int) -> None:
    @_settings(examples)
    @given(paths, st.binary(max_size=2000))
    def run(path: str, data: bytes) -> None:
        examine(path, data)

    run()


def any_yaml(examples: int) -> None:
    @_settings(examples)
    @given(paths, texts)
    def run(path: str, text: str) -> None:
        examine(path, encode(text))

    run()


def near_valid(examples: int) -> None:
    @_settings(examples)
    @given(mutated())
    def run(case: tuple[str, bytes]) -> None:
        examine(*case)

    run()


def any_clause(examples: int) -> None:
    """A readable record with any clause text: Markdown, expressions and the language rules see it."""

    @_settings(examples)
    @given(seen)
    def run(text: str) -> None:
        quoted = json.dumps(f"{MARK} {text}", ensure_ascii=False)
        whole = base()[KRAV].decode().replace(f"text: {MARK} inom {{{{ frist }}}}.", f"text: {quoted}")
        examine(KRAV, encode(whole))

    run()


def any_value(examples: int) -> None:
    """A readable record with any value in any place."""

    @_settings(examples)
    @given(st.data())
    def run(data: st.DataObject) -> None:
        path = data.draw(paths)
        lines = base()[path].decode().splitlines()
        row = data.draw(st.integers(0, len(lines) - 1))
        key = lines[row].split(":")[0]
        lines[row] = f"{key}: {json.dumps(data.draw(seen), ensure_ascii=False)}"
        examine(path, encode("\n".join(lines)))

    run()


def _settings(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return settings(
        max_examples=examples, deadline=SECONDS * 1000, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


PROPERTIES = {item.__name__: item for item in (any_bytes, any_yaml, near_valid, any_clause, any_value)}

if __name__ == "__main__":
    faulthandler.enable()
    check({}, kallor=KALLOR)  # what is imported late is imported before the memory is counted
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    PROPERTIES[sys.argv[1]](int(sys.argv[2]))
