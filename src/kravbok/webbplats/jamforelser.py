"""What changed, on the website: a page of each two consecutive editions, the free choice, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from kravbok.diff.skillnad import Jamforelse
from kravbok.export.csv_rows import andringar_csv
from kravbok.export.webb.jamforelse_json import write_jamforelse_json
from kravbok.view.webb.adress import par_adress
from kravbok.view.webb.andringssida import andringssida, jamforsida
from kravbok.view.webb.bocker import NedladdningVy
from kravbok.view.webb.hanvisning import hanvisningssidor
from kravbok.view.webb.jamforelsedata import Jamforelseplan, jamforelsedata, pair_key
from kravbok.view.webb.sida import Sida, rot
from kravbok.webbplats.nedladdningar import downloads, format_size
from kravbok.webbplats.nycklar import Nycklar
from kravbok.webbplats.plan import Filplan
from kravbok.webbplats.underlag import Parvy, Webbunderlag

__all__ = ["jamforelsefiler", "jamforelsesidor"]


def jamforelsesidor(underlag: Webbunderlag) -> Iterator[Sida]:
    """Yield a page of every two editions of a book, and the page where any two are chosen."""
    for par in underlag.par:
        table = _table(par)
        csv = NedladdningVy("Hela dokumentet", rot(table[0]), "CSV", format_size(len(table[1])))
        own = downloads(_folder(par), underlag.filer)
        yield andringssida(par.jamforelse, par.vy, (*own, csv))
    editions = [[item.utgivning for item in book.upplagor] for book in underlag.bocker]
    for book in editions:
        yield from hanvisningssidor(book, [par.jamforelse for par in underlag.par])
    yield jamforsida(editions, [par.jamforelse for par in underlag.par], [plan.adress for plan in underlag.jamforelser])


def jamforelsefiler(underlag: Webbunderlag, nycklar: Nycklar) -> Iterator[Filplan]:
    """Yield the files behind them: every pair compared, and each page's changes as CSV."""
    made = {pair_key(par.jamforelse.fore, par.jamforelse.efter): par.jamforelse for par in underlag.par}
    for plan in underlag.jamforelser:
        size = sum(len(item.klausuler) for item in plan.upplagor)
        yield Filplan(plan.adress, nycklar.jamforelse(plan.upplagor), partial(_compared, plan, made), size // 4)
    for par in underlag.par:
        name, data = _table(par)
        yield Filplan(name, "", partial(bytes, data), 1)


def _compared(plan: Jamforelseplan, made: Mapping[tuple[str, str], Jamforelse]) -> bytes:
    return write_jamforelse_json(jamforelsedata(plan, made)).encode()


def _folder(par: Parvy) -> str:
    efter = par.jamforelse.efter
    return par_adress(efter.bok, par.jamforelse.fore.upplaga, efter.upplaga)


def _table(par: Parvy) -> tuple[str, bytes]:
    """Return the changes as a file for spreadsheets, what changes nothing for anyone too, and its address."""
    folder = _folder(par)
    name = folder.strip("/").replace("/", "-")
    return f"{folder}{name}.csv", andringar_csv(par.vy, visa_allt=True)
