"""The one Jinja environment: sandboxed, strict about names, and with no way to any file outside mallar/.

A project's own `mallar/` overrides the packaged templates file by file. Templates are code and arrive in pull requests:
they see frozen view objects, and nothing that can read, write or run.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kravbok.finding import Finding, Position, finding
from kravbok.sources import File, read_folder

if TYPE_CHECKING:
    from kravbok.sandbox import NarrowEnvironment

__all__ = ["MallFel", "Mallar", "packaged_templates", "project_templates"]

_MARKUP = (".html", ".css", ".txt")


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
    """The templates of one run: the packaged ones, and the project's own over them."""

    files: Mapping[str, bytes]

    def render(self, name: str, **values: Any) -> str:
        """Return a template filled with view objects; MallFel K701 or K702 with the line where it fails."""
        from jinja2.exceptions import SecurityError, TemplateError

        from kravbok.sandbox import Otillatet, render

        try:
            return render(self.environment(), name, values)
        except (SecurityError, Otillatet) as error:
            raise MallFel(
                _fault("K702", name, error, "Mallar väljer, upprepar och visar det de får; inget mer.")
            ) from None
        except (
            TemplateError,
            ArithmeticError,
            AttributeError,
            LookupError,
            MemoryError,
            RecursionError,
            SyntaxError,
            TypeError,
            ValueError,
        ) as error:
            raise MallFel(_fault("K701", name, error, "Jämför med mallen som följer med kravbok.")) from None

    def text(self, name: str) -> str:
        """Return a template file as it is; MallFel K701 when it is not UTF-8."""
        try:
            return self.files[name].decode("utf-8")
        except UnicodeDecodeError as error:
            line = self.files[name].count(b"\n", 0, error.start) + 1
            hint = "Spara filen som UTF-8."
            raise MallFel(finding("K701", Position(f"mallar/{name}", line), "Mallen är inte UTF-8", hint)) from None

    def embed(self, name: str) -> str:
        """Return a binary file as base64, for a data address in a style sheet."""
        return b64encode(self.files[name]).decode("ascii")

    def environment(self) -> NarrowEnvironment:
        """Return the environment over these files."""
        return self._environment

    @cached_property
    def _environment(self) -> NarrowEnvironment:
        return _environment(tuple((name, self.text(name)) for name in self.files if name.endswith(_MARKUP)))


@lru_cache(maxsize=4)
def _environment(files: tuple[tuple[str, str], ...]) -> NarrowEnvironment:
    from kravbok.sandbox import make_environment

    return make_environment(dict(files))


def _fault(code: str, name: str, error: Exception, hint: str) -> Finding:
    """Return the finding for a failed template, at the innermost template line that the error passed.

    Where templates call each other without end, that is the line that closes the ring.
    """
    from jinja2 import TemplateSyntaxError

    where, line = name, 1
    if isinstance(error, TemplateSyntaxError):
        where, line = error.name or name, error.lineno
    passed = list(_passed(error))
    if isinstance(error, RecursionError):
        passed = passed[: _until_repeated(passed)]
    if passed:
        where, line = passed[-1]
    return finding(code, Position(f"mallar/{where}", max(1, line)), f"Mallen går inte att fylla i: {_say(error)}", hint)


def _passed(error: Exception) -> Iterator[tuple[str, int]]:
    """Yield each template line that the error passed, from the outermost."""
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(_MARKUP):
            yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next


def _until_repeated(places: list[tuple[str, int]]) -> int:
    """Return how many places there are before the first that comes back."""
    seen: set[tuple[str, int]] = set()
    for count, place in enumerate(places):
        if place in seen:
            return count
        seen.add(place)
    return len(places)


def _say(error: Exception) -> str:
    """Return what is wrong in Swedish, with Jinja's own words after it where it has any."""
    from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError, UndefinedError

    from kravbok.sandbox import Otillatet

    words = str(getattr(error, "message", None) or error).split("\n")[0][:120]
    if isinstance(error, (SecurityError, Otillatet)):
        return words
    if isinstance(error, RecursionError):
        return "mallar anropar varandra utan slut"
    if isinstance(error, TemplateNotFound):
        return f"mallen {words} finns inte"
    kinds = {UndefinedError: "ett namn finns inte", TemplateSyntaxError: "skrivsättet är fel", SyntaxError: "för djupt"}
    said = next((text for kind, text in kinds.items() if isinstance(error, kind)), "en uppgift passar inte här")
    return f"{said} ({words})"
