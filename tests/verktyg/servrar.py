"""Real servers on this machine's own address, each ended by whoever started it: SFTP twice, S3, WebDAV and the web."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from kravbok.publish.fjarrmal import TYPES

HOST = "127.0.0.1"
PASSWORD = "hemligt-lösen/ord&42"  # noqa: S105 - of servers that live for the length of a test
ACCOUNT = "publicist"
Answer = Callable[[SimpleHTTPRequestHandler], None]
"""What answers a request."""


@dataclass(frozen=True)
class Server:
    """A server: the address of its target, the environment that opens it, and the folder behind it."""

    adress: str
    miljo: Mapping[str, str] = field(default_factory=dict)
    folder: Path = Path()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        port: int = found.getsockname()[1]
        return port


def wait_for(port: int, seconds: float = 20) -> None:
    """Nothing, as soon as somebody listens on a port."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as trial:
            if trial.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.02)
    raise TimeoutError(f"no server on port {port}")


@contextmanager
def started(command: list[str], port: int, **environment: str) -> Iterator[None]:
    """A server's process for as long as it is needed."""
    given = {**os.environ, **environment}
    with subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield
        finally:
            process.kill()


def keyscan(port: int, folder: Path) -> Path:
    """A known_hosts with the keys that a server has."""
    found = subprocess.run(["ssh-keyscan", "-p", str(port), HOST], capture_output=True, check=True).stdout
    path = folder / "known_hosts"
    path.write_bytes(found)
    return path


