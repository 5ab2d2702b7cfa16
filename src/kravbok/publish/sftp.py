"""A folder on an SFTP server as a target: the host's key is known or nothing is sent, and renames are whole."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kravbok.publish.adress import Maladress
from kravbok.publish.fel import stop, told
from kravbok.publish.fjarrmal import Fjarrmal
from kravbok.publish.hemlighet import Hemlighet
from kravbok.publish.mal import Post, new_name

if TYPE_CHECKING:
    import paramiko

__all__ = ["Sftpmal", "open_sftp"]

_SECONDS = 30
_PATIENT = 120
_BLOCK = 32 * 1024


def open_sftp(adress: Maladress, hemlighet: Hemlighet, miljo: Mapping[str, str]) -> Sftpmal:
    """Return a target on a server whose host key is in known_hosts; a MalFel says what else (K812–K814)."""
    import paramiko
    from fsspec.implementations.sftp import SFTPFileSystem

    class KnownHost(SFTPFileSystem):  # type: ignore[misc]  # fsspec has no types
        """fsspec's SFTP, which never learns a key, and has a channel of its own for every thread."""

        def _connect(self) -> None:
            self.client = _connect(adress, hemlighet, miljo)
            self._own = threading.local()

        @property
        def ftp(self) -> paramiko.SFTPClient:
            """The channel of this thread."""
            found: paramiko.SFTPClient | None = getattr(self._own, "ftp", None)
            if found is None:
                found = self._own.ftp = self.client.open_sftp()
                channel = found.get_channel()
                if channel is not None:
                    channel.settimeout(_PATIENT)
            return found

    kinds = (paramiko.SSHException, paramiko.SFTPError)
    with told(adress.text, "", (*kinds, OSError, EOFError)):
        system = KnownHost(adress.vard, skip_instance_cache=True)
        root = _root(system.ftp, adress.stig)
    return Sftpmal(system, root, adress.text, kinds)


def _root(ftp: paramiko.SFTPClient, path: str) -> str:
    """Return the folder on the server: `/~/mapp` lies below the account's home, all else is from the root."""
    return f"{ftp.normalize('.').rstrip('/')}{path[2:]}" if path == "/~" or path.startswith("/~/") else path or "/"


def _connect(adress: Maladress, hemlighet: Hemlighet, miljo: Mapping[str, str]) -> paramiko.SSHClient:
    import paramiko

    client = paramiko.SSHClient()
    known = Path(miljo.get("KRAVBOK_SFTP_KANDA_VARDAR") or "~/.ssh/known_hosts").expanduser()
    with suppress(FileNotFoundError):
        client.load_system_host_keys(str(known))
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    key = miljo.get("KRAVBOK_SFTP_NYCKEL") or None
    if key is not None and not Path(key).expanduser().is_file():
        raise stop("K813", adress.text, "Nyckelfilen i KRAVBOK_SFTP_NYCKEL finns inte")
    try:
        client.connect(
            adress.vard, adress.port or 22, adress.konto or None, hemlighet.losenord or None,
            key_filename=str(Path(key).expanduser()) if key else None, passphrase=hemlighet.nyckelfras or None,
            timeout=_SECONDS, banner_timeout=_SECONDS, auth_timeout=_SECONDS,
        )  # fmt: skip
    except paramiko.BadHostKeyException:
        client.close()
        raise _changed(adress) from None
    except paramiko.SSHException as error:
        client.close()
        if type(error) is paramiko.SSHException and str(error).endswith("not found in known_hosts"):
            raise _unknown(adress, known) from None
        if type(error) is paramiko.SSHException and "No authentication methods" in str(error):
            raise stop("K813", adress.text, "Inget lösenord och ingen nyckel är satt för målet") from None
        raise
    return client


def _changed(adress: Maladress) -> Exception:
    hint = (
        "Sänd inget. Fråga den som sköter servern om nyckeln är bytt; är den det, ta bort den gamla med "
        f"ssh-keygen -R {_named(adress)} och lägg in den nya."
    )
    return stop("K814", adress.text, "Servern har en annan värdnyckel än den som är känd", hint)


def _unknown(adress: Maladress, known: Path) -> Exception:
    port = f"-p {adress.port} " if adress.port else ""
    hint = (
        f"Hämta nyckeln med ssh-keyscan {port}{adress.vard}, jämför den med den som serverns ägare uppger, "
        f"och lägg raden i {known.name} (KRAVBOK_SFTP_KANDA_VARDAR anger en annan fil)."
    )
    return stop("K814", adress.text, "Serverns värdnyckel är inte känd", hint)


