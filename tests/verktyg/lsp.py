"""A small client of the real yaml-language-server over stdio, with the settings that .vscode/ gives an editor."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import Any, Self

from verktyg.machine import find_npm_file, find_program

_CAPABILITIES = {
    "workspace": {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}},
    "textDocument": {
        "hover": {"contentFormat": ["markdown"]},
        "completion": {
            "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]},
            "contextSupport": True,
        },
    },
}
_PATIENCE = 120
"""Seconds before a silent server is taken for dead."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What the server says of a place: the line from 1, and the message."""

    line: int
    message: str


@dataclass
class Editor:
    """An editor with a project open; texts need not be on disk."""

    project: Path
    settings: Mapping[str, Any]
    process: subprocess.Popen[bytes]
    number: int = 0
    version: int = 0
    said: dict[str, list[Fault]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    """The methods that the server has asked of the editor: what it cannot do by itself, such as fetching a schema."""

    def start(self) -> Self:
        """Make the acquaintance of the server."""
        root = self.project.as_uri()
        self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": root,
                "workspaceFolders": [{"uri": root, "name": "projekt"}],
                "capabilities": _CAPABILITIES,
            },
        )
        self.notify("initialized", {})
        self.notify("workspace/didChangeConfiguration", {"settings": {}})
        return self

    def faults(self, path: str, text: str) -> list[Fault]:
        """Return what the server finds in a file with that text."""
        return self.faults_of({path: text})[path]

    def faults_of(self, texts: Mapping[str, str]) -> dict[str, list[Fault]]:
        """Return what the server finds in each of many files."""
        opened = {path: self.open(path, text) for path, text in texts.items()}
        self.wait_for(lambda: self.said.keys() >= set(opened.values()))
        return {path: self.said[uri] for path, uri in opened.items()}

    def open(self, path: str, text: str) -> str:
        """Open a file anew with a text; return its address."""
        uri = (self.project / path).as_uri()
        self.said.pop(uri, None)
        self.version += 1  # the server remembers what it has read by address and version
        document = {"uri": uri, "languageId": "yaml", "version": self.version, "text": text}
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        self.settle()
        self.said.pop(uri, None)
        self.notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def hover(self, path: str, text: str, at: str) -> str:
        """Return what is shown when the pointer rests on a piece of the text."""
        found = self.request("textDocument/hover", self._at(path, text, text.index(at)))
        return str(found["contents"]["value"]) if found else ""

    def complete(self, path: str, text: str) -> list[dict[str, Any]]:
        """Return what is offered where ‸ stands in the text."""
        offset = text.index("‸")
        found = self.request("textDocument/completion", self._at(path, text.replace("‸", ""), offset))
        items: list[dict[str, Any]] = found["items"] if isinstance(found, dict) else found or []
        return items

    def _at(self, path: str, text: str, offset: int) -> dict[str, Any]:
        before = text[:offset].split("\n")
        place = {"line": len(before) - 1, "character": len(before[-1])}
        return {"textDocument": {"uri": self.open(path, text)}, "position": place}

    def request(self, method: str, params: Any) -> Any:
        """Ask the server, and wait for its answer."""
        self.number += 1
        number = self.number
        answer: list[Any] = []
        self._send({"id": number, "method": method, "params": params})
        self.wait_for(lambda: bool(answer), number, answer)
        assert "error" not in answer[0], answer[0]
        return answer[0].get("result")

    def settle(self) -> None:
        """Wait until the server has taken what was sent."""
        self.request("textDocument/documentLink", {"textDocument": {"uri": (self.project / "ingen.yaml").as_uri()}})

    def notify(self, method: str, params: Any) -> None:
        """Tell the server."""
        self._send({"method": method, "params": params})

    def wait_for(self, done: Callable[[], bool], number: int | None = None, answer: list[Any] | None = None) -> None:
        """Read what the server says until a condition holds."""
        silence = Timer(_PATIENCE, self.process.kill)
        silence.start()
        try:
            while not done():
                message = self._read()
                if "method" in message:
                    self._take(message)
                elif answer is not None and message.get("id") == number:
                    answer.append(message)
        finally:
            silence.cancel()

    def _take(self, message: dict[str, Any]) -> None:
        if message["method"] == "textDocument/publishDiagnostics":
            params = message["params"]
            self.said[params["uri"]] = [
                Fault(item["range"]["start"]["line"] + 1, item["message"]) for item in params["diagnostics"]
            ]
        elif "id" in message:
            self.asked.add(message["method"])
            self._send({"id": message["id"], "result": self._answer(message)})

    def _answer(self, message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [self._section(item["section"]) for item in message["params"]["items"]]

    def _section(self, name: str) -> Any:
        """Return a section of the settings as an editor gives it: yaml.schemas is schemas within yaml."""
        if name in self.settings:
            return self.settings[name]
        found: dict[str, Any] = {}
        for key, value in self.settings.items():
            if key.startswith(f"{name}."):
                *folders, last = key.removeprefix(f"{name}.").split(".")
                place = found
                for folder in folders:
                    place = place.setdefault(folder, {})
                place[last] = value
        return found

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stdin = self.process.stdin
        assert stdin is not None
        stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        stdin.flush()

    def _read(self) -> dict[str, Any]:
        stdout = self.process.stdout
        assert stdout is not None
        length = 0
        while (line := stdout.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "språkservern slutade, eller teg för länge"
        message: dict[str, Any] = json.loads(stdout.read(length))
        return message


def read_settings(project: Path) -> dict[str, Any]:
    """The settings of a project's .vscode/, without its comments."""
    lines = (project / ".vscode" / "settings.json").read_text(encoding="utf-8").splitlines()
    settings: dict[str, Any] = json.loads("\n".join(line for line in lines if not line.lstrip().startswith("//")))
    return settings


@contextmanager
def open_editor(project: Path, changed: Mapping[str, Any] | None = None) -> Iterator[Editor]:
    """An editor with the project open, and the project's own settings with some changed."""
    node = find_program("node", package="nodejs")
    server = find_npm_file("yaml-language-server/bin/yaml-language-server")
    with subprocess.Popen(
        [node, server, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield Editor(project, {**read_settings(project), **(changed or {})}, process).start()
        finally:
            process.kill()
