"""Replace a finished build, or one file, in one step: killed at any moment, the last good one stands.

Where the system can exchange two folders (Linux: renameat2), that is one rename. Elsewhere it is two renames, which the
next run completes or takes back. Several builds at once take turns for the exchange only; what a killed build left
beside the target is known by its lock, which nobody holds any more, and is removed by the next one.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path

from kravbok.cache import files_below
from kravbok.finding import Finding, Position, finding
from kravbok.settings import MANIFEST

__all__ = ["SCHEMA", "SwapFel", "check_target", "describe", "recover", "staging", "swap", "write_whole"]


SCHEMA = "kravbok/bygge/1"
_OLD = ".foregaende"
_LOCK = ".las"
_EXCHANGE = 2
_AT_FDCWD = -100
_PATIENCE = 600
"""Seconds that a build waits for its turn."""

_SAID = {
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "utrymmet är slut",
    errno.EFBIG: "filen blev större än vad som är tillåtet",
    errno.EACCES: "rättighet saknas",
    errno.EPERM: "rättighet saknas",
    errno.EROFS: "disken går inte att skriva till",
    errno.EEXIST: "en del av sökvägen är en fil",
    errno.ENOENT: "mappen finns inte",
    errno.ENOTDIR: "en del av sökvägen är ingen mapp",
    errno.ENAMETOOLONG: "sökvägen är för lång",
    errno.EXDEV: "mappen ligger på en egen disk och kan inte bytas ut",
    errno.EBUSY: "mappen används av något annat",
    errno.ETIMEDOUT: "ett annat bygge blev inte klart",
}

_HELD = (5, 32, 33)
"""Windows' own numbers for a file that a program holds, and for a folder with such a file in it."""


class SwapFel(Exception):
    """The target cannot be replaced; the message says why and what to do."""


def describe(error: OSError) -> str:
    """Return in Swedish why something could not be written."""
    if isinstance(error, TimeoutError):
        return _SAID[errno.ETIMEDOUT]
    if getattr(error, "winerror", None) in _HELD:
        return "en fil är öppen i ett annat program, eller rättighet saknas"
    return _SAID.get(error.errno or 0, str(error.strerror or error))


def write_whole(path: Path, data: bytes) -> Finding | None:
    """Write a file whole or not at all, in place of one that is there; a finding when that fails (K708)."""
    temporary: Path | None = None
    try:
        if path.is_dir():
            return _unwritable(path, "där ligger en mapp")
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}-")
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(descriptor)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        return _unwritable(path, describe(error))
    return None


def _unwritable(path: Path, reason: str) -> Finding:
    hint = "Inget är skrivet. Kontrollera mappen och rättigheterna, eller välj en annan fil."
    return finding("K708", Position(path.name), f"Det gick inte att skriva {path.name}: {reason}", hint)


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """Give a new folder beside the target to build in; whatever is left of it afterwards is removed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=target.parent):
        pass  # where nothing can be written it is said at once; a lock would be waited for
    with ExitStack() as held:
        with _turn(target):
            recover(target)
            folder = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
            held.enter_context(_lock(folder, 0))
        folder.chmod(0o755)
        held.callback(shutil.rmtree, folder, ignore_errors=True)
        yield folder


def check_target(target: Path) -> None:
    """Refuse a target that is not a build of ours: it would be replaced whole."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise SwapFel(f"{target} är ingen vanlig mapp. Välj en annan mapp med --till.")
    if target.is_dir() and any(target.iterdir()) and _listed(target) is None:
        raise SwapFel(f"Mappen {target} är inte gjord av kravbok och skulle ersättas. Välj en tom mapp med --till.")


def swap(new: Path, target: Path, finish: Callable[[], None], *, whole: bool, folders: Collection[str] = ()) -> None:
    """Put the finished folder in place of the target; `finish` is called when all that kravbok made is in it.

    A whole build replaces all that earlier builds made; another one leaves the books and formats that it did not make,
    but in `folders`, which it has made whole.
    What somebody else has put into the target is kept.
    """
    with _turn(target):
        recover(target)
        check_target(target)
        made = _listed(target) or frozenset()
        if not whole:
            _keep(target, new, lambda name: name in made and name.partition("/")[0] not in folders)
        finish()
        _keep(target, new, lambda name: name not in made and name != MANIFEST)
        if not target.exists():
            new.rename(target)
        elif not _exchange(new, target):
            _rename_twice(new, target)


def recover(target: Path) -> None:
    """Finish what an interrupted exchange by two renames left behind, and remove what killed builds left."""
    old = _beside(target, _OLD)
    if old.exists() and not target.exists():
        old.rename(target)
    elif old.exists():
        shutil.rmtree(old, ignore_errors=True)
    names = {entry.name.removesuffix(_LOCK) for entry in target.parent.iterdir()}
    for name in sorted(name for name in names if name.startswith(_prefix(target))):
        with suppress(TimeoutError), _lock(target.with_name(name), 0):
            shutil.rmtree(target.with_name(name), ignore_errors=True)


def _prefix(target: Path) -> str:
    return f".{target.name}-ny-"


def _beside(target: Path, ending: str) -> Path:
    return target.with_name(f".{target.name}{ending}")


def _turn(target: Path) -> AbstractContextManager[None]:
    return _lock(_beside(target, ""), _PATIENCE)


@contextmanager
def _lock(path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock beside a path, or raise TimeoutError; its file is removed while it is still held."""
    from filelock import FileLock

    place = path.with_name(path.name + _LOCK)
    with FileLock(place, timeout=seconds):
        try:
            yield
        finally:
            with suppress(OSError):
                place.unlink()


def _listed(target: Path) -> frozenset[str] | None:
    """Return the files that the manifest of a build lists; None when there is no manifest of ours."""
    try:
        data = json.loads((target / MANIFEST).read_bytes())
        return frozenset(data["filer"]) if data["schema"] == SCHEMA else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(target: Path, new: Path, wanted: Callable[[str], bool]) -> None:
    """Take over the files of the target that are wanted and that the new folder does not have."""
    if not target.exists():
        return
    for name, entry in files_below(str(target)):
        if wanted(name) and not entry.is_dir() and not os.path.lexists(f"{new}/{name}"):
            place = new / name
            place.parent.mkdir(parents=True, exist_ok=True)
            _link(target / name, place)


def _link(old: Path, place: Path) -> None:
    try:
        os.link(old, place)
    except OSError:
        shutil.copyfile(old, place)


def _exchange(new: Path, target: Path) -> bool:
    """Exchange two folders in one step; answer whether the system could."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    done = renameat2(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(target), _EXCHANGE)
    if done == 0:
        return True
    if ctypes.get_errno() in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(target))


def _rename_twice(new: Path, target: Path) -> None:
    old = _beside(target, _OLD)
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
