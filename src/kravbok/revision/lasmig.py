"""The first page of a pack: what it is, each file in it, what is proven and what is not, how to verify and redo it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kravbok.edition import Utgivning, previous_upplaga
from kravbok.revision.brister import Brist
from kravbok.revision.forsegling import forsegling_of
from kravbok.revision.kallor import Kallprov, summary
from kravbok.revision.manifest import SUMS, Manifest
from kravbok.revision.omfang import Omfang
from kravbok.revision.program import LOCK
from kravbok.revision.sida import DelVy, SidaVy
from kravbok.stored import RATTAD, sealed_files
from kravbok.swedish import plural
from kravbok.view.bok import RECONSTRUCTION, is_reconstruction
from kravbok.view.parts import Bit, Faktum, NotisVy, Tabellrad, TabellVy, bits
from kravbok.view.tidsord import since_value

__all__ = ["Uppgifter", "file_name", "view_lasmig"]

_FORMS = {
    "html": "öppnas i en webbläsare",
    "pdf": "öppnas i en PDF-läsare; för utskrift och arkiv",
    "docx": "öppnas i Word",
    "xlsx": "öppnas i Excel",
    "md": "ren text med enkla tecken för rubriker och listor",
    "json": "samma innehåll för program",
}


@dataclass(frozen=True)
class Uppgifter:
    """What the first page tells of: the edition, the pack so far, and the accounts."""

    omfang: Omfang
    manifest: Manifest
    filer: Mapping[str, bytes]
    kallor: Kallprov
    brister: list[Brist]
    varningar: int

    @property
    def utgivning(self) -> Utgivning:
        """The edition."""
        return self.omfang.utgivning


def file_name(utgivning: Utgivning) -> str:
    """Return what a pack is called."""
    return f"{utgivning.namn}-revision.zip".replace("/", "-").replace(" ", "-")


def view_lasmig(om: Uppgifter) -> SidaVy:
    """Return the first page."""
    utgivning = om.utgivning
    return SidaVy(
        rubrik="Revisionspaket: läs mig först",
        bok=title_of(utgivning),
        ingress="Allt som behövs för att granska boken, och för att kontrollera att inget har ändrats.",
        delar=(
            _about(om),
            DelVy("filer", "Vad som finns i paketet", (bits(_FILES),), tabell=_files(om)),
            DelVy("visat", "Vad som är visat", (bits("Det här har programmet prövat:"),), punkter=tuple(_proven(om))),
            DelVy("ej-visat", "Vad som inte är visat", (bits(_DOUBTS),), punkter=tuple(_unproven(om))),
            *_verify(om),
            _redo(om),
        ),
        notiser=tuple(_notices(om)),
    )


def title_of(utgivning: Utgivning) -> str:
    """Return the book and its edition in words."""
    proposal = " (förslag)" if utgivning.upplaga.foreslagen else ""
    return f"{utgivning.bok.titel}, upplaga {utgivning.upplaga.id}{proposal}"


_FILES = "Öppna filerna härifrån, eller direkt ur mappen där du packade upp paketet. Inget program behöver installeras."
_DOUBTS = "Det här kan paketet inte visa. Fråga den som lämnade det, eller jämför med källan."


def _notices(om: Uppgifter) -> Iterator[NotisVy]:
    if is_reconstruction(om.utgivning):
        text = "Boken är gjord ur offentliga rapporter som referensinnehåll för kravbok och har ingen rättslig verkan."
        yield NotisVy(RECONSTRUCTION, text)


def _about(om: Uppgifter) -> DelVy:
    utgivning, manifest = om.utgivning, om.manifest
    text = (
        "Det här paketet är gjort av programmet kravbok, som gör böcker av en samling poster: en post för varje krav, "
        "beslut och källa. Posterna sparas i git, som minns varje ändring. Paketet är gjort av posterna som de var i "
        "en enda sådan sparad version (en commit), och ingen fil i det är ändrad för hand. Därför kan den som har "
        "posterna göra om det och få exakt samma fil."
    )
    facts = (
        ("Bok", utgivning.bok.titel),
        ("Upplaga", f"{utgivning.upplaga.id}, {utgivning.upplaga.status}"),
        (
            "Föreslås gälla från" if utgivning.upplaga.galler_fran is None else "Gäller från",
            since_value(utgivning.upplaga.fran, foreslagen=utgivning.upplaga.galler_fran is None),
        ),
        ("Organisation", utgivning.organisation.namn),
        ("Krav", str(len(utgivning.klausuler))),
        ("Sparad version", manifest.commit),
        ("Gjort med", manifest.program),
        ("Källorna", manifest.kallor),
        ("Försegling", forsegling_of(utgivning) or "ej förseglad"),
    )
    return DelVy(
        "om", "Vad det här är", (bits(text),), fakta=tuple(Faktum(term, (bits(text),)) for term, text in facts)
    )


def _files(om: Uppgifter) -> TabellVy:
    rows = (Tabellrad((bits(Bit(name, name)) if link else bits(name), bits(about))) for name, about, link in _list(om))
    return TabellVy("Filerna", ("Fil", "Vad det är"), tuple(rows))


def _list(om: Uppgifter) -> Iterator[tuple[str, str, bool]]:
    """Yield each file or folder that is worth opening, and what it is; a link where it is one file."""
    name = om.utgivning.namn
    yield from _forms(om.filer, f"bok/{name}.", "Boken")
    yield from _forms(om.filer, f"bok/{RATTAD}/{name}-{RATTAD}.", "Boken med rättelserna införda")
    before = previous_upplaga(om.utgivning.bok, om.utgivning.upplaga)
    pair = f"{om.utgivning.bok.id}-{before.id}-{om.utgivning.upplaga.id}" if before else ""
    if before and any(path.startswith("andringar/") for path in om.filer):
        yield from _forms(om.filer, f"andringar/{pair}.", f"Vad som skiljer från upplaga {before.id}")
        yield from _forms(om.filer, f"andringar/{pair}-redline.", f"Boken med ändringarna från {before.id} utmärkta")
    yield "redovisning/beslut.html", "Besluten och ärendena bakom upplagan och vart och ett av dess krav", True
    yield "redovisning/kallor.html", "Källorna med kontrollsummor, och om varje citat är styrkt", True
    yield "redovisning/saknas.html", "Vad som är antecknat som saknat, och varför", True
    yield "redovisning/rakningar.html", "Källornas påståenden i siffror, omräknade", True
    yield "redovisning/forseglingar.html", "Om upplagan är förseglad, och om det förseglade står orört", True
    yield "redovisning/*.md, *.json", "Samma fem sidor som ren text och för program", False
    yield "underlag/krav/", "Posterna som boken är gjord av, som de var i den sparade versionen", False
    if any(path.startswith("underlag/arkiv/") for path in om.filer):
        yield "underlag/arkiv/", "De förseglade upplagornas filer, som de gavs ut", False
    yield "underlag/mallar/", "Mallarna som bestämmer hur boken ser ut", False
    if f"underlag/{LOCK}" in om.filer:
        yield f"underlag/{LOCK}", "Exakt vilka versioner av program som boken görs med", True
    yield (
        "manifest.json",
        "Förteckning för program: varje fils storlek och kontrollsumma, och vad paketet är gjort av",
        True,
    )
    yield "SHA256SUMS.txt", "Kontrollsumman för varje fil i paketet, en per rad", True


def _forms(names: Iterable[str], start: str, what: str) -> Iterator[tuple[str, str, bool]]:
    for form, how in _FORMS.items():
        if f"{start}{form}" in names:
            yield f"{start}{form}", f"{what}; {how}", True


def _proven(om: Uppgifter) -> Iterator[tuple[Bit, ...]]:
    warnings = plural(om.varningar, "varning", "varningar") if om.varningar else "inga varningar"
    yield bits(f"Alla poster är lästa och prövade enligt programmets regler: inga fel, {warnings}.")
    words = "Varje ord i varje krav står i bokens HTML, PDF och Word: filerna "
    if sealed_files(om.utgivning):
        yield bits(f"{words}lästes tillbaka och jämfördes när upplagan förseglades, och är desamma sedan dess.")
    else:
        yield bits(f"{words}är lästa tillbaka och jämförda.")
    if om.kallor.provad:
        yield bits("Källorna: ", " ".join(summary(om.kallor)))
    seal = forsegling_of(om.utgivning)
    if seal is not None:
        yield bits("Upplagan är förseglad och oförändrad sedan dess. Kontrollsumma: ", seal)


def _unproven(om: Uppgifter) -> Iterator[tuple[Bit, ...]]:
    if not om.kallor.provad:
        yield bits("Citaten: ej prövade. Paketet är gjort utan tillgång till källorna.")
    elif om.kallor.brister:
        yield bits(
            f"{plural(om.kallor.brister, 'citat är inte styrkt', 'citat är inte styrkta')}; se ", _page("kallor"), "."
        )
    if forsegling_of(om.utgivning) is None:
        yield bits("Upplagan är ej förseglad; se ", _page("forseglingar"), ".")
    if not any(path.startswith("andringar/") for path in om.filer):
        yield bits("Paketet har ingen jämförelse: det finns ingen tidigare beslutad upplaga att jämföra med.")
    if om.brister:
        said = plural(len(om.brister), "uppgift är antecknad som saknad", "uppgifter är antecknade som saknade")
        yield bits(f"{said}; se ", _page("saknas"), ".")
    yield bits("Att besluten är rätt återgivna. Jämför med protokollen.")
    yield bits("Att källorna har rätt. Programmet jämför ord med ord och räknar, men bedömer ingenting.")
    yield bits("Vem som gjorde paketet. Kontrollsummorna visar att filerna hör ihop, inte vem de kommer från.")


def _page(name: str) -> Bit:
    path = f"redovisning/{name}.html"
    return Bit(path, path)


def _verify(om: Uppgifter) -> Iterator[DelVy]:
    name = file_name(om.utgivning)
    whole = (
        "Den som gjorde paketet fick se dess kontrollsumma (SHA-256). Be att få den på ett annat sätt än paketet, till "
        "exempel i protokollet. Är den densamma som den du räknar fram är paketet oförändrat, till sista biten. "
        "Kommandona skrivs i mappen där zip-filen ligger."
    )
    commands = (
        ("I Windows (PowerShell)", f"Get-FileHash {name}"),
        ("På Mac", f"shasum -a 256 {name}"),
        ("I Linux", f"sha256sum {name}"),
    )
    yield DelVy("kontrollera", "Kontrollera hela paketet", (bits(whole),), kommandon=commands)
    tool = (
        "Kravbok kontrollerar varje fil och säger vilken som är ändrad, borttagen eller tillagd. Inget packas upp, och "
        "nätet behövs inte. Utan kravbok går det att pröva de uppackade filerna, i mappen där de ligger. Då visas de "
        "filer som är ändrade eller borta, men inte de som någon har lagt till."
    )
    commands = (
        ("Med kravbok", f"kravbok revision --kontrollera {name}"),
        ("På Mac och i Linux", f"shasum -a 256 --check --quiet {SUMS}"),
        ("I Windows (PowerShell)", _POWERSHELL),
    )
    yield DelVy("kontrollera-filer", "Kontrollera varje fil", (bits(tool),), kommandon=commands)


_POWERSHELL = (
    f"Get-Content -Encoding UTF8 {SUMS} | ForEach-Object {{ $summa, $fil = $_ -split '\\s+', 2; "
    'if ((Get-FileHash -LiteralPath $fil).Hash -ne $summa) { "Ändrad: $fil" } }'
)


def _redo(om: Uppgifter) -> DelVy:
    manifest, name = om.manifest, file_name(om.utgivning)
    sources = " --kallor MAPP" if manifest.kallor == "prövade" else ""
    versions = f"underlag/{LOCK}" if manifest.lasfil else "manifest.json"
    intro = (
        "Den som har regionens git-förråd kan göra om paketet och får då samma fil, byte för byte. Det behövs hela "
        "förrådet, inte en grund klon, och samma versioner av programmet och dess bibliotek, men inget nät. "
        f"Versionerna står i {versions}."
    )
    without = (
        "Finns inte förrådet kvar går boken ändå att bygga ur mappen underlag, med kravbok bygg. Innehållet och dess "
        "kontrollsumma i kolofonen blir desamma, men raden om senaste ändring i git blir en annan."
    )
    points = [bits(f"Sparad version (commit): {manifest.commit}"), bits(f"Program: {manifest.program}")]
    if manifest.lasfil:
        points.append(bits(f"Låsfil: {LOCK}, SHA-256 {manifest.lasfil}"))
    if sources:
        points.append(bits("Källor: mappen med de filer som ", _page("kallor"), " räknar upp"))
    again = (
        f"kravbok revision {om.utgivning.bok.id} {_quoted(om.utgivning.upplaga.id)} --rev {manifest.commit}{sources}"
    )
    commands = [
        ("Gör om det, i förrådets mapp", again),
        ("Eller låt kravbok göra om det och jämföra", f"kravbok revision --kontrollera {name} --projekt MAPP{sources}"),
    ]
    if manifest.lasfil:
        commands.insert(0, ("Biblioteken", f"pip install --require-hashes -r {LOCK}"))
    return DelVy(
        "gora-om", "Göra om paketet", (bits(intro), bits(without)), punkter=tuple(points), kommandon=tuple(commands)
    )


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text
