"""The command line speaks Swedish, whatever the machine's locale, and says what was meant."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kravbok.cli import COMMANDS, main
from kravbok.cli.svenska import CATALOGUE

ENGLISH = ("Usage", "Options", "Error", "Try '", "Invalid", "Missing", "No such", "Did you mean", "Show ", "requires")

CASES = {
    "okänt kommando": (["byg"], 2, "Menade du bygg?"),
    "okänd flagga": (["bygg", "--formt", "x"], 2, "Menade du"),
    "flagga utan värde": (["bygg", "--till"], 2, "behöver ett värde"),
    "okänt format": (["bygg", "--format", "exe"], 2, "Välj bland html"),
    "okänt visningsformat": (["kontrollera", "--format", "exe"], 2, "inget av"),
    "ingen kod": (["forklara"], 2, "Ange argumentet"),
    "en kod för mycket": (["forklara", "K101", "K102"], 2, "för mycket"),
    "inget datum": (["kontrollera", "--datum", "i går"], 2, "är inget datum"),
}


@pytest.mark.parametrize(("arguments", "code", "words"), CASES.values(), ids=CASES)
def test_a_usage_error_is_in_swedish_with_a_remedy(arguments: list[str], code: int, words: str) -> None:
    result = CliRunner().invoke(main, arguments, prog_name="kravbok")
    assert (result.exit_code, words in result.output) == (code, True), result.output
    assert not [word for word in ENGLISH if word in result.output], result.output


@pytest.mark.parametrize(
    "arguments", [[], *[[name] for name in COMMANDS]], ids=lambda names: " ".join(names) or "kravbok"
)
def test_help_is_in_swedish(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, [*arguments, "--help"], prog_name="kravbok")
    assert result.exit_code == 0
    assert not [word for word in ENGLISH if word in result.output], result.output


def test_a_fault_of_the_program_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("nämnaren är noll")

    monkeypatch.setattr("kravbok.kontroll.run_kontroll", fail)
    result = CliRunner().invoke(main, ["kontrollera", "--projekt", str(tmp_path)], prog_name="kravbok")
    assert (result.exit_code, result.output.count("\n")) == (3, 2)
    assert "nämnaren är noll" in result.output
    monkeypatch.setenv("KRAVBOK_FELSOK", "1")
    whole = CliRunner().invoke(main, ["kontrollera", "--projekt", str(tmp_path)], prog_name="kravbok")
    assert isinstance(whole.exception, ZeroDivisionError)


def run_without(package: str, folder: Path, **changed: str) -> subprocess.CompletedProcess[str]:
    """A command in a Python that has everything but one package."""
    code = f"import sys; sys.modules[{package!r}] = None; from kravbok.cli import main; main(['kontrollera'])"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env={**os.environ, **changed}, capture_output=True, encoding="utf-8",
        check=False, timeout=60,
    )  # fmt: skip


def test_a_package_that_is_missing_is_named_but_a_part_of_kravbok_is_its_own_fault(tmp_path: Path) -> None:
    done = run_without("kravbok.codes", tmp_path)
    assert (done.returncode, "Internt fel" in done.stderr) == (3, True), done.stderr
    done = run_without("pydantic", tmp_path)
    assert (done.returncode, done.stderr) == (3, "Paketet pydantic saknas. Kör kravbok diagnos.\n")
    whole = run_without("pydantic", tmp_path, KRAVBOK_FELSOK="1")
    assert (whole.returncode, "Traceback" in whole.stderr) == (1, True)


def test_every_message_in_the_catalogue_is_one_of_clicks_own() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(click.__file__).parent.glob("*.py"))
    known = source.replace("\\n", "\n").replace("\\t", "\t")
    assert not [message for message in CATALOGUE if message not in known]


def test_the_words_in_braces_are_clicks_own() -> None:
    fields = {message: {word.split("}")[0] for word in message.split("{")[1:]} for message in CATALOGUE}
    for message, swedish in CATALOGUE.items():
        names = {word.split("}")[0] for word in swedish.split("{")[1:]}
        assert {name.removesuffix("!r") for name in names} <= {name.removesuffix("!r") for name in fields[message]}
