"""The sample book that the export tests read, and the same book grown to any number of krav."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from kravbok.dokument import Dokument

DATA = Path(__file__).parents[1] / "data"
KRAV = re.compile(r'<section class="kb-krav">.*?</section>\n', re.DOTALL)
ENTRY = re.compile(r'<li><a href="#[^"]+"><span class="kb-nr">4\.1</span>[^\n]+\n')


def provbok() -> Dokument:
    """Return the sample book with its picture."""
    return Dokument(
        html=(DATA / "provbok.html").read_text(encoding="utf-8"),
        titel="Provbok vårdval – krav- och kvalitetsbok 2022 (förslag)",
        sidhuvud="Rekonstruktion ur offentliga rapporter. Inte regionens förfrågningsunderlag.",
        datum=date(2021, 6, 22),
        forfattare="Region Provlandet",
        amne="Krav på den som bedriver vård inom vårdvalet",
        nyckelord=("vårdval", "krav", "förfrågningsunderlag"),
        filer={"filer/kedja.png": (DATA / "provbok-kedja.png").read_bytes()},
    )


def provbok_with(count: int) -> Dokument:
    """Return the sample book with `count` krav: copies of its own under new ids, all listed under Innehåll."""
    book = provbok()
    samples = KRAV.findall(book.html)
    extra = range(count - len(samples))
    krav = "".join(_copy(samples[at % len(samples)], at) for at in extra)
    listed = "".join(_entry(at) for at in extra)
    html = book.html.replace(samples[-4], samples[-4] + krav)
    first = ENTRY.search(html)
    assert first is not None
    return replace(book, html=html[: first.end()] + listed + html[first.end() :])


def _copy(section: str, at: int) -> str:
    section = re.sub(r'<h3 id="[^"]+">', f'<h3 id="PROV-{at}">', section)
    section = re.sub(r'<span class="kb-nr">[^<]+', f'<span class="kb-nr">4.{at + 3}', section)
    return re.sub(r'<span class="kb-id">[^<]+', f'<span class="kb-id">PROV-{at}', section)


def _entry(at: int) -> str:
    return f'<li><a href="#PROV-{at}"><span class="kb-nr">4.{at + 3}</span> Krav {at}</a></li>\n'
