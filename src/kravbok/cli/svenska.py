"""Click's own words in Swedish, whatever the locale of the machine; click ships no Swedish catalogue."""

from __future__ import annotations

import click

__all__ = ["speak_swedish"]

CATALOGUE = {
    "Usage:": "Användning:",
    "Options": "Flaggor",
    "Commands": "Kommandon",
    "Positional arguments": "Argument",
    "Show this message and exit.": "Visa den här hjälpen.",
    "Show the version and exit.": "Visa programmets version.",
    "Try '{command} {option}' for help.": "Skriv {command} {option} för hjälp.",
    "Error: {message}": "Fel: {message}",
    "Aborted!": "Avbrutet.",
    "default: {default}": "annars {default}",
    "Missing command.": "Ange ett kommando.",
    "No such command {name!r}.": "Kommandot ”{name}” finns inte.",
    "No such option {name!r}.": "Flaggan {name} finns inte.",
    "Did you mean {possibility}?": "Menade du {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Menade du någon av {possibilities}?)",
    "Option {name!r} does not take a value.": "Flaggan {name} tar inget värde.",
    "Option {name!r} requires an argument.": "Flaggan {name} behöver ett värde.",
    "Option {name!r} requires {nargs} arguments.": "Flaggan {name} behöver {nargs} värden.",
    "Argument {name!r} takes {nargs} values.": "Argumentet {name} tar {nargs} värden.",
    "Missing argument": "Ange argumentet",
    "Missing option": "Ange flaggan",
    "Missing parameter": "Ange parametern",
    "Missing parameter: {param_name}": "Ange parametern {param_name}",
    "Missing {param_type}": "Ange {param_type}",
    "Invalid value: {message}": "Fel värde: {message}",
    "Invalid value for {param_hint}: {message}": "Fel värde för {param_hint}: {message}",
    "Choose from:\n\t{choices}": "Välj bland:\n\t{choices}",
    "{value!r} is not {choice}.": "”{value}” är inte {choice}.",
    "{value!r} is not one of {choices}.": "”{value}” är inget av {choices}.",
    "Got unexpected extra argument ({args})": "Argumentet {args} är ett för mycket.",
    "Got unexpected extra arguments ({args})": "Argumenten {args} är för många.",
    "{name} {filename!r} does not exist.": "{name} ”{filename}” finns inte.",
    "{name} {filename!r} is a directory.": "{name} ”{filename}” är en mapp.",
    "{name} {filename!r} is a file.": "{name} ”{filename}” är en fil.",
    "{name} {filename!r} is not readable.": "{name} ”{filename}” går inte att läsa.",
    "{name} {filename!r} is not writable.": "{name} ”{filename}” går inte att skriva till.",
    "file": "fil",
    "directory": "mapp",
    "path": "sökväg",
    "File": "Filen",
    "Directory": "Mappen",
    "Path": "Sökvägen",
    "unknown error": "okänt fel",
}
_MODULES = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.termui,
    click.types,
)


def speak_swedish() -> None:
    """Let click say everything in Swedish; a message that is not in the catalogue stays as it is."""
    for module in _MODULES:
        vars(module)["_"] = translate
        vars(module)["ngettext"] = translate_count


def translate(message: str) -> str:
    """Return click's message in Swedish."""
    return CATALOGUE.get(message, message)


def translate_count(singular: str, plural: str, count: int) -> str:
    """Return click's message in Swedish, for one or for many."""
    return translate(singular if count == 1 else plural)
