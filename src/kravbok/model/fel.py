"""ModellFel: a value that does not fit the model, with its code, what was seen and what to write."""

from __future__ import annotations

from typing import Self

from pydantic_core import PydanticCustomError

__all__ = ["ModellFel"]


class ModellFel(PydanticCustomError):
    """Raised by validators; the loader turns it into a finding at the place of the value."""

    def __new__(cls, code: str, message: str, hint: str = "") -> Self:
        """Keep code and hint in the context, so that they survive pydantic's own error list."""
        return super().__new__(cls, "kravbok", "{message}", {"code": code, "message": message, "hint": hint})
