"""Skriver granskningen som en kommentar i en pull request i Azure DevOps, eller skriver om den som redan finns.

Använder bara Pythons eget bibliotek: där nyckeln finns ska inget annat installeras. Filen kommer från en gren och läses
som text.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

MARKE = "<!-- kravbok:granska -->"
STORST = 300_000  # byte; granskningen är högst 65 000 tecken


def main(fil: Path) -> None:
    """Skriv granskningen i den pull request som körningen gäller."""
    text = read(fil)
    if (egen := find_own()) is None:
        kommentar = {"parentCommentId": 0, "commentType": "text", "content": text}
        call("POST", "threads", {"comments": [kommentar], "status": "closed"})
    else:
        call("PATCH", egen, {"content": text})
    print(f"Granskningen står i pull request {os.environ['SYSTEM_PULLREQUEST_PULLREQUESTID']}.")


def read(fil: Path) -> str:
    """Texten i en fil som en gren har gjort."""
    if fil.is_symlink() or not fil.is_file() or fil.stat().st_size > STORST:
        sys.exit(f"{fil} saknas, är en länk eller är för stor.")
    text = fil.read_text(encoding="utf-8")
    if not text.startswith(MARKE):
        sys.exit(f"{fil} är ingen granskning: första raden ska vara {MARKE}.")
    return text


def find_own() -> str | None:
    """Vägen till kommentaren som skrevs förra gången."""
    for trad in call("GET", "threads")["value"]:
        forsta = trad["comments"][0] if trad.get("comments") else {}
        if not trad.get("isDeleted") and (forsta.get("content") or "").startswith(MARKE):
            return f"threads/{int(trad['id'])}/comments/{int(forsta['id'])}"
    return None


def call(metod: str, del_: str, innehall: dict[str, Any] | None = None) -> Any:
    """Svaret från Azure DevOps."""
    projekt = f"{os.environ['SYSTEM_COLLECTIONURI']}{quote(os.environ['SYSTEM_TEAMPROJECTID'])}"
    forrad = f"{projekt}/_apis/git/repositories/{quote(os.environ['BUILD_REPOSITORY_ID'])}"
    adress = f"{forrad}/pullRequests/{int(os.environ['SYSTEM_PULLREQUEST_PULLREQUESTID'])}/{del_}?api-version=7.0"
    huvuden = {"Authorization": f"Bearer {os.environ['TOKEN']}", "Content-Type": "application/json"}
    data = None if innehall is None else json.dumps(innehall).encode()
    with urlopen(Request(adress, data, huvuden, method=metod), timeout=60) as svar:
        return json.load(svar)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
