"""Faults of publishing: a builder for each of K810–K829, on real folders and servers of this machine."""

from __future__ import annotations

from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from kravbok.finding import Finding
from kravbok.publish.adress import read_adress
from kravbok.publish.fel import MalFel
from kravbok.publish.forteckning import digest_of
from kravbok.publish.hemlighet import find_hemlighet
from kravbok.publish.kontroll import check_served
from kravbok.publish.las import hold
from kravbok.publish.mapp import Mapp
from kravbok.publish.publicera import Publicering, publish
from kravbok.publish.sandning import Fil, Sandning
from verktyg.servrar import HOST, free_port, openssh, web, webdav
from verktyg.webbplatser import CHANGED, NO_SECRET, SITE, adress_of, put, silent, write_site


class Lognare(Mapp):
    """A disk that keeps something else than it was given."""

    def write(self, path: str, source: Path | bytes) -> None:
        """Write, and change a byte of it."""
        data = source if isinstance(source, bytes) else source.read_bytes()
        super().write(path, data[:-1] + b"#")


def refused(text: str) -> list[Finding]:
    """The finding that an address is."""
    found = read_adress(text)
    assert isinstance(found, Finding)
    return [found]


def published(folder: Path, **other: bool | int | str) -> tuple[Path, Path]:
    """A website that is published to a folder: both of them."""
    site, target = write_site(folder / "webbplats"), folder / "mål"
    assert put(site, target, pa_plats=bool(other.get("pa_plats"))).findings == ()
    return site, target


def checked(site: Path, url: str) -> list[Finding]:
    """What is found when what is served is held against what was built."""
    return check_served(site, adress_of(url), NO_SECRET, lambda _name, _number, _total: None)[1]


def served(folder: Path, path: str, answer: Callable[[SimpleHTTPRequestHandler], None] | None = None) -> list[Finding]:
    """What is found when one file is answered in another way, or is not there."""
    site = write_site(folder / "webbplats")
    shown = write_site(folder / "visas")
    if answer is None:
        (shown / path).unlink()
    with web(shown, {} if answer is None else {f"/{path}": answer}) as url:
        return checked(site, url)


def _wrong_password(folder: Path) -> list[Finding]:
    site = write_site(folder / "webbplats")
    with webdav(folder) as server:
        adress = adress_of(server.adress)
        val = Publicering(site, adress)
        return list(publish(val, find_hemlighet(adress, {"KRAVBOK_WEBDAV_LOSENORD": "fel"}), silent()).findings)


def _unknown_host(folder: Path) -> list[Finding]:
    from kravbok.publish.sftp import open_sftp

    with openssh(folder) as server:
        try:
            open_sftp(adress_of(server.adress), NO_SECRET, {"KRAVBOK_SFTP_KANDA_VARDAR": str(folder / "inga")})
        except MalFel as error:
            return [error.fault]
    return []


def _below_a_file(folder: Path) -> list[Finding]:
    (folder / "fil").write_bytes(b"")
    return list(put(write_site(folder / "webbplats"), folder / "fil" / "mål").findings)


def _changed_file(folder: Path) -> list[Finding]:
    site = write_site(folder / "webbplats")
    (site / "index.html").write_text("ändrad för hand", encoding="utf-8")
    return list(put(site, folder / "mål").findings)


def _extra_file(folder: Path) -> list[Finding]:
    site = write_site(folder / "webbplats")
    (site / "utkast.html").write_text("utkast", encoding="utf-8")
    return list(put(site, folder / "mål").findings)


def _foreign(folder: Path) -> list[Finding]:
    (folder / "mål" / "aktuell").mkdir(parents=True)
    return list(put(write_site(folder / "webbplats"), folder / "mål").findings)


def _lying_disk(folder: Path) -> list[Finding]:
    site = write_site(folder / "webbplats")
    mal = Lognare(folder, "mål")
    mal.make_folders([".kravbok/nya"])
    fil = Fil("index.html", site / "index.html", digest_of(site / "index.html"))
    try:
        Sandning(mal, {}, lambda _path: None).put(fil)
    except MalFel as error:
        return [error.fault]
    return []


def _locked(folder: Path) -> list[Finding]:
    site, target = write_site(folder / "webbplats"), folder / "mål"
    with hold(Mapp(target, "mål"), lambda _text: None):
        return list(put(site, target).findings)


def _lost_address(folder: Path) -> list[Finding]:
    site, target = published(folder)
    write_site(site, {path: text for path, text in SITE.items() if not path.startswith("id/")})
    return list(put(site, target).findings)


def _sealed(folder: Path) -> list[Finding]:
    site, target = write_site(folder / "webbplats", forseglade=["halsoval/2021"]), folder / "mål"
    assert put(site, target).findings == ()
    write_site(site, {**SITE, "halsoval/2021/halsoval-2021.pdf": "%PDF-1.7 gjord på nytt"})
    return list(put(site, target).findings)


def _broken_receipt(folder: Path) -> list[Finding]:
    site, target = published(folder, pa_plats=True)
    (target / ".kravbok" / "kvitton" / "pa-plats.json").write_text('{"filer": {"../../etc": []}}', encoding="utf-8")
    return list(put(site, target, pa_plats=True).findings)


def _changed(handler: SimpleHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/css; charset=utf-8")
    handler.end_headers()
    handler.wfile.write(b"body{margin:2}")


def _redirect(handler: SimpleHTTPRequestHandler) -> None:
    handler.send_response(301)
    handler.send_header("Location", "https://example.se/annat")
    handler.end_headers()


def _added(folder: Path) -> list[Finding]:
    site, target = published(folder)
    (target / "aktuell" / "extra.html").write_text("extra", encoding="utf-8")
    return checked(site, str(target))


def _left(folder: Path) -> list[Finding]:
    site, target = published(folder)
    page = next((target / "versioner").iterdir()) / "om" / "index.html"
    page.unlink()
    page.write_text("någon annans", encoding="utf-8")
    write_site(site, {**CHANGED, "om/index.html": "<!doctype html><title>Om igen</title>"})
    return list(put(site, target, behall=1).findings)


PUBLICERINGSFEL: dict[str, Callable[[Path], list[Finding]]] = {
    "K810": lambda _: refused("sftp:server/mapp"),
    "K811": lambda _: refused("sftp://konto:hemligt@server/webb"),
    "K812": lambda folder: list(
        put(write_site(folder / "webbplats"), f"webdav://konto@{HOST}:{free_port()}/webb").findings
    ),
    "K813": _wrong_password,
    "K814": _unknown_host,
    "K815": _below_a_file,
    "K816": lambda folder: list(put(folder, folder / "mål").findings),
    "K817": _changed_file,
    "K818": _extra_file,
    "K819": _foreign,
    "K820": _lying_disk,
    "K821": _locked,
    "K822": _lost_address,
    "K823": _sealed,
    "K824": _broken_receipt,
    "K825": lambda folder: served(folder, "id/HV-PAF-004.json"),
    "K826": lambda folder: served(folder, "kravbok.css", _changed),
    "K827": _added,
    "K828": lambda folder: served(folder, "kravbok.js", _redirect),
    "K829": _left,
}
"""What makes each fault of a publishing."""
