"""The whole check in a process of its own: pages need not wait for it, and it never outlives the command."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock

from kravbok.check import check_underlag
from kravbok.finding import Finding
from kravbok.preview.ogonblick import read_once
from kravbok.underlag import gather

__all__ = ["Kontrollant"]


class Kontrollant:
    """Checks the project when it is asked, one question at a time; it ends when what asks it ends, however that is."""

    def __init__(self, projekt: Path, datum: date) -> None:
        context = get_context("spawn")
        self._turn = Lock()
        self._line, its_end = context.Pipe()
        self._process = context.Process(target=_answer, args=(its_end, projekt, datum), daemon=True)
        with _deaf_to_ctrl_c():
            self._process.start()
        its_end.close()  # what is left of the line then breaks as soon as either of the two is gone

    def check(self) -> list[Finding] | None:
        """Return all that the whole check finds now; None where it has broken off."""
        with self._turn:
            try:
                self._line.send(True)
                found: list[Finding] = self._line.recv()
            except (EOFError, OSError):
                return None
            return found

    def close(self) -> None:
        """End the process, in the middle of a check too."""
        self._process.terminate()
        self._process.join()


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Let what is started here not hear the Ctrl-C of a terminal: it is ended by the command."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _answer(line: Connection, projekt: Path, datum: date) -> None:
    """Check each time it is asked, until nobody asks; the files that it has read are remembered."""
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while line.recv():
            underlag = replace(gather(projekt), lasning=read_once)
            line.send(check_underlag(underlag, datum, projekt=projekt)[1])
