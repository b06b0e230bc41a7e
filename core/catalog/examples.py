"""A worked example for every item of the pack that comes with the program: resources/help/examples.yaml.

An example shows what a yes could rest on and what would be partly, for a made-up system. It is no limit and no method.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, partial

from core.catalog.load import builtin_pack
from core.catalog.model import Item
from core.catalog.shipped import help_file, read_table
from core.yaml_table import Table

_FILE = "examples.yaml"


@dataclass(frozen=True, kw_only=True)
class Example:
    """One item answered for a made-up system. `system` says in a sentence which one."""

    item_id: str
    system: str
    yes: str
    partly: str


def example_of(item: Item) -> Example | None:
    """The example for an item; None where its pack asks something else than the pack that the examples are for."""
    known = builtin_pack().by_id.get(item.id)
    if known is None or (known.question, known.guidance) != (item.question, item.guidance):
        return None
    return _examples()[item.id]


def examples_of(data: bytes, items: Collection[str]) -> dict[str, Example]:
    """The examples in a YAML file, by item, in the order of `items`.

    Raises InputError, naming line and item, for an example that is missing, unfinished, there twice or of no item.
    """
    return read_table(data, _FILE, partial(_told, items=items))


def _told(table: Table, *, items: Collection[str]) -> dict[str, Example]:
    listed, whole = table.table("systems", "systems"), table.table("examples", "examples")
    systems = dict(listed.all_texts()) if listed else {}
    told: dict[str, Example] = {}
    for name, one in whole.tables("item") if whole else ():
        one.only("system", "yes", "partly")
        if name not in items:
            one.problem(one.line, "the pack has no such item.")
        system = systems.get(one.one_of("system", tuple(systems)), "")
        told[name] = Example(item_id=name, system=system, yes=one.text("yes"), partly=one.text("partly"))
    missing = [item for item in items if item not in told]
    if missing:
        table.problem(table.line, f"these items have no example: {', '.join(missing)}.")
    return {item: told[item] for item in items if item in told}


@cache
def _examples() -> dict[str, Example]:
    return examples_of(help_file(_FILE), builtin_pack().by_id)
