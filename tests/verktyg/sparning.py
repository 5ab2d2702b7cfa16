"""docs/sparning.md: where each of the 180 checked facts stands in krav/, or why it is only background.

The facts are tests/data/fakta.json, the map is tests/data/sparning/*.yaml (`FACT-ID: [RECORD-ID, …]` or
`FACT-ID: {bakgrund: skäl}`), and the records are read as the program reads them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from kravbok.finding import Finding
from kravbok.loader import load_register
from kravbok.places import Data
from kravbok.reader import read_documents
from kravbok.register import Post, Register
from kravbok.sources import read_folder

ROOT = Path(__file__).parents[2]
FAKTA = ROOT / "tests" / "data" / "fakta.json"
KARTOR = ROOT / "tests" / "data" / "sparning"
SPARNING = ROOT / "docs" / "sparning.md"

GRUPPER = {
    "HV": "Hälsoval",
    "TV": "Allmäntandvård för barn och unga vuxna",
    "FV": "Medicinsk fotvård",
    "VF": "Vårdval fysioterapi",
    "ALL": "Flera vårdval",
    "VVN": "Vårdvalsnämnden 2017",
}
KALLOR = (
    "oversyn-2022",
    "delarsbokslut-vvn-2017-08",
    "styrgrupp-2022-05-09",
    "dialog-fysioterapi",
    "motionssvar-budgetmodell",
)


@dataclass(frozen=True, slots=True)
class Uppgift:
    """A checked fact: its wording, the figures beside it, its status and its place in a source."""

    id: str
    text: str
    siffror: str
    status: str
    kalla: str
    rader: str

    @property
    def grupp(self) -> str:
        """The first part of the id."""
        return self.id.split("-")[0]


@dataclass(frozen=True, slots=True)
class Koppling:
    """Where a fact went: the records that hold it, or the reason why it is background."""

    poster: tuple[str, ...] = ()
    bakgrund: str = ""


def load_uppgifter(path: Path = FAKTA) -> dict[str, Uppgift]:
    """Return the facts by id, in the order of the list."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    found = [
        Uppgift(
            row["id"],
            row["text"],
            f"{row['fig']} | {row['chg']} | {row['dl']}",
            row["st"],
            KALLOR[row["src"]],
            row["ln"],
        )
        for row in rows
    ]
    return {item.id: item for item in found}


def load_kartor(folder: Path = KARTOR) -> tuple[dict[str, Koppling], list[str]]:
    """Return where each fact went, and what is wrong with the map: a fact mapped twice, an unreadable entry."""
    kartor: dict[str, Koppling] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        documents, findings = read_documents(path.name, path.read_bytes())
        faults += [_tell(item) for item in findings]
        for document in documents:
            for fact, value in document.data.items():
                if fact in kartor:
                    faults.append(f"{path.name}: {fact} står redan i en annan karta")
                kartor[fact] = _koppling(value)
                if not kartor[fact].poster and not kartor[fact].bakgrund:
                    faults.append(f"{path.name}: {fact} har varken poster eller bakgrund")
    return kartor, faults


def _tell(item: Finding) -> str:
    return f"{item.position.path}:{item.position.line}: {item.message}"


def _koppling(value: Data) -> Koppling:
    if isinstance(value, list):
        return Koppling(poster=tuple(str(item) for item in value))
    return Koppling(bakgrund=value.get("bakgrund", "")) if isinstance(value, dict) else Koppling()


def load_krav(root: Path = ROOT) -> Register:
    """Return the register of the repository's own records."""
    files, _ = read_folder(root, "krav")
    return load_register(files)[0]


def index_posts(register: Register) -> dict[str, list[Post]]:
    """Return the records by id and by kind/id (begrepp/likvardiga-villkor); a chapter's id is only its book's."""
    found: dict[str, list[Post]] = {}
    for post in register.posts.values():
        own = getattr(post.record, "id", None)
        kind = type(post.record).__name__.lower()
        if own is None or kind in ("kapitel", "bilaga"):
            continue
        for name in (own, f"{kind}/{own}"):
            found.setdefault(name, []).append(post)
    return found


