"""Every topic of the help, made from what comes with the program and from the pack in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.catalog.explained import explained
from core.catalog.help import Help, HowTo, shipped_help
from core.catalog.source_text import act
from desktop.viewmodels.shown import probe_titles

if TYPE_CHECKING:
    from core.catalog.model import GuidelinePack, Item

Part = tuple[str, tuple[str, ...]]  # a heading with its lines
KINDS = ("Page", "How to", "Word", "Keys", "Item", "Probe", "The Act")


@dataclass(frozen=True, kw_only=True)
class Link:
    """A way to another topic (`topic`), or to a page of the window with its target."""

    words: str
    topic: str = ""
    page: str = ""
    target: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Topic:
    """One thing to read. `parts` has "" where no heading stands; `numbered` parts are steps in order."""

    id: str  # "item:MOD-VAL-1", "word:finding"
    kind: str
    title: str
    under: str = ""
    lead: str = ""
    parts: tuple[Part, ...] = ()
    numbered: bool = False
    links: tuple[Link, ...] = ()

    @property
    def all_words(self) -> str:
        """What the topic is found by besides its title."""
        said = [self.kind, self.under, self.lead, *(text for name, lines in self.parts for text in (name, *lines))]
        return " ".join(said).casefold()


def topics(pack: GuidelinePack, page_titles: Mapping[str, str]) -> tuple[Topic, ...]:
    """All of them, in the order of their kinds. `page_titles` are those of the window, by id."""
    told = shipped_help()
    return (
        *_pages(told, page_titles),
        *(_how_to(one, page_titles) for one in told.how_tos),
        *(
            Topic(id=f"word:{word}", kind="Word", title=word.capitalize(), lead=text)
            for word, text in told.words.items()
        ),
        *_keys(told),
        *(_item(item, pack) for item in pack.items),
        *_probes(pack),
        *_act(),
    )


def _pages(told: Help, titles: Mapping[str, str]) -> Iterator[Topic]:
    for page, text in told.pages.items():
        if page not in titles:
            continue
        here = tuple(f"{keys}: {does}" for keys, does in told.keys.get(titles[page], {}).items())
        links = [Link(words=one.title, topic=f"how-to:{one.id}") for one in told.how_tos if one.page == page]
        links.append(Link(words="Keys that work everywhere", topic="keys:Everywhere"))
        parts = (("Keys", here),) if here else ()
        yield Topic(id=f"page:{page}", kind="Page", title=titles[page], lead=text, parts=parts, links=tuple(links))


def _how_to(told: HowTo, titles: Mapping[str, str]) -> Topic:
    there = titles.get(told.page)
    links = (Link(words=f"Go to the page {there}", page=told.page),) if there else ()
    return Topic(
        id=f"how-to:{told.id}", kind="How to", title=told.title, under=f"For: {told.role}", numbered=True,
        parts=(("", told.steps),), links=links,
    )  # fmt: skip


def _keys(told: Help) -> Iterator[Topic]:
    for place, keys in told.keys.items():
        lines = tuple(f"{key}: {does}" for key, does in keys.items())
        yield Topic(id=f"keys:{place}", kind="Keys", title=f"Keys: {place}", parts=(("", lines),))


def _item(item: Item, pack: GuidelinePack) -> Topic:
    told = explained(item, pack, probe_titles())
    to_item = Link(words=f"Open {item.id} in the checklist", page="checklist", target={"item": item.id})
    return Topic(
        id=f"item:{item.id}", kind="Item", title=f"{item.id} {item.title}", under=told.place, lead=item.question,
        parts=told.parts, links=(to_item, *(Link(words=probe_titles()[one], topic=f"probe:{one}")
                                            for one in item.probes if one in probe_titles())),
    )  # fmt: skip


def _probes(pack: GuidelinePack) -> Iterator[Topic]:
    from core.probes import PROBES  # it brings what every probe computes with

    for probe in PROBES:
        supports = [pack.by_id[one] for one in probe.items if one in pack.by_id]
        yield Topic(
            id=f"probe:{probe.id}",
            kind="Probe",
            title=probe.title,
            under=probe.id,
            lead=probe.measures,
            parts=(("How long it takes", (probe.cost,)), ("Source", (probe.source,))),
            links=tuple(Link(words=f"{item.id} {item.title}", topic=f"item:{item.id}") for item in supports),
        )


def _act() -> Iterator[Topic]:
    for clause, text in act().items():
        below = tuple(f"({one.removeprefix(clause)[1:]} {words}" for one, words in act().items() if _under(one, clause))
        parts = (("", below),) if below else ()
        yield Topic(id=f"act:{clause}", kind="The Act", title=f"Section {clause}", lead=text, parts=parts)


def _under(one: str, clause: str) -> bool:
    return one.startswith(f"{clause}(") and one.removeprefix(clause).count("(") == 1
