"""docs/schema/*.json: what the program writes as JSON, as JSON Schema (draft 2020-12) with Swedish descriptions.

The parts that are records follow the model; only the envelopes are described here. The schemas let unknown keys pass,
since a version may gain keys; the tests shut them. `PYTHONPATH=tests python -m verktyg.scheman` writes the files anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BeforeValidator

from kravbok.codes import Allvar
from kravbok.export.json import SCHEMA as BOK
from kravbok.model.bas import Modell, parse_siffra
from kravbok.model.bok import Bok, Upplaga
from kravbok.model.lydelse import Lydelse
from kravbok.model.tid import Tid
from kravbok.seal.forsegling import SCHEMA as FORSEGLING
from kravbok.swap import SCHEMA as BYGGE
from verktyg import (
    schema_andringar,
    schema_diagnos,
    schema_granskning,
    schema_historik,
    schema_jamforelse,
    schema_konsekvens,
    schema_rakning,
    schema_revision,
)
from verktyg.ordlista import load_table
from verktyg.schema_delar import Schema, array, facts, record, string, strings

FOLDER = Path(__file__).parents[2] / "docs" / "schema"
FYND = "kravbok/fynd/1"

_SIFFRA = "En siffra som den skrivs i tabeller (”1 000 kr/person/vecka”, med hårda mellanslag), en dag eller okänt."
_TID = "En dag (2022-01-01), månad (2021-05) eller år (2021), ”senast …” eller ”tidigast …” före en dag, eller okänt."


def make_schemas() -> dict[str, Schema]:
    """Return every schema by the name of its file."""
    return {
        "bok-1.json": _bok(),
        "fynd-1.json": _fynd(),
        "bygge-1.json": _bygge(),
        "andringar-1.json": _andringar(),
        "diagnos-1.json": _diagnos(),
        "forsegling-1.json": _forsegling(),
        "granskning-1.json": _granskning(),
        "historik-1.json": _historik(),
        "jamforelse-1.json": _jamforelse(),
        "konsekvens-1.json": _konsekvens(),
        "rakning-1.json": _rakning(),
        **dict(_revision()),
    }


def file_name(name: str) -> str:
    """Return the file of a schema: kravbok/revision-beslut/1 is in revision-beslut-1.json."""
    return f"{name.removeprefix('kravbok/').replace('/', '-')}.json"


def shut(schema: Any) -> Any:
    """Return a schema that refuses keys it does not describe: what the program's own output is held against."""
    if isinstance(schema, list):
        return [shut(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: shut(part) for key, part in schema.items()}
    return {**closed, "additionalProperties": False} if "properties" in schema and "type" in schema else closed


def _envelope(name: str, title: str, properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    named = {"const": name, "description": "Schemats namn och version. Inom en version tillkommer bara nycklar."}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return head | record({"schema": named, **properties}, optional)


def _count(description: str) -> Schema:
    return {"type": "integer", "minimum": 1, "description": description}


def _ref(name: str, description: str) -> Schema:
    return {"$ref": f"#/$defs/{name}", "description": description}


def _bok() -> Schema:
    """Return the schema of an edition of a book (export/json.py)."""
    models: dict[str, Schema] = {}
    for model in (Bok, Upplaga, Lydelse):
        _add_model(model, models)
    schema = _envelope(
        BOK,
        f"En bok i en upplaga ({BOK})",
        {
            "bok": _ref("Bok", "Bokens post."),
            "upplaga": _ref("Upplaga", "Upplagans uppgifter ur bokens post."),
            "organisation": record({"id": string("Organisationens id."), "namn": string("Organisationens namn.")}),
            "sidhuvud": string("Raden som står på varje sida."),
            "notiser": array(_notis(), "Det läsaren inte får missa, t.ex. att boken är en rekonstruktion."),
            "inledning": strings("Bokens inledning, ett stycke i taget, utan formatering."),
            "kapitel": array({"$ref": "#/$defs/kapitel"}, "Kapitlen i ordning."),
            "utanfor": array({"$ref": "#/$defs/krav"}, "Åtaganden och rekommendationer utanför kraven, utan nummer."),
            "bilagor": array({"$ref": "#/$defs/bilaga"}, "Bilagorna i ordning."),
            "register": array({"$ref": "#/$defs/register"}, "Tabeller och register sist i boken."),
            "kolofon": facts("Kolofonens uppgifter: kontrollsumma, commit, program och licens."),
        },
    )
    parts = {"kapitel": _kapitel(), "krav": _krav(), "bilaga": _bilaga(), "register": _register()}
    kinds = {"siffra": string(_SIFFRA), "tid": string(_TID)}
    return schema | {"$defs": parts | kinds | dict(sorted(models.items()))}


def _notis() -> Schema:
    return record({"rubrik": string("Notisens rubrik."), "text": string("Notisens text.")})


def _kapitel() -> Schema:
    return record(
        {
            "id": string("Kapitlets id."),
            "nummer": string("Kapitlets nummer i upplagan."),
            "rubrik": string("Kapitlets rubrik."),
            "inledning": strings("Inledningen, ett stycke i taget, utan formatering."),
            "krav": array({"$ref": "#/$defs/krav"}, "Kapitlets krav i ordning."),
        }
    )


def _bilaga() -> Schema:
    return record(
        {
            "id": string("Bilagans ankare."),
            "nummer": string("Bilagans nummer, t.ex. ”Bilaga 1.”."),
            "rubrik": string("Bilagans rubrik."),
            "text": strings("Texten, ett stycke i taget, utan formatering."),
            "bild": string("Bilden, som en sökväg från filens egen mapp; tom när ingen finns."),
            "alt": string("Vad bilden visar; tom när ingen finns."),
        }
    )


def _krav() -> Schema:
    figure = record({"tabell": _ref("siffra", "Som i tabeller."), "text": string("Som i löpande text.")})
    return record(
        {
            "id": string("Kravets id, permanent."),
            "nummer": string("Kravets nummer i upplagan; tomt utanför kraven."),
            "ankare": string("Länken till kravet i HTML, PDF och Word.", pattern="^#"),
            "rubrik": string("Kravets rubrik."),
            "text": strings("Texten med siffror och hänvisningar utskrivna, ett stycke i taget."),
            "html": string("Samma text som HTML."),
            "regel": strings("Det regeln räknar upp, en mening i taget."),
            "rakneexempel": array(
                strings("Exemplets rader: vad som är givet, uträkningen och svaret."),
                "Räkneexemplen i ordning, så som boken trycker dem.",
            ),
            "siffror": {"type": "object", "additionalProperties": figure, "description": "Siffrorna efter namn."},
            "lydelse": _ref("Lydelse", "Lydelsen som upplagan har, som den står i posten."),
            "ny_i_upplagan": {"type": "boolean", "description": "Om lydelsen inte stod i upplagan före."},
            "fil": string("Postens fil, från projektets mapp."),
            "rad": _count("Raden där lydelsen börjar."),
        }
    )


def _register() -> Schema:
    row = strings("Radens celler i kolumnernas ordning.")
    return record(
        {
            "id": string("Registrets ankare."),
            "rubrik": string("Registrets rubrik."),
            "inledning": string("En mening om vad registret visar."),
            "kolumner": strings("Kolumnernas rubriker."),
            "rader": array(row, "Registrets rader."),
        }
    )


def _add_model(model: type[Modell], models: dict[str, Schema]) -> None:
    """Add a record, and the records in it, as the exporter writes them: only what is set."""
    if model.__name__ in models:
        return
    models[model.__name__] = {}
    properties = {}
    for name, field in model.model_fields.items():
        typed = _type(Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation, models)
        properties[name] = typed | {"description": field.description}
    optional = tuple(name for name, field in model.model_fields.items() if not field.is_required())
    meaning = {"description": load_table()["poster"][model.__name__]["betyder"]}
    models[model.__name__] = meaning | record(properties, optional)


def _type(annotation: Any, models: dict[str, Schema]) -> Schema:
    """Return how a value of a type is written."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return {"$ref": "#/$defs/siffra"} if _is_figure(parts[1:]) else _type(parts[0], models)
    if origin in (Union, UnionType):
        return _type(next(part for part in parts if part is not type(None)), models)
    if origin is Literal:
        return {"enum": list(parts)}
    if origin is not None:
        return _box(origin, parts, models)
    if isinstance(annotation, type) and issubclass(annotation, Modell):
        _add_model(annotation, models)
        return {"$ref": f"#/$defs/{annotation.__name__}"}
    return _PLAIN[annotation]


_PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    date: {"type": "string", "format": "date"},
    Tid: {"$ref": "#/$defs/tid"},
    Any: {},
}


def _is_figure(metadata: tuple[Any, ...]) -> bool:
    return any(isinstance(item, BeforeValidator) and item.func is parse_siffra for item in metadata)


def _box(origin: type, parts: tuple[Any, ...], models: dict[str, Schema]) -> Schema:
    """Return how a list, a list of fixed length or a mapping is written."""
    if issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _or_null(parts[1], models)}
    if parts[-1] is Ellipsis:
        return {"type": "array", "items": _type(parts[0], models)}
    return {"type": "array", "prefixItems": [_type(part, models) for part in parts], "items": False}


def _or_null(annotation: Any, models: dict[str, Schema]) -> Schema:
    """Return the type of a mapping's values; None says that it is unknown and is written as null."""
    whole = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    kind = _type(annotation, models)
    return {"anyOf": [kind, {"type": "null"}]} if type(None) in get_args(whole) else kind


def _place() -> Schema:
    return {
        "fil": string("Filen, från projektets mapp."),
        "rad": _count("Raden, från 1."),
        "kolumn": _count("Kolumnen i tecken, från 1."),
    }


def _fynd() -> Schema:
    """Return the schema of findings (report/json.py)."""
    found = record(
        {
            "kod": string("Felkoden, t.ex. K103; se felkoder.md.", pattern="^K[0-9]{3}$"),
            "namn": string("Kodens kortnamn, som saknas kan nämna."),
            "allvar": {"enum": [str(item) for item in Allvar], "description": "Hur mycket fyndet väger."},
            **_place(),
            "langd": _count("Hur många tecken fyndet gäller."),
            "meddelande": string("Vad som är fel."),
            "hjalp": string("Vad som ska skrivas i stället; kan vara tomt."),
            "aven": array(record({**_place(), "text": string("Ställets del i saken.")}), "Andra ställen i saken."),
        }
    )
    return _envelope(FYND, f"Vad kontrollera fann ({FYND})", {"fynd": array(found, "Fynden, ordnade efter plats.")})


def _bygge() -> Schema:
    """Return the schema of a build's manifest (manifest.py)."""
    return _envelope(
        BYGGE,
        f"Ett färdigt bygge ({BYGGE})",
        {
            "program": string("Programmet och dess version."),
            "commit": string("Committen som var framme, eller som --rev pekade på; tom utanför git."),
            "filer": {
                "type": "object",
                "additionalProperties": string("Filens SHA-256.", pattern="^[0-9a-f]{64}$"),
                "description": "Varje fil i bygget, med sökväg från byggets mapp. Manifestet självt är inte med.",
            },
        },
    )


def _andringar() -> Schema:
    """Return the schema of differences between two editions (export/andringar_json.py)."""
    name = schema_andringar.SCHEMA
    whole = _envelope(name, f"Vad som skiljer två upplagor ({name})", schema_andringar.properties())
    return whole | {"$defs": schema_andringar.definitions()}


def _diagnos() -> Schema:
    """Return the schema of the answers about a machine and a project."""
    title = f"Svaren om datorn och projektet ({schema_diagnos.SCHEMA})"
    return _envelope(schema_diagnos.SCHEMA, title, schema_diagnos.properties())


def _granskning() -> Schema:
    """Return the schema of a branch reviewed (export/granskning_json.py)."""
    name = schema_granskning.SCHEMA
    return _envelope(
        name, f"Vad en gren gör med böckerna, och vem som ska godkänna ({name})", schema_granskning.properties()
    )


def _historik() -> Schema:
    """Return the schema of a requirement's life (export/historik.py)."""
    name = schema_historik.SCHEMA
    whole = _envelope(name, f"Ett kravs liv ({name})", schema_historik.properties())
    return whole | {"$defs": schema_historik.definitions()}


def _jamforelse() -> Schema:
    """Return the schema of comparisons of every pair of editions (export/webb/jamforelse_json.py)."""
    name = schema_jamforelse.SCHEMA
    whole = _envelope(name, f"Alla par av upplagor jämförda ({name})", schema_jamforelse.properties())
    return whole | {"$defs": schema_jamforelse.definitions()}


def _konsekvens() -> Schema:
    """Return the schema of what a year's changes cost (export/konsekvens_text.py)."""
    name = schema_konsekvens.SCHEMA
    return _envelope(name, f"Vad ett års ändringar betyder för en budget ({name})", schema_konsekvens.properties())


def _rakning() -> Schema:
    """Return the schema of a rule's answer (export/rakning.py)."""
    name = schema_rakning.SCHEMA
    return _envelope(name, f"Ett kravs regel räknad på fall ({name})", schema_rakning.properties())


def _revision() -> Iterator[tuple[str, Schema]]:
    """Yield the schemas of the auditor's pack by the name of their file (revision/)."""
    for name, (title, properties) in schema_revision.schemas().items():
        yield file_name(name), _envelope(name, f"{title} ({name})", properties)


def _forsegling() -> Schema:
    """Return the schema of a seal (seal/forsegling.py)."""
    total = string("SHA-256 enligt docs/forsegling.md.", pattern="^[0-9a-f]{64}$")
    listed = string("SHA-256 över dess lista filer, när den har en.", pattern="^[0-9a-f]{64}$")
    link = {"upplaga": string("Upplagan."), "kontrollsumma": total, "filer": listed}
    before = record(link, optional=("filer",))
    beslut = record({
        "id": string("Beslutets id."),
        "organ": string("Organet, som i organisationens lista."),
        "datum": string("Beslutsdagen, så väl den är känd."),
        "paragraf": string("Paragrafen, eller okänd."),
    })  # fmt: skip
    kapitel = record({"id": string("Kapitlets id."), "krav": array(string("Kravets id."), "Kraven i ordning.")})
    totals = array(total, "Kontrollsumman för varje rad i listan, sorterade.")
    return _envelope(
        FORSEGLING,
        f"En förseglad upplaga ({FORSEGLING})",
        {
            "form": string("Den kanoniska formens nummer; se docs/forsegling.md."),
            "bok": string("Bokens id."),
            "upplaga": string("Upplagans id."),
            "foregaende": {"anyOf": [before, {"type": "null"}], "description": "Bokens förra försegling."},
            "beslut": {"anyOf": [beslut, {"type": "null"}], "description": "Upplagans beslut, null när det saknas."},
            "kapitel": array(kapitel, "Kapitlen i ordning."),
            "utanfor": array(string("Kravets id."), "Åtaganden och rekommendationer utanför kraven, i ordning."),
            "bilagor": array(string("Bilagans id."), "Bilagorna i ordning."),
            "poster": {"type": "object", "additionalProperties": total, "description": "Summan för varje post."},
            "vaxer": {"type": "object", "additionalProperties": totals, "description": "Listor som får växa."},
            "kontrollsumma": total,
            "filer": {
                "type": "object",
                "minProperties": 1,
                "additionalProperties": total,
                "description": "De färdiga filerna i arkiv/BOK/UPPLAGA/; utan nyckeln görs boken när den byggs.",
            },
        },
        ("filer",),
    )


def write_schemas() -> None:
    """Write every schema."""
    FOLDER.mkdir(exist_ok=True)
    for name, schema in make_schemas().items():
        (FOLDER / name).write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_schemas()
