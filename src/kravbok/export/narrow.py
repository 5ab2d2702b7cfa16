"""Narrows a document's HTML to the few elements and attributes that PDF, Word and Markdown are made from.

Everything that could steer a later writer (styles, scripts, `data-` attributes, embedded objects) is gone after this
step, so that nothing an author or a template writes can become raw Typst or raw OpenXML.

Each document has a parser of its own: the one that lxml shares gives its dictionary of names to every thread that
begins with it, and two threads that write in one dictionary end the program.
"""

from collections.abc import Collection
from contextlib import suppress

from lxml import html
from lxml.etree import Comment, ParserError, ProcessingInstruction
from lxml.html import HtmlElement

from kravbok.export.failure import ExportFel

KEPT_ATTRIBUTES = frozenset(
    ("id", "class", "href", "src", "alt", "colspan", "rowspan", "scope", "start", "type", "data-author", "data-date")
)
"""Attributes that carry meaning for a reader of paper; all others are dropped."""

LEFT_OUT = ("script", "style", "template", "svg", "math", "iframe", "object", "embed", "noscript", "button", "input")
"""Elements that are dropped with all they hold: they mean nothing on paper."""

SCREEN_ONLY = ("kb-hopp", "kb-bara-webb")
"""Classes of elements that stand in the HTML only."""

DIVISIONS = ("header", "nav", "main", "section", "article", "aside", "footer", "figure", "details")
CAPTIONS = ("figcaption", "summary")
CHANGES = {"ins": "insertion kb-tillagd", "del": "deletion kb-struken"}
"""Classes of a change: the first is pandoc's own, which Word shows as a tracked change, the second the template's."""
PARTS = ("tr", "td", "th", "li", "dt", "dd", "caption", "a", "strong", "em", "code")
"""Elements whose id is carried by an empty span first inside them."""

WRAPPED = ("p", "dl", "ul", "ol", "blockquote", "pre", "table")
"""Blocks whose class or id pandoc's reader loses unless a div around them carries it."""


HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def narrow_html(text: str, pictures: Collection[str]) -> HtmlElement:
    """Return the body of the document so that pandoc reads it without losing a class or an id.

    Raises ExportFel for a link inside the document that leads nowhere, and for a picture that is not among `pictures`.
    """
    body = _read_body(text)
    for element in list(body.iter()):
        _narrow(element)
    _check_links(body)
    _check_pictures(body, pictures)
    for element in list(body.iter()):
        _keep_names(element)
    return body


def _read_body(text: str) -> HtmlElement:
    """Return the body of the document; a template that writes none is at fault."""
    with suppress(ParserError):
        body = html.document_fromstring(text, parser=html.HTMLParser()).find("body")
        if body is not None:
            return body
    message = "dokumentet saknar innehåll"
    raise ExportFel(message)


def _check_links(body: HtmlElement) -> None:
    """See that each link inside the document has an end, and drop the ids that nothing leads to."""
    targets = {link.get("href", "")[1:] for link in body.iter("a") if link.get("href", "").startswith("#")}
    missing = sorted(targets - set(body.xpath("//@id")))
    if missing:
        message = f"länken #{missing[0]} leder inte till något i dokumentet"
        raise ExportFel(message)
    for element in body.iter():
        if element.tag not in HEADINGS and element.get("id") not in targets:
            element.attrib.pop("id", None)


def _check_pictures(body: HtmlElement, pictures: Collection[str]) -> None:
    for picture in body.iter("img"):
        if picture.get("src") not in pictures:
            message = f"bilden ”{picture.get('src')}” finns inte bland dokumentets filer"
            raise ExportFel(message)
        if not (picture.get("alt") or "").strip():
            message = f"bilden ”{picture.get('src')}” saknar alternativtext"
            raise ExportFel(message)


def _narrow(element: HtmlElement) -> None:
    tag = element.tag
    if tag in CHANGES and "datetime" in element.attrib:
        element.set("data-date", element.attrib["datetime"])
    if tag in (Comment, ProcessingInstruction) or tag in LEFT_OUT or _classes(element) & set(SCREEN_ONLY):
        _drop(element)
        return
    for name in [name for name in element.attrib if name not in KEPT_ATTRIBUTES]:
        del element.attrib[name]
    if tag in DIVISIONS:
        element.tag = "div"
    elif tag in CAPTIONS:
        element.tag = "p"
        element.set("class", "kb-bildtext")
    elif tag in CHANGES:
        element.tag = "span"
        element.set("class", CHANGES[tag])


def _classes(element: HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _keep_names(element: HtmlElement) -> None:
    """Move a class or an id that pandoc's reader would lose to an element where it stays."""
    if element.get("id") and element.tag in PARTS:
        _put_anchor(element[0] if element.tag == "tr" and len(element) else element, element.attrib.pop("id"))
    elif element.tag in WRAPPED and (element.get("class") or element.get("id")):
        _wrap(element)


def _put_anchor(element: HtmlElement, name: str) -> None:
    """Begin the element with an empty span that carries the id."""
    anchor = html.Element("span", id=name)
    anchor.tail, element.text = element.text, None
    element.insert(0, anchor)


def _wrap(element: HtmlElement) -> None:
    """Put a div around the element and move its class and id there."""
    parent = element.getparent()
    if parent is None:
        return
    wrapper = html.Element("div")
    for name in ("class", "id"):
        if name in element.attrib:
            wrapper.set(name, element.attrib.pop(name))
    wrapper.tail, element.tail = element.tail, None
    parent.replace(element, wrapper)
    wrapper.append(element)
