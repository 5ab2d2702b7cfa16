"""Work in a process of its own while this one goes on; where no process can be split, it is done when asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

__all__ = ["start_beside"]

_TASKS = Path("/proc/self/task")
"""Where Linux lists a process' threads; a process with more than one is never split, nor one on another system."""


def start_beside(work: Callable[[], bytes]) -> Callable[[], bytes]:
    """Start work and return what waits for its answer; a child that fails is of no consequence, its work is done here.

    The child sees all that was in memory when it started, and nothing of what it changes comes back but the answer.
    """
    if sys.platform != "linux" or len([*_TASKS.iterdir()]) > 1:
        return work
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _answer(work, writer)
    os.close(writer)
    return lambda: _wait(reader, child, work)


def _answer(work: Callable[[], bytes], writer: int) -> None:
    """Do the work in the child and end it there, without a word and without what an exit of the parent would do."""
    code = 1
    try:
        with os.fdopen(writer, "wb") as stream:
            stream.write(work())
        code = 0
    finally:  # whatever went wrong
        os._exit(code)


def _wait(reader: int, child: int, work: Callable[[], bytes]) -> bytes:
    """Return what the child answered, or what the work gives here when the child did not finish."""
    with os.fdopen(reader, "rb") as stream:
        answer = stream.read()
    _, status = os.waitpid(child, 0)
    return answer if status == 0 else work()
