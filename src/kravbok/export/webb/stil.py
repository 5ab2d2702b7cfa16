"""The website's style: the templates' own, each organisation's colours after it, and its fonts and logotypes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kravbok.checks.logotyper import FOLDER
from kravbok.checks.palett import make_palett, text_on
from kravbok.model.organisation import Organisation
from kravbok.model.webbplats import Farger
from kravbok.templates import Mallar

__all__ = ["STYLES", "site_style", "style_files"]

STYLES = ("webb/kravbok.css", "webb/jamfor.css", "webb/sok.css")
"""The style sheets of the website, in order; those that are there are one file to fetch."""

_FILES = ("typsnitt/KravbokSans-Regular.woff2", "typsnitt/KravbokSans-SemiBold.woff2", "webb/ikon.svg")
_DARK = "@media screen and (prefers-color-scheme:dark)"


def site_style(mallar: Mallar, organisationer: Iterable[Organisation]) -> str:
    """Return the one style sheet of the website; what is dark holds only where the page itself is ours."""
    own = (mallar.text(name) for name in STYLES if name in mallar.files)
    return "\n".join(_lean(text) for text in (*own, *_colours(organisationer)))


def style_files(mallar: Mallar, organisationer: Iterable[Organisation], filer: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the fonts, the icon and the logotypes by their addresses; `filer` are the attachments of the register."""
    own = {f"stil/{name.rpartition('/')[2]}": mallar.files[name] for name in _FILES if name in mallar.files}
    names = sorted({item.logotyp for item in organisationer if item.logotyp})
    return own | {f"stil/{name}": filer[f"{FOLDER}{name}"] for name in names if f"{FOLDER}{name}" in filer}


def _lean(text: str) -> str:
    """Return a style sheet without the blank lines between its parts."""
    return "\n".join(line for line in text.splitlines() if line.strip())


def _colours(organisationer: Iterable[Organisation]) -> Iterator[str]:
    """Yield the colours of each organisation that has its own; an id of a record cannot end the quotes around it."""
    for item in organisationer:
        if item.farger != Farger():
            where = f'[data-organisation="{item.id}"]'
            yield f"{where}{{{_properties(item.farger, mork=False)}}}"
            yield f"{_DARK}{{.kb-ram{where}{{{_properties(item.farger, mork=True)}}}}}"


def _properties(farger: Farger, *, mork: bool) -> str:
    palett = make_palett(farger, mork=mork)
    values = {"ton": palett.ton, "farg": palett.lank, "accent": palett.accent, "pa-accent": text_on(palett.accent)}
    return ";".join(f"--kb-{name}:{value}" for name, value in values.items())
