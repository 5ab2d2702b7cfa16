"""The one Jinja environment: sandboxed, strict about names, and with no way to any file outside mallar/.

A project's own `mallar/` overrides the packaged templates file by file. Templates are code and arrive in pull requests:
they see frozen view objects, and nothing that can read, write or run.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kravbok.finding import Finding, Position, finding
from kravbok.sources import File, read_folder

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

__all__ = ["MallFel", "Mallar", "packaged_templates", "project_templates"]

_TEXT = (".html", ".css", ".typ", ".txt")


class MallFel(Exception):
    """A template that cannot be used, as a finding with its place."""

    def __init__(self, fault: Finding) -> None:
        super().__init__(fault.message)
        self.fault = fault


@lru_cache(maxsize=1)
def packaged_templates() -> dict[str, bytes]:
    """Return the templates that come with the program, by name."""
    here = Path(__file__).resolve().parent
    folder = here / "mallar" if (here / "mallar").is_dir() else here.parents[1] / "mallar"
    files, _ = read_folder(folder.parent, folder.name)
    return {file.path.partition("/")[2]: file.data for file in files}


def project_templates(files: list[File]) -> dict[str, bytes]:
    """Return the packaged templates with the project's own on top."""
    return {**packaged_templates(), **{file.path.partition("/")[2]: file.data for file in files}}


@dataclass(frozen=True)
class Mallar:
    """The templates of one run; `own` says which of them are the project's."""

    files: Mapping[str, bytes]

    def render(self, name: str, **values: Any) -> str:
        """Return a template filled with view objects; MallFel K701 or K702 with the line where it fails."""
        from jinja2 import TemplateError
        from jinja2.exceptions import SecurityError

        try:
            return self.environment().get_template(name).render(**values)
        except SecurityError as error:
            raise MallFel(_fault("K702", name, error, "Mallar får bara läsa de uppgifter de får.")) from None
        except (
            TemplateError,
            ArithmeticError,
            LookupError,
            TypeError,
            ValueError,
            AttributeError,
            RecursionError,
        ) as error:
            raise MallFel(_fault("K701", name, error, "Jämför med mallen som följer med kravbok.")) from None

    def text(self, name: str) -> str:
        """Return a template file as it is."""
        return self.files[name].decode("utf-8")

    def embed(self, name: str) -> str:
        """Return a binary file as base64, for a data address in a style sheet."""
        return b64encode(self.files[name]).decode("ascii")

    def environment(self) -> SandboxedEnvironment:
        """Return the environment over these files."""
        return _environment(tuple((name, data) for name, data in self.files.items() if name.endswith(_TEXT)))


@lru_cache(maxsize=4)
def _environment(files: tuple[tuple[str, bytes], ...]) -> SandboxedEnvironment:
    from jinja2 import DictLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader({name: data.decode("utf-8", "replace") for name, data in files}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals.clear()
    _judge_once(environment)
    return environment


def _judge_once(environment: SandboxedEnvironment) -> None:
    """Let the sandbox judge each attribute of a type once: nothing else decides, and a book asks 50 000 times."""
    judge = environment.is_safe_attribute
    verdicts: dict[tuple[type, str], bool] = {}

    def is_safe(value: Any, name: str, content: Any) -> bool:
        key = (type(value), name)
        if key not in verdicts:
            verdicts[key] = judge(value, name, content)
        return verdicts[key]

    environment.is_safe_attribute = is_safe  # type: ignore[assignment]


def _fault(code: str, name: str, error: Exception, hint: str) -> Finding:
    """Return the finding for a failed template, at the innermost template line that the error passed."""
    line = getattr(error, "lineno", None) or 0
    where = getattr(error, "name", None) or name
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>" or "__jinja_template__" in trace.tb_frame.f_globals:
            line = trace.tb_lineno
        trace = trace.tb_next
    return finding(code, Position(f"mallar/{where}", max(1, line)), f"Mallen kan inte fyllas i: {_say(error)}", hint)


def _say(error: Exception) -> str:
    name = str(getattr(error, "message", None) or error).split("\n")[0][:120]
    return f"{type(error).__name__}: {name}"
