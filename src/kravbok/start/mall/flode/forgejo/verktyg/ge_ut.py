"""Skapar en utgåva vid taggen i Forgejo och lägger mappens filer vid den.

Körs steget om läggs det till som saknas; en fil som redan är utgiven byts aldrig. Använder bara Pythons eget bibliotek:
där nyckeln finns ska inget annat installeras.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen


def main(mapp: Path) -> None:
    """Ge ut mappens filer."""
    adress = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}/releases"
    utgava = find(adress, os.environ["TAGG"]) or create(adress, os.environ["TAGG"])
    finns = {fil["name"] for fil in utgava["assets"]}
    mottagare = f"{adress}/{utgava['id']}/assets"
    for fil in sorted(mapp.iterdir()):
        if fil.name not in finns:
            call("POST", f"{mottagare}?name={quote(fil.name)}", *make_form(fil))
            print(f"Utgiven: {fil.name}")


def find(adress: str, tagg: str) -> Any:
    """Utgåvan vid taggen, om den finns."""
    try:
        return call("GET", f"{adress}/tags/{quote(tagg, safe='')}")
    except HTTPError as fel:
        if fel.code == 404:
            return None
        raise


def create(adress: str, tagg: str) -> Any:
    """En ny utgåva vid taggen."""
    return call("POST", adress, json.dumps({"tag_name": tagg, "name": tagg}).encode(), "application/json")


def make_form(fil: Path) -> tuple[bytes, str]:
    """Filen som ett ifyllt formulär, och formulärets slag."""
    grans = token_hex(16)
    fore = f'--{grans}\r\nContent-Disposition: form-data; name="attachment"; filename="{quote(fil.name)}"\r\n\r\n'
    return fore.encode() + fil.read_bytes() + f"\r\n--{grans}--\r\n".encode(), f"multipart/form-data; boundary={grans}"


def call(metod: str, adress: str, data: bytes | None = None, slag: str = "application/json") -> Any:
    """Svaret från Forgejo."""
    huvuden = {
        "Authorization": f"Bearer {os.environ['TOKEN']}",
        "Content-Type": slag,
    }
    with urlopen(Request(adress, data, huvuden, method=metod), timeout=300) as svar:
        return json.load(svar)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
