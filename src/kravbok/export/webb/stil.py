"""The website's style: the templates' own with each organisation's colours after it, and the files that it uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kravbok.checks.logotyper import FOLDER
from kravbok.checks.palett import make_palett, text_on
from kravbok.model.organisation import Organisation
from kravbok.model.webbplats import Farger
from kravbok.templates import Mallar

__all__ = ["STYLES", "site_style", "style_files"]

STYLES = ("webb/kravbok.css", "webb/jamfor.css")
"""The style sheets of the website: that of every page, and what the comparisons need beside it."""

_FILES = {
    "webb/jamfor.css": "jamfor.css",
    "webb/ikon.svg": "stil/ikon.svg",
    "typsnitt/KravbokSans-Regular.woff2": "stil/KravbokSans-Regular.woff2",
    "typsnitt/KravbokSans-SemiBold.woff2": "stil/KravbokSans-SemiBold.woff2",
}
_DARK = "@media screen and (prefers-color-scheme:dark)"


def site_style(mallar: Mallar, organisationer: Iterable[Organisation]) -> str:
    """Return the style sheet of every page; what is dark holds only where the page itself is ours."""
    return "\n".join((_lean(mallar.text(STYLES[0])), *_colours(organisationer), ""))


def style_files(mallar: Mallar, organisationer: Iterable[Organisation], filer: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what else pages look like: the comparisons' style, the icon, fonts and logotypes, by their addresses.

    `filer` are the attachments of the register.
    """
    own = {address: mallar.files[name] for name, address in _FILES.items() if name in mallar.files}
    names = sorted({item.logotyp for item in organisationer if item.logotyp})
    return own | {f"stil/{name}": filer[f"{FOLDER}{name}"] for name in names if f"{FOLDER}{name}" in filer}


def _lean(text: str) -> str:
    """Return a style sheet without its blank lines and the comments that have a line of their own."""
    return "\n".join(line for line in text.splitlines() if line and not line.startswith("/*"))


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
