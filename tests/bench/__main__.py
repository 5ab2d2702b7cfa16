"""The bench's command line."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from bench.peers import PEERS, install_peer
from bench.poster import make_kapitel
from bench.projekt import BOK, UPPLAGA, make_fall, make_projekt, make_single_fall
from bench.runs import Verktyg, make_verktyg, run_rounds
from bench.skillnad import make_diff_tools
from bench.table import format_table
from bench.visa import describe_visa
from bench.webb import describe_sizes, make_webb_tools

PAGES = 400
"""So many requirements make a PDF of some 150 pages."""

HOME = Path.home() / ".cache" / "kravbok-peers"
ALLA = ",".join(PEERS)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--antal", default="200,1000,5000", help="Antal krav, delbart med tio; flera skiljs med komma.")
@click.option("--peers", default=ALLA, help=f"Verktyg att jämföra med, eller inga. Från början {ALLA}.")
@click.option("--varv", default=3, type=click.IntRange(1), help="Mätta varv (3); ett uppvärmningsvarv går före.")
@click.option("--grans", default=300.0, help="Sekunder som en körning får ta (300).")
@click.option("--bara-skillnad", is_flag=True, help="Mät bara skillnaden mellan två upplagor.")
@click.option("--bara-webbplats", is_flag=True, help="Mät bara webbplatsen med fem upplagor.")
@click.option("--bara-visa", is_flag=True, help="Mät bara hur fort kravbok visa visar det sparade.")
@click.option("--mapp", type=click.Path(path_type=Path), default=HOME, help="Mapp för verktygen och deras filer.")
def main(antal: str, peers: str, varv: int, grans: float, mapp: Path, **bara: bool) -> None:
    """Mät hur fort kravbok och andra verktyg läser, kontrollerar och bygger samma krav.

    Kraven är påhittade och likadana varje gång: tio kapitel, sextio ord, två attribut och två hänvisningar. kravbok får
    dessutom en siffra, ursprung, beslut och uppföljning. Varje verktyg får kraven i sitt eget format. Första gången
    installeras verktygen, vart och ett för sig och i bestämda versioner. Det som inte går att installera hoppas över.

    Skillnaden mellan två upplagor mäts för sig, bredvid StrictDoc, som också har en sådan sida. Efter varje körning
    läses sidan, och en sida som inte säger varje skillnad en gång räknas som att det inte gick.

    Webbplatsen med fem upplagor mäts också för sig (--bara-webbplats), bredvid MkDocs med en sida för varje krav och
    StrictDoc med en sida för varje kapitel; deras webbplatser har mindre i sig.

    \b
    scripts/bench                              allt; tar lång tid
    scripts/bench --antal 1000 --peers mkdocs  det som målen gäller; några minuter
    scripts/bench --antal 200 --peers inga     bara kravbok
    scripts/bench --antal 1000 --peers strictdoc --bara-skillnad
    scripts/bench --antal 1000 --peers mkdocs,strictdoc --bara-webbplats
    scripts/bench --antal 1000 --peers inga --bara-visa
    """  # noqa: D301 - click reads the sign \b
    sizes = _numbers(antal)
    there = list(_install(_known(peers), mapp))
    work = mapp / "arbete"
    work.mkdir(parents=True, exist_ok=True)
    click.echo(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {varv} varv.")
    if bara["bara_visa"]:
        for size in sizes:
            click.echo(
                f"\n**Visa: {size} krav i fem upplagor**\n\n{describe_visa(make_kapitel(size), work / f'{size}-visa')}"
            )
        return
    if bara["bara_webbplats"]:
        for size in sizes:
            sites = list(make_webb_tools(make_kapitel(size), there, mapp, work / f"{size}-webbplats"))
            table = format_table(list(run_rounds(sites, varv, grans, work / "logg.txt", _tell)))
            click.echo(f"\n**Webbplats: {size} krav i fem upplagor**\n\n{table}\n\n{describe_sizes(sites)}")
        return
    if not bara["bara_skillnad"]:
        single = run_rounds([_single(work / "pdf")], varv, grans, work / "logg.txt", _tell)
        table = format_table(list(single))
        click.echo(f"\n**Start, och PDF av {PAGES} krav på {_count_pages(work / 'pdf')} sidor**\n\n{table}")
    for size in sizes:
        for heading, tools in _parts(size, there, mapp, work, bara_skillnad=bara["bara_skillnad"]):
            rows = list(run_rounds(list(tools), varv, grans, work / "logg.txt", _tell))
            click.echo(f"\n**{heading}**\n\n{format_table(rows)}")


def _numbers(text: str) -> list[int]:
    numbers = [int(word) for word in text.split(",") if word.strip().isdecimal()]
    if not numbers or any(number % 10 or not 10 <= number <= 9990 for number in numbers):
        raise click.UsageError("Antalet ska vara delbart med tio, från 10 till 9 990.")
    return numbers


def _known(text: str) -> list[str]:
    names = [] if text == "inga" else [word.strip() for word in text.split(",")]
    if unknown := [name for name in names if name not in PEERS]:
        raise click.UsageError(f"{unknown[0]} finns inte. Välj bland {ALLA}, eller inga.")
    return names


def _install(names: list[str], mapp: Path) -> Iterator[str]:
    """Yield the names of the peers that are there."""
    for name in names:
        _tell(f"installerar {name} …")
        if install_peer(PEERS[name], mapp / name):
            yield name
        else:
            click.echo(f"{name} gick inte att installera och mäts inte.", err=True)


def _tell(words: str) -> None:
    """Show what is going on; only on a terminal."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{words}", err=True, nl=False)


def _parts(
    size: int, peers: list[str], mapp: Path, work: Path, *, bara_skillnad: bool
) -> Iterator[tuple[str, Iterator[Verktyg]]]:
    """Yield what is timed of so many requirements: the heading of its table, and the tools."""
    if not bara_skillnad:
        yield f"{size} krav", _tools(size, peers, mapp, work / str(size))
    differing = make_diff_tools(make_kapitel(size), peers, mapp, work / f"{size}-skillnad")
    yield f"Skillnaden mellan två upplagor med {size} krav", differing


def _tools(size: int, peers: list[str], mapp: Path, work: Path) -> Iterator[Verktyg]:
    """Yield the tools, each with its files written to a folder of its own."""
    kapitel, fall = make_kapitel(size), make_fall(size)
    yield make_verktyg("kravbok", work / "kravbok", make_projekt(kapitel), fall, git=False)
    if shutil.which("git"):
        in_git = tuple(item for item in fall if item.vad in {"kontroll", "HTML"})
        yield make_verktyg("kravbok i git", work / "kravbok-git", make_projekt(kapitel), in_git, git=True)
    for name in peers:
        peer = PEERS[name]
        yield make_verktyg(name, work / name, peer.make_files(kapitel), peer.make_fall(mapp / name), git=peer.git)


def _single(folder: Path) -> Verktyg:
    return make_verktyg("kravbok", folder, make_projekt(make_kapitel(PAGES)), make_single_fall(), git=False)


def _count_pages(folder: Path) -> int:
    """Return how many pages the PDF has; 0 where there is none."""
    from pypdfium2 import PdfDocument

    path = folder / "build" / BOK / UPPLAGA / f"{BOK}-{UPPLAGA}.pdf"
    if not path.is_file():
        return 0
    document = PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


if __name__ == "__main__":
    main()
