"""From when and until when, in phrases that read well however the day is known."""

from __future__ import annotations

from kravbok.model.tid import Tid

__all__ = ["name_lydelse", "say_since", "say_until", "since_value"]


def say_since(fran: Tid, *, foreslagen: bool = False) -> str:
    """Return from when something holds: ”från 1 januari 2021”, ”sedan 1 januari 2021 eller tidigare”."""
    if fran.dag is None:
        return "från en okänd dag"
    if fran.form == "tidigast":
        return f"tidigast från {Tid('dag', fran.dag)}"
    if fran.form == "senast":
        exact = Tid("dag", fran.dag)
        return f"senast från {exact}" if foreslagen else f"sedan {exact} eller tidigare"
    return f"från {fran}"


def since_value(fran: Tid, *, foreslagen: bool = False) -> str:
    """Return the value beside a term such as ”Gäller från”: ”1 januari 2021”, ”1 januari 2021 eller tidigare”."""
    if fran.dag is not None and fran.form == "senast" and not foreslagen:
        return f"{Tid('dag', fran.dag)} eller tidigare"
    return str(fran)


def say_until(till: Tid) -> str:
    """Return until when something is known: ”till och med 31 december 2021”, ”åtminstone till och med 2021”."""
    if till.dag is None:
        return "till en okänd dag"
    bound = {"senast": "som längst ", "tidigast": "åtminstone "}.get(till.form, "")
    return f"{bound}till och med {Tid('dag', till.dag) if bound else till}"


def name_lydelse(fran: Tid, *, foreslagen: bool = False) -> str:
    """Return what a wording is called by its day: ”Lydelsen från 1 januari 2021”."""
    bound = fran.form in ("senast", "tidigast")
    how = "" if not bound else "tänkt att gälla " if foreslagen else "som gäller "
    return f"Lydelsen {how}{say_since(fran, foreslagen=foreslagen)}"
