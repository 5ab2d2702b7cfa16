"""Replace a finished build in one step: killed at any moment, the last good build stands.

Where the system can exchange two folders (Linux: renameat2), that is one rename. Elsewhere it is two renames, which
the next run completes or takes back. Several builds at once take turns for the exchange only.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["MANIFEST", "SwapFel", "recover", "staging", "swap"]

MANIFEST = "manifest.json"
_OLD = ".foregaende"
_EXCHANGE = 2
_AT_FDCWD = -100


class SwapFel(Exception):
    """The target cannot be replaced; the message says why and what to do."""


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """Give a new folder beside the target to build in; whatever is left of it afterwards is removed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-ny-", dir=target.parent))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def check_target(target: Path) -> None:
    """Refuse a target that is not a build of ours: it would be replaced whole."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise SwapFel(f"{target} är ingen vanlig mapp. Välj en annan mapp med --till.")
    if target.is_dir() and any(target.iterdir()) and not (target / MANIFEST).is_file():
        raise SwapFel(f"Mappen {target} är inte gjord av kravbok och skulle ersättas. Välj en tom mapp med --till.")


def swap(new: Path, target: Path, finish: Callable[[], None]) -> None:
    """Put the finished folder in place of the target; `finish` is called when everything in it is in place."""
    with _turn(target):
        recover(target)
        check_target(target)
        if target.exists():
            _keep_others(target, new)
        finish()
        if not target.exists():
            new.rename(target)
        elif not _exchange(new, target):
            _rename_twice(new, target)


def recover(target: Path) -> None:
    """Finish what an interrupted exchange by two renames left behind."""
    old = target.with_name(f".{target.name}{_OLD}")
    if old.exists() and not target.exists():
        old.rename(target)
    elif old.exists():
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _turn(target: Path) -> Iterator[None]:
    from filelock import FileLock

    with FileLock(target.with_name(f".{target.name}.las"), timeout=600):
        yield


def _keep_others(target: Path, new: Path) -> None:
    """Take over what the new build did not make: other books and editions stay as they are."""
    for folder, _, names in os.walk(target):
        for name in names:
            old = Path(folder, name)
            place = new / old.relative_to(target)
            if not place.exists() and old.name != MANIFEST:
                place.parent.mkdir(parents=True, exist_ok=True)
                _link(old, place)


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
    old = target.with_name(f".{target.name}{_OLD}")
    target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)
