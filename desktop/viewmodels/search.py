"""One box that finds pages, commands, items, cells, evidence, findings and readings.

What the pack holds is looked through at once. What the case holds is read in a thread, so that the box opens at once
and is never behind the keys; until it is there, the rest is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core import clock
from core.errors import TouchstoneError
from desktop.background import behind
from desktop.session import Change, Session
from desktop.viewmodels.shown import probe_titles

if TYPE_CHECKING:  # as in desktop/session/reading.py
    from core.casefile.store import Store
    from core.catalog.model import GuidelinePack

MOST_SHOWN = 60
KINDS = ("Command", "Page", "Item", "Cell", "Evidence", "Finding", "Reading")


@dataclass(frozen=True, kw_only=True)
class Thing:
    """What can be found, and where it is: a page with its target, or a call. `blocked` says why it can't be done."""

    kind: str
    title: str
    detail: str = ""
    page: str = ""
    target: Mapping[str, Any] = field(default_factory=dict)
    call: Callable[[], object] | None = None
    blocked: str = ""
    body: str = ""  # what else it is found by


@dataclass(frozen=True, kw_only=True)
class FoundState:
    """What was found, best first; `note` says what is still being read, or that nothing was found."""

    things: tuple[Thing, ...] = ()
    note: str = ""


class SearchModel(QObject):
    found = Signal(object)  # FoundState

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._fixed: tuple[_Entry, ...] = ()
        self._pack: tuple[_Entry, ...] = ()
        self._case: tuple[_Entry, ...] = ()
        self._fresh = self._reading = False
        self._text = ""
        self.state = FoundState()
        session.changed.connect(self._follow)

    def open(self, things: Sequence[Thing]) -> None:
        """Begin with an empty box; `things` are the pages and the commands of the page that is shown."""
        self._fixed = _entries(things)
        if self._session.is_open and not self._pack:
            self._pack = _entries(_of_pack(self._session.pack))
        self._read()
        self.search("")

    def open_only(self, things: Sequence[Thing]) -> None:
        """Begin with an empty box that finds nothing but `things`; all of them are listed at first."""
        self._fixed, self._pack, self._case, self._fresh = _entries(things), (), (), True
        self.search("")

    def search(self, text: str) -> None:
        """Find what has every word of `text` in it, best first; `found` follows. Without a word: what can be done."""
        self._text = text
        words = text.casefold().split()
        pools = (self._fixed, self._pack, self._case) if self._session.is_open else (self._fixed,)
        if words:
            scored = [(score, entry) for pool in pools for entry in pool if (score := entry.score(words)) is not None]
            scored.sort(key=lambda pair: pair[0])
            shown = tuple(entry.thing for _, entry in scored[:MOST_SHOWN])
            note = f"{len(scored)} found" if len(scored) <= MOST_SHOWN else f"The best {MOST_SHOWN} of {len(scored)}"
        else:
            shown = tuple(entry.thing for entry in self._fixed[:MOST_SHOWN])
            note = "Type an id or words of an item, a document, a finding, a reading"
        if words and not shown:
            note = "Nothing has all of these words in it."
        if self._reading:
            note += " · still reading the case …"
        self.state = FoundState(things=shown, note=note)
        self.found.emit(self.state)

    def choose(self, thing: Thing) -> None:
        """Go there, or do it."""
        if thing.blocked:
            return
        if thing.call is not None:
            thing.call()
        else:
            self._session.ask_page(thing.page, dict(thing.target) if thing.target else None)

    def _read(self) -> None:
        if self._fresh or self._reading or not self._session.is_open:
            return
        self._fresh = self._reading = True
        store = self._session.store
        behind(lambda: _entries(_of_case(store)), done=lambda read: self._take(store, read), failed=self._fail)

    def _take(self, store: Store, read: tuple[_Entry, ...]) -> None:
        self._reading = False
        if self._session.is_open and self._session.store is store:
            self._case = read
            self.search(self._text)

    def _fail(self, _error: TouchstoneError) -> None:
        self._reading = self._fresh = False

    def _follow(self, change: Change) -> None:
        if "case" in change.kinds:
            self._case = self._pack = ()
        if change.touches("evidence", "findings", "readings"):
            self._fresh = False  # a box that is open goes on with what it has


@dataclass(frozen=True, kw_only=True)
class _Entry:
    thing: Thing
    head: str
    body: str
    rank: tuple[int, int]

    def score(self, words: Sequence[str]) -> tuple[int, tuple[int, int]] | None:
        """How well all of `words` fit, the lower the better; None where one is not in it."""
        total = 0
        for word in words:
            at = self.head.find(word)
            if at == 0:
                total += 0 if len(word) == len(self.head) or self.head[len(word)] == " " else 1
            elif at > 0:
                total += 2 if self.head[at - 1] in " -·" else 4
            elif word in self.body:
                total += 8
            else:
                return None
        return total, self.rank


def _entries(things: Iterable[Thing]) -> tuple[_Entry, ...]:
    return tuple(
        _Entry(
            thing=thing,
            head=thing.title.casefold(),
            body=f"{thing.kind} {thing.detail} {thing.body}".casefold(),
            rank=(KINDS.index(thing.kind), at),
        )
        for at, thing in enumerate(things)
    )


def _of_pack(pack: GuidelinePack) -> Iterable[Thing]:
    components, elements = ({one.id: one.title for one in listed} for listed in (pack.components, pack.elements))
    for item in pack.items:
        yield Thing(
            kind="Item",
            title=f"{item.id} {item.title}",
            detail=f"{components[item.component]} · {elements[item.element]}",
            page="checklist",
            target={"item": item.id},
            body=f"{item.question} {item.guidance}",
        )
    for component, element in dict.fromkeys(item.cell for item in pack.items):
        yield Thing(
            kind="Cell",
            title=f"{components[component]} · {elements[element]}",
            detail=f"{component}-{element}",
            page="checklist",
            target={"component": component, "element": element},
        )


def _of_case(store: Store) -> Iterable[Thing]:
    """In a thread."""
    with store.one_moment():
        evidence, findings, readings = store.evidence(), store.findings(), store.readings()
    for piece in evidence:
        yield Thing(
            kind="Evidence",
            title=piece.title,
            detail=f"{piece.file_name} · {piece.marking}",
            page="evidence",
            target={"evidence": piece.id},
            body=f"{piece.origin} {piece.sha256}",
        )
    for finding in findings:
        yield Thing(
            kind="Finding",
            title=finding.title,
            detail=f"{finding.status}, {finding.severity} · {finding.item_id or 'reading'}",
            page="findings",
            target={"finding": finding.id},
            body=f"{finding.detail} {finding.owner}",
        )
    titles = probe_titles()
    for reading in readings:
        yield Thing(
            kind="Reading",
            title=titles.get(reading.probe, reading.probe),
            detail=f"{reading.body.get('verdict') or 'no verdict'} · {reading.plan_name} · {clock.shown(reading.at)}",
            page="probes",
            target={"reading": reading.id},
            body=f"{reading.probe} {reading.id}",
        )
