"""The standard publiccode.yml 0.4, as far as this project uses it: the mandatory keys, their limits and vocabularies.

The standard's own parser is written in Go and is in no package registry that tests can reach.
"""

from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError
from pydantic.alias_generators import to_camel

Text = Annotated[str, Field(min_length=1)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
Country = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
# Of the standard's lists, the words that this program may carry.
Category = Literal["compliance-management", "content-management", "document-management", "procurement"]
Scope = Literal["healthcare", "justice", "local-authorities", "welfare"]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=to_camel)


class _Audience(_Section):
    countries: list[Country] = []
    scope: list[Scope] = []


class _Description(_Section):
    short_description: Annotated[str, Field(min_length=1, max_length=150)]
    long_description: Annotated[str, Field(min_length=150, max_length=10_000)]
    features: Annotated[list[Text], Field(min_length=1)]


class _Legal(_Section):
    license: Text


class _Contact(_Section):
    name: Text


class _Maintained(_Section):
    type: Literal["internal", "community"]
    contacts: Annotated[list[_Contact], Field(min_length=1)]


class _Unmaintained(_Section):
    type: Literal["none"]


class _Localisation(_Section):
    localisation_ready: bool
    available_languages: Annotated[list[Language], Field(min_length=1)]


class _Publiccode(_Section):
    publiccode_yml_version: Literal["0.4"]
    name: Text
    url: Annotated[HttpUrl, Field(strict=False)]
    software_version: Text
    platforms: Annotated[list[Text], Field(min_length=1)]
    categories: Annotated[list[Category], Field(min_length=1)]
    development_status: Literal["concept", "development", "beta", "stable", "obsolete"]
    software_type: Literal["standalone/desktop", "standalone/web", "standalone/backend", "standalone/other"]
    intended_audience: _Audience = _Audience()
    description: Annotated[dict[Language, _Description], Field(min_length=1)]
    legal: _Legal
    maintenance: _Maintained | _Unmaintained
    localisation: _Localisation


def validate(path: Path) -> list[str]:
    """The places in the file that break the standard, one line each."""
    try:
        _Publiccode.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as fault:
        return [f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in fault.errors()]
    return []
