"""A fault at a target on its way to becoming a finding; nothing of what a server says is ever quoted."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from kravbok.encoding import hide
from kravbok.finding import Finding, Position, finding
from kravbok.swap import describe

__all__ = ["ODD", "MalFel", "describe_fault", "stop", "told"]

ODD: tuple[type[BaseException], ...] = (
    OSError, EOFError, ValueError, LookupError, AttributeError, TypeError, AssertionError, SyntaxError, RuntimeError,
)  # fmt: skip
"""What a library may raise when a server answers with something else than its protocol allows."""

_NOT_WRITABLE = frozenset({
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EEXIST, errno.ENOTDIR,
    errno.EISDIR, errno.ENAMETOOLONG, errno.ENOTEMPTY,
})  # fmt: skip
_HINT = {
    "K812": "Inget har bytts. Kontrollera nätet och adressen och kör igen: det som redan är sänt sänds inte om.",
    "K813": "Sätt lösenord eller nyckel i miljön eller nyckelringen, se docs/publicera.md.",
    "K815": "Inget har bytts. Ge kontot skrivrätt i målets mapp, gör plats, eller välj ett annat mål.",
    "K810": "Skapa hinken eller mappen först, eller rätta adressen.",
}
_DENIED = frozenset({
    "AuthenticationException", "PasswordRequiredException", "BadAuthenticationType", "NoCredentialsError",
    "PartialCredentialsError", "InvalidAccessKeyId", "SignatureDoesNotMatch", "NoAuthHandlerFound",
})  # fmt: skip
_STATUS = {401: "K813", 403: "K815", 404: "K810", 405: "K815", 409: "K815", 413: "K815", 423: "K821", 507: "K815"}


class MalFel(Exception):
    """Something at the target stands in the way; the finding says what, and what to do."""

    def __init__(self, fault: Finding) -> None:
        super().__init__(fault.message)
        self.fault = fault


def stop(code: str, place: str, message: str, hint: str = "") -> MalFel:
    """Return the exception that carries a finding out of a job."""
    return MalFel(finding(code, Position(hide(place)[:300]), message, hint or _HINT.get(code, "")))


def describe_fault(error: BaseException, namn: str, path: str) -> MalFel:
    """Return what a library's exception means, in our own words: a server's may hold what it was sent."""
    kind = type(error).__name__
    where = f"{namn}: {path}" if path else namn
    status = getattr(getattr(error, "response", None), "status_code", None)
    if isinstance(status, int):
        return stop(_STATUS.get(status, "K812"), where, f"Servern svarade {status}")
    if kind in _DENIED:
        return stop("K813", where, "Inloggningen på målet godtogs inte")
    code, said = _of_system(error)
    return stop(code, where, said or f"Förbindelsen med målet bröts eller gick inte att få ({kind})")


def _of_system(error: BaseException) -> tuple[str, str]:
    """Return what an exception of the operating system's kind means; else that the connection is the fault."""
    if isinstance(error, FileNotFoundError):
        return "K810", "Målet finns inte"
    if isinstance(error, PermissionError):
        return "K815", "Det gick inte att läsa eller skriva i målet: rättighet saknas"
    if isinstance(error, NotImplementedError):
        return "K815", "Det här slaget av mål går inte att skriva till"
    if isinstance(error, OSError) and error.errno in _NOT_WRITABLE:
        return "K815", f"Det gick inte att skriva till målet: {describe(OSError(error.errno, ''))}"
    return "K812", ""


@contextmanager
def told(
    namn: str,
    path: str,
    kinds: tuple[type[BaseException], ...],
    passes: tuple[type[BaseException], ...] = (),
) -> Iterator[None]:
    """Turn a library's exceptions into a finding; those that are an answer to who asked pass."""
    try:
        yield
    except MalFel:
        raise
    except passes:
        raise
    except kinds as error:
        raise describe_fault(error, namn, path) from None
