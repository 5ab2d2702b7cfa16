"""A website published: read, compared with what is shown, put beside it, proven, and switched to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kravbok.codes import Allvar
from kravbok.finding import Finding, Position, finding
from kravbok.publish.adress import Maladress
from kravbok.publish.fel import MalFel
from kravbok.publish.forteckning import Forteckning, check_folder, read_site_manifest
from kravbok.publish.hemlighet import Hemlighet
from kravbok.publish.kvitto import Borttagning
from kravbok.publish.lage import AKTUELL, VERSIONER, Lage, folder_of, read_lage
from kravbok.publish.las import hold
from kravbok.publish.mal import Mal
from kravbok.publish.oppna import open_mal
from kravbok.publish.paplats import put_in_place
from kravbok.publish.plan import Plan, check_addresses, check_sealed, make_plan
from kravbok.publish.sandning import Hur
from kravbok.publish.versioner import Uppdrag, forget_versions, put_version

__all__ = ["Lyssnare", "Publicering", "Resultat", "publish"]


@dataclass(frozen=True, slots=True)
class Publicering:
    """What to publish and where; `skal` lets addresses go, and `behall` says how many versions are kept (0: all)."""

    folder: Path
    adress: Maladress
    pa_plats: bool = False
    torr: bool = False
    behall: int = 0
    skal: str = ""


@dataclass(frozen=True, slots=True)
class Resultat:
    """How a publishing went: what was found, the plan, where it is shown, and how the files came there."""

    findings: tuple[Finding, ...] = ()
    plan: Plan | None = None
    visas: str = ""
    antal: tuple[tuple[Hur, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Lyssnare:
    """Who is told: of each file (name, number, total), and of what is waited for."""

    progress: Callable[[str, int, int], None]
    say: Callable[[str], None]


def publish(val: Publicering, hemlighet: Hemlighet, told: Lyssnare) -> Resultat:
    """Publish a website; nothing is switched where there is an error among the findings."""
    forteckning = read_site_manifest(val.folder)
    if isinstance(forteckning, Finding):
        return Resultat((forteckning,))
    findings = check_folder(val.folder, forteckning)
    if fault := _inside(val):
        findings.append(fault)
    if _stops(findings):
        return Resultat(tuple(findings))
    try:
        with open_mal(val.adress, hemlighet) as mal:
            made = _dry(val, mal, forteckning) if val.torr else _real(val, mal, forteckning, told)
    except MalFel as error:
        return Resultat((*findings, error.fault))
    return Resultat((*findings, *made.findings), made.plan, made.visas, made.antal)


def _stops(findings: list[Finding]) -> bool:
    return any(item.severity is Allvar.FEL for item in findings)


def _inside(val: Publicering) -> Finding | None:
    """Return a finding when the target is the website's own folder, or one of them lies in the other."""
    if val.adress.slag != "mapp":
        return None
    target, source = Path(val.adress.stig).expanduser().resolve(), val.folder.resolve()
    if target.is_relative_to(source) or source.is_relative_to(target / VERSIONER):
        hint = "Välj en mapp utanför den byggda webbplatsen."
        return finding("K810", Position(val.adress.text), "Målet ligger i den webbplats som ska publiceras", hint)
    return None


def _look(val: Publicering, mal: Mal, new: Forteckning) -> tuple[Lage, list[str], list[Finding]]:
    """Return how the target is, the addresses that go, and what stops."""
    lage = read_lage(mal, pa_plats=val.pa_plats)
    gone, findings = check_addresses(lage.visas, new, val.adress.text)
    return lage, gone, [*([] if val.skal else findings), *check_sealed(lage.visas, new)]


def _dry(val: Publicering, mal: Mal, new: Forteckning) -> Resultat:
    lage, _, findings = _look(val, mal, new)
    return Resultat(tuple(findings), make_plan(lage.visas.filer, new.filer))


def _real(val: Publicering, mal: Mal, new: Forteckning, told: Lyssnare) -> Resultat:
    """Publish under the lock; what the target is, is read when the lock is held."""
    with hold(mal, told.say) as las:
        lage, gone, findings = _look(val, mal, new)
        plan = make_plan(lage.visas.filer, new.filer)
        if findings:
            return Resultat(tuple(findings), plan)
        given = (Borttagning(skal=val.skal, adresser=gone),) if gone else ()
        uppdrag = Uppdrag(mal, las, val.folder, new, lage, given, _counted(told, len(new.allt)))
        if val.pa_plats:
            counts, left = put_in_place(uppdrag)
            return Resultat(tuple(left), plan, val.adress.text, tuple(counts.items()))
        counts = put_version(uppdrag)
        left = forget_versions(mal, read_lage(mal, pa_plats=False), val.behall) if val.behall else []
        shown = AKTUELL if mal.pointed(AKTUELL) else folder_of(new.version)
        return Resultat(tuple(left), plan, f"{val.adress.text}/{shown}", tuple(counts.items()))


def _counted(told: Lyssnare, total: int) -> Callable[[str], None]:
    done = 0

    def step(path: str) -> None:
        nonlocal done
        done += 1
        told.progress(path, done, total)

    return step