# What a record says of its place, its sources and its neighbours is not what the record says.
_ASIDE = {
    "id", "ursprung", "dokument", "rader", "avsnitt", "sida", "citat", "ordning", "bevakas", "fil", "lank",
    "sha256_utlasning", "sha256_original", "hor_ihop_med", "krav", "forutsatter", "utloses_av", "plats",
}  # fmt: skip
_IDS = re.compile(r"\b[A-Z]{2,}(?:-[A-ZÅÄÖ0-9]+)+\b")
_BLANKS = str.maketrans(dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", " "))
_NUMBER = re.compile(r"(?<![0-9])(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:,[0-9]+)?(?![0-9])")
_NOTE = re.compile(r"\bse beräkning R[0-9]+\b")
_WORDS = {
    word: number
    for number, words in enumerate((
        "noll ingen inga inget", "första", "två båda", "tre tredje", "fyra fjärde", "fem femte", "sex sjätte",
        "sju sjunde", "åtta åttonde", "nio nionde", "tio tionde", "elva elfte", "tolv tolfte",
    ))
    for word in words.split()
}  # fmt: skip


def find_numbers(text: str) -> set[Decimal]:
    """Return the numbers written with digits, as numbers: ”1 000” with any blank is 1000, ”7,50” is 7.5."""
    plain = _NOTE.sub("", _IDS.sub("", text.translate(_BLANKS)))
    return {Decimal(found.replace(" ", "").replace(",", ".")) for found in _NUMBER.findall(plain)}


def find_words(text: str) -> set[Decimal]:
    """Return the numbers written as words: fyra, fjärde, inga."""
    return {Decimal(_WORDS[word]) for word in re.findall(r"\w+", text.lower()) if word in _WORDS}


def numbers_of(register: Register, post: Post) -> set[Decimal]:
    """Return every number that a record holds, as digits or words, and the editions that its wordings name."""
    documents, _ = read_documents(post.path, register.sources[post.path])
    text = "\n".join(_values(documents[post.number].data))
    return find_numbers(text) | find_words(text) | _editions(register, documents[post.number].data)


def _values(data: Data) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for item in data:
            yield from _values(item)
    else:
        for key, value in data.items():
            if key not in _ASIDE:
                yield from _values(value)


def _editions(register: Register, data: Data) -> set[Decimal]:
    """Return the years of the editions that a wording names and of those before them: a new clause is the change."""
    named = set(re.findall(r"'upplaga': '([0-9]{4})'", str(data)))
    years: set[Decimal] = set()
    for bok in register.bocker.values():
        ids = [item.id for item in bok.upplagor]
        years |= {Decimal(year) for name in named & set(ids) for year in ids[: ids.index(name) + 1]}
    return years


def find_figures(uppgift: Uppgift) -> set[Decimal]:
    """Return the numbers of a fact that its records must hold; ”inga” in a sentence is no figure of its own."""
    text = f"{uppgift.text} | {uppgift.siffror}"
    return find_numbers(text) | (find_words(text) - {Decimal(0)})


def render_sparning(
    uppgifter: Mapping[str, Uppgift], kartor: Mapping[str, Koppling], index: Mapping[str, list[Post]]
) -> str:
    """Return docs/sparning.md: a table for each group of facts."""
    mapped = sum(1 for fact in uppgifter if kartor.get(fact, Koppling()).poster)
    aside = sum(1 for fact in uppgifter if kartor.get(fact, Koppling()).bakgrund)
    lines = [
        "# Spårning: från källornas uppgifter till posterna",
        "",
        "Sidan är gjord av programmet (`tests/verktyg/sparning.py`) och ska inte ändras för hand. Den visar var varje",
        "granskad uppgift ur de fem källorna står i `krav/`, eller varför uppgiften bara är bakgrund.",
        "",
        f"{len(uppgifter)} uppgifter: {mapped} står i poster och {aside} är bakgrund.",
    ]
    for prefix, name in GRUPPER.items():
        lines += ["", f"## {name}", "", "| Uppgift | Vad den säger | Källa | Var den står |", "|---|---|---|---|"]
        rows = [item for item in uppgifter.values() if item.grupp == prefix]
        lines += [_row(item, kartor.get(item.id, Koppling()), index) for item in rows]
    return "\n".join(lines) + "\n"


def _row(uppgift: Uppgift, koppling: Koppling, index: Mapping[str, list[Post]]) -> str:
    aside = f"Bakgrund: {_cell(koppling.bakgrund)}" if koppling.bakgrund else "**Inte kopplad**"
    places = "<br>".join(_link(name, index) for name in koppling.poster) or aside
    return f"| {uppgift.id} | {_cell(uppgift.text)} | {uppgift.kalla}, rad {uppgift.rader} | {places} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _link(name: str, index: Mapping[str, list[Post]]) -> str:
    posts = index.get(name, [])
    return f"[{name}](../{posts[0].path})" if posts else name


def write_sparning(root: Path = ROOT) -> None:
    """Nothing; docs/sparning.md is written anew."""
    kartor, _ = load_kartor(root / KARTOR.relative_to(ROOT))
    index = index_posts(load_krav(root))
    text = render_sparning(load_uppgifter(root / FAKTA.relative_to(ROOT)), kartor, index)
    (root / SPARNING.relative_to(ROOT)).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_sparning()
