"""Every kind of record that the loader reads, with its model and the files it stands in."""

from __future__ import annotations

from kravbok.loader import REGISTERS
from kravbok.model.bas import Modell
from kravbok.model.bok import Bilaga, Bok, Kapitel
from kravbok.model.krav import Krav
from kravbok.model.organisation import Kravbok, Organisation

__all__ = ["SLAG", "globs_of"]

_REGISTERS = {
    model.__name__.lower(): (model, (f"krav/register/{folder}/*.yaml",)) for folder, model in REGISTERS.items()
}

# The server puts **/ before a glob: a project whose own folder is called krav must not make a book of its krav/.
_BOK = "krav/!(register|organisationer|forseglingar|krav)"
_MAPP = "!(kapitel|bilagor|filer)"
_SLAG: dict[str, tuple[type[Modell], tuple[str, ...]]] = {
    "kravbok": (Kravbok, ("krav/kravbok.yaml",)),
    "organisation": (Organisation, ("krav/organisationer/*.yaml",)),
    "bok": (Bok, (f"{_BOK}/bok.yaml",)),
    "kapitel": (Kapitel, (f"{_BOK}/kapitel/*.yaml",)),
    "bilaga": (Bilaga, (f"{_BOK}/bilagor/*.yaml",)),
    "krav": (Krav, (f"{_BOK}/!(bok).yaml", f"{_BOK}/{_MAPP}/*.yaml", f"{_BOK}/{_MAPP}/*/*.yaml")),
    **dict(sorted(_REGISTERS.items())),
}

SLAG: dict[str, type[Modell]] = {name: model for name, (model, _) in _SLAG.items()}
"""The model of each kind of record, by the kind's name: the model's own, in small letters."""


def globs_of(slag: str) -> tuple[str, ...]:
    """Return the files that a kind of record stands in, as editors match them."""
    return _SLAG[slag][1]
