"""A page or a file of the preview as bytes: the website's own, with what tells the page that a record was saved."""

from __future__ import annotations

import json
from typing import Any

from kravbok.encoding import hide
from kravbok.export.webb.sida import make_innehall, write_sida
from kravbok.export.webb.stil import site_style, style_files
from kravbok.finding import Finding
from kravbok.preview.ogonblick import Ogonblick
from kravbok.preview.sedan import Sedan
from kravbok.preview.visning import Lasning
from kravbok.report import show
from kravbok.templates import packaged_templates
from kravbok.view.andringar.delar import AndringVy
from kravbok.view.parts import plain
from kravbok.webbplats.egna import own_files

__all__ = ["describe_news", "make_file", "make_page", "own_file"]

OWN = "_visa/"
"""The folder of what the preview adds to the site."""

_HEAD = (
    '<meta name="robots" content="noindex">\n<link rel="stylesheet" href="/_visa/visa.css">\n'
    '<script type="module" src="/_visa/visa.js"></script>\n'
)
_BROKEN = {
    "allvar": "fel",
    "rubrik": "Kontrollen avbröts",
    "text": "Kör kravbok kontrollera i en terminal, där sägs varför, och starta sedan kravbok visa igen.",
}
_FACTS = ("Siffror", "Ändrade uppgifter")
"""The facts of a change that the mark tells beside the words."""


def make_page(nu: Ogonblick, sedan: Sedan, adress: str) -> str | None:
    """Return a page with what differs from the last commit; None where no page stands. MallFel for a template."""
    plan = nu.find(adress)
    if plan is None:
        return None
    webb = nu.underlag.webb
    page = write_sida(make_innehall(plan.make(), webb, nu.mallar), webb, nu.mallar, root="/")
    said = json.dumps({name: _say(change) for name, change in sedan.on(adress).items()}, ensure_ascii=False)
    data = f'<script type="application/json" id="kb-visa-andrat">{said.replace("<", chr(92) + "u003c")}</script>\n'
    return page.replace("</head>", f"{_HEAD}{data}</head>", 1)


def _say(change: AndringVy) -> dict[str, Any]:
    """Return a change in words: each paragraph as runs after their signs, and its figures and facts in sentences."""
    facts = (fact for fact in change.fakta if fact.term in _FACTS)
    return {
        "markning": list(change.markning),
        "stycken": [[[bit.tecken, bit.text] for bit in part.ord] for part in change.par],
        "fakta": [plain(value) for fact in facts for value in fact.varden],
    }


def make_file(nu: Ogonblick, adress: str) -> bytes | None:
    """Return a style sheet, script, font or picture that pages use; None where there is none."""
    webb = nu.underlag.webb
    if adress == "kravbok.css":
        return site_style(nu.mallar, webb.organisationer.values()).encode()
    if adress.endswith(".js") and (found := nu.mallar.files.get(f"webb/{adress}")) is not None:
        return found
    styles = style_files(nu.mallar, webb.organisationer.values(), nu.register.filer)
    if adress in styles:
        return styles[adress]
    return dict(own_files(nu.underlag, nu.mallar)).get(adress) if adress.endswith(".svg") else None


def own_file(name: str) -> bytes | None:
    """Return what the preview adds to the pages: its script and its style, whatever the project's templates are."""
    return packaged_templates().get(f"visa/{name}")


def describe_news(lasning: Lasning) -> str:
    """Return what is told to the pages that are open, as JSON on one line."""
    found = [*(_finding(item, lasning) for item in lasning.findings)]
    if lasning.kontroll == "avbruten":
        found = [_BROKEN]
    news = {
        "nummer": lasning.nummer,
        "sida": lasning.sida,
        "senast": list(lasning.senast),
        "fynd": found,
        "kontroll": lasning.kontroll,
    }
    return json.dumps(news, ensure_ascii=False)


def _finding(item: Finding, lasning: Lasning) -> dict[str, str]:
    """Return a finding in words: the line that says it, and below it the place with an excerpt and the remedy."""
    place = show([item], lasning.sources, "text").rstrip().partition("\n")[2]
    return {"allvar": str(item.severity), "rubrik": f"{item.code} {hide(item.message)}", "text": place}
