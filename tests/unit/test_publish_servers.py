"""Locks that die, servers that lie, and secrets that a server gives back: nothing of it reaches the reader."""

from __future__ import annotations

import gzip
import io
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.publish import las
from kravbok.publish.fel import MalFel
from kravbok.publish.hemlighet import Hemlighet, Maskerad, find_hemlighet, forms_of
from kravbok.publish.kontroll import check_served
from kravbok.publish.lage import read_version
from kravbok.publish.las import hold
from kravbok.publish.oppna import open_mal
from kravbok.publish.publicera import Lyssnare, Publicering, publish
from verktyg.servrar import PASSWORD, SERVERS, Answer, Server, web
from verktyg.webbplatser import CHANGED, NO_SECRET, SITE, adress_of, codes, put, write_site

Handler = SimpleHTTPRequestHandler


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks that beat and die in a moment."""
    monkeypatch.setattr(las, "BEAT", 0.1)
    monkeypatch.setattr(las, "PATIENCE", 0.8)


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server of each kind, opened by the environment."""
    with SERVERS[request.param](tmp_path) as found:
        for name, value in found.miljo.items():
            monkeypatch.setenv(name, value)
        yield found


# Locks


@pytest.mark.usefixtures("quick")
def test_the_second_publisher_is_told_and_a_dead_lock_is_taken_over(server: Server, tmp_path: Path) -> None:
    site, adress = write_site(tmp_path / "webbplats"), adress_of(server.adress)
    hemlighet = find_hemlighet(adress)
    with open_mal(adress, hemlighet) as mal:
        with hold(mal, lambda _text: None) as held:
            assert codes(put(site, server.adress).findings) == ["K821"]
            held.check()
            assert read_version(mal) == ""
        mal.create(".kravbok/las.json", b'{"innehavare": "den som dog", "slag": 7}')
    said: list[str] = []
    told = Lyssnare(lambda _name, _number, _total: None, said.append)
    assert publish(Publicering(site, adress), hemlighet, told).findings == ()
    assert len(said) == 1


@pytest.mark.usefixtures("quick")
def test_who_loses_the_lock_does_not_switch(server: Server) -> None:
    adress = adress_of(server.adress)
    with open_mal(adress, find_hemlighet(adress)) as mal, hold(mal, lambda _text: None) as held:
        mal.write(".kravbok/las.json", b'{"innehavare": "en annan", "slag": 1}')
        with pytest.raises(MalFel) as found:
            held.check()
        assert found.value.fault.code == "K821"
        mal.remove(".kravbok/las.json")
        time.sleep(0.3)
        with pytest.raises(MalFel):
            held.check()


# Secrets


@given(st.text("abcåÅ1%&/+ :@\\\"'\n", min_size=1, max_size=12), st.text(max_size=10))
def test_no_form_of_a_secret_passes_the_last_guard(secret: str, around: str) -> None:
    stream = io.StringIO()
    former = forms_of([secret], "konto")
    Maskerad(stream, former).write("".join(f"{around}{form}{around}" for form in former))
    assert all(form not in stream.getvalue() for form in former if "•" not in form and form not in "•" * 9 + around * 2)


def test_a_secret_is_in_no_representation() -> None:
    assert PASSWORD not in repr(Hemlighet(PASSWORD, PASSWORD, forms_of([PASSWORD])))


def test_a_server_that_gives_back_the_password_is_not_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Echo(Handler):
        def __getattr__(self, name: str) -> object:
            if not name.startswith("do_"):
                raise AttributeError(name)
            return self._answer

        def _answer(self) -> None:
            given = self.headers.get("Authorization", "")
            self.send_response(int(self.path.strip("/").split("/")[0] or 500), f"{given} {PASSWORD}")
            self.send_header("X-Given", given)
            self.end_headers()
            self.wfile.write(f"<x>{given} {PASSWORD}</x>".encode())

        def log_message(self, *_arguments: object) -> None:
            """Nothing."""

    monkeypatch.setenv("KRAVBOK_WEBDAV_LOSENORD", PASSWORD)
    site = write_site(tmp_path / "webbplats")
    with web(tmp_path, kind=Echo) as url:
        base = url.replace("http://", "webdav://konto@")
        for status in (200, 207, 401, 403, 404, 418, 500, 507):
            found = put(site, f"{base}{status}").findings
            assert codes(found)[0] in {"K810", "K812", "K813", "K815"}
            assert all(form not in repr(found) for form in forms_of([PASSWORD], "konto"))


