"""The fields of a data sheet, after Gebru et al., "Datasheets for Datasets" (CACM 64(12), 2021)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import yaml

from core.errors import InputError
from core.paths import resources


@dataclass(frozen=True, kw_only=True)
class SheetField:
    """One thing that a data sheet says. `people`: asked only where the data relate to people."""

    id: str
    title: str
    ask: str
    people: bool = False


@dataclass(frozen=True, kw_only=True)
class SheetSection:
    id: str
    title: str
    fields: tuple[SheetField, ...]


@dataclass(frozen=True, kw_only=True)
class SheetForm:
    """The seven parts of a data sheet in order, and where its questions come from."""

    source: str
    sections: tuple[SheetSection, ...]


@cache
def sheet_form() -> SheetForm:
    """The form that comes with the program. Raises InputError when its file was damaged."""
    try:
        told = yaml.safe_load((resources() / "policy" / "datasheet.yaml").read_text(encoding="utf-8"))
        return SheetForm(
            source=told["meta"]["source"],
            sections=tuple(
                SheetSection(**{**one, "fields": tuple(SheetField(**field) for field in one["fields"])})
                for one in told["sections"]
            ),
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise InputError("The fields of a data sheet can't be read.", "Install Touchstone again.") from error