def _named(adress: Maladress) -> str:
    return f"[{adress.vard}]:{adress.port}" if adress.port else adress.vard


class Sftpmal(Fjarrmal):
    """A folder on an SFTP server."""

    def __init__(self, system: Any, root: str, namn: str, kinds: tuple[type[BaseException], ...]) -> None:
        super().__init__(system, root, namn, kinds)
        self._links = self._posix = True

    @property
    def _ftp(self) -> paramiko.SFTPClient:
        channel: paramiko.SFTPClient = self._fs.ftp
        return channel

    def stat(self, path: str) -> Post | None:
        """Return what lies at a path, or None; a link is itself."""
        with told(self.namn, path, self._kinds):
            try:
                found = self._ftp.lstat(self._full(path))
            except FileNotFoundError:
                return None
            return Post(found.st_size or 0, lank=(found.st_mode or 0) & 0o170000 == 0o120000)

    def _make(self, folder: str) -> None:
        with told(self.namn, folder, self._kinds):
            try:
                if folder:
                    self._ftp.mkdir(self._full(folder), 0o755)
                else:
                    self._fs.makedirs(self._full(folder), exist_ok=True)
            except OSError:
                if not self._fs.isdir(self._full(folder)):
                    raise

    def write(self, path: str, source: Path | bytes) -> None:
        """Send a file beside and rename it over the old one."""
        beside = self._full(new_name())
        with told(self.namn, path, self._kinds):
            with self._ftp.open(beside, "wb") as stream:
                stream.set_pipelined(True)
                if isinstance(source, bytes):
                    stream.write(source)
                else:
                    with source.open("rb") as given:
                        while piece := given.read(_BLOCK):
                            stream.write(piece)
            with suppress(OSError):
                self._ftp.chmod(beside, 0o644)
            self._rename(beside, self._full(path))

    def _rename(self, old: str, new: str) -> None:
        """Rename over what is there in one step; a server that has no such step removes it first."""
        if self._posix:
            try:
                self._ftp.posix_rename(old, new)
            except OSError as error:
                if isinstance(error, (FileNotFoundError, PermissionError)):
                    raise
                self._posix = False
            else:
                return
        with suppress(OSError):
            self._ftp.remove(new)
        self._ftp.rename(old, new)

    def create(self, path: str, data: bytes) -> None:
        """Write a file that is not there; some servers do not keep the promise, so who asked reads it back."""
        if self.stat(path) is not None:
            raise FileExistsError(path)
        with told(self.namn, path, self._kinds), self._ftp.open(self._full(path), "wx") as stream:
            stream.write(data)

    def copy(self, old: str, new: str) -> bool:
        """Link a file by another name where the server is OpenSSH's; a server that only says so is not asked again."""
        if not self._links:
            return False
        from paramiko.sftp import CMD_EXTENDED

        with told(self.namn, new, self._kinds):
            try:
                self._ftp._request(  # type: ignore[attr-defined]  # noqa: SLF001 - as paramiko's posix_rename does
                    CMD_EXTENDED, "hardlink@openssh.com", self._full(old).encode(), self._full(new).encode()
                )
            except FileNotFoundError:
                return False
            except OSError:
                self._links = False
            else:
                self._links = self.stat(new) is not None
        return self._links

    def point(self, name: str, to: str) -> bool:
        """Make a link beside and rename it over the old one, which only some servers can."""
        beside = self._full(f".{name}-ny")
        with told(self.namn, name, self._kinds):
            with suppress(OSError):
                self._ftp.remove(beside)
            try:
                self._ftp.symlink(to, beside)
            except OSError:
                return False
            self._ftp.posix_rename(beside, self._full(name))
            return True

    def pointed(self, name: str) -> str | None:
        """Return where a link leads, or None."""
        post = self.stat(name)
        if post is None or not post.lank:
            return None
        with told(self.namn, name, self._kinds):
            return self._ftp.readlink(self._full(name))

    def remove_empty(self, folder: str) -> None:
        """Remove a folder; the server refuses when it is not empty."""
        with told(self.namn, folder, self._kinds), suppress(OSError):
            self._ftp.rmdir(self._full(folder))

    def make_folders(self, folders: Iterable[str]) -> None:
        """Make folders; the target's own first."""
        super().make_folders(["", *folders])

    def close(self) -> None:
        """End the connection."""
        with told(self.namn, "", self._kinds):
            self._fs.client.close()
