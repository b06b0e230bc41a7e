"""A guideline pack as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

METHODS: Mapping[str, str] = {
    "examine": "Examine: read or inspect documents, files, settings or logs",
    "interview": "Interview: ask people, and record who and when",
    "test": "Test: run something and record the result",
}
PackState = Literal["draft", "in force", "rescinded"]


@dataclass(frozen=True, kw_only=True)
class Component:
    id: str  # MOD
    title: str
    act: str  # 3(b)(1)


@dataclass(frozen=True, kw_only=True)
class Element:
    id: str  # VAL
    title: str
    act: str  # 3(c)(1)(A)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question of the checklist."""

    id: str  # MOD-VAL-1
    component: str
    element: str
    title: str
    question: str
    guidance: str
    methods: tuple[str, ...]  # examine, interview, test
    stages: tuple[str, ...]
    references: tuple[str, ...]  # PREFIX:id, see Source
    probes: tuple[str, ...]
    core: bool  # in the quick profile
    protected_classes: bool
    synthetic_content: bool
    na_when: str  # the reason for "not applicable" that needs no second reviewer; empty when none is listed

    @property
    def cell(self) -> tuple[str, str]:
        return self.component, self.element


@dataclass(frozen=True, kw_only=True)
class Source:
    """One entry of the annotated register of section 3(a)(2)(B)."""

    prefix: str
    title: str
    publisher: str
    date: str
    status: str
    rights: str
    use: tuple[str, ...]  # cited, adapted, data
    where: str = ""
    doi: str = ""
    ids: Mapping[str, str] | None = None  # names of single references, where they can't be told from the id


@dataclass(frozen=True, kw_only=True)
class GuidelinePack:
    id: str  # tbd-ai
    version: str  # 2026.1
    title: str
    date: str
    status: str
    language: str
    marking: str
    sha256: str  # of the pack's file
    components: tuple[Component, ...]
    elements: tuple[Element, ...]
    items: tuple[Item, ...]
    sources: tuple[Source, ...]
    probes: Mapping[str, str] = field(default_factory=dict)  # titles of the probes that items name, built or not
    state: PackState = "in force"
    in_force_from: str = ""  # date, or empty: from its date on
    rescinded_on: str = ""  # date; only where the state is "rescinded"
    review_interval_months: int = 12  # section 3(a)(3): at least yearly
    extends: str = ""  # an add-on names the pack whose items it adds to: tbd-ai
    namespace: str = ""  # an add-on's ids begin with it: XAG-MOD-VAL-1
    add_ons: tuple[str, ...] = ()  # "xag-extra 1.0" for each add-on that was joined to this pack

    def item(self, item_id: str) -> Item:
        """The item with this id. Raises KeyError."""
        return self.by_id[item_id]

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.items}
