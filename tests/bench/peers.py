"""The peers: how each is installed, the same records in its own format, and its own commands for the same work."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from bench.poster import Kapitel, Post
from bench.runs import CHANGED, COLD, WARM, Fall

__all__ = ["PEERS", "Peer", "install_peer"]

Files = dict[str, str]


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool to compare with: its pinned packages, its source files for the records, and what is timed."""

    paket: tuple[str, ...]
    make_files: Callable[[list[Kapitel]], Files]
    make_fall: Callable[[Path], tuple[Fall, ...]]
    git: bool = False


def install_peer(peer: Peer, folder: Path) -> bool:
    """Put the peer in a virtual environment of its own, once; answer whether it is there."""
    stamp = folder / "klar.txt"
    wanted = "\n".join(peer.paket)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return True
    python, uv = str(folder / "bin" / "python"), which("uv")
    if uv is not None:
        make = [uv, "venv", "-q", "--clear", "--python", sys.executable, str(folder)]
        fill = [uv, "pip", "install", "-q", "--compile-bytecode", "--python", python, *peer.paket]
    else:
        make = [sys.executable, "-m", "venv", "--clear", str(folder)]
        fill = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *peer.paket]
    if any(subprocess.run(step, check=False, stdin=subprocess.DEVNULL).returncode for step in (make, fill)):
        return False
    stamp.write_text(wanted, encoding="utf-8")
    return True


def _mkdocs_files(kapitel: list[Kapitel]) -> Files:
    """Return a page for each chapter; a reference is a link to page and anchor."""
    page = {post.id: f"kap{part.nummer:02}.md" for part in kapitel for post in part.poster}
    config = "site_name: Krav\nplugins: [search]\nmarkdown_extensions: [attr_list]\nsite_dir: ut\n"
    pages = {f"docs/kap{part.nummer:02}.md": _markdown(part, page) for part in kapitel}
    return {"mkdocs.yml": config, "docs/index.md": "# Krav\n", **pages}


def _markdown(part: Kapitel, page: dict[str, str]) -> str:
    return f"# {part.rubrik}\n" + "".join(_markdown_post(post, page) for post in part.poster)


def _markdown_post(post: Post, page: dict[str, str]) -> str:
    links = "".join(f"- Se: [{name}]({page.get(name, '')}#{name})\n" for name in post.forutsatter)
    heading = f"\n## {post.id} {post.rubrik} {{#{post.id}}}\n\n{post.lydelse}\n\n"
    return f"{heading}- Nivå: {post.kravniva}\n- Uppföljning: {post.metod}\n{links}"


def _mkdocs_fall(folder: Path) -> tuple[Fall, ...]:
    build = (str(folder / "bin" / "mkdocs"), "build", "-q")
    env = {"NO_MKDOCS_2_WARNING": "1"}
    return (
        Fall("HTML", COLD, build, ("ut",), env=env),
        Fall("HTML", CHANGED, build, env=env),
        Fall("HTML, bara den ändrade sidan", CHANGED, (*build, "--dirty"), env=env),
    )


def _doorstop_files(kapitel: list[Kapitel]) -> Files:
    """Return a YAML file for each requirement, and a heading for each chapter."""
    number = {post.id: f"KRAV{post.nummer:04}" for part in kapitel for post in part.poster}
    settings = "settings:\n  digits: 4\n  itemformat: yaml\n  prefix: KRAV\n  sep: ''\n"
    files = {"krav/.doorstop.yml": settings + "attributes:\n  publish:\n  - kravniva\n  - metod\n"}
    for part in kapitel:
        level = f"{part.nummer}.0"
        files[f"krav/KRAV{len(number) + part.nummer:04}.yml"] = _doorstop_item(level, part.rubrik, part.rubrik, "false")
        for post in part.poster:
            links = "".join(f"- {number[name]}: null\n" for name in post.forutsatter)
            extra = f"kravniva: {post.kravniva}\nmetod: {post.metod}\nlinks:{' []' if not links else ''}\n{links}"
            item = _doorstop_item(f"{part.nummer}.{post.ordning}", post.rubrik, post.lydelse, "true", extra)
            files[f"krav/{number[post.id]}.yml"] = item
    return files


def _doorstop_item(level: str, header: str, text: str, normative: str, extra: str = "links: []\n") -> str:
    return (
        f"active: true\nderived: false\nheader: |\n  {header}\nlevel: '{level}'\n{extra}"
        f"normative: {normative}\nref: ''\nreviewed: null\ntext: |\n  {text}\n"
    )


def _doorstop_fall(folder: Path) -> tuple[Fall, ...]:
    doorstop = str(folder / "bin" / "doorstop")
    publish = (doorstop, "publish", "all", "ut", "-H")
    return (
        Fall("kontroll", WARM, (doorstop,)),
        Fall("HTML", COLD, publish, ("ut",)),
        Fall("HTML", CHANGED, publish),
    )


