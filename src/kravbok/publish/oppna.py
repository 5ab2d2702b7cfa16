"""An address becomes a target: each kind with the library it needs, imported when it is asked for."""

from __future__ import annotations

import logging
import os
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from kravbok.publish.adress import Maladress
from kravbok.publish.fel import stop, told
from kravbok.publish.fjarrmal import Fjarrmal, S3mal, Webdavmal
from kravbok.publish.hemlighet import Hemlighet
from kravbok.publish.mal import Mal
from kravbok.publish.mapp import Mapp

__all__ = ["open_mal"]

_EXTRA = {"sftp": ("sftp", "paramiko"), "s3": ("s3", "s3fs"), "webdav": ("webdav", "webdav4.fsspec"),
          "webdavs": ("webdav", "webdav4.fsspec")}  # fmt: skip
_SECONDS = 60


@contextmanager
def open_mal(adress: Maladress, hemlighet: Hemlighet, miljo: Mapping[str, str] = os.environ) -> Iterator[Mal]:
    """Give the target of an address, and end its connections afterwards; libraries say nothing on their own."""
    if adress.oppen and hemlighet.losenord:
        hint = "Använd webdavs:// så att förbindelsen krypteras."
        raise stop("K811", adress.text, "Lösenordet skulle sändas okrypterat", hint)
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        mal = _open(adress, hemlighet, miljo)
        try:
            yield mal
        finally:
            mal.close()
    finally:
        logging.disable(level)


def _open(adress: Maladress, hemlighet: Hemlighet, miljo: Mapping[str, str]) -> Mal:
    if adress.slag == "mapp":
        return Mapp(Path(adress.stig).expanduser().resolve(), adress.text)
    extra, library = _EXTRA.get(adress.slag, ("", "fsspec"))
    try:
        import_module(library)
    except ImportError:
        hint = f"Installera det med pip install ”kravbok[{extra}]”."
        raise stop("K810", adress.text, f"Det som behövs för {adress.slag}:// är inte installerat", hint) from None
    if adress.slag == "sftp":
        from kravbok.publish.sftp import open_sftp

        return open_sftp(adress, hemlighet, miljo)
    if adress.slag == "s3":
        return _open_s3(adress)
    if extra == "webdav":
        return _open_webdav(adress, hemlighet, miljo)
    return _open_other(adress)


def _open_s3(adress: Maladress) -> Mal:
    import aiohttp
    import s3fs
    from botocore.exceptions import BotoCoreError, ClientError

    kinds = (BotoCoreError, ClientError, aiohttp.ClientError)
    patience = {"connect_timeout": 15, "read_timeout": _SECONDS, "retries": {"max_attempts": 3}}
    with told(adress.text, "", (*kinds, OSError, ValueError)):
        system = s3fs.S3FileSystem(skip_instance_cache=True, use_listings_cache=False, config_kwargs=patience)
        return S3mal(system, f"{adress.vard}{adress.stig}", adress.text, kinds)


def _open_webdav(adress: Maladress, hemlighet: Hemlighet, miljo: Mapping[str, str]) -> Mal:
    import httpx
    from webdav4.client import ClientError
    from webdav4.fsspec import WebdavFileSystem

    konto = miljo.get("KRAVBOK_WEBDAV_ANVANDARE", "") or adress.konto
    host = f"[{adress.vard}]" if ":" in adress.vard else adress.vard
    scheme = "https" if adress.slag == "webdavs" else "http"
    base = f"{scheme}://{host}{f':{adress.port}' if adress.port else ''}{adress.stig}/"
    kinds = (ClientError, httpx.HTTPError, httpx.InvalidURL, httpx.StreamError)
    with told(adress.text, "", kinds):
        auth = (konto, hemlighet.losenord) if konto else None
        system = WebdavFileSystem(
            base, auth=auth, skip_instance_cache=True, timeout=_SECONDS, verify=ssl.create_default_context()
        )
        return Webdavmal(system, "", adress.text, kinds)


def _open_other(adress: Maladress) -> Mal:
    """Return a target of a kind that only fsspec knows; its account and password come from its own settings."""
    import fsspec
    from fsspec.registry import known_implementations

    if adress.slag not in known_implementations or adress.slag in ("http", "https"):
        hint = "Publicera till en mapp, sftp://, s3://, webdavs:// eller något annat som fsspec känner till."
        raise stop("K810", adress.text, f"Det går inte att publicera till {adress.slag}://", hint)
    with told(adress.text, "", (ImportError, OSError, ValueError, TypeError)):
        system, root = fsspec.core.url_to_fs(adress.text)
        return Fjarrmal(system, root, adress.text)
