"""Skriver granskningen som en kommentar i en pull request i Forgejo, eller skriver om den som redan finns.

Använder bara Pythons eget bibliotek.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

MARKE = "<!-- kravbok:granska -->"
BOTAR = ("forgejo-actions", "gitea-actions")


def main(fil: Path) -> None:
    """Skriv granskningen i den pull request som har numret NUMMER."""
    text, nummer = fil.read_text(encoding="utf-8"), int(os.environ["NUMMER"])
    if not text.startswith(MARKE):
        sys.exit(f"{fil} är ingen granskning: första raden ska vara {MARKE}.")
    if (egen := find_own(nummer)) is None:
        call("POST", f"issues/{nummer}/comments", {"body": text})
    else:
        call("PATCH", f"issues/comments/{egen}", {"body": text})
    print(f"Granskningen står i pull request {nummer}.")


def find_own(nummer: int) -> int | None:
    """Numret på kommentaren som skrevs förra gången."""
    for kommentar in call("GET", f"issues/{nummer}/comments"):
        if kommentar["user"]["login"] in BOTAR and kommentar["body"].startswith(MARKE):
            return int(kommentar["id"])
    return None


def call(metod: str, del_: str, innehall: dict[str, str] | None = None) -> Any:
    """Svaret från Forgejo."""
    adress = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}/{del_}"
    huvuden = {"Authorization": f"Bearer {os.environ['TOKEN']}", "Content-Type": "application/json"}
    data = None if innehall is None else json.dumps(innehall).encode()
    with urlopen(Request(adress, data, huvuden, method=metod), timeout=60) as svar:
        return json.load(svar)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
