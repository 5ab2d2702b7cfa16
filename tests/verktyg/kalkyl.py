"""The real LibreOffice as a reckoner of workbooks: cached answers are taken away, and its own are read back."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

from lxml import etree

from verktyg.libreoffice import ConversionError, _profile
from verktyg.machine import find_program

__all__ = ["Cells", "formulas", "read_cells", "recalculated", "without_answers"]

Cells = dict[str, dict[str, str]]
"""By sheet, what each cell shows: a number as digits, or words."""

_NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_CACHED = re.compile(r"(</f>)<v>[^<]*</v>")


def _sheets(package: zipfile.ZipFile) -> dict[str, str]:
    names = re.findall(r'<sheet [^>]*name="([^"]+)"', package.read("xl/workbook.xml").decode())
    return {name: f"xl/worksheets/sheet{at}.xml" for at, name in enumerate(names, start=1)}


def read_cells(made: bytes) -> Cells:
    """What every cell of a workbook holds, answers of formulas as they were cached."""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        strings = etree.fromstring(package.read("xl/sharedStrings.xml")).findall("m:si", _NS)
        words = ["".join(map(str, item.itertext())) for item in strings]
        return {name: _cells(package.read(path), words) for name, path in _sheets(package).items()}


def _cells(sheet: bytes, words: list[str]) -> dict[str, str]:
    found = {}
    for cell in etree.fromstring(sheet).iter(f"{{{_NS['m']}}}c"):
        value = cell.findtext("m:v", default="", namespaces=_NS)
        found[str(cell.attrib["r"])] = words[int(value)] if cell.attrib.get("t") == "s" else value
    return {name: value for name, value in found.items() if value}


def formulas(made: bytes) -> dict[str, dict[str, str]]:
    """Every formula of a workbook by sheet and cell."""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        found = {}
        for name, path in _sheets(package).items():
            cells = etree.fromstring(package.read(path)).iter(f"{{{_NS['m']}}}c")
            pairs = ((str(cell.attrib["r"]), cell.findtext("m:f", namespaces=_NS)) for cell in cells)
            found[name] = {place: formula for place, formula in pairs if formula}
        return found


def without_answers(made: bytes) -> bytes:
    """The workbook with every cached answer taken away, so that none can be mistaken for a reckoned one."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            data = package.read(name)
            copy.writestr(name, _CACHED.sub(r"\1", data.decode()) if name.startswith("xl/worksheets/") else data)
    return target.getvalue()


def recalculated(made: bytes, folder: Path) -> Cells:
    """What LibreOffice itself reckons every cell to."""
    program = find_program("soffice", "libreoffice", package="libreoffice-calc-nogui")
    source, out = folder / "bok.xlsx", folder / "ut"
    source.write_bytes(without_answers(made))
    profile = f"-env:UserInstallation={Path(_profile().name).as_uri()}"
    command = [str(program), profile, "--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    done = subprocess.run(
        [*command, "--outdir", str(out), str(source)], check=False, capture_output=True, encoding="utf-8", timeout=180
    )
    result = out / "bok.xlsx"
    if not result.is_file():
        raise ConversionError(f"{done.stdout} {done.stderr}".strip())
    return read_cells(result.read_bytes())
