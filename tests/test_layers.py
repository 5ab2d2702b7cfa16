"""Holds docs/architecture.md's table of rooms as data: imports go one way, and modules and functions stay small.

A new module gets its name here and in the table of architecture.md, in the same commit.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

# In order of dependency, the names of a room too: a module imports only from names before its own.
ROOMS = (
    ("codes", "finding", "swedish", "settings", "cache", "beside"),
    ("model",),
    ("sources", "git", "arkiv", "encoding", "yaml_errors", "places", "reader", "reading"),
    ("underlag", "register", "model_errors", "loader", "schema"),
    ("text", "formel"),
    ("edition", "expand"),
    ("diff", "rules", "history", "tidpunkt", "seal"),
    ("checks", "check", "kontroll"),
    ("view", "dokument", "sandbox", "templates", "felkoder", "report"),
    ("export",),
    ("verify", "swap"),
    ("writing", "fixes"),
    ("sok", "publish", "review", "start"),
    (
        "skrift",
        "andringsdokument",
        "indikatorer",
        "uppfoljning",
        "beslutsunderlag",
        "production",
        "stored",
        "redline",
        "upplagepar",
        "webbplats",
        "manifest",
        "delivery",
        "build",
        "unchanged",
        "sealing",
    ),
    ("revision",),
    ("diagnosis",),
    ("preview",),
    ("cli", "__main__"),
)
ORDER = [name for room in ROOMS for name in room]
ROOT = "kravbok"
MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 40

SOURCE = Path(__file__).parents[1] / "src" / ROOT
MODULES = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))


def imported(tree: ast.Module, package: str) -> Iterator[tuple[int, str]]:
    """The line and full name of every import, wherever it stands, in a module of the package with that dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: -node.level + 1 or None] if node.level else []
            source = ".".join([*above, *filter(None, [node.module])])
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)


def wrong_imports(path: str, code: str) -> list[str]:
    """The imports of a later room, or of a name that is in no room, in the module at the path below the package."""
    own = Path(path).with_suffix("").parts[0]
    if own == "__init__":
        return [f"{line} importerar {name}" for line, name in imported(ast.parse(code), ROOT) if name.startswith(ROOT)]
    if own not in ORDER:
        return [f"{own} har inget rum"]
    package = ".".join([ROOT, *Path(path).parent.parts])
    wrong = []
    for line, name in imported(ast.parse(code), package):
        top, _, rest = name.partition(".")
        room = rest.partition(".")[0]
        if top != ROOT or room in {own, "__version__"}:
            continue
        if room not in ORDER or ORDER.index(room) > ORDER.index(own):
            wrong.append(f"rad {line}: {own} importerar {room or ROOT}")
    return wrong


def lines_without_docstring(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines a function takes, from def to its end."""
    first, last = function.body[0], function.end_lineno or function.lineno
    docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    spared = (first.end_lineno or first.lineno) - first.lineno + 1 if docstring else 0
    return last - function.lineno + 1 - spared


def long_functions(code: str) -> list[str]:
    """The functions that are longer than a screen, with their lines."""
    functions = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    sizes = ((lines_without_docstring(function), function) for function in functions)
    return [f"rad {function.lineno}: {function.name} ({size})" for size, function in sizes if size > MAX_FUNCTION_LINES]


def read(path: str) -> str:
    return (SOURCE / path).read_text(encoding="utf-8")


def test_no_name_has_two_rooms() -> None:
    assert len(ORDER) == len(set(ORDER))


@pytest.mark.parametrize("path", MODULES)
def test_imports_go_one_way(path: str) -> None:
    assert wrong_imports(path, read(path)) == []


@pytest.mark.parametrize("path", MODULES)
def test_a_module_can_be_held_in_the_head(path: str) -> None:
    lines = read(path).count("\n")
    assert lines <= MAX_MODULE_LINES


@pytest.mark.parametrize("path", MODULES)
def test_functions_fit_a_screen(path: str) -> None:
    assert long_functions(read(path)) == []


@pytest.mark.parametrize(
    ("path", "code", "wrong"),
    [
        ("text.py", "import kravbok.edition", ["rad 1: text importerar edition"]),
        ("text.py", "from kravbok import edition", ["rad 1: text importerar edition"]),
        ("text.py", "from kravbok.cli.bygg import main", ["rad 1: text importerar cli"]),
        ("text.py", "def late():\n    from . import build", ["rad 2: text importerar build"]),
        ("model/krav.py", "from ..loader import load", ["rad 1: model importerar loader"]),
        ("model/krav.py", "from .bas import Bas", []),
        ("model/krav.py", "from ..swedish import amount", []),
        ("finding.py", "from kravbok.swedish import amount", ["rad 1: finding importerar swedish"]),
        ("view.py", "import kravbok.attic", ["rad 1: view importerar attic"]),
        ("cli/bygg.py", "import json\nfrom kravbok import __version__\nfrom kravbok.build import build", []),
        ("attic.py", "import json", ["attic har inget rum"]),
        ("__init__.py", "from kravbok.build import build", ["1 importerar kravbok.build.build"]),
    ],
)
def test_the_rule_finds_its_faults(path: str, code: str, wrong: list[str]) -> None:
    assert wrong_imports(path, code) == wrong


def test_a_docstring_does_not_make_a_function_long() -> None:
    docstring = '    """' + "En rad.\n" * 30 + '"""\n'
    body = "    x = 1\n" * (MAX_FUNCTION_LINES - 1)
    assert long_functions(f"def short():\n{docstring}{body}") == []
    assert long_functions(f"def long():\n{body}    return x\n") == [f"rad 1: long ({MAX_FUNCTION_LINES + 1})"]
