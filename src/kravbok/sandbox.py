"""The narrow Jinja that templates are written in: form only, bounded in time and size whatever a template says.

A template may choose, repeat and include, and call macros. It may not calculate, join texts with an operator or call
anything else: that is the view's work. Each turn of a loop, each call and each inclusion costs a step, and no text may
grow without limit; so a template that would never end is refused instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sized
from contextvars import ContextVar
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, Template, Undefined, nodes, pass_context, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError, TemplateAssertionError
from jinja2.filters import FILTERS
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from kravbok.model.bas import KRAV_ID

__all__ = ["MAX_STEPS", "MAX_TEXT", "NarrowEnvironment", "Otillatet", "make_environment", "render"]

MAX_STEPS = 20_000_000
"""Steps that the rendering of one document may take; a book with 1 000 requirements takes some 300 000."""

CALL = 20
"""Steps that a call or an inclusion costs; a turn of a loop costs one."""

MAX_TEXT = 64 * 1024 * 1024
"""Letters that a document, or any part of one, may hold."""

_FILTERS = (
    "capitalize", "count", "d", "default", "e", "escape", "first", "groupby", "items", "last", "length", "list",
    "lower", "map", "reject", "rejectattr", "reverse", "safe", "select", "selectattr", "sort", "string", "title",
    "trim", "unique", "upper",
)  # fmt: skip
_NODES = (
    nodes.And, nodes.Assign, nodes.AssignBlock, nodes.Block, nodes.Call, nodes.CallBlock, nodes.Compare, nodes.CondExpr,
    nodes.Const, nodes.Dict, nodes.Extends, nodes.Filter, nodes.FilterBlock, nodes.For, nodes.FromImport, nodes.Getattr,
    nodes.Getitem, nodes.If, nodes.Import, nodes.Include, nodes.Keyword, nodes.List, nodes.Macro, nodes.Name, nodes.Not,
    nodes.Operand, nodes.Or, nodes.Output, nodes.Pair, nodes.TemplateData, nodes.Test, nodes.Tuple, nodes.With,
)  # fmt: skip
_OPERATORS = frozenset({"+", "-", "*", "/", "//", "**", "%"})
_COUNTED = "räknas"
_ID = re.compile(rf"\b{KRAV_ID.pattern}\b")
_left: ContextVar[int] = ContextVar("left", default=0)


class Otillatet(TemplateAssertionError):
    """A template says something that templates may not say."""


def render(environment: NarrowEnvironment, name: str, values: Mapping[str, Any]) -> str:
    """Return a template filled with values, with all its steps before it."""
    _left.set(MAX_STEPS)
    return environment.get_template(name).render(values)


def make_environment(files: Mapping[str, str]) -> NarrowEnvironment:
    """Return the environment over templates by name; these names stand in tracebacks."""
    environment = NarrowEnvironment(
        loader=FunctionLoader(lambda name: (files[name], name, None) if name in files else None),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals.clear()
    own = {"join": _join, "odelat": _odelat, _COUNTED: _counted}
    environment.filters = {**{name: FILTERS[name] for name in _FILTERS}, **own}
    return environment


def _spend(steps: int) -> None:
    left = _left.get() - steps
    if left < 0:
        raise SecurityError("mallen upprepar för mycket och skulle inte bli klar")
    _left.set(left)


@pass_context
def _counted(_context: Context, items: Iterable[Any]) -> Iterable[Any]:
    """Return the items of a loop, paid for; with the context, so that it is never worked out beforehand."""
    found = items if isinstance(items, (tuple, Sized)) else tuple(items)  # a view's tuple is known at once
    _spend(len(found))
    return found


@pass_eval_context
def _join(eval_ctx: nodes.EvalContext, items: Iterable[Any], mark: str = "", attribute: str | None = None) -> str:
    """Return the items as one text, unless it grows too long."""
    found = [*items]
    if sum(len(str(item)) for item in found) + len(mark) * len(found) > MAX_TEXT:
        raise SecurityError("mallen gör en text som är för lång")
    return str.__str__(FILTERS["join"](eval_ctx, found, mark, attribute))


def _odelat(text: str) -> Markup:
    """Return a text in which no id is broken at its hyphens at the end of a line; what is HTML already, as it is."""
    if isinstance(text, Markup):
        return text
    return Markup(_ID.sub(r'<span class="kb-odelad">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped here


def _concat(pieces: Iterable[str]) -> str:
    """Return the pieces as one text, unless it grows too long."""
    kept, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size > MAX_TEXT:
            raise SecurityError("mallen gör en text som är för lång")
        kept.append(piece)
    return "".join(kept)


class _Generator(CodeGenerator):
    """Writes the code of a template in which every loop is paid for; refuses what a template may not say."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's own name
        """Write a whole template."""
        for part in list(node.find_all(nodes.Node)):
            if not isinstance(part, _NODES) or (isinstance(part, nodes.For) and part.recursive):
                line = part.lineno or next((inner.lineno for inner in part.find_all(nodes.Node) if inner.lineno), 1)
                raise Otillatet(f"{type(part).__name__} får inte stå i en mall", line, self.name, self.filename)
        for loop in list(node.find_all(nodes.For)):
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        super().visit_Template(node, frame)


class NarrowEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with less in it."""

    code_generator_class = _Generator
    concat = staticmethod(_concat)
    intercepted_binops = _OPERATORS  # so that they are not worked out while a template is read, before they are refused

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute; a view object's own field at once."""
        fields = getattr(type(obj), "__dataclass_fields__", ())
        return getattr(obj, attribute) if attribute in fields else super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may see an attribute: data of the view, and what Jinja itself has on loops and blocks."""
        seen = not callable(value) or isinstance(value, Macro) or isinstance(obj, (LoopContext, TemplateReference))
        return seen and super().is_safe_attribute(obj, attr, value)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """Return what stands for an attribute that a template may not see."""
        return self.undefined(f"{attribute} får inte läsas i en mall", obj=obj, name=attribute, exc=SecurityError)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Return what a macro, a block or a loop's own function gives."""
        owner = getattr(obj, "__self__", obj)
        if not isinstance(owner, (Macro, LoopContext, BlockReference, Undefined)):
            raise SecurityError("mallen anropar något annat än ett makro")
        _spend(CALL)
        return super().call(context, obj, *args, **kwargs)

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        """Return a template by name: the one to fill in, or one that it includes."""
        _spend(CALL)
        return super().get_template(name, parent, globals)