def _sphinx_files(kapitel: list[Kapitel]) -> Files:
    """Return a page for each chapter, with a `req` directive for each requirement."""
    config = (
        "project = 'Krav'\nlanguage = 'sv'\nextensions = ['sphinx_needs']\nhtml_theme = 'alabaster'\n"
        "needs_fields = {'niva': {'nullable': True}, 'metod': {'nullable': True}}\nneeds_id_regex = '^PR-[A-Z0-9-]+$'\n"
    )
    tree = "Krav\n====\n\n.. toctree::\n\n" + "".join(f"   kap{part.nummer:02}\n" for part in kapitel)
    pages = {f"src/kap{part.nummer:02}.rst": _sphinx_page(part) for part in kapitel}
    return {"src/conf.py": config, "src/index.rst": tree, **pages}


def _sphinx_page(part: Kapitel) -> str:
    rows = [f"{part.rubrik}\n{'=' * 60}\n"]
    for post in part.poster:
        links = f"   :links: {', '.join(post.forutsatter)}\n" if post.forutsatter else ""
        options = f"   :id: {post.id}\n   :niva: {post.kravniva}\n   :metod: {post.metod}\n{links}"
        rows.append(f"\n.. req:: {post.rubrik}\n{options}\n   {post.lydelse}\n")
    return "".join(rows)


def _sphinx_fall(folder: Path) -> tuple[Fall, ...]:
    build = (str(folder / "bin" / "sphinx-build"), "-q", "-b", "html", "src", "ut")
    return (
        Fall("HTML", COLD, build, ("ut",)),
        Fall("HTML", WARM, build),
        Fall("HTML", CHANGED, build),
    )


def _strictdoc_files(kapitel: list[Kapitel]) -> Files:
    """Return a document for each chapter; the default grammar's STATUS and TAGS are the two attributes."""
    config = (
        "from strictdoc.core.project_config import ProjectConfig\n\n\ndef create_config() -> ProjectConfig:\n"
        "    return ProjectConfig(project_title='Krav', project_features=['TABLE_SCREEN', 'TRACEABILITY_SCREEN', "
        "'DEEP_TRACEABILITY_SCREEN', 'SEARCH'])\n"
    )
    documents = {f"docs/kap{part.nummer:02}.sdoc": _strictdoc_document(part) for part in kapitel}
    return {"cfg/strictdoc_config.py": config, **documents}


def _strictdoc_document(part: Kapitel) -> str:
    rows = [f"[DOCUMENT]\nTITLE: {part.nummer} {part.rubrik}\nUID: KAP-{part.nummer:02}\n"]
    for post in part.poster:
        attributes = f"UID: {post.id}\nSTATUS: {post.kravniva}\nTAGS: {post.metod}\nTITLE: {post.rubrik}\n"
        parents = "".join(f"- TYPE: Parent\n  VALUE: {name}\n" for name in post.forutsatter)
        relations = f"RELATIONS:\n{parents}" if parents else ""
        rows.append(f"\n[REQUIREMENT]\n{attributes}STATEMENT: >>>\n{post.lydelse}\n<<<\n{relations}")
    return "".join(rows)


def _strictdoc_fall(folder: Path) -> tuple[Fall, ...]:
    config = ("--config", "cfg/strictdoc_config.py", "--output-dir", "ut")
    export = (str(folder / "bin" / "strictdoc"), "export", "docs", *config)
    return (
        Fall("HTML", COLD, export, ("ut", "output")),
        Fall("HTML", WARM, export),
        Fall("HTML", CHANGED, export),
    )


def _pandoc_files(kapitel: list[Kapitel]) -> Files:
    chapters = "\n".join(_markdown(part, {}) for part in kapitel)
    return {"krav.md": f"---\ntitle: Krav\nlang: sv-SE\n---\n\n{chapters}"}


def _pandoc_fall(folder: Path) -> tuple[Fall, ...]:
    found = sorted(folder.glob("lib/python*/site-packages/pypandoc/files/pandoc*"))
    pandoc = str(found[0] if found else folder / "pandoc")
    return (
        Fall("HTML", COLD, (pandoc, "krav.md", "-s", "--toc", "-o", "krav.html"), ("krav.html",)),
        Fall("Word", COLD, (pandoc, "krav.md", "--toc", "-o", "krav.docx"), ("krav.docx",)),
    )


PEERS: dict[str, Peer] = {
    "mkdocs": Peer(("mkdocs==1.6.1",), _mkdocs_files, _mkdocs_fall),
    "doorstop": Peer(("doorstop==3.2",), _doorstop_files, _doorstop_fall, git=True),
    "sphinx-needs": Peer(("sphinx==9.0.4", "sphinx-needs==9.1.0"), _sphinx_files, _sphinx_fall),
    "strictdoc": Peer(("strictdoc==0.30.4",), _strictdoc_files, _strictdoc_fall),
    "pandoc": Peer(("pypandoc_binary==1.17",), _pandoc_files, _pandoc_fall),
}