@contextmanager
def openssh(folder: Path) -> Iterator[Server]:
    """OpenSSH's own server, which knows links, whole renames and hard links; opened by a key."""
    program = shutil.which("sshd", path="/usr/sbin:/usr/bin")
    if program is None:
        pytest.skip("sshd finns inte (openssh-server)")
    own, port = folder / "sshd", free_port()
    own.mkdir()
    Path("/run/sshd").mkdir(exist_ok=True)
    for name in ("vard", "konto"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", own / name], check=True)
    settings = [
        f"Port {port}", f"ListenAddress {HOST}", f"HostKey {own}/vard", f"AuthorizedKeysFile {own}/konto.pub",
        "Subsystem sftp internal-sftp", "StrictModes no", "UsePAM no", "PermitRootLogin yes", "PidFile none",
    ]  # fmt: skip
    (own / "sshd_config").write_text("\n".join(settings) + "\n", encoding="utf-8")
    target = folder / "mål"
    target.mkdir()
    with started([program, "-D", "-f", str(own / "sshd_config")], port):
        miljo = {"KRAVBOK_SFTP_NYCKEL": str(own / "konto"), "KRAVBOK_SFTP_KANDA_VARDAR": str(keyscan(port, own))}
        who = os.environ.get("USER") or "root"
        yield Server(f"sftp://{who}@{HOST}:{port}{target}", miljo, target)


@contextmanager
def rclone_sftp(folder: Path, *flags: str) -> Iterator[Server]:
    """Rclone's SFTP server, which has no links and opens by password."""
    if shutil.which("rclone") is None:
        pytest.skip("rclone finns inte")
    port, target = free_port(), folder / "mål"
    target.mkdir(exist_ok=True)
    home = {"HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder / "config")}
    command = ["rclone", "serve", "sftp", str(target), "--addr", f"{HOST}:{port}", "--user", ACCOUNT]
    command += ["--pass", PASSWORD, "--vfs-cache-mode", "off", "--dir-cache-time", "0s", *flags]
    with started(command, port, **home):
        miljo = {"KRAVBOK_SFTP_LOSENORD": PASSWORD, "KRAVBOK_SFTP_KANDA_VARDAR": str(keyscan(port, folder))}
        yield Server(f"sftp://{ACCOUNT}@{HOST}:{port}/", miljo, target)


@contextmanager
def s3(_folder: Path) -> Iterator[Server]:
    """An S3 in this process, with one empty bucket."""
    import httpx
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address=HOST, port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    miljo = {
        "AWS_ACCESS_KEY_ID": "publicist", "AWS_SECRET_ACCESS_KEY": PASSWORD, "AWS_DEFAULT_REGION": "eu-north-1",
        "AWS_ENDPOINT_URL_S3": f"http://{host}:{port}", "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }  # fmt: skip
    client = _client(miljo["AWS_ENDPOINT_URL_S3"])
    httpx.post(f"http://{host}:{port}/moto-api/reset")  # all servers of a process share what they hold
    client.create_bucket(Bucket="webbhink", CreateBucketConfiguration={"LocationConstraint": "eu-north-1"})
    try:
        yield Server("s3://webbhink/kravbok", miljo)
    finally:
        client.close()
        server.stop()


def bucket(server: Server) -> dict[str, bytes]:
    """The objects of the only bucket, by key below the target."""
    return {key: get_object(server, key) for key in keys(server)}


def get_object(server: Server, key: str) -> bytes:
    """An object of the bucket; empty where there is none."""
    client = _client(server.miljo["AWS_ENDPOINT_URL_S3"])
    try:
        found: bytes = client.get_object(Bucket="webbhink", Key=f"kravbok/{key}")["Body"].read()
    except client.exceptions.NoSuchKey:
        return b""
    return found


def keys(server: Server) -> list[str]:
    """The keys of the objects below the target, without reading any."""
    client = _client(server.miljo["AWS_ENDPOINT_URL_S3"])
    pages = client.get_paginator("list_objects_v2").paginate(Bucket="webbhink")
    return [item["Key"].removeprefix("kravbok/") for page in pages for item in page.get("Contents", [])]


def put_object(server: Server, key: str, data: bytes) -> None:
    """Nothing; the bucket has this object."""
    client = _client(server.miljo["AWS_ENDPOINT_URL_S3"])
    client.put_object(Bucket="webbhink", Key=f"kravbok/{key}", Body=data)


@cache
def _client(endpoint: str) -> Any:
    import boto3

    return boto3.client(
        "s3", endpoint_url=endpoint, region_name="eu-north-1",
        aws_access_key_id="publicist", aws_secret_access_key=PASSWORD,
    )  # fmt: skip


@contextmanager
def webdav(folder: Path) -> Iterator[Server]:
    """A WebDAV server over a folder, opened by password."""
    from cheroot import wsgi
    from wsgidav.wsgidav_app import WsgiDAVApp

    target, port = folder / "mål", free_port()
    target.mkdir()
    app = WsgiDAVApp({
        "provider_mapping": {"/": str(target)},
        "simple_dc": {"user_mapping": {"*": {ACCOUNT: {"password": PASSWORD}}}},
        "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
        "logging": {"enable": False, "enable_loggers": []},
        "verbose": 0,
    })  # fmt: skip
    server = wsgi.Server((HOST, port), app, numthreads=8)
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        wait_for(port)
        yield Server(f"webdav://{ACCOUNT}@{HOST}:{port}", {"KRAVBOK_WEBDAV_LOSENORD": PASSWORD}, target)
    finally:
        server.stop()
        thread.join()


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder without saying so; a test may lay answers of its own over it."""

    own: ClassVar[Mapping[str, Answer]] = {}
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}  # noqa: RUF012 - as in the class above

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        answer = self.own.get(re.sub(r"\?.*", "", self.path))
        if answer is not None:
            answer(self)
        else:
            super().do_GET()


@contextmanager
def web(
    folder: Path, own: Mapping[str, Answer] | None = None, kind: type[SimpleHTTPRequestHandler] | None = None
) -> Iterator[str]:
    """A web server over a folder, with answers of its own for some addresses, or of another kind altogether."""
    handler = kind or type("Handler", (_Handler,), {"own": own or {}})
    server = ThreadingHTTPServer((HOST, 0), partial(handler, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


SERVERS: dict[str, Callable[[Path], Any]] = {"openssh": openssh, "rclone": rclone_sftp, "s3": s3, "webdav": webdav}
"""Every kind of server by name."""
