"""Other frameworks as lists of entries that the items of a pack bear on: the views of resources/views.

A view has no questions of its own. Its entries are tied to items by the items' own references (`AIRMF:MAP-1.1`), or,
where a framework is not among the pack's sources, by the ids of items in the view's file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import yaml

from core.catalog.model import GuidelinePack, PackState
from core.errors import InputError
from core.paths import resources

# In the order in which they are offered.
_FILES = (
    "ai-rmf",
    "ai-600-1",
    "m-25-21",
    "m-24-10",
    "oecd",
    "dod-rai",
    "shield",
    "military-use",
    "benefit-decisions",
    "nspm-11",
    "nsm-framework",
    "atlas",
    "owasp-llm",
    "owasp-ml",
)


@dataclass(frozen=True, kw_only=True)
class ViewEntry:
    """One thing that a framework asks. `items` are tied by the view itself; `near` is a reference of another framework
    whose items come close where none is tied; `tags` name what else it bears on (the risks of AI 600-1).
    """

    id: str
    title: str
    group: str
    text: str = ""
    parent: str = ""
    near: str = ""
    tags: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class View:
    """A framework. `since` and `until` are ISO dates or empty; `prefix` is that of the items' references, or empty."""

    id: str
    title: str
    prefix: str
    state: PackState
    note: str
    scope: str
    groups: Mapping[str, str]
    entries: tuple[ViewEntry, ...]
    since: str = ""
    until: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)

    def state_on(self, day: date) -> PackState:
        """Whether the text was in force on `day`; a draft stays a draft."""
        if self.state == "draft" or (self.since and day.isoformat() < self.since):
            return "draft"
        return "rescinded" if self.until and self.until <= day.isoformat() else "in force"

    def items_by_entry(self, pack: GuidelinePack) -> Mapping[str, tuple[str, ...]]:
        """The ids of the items that bear on each entry, in pack order.

        An item bears on an entry whose id it refers to, on every entry of a group that it refers to, and on the entry
        above the one it refers to.
        """
        tied: dict[str, set[str]] = {entry.id: set(entry.items) for entry in self.entries}
        for item in pack.items:
            named = {ref.partition(":")[2] for ref in item.references if ref.partition(":")[0] == self.prefix}
            for entry in self.entries:
                if entry.id in named or entry.group in named:
                    tied[entry.id].add(item.id)
        for entry in self.entries:
            if entry.parent in tied:
                tied[entry.parent] |= tied[entry.id]
        return {entry: tuple(item.id for item in pack.items if item.id in ids) for entry, ids in tied.items()}


@cache
def views() -> tuple[View, ...]:
    """Every view that comes with the program. Raises InputError when a file of them was damaged."""
    return tuple(_read(name) for name in _FILES)


def view(view_id: str) -> View:
    """The view with this id. Raises InputError for one that is not there."""
    for one in views():
        if one.id == view_id:
            return one
    raise InputError(f"There is no view {view_id}.", "The views are " + ", ".join(one.id for one in views()) + ".")


@cache
def _suggestions() -> Mapping[str, tuple[str, ...]]:
    told = _loaded("playbook")["suggestions"]
    return {name: tuple(lines) for name, lines in told.items()}


def playbook(references: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """What the AI RMF Playbook suggests for the subcategories among an item's references, by subcategory."""
    names = [ref.removeprefix("AIRMF:") for ref in references if ref.startswith("AIRMF:")]
    return {name: _suggestions()[name] for name in names if name in _suggestions()}


def _read(name: str) -> View:
    told = _loaded(name)
    try:
        groups = {one["id"]: one["title"] for one in told.pop("groups")}
        entries = tuple(_entry(one) for one in told.pop("entries"))
        return View(**told, groups=groups, entries=entries)
    except (KeyError, TypeError) as error:
        raise _damaged(name) from error


def _entry(told: Mapping[str, Any]) -> ViewEntry:
    lists = {name: tuple(told.get(name, ())) for name in ("tags", "items")}
    return ViewEntry(**{**told, **lists})


def _loaded(name: str) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        with (resources() / "views" / f"{name}.yaml").open(encoding="utf-8") as file:
            told = yaml.load(file, Loader=loader)  # noqa: S506  a safe loader, in C where there is one
    except (OSError, yaml.YAMLError) as error:
        raise _damaged(name) from error
    if not isinstance(told, dict):
        raise _damaged(name)
    return told


def _damaged(name: str) -> InputError:
    return InputError(f"The view {name} can't be read.", "Install Touchstone again.")
