"""Small forges on this machine: they speak as much of its API as the workflows use, and remember what was said."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

Answer = tuple[int, Any]
S = TypeVar("S", bound="Smedja")


@dataclass
class Smedja:
    """A forge's state: its pull requests by number, their comments, and its releases."""

    address: str = ""
    nyckel: str = "hemlig-nyckel"
    heads: dict[str, str] = field(default_factory=dict)
    comments: list[dict[str, Any]] = field(default_factory=list)
    releases: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def routes(self) -> list[tuple[str, Callable[..., Answer]]]:
        """The requests that are answered, as patterns of their method and path."""
        raise NotImplementedError

    def is_let_in(self, headers: Any) -> bool:
        """Whether a request shows the key."""
        return bool(headers["Authorization"] == f"Bearer {self.nyckel}")

    def answer(self, request: str, query: dict[str, str], body: bytes, kind: str) -> Answer:
        """The answer to a request."""
        self.asked.append(request)
        for pattern, route in self.routes:
            if found := re.fullmatch(pattern, request):
                return route(*map(unquote, found.groups()), query=query, body=body, kind=kind)
        return 404, {"message": "Not Found"}


@dataclass
class GitHub(Smedja):
    """As much of GitHub's API as the workflows use."""

    bot: str = "github-actions[bot]"

    @property
    def routes(self) -> list[tuple[str, Callable[..., Answer]]]:
        repo = "/repos/region/krav"
        return [
            (f"GET {repo}/pulls/([0-9]+)", self._pull),
            (f"GET {repo}/issues/([0-9]+)/comments", self._list),
            (f"POST {repo}/issues/([0-9]+)/comments", self._create),
            (f"PATCH {repo}/issues/comments/([0-9]+)", self._update),
            (f"GET {repo}/releases/tags/([^/]+)", self._release),
            (f"POST {repo}/releases", self._new_release),
            ("POST /uppladdning/([0-9]+)", self._upload),
        ]

    def say(self, nummer: str, login: str, body: str) -> dict[str, Any]:
        """Write a comment as somebody."""
        self.comments.append({"id": len(self.comments) + 1, "pull": nummer, "user": {"login": login}, "body": body})
        return self.comments[-1]

    def _pull(self, nummer: str, **_: Any) -> Answer:
        if nummer not in self.heads:
            return 404, {}
        return 200, {"number": int(nummer), "head": {"sha": self.heads[nummer]}}

    def _list(self, nummer: str, query: dict[str, str], **_: Any) -> Answer:
        size, page = min(int(query.get("per_page", query.get("limit", "30"))), 100), int(query.get("page", "1"))
        return 200, [item for item in self.comments if item["pull"] == nummer][(page - 1) * size : page * size]

    def _create(self, nummer: str, body: bytes, **_: Any) -> Answer:
        return 201, self.say(nummer, self.bot, json.loads(body)["body"])

    def _update(self, number: str, body: bytes, **_: Any) -> Answer:
        self.comments[int(number) - 1]["body"] = json.loads(body)["body"]
        return 200, self.comments[int(number) - 1]

    def _release(self, tag: str, **_: Any) -> Answer:
        found = [item for item in self.releases if item["tag_name"] == tag]
        return (200, found[0]) if found else (404, {})

    def _new_release(self, body: bytes, **_: Any) -> Answer:
        number = len(self.releases) + 1
        url = f"{self.address}/uppladdning/{number}{{?name,label}}"
        self.releases.append({**json.loads(body), "id": number, "assets": [], "upload_url": url})
        return 201, self.releases[-1]

    def _upload(self, number: str, query: dict[str, str], body: bytes, **_: Any) -> Answer:
        self.releases[int(number) - 1]["assets"].append({"name": query["name"]})
        self.files[query["name"]] = body
        return 201, {"name": query["name"]}


@dataclass
class Forgejo(GitHub):
    """Forgejo's API, where it is not GitHub's: comments come all at once, and files are sent in a form."""

    bot: str = "forgejo-actions"

    @property
    def routes(self) -> list[tuple[str, Callable[..., Answer]]]:
        upload = "POST /repos/region/krav/releases/([0-9]+)/assets"
        return [route for route in super().routes if "uppladdning" not in route[0]] + [(upload, self._upload)]

    def _list(self, nummer: str, query: dict[str, str], **_: Any) -> Answer:  # noqa: ARG002 - it knows no pages
        return 200, [item for item in self.comments if item["pull"] == nummer]

    def _upload(self, number: str, query: dict[str, str], body: bytes, kind: str = "", **_: Any) -> Answer:
        form = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=HTTP)
        (part,) = form.iter_parts()
        assert part.get_param("name", header="content-disposition") == "attachment"
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        return super()._upload(number, query, data)


