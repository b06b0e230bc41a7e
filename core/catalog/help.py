"""The words, how-tos and keys of the help: resources/help/help.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from core.catalog.shipped import help_file, read_table
from core.yaml_table import Table

_FILE = "help.yaml"


@dataclass(frozen=True, kw_only=True)
class HowTo:
    """How a person in a role does something. `page` is the id of the page where it begins."""

    id: str
    role: str
    title: str
    page: str
    steps: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Help:
    """`pages` says what each page is for, by its id; `keys` are what each key does, by the title of the page."""

    pages: Mapping[str, str]
    words: Mapping[str, str]
    how_tos: tuple[HowTo, ...]
    keys: Mapping[str, Mapping[str, str]]


@cache
def shipped_help() -> Help:
    """The help that comes with the program. Raises InputError when its file was damaged."""
    return read_table(help_file(_FILE), _FILE, _help)


def _help(table: Table) -> Help:
    pages, words, how_tos, keys = (table.table(name, name) for name in ("pages", "words", "how-tos", "keys"))
    return Help(
        pages=dict(pages.all_texts()) if pages else {},
        words=dict(words.all_texts()) if words else {},
        how_tos=tuple(_how_to(name, one) for name, one in how_tos.tables("how-to")) if how_tos else (),
        keys={place: dict(one.all_texts()) for place, one in keys.tables("keys of")} if keys else {},
    )


def _how_to(name: str, told: Table) -> HowTo:
    return HowTo(
        id=name, role=told.text("role"), title=told.text("title"), page=told.text("page"), steps=told.texts("steps")
    )
