"""Where the repository is kept: the forge by the remote's address, never its secrets, and how to protect main there."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from kravbok.diagnosis.lage import Lage
from kravbok.diagnosis.svar import Svar, obesvarad, ok, se_over

__all__ = ["ask_adresser", "ask_skydd", "host_of"]

_SCP = re.compile(r"(?:[^@/:\s]+@)?([^@/:\s]{2,}):(?!//)(?!\d+/)")
"""git@host:path; a single letter before the colon is a disk of Windows."""

_TOKEN = 20
"""A name of so many characters in an address over the web is taken to be a key."""

_FORGEJO = "Inställningar → Grenar: lägg till en regel för main som kräver godkännande och gröna kontroller"
_AZURE = "Repos → Branches → main → Branch policies: kräv granskare och Build validation"
_FORGES = {
    "github": ("GitHub", "Settings → Rules → Rulesets: kräv pull request, godkännande och gröna kontroller för main"),
    "gitlab": ("GitLab", "Settings → Repository → Protected branches: Allowed to push = No one för main"),
    "codeberg": ("Forgejo", _FORGEJO),
    "forgejo": ("Forgejo", _FORGEJO),
    "gitea": ("Gitea", _FORGEJO),
    "dev.azure": ("Azure DevOps", _AZURE),
    "visualstudio": ("Azure DevOps", _AZURE),
}
"""The forges by a word in the host's name, and where each of them protects a branch."""

_ANY = "Kräv i förrådets inställningar på servern att main bara ändras genom granskning med gröna kontroller"


def host_of(address: str) -> str:
    """Return the host of a remote's address, without name and password; empty for a folder."""
    if "://" in address:
        parts = _split(address)
        return (parts.hostname or "") if parts is not None else ""
    found = _SCP.match(address)
    return found[1].lower() if found else ""


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _has_secret(address: str) -> bool:
    """Whether an address over the web carries a password or a key."""
    parts = _split(address)
    if parts is None or parts.scheme not in ("http", "https"):
        return False
    return bool(parts.password) or len(parts.username or "") >= _TOKEN


def _remotes(lage: Lage) -> dict[str, list[str]]:
    """Return the addresses of each remote, by its name."""
    found: dict[str, list[str]] = {}
    for key, value in lage.installningar.items():
        if key.startswith("remote.") and key.endswith((".url", ".pushurl")):
            found.setdefault(key.removeprefix("remote.").rpartition(".")[0], []).append(value)
    return found


def ask_adresser(lage: Lage) -> Svar | None:
    """Whether an address that git keeps in clear text has a secret in it."""
    if lage.forrad is None:
        return None
    remotes = _remotes(lage)
    if not remotes:
        return se_over(
            "Projektet finns bara här: det har ingen adress att skicka till.", "Skriv git remote add origin ADRESS."
        )
    for name, addresses in remotes.items():
        if any(_has_secret(address) for address in addresses):
            return se_over(
                f"Adressen till {name[:40]} innehåller ett lösenord eller en nyckel, i klartext på disken.",
                f"Byt lösenordet och skriv git remote set-url {name[:40]} följt av adressen utan det.",
            )
    hosts = (host_of(addresses[0]) or "en mapp" for addresses in remotes.values())
    return ok(", ".join(f"{name[:40]}: {host[:80]}" for name, host in zip(remotes, hosts, strict=True)))


def ask_skydd(lage: Lage) -> Svar | None:
    """How to see that main is protected: it cannot be read without the network."""
    remotes = _remotes(lage)
    if not remotes:
        return None
    host = host_of(remotes.get("origin", next(iter(remotes.values())))[0])
    name, advice = next((forge for word, forge in _FORGES.items() if word in host), ("", _ANY))
    where = f"{host[:80]} ({name})" if name else host[:80] or "platsen för origin"
    return obesvarad(f"Om main är skyddad på {where} går inte att se utan nät.", f"{advice}.")
