"""The questions, in the order they are shown, and their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import SubprocessError

from kravbok.diagnosis import om_datorn, om_filer, om_git, om_program, skydd
from kravbok.diagnosis.lage import Lage
from kravbok.diagnosis.svar import Svar, fel, obesvarad
from kravbok.git import GitFel, open_forrad

__all__ = ["FRAGOR", "Fraga", "Rad", "diagnose"]


@dataclass(frozen=True, slots=True)
class Fraga:
    """A question: its lasting id, the subject it is shown under, its words, and what answers it.

    The answer is None where the question has no sense, as one of git's outside git; `projekt` questions are not asked
    outside a project.
    """

    id: str
    amne: str
    rubrik: str
    ask: Callable[[Lage], Svar | None]
    projekt: bool = False


@dataclass(frozen=True, slots=True)
class Rad:
    """A question with its answer."""

    fraga: Fraga
    svar: Svar


FRAGOR = (
    Fraga("projekt", "Projekt", "Projektets mapp", om_filer.ask_projekt),
    Fraga("radslut", "Projekt", "Radslut", om_filer.ask_radslut, projekt=True),
    Fraga("skiftlage", "Projekt", "Stora och små bokstäver", om_filer.ask_skiftlage, projekt=True),
    Fraga("stigar", "Projekt", "Sökvägars längd", om_filer.ask_stigar, projekt=True),
    Fraga("namn", "Projekt", "Filnamn", om_filer.ask_namn, projekt=True),
    Fraga("lankar", "Projekt", "Länkar", om_filer.ask_lankar, projekt=True),
    Fraga("granser", "Projekt", "Filers storlek", om_filer.ask_granser, projekt=True),
    Fraga("scheman", "Projekt", "Editorns scheman", om_filer.ask_scheman, projekt=True),
    Fraga("forseglingar", "Projekt", "Förseglingar", om_filer.ask_forseglingar, projekt=True),
    Fraga("git", "Git", "Programmet git", om_git.ask_program),
    Fraga("avsandare", "Git", "Namn och e-post", om_git.ask_avsandare),
    Fraga("autocrlf", "Git", "Gits radslut", om_git.ask_autocrlf),
    Fraga("historia", "Git", "Historia", om_git.ask_historia),
    Fraga("gren", "Git", "Gren", om_git.ask_gren),
    Fraga("pagaende", "Git", "Halvgjort arbete", om_git.ask_pagaende),
    Fraga("adresser", "Git", "Adresser", skydd.ask_adresser),
    Fraga("skydd", "Git", "Skydd av main", skydd.ask_skydd),
    Fraga("python", "Program", "Python", om_program.ask_python),
    Fraga("paket", "Program", "Paket", om_program.ask_paket),
    Fraga("pandoc", "Program", "Pandoc (Word)", om_program.ask_pandoc),
    Fraga("typst", "Program", "Typst (PDF)", om_program.ask_typst),
    Fraga("pagefind", "Program", "Pagefind (sökning)", om_program.ask_pagefind),
    Fraga("typsnitt", "Program", "Typsnitt", om_program.ask_typsnitt),
    Fraga("cache", "Dator", "Minne mellan körningar", om_datorn.ask_cache),
    Fraga("disk", "Dator", "Disk", om_datorn.ask_disk),
    Fraga("proxy", "Dator", "Proxy", om_datorn.ask_proxy),
    Fraga("kodning", "Dator", "Utskrift", om_datorn.ask_kodning),
)
"""Every question; an id is never given to another one."""


def diagnose(projekt: Path, miljo: Mapping[str, str], kodning: str) -> Iterator[Rad]:
    """Yield every question that has a sense here with its answer; one that cannot be answered stops no other."""
    with open_forrad(projekt) as forrad:
        read = forrad if forrad is not None and forrad.git is not None else None
        lage = Lage(projekt.resolve(), read, miljo, kodning)
        for fraga in FRAGOR:
            svar = _answer(fraga, lage)
            if svar is not None:
                yield Rad(fraga, svar)


def _answer(fraga: Fraga, lage: Lage) -> Svar | None:
    try:
        return fraga.ask(lage) if lage.is_projekt or not fraga.projekt else None
    except GitFel as error:
        return obesvarad(f"{error.message}.", error.hint)
    except ImportError as error:
        return fel(f"Paketet {error.name} saknas, eller går inte att läsa in.", om_program.AGAIN)
    except (OSError, SubprocessError) as error:
        said = error.strerror if isinstance(error, OSError) else str(error)
        return obesvarad(f"Frågan går inte att svara på: {said}.", "Kontrollera rättigheterna till projektets mapp.")
