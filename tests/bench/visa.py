"""How long a saved record takes to stand in a page of kravbok visa: until it is told, and until the page has come."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

from bench.flera import AR, make_flera
from bench.poster import Kapitel
from bench.projekt import BOK
from bench.runs import make_verktyg

__all__ = ["describe_visa"]

_KRAVBOK = str(Path(sys.executable).with_name("kravbok"))
_SAVES = 20
_REST = 1.2
"""Seconds between two saves, so that the whole check of the one before is over."""


def describe_visa(kapitel: list[Kapitel], folder: Path) -> str:
    """Return the median and the 95th percentile of twenty saves, in milliseconds."""
    make_verktyg("kravbok", folder, make_flera(kapitel), (), git=True)
    told, shown = zip(*_saves(kapitel, folder), strict=True)
    rows = (f"{name}: median {_middle(times)} ms, 95 % under {_most(times)} ms." for name, times in (
        ("Sidan får veta att något är sparat", told),
        ("Sidan har kommit", shown),
    ))  # fmt: skip
    return "\n".join(rows)


def _saves(kapitel: list[Kapitel], folder: Path) -> Iterator[tuple[float, float]]:
    """Yield for each save the seconds until the stream tells of it, and until the page has it."""
    part = kapitel[-1]
    file = folder / "krav" / BOK / part.id / f"{part.poster[-1].id}.yaml"
    page, text = f"/{BOK}/{AR[-1]}/{part.poster[-1].id}/", file.read_text(encoding="utf-8")
    command = [_KRAVBOK, "visa", "--port", "0", "--datum", f"{AR[-1]}-01-01", "--projekt", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            host = urlsplit((process.stdout or sys.stdin).readline().strip()).netloc
            _read(host, page)
            news = _news(host)
            known = next(news)
            for number in range(_SAVES):
                time.sleep(_REST)
                began = time.perf_counter()
                file.write_text(text.replace("rubrik: ", f"rubrik: Prov {number} ", 1), encoding="utf-8")
                known = next(count for count in news if count > known)
                told = time.perf_counter() - began
                if f"Prov {number} " not in _read(host, page):
                    raise RuntimeError("the page does not have what was saved")
                yield told, time.perf_counter() - began
        finally:
            process.kill()


def _ask(host: str, path: str) -> HTTPResponse:
    connection = HTTPConnection(host, timeout=60)
    connection.request("GET", path)
    return connection.getresponse()


def _read(host: str, page: str) -> str:
    with _ask(host, page) as answer:
        return answer.read().decode()


def _news(host: str) -> Iterator[int]:
    """Yield how many moments have been shown, each time that the stream says something."""
    with _ask(host, "/_visa/handelser") as answer:
        for line in answer:
            if line.startswith(b"data: "):
                yield json.loads(line[6:])["sida"]


def _middle(times: tuple[float, ...]) -> int:
    return round(1000 * statistics.median(times))


def _most(times: tuple[float, ...]) -> int:
    return round(1000 * statistics.quantiles(times, n=20)[-1])
