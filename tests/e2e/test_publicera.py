"""The real command publishes to real targets: a folder, OpenSSH, rclone's SFTP, an S3 and a WebDAV server."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from verktyg.bygge import COMMAND, kravbok
from verktyg.servrar import (
    PASSWORD,
    SERVERS,
    Server,
    bucket,
    get_object,
    keys,
    openssh,
    put_object,
    rclone_sftp,
    s3,
    webdav,
)
from verktyg.webbplatser import CHANGED, SITE, sums, write_site

ALL = ("mapp", *SERVERS)


def pages(count: int) -> dict[str, str]:
    """So many pages."""
    return {
        f"halsoval/2022/K-{number:04}/index.html": f"<title>{number}</title>" + "x" * 4000 for number in range(count)
    }


MANY = pages(400)


@dataclass(frozen=True)
class Plats:
    """A target, the website beside it, and what the command does with both."""

    server: Server
    site: Path

    def run(self, *flags: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """What the command did."""
        given = {**self.server.miljo, **environment}
        arguments = [self.server.adress, "--fran", str(self.site), *flags]
        return kravbok("publicera", *arguments, folder=self.site.parent, **given)

    def put(self, *flags: str) -> str:
        """What a publishing that goes well says on stderr."""
        done = self.run(*flags)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stderr

    def check(self) -> subprocess.CompletedProcess[str]:
        """What the target held against the website is."""
        flags = ["--kontrollera", self.server.adress, "--fran", str(self.site)]
        return kravbok("publicera", *flags, folder=self.site.parent, **self.server.miljo)

    def contents(self) -> dict[str, bytes]:
        """All files at the target, by path; what a link leads to is not there twice."""
        if self.server.adress.startswith("s3:"):
            return bucket(self.server)
        found: dict[str, bytes] = {}
        for place, _, names in os.walk(self.server.folder):
            for path in (Path(place, name) for name in names):
                found[path.relative_to(self.server.folder).as_posix()] = path.read_bytes()
        return found

    def version(self) -> str:
        """The version that is shown."""
        if self.server.adress.startswith("s3:"):
            said = get_object(self.server, "aktuell.json").decode()
        else:
            link = self.server.folder / "aktuell"
            said = str(link.readlink()) if link.is_symlink() else self.contents().get("aktuell.json", b"").decode()
        match = re.search("[0-9a-f]{64}", said)
        return match[0] if match else ""

    def shown(self) -> dict[str, str]:
        """The SHA-256 of every file of the version that is shown."""
        start = f"versioner/{self.version()}/"
        found = {path: data for path, data in self.contents().items() if path.startswith(start)}
        return {path.removeprefix(start): hashlib.sha256(data).hexdigest() for path, data in found.items()}

    def change(self, path: str, data: bytes) -> None:
        """Nothing; a file at the target is another, by another hand."""
        if self.server.adress.startswith("s3:"):
            put_object(self.server, path, data)
        else:
            place = self.server.folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.unlink(missing_ok=True)
            place.write_bytes(data)


@pytest.fixture
def plats(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Plats]:
    """A target of one kind, and a website that is not published yet."""
    folder = Server(str(tmp_path / "mål"), {}, tmp_path / "mål")
    with nullcontext(folder) if request.param == "mapp" else SERVERS[request.param](tmp_path) as server:
        yield Plats(server, write_site(tmp_path / "webbplats"))


every = pytest.mark.parametrize("plats", ALL, indirect=True)


@every
def test_a_website_is_published_changed_and_kept(plats: Plats) -> None:
    dry = plats.run("--torr")
    assert dry.returncode == 0
    assert dry.stdout.splitlines()[-1] == f"{len(SITE)} nya, 0 ändrade, 0 borttagna, 0 oförändrade"
    assert plats.contents() == {}
    plats.put()
    assert plats.shown() == sums(plats.site)
    assert f"{len(SITE) + 1} fanns, 0 kopierad, 0 sänd; 0 fel" in plats.put()
    first = plats.version()
    write_site(plats.site, CHANGED)
    dry = plats.run("--torr")
    assert dry.stdout.splitlines() == [
        "+ halsoval/2022/index.html", "~ index.html", "~ kravbok.css", "- kravbok.js",
        f"1 nya, 2 ändrade, 1 borttagna, {len(SITE) - 3} oförändrade",
    ]  # fmt: skip
    assert plats.version() == first
    plats.put()
    assert plats.shown() == sums(plats.site)
    assert any(path.startswith(f"versioner/{first}/") for path in plats.contents())
    assert plats.check().returncode == 0
    plats.put("--behall", "1")
    assert not any(first in path for path in plats.contents())
    assert plats.shown() == sums(plats.site)


@every
def test_a_file_that_is_corrupted_is_found_and_mended(plats: Plats) -> None:
    plats.put()
    page = f"versioner/{plats.version()}/index.html"
    same_size = SITE["index.html"].encode()[:-1] + b"#"
    for data in (same_size, b"", b"mer" * 1000):
        plats.change(page, data)
        found = plats.check()
        assert found.returncode == 1
        assert found.stdout.startswith("fel[K826] ")
        assert "1 sänd; 0 fel" in plats.put()
        assert plats.shown() == sums(plats.site)


@every
def test_what_others_have_put_there_is_never_touched(plats: Plats) -> None:
    foreign = {"avtal.txt": b"viktigt", "versioner/annat/x.html": b"eget"}
    for path, data in foreign.items():
        plats.change(path, data)
    plats.put()
    first = plats.version()
    changed = f"versioner/{first}/om/index.html"
    write_site(plats.site, {**CHANGED, "om/index.html": "<title>Om igen</title>"})
    plats.change(changed, b"av en annan hand")
    done = plats.run("--behall", "1")
    assert done.returncode == 0
    assert "\nvarning[K829] " in done.stdout
    contents = plats.contents()
    assert {path: contents[path] for path in foreign} == foreign
    assert [path for path in contents if first in path and ".kravbok" not in path] == [changed]
    assert plats.shown() == sums(plats.site)
    plats.change(f"versioner/{plats.version()}/tillagd.html", b"tillagd")
    assert plats.check().stdout.startswith("fel[K827] ")
    assert plats.run().stdout.startswith("fel[K819] ")


@every
def test_files_are_replaced_in_place(plats: Plats) -> None:
    plats.change("CNAME", b"krav.example.se")
    plats.put("--pa-plats")
    write_site(plats.site, CHANGED)
    assert plats.run("--pa-plats", "--torr").stdout.splitlines()[-1].startswith("1 nya, 2 ändrade, 1 borttagna")
    assert "12 fanns, 0 kopierad, 4 sänd" in plats.put("--pa-plats")
    found = {path: data for path, data in plats.contents().items() if not path.startswith(".kravbok/")}
    assert found.pop("CNAME") == b"krav.example.se"
    assert {path: hashlib.sha256(data).hexdigest() for path, data in found.items()} == sums(plats.site)
    assert plats.run().stdout.startswith("fel[K819] ")
    write_site(plats.site, {**CHANGED, "CNAME": "annat.example.se"})
    assert plats.run("--pa-plats").stdout.startswith("fel[K819] ")
    assert plats.contents()["CNAME"] == b"krav.example.se"


def killed(plats: Plats, *flags: str, files: int) -> None:
    """Nothing; a publishing has been killed when so many of its many pages had come to the target."""
    command = [str(COMMAND), "publicera", plats.server.adress, "--fran", str(plats.site), *flags]
    given = {**os.environ, **plats.server.miljo}
    until = time.monotonic() + 60
    with subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and time.monotonic() < until:
            process.send_signal(signal.SIGSTOP)  # it must not finish while the target is looked at
            if sum("/K-" in path for path in list_paths(plats)) >= files:
                break
            process.send_signal(signal.SIGCONT)
            time.sleep(0.03 if "://" in plats.server.adress else 0.001)  # a folder is filled in no time
        process.kill()
    assert process.returncode == -9


def list_paths(plats: Plats) -> list[str]:
    """The paths at a target, without what lies there."""
    if plats.server.adress.startswith("s3:"):
        return keys(plats.server)
    return [f"{place}/{name}" for place, _, names in os.walk(plats.server.folder) for name in names]


@pytest.mark.parametrize("plats", ["mapp", "openssh", "rclone", "s3"], indirect=True)
def test_a_killed_upload_shows_the_old_and_goes_on(plats: Plats) -> None:
    plats.put()
    first = plats.version()
    write_site(plats.site, {**SITE, **MANY})
    killed(plats, files=50)
    assert plats.version() == first
    assert plats.shown() != sums(plats.site)
    said = plats.put()
    assert plats.shown() == sums(plats.site)
    match = re.search(r"(\d+) fanns, (\d+) kopierad, (\d+) sänd; 0 fel", said)
    assert match is not None
    assert int(match[1]) >= 50
    assert sum(map(int, match.groups())) == len(SITE) + len(MANY) + 1
    assert not any(
        path.startswith(".kravbok/nya/") and plats.server.adress.startswith("s3") for path in plats.contents()
    )


@pytest.mark.parametrize("plats", ["mapp"], indirect=True)
def test_a_killed_upload_in_place_goes_on(plats: Plats) -> None:
    plats.put("--pa-plats")
    write_site(plats.site, {**CHANGED, **pages(1000)})
    for files in (20, 100):
        killed(plats, "--pa-plats", files=files)
        assert (plats.server.folder / "index.html").read_text(encoding="utf-8") == SITE["index.html"]
        assert (plats.server.folder / "kravbok.js").exists()
    plats.put("--pa-plats")
    assert sums(plats.server.folder) == sums(plats.site)


@pytest.mark.parametrize("plats", ["mapp", "webdav"], indirect=True)
def test_a_published_address_needs_a_reason_to_go(plats: Plats) -> None:
    plats.put()
    first = plats.version()
    write_site(plats.site, {path: text for path, text in SITE.items() if not path.startswith("id/")})
    for flags in ([], ["--torr"]):
        done = plats.run(*flags)
        assert done.returncode == 1
        assert "fel[K822] " in done.stdout
    assert plats.version() == first
    plats.put("--tillat-borttagna", "kravet är flyttat till avtalet")
    receipt = plats.contents()[f".kravbok/kvitton/{plats.version()}.json"].decode()
    assert "kravet är flyttat till avtalet" in receipt
    assert "id/HV-PAF-004.json" in receipt
    assert plats.run("--tillat-borttagna", " ").returncode == 2


# Secrets


def forms(secret: str) -> list[str]:
    """What a secret may look like."""
    pair = base64.b64encode(f"publicist:{secret}".encode()).decode()
    return [secret, quote(secret, safe=""), quote(secret), pair, base64.b64encode(secret.encode()).decode()]


@every
def test_no_secret_is_printed_or_left_at_the_target(plats: Plats) -> None:
    said = [plats.run(), plats.run("--torr"), plats.check()]
    given = [name for name in plats.server.miljo if "LOSENORD" in name or name == "AWS_SECRET_ACCESS_KEY"]
    for name in given:
        said += [plats.run(**{name: "fel-" + PASSWORD}), plats.run(**{name: "fel-" + PASSWORD, "KRAVBOK_FELSOK": "1"})]
    text = "".join(done.stdout + done.stderr for done in said) + repr(plats.contents())
    assert "Traceback" not in text
    assert [form for form in forms(PASSWORD) if form in text] == []


def test_a_password_in_the_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    site = write_site(tmp_path / "webbplats")
    for address in ("sftp://konto:hemligt@127.0.0.1/x", "s3://N:hemligt@hink", "webdav://konto:hemligt@127.0.0.1:1/"):
        for flags in ([address], ["--kontrollera", address]):
            done = kravbok("publicera", *flags, "--fran", site, folder=tmp_path)
            assert done.returncode == 1
            assert done.stdout.startswith("fel[K811] ")
            assert "hemligt" not in done.stdout + done.stderr


def test_a_password_from_the_keyring_opens_the_target(tmp_path: Path) -> None:
    with webdav(tmp_path) as server:
        plats = Plats(server, write_site(tmp_path / "webbplats"))
        given = {
            "KRAVBOK_WEBDAV_LOSENORD": "", "PYTHON_KEYRING_BACKEND": "verktyg.nyckelring.Nyckelring",
            "PYTHONPATH": str(Path(__file__).parents[1]), "PROV_TJANST": "kravbok", "PROV_KONTO": server.adress,
            "PROV_LOSENORD": PASSWORD,
        }  # fmt: skip
        assert plats.run(**given).returncode == 0
        assert plats.run(**{**given, "PROV_KONTO": "en annan"}).stdout.startswith("fel[K813] ")


# What stands in the way


def test_an_unknown_and_a_changed_host_key_stop(tmp_path: Path) -> None:
    with openssh(tmp_path) as server:
        plats = Plats(server, write_site(tmp_path / "webbplats"))
        done = plats.run(KRAVBOK_SFTP_KANDA_VARDAR=str(tmp_path / "finns-inte"))
        assert done.stdout.startswith("fel[K814] ")
        known = Path(server.miljo["KRAVBOK_SFTP_KANDA_VARDAR"])
        (tmp_path / "annan").mkdir()
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "annan" / "k"], check=True)
        other = (tmp_path / "annan" / "k.pub").read_text(encoding="utf-8").split()[:2]
        host = next(line.split()[0] for line in known.read_text(encoding="utf-8").splitlines() if "ed25519" in line)
        (tmp_path / "bytt").write_text(" ".join([host, *other]) + "\n", encoding="utf-8")
        done = plats.run(KRAVBOK_SFTP_KANDA_VARDAR=str(tmp_path / "bytt"))
        assert done.stdout.startswith("fel[K814] ")
        assert plats.contents() == {}
        assert plats.run(KRAVBOK_SFTP_NYCKEL=str(tmp_path / "finns-inte")).stdout.startswith("fel[K813] ")
        assert plats.run().returncode == 0


def test_a_target_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    site = write_site(tmp_path / "webbplats")
    with s3(tmp_path) as server:
        done = Plats(Server("s3://annan-hink/x", server.miljo), site).run()
        assert done.stdout.startswith("fel[K810] "), done.stdout
    with rclone_sftp(tmp_path, "--read-only") as server:
        done = Plats(server, site).run()
        assert done.returncode == 1
        assert re.match(r"fel\[K81[25]\] ", done.stdout), done.stdout
    (tmp_path / "fil").write_bytes(b"")
    assert kravbok("publicera", "fil/mål", "--fran", site, folder=tmp_path).stdout.startswith("fel[K815] ")


def test_a_full_disk_leaves_the_old_version(tmp_path: Path) -> None:
    site = write_site(tmp_path / "webbplats")
    assert kravbok("publicera", "mål", "--fran", site, folder=tmp_path).returncode == 0
    before = (tmp_path / "mål" / "aktuell").readlink()
    write_site(site, {**SITE, "stor.pdf": b"x" * 500_000})
    command = f"ulimit -f 64; exec {COMMAND} publicera mål --fran {site}"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stdout.startswith("fel[K815] ")
    assert "Traceback" not in done.stdout + done.stderr
    assert (tmp_path / "mål" / "aktuell").readlink() == before


def test_two_at_once_end_with_one_whole_version(tmp_path: Path) -> None:
    site = write_site(tmp_path / "webbplats", {**SITE, **MANY})
    command = [str(COMMAND), "publicera", "mål", "--fran", str(site)]
    started = [subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, encoding="utf-8") for _ in range(3)]
    said = [process.communicate(timeout=120)[0] for process in started]
    codes = [process.returncode for process in started]
    assert 0 in codes
    assert all(text.startswith("fel[K821] ") for text, code in zip(said, codes, strict=True) if code != 0)
    assert sums(tmp_path / "mål" / "aktuell") == sums(site)


def test_the_command_starts_without_the_libraries(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom kravbok.cli import main\n"
        "done = CliRunner().invoke(main, ['publicera', '--help'])\nassert done.exit_code == 0\n"
        "print([name for name in ('fsspec', 'paramiko', 's3fs', 'httpx', 'pydantic') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=tmp_path)
    assert done.stdout.strip() == "[]"


def test_the_command_says_how_it_is_used(tmp_path: Path) -> None:
    for flags in ([], ["mål", "--kontrollera", "mål"], ["--kontrollera", "mål", "--torr"], ["mål", "--behall", "0"]):
        assert kravbok("publicera", *flags, folder=tmp_path).returncode == 2
    done = kravbok("publicera", "mål", folder=tmp_path)
    assert done.stdout.startswith("fel[K816] ")
    assert done.returncode == 1
