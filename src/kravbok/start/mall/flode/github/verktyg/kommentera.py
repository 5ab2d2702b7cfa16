"""Skriver granskningen som en kommentar i en pull request på GitHub, eller skriver om den som redan finns.

Använder bara Pythons eget bibliotek: där nyckeln finns ska inget annat installeras. Mappen kommer från en okänd gren,
och filerna i den läses som text: granskning.md och nummer.txt.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

MARKE = "<!-- kravbok:granska -->"
BOT = "github-actions[bot]"
STORST = 300_000  # byte; granskningen är högst 65 000 tecken
PER_SIDA = 100


def main(mapp: Path) -> None:
    """Skriv granskningen i mappen till den pull request som har den granskade commiten."""
    text, nummer = read(mapp / "granskning.md"), read(mapp / "nummer.txt").strip()
    if not text.startswith(MARKE):
        sys.exit(f"{mapp / 'granskning.md'} är ingen granskning: första raden ska vara {MARKE}.")
    if not (nummer.isascii() and nummer.isdigit()):
        sys.exit(f"{mapp / 'nummer.txt'} är inget nummer på en pull request.")
    if call("GET", f"pulls/{nummer}")["head"]["sha"] != os.environ["GRANSKAD"]:
        print(f"Pull request {nummer} har en annan commit än den som granskades. Ingen kommentar skrivs.")
        return
    if (egen := find_own(nummer)) is None:
        call("POST", f"issues/{nummer}/comments", {"body": text})
    else:
        call("PATCH", f"issues/comments/{egen}", {"body": text})
    print(f"Granskningen står i pull request {nummer}.")


def read(fil: Path) -> str:
    """Texten i en fil som en okänd kan ha gjort."""
    if fil.is_symlink() or not fil.is_file() or fil.stat().st_size > STORST:
        sys.exit(f"{fil} saknas, är en länk eller är för stor.")
    return fil.read_text(encoding="utf-8")


def find_own(nummer: str) -> int | None:
    """Numret på kommentaren som skrevs förra gången."""
    sida = 1
    while True:
        kommentarer = call("GET", f"issues/{nummer}/comments?per_page={PER_SIDA}&page={sida}")
        for kommentar in kommentarer:
            if kommentar["user"]["login"] == BOT and kommentar["body"].startswith(MARKE):
                return int(kommentar["id"])
        if len(kommentarer) < PER_SIDA:
            return None
        sida += 1


def call(metod: str, del_: str, innehall: dict[str, str] | None = None) -> Any:
    """Svaret från GitHub."""
    adress = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}/{del_}"
    huvuden = {"Accept": "application/vnd.github+json", "Authorization": f"Bearer {os.environ['TOKEN']}"}
    data = None if innehall is None else json.dumps(innehall).encode()
    with urlopen(Request(adress, data, huvuden, method=metod), timeout=60) as svar:
        return json.load(svar)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
