"""The website in a folder: finished files to fetch, every page in its forms, and what machines read."""

from __future__ import annotations

from pathlib import Path

from kravbok.cache import files_below
from kravbok.finding import Finding
from kravbok.settings import WEBBPLATS
from kravbok.templates import Mallar
from kravbok.webbplats.avslut import close_webbplats
from kravbok.webbplats.bevisning import Bevisning
from kravbok.webbplats.dokumentsidor import offer
from kravbok.webbplats.jamforelser import jamforelsefiler
from kravbok.webbplats.maskinfiler import machine_files
from kravbok.webbplats.minne import Minne
from kravbok.webbplats.nycklar import Nycklar
from kravbok.webbplats.resurser import write_resources
from kravbok.webbplats.sidor import plan_sidor
from kravbok.webbplats.skrivning import Sidskrivare
from kravbok.webbplats.tree import Tree, claim_spare, keep_spare
from kravbok.webbplats.underlag import Webbunderlag

__all__ = ["MAPP", "keep_folder", "list_files", "write_webbplats"]

MAPP = WEBBPLATS
"""The folder of the website in the build."""

_INTERNAL = ("underlag",)
"""Folders of a build that are for the region's own desk and not published: drafts for a decision."""


def list_files(stage: Path) -> dict[str, int]:
    """Return the finished files of a build that the site offers, by address, with their size."""
    found = sorted((name, entry.stat().st_size) for name, entry in files_below(str(stage)) if entry.is_file())
    return {name: size for name, size in found if _is_offered(name)}


def _is_offered(name: str) -> bool:
    folders = name.split("/")
    return len(folders) > 1 and folders[0] != MAPP and not {*folders} & {*_INTERNAL}


def write_webbplats(underlag: Webbunderlag, mallar: Mallar, stage: Path, minne: Minne) -> list[Finding]:
    """Write the website into its folder of a build; return what was found. MallFel for a template."""
    spare = claim_spare(minne.spare, stage / ".reserv") if minne.spare is not None else None
    tree = Tree(stage / MAPP, minne.till / MAPP, spare, minne.summor)
    for name in underlag.filer:
        offer(stage / name, tree.root, name)
    write_resources(underlag, mallar, tree.root)
    nycklar = Nycklar(underlag, mallar)
    plans = list(plan_sidor(underlag, nycklar))
    findings = Sidskrivare(Bevisning(underlag), mallar, tree, minne).write(
        [*plans, *jamforelsefiler(underlag, nycklar)]
    )
    if findings:  # the build stops, and pages are missing
        return findings
    for name, data in machine_files(underlag, [plan.adress for plan in plans]):
        tree.put(name, data)
    tree.finish()
    return close_webbplats(underlag, tree.root, minne, [plan.adress for plan in plans])


def keep_folder(stage: Path, minne: Minne) -> None:
    """Keep the site that a new one has taken the place of, for the next build to make into its own."""
    if minne.spare is not None:
        keep_spare(stage / MAPP, minne.spare)
