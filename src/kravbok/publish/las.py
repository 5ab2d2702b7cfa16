"""One publisher at a time: a lock at the target that beats while its holder lives, so that no clock has to be trusted.

On this machine the system lets go of the lock when its holder dies. Elsewhere the holder writes a new number every few
seconds; who finds a lock watches it, and takes it over when the number has stood still.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from kravbok.publish.fel import MalFel, stop
from kravbok.publish.mal import NEW, OWN, Mal, read_small
from kravbok.publish.mapp import Mapp

__all__ = ["Las", "hold"]

BEAT = 3.0
"""Seconds between two beats of a lock."""
PATIENCE = 15.0
"""Seconds that a lock has to stand still to be dead."""

_PATH = f"{OWN}/las.json"
_MOST = 4096
_HINT = "Vänta tills den andra är klar och kör kommandot igen."


@dataclass(slots=True)
class Las:
    """A lock that is held, until somebody else has taken it."""

    mal: Mal
    mark: str = ""
    lost: threading.Event = field(default_factory=threading.Event)
    turn: threading.Lock = field(default_factory=threading.Lock)

    def check(self) -> None:
        """Do nothing while the lock is ours; raise MalFel (K821) when it is not."""
        if not self.mark:
            return
        with self.turn:  # not while the lock beats: some servers take a file away before the new one is there
            if self.lost.is_set() or _holder(self.mal) != self.mark:
                raise _taken(self.mal)


@contextmanager
def hold(mal: Mal, say: Callable[[str], None]) -> Iterator[Las]:
    """Hold the lock of a target; a MalFel (K821) tells the one who comes second."""
    mal.make_folders([OWN, NEW])
    if isinstance(mal, Mapp):
        with _hold_file(mal):
            yield Las(mal)
        return
    mark = secrets.token_hex(16)
    _acquire(mal, mark, say)
    las, over = Las(mal, mark), threading.Event()
    beat = threading.Thread(target=_beat, args=(las, over), name="kravbok-las", daemon=True)
    beat.start()
    try:
        yield las
    finally:
        over.set()
        beat.join()
        with suppress(MalFel):
            if _holder(mal) == mark:
                mal.remove(_PATH)


@contextmanager
def _hold_file(mal: Mapp) -> Iterator[None]:
    from filelock import FileLock

    place = mal.folder / OWN / "las"
    try:
        lock = FileLock(place, timeout=0).acquire()
    except TimeoutError:
        raise _taken(mal) from None
    except OSError:
        raise stop("K815", mal.namn, "Det gick inte att låsa målet: rättighet saknas") from None
    with lock:
        yield


def _acquire(mal: Mal, mark: str, say: Callable[[str], None]) -> None:
    """Take a lock that is free or dead, and see that it is ours afterwards."""
    before = _peek(mal)
    if before is not None:
        say(f"Målet är låst. Väntar {PATIENCE:.0f} sekunder för att se om den som låste det lever …")
        started = time.monotonic()
        while time.monotonic() - started < PATIENCE:
            time.sleep(min(BEAT, PATIENCE) / 2)
            now = _peek(mal)
            if now is None:
                break
            if now != before:
                raise _taken(mal)
        mal.remove(_PATH)
    try:
        mal.create(_PATH, _text(mark, 0))
    except FileExistsError:
        raise _taken(mal) from None
    if _holder(mal) != mark:
        raise _taken(mal)


def _beat(las: Las, over: threading.Event) -> None:
    """Write a new number now and then, until it is over or the lock is somebody else's."""
    number = 0
    while not over.wait(BEAT):
        number += 1
        try:
            with las.turn:
                if _holder(las.mal) != las.mark:
                    las.lost.set()
                    return
                las.mal.write(_PATH, _text(las.mark, number))
        except MalFel:
            continue  # a beat that is missed; the next one, or the check before the switch, tells


def _holder(mal: Mal) -> str:
    """Return the mark of the one who holds the lock; empty when nobody does."""
    data = _peek(mal)
    try:
        found = json.loads(data or b"{}")
    except (ValueError, RecursionError):
        return ""
    return str(found.get("innehavare", "")) if isinstance(found, dict) else ""


def _peek(mal: Mal) -> bytes | None:
    """Return the lock as it is; one that is just being written may seem broken or gone, so it is looked at again."""
    for last in (False, False, True):
        try:
            data = read_small(mal, _PATH, _MOST)
        except MalFel:
            if last:
                raise
        else:
            if data is not None or last:
                return data
        time.sleep(BEAT / 20)
    return None


def _text(mark: str, number: int) -> bytes:
    return json.dumps({"innehavare": mark, "slag": number}).encode()


def _taken(mal: Mal) -> MalFel:
    return stop("K821", mal.namn, "Någon annan publicerar till målet nu", _HINT)
