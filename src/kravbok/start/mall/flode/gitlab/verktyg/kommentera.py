"""Skriver granskningen av varje öppen merge request som en kommentar i den, eller skriver om den som redan finns.

Körs på main, aldrig i en gren, och använder bara Pythons eget bibliotek: där nyckeln finns ska inget annat köras eller
installeras. Det som grenen har lämnat är en text från en okänd.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

MARKE = "<!-- kravbok:granska -->"
JOBB = "granska"
FIL = "granskning/granskning.md"
STORST = 300_000  # byte; granskningen är högst 65 000 tecken
PER_SIDA = 100
KOMMANDO = re.compile(r"^\s*/", re.MULTILINE)


def main() -> None:
    """Skriv granskningen av varje öppen merge request."""
    bot = int(ask("user")["id"])
    for oppen in list_all(f"{project()}/merge_requests?state=opened"):
        text = fetch_text(oppen)
        if text is not None:
            write(f"{project()}/merge_requests/{int(oppen['iid'])}/notes", bot, text)
            print(f"Granskningen står i merge request {oppen['iid']}.")


def project() -> str:
    """Projektets adress i API:et."""
    return f"projects/{int(os.environ['CI_PROJECT_ID'])}"


def fetch_text(oppen: Any) -> str | None:
    """Granskningen av den commit som merge requesten har nu, om den är gjord i det här projektet."""
    hel = ask(f"{project()}/merge_requests/{int(oppen['iid'])}")
    flode = hel["head_pipeline"] or {}
    if flode.get("project_id") != int(os.environ["CI_PROJECT_ID"]) or flode.get("sha") != hel["sha"]:
        return None
    for jobb in list_all(f"{project()}/pipelines/{int(flode['id'])}/jobs?scope[]=success"):
        if jobb["name"] == JOBB:
            return read_text(f"{project()}/jobs/{int(jobb['id'])}/artifacts/{FIL}")
    return None


def read_text(del_: str) -> str | None:
    """Texten i en fil som en gren har lämnat; inget om den inte kan vara en granskning."""
    try:
        with call("GET", del_) as svar:
            data = svar.read(STORST + 1)
        text = data.decode()
    except (HTTPError, UnicodeDecodeError):
        return None
    if len(data) > STORST or not text.startswith(MARKE) or KOMMANDO.search(text):
        print(f"{del_} är ingen granskning och skrivs inte in.")
        return None
    return str(text)


def write(anteckningar: str, bot: int, text: str) -> None:
    """Skriv en ny kommentar, eller skriv om vår egen om den har ändrats."""
    for egen in list_all(f"{anteckningar}?sort=asc"):
        if egen["author"]["id"] == bot and egen["body"].startswith(MARKE):
            if egen["body"] != text:
                ask(f"{anteckningar}/{int(egen['id'])}", "PUT", {"body": text})
            return
    ask(anteckningar, "POST", {"body": text})


def list_all(del_: str) -> Iterator[Any]:
    """Allt i en lista som kommer sida för sida."""
    tecken, sida = "&" if "?" in del_ else "?", 1
    while True:
        funna = ask(f"{del_}{tecken}per_page={PER_SIDA}&page={sida}")
        yield from funna
        if len(funna) < PER_SIDA:
            return
        sida += 1


def ask(del_: str, metod: str = "GET", innehall: dict[str, str] | None = None) -> Any:
    """Svaret från GitLab, läst som JSON."""
    with call(metod, del_, innehall) as svar:
        return json.load(svar)


def call(metod: str, del_: str, innehall: dict[str, str] | None = None) -> Any:
    """Svaret från GitLab."""
    huvuden = {"PRIVATE-TOKEN": os.environ["KRAVBOK_NYCKEL"], "Content-Type": "application/json"}
    data = None if innehall is None else json.dumps(innehall).encode()
    return urlopen(Request(f"{os.environ['CI_API_V4_URL']}/{del_}", data, huvuden, method=metod), timeout=60)


if __name__ == "__main__":
    main()
