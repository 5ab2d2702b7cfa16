"""Says what is to stand together on a page: a heading with its introduction, a krav's lydelse with its first facts."""

from collections.abc import Sequence

from kravbok.export.tree import Again, Node, classes, plain_text, rebuild

KRAV = "kb-krav"
FACTS = "kb-fakta"
KEEP_MARK: Node = {"t": "Keep"}
"""Stands first in a paragraph that is kept with the next one; no text from outside can hold it."""

SHORT = 900
"""Letters up to which a chapter's introduction, or a krav's heading and lydelse, are kept on one page."""

FEW = 420
"""Letters up to which a krav's facts are kept on one page with it: some six lines."""


def is_short(blocks: Sequence[Node]) -> bool:
    """Whether the blocks are so short that they are kept on one page."""
    return len(plain_text(list(blocks))) < SHORT


def is_few(facts: Sequence[Node]) -> bool:
    """Whether a krav's facts are so few that they are kept on one page with it."""
    return len(plain_text(list(facts))) < FEW


def introduction(blocks: Sequence[Node]) -> list[bool]:
    """Return which of the blocks stand, not too long, between a heading and the first krav under it."""
    first = next((at for at, block in enumerate(blocks) if has_class(block, KRAV)), 0)
    start = max((at + 1 for at, block in enumerate(blocks[:first]) if block["t"] == "Header"), default=first)
    kept = is_short(blocks[start:first])
    return [kept and start <= at < first for at in range(len(blocks))]


def split_krav(blocks: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """Return a krav's heading, marks and lydelse, and the facts after them."""
    at = next((at for at, block in enumerate(blocks) if has_class(block, FACTS)), len(blocks))
    return list(blocks[:at]), list(blocks[at:])


def is_shown(block: Node | None) -> bool:
    """Whether a block is a table or a picture, which the line before it leads up to."""
    if block is None:
        return False
    if block["t"] == "Div":
        return is_shown(next(iter(block["c"][1]), None))
    return block["t"] == "Table" or (
        block["t"] in ("Para", "Plain") and [part["t"] for part in block["c"]] == ["Image"]
    )


def keep_together(blocks: Sequence[Node]) -> list[Node]:
    """Return the blocks with a mark first in each paragraph that is to stand on the page where the next one begins."""
    built: list[Node] = []
    for block, following, introduces in zip(blocks, [*blocks[1:], None], introduction(blocks), strict=True):
        if introduces or (block["t"] == "Para" and is_shown(following)):
            built.append(_keep(block))
        elif block["t"] == "Div":
            attributes, inner = block["c"]
            within = _keep_krav(inner) if has_class(block, KRAV) else keep_together(inner)
            built.append({"t": "Div", "c": [attributes, within]})
        else:
            built.append(block)
    return built


def _keep_krav(blocks: Sequence[Node]) -> list[Node]:
    """Return a krav whose lydelse stands with its first two facts, and whose last two facts stand together."""
    parts, facts = split_krav(blocks)
    kept = [_keep(part) for part in parts] if is_short(parts) else [*parts[:-1], *map(_keep, parts[-1:])]
    return [*kept, *(_keep_facts(part, all_of_them=is_short(parts) and is_few(facts)) for part in facts)]


def _keep(block: Node) -> Node:
    """Return the block with the mark in all its paragraphs; those of a table are left to the table."""
    (kept,) = rebuild([block], _with_mark)
    return kept


def _with_mark(node: Node, _again: Again) -> list[Node] | None:
    if node["t"] in ("Para", "Plain"):
        return [{"t": node["t"], "c": [KEEP_MARK, *node["c"]]}]
    return [node] if node["t"] == "Table" else None


def _keep_facts(facts: Node, *, all_of_them: bool) -> Node:
    attributes, inner = facts["c"]
    return {"t": "Div", "c": [attributes, [_keep_terms(block, all_of_them=all_of_them) for block in inner]]}


def _keep_terms(block: Node, *, all_of_them: bool) -> Node:
    if block["t"] != "DefinitionList":
        return block
    last = len(block["c"]) - 1
    kept = [
        [term, [[_keep(part) for part in parts] for parts in said]]
        if at < last and (all_of_them or at in (0, last - 1))
        else [term, said]
        for at, (term, said) in enumerate(block["c"])
    ]
    return {"t": "DefinitionList", "c": kept}


def has_class(block: Node, name: str) -> bool:
    """Whether a block is a division of that class."""
    return block["t"] == "Div" and name in classes(block)
