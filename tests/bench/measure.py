"""Run a command and print what it took: wall seconds, peak memory in MiB, exit code (-1: stopped at the limit).

A small process of its own (python -I -S measure.py LIMIT LOG COMMAND …): Linux counts a child's peak from before exec,
so a big parent would hide the peak of a small child.
"""

import os
import signal
import sys
import time

limit, log, command = float(sys.argv[1]), sys.argv[2], sys.argv[3:]
output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
started = time.perf_counter()
child = os.fork()
if child == 0:
    os.setsid()
    for source, target in ((os.open(os.devnull, os.O_RDONLY), 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    try:
        os.execvp(command[0], command)  # noqa: S606 - the command comes from this bench
    finally:
        os._exit(127)
stopped: list[int] = []


def stop(number: int, _: object) -> None:
    """Kill the command and all that it started."""
    stopped.append(number)
    os.killpg(child, signal.SIGKILL)


signal.signal(signal.SIGALRM, stop)
signal.setitimer(signal.ITIMER_REAL, limit)
_, status, usage = os.wait4(child, 0)
code = -1 if stopped else os.waitstatus_to_exitcode(status)
peak = usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
sys.stdout.write(f"{time.perf_counter() - started} {peak} {code}\n")
