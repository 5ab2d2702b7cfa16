"""kravbok revision: the auditor's pack of an edition, made or verified."""

from __future__ import annotations

import hashlib
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kravbok.cli.given import not_inside

if TYPE_CHECKING:
    from kravbok.finding import Finding
    from kravbok.revision.manifest import Manifest
    from kravbok.revision.prova import Prov

__all__ = ["revision"]


@click.command(options_metavar="[FLAGGOR]")
@click.argument("bok", metavar="[BOK]", required=False)
@click.argument("upplaga", metavar="[UPPLAGA]", required=False)
@click.option(
    "--till", type=click.Path(path_type=Path), metavar="FIL", help="Filen som skrivs (BOK-UPPLAGA-revision.zip)."
)
@click.option("--kallor", type=click.Path(path_type=Path), metavar="MAPP", help="Pröva citaten mot arkiverade källor.")
@click.option("--rev", metavar="COMMIT", help="Gör paketet av en commit, tagg eller gren (HEAD).")
@click.option("--kontrollera", "fil", type=click.Path(path_type=Path), metavar="FIL", help="Kontrollera ett paket.")
@click.option("--projekt", type=click.Path(path_type=Path), metavar="MAPP", help="Projektets mapp.")
def revision(bok: str | None, upplaga: str | None, fil: Path | None, **val: Path | str | None) -> None:
    """Gör ett revisionspaket av en upplaga, eller kontrollera ett."""
    till, kallor, projekt, rev = (_path(val["till"]), _path(val["kallor"]), _path(val["projekt"]), val["rev"])
    if fil is not None:
        if bok is not None or till is not None or rev is not None:
            raise click.UsageError("Med --kontrollera anges bara filen, och vid behov --projekt och --kallor.")
        _check(fil, projekt, kallor)
    if bok is None or upplaga is None:
        raise click.UsageError("Ange bok och upplaga, t.ex. kravbok revision halsoval 2022, eller --kontrollera FIL.")
    if kallor is not None and not kallor.is_dir():
        raise click.UsageError(f"Mappen ”{kallor}” med källor finns inte.")
    _make(not_inside(projekt or Path()), (bok, upplaga), str(rev) if rev is not None else None, kallor, till)


def _path(value: Path | str | None) -> Path | None:
    return value if isinstance(value, Path) else None


def _make(projekt: Path, edition: tuple[str, str], rev: str | None, kallor: Path | None, till: Path | None) -> None:
    """Make a pack and write it whole; show its checksum, which anchors it elsewhere."""
    from kravbok.cli.output import closing, print_findings, show_progress
    from kravbok.finding import Finding
    from kravbok.revision.packning import pack
    from kravbok.revision.paket import Paket, Paketval, find_commit, make_paket
    from kravbok.swap import write_whole
    from kravbok.swedish import plural

    started = time.perf_counter()
    commit = find_commit(projekt, rev)
    if isinstance(commit, Finding):
        paket = Paket({}, (commit,), {})
    else:
        paket = make_paket(Paketval(projekt, *edition, commit, kallor), show_progress)
    findings = list(paket.findings)
    target, data = till or Path(paket.namn), pack(paket.filer)
    fault = write_whole(target, data) if paket.filer else None
    findings += [fault] if fault else []
    print_findings(findings, paket.sources, "text")
    made = bool(paket.filer) and fault is None
    if made:
        click.echo(f"{target}\nSHA-256: {hashlib.sha256(data).hexdigest()}")
    closing(findings, plural(len(paket.filer), "fil", "filer") if made else "Inget skrivet", started)
    sys.exit(0 if made else 1)


def _check(fil: Path, projekt: Path | None, kallor: Path | None) -> None:
    """Verify a pack, and with a project also that the project gives it; say what it is and its checksum."""
    from kravbok.cli.output import closing, print_findings
    from kravbok.finding import Utfall, worst
    from kravbok.revision.prova import check_paket
    from kravbok.swedish import plural

    started = time.perf_counter()
    prov = check_paket(fil)
    findings = list(prov.findings)
    if prov.manifest is not None and projekt is not None:
        findings += _against(fil, prov, prov.manifest, projekt.resolve(), kallor)
    print_findings(findings, {}, "text")
    if prov.manifest is not None:
        click.echo("\n".join(_about(fil, prov.manifest)))
    closing(findings, plural(len(prov.filer), "fil", "filer"), started)
    sys.exit(1 if worst(findings) is Utfall.FEL else 0)


def _about(fil: Path, manifest: Manifest) -> list[str]:
    """Return what a pack says that it is, and the checksum to hold against the one that was given elsewhere."""
    from kravbok.encoding import hide

    return [
        f"{hide(manifest.bok)[:80]} upplaga {hide(manifest.upplaga)[:80]}, commit {manifest.commit}",
        f"Källorna: {manifest.kallor}",
        f"SHA-256: {hashlib.sha256(fil.read_bytes()).hexdigest()}",
    ]


def _against(fil: Path, prov: Prov, manifest: Manifest, projekt: Path, kallor: Path | None) -> list[Finding]:
    """Return how a pack differs from what a project gives at the pack's commit."""
    from kravbok.finding import Finding
    from kravbok.revision.paket import ON_SOURCES, Paketval, find_commit, make_paket
    from kravbok.revision.prova import compare, describe_unlike

    commit = find_commit(projekt, manifest.commit)
    if isinstance(commit, Finding):
        return [commit]
    proven = manifest.kallor == "prövade"
    made = make_paket(Paketval(projekt, manifest.bok, manifest.upplaga, commit, kallor if proven else None))
    if not made.filer:
        return list(made.findings)
    left_out = ON_SOURCES if proven and kallor is None else ()
    return [*describe_unlike(fil, manifest, left_out), *compare(fil, prov, made.filer, left_out)]
