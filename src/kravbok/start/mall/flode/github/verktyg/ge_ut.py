"""Skapar en utgåva vid taggen på GitHub och lägger mappens filer vid den.

Körs steget om läggs det till som saknas; en fil som redan är utgiven byts aldrig. Använder bara Pythons eget bibliotek:
där nyckeln finns ska inget annat installeras.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen


def main(mapp: Path) -> None:
    """Ge ut mappens filer."""
    adress = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}/releases"
    utgava = find(adress, os.environ["TAGG"]) or create(adress, os.environ["TAGG"])
    finns = {fil["name"] for fil in utgava["assets"]}
    mottagare = utgava["upload_url"].partition("{")[0]
    for fil in sorted(mapp.iterdir()):
        if fil.name not in finns:
            call("POST", f"{mottagare}?name={quote(fil.name)}", fil.read_bytes(), "application/octet-stream")
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


def call(metod: str, adress: str, data: bytes | None = None, slag: str = "application/json") -> Any:
    """Svaret från GitHub."""
    huvuden = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {os.environ['TOKEN']}",
        "Content-Type": slag,
    }
    with urlopen(Request(adress, data, huvuden, method=metod), timeout=300) as svar:
        return json.load(svar)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
