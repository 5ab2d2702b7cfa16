"""What every format shares: harmless text, the full remark, and a finding's fingerprint."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from kravbok.encoding import hide
from kravbok.finding import Finding

__all__ = ["fingerprints", "harmless", "remark"]

# A forge reads commands in what a step prints: ##vso[…] and ##[…] anywhere in a line, ::…:: at the start of one.
_ANYWHERE = re.compile(r"##(?=(?:vso)?\[)", re.IGNORECASE)
_AT_START = re.compile(r"^(\s*):(?=:)")


def harmless(text: str) -> str:
    """Return a text in one line that steers neither a terminal nor a forge; it keeps its length."""
    return _AT_START.sub(r"\1·", _ANYWHERE.sub("#·", hide(text)))


def remark(item: Finding) -> str:
    """Return what was seen and what to do about it, as sentences."""
    seen = harmless(item.message).rstrip(".")
    return f"{seen}. {harmless(item.hint)}".rstrip()


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """Return a name for each finding that stays when its lines move; of several alike, each has its own."""
    seen: Counter[tuple[str, str, str]] = Counter()
    names = []
    for item in findings:
        key = (item.code, item.position.path, item.message)
        seen[key] += 1
        text = "\0".join((*key, str(seen[key])))
        names.append(sha256(text.encode("utf-8", "backslashreplace")).hexdigest())
    return names