@dataclass
class GitLab(Smedja):
    """As much of GitLab's API as the workflows use, in project 3, where our own user is 50."""

    requests: list[dict[str, Any]] = field(default_factory=list)
    jobs: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    left: dict[str, bytes] = field(default_factory=dict)

    @property
    def routes(self) -> list[tuple[str, Callable[..., Answer]]]:
        project = "/projects/3"
        return [
            ("GET /user", lambda **_: (200, {"id": 50})),
            (f"GET {project}/merge_requests", self._open),
            (f"GET {project}/merge_requests/([0-9]+)", self._request),
            (f"GET {project}/pipelines/([0-9]+)/jobs", self._jobs),
            (f"GET {project}/jobs/([0-9]+)/artifacts/granskning/granskning.md", self._artifact),
            (f"GET {project}/merge_requests/([0-9]+)/notes", self._list),
            (f"POST {project}/merge_requests/([0-9]+)/notes", self._create),
            (f"PUT {project}/merge_requests/[0-9]+/notes/([0-9]+)", self._update),
            (f"PUT {project}/packages/generic/bocker/[^/]+/([^/]+)", self._upload),
            (f"GET {project}/releases/([^/]+)", self._release),
            (f"POST {project}/releases", self._new_release),
        ]

    def is_let_in(self, headers: Any) -> bool:
        return self.nyckel in (headers["PRIVATE-TOKEN"], headers["JOB-TOKEN"])

    def say(self, iid: str, author: int, body: str) -> dict[str, Any]:
        """Write a note as somebody."""
        self.comments.append({"id": len(self.comments) + 1, "iid": iid, "author": {"id": author}, "body": body})
        return self.comments[-1]

    def _page(self, found: list[dict[str, Any]], query: dict[str, str]) -> Answer:
        size, page = min(int(query.get("per_page", "20")), 100), int(query.get("page", "1"))
        return 200, found[(page - 1) * size : page * size]

    def _open(self, query: dict[str, str], **_: Any) -> Answer:
        assert query["state"] == "opened"
        return self._page([{"iid": item["iid"]} for item in self.requests], query)

    def _request(self, iid: str, **_: Any) -> Answer:
        return 200, next(item for item in self.requests if item["iid"] == int(iid))

    def _jobs(self, pipeline: str, query: dict[str, str], **_: Any) -> Answer:
        return self._page(self.jobs[pipeline], query)

    def _artifact(self, job: str, **_: Any) -> Answer:
        return (200, self.left[job]) if job in self.left else (404, {})

    def _list(self, iid: str, query: dict[str, str], **_: Any) -> Answer:
        return self._page([item for item in self.comments if item["iid"] == iid], query)

    def _create(self, iid: str, body: bytes, **_: Any) -> Answer:
        return 201, self.say(iid, 50, json.loads(body)["body"])

    def _update(self, number: str, body: bytes, **_: Any) -> Answer:
        self.comments[int(number) - 1]["body"] = json.loads(body)["body"]
        return 200, self.comments[int(number) - 1]

    def _upload(self, name: str, body: bytes, **_: Any) -> Answer:
        self.files[name] = body
        return 201, {"message": "201 Created"}

    def _release(self, tag: str, **_: Any) -> Answer:
        found = [item for item in self.releases if item["tag_name"] == tag]
        return (200, found[0]) if found else (404, {})

    def _new_release(self, body: bytes, **_: Any) -> Answer:
        self.releases.append(json.loads(body))
        return 201, self.releases[-1]


@dataclass
class Azure(Smedja):
    """As much of Azure DevOps' API as the pipeline uses: the threads of pull request 7, with one comment each."""

    @property
    def routes(self) -> list[tuple[str, Callable[..., Answer]]]:
        threads = "/region/projekt-1/_apis/git/repositories/forrad-1/pullRequests/7/threads"
        return [
            (f"GET {threads}", self._list),
            (f"POST {threads}", self._create),
            (f"PATCH {threads}/([0-9]+)/comments/1", self._update),
        ]

    def say(self, body: str) -> dict[str, Any]:
        """Begin a thread."""
        self.comments.append({"id": len(self.comments) + 1, "comments": [{"id": 1, "content": body}]})
        return self.comments[-1]

    def _list(self, query: dict[str, str], **_: Any) -> Answer:
        assert query["api-version"]
        return 200, {"value": self.comments, "count": len(self.comments)}

    def _create(self, body: bytes, **_: Any) -> Answer:
        told = json.loads(body)
        assert (told["status"], told["comments"][0]["parentCommentId"]) == ("closed", 0)
        return 200, self.say(told["comments"][0]["content"])

    def _update(self, number: str, body: bytes, **_: Any) -> Answer:
        self.comments[int(number) - 1]["comments"][0].update(json.loads(body))
        return 200, self.comments[int(number) - 1]["comments"][0]


@contextmanager
def serve(smedja: S) -> Iterator[S]:
    """A forge that listens on a port of this machine until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *_: Any) -> None:  # noqa: A002 - the parent's name for it
            """Keep quiet."""

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            parts = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            answer: Answer = (401, {})
            if smedja.is_let_in(self.headers):
                kind = self.headers["Content-Type"] or ""
                answer = smedja.answer(f"{self.command} {parts.path}", query, body, kind)
            code, said = answer
            data = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(code)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = do_PUT = handle_any  # noqa: N815 - the parent's names

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    smedja.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield smedja
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
