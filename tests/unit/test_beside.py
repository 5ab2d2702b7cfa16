"""Work beside other work gives the same answer as work done at once, whatever happens to the process that does it."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kravbok.beside import start_beside
from kravbok.checks import run_checks
from kravbok.finding import from_list, to_list
from kravbok.loader import load_register
from kravbok.reading import read_beside, read_file
from kravbok.sources import read_folder

KRAV = Path(__file__).parents[2]
CASES = Path(__file__).parents[1] / "cases"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="bara Linux delar processer")


def test_the_answer_comes_back_whole() -> None:
    assert start_beside(lambda: b"svar" * 100_000)() == b"svar" * 100_000


def alone(work: str) -> str:
    """What a piece of work answers from a process with one thread, which is split; `here` is that process' number."""
    code = f"import os, signal\nfrom kravbok.beside import start_beside\nhere = os.getpid()\ndef work():\n{work}\n"
    command = [sys.executable, "-c", code + "print(start_beside(work)().decode())"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@LINUX
def test_the_work_is_done_in_another_process() -> None:
    assert alone("    return b'barn' if os.getpid() != here else b'samma'") == "barn"


def test_a_second_thread_keeps_the_work_here() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    answer = start_beside(lambda: str(os.getpid()).encode())
    done.set()
    other.join()
    assert int(answer()) == os.getpid()


@LINUX
@pytest.mark.parametrize("end", ["raise ValueError", "os._exit(7)", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_a_child_that_fails_is_of_no_consequence(end: str) -> None:
    assert alone(f"    if os.getpid() != here: {end}\n    return b'gjort'") == "gjort"


def test_a_fault_of_the_work_itself_is_raised_here() -> None:
    def work() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        start_beside(work)()


def test_files_read_beside_give_what_they_give_one_by_one() -> None:
    files, _ = read_folder(KRAV, "krav")
    reading = read_beside(files)
    assert [reading(file) for file in files] == [read_file(file) for file in files]


def test_faults_survive_the_way_between_processes() -> None:
    files, _ = read_folder(CASES.parent, "cases")
    found = [item for file in files for item in read_file(file)[1]]
    assert found
    assert [from_list(to_list(item)) for item in found] == found


def test_the_rules_beside_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    files, _ = read_folder(KRAV, "krav")
    changed = [type(file)(file.path, file.data.replace(b" ska ", b" i god tid ska skall ")) for file in files]
    register, _ = load_register(changed)
    beside = run_checks(register)
    assert any(item.code == "K604" for item in beside)
    monkeypatch.setattr("kravbok.checks.WORTH", len(register.posts) + 1)
    assert run_checks(register) == beside
