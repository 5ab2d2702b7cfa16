"""Runs kravbok in this process as far as it can be as on Windows: nothing of POSIX alone, and another platform's name.

The libraries are loaded first, as they are for this machine, by running some commands; then what Windows lacks is taken
away, and every module of kravbok is loaded anew. Arguments: a folder of programs with Windows' names, and two lists of
command lines in JSON: those run first, and those whose answers are written as JSON on the real stdout.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import pkgutil
import signal
import sys
from collections.abc import Iterator
from importlib import import_module

ONLY_POSIX = ("fcntl", "grp", "pwd", "pty", "readline", "resource", "syslog", "termios", "tty")
"""Modules that Windows' Python does not have."""

ONLY_POSIX_OS = (
    "O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_SYNC", "chown", "chroot", "ctermid",
    "fchmod", "fchown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getgroups", "getloadavg", "getpgid",
    "getpriority", "getresuid", "getsid", "getuid", "getxattr", "initgroups", "killpg", "lchown", "listxattr",
    "lockf", "mkfifo", "mknod", "nice", "openpty", "pathconf", "posix_fadvise", "posix_fallocate", "posix_spawn",
    "pread", "preadv", "pwrite", "sched_getaffinity", "sched_yield", "sendfile", "setegid", "seteuid", "setgid",
    "setpgid", "setsid", "setuid", "setxattr", "sync", "sysconf", "tcgetpgrp", "ttyname", "uname", "wait",
    "wait3", "wait4",
)  # fmt: skip
"""What Windows' os does not have (Python's manual: Availability)."""

USED_BY_LIBRARIES = ("O_NONBLOCK", "WNOHANG", "statvfs")
"""What Windows' os does not have either, but the libraries of this machine use."""

ONLY_POSIX_SIGNALS = ("SIGALRM", "SIGCHLD", "SIGHUP", "SIGPIPE", "SIGQUIT", "SIGUSR1", "SIGUSR2", "alarm",
                      "pause", "pthread_kill", "setitimer", "sigwait")  # fmt: skip


def load_all() -> list[str]:
    """Load every module of kravbok, and return their names; templates that are Python programs are no modules."""
    import kravbok

    walked = pkgutil.walk_packages(kravbok.__path__, "kravbok.")
    names = ["kravbok", *(item.name for item in walked if ".mall" not in item.name)]
    for name in names:
        if name != "kravbok.__main__":
            import_module(name)
    return names


def take_away() -> None:
    """Take away what Windows lacks, and say that this is Windows."""
    for name in [*sys.modules]:
        if name.partition(".")[0] == "kravbok":
            del sys.modules[name]
    sys.modules.update(dict.fromkeys(ONLY_POSIX))  # type: ignore[arg-type] # None makes an import fail
    for module, names in ((os, ONLY_POSIX_OS), (signal, ONLY_POSIX_SIGNALS)):
        for name in names:
            delattr(module, name)
    sys.platform = "win32"


def run(arguments: list[str]) -> dict[str, object]:
    """What a command line answers."""
    from kravbok.cli import main

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    code = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main.main(args=arguments, prog_name="kravbok")
        except SystemExit as ending:
            code = ending.code if isinstance(ending.code, int) else 1
    texts = []
    for stream in (out, err):
        stream.seek(0)
        texts.append(stream.read())
    return {"kod": code, "ut": texts[0], "fel": texts[1]}


def answers() -> Iterator[dict[str, object]]:
    """Yield what each command line of the arguments answers, without what Windows lacks."""
    for arguments in json.loads(sys.argv[2]):
        run(arguments)
    load_all()
    take_away()
    sys.path.insert(0, sys.argv[1])
    for name in ("pypandoc", "pagefind_bin"):
        sys.modules.pop(name, None)
    load_all()
    for arguments in json.loads(sys.argv[3]):
        yield run(arguments)


if __name__ == "__main__":
    print(json.dumps([*answers()]))  # noqa: T201 - a program of its own
