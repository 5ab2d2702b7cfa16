"""One finished document on its way to the exporters: accessible HTML and what is known about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Dokument:
    """One book, redline or change document as HTML, with the facts that PDF and Word keep outside the text.

    `filer` holds the pictures under the exact path that the HTML names (`src="filer/kedja.png"`); nothing else can be
    read from disk. `datum` is the only time that reaches the output.
    """

    html: str
    titel: str
    sidhuvud: str
    datum: date
    forfattare: str
    amne: str
    nyckelord: tuple[str, ...]
    sprak: str = "sv"
    filer: Mapping[str, bytes] = field(default_factory=dict)
