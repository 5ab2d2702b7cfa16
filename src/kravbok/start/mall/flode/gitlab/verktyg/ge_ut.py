"""Lägger mappens filer i projektets paketregister och skapar en utgåva vid taggen med länkar till dem.

Nyckeln är jobbets egen (CI_JOB_TOKEN) och slutar gälla med jobbet. Använder bara Pythons eget bibliotek.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen


def main(mapp: Path) -> None:
    """Ge ut mappens filer."""
    tagg = os.environ["CI_COMMIT_TAG"]
    projekt = f"{os.environ['CI_API_V4_URL']}/projects/{int(os.environ['CI_PROJECT_ID'])}"
    if is_released(f"{projekt}/releases/{quote(tagg, safe='')}"):
        print(f"{tagg} är redan utgiven. En utgiven fil byts aldrig.")
        return
    paket = f"{projekt}/packages/generic/bocker/{quote(tagg, safe='')}"
    lankar = []
    for fil in sorted(mapp.iterdir()):
        call("PUT", f"{paket}/{quote(fil.name)}", fil.read_bytes(), "application/octet-stream")
        lankar.append({"name": fil.name, "url": f"{paket}/{quote(fil.name)}"})
        print(f"Utgiven: {fil.name}")
    utgava = {"tag_name": tagg, "name": tagg, "assets": {"links": lankar}}
    call("POST", f"{projekt}/releases", json.dumps(utgava).encode(), "application/json")


def is_released(adress: str) -> bool:
    """Om taggen redan har en utgåva."""
    try:
        call("GET", adress)
    except HTTPError as fel:
        if fel.code in (403, 404):
            return False
        raise
    return True


def call(metod: str, adress: str, data: bytes | None = None, slag: str = "application/json") -> None:
    """Fråga GitLab."""
    huvuden = {"JOB-TOKEN": os.environ["CI_JOB_TOKEN"], "Content-Type": slag}
    with urlopen(Request(adress, data, huvuden, method=metod), timeout=300) as svar:
        svar.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