# What is served


def look(site: Path, url: str) -> list[str]:
    """Each difference: its code and its path."""
    found = check_served(site, adress_of(url), NO_SECRET, lambda _name, _number, _total: None)[1]
    return [f"{item.code} {item.position.path}" for item in found]


def answer(status: int, kind: str, data: bytes, **headers: str) -> Answer:
    """What answers a request in one way."""

    def send(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Type": kind, **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return send


def test_what_is_served_as_it_was_built_has_no_difference(tmp_path: Path) -> None:
    site = write_site(tmp_path / "webbplats")
    with web(site) as url:
        assert look(site, url) == []


def test_every_difference_is_told(tmp_path: Path) -> None:
    site = write_site(tmp_path / "webbplats")
    html, css, js = (SITE[name].encode() for name in ("om/index.html", "kravbok.css", "kravbok.js"))
    own = {
        "/": answer(302, "text/html", b"", Location="https://annan.example.se/\x1b[31m"),
        "/om/": answer(200, "text/html; charset=iso-8859-1", html),
        "/kravbok.css": answer(200, "text/plain", css),
        "/kravbok.js": answer(200, "text/javascript", js + b" "),
        "/sitemap.xml": answer(500, "text/html", b""),
        "/index.json": answer(200, "application/json", gzip.compress(b" " * 50_000_000), Content_Encoding="gzip"),
        "/halsoval/": answer(404, "text/html", b""),
    }
    with web(site, own) as url:
        assert look(site, url) == [
            "K825 halsoval/index.html", "K828 index.html", "K826 index.json", "K828 kravbok.css", "K826 kravbok.js",
            "K828 om/index.html", "K828 sitemap.xml",
        ]  # fmt: skip


def test_a_site_that_is_older_is_told_file_by_file(tmp_path: Path) -> None:
    site, shown = write_site(tmp_path / "webbplats", CHANGED), write_site(tmp_path / "visas")
    with web(shown) as url:
        assert look(site, url) == [
            "K825 halsoval/2022/index.html", "K826 index.html", "K826 kravbok.css", "K826 manifest.json",
            "K827 kravbok.js",
        ]  # fmt: skip


def test_an_endless_answer_is_left(tmp_path: Path) -> None:
    site = write_site(tmp_path / "webbplats")

    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/css")
        handler.end_headers()
        for _ in range(20_000):
            handler.wfile.write(b" " * 65_536)

    started = time.monotonic()
    with web(site, {"/kravbok.css": endless}) as url:
        assert look(site, url) == ["K826 kravbok.css"]
    assert time.monotonic() - started < 20


def test_a_server_that_is_not_there_is_one_finding(tmp_path: Path) -> None:
    site = write_site(tmp_path / "webbplats")
    with web(site) as url:
        pass
    assert look(site, url) == ["K812 manifest.json"]


def test_a_busy_server_is_asked_once_more(tmp_path: Path) -> None:
    site = write_site(tmp_path / "webbplats")
    asked: list[str] = []

    def busy(handler: Handler) -> None:
        asked.append(handler.path)
        if len(asked) == 1:
            handler.send_response(503)
            handler.send_header("Retry-After", "0")
            handler.end_headers()
        else:
            answer(200, "text/css", SITE["kravbok.css"].encode())(handler)

    with web(site, {"/kravbok.css": busy}) as url:
        assert look(site, url) == []
    assert len(asked) == 2
