"""Printed texts side by side: whether the words differ, or only figures, numbers of references or typography."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kravbok.diff.ord import diff_block, diff_ord
from kravbok.diff.siffror import is_same
from kravbok.diff.skillnad import Blockskillnad, Ordbit, Slag
from kravbok.edition import Klausul, Utgivning
from kravbok.expand import figure_from, resolve
from kravbok.model.bas import Siffervarde
from kravbok.model.storhet import Storhet
from kravbok.text import Fragment, Uttryck, Varde, fill, parse_fragment

__all__ = ["Textjamforelse", "Tryckt", "Undantag", "compare_heading", "compare_texts", "read_text", "told_by_figures"]

_SIGNS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("”“„‟»«″", '"')
    | dict.fromkeys("’‘‚‛′", "'")
    | {"\u00ad": None, "\u200b": None, "\u2060": None, "…": "..."}
)
_BLANK = re.compile(r"\s+")
_HREF = re.compile(r'href="[^"]*"')
_MARK = "\ue002{}\ue003"  # signs that no text may hold (K009): what stands between them is set aside


@dataclass(frozen=True, slots=True)
class Undantag:
    """What was set aside in a text: a figure with its value, or a reference (no value), and the words it was."""

    ord: str
    varde: Siffervarde | None


@dataclass(frozen=True, slots=True)
class Tryckt:
    """A text as an edition prints it, and the same with figures and references set aside."""

    html: str
    block: tuple[str, ...]
    mall: str
    lankar: tuple[str, ...]
    undantag: Mapping[str, Undantag]


@dataclass(frozen=True, slots=True)
class Textjamforelse:
    """Two texts compared: the kinds of difference, the words where they differ, and the addresses of changed links."""

    slag: frozenset[Slag] = frozenset()
    block: tuple[Blockskillnad, ...] = ()
    lankar: tuple[str, str] | None = None


def read_text(utgivning: Utgivning, klausul: Klausul | None, text: str, namn: Mapping[str, str]) -> Tryckt:
    """Return a text as printed, and set aside; `namn` gives the names that renamed figures are known by.

    What an expression points at may be gone in an edition of the past that nobody checks: then it stands as written.
    """
    fragment = parse_fragment(text)
    printed = [_print(utgivning, klausul, uttryck) for uttryck in fragment.uttryck]
    names = [_name(uttryck, namn) for uttryck in fragment.uttryck]
    aside = {
        name: Undantag(value.text, _figure(utgivning, klausul, uttryck))
        for name, value, uttryck in zip(names, printed, fragment.uttryck, strict=True)
        if name and value.text != uttryck.kalla
    }
    html, block = _filled(fragment, printed)
    marked = [Varde(_MARK.format(name)) if name in aside else value for name, value in zip(names, printed, strict=True)]
    template = " ".join(_filled(fragment, marked)[1])
    return Tryckt(html, block, template, tuple(link for link in fragment.links if "\ue000" not in link), aside)


def _filled(fragment: Fragment, values: list[Varde]) -> tuple[str, tuple[str, ...]]:
    following = iter(values)
    return fill(fragment, lambda _: next(following))


def _name(uttryck: Uttryck, namn: Mapping[str, str]) -> str:
    """Return what an expression is known by when it is set aside; empty for one that stands as it is printed."""
    if uttryck.funktion not in ("", "siffra", "krav"):
        return ""
    name = ".".join(uttryck.argument)
    return name if uttryck.funktion else namn.get(name, name)


def _print(utgivning: Utgivning, klausul: Klausul | None, uttryck: Uttryck) -> Varde:
    try:
        return resolve(utgivning, klausul, uttryck)
    except KeyError:
        return Varde(uttryck.kalla)


def _figure(utgivning: Utgivning, klausul: Klausul | None, uttryck: Uttryck) -> Siffervarde | None:
    """Return the figure that an expression prints; None for a reference to a clause."""
    if uttryck.funktion == "siffra":
        return figure_from(utgivning, *uttryck.argument)  # type: ignore[return-value]
    if uttryck.funktion or klausul is None:
        return None
    value: Siffervarde = klausul.lydelse.siffror[uttryck.argument[0]]
    return value


def compare_texts(fore: Tryckt, efter: Tryckt) -> Textjamforelse:
    """Return how two texts differ; a figure with another value is none of their kinds, the figures tell it."""
    links = (", ".join(fore.lankar), ", ".join(efter.lankar)) if fore.lankar != efter.lankar else None
    if fore.block == efter.block:
        emphasis = links is None and _shape(fore.html) != _shape(efter.html)
        return Textjamforelse(frozenset({"typografi"} if emphasis else ()), (), links)
    if fold_signs(fore.mall) != fold_signs(efter.mall):
        slag: set[Slag] = {"ändrad text"}
    else:
        slag = set(_kinds_set_aside(fore, efter))
        if fore.mall != efter.mall or not slag | told_by_figures(fore, efter):
            slag.add("typografi")
    return Textjamforelse(frozenset(slag), diff_block(fore.block, efter.block), links)


def _shape(html: str) -> str:
    """Return HTML without what never shows: where a reference leads, and where the file breaks its lines."""
    return _BLANK.sub(" ", _HREF.sub("", html))


def _kinds_set_aside(fore: Tryckt, efter: Tryckt) -> Iterator[Slag]:
    """Yield what the references and the figures of the same worth make, when they are printed otherwise."""
    for name, old in fore.undantag.items():
        new = efter.undantag.get(name, old)
        if old.ord == new.ord or not is_same(old.varde, new.varde):
            continue
        if old.varde is None:
            yield "omnumrerad"
        else:
            yield "typografi" if _is_same_unit(old.varde, new.varde) else "ändrad text"


def _is_same_unit(old: Siffervarde | None, new: Siffervarde | None) -> bool:
    if isinstance(old, Storhet) and isinstance(new, Storhet):
        return (old.taljare, old.namnare) == (new.taljare, new.namnare)
    return False


def told_by_figures(fore: Tryckt, efter: Tryckt) -> set[Slag]:
    """Return ”ändrad siffra” where a figure that both texts hold is worth something else."""
    pairs = ((old, efter.undantag.get(name, old)) for name, old in fore.undantag.items())
    return {"ändrad siffra" for old, new in pairs if not is_same(old.varde, new.varde)}


@lru_cache(maxsize=4096)
def fold_signs(text: str) -> str:
    """Return a text with one kind of blank, dash and quotation mark."""
    return _BLANK.sub(" ", text.translate(_SIGNS)).strip()


def compare_heading(fore: str, efter: str) -> tuple[frozenset[Slag], tuple[Ordbit, ...]]:
    """Return how two headings differ, with the words when they do."""
    if fore == efter:
        return frozenset(), ()
    same = fold_signs(fore) == fold_signs(efter)
    return frozenset({"typografi" if same else "ändrad text"}), diff_ord(fore, efter)
