"""kravbok visa: what is saved shows in the open page, faults stand in it, and nobody else is answered."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from verktyg import axe
from verktyg.bygge import COMMAND, copy_project, kravbok
from verktyg.gitrepo import commit, git
from verktyg.webbserver import visit

POST = "krav/provbok/pafoljder/PR-PAF-003.yaml"
SIDA = "provbok/2022/PR-PAF-003/"
NO_FAULT = re.compile(r"^Inga fel(, \d+ (annat|andra) fynd)?$")
"""What the panel says when the whole check is made."""
OLD, NEW = "säga upp avtalet", "häva avtalet"


@dataclass(frozen=True)
class Visning:
    """A project that is shown, and the address of it."""

    projekt: Path
    adress: str
    process: subprocess.Popen[str]

    @property
    def children(self) -> list[Path]:
        """What the command has started, as the machine lists it."""
        own = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="ascii")
        return [Path("/proc", number) for number in own.split()]

    def rewrite(self, old: str, new: str, post: str = POST) -> None:
        """Words put in place of others in a record."""
        text = (self.projekt / post).read_text(encoding="utf-8")
        assert old in text
        (self.projekt / post).write_text(text.replace(old, new), encoding="utf-8")

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str]]:
        """The status and the headers that the server answers with."""
        with closing(http.client.HTTPConnection(urlsplit(self.adress).netloc, timeout=20)) as connection:
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            with connection.getresponse() as answer:
                answer.read()
                return answer.status, dict(answer.getheaders())


@pytest.fixture
def visning(tmp_path: Path) -> Iterator[Visning]:
    """The mixed project in a repository, shown by the installed command until the test is over."""
    projekt = copy_project("blandat", tmp_path / "projekt")
    commit(projekt, {".gitignore": "build/\n.kravbok-cache/\n"})
    command = [str(COMMAND), "visa", "--port", "0", "--datum", "2022-03-01"]
    with subprocess.Popen(command, cwd=projekt, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        try:
            yield Visning(projekt, process.stdout.readline().strip(), process)
            if process.returncode is None:
                process.send_signal(signal.SIGINT)
                assert process.wait(timeout=20) == 0
        finally:
            process.kill()


def test_what_is_saved_shows_with_a_mark_until_it_is_committed(visning: Visning) -> None:
    def journey(page: Page) -> None:
        mark = page.locator(".kb-visa-andrat")
        expect(page.locator(".kb-stor")).to_contain_text(OLD)
        expect(mark).to_have_count(0)
        expect(page.locator(".kb-visa summary")).to_have_text(NO_FAULT)
        visning.rewrite(OLD, NEW)
        expect(page.locator(".kb-stor")).to_contain_text(NEW)
        expect(mark).to_contain_text("Ändrat sedan senaste commit")
        expect(mark.locator("ins")).to_contain_text("häva")
        expect(mark.locator("del")).to_contain_text("säga upp")
        expect(page.get_by_role("status")).to_contain_text("PR-PAF-003")
        assert axe.violations(page) == []
        git(visning.projekt, "commit", "-qam", "häva")
        expect(mark).to_have_count(0)

    visit(visning.adress, SIDA, journey)


def test_a_chapter_is_scrolled_to_the_clause_that_was_saved(visning: Visning) -> None:
    def journey(page: Page) -> None:
        page.set_viewport_size({"width": 800, "height": 300})
        expect(page.locator(".kb-visa summary")).to_have_text(NO_FAULT)
        visning.rewrite(OLD, NEW)
        expect(page.locator("#PR-PAF-003")).to_be_in_viewport()
        expect(page.locator("#PR-PAF-003 + .kb-visa-andrat")).to_be_visible()

    visit(visning.adress, "provbok/2022/kapitel/pafoljder/", journey)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_faults_stand_in_the_page_until_they_are_mended(visning: Visning, scheme: str) -> None:
    def journey(page: Page) -> None:
        visning.rewrite("kravniva:", "kravnvia:")
        panel = page.locator(".kb-visa")
        expect(panel).to_contain_text("K101")
        expect(panel.locator("pre").first).to_contain_text(f"{POST}:")
        expect(page.locator(".kb-stor")).to_contain_text(OLD)
        assert axe.violations(page) == []
        visning.rewrite("kravnvia:", "kravniva:")
        expect(panel.locator("summary")).to_have_text(NO_FAULT)

    visit(visning.adress, SIDA, journey, scheme="dark" if scheme == "dark" else "light")


def test_a_fault_in_a_template_stands_in_the_page_until_it_is_mended(visning: Visning) -> None:
    mall = visning.projekt / "mallar" / "webb" / "krav.html"

    def journey(page: Page) -> None:
        expect(page.locator(".kb-stor")).to_contain_text(OLD)
        mall.parent.mkdir(parents=True)
        mall.write_text("<p>\n{{ fel", encoding="utf-8")
        expect(page.locator("main")).to_contain_text("mallar/webb/krav.html:2")
        mall.write_text("<p>Egen mall</p>", encoding="utf-8")
        expect(page.locator("main")).to_contain_text("Egen mall")
        mall.write_bytes(b"\xff")
        expect(page.locator(".kb-visa pre")).to_contain_text("mallar/webb/krav.html:1")

    visit(visning.adress, SIDA, journey)


def test_a_check_that_breaks_off_is_said(visning: Visning) -> None:
    def journey(page: Page) -> None:
        expect(page.locator(".kb-visa summary")).to_have_text(NO_FAULT)
        for process in visning.children:
            os.kill(int(process.name), signal.SIGKILL)
        visning.rewrite(OLD, NEW)
        expect(page.locator(".kb-visa")).to_contain_text("Kontrollen avbröts")
        expect(page.locator(".kb-stor")).to_contain_text(NEW)

    visit(visning.adress, SIDA, journey)


def test_nothing_is_left_behind_when_it_is_killed(visning: Visning) -> None:
    own = visning.children
    assert own
    visning.process.kill()
    visning.process.wait(timeout=20)
    latest = time.monotonic() + 20
    while any(is_alive(process) for process in own):
        assert time.monotonic() < latest
        time.sleep(0.05)


def is_alive(process: Path) -> bool:
    """Whether a process still runs; one that nobody has buried has no command line."""
    try:
        return bool((process / "cmdline").read_bytes())
    except OSError:
        return False


def test_words_of_a_record_are_never_markup(visning: Visning) -> None:
    def journey(page: Page) -> None:
        visning.rewrite("rubrik: ", "rubrik: </script><img src=x onerror=alert(1)> ")
        expect(page.locator("h1")).to_contain_text("<img")
        assert page.locator("img[src=x]").count() == 0

    visit(visning.adress, SIDA, journey)


def test_a_project_with_faults_from_the_start_is_shown_when_they_are_mended(tmp_path: Path) -> None:
    projekt = copy_project("blandat", tmp_path / "projekt")
    whole = (projekt / POST).read_bytes()
    (projekt / POST).write_bytes(b"\xff" + whole)
    command = [str(COMMAND), "visa", "--port", "0"]
    with subprocess.Popen(command, cwd=projekt, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None

        def journey(page: Page) -> None:
            expect(page.locator("h1")).to_have_text("Det finns inget att visa än")
            expect(page.locator(".kb-visa")).to_contain_text(POST)
            (projekt / POST).write_bytes(whole)
            expect(page.locator("h1")).not_to_have_text("Det finns inget att visa än")

        adress = process.stdout.readline().strip()
        try:
            visit(adress, SIDA, journey)
        finally:
            process.kill()


def test_ctrl_c_in_a_terminal_ends_without_a_word_of_the_machine(tmp_path: Path) -> None:
    projekt = copy_project("blandat", tmp_path / "projekt")
    command = [str(COMMAND), "visa", "--port", "0"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=projekt, stdout=pipe, stderr=pipe, encoding="utf-8", start_new_session=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(1)  # the process that checks has begun
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
        try:
            said = process.communicate(timeout=20)[1]
        finally:
            process.kill()
    assert process.returncode == 0
    assert "Traceback" not in said


def test_without_scripts_the_page_is_whole(visning: Visning) -> None:
    visit(visning.adress, SIDA, lambda page: expect(page.locator(".kb-stor")).to_contain_text(OLD), javascript=False)


def test_only_this_machine_under_its_own_name_is_answered(visning: Visning) -> None:
    host = urlsplit(visning.adress).netloc
    status, headers = visning.ask("/")
    assert status == 200
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    for name in ("ond.example", f"ond.example:{host.partition(':')[2]}", "127.0.0.1", ""):
        assert visning.ask("/", Host=name)[0] == 403, name
    assert visning.ask("/_visa/handelser", Origin="http://ond.example")[0] == 403
    assert visning.ask("/", method="POST")[0] == 501
    assert visning.ask("http://[a/", Host=host)[0] == 404


@pytest.mark.parametrize(
    "path", ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/krav/kravbok.yaml", "/_visa/../visa.js", "/a\\b"]
)
def test_nothing_but_pages_is_given(visning: Visning, path: str) -> None:
    assert visning.ask(path)[0] == 404


def test_a_taken_port_and_a_folder_without_records_are_said(visning: Visning, tmp_path: Path) -> None:
    port = str(urlsplit(visning.adress).port)
    taken = kravbok("visa", "--port", port, folder=visning.projekt)
    assert (taken.returncode, taken.stdout) == (2, "")
    assert f"Porten {port} är upptagen" in taken.stderr
    empty = kravbok("visa", folder=tmp_path)
    assert empty.returncode == 2
    assert "ingen mapp krav" in empty.stderr
