"""The pages written and proven: those that are as they were are taken over, the others are shared by two processes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kravbok.beside import start_beside
from kravbok.export.webb.json import write_page_json
from kravbok.export.webb.jsonld import write_jsonld
from kravbok.export.webb.sida import make_innehall, write_fragment, write_sida
from kravbok.finding import Finding, from_list, to_list
from kravbok.templates import Mallar
from kravbok.view.webb.sida import Sida, WebbVy
from kravbok.webbplats.bevisning import Bevisning
from kravbok.webbplats.minne import Minne
from kravbok.webbplats.plan import Filplan, Plan
from kravbok.webbplats.tree import Tree

__all__ = ["Sidskrivare", "page_files"]

_FEW = 40
"""So many pages are written sooner than another process is started."""

_MANY = 20
"""So many faults are enough to say what is wrong with a template."""


@dataclass(frozen=True)
class Sidskrivare:
    """Writes pages into the site's folder, and proves them."""

    bevisning: Bevisning
    mallar: Mallar
    tree: Tree
    minne: Minne

    def write(self, plans: Iterable[Plan]) -> list[Finding]:
        """Write every page and return what the proof found, in order of address. MallFel for a template."""
        todo = [plan for plan in plans if not self._is_kept(plan)]
        mine, other = _halves(todo)
        answer = start_beside(lambda: replace(self, tree=self.tree.beside()).answer(other)) if other else None
        rest: list[Finding] = []
        try:
            findings = self._make(mine)
        finally:  # the other process writes into a folder that is removed when this fails
            rest = self._take(answer()) if answer is not None else []
        return sorted([*findings, *rest])

    def _is_kept(self, plan: Plan) -> bool:
        """Take over the files of a page that was made of the same, if they stand as they were."""
        kept = self.minne.sidor.get(plan.adress)
        if not plan.nyckel or kept is None or kept[0] != plan.nyckel:
            return False
        if not all(self.tree.take(name, digest) for name, digest in kept[1]):
            return False
        self.minne.nya[plan.adress] = kept
        return True

    def _make(self, plans: Iterable[Plan]) -> list[Finding]:
        findings: list[Finding] = []
        for plan in plans:
            if len(findings) >= _MANY:
                break
            files = [plan.adress]
            if isinstance(plan, Filplan):
                self.tree.put(plan.adress, plan.make())
            else:
                sida = plan.make()
                files = self._write(sida)
                findings += self.bevisning.prove(sida, self.tree, files)
            self.minne.nya[plan.adress] = (plan.nyckel, [(name, self.tree.files[name]) for name in files])
        return findings

    def _write(self, sida: Sida) -> list[str]:
        """Write the files of a page, and return their names."""
        files = dict(page_files(sida, self.bevisning.underlag.webb, self.mallar))
        for name, text in files.items():
            self.tree.put(name, text.encode())
        return [*files]

    def answer(self, plans: Sequence[Plan]) -> bytes:
        """Make pages, in another process or in this one, and return what became of them."""
        findings = self._make(plans)
        made = {plan.adress: self.minne.nya[plan.adress] for plan in plans if plan.adress in self.minne.nya}
        return json.dumps([made, self.tree.written, [to_list(item) for item in findings]]).encode()

    def _take(self, answer: bytes) -> list[Finding]:
        made, written, findings = json.loads(answer)
        self.minne.nya.update({name: (key, [(n, d) for n, d in files]) for name, (key, files) in made.items()})
        files = [(name, digest) for _, own in made.values() for name, digest in own]
        self.tree.merge(files, map(tuple, written))
        return [from_list(row) for row in findings]


def page_files(sida: Sida, webb: WebbVy, mallar: Mallar) -> Iterator[tuple[str, str]]:
    """Yield the files of a page: the page, the fragment for a CMS, and its data."""
    content = make_innehall(sida, webb, mallar)
    yield f"{sida.adress}index.html", write_sida(content, webb, mallar, write_jsonld(sida, webb.adress))
    if sida.fragment:
        yield f"{sida.adress}fragment.html", write_fragment(content, webb)
        yield sida.data, write_page_json(sida, webb.dag)


def _halves(plans: Sequence[Plan]) -> tuple[list[Plan], list[Plan]]:
    """Return the work in two halves, the pages of a requirement together, so that its file is looked into once."""
    groups: dict[str, list[Plan]] = {}
    for plan in plans:
        groups.setdefault(plan.grupp, []).append(plan)
    halves: tuple[list[Plan], list[Plan]] = ([], [])
    weights = [0, len(plans) if len(plans) <= _FEW else 0]
    for own in sorted(groups.values(), key=lambda own: -sum(plan.tyngd for plan in own)):
        lighter = weights.index(min(weights))
        halves[lighter].extend(own)
        weights[lighter] += sum(plan.tyngd for plan in own)
    return halves
