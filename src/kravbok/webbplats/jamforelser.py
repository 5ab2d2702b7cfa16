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
from kravbok.webbplats.plan import STOR, Filplan, Sidplan, planned
from kravbok.webbplats.underlag import Parvy, Webbunderlag

__all__ = ["jamforelsefiler", "jamforelsesidor"]


def jamforelsesidor(underlag: Webbunderlag) -> Iterator[Sidplan]:
    """Yield a page of every two editions of a book, and the page where any two are chosen."""
    for par in underlag.par:
        yield Sidplan(_folder(par), "", partial(_andringssida, par, underlag), STOR)
    editions = [[item.utgivning for item in book.upplagor] for book in underlag.bocker]
    made = [par.jamforelse for par in underlag.par]
    for book in editions:
        yield from map(planned, hanvisningssidor(book, made))
    yield planned(jamforsida(editions, made, [plan.adress for plan in underlag.jamforelser]))


def _andringssida(par: Parvy, underlag: Webbunderlag) -> Sida:
    csv = NedladdningVy("Hela dokumentet", rot(_table_adress(par)), "CSV", format_size(len(_table_data(par))))
    return andringssida(par.jamforelse, par.vy, (*downloads(_folder(par), underlag.filer), csv))


def jamforelsefiler(underlag: Webbunderlag, nycklar: Nycklar) -> Iterator[Filplan]:
    """Yield the files behind them: every pair compared, and each page's changes as CSV."""
    made = {pair_key(par.jamforelse.fore, par.jamforelse.efter): par.jamforelse for par in underlag.par}
    for plan in underlag.jamforelser:
        size = sum(len(item.klausuler) for item in plan.upplagor)
        yield Filplan(plan.adress, nycklar.jamforelse(plan.upplagor), partial(_compared, plan, made), size // 4)
    for par in underlag.par:
        yield Filplan(_table_adress(par), "", partial(_table_data, par), STOR)


def _compared(plan: Jamforelseplan, made: Mapping[tuple[str, str], Jamforelse]) -> bytes:
    return write_jamforelse_json(jamforelsedata(plan, made)).encode()


def _folder(par: Parvy) -> str:
    efter = par.jamforelse.efter
    return par_adress(efter.bok, par.jamforelse.fore.upplaga, efter.upplaga)


def _table_adress(par: Parvy) -> str:
    """Return the address of the changes as a file for spreadsheets."""
    folder = _folder(par)
    return f"{folder}{folder.strip('/').replace('/', '-')}.csv"


def _table_data(par: Parvy) -> bytes:
    """Return the changes as a file for spreadsheets, what changes nothing for anyone too."""
    return andringar_csv(par.vy, visa_allt=True)
