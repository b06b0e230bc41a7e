"""The answers as other frameworks ask for them: one framework at a time, entry by entry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from core import clock
from desktop.session import Change, Session

if TYPE_CHECKING:
    from core.evaluation.view_coverage import EntryRow, ViewCoverage

Kind = Literal["good", "bad", "warn", "info", "none"]
_KINDS: dict[str, Kind] = {
    "met": "good",
    "partly": "warn",
    "not met": "bad",
    "carried": "info",
    "open": "none",
    "not due": "none",
    "gap": "info",
}
EVERY = ""


@dataclass(frozen=True, kw_only=True)
class FrameworkEntry:
    """One line of the table. `order` keeps the framework's own order."""

    id: str
    order: int
    title: str
    group: str
    state: str
    kind: Kind
    items: int


@dataclass(frozen=True, kw_only=True)
class EntryDetail:
    """One entry with what bears on it. `items` and `near` are (id, sentence)."""

    row: FrameworkEntry
    text: str
    meaning: str
    tags: str
    items: tuple[tuple[str, str], ...]
    near: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class FrameworksState:
    """`frameworks` and `states` are (key, words) to choose from; `about` says what the chosen framework is."""

    frameworks: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    states: tuple[tuple[str, str], ...] = ()
    state: str = EVERY
    sentence: str = ""
    about: str = ""
    rows: tuple[FrameworkEntry, ...] = ()
    detail: EntryDetail | None = None
    notice: tuple[str, str, str] = ("", "", "")  # kind, message, hint


class FrameworksModel(QObject):
    state_changed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._covered: ViewCoverage | None = None
        self._entry = ""
        self.state = FrameworksState()
        session.changed.connect(self._follow)
        self.refresh()

    def refresh(self) -> None:
        """Look at the case again."""
        if not self._session.is_open:
            self._covered, self._entry = None, ""
            self._show(rows=(), detail=None, sentence="", about="")
            return
        from core.catalog.views import views  # some are long, and only this page reads them

        offered = tuple((one.id, f"{one.title} ({one.state_on(clock.today())})") for one in views())
        chosen = self.state.chosen or offered[0][0]
        self._show(frameworks=offered, chosen=chosen)
        self._look()

    def choose(self, view_id: str) -> None:
        """Show another framework."""
        if view_id != self.state.chosen:
            self._entry = ""
            self._show(chosen=view_id, state=EVERY, notice=("", "", ""))
            self._look()

    def only(self, state: str) -> None:
        """Show only the entries in one state; "" shows all."""
        self._show(state=state)
        self._look()

    def choose_entry(self, entry_id: str) -> None:
        """Look at one entry."""
        self._entry = entry_id
        self._show(detail=self._detail(self.state.rows))

    def open_item(self, item_id: str) -> None:
        self._session.ask_page("checklist", {"item": item_id})

    @property
    def file_name(self) -> str:
        """The proposed name of the table as a file, with the marking of the case in front."""
        from core.marking.training import file_name  # the grammar of markings is read from files, once it is asked

        name, held = f"{self.state.chosen}.csv", self._session
        return file_name(name, held.marking, training=held.training) if held.is_open else name

    def save(self, target: str) -> None:
        """Write the chosen framework as CSV."""
        from pathlib import Path

        from core.exchange.views import as_csv

        if self._covered is None:
            return
        try:
            Path(target).write_text(as_csv(self._covered), encoding="utf-8", newline="")
        except OSError as error:
            self._show(notice=("error", f"The table can't be written: {error.strerror}.", "Choose another folder."))
        else:
            self._show(notice=("success", f"The table is saved as {Path(target).name}.", str(Path(target).parent)))

    def _look(self) -> None:
        from core.catalog.views import view
        from core.evaluation.answers import standings
        from core.evaluation.carrying import carried
        from core.evaluation.exemptions import exempt_items
        from core.evaluation.view_coverage import view_coverage

        held = self._session
        pack = held.pack
        every = tuple(component.id for component in pack.components)
        covered = self._covered = view_coverage(
            view(self.state.chosen),
            pack,
            standings(pack, held.answers, held.approvals, held_back=held.held_back),
            present=held.deployment.components if held.deployment else every,
            exempt=exempt_items(pack, held.record.exemptions, clock.today()),
            carried=carried(held.answers, held.evaluation.id) if held.evaluation else (),
        )
        rows = tuple(_row(order, one, covered) for order, one in enumerate(covered.rows))
        shown = tuple(row for row in rows if self.state.state in {EVERY, row.state})
        counts = tuple((state, count) for state, count in covered.counts.items() if count)
        if self._entry not in {row.id for row in shown}:
            self._entry = shown[0].id if shown else ""
        self._show(
            states=(
                (EVERY, f"Every entry ({len(rows)})"),
                *((state, f"{state.capitalize()} ({count})") for state, count in counts),
            ),
            sentence=covered.sentence,
            about=f"{covered.view.scope}. {covered.view.note}",
            rows=shown,
            detail=self._detail(shown),
        )

    def _detail(self, rows: tuple[FrameworkEntry, ...]) -> EntryDetail | None:
        from core.evaluation.view_coverage import STATE_MEANINGS

        covered, row = self._covered, next((one for one in rows if one.id == self._entry), None)
        if covered is None or row is None:
            return None
        found, titles = covered.rows[row.order], self._session.pack.by_id
        return EntryDetail(
            row=row,
            text=found.entry.text,
            meaning=STATE_MEANINGS[found.state],
            tags=", ".join(covered.view.tags[tag] for tag in found.entry.tags),
            items=tuple(
                (item_id, f"{item_id} {titles[item_id].title}: {word.replace('-', ' ')}")
                for item_id, word in found.items.items()
            ),
            near=tuple((item_id, f"{item_id} {titles[item_id].title}") for item_id in found.near),
        )

    def _follow(self, change: Change) -> None:
        if change.touches("answers", "approvals", "deployment", "record"):
            self.refresh()

    def _show(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self.state_changed.emit(self.state)


def _row(order: int, one: EntryRow, covered: ViewCoverage) -> FrameworkEntry:
    return FrameworkEntry(
        id=one.entry.id,
        order=order,
        title=one.entry.title,
        group=covered.view.groups[one.entry.group],
        state=one.state,
        kind=_KINDS[one.state],
        items=len(one.items),
    )
