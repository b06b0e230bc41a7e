"""All that is said of an item, put together once for the window, the command line and the search of the help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.catalog.examples import Example, example_of
from core.catalog.model import METHODS, GuidelinePack, Item
from core.catalog.source_text import clauses_of, source_text
from core.catalog.sources import name_of
from core.catalog.views import playbook


@dataclass(frozen=True, kw_only=True)
class Explained:
    """An item with what stands behind it. Each part is a title with its lines; a part without lines is left out."""

    item: Item
    place: str  # "Models · Validity and reliability"
    example: Example | None
    clauses: tuple[tuple[str, str], ...]  # of the Act, each with its words
    sources: tuple[tuple[str, str], ...]  # the name of each, with its own words where they may be carried
    playbook: tuple[tuple[str, tuple[str, ...]], ...]  # by subcategory of the AI RMF
    probes: tuple[str, ...]

    @property
    def parts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        item, example = self.item, self.example
        found = (
            ("Guidance", (item.guidance,)),
            ("Example", _example_lines(example) if example else ()),
            ("How it can be assessed", tuple(METHODS.get(one, one) for one in item.methods)),
            ("Probes that support it", self.probes),
            ("Stages", (", ".join(item.stages),)),
            ("Not applicable when", (item.na_when,) if item.na_when else ()),
            *self.behind,
        )
        return tuple((title, lines) for title, lines in found if lines)

    @property
    def behind(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The parts that say where the item comes from, and what others suggest for it."""
        return (
            ("The Act", tuple(f"Sec. {clause}: {text}" for clause, text in self.clauses)),
            ("Sources", tuple(f"{name}. “{text}”" if text else name for name, text in self.sources)),
            *((f"AI RMF Playbook suggests for {name}", lines) for name, lines in self.playbook),
        )


def explained(item: Item, pack: GuidelinePack, probes: Mapping[str, str]) -> Explained:
    """What is said of an item of `pack`. `probes` are the titles of those that can be run, by id."""
    titles = [[one.title for one in pack.components if one.id == item.component]]
    titles += [[one.title for one in pack.elements if one.id == item.element]]
    return Explained(
        item=item,
        place=" · ".join(title for found in titles for title in found),
        example=example_of(item),
        clauses=clauses_of(item, pack),
        sources=tuple(_source(one, pack) for one in item.references),
        playbook=tuple(playbook(item.references).items()),
        probes=tuple(f"{probes[one]} ({one})" for one in item.probes if one in probes),
    )


def as_table(told: Explained) -> dict[str, Any]:
    """The same for another program: `{"id", "title", "place", "question", "parts": [{"title", "lines"}]}`."""
    item = told.item
    parts = [{"title": title, "lines": list(lines)} for title, lines in told.parts]
    return {"id": item.id, "title": item.title, "place": told.place, "question": item.question, "parts": parts}


def _example_lines(example: Example) -> tuple[str, ...]:
    return (f"About: {example.system}", f"Yes: {example.yes}", f"Partly: {example.partly}")


def _source(reference: str, pack: GuidelinePack) -> tuple[str, str]:
    """A name that is only the start of the words gives way to them."""
    name, text = name_of(reference, pack), source_text(reference)
    head, _, short = name.partition(": ")
    return (head, text) if text and text.startswith(short.removesuffix("...").strip()) else (name, text)
