"""A Word file with tracked changes after LibreOffice has accepted or rejected all of them.

LibreOffice without a screen ends in a macro for any file with a comment (7.4, also for one made by python-docx), so it
is given a copy without them; that it opens the file itself is shown elsewhere.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal
from zipfile import ZipFile

from lxml import etree

from verktyg.libreoffice import ConversionError
from verktyg.machine import find_program

Choice = Literal["AcceptAllTrackedChanges", "RejectAllTrackedChanges", ""]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMMENT = tuple(f"{_W}comment{name}" for name in ("RangeStart", "RangeEnd", "Reference"))
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Settle(source As String, target As String, choice As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  If choice &lt;&gt; "" Then
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" &amp; choice, "", 0, Array())
  End If
  Dim form(0) As New com.sun.star.beans.PropertyValue
  form(0).Name = "FilterName"
  form(0).Value = "MS Word 2007 XML"
  document.storeToURL(target &amp; ".docx", form())
  Dim text(1) As New com.sun.star.beans.PropertyValue
  text(0).Name = "FilterName"
  text(0).Value = "Text (encoded)"
  text(1).Name = "FilterOptions"
  text(1).Value = "UTF8,LF"
  document.storeToURL(target &amp; ".txt", text())
  document.close(True)
End Sub
</script:module>
"""


def settle(path: Path, folder: Path, choice: Choice) -> tuple[Path, Path]:
    """The document as LibreOffice writes it after the choice: as a Word file, and as text with the lists' numbers."""
    program = find_program("soffice", "libreoffice", package="libreoffice-writer-nogui")
    target = folder / f"{path.stem}-{choice or 'orord'}"
    with TemporaryDirectory(prefix="kravbok-libreoffice-", ignore_cleanup_errors=True) as profile:
        copy = Path(profile) / path.name
        without_comments(path, copy)
        command = [str(program), f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=60)
        module = Path(profile) / "user" / "basic" / "Standard" / "Module1.xba"
        module.write_text(_MODULE, encoding="utf-8")  # in the place of the empty one that a new profile begins with
        call = f'macro:///Standard.Module1.Settle("{copy.as_uri()}","{target.resolve().as_uri()}","{choice}")'
        done = subprocess.run([*command, call], check=False, capture_output=True, encoding="utf-8", timeout=60)
    made = (target.with_name(target.name + ".docx"), target.with_name(target.name + ".txt"))
    if not all(file.is_file() for file in made):
        raise ConversionError(f"{path.name}: {done.stdout} {done.stderr}".strip())
    return made


def without_comments(path: Path, copy: Path) -> None:
    """Write a copy of a Word file without its comments."""
    with ZipFile(path) as source, ZipFile(copy, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(data)
                etree.strip_elements(root, *_COMMENT, with_tail=False)
                data = etree.tostring(root)
            target.writestr(name, data)
