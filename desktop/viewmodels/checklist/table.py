"""The checklist as a table, out and back. What comes back is shown line by line before anything is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.errors import TouchstoneError
from desktop.background import behind
from desktop.job_watch import JobWatch
from desktop.session import Change, Session

if TYPE_CHECKING:  # as in desktop/session/reading.py
    from core.casefile.store import Store
    from core.evaluation.offered import Offer
    from core.evaluation.records import AnswerDraft

# What a line of the table is, as a person reads it.
KIND_WORDS = {
    "new": "New answer",
    "differs": "Differs from the answer",
    "draft differs": "Differs from the draft",
    "question changed": "Asked in other words now",
    "refused": "Refused",
    "not in the pack": "No such item",
}


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """A line of the table that says something that the case does not say. `id` is the number of the line."""

    id: str
    item: str
    says: str
    what: str
    why: str
    ticked: bool
    can_be_taken: bool


@dataclass(frozen=True, kw_only=True)
class TableState:
    """What taking the table would change. `busy` while it is read; `blocked` says why nothing can be taken."""

    open: bool = False
    file: str = ""
    rows: tuple[TableRow, ...] = ()
    summary: str = ""
    count: int = 0
    busy: str = ""
    blocked: str = ""


class TableModel(QObject):
    """`reading` before a table is read, `taken` when drafts were made; `said` brings a notice: kind, message, hint."""

    changed = Signal(object)  # TableState
    reading = Signal()
    taken = Signal()
    said = Signal(str, str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._offers: tuple[Offer, ...] = ()
        self._ticks: dict[str, bool] = {}
        self._watch: JobWatch | None = None
        self.state = TableState()
        session.changed.connect(self._follow)

    @property
    def proposed_name(self) -> str:
        """A name for the file that is written: the marking of the case stands in it."""
        from core.marking.training import file_name  # the grammar of markings is read from files, once it is asked

        held = self._session
        return file_name("checklist.xlsx", held.marking, training=held.training) if held.is_open else "checklist.xlsx"

    def export(self, path: str) -> None:
        """Write every item with its newest answer; the ending of the name says the form. `said` follows."""
        from core.exchange import checklist_table as table

        target, held = Path(path), self._session
        if target.suffix.lower() not in table.SUFFIXES:
            self.said.emit("error", f"{target.name} ends in no form of table.", "End it in .xlsx or .csv.")
            return
        pack, answers, banner, title = held.pack, dict(held.newest_answers), held.banner, held.title

        def write() -> int:
            if target.suffix.lower() == ".csv":
                data = table.as_csv(pack, answers).encode()
            else:
                data = table.as_xlsx(pack, answers, banner=banner, title=title)
            try:
                return target.write_bytes(data)
            except OSError as error:
                raise TouchstoneError(
                    f"{target} can't be written: {error.strerror or error}.", "Close it elsewhere, or choose another."
                ) from error

        said = f"{len(pack.items)} items, {len(answers)} of them answered, are in {target.name}."
        hint = "Whoever fills it in gives it back here: Table, Import. Nothing is overwritten."
        behind(write, done=lambda _: self.said.emit("success", said, hint), failed=self._failed)

    def open(self, path: str) -> None:
        """Read a table, in a worker, and show what it would change."""
        from core.exchange.checklist_table import reading_job

        if self._watch is not None and self._watch.running:
            return
        try:
            job = reading_job(Path(path))
        except TouchstoneError as error:
            self._failed(error)
            return
        self.reading.emit()
        self._show(busy=f"{Path(path).name} is being read …")
        self.said.emit("info", self.state.busy, "")
        self._watch = watch = JobWatch(job, self)
        watch.finished.connect(partial(self._look, Path(path).name, self._session.store))
        watch.failed.connect(lambda reason, hint, _: self._failed(TouchstoneError(reason, hint)))
        watch.cancelled.connect(lambda: self._show(busy=""))
        self._session.follow("Reading the table", watch)

    def tick(self, row_id: str, *, ticked: bool) -> None:
        """Take a line, or leave it."""
        self._ticks[row_id] = ticked
        self._show_rows()

    def take(self) -> bool:
        """Make drafts of what is ticked; False where nothing could be taken."""
        drafts = [one.draft for one in self._offers if self._ticked(one)]
        if not drafts or self.state.blocked:
            return False
        try:
            self._session.change(partial(_keep, drafts), "drafts")
        except TouchstoneError as error:
            self._failed(error)
            return False
        count = "1 answer is" if len(drafts) == 1 else f"{len(drafts)} answers are"
        self._show(open=False, rows=())
        self.taken.emit()
        self.said.emit("success", f"{count} taken as drafts.", "None counts until a person confirms it.")
        return True

    def cancel(self) -> None:
        """Take nothing."""
        self._show(open=False, rows=())

    def _look(self, name: str, store: Any, read: Mapping[str, Any]) -> None:
        from core.exchange.checklist_table import offered, offers_to

        if not self._session.is_open or self._session.store is not store:
            return
        try:
            self._offers = offers_to(store, offered(read))
        except TouchstoneError as error:
            self._failed(error)
            return
        self._ticks = {}
        self.said.emit("", "", "")
        self.state = replace(self.state, open=True, file=name, busy="", blocked=self._session.why_not_writable)
        self._show_rows()

    def _ticked(self, one: Offer) -> bool:
        return one.can_be_taken and self._ticks.get(str(one.line), one.kind == "new")

    def _show_rows(self) -> None:
        rows = tuple(
            TableRow(
                id=str(one.line),
                item=one.item_id,
                says=(one.draft.value or "").replace("-", " "),
                what=KIND_WORDS[one.kind],
                why=one.sentence,
                ticked=self._ticked(one),
                can_be_taken=one.can_be_taken,
            )
            for one in self._offers
            if one.kind != "same"
        )
        count = sum(row.ticked for row in rows)
        self._show(rows=rows, count=count, summary=self._summary(rows))

    def _summary(self, rows: tuple[TableRow, ...]) -> str:
        if not self._offers:
            return "No line of the table has an answer."
        same = len(self._offers) - len(rows)
        kinds = {word: sum(row.what == word for row in rows) for word in KIND_WORDS.values()}
        said = [f"{word.lower()}: {count}" for word, count in kinds.items() if count]
        said += [f"as the case says already: {same}"] if same else []
        return f"{len(self._offers)} answers in the table. {'; '.join(said).capitalize()}."

    def _failed(self, error: TouchstoneError) -> None:
        self._show(busy="")
        self.said.emit("error", error.message, error.hint)

    def _show(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.changed.emit(self.state)

    def _follow(self, change: Change) -> None:
        if "case" in change.kinds:
            self._offers, self._ticks = (), {}
            self._show(open=False, rows=(), busy="")


def _keep(drafts: Sequence[AnswerDraft], store: Store) -> None:
    for draft in drafts:
        store.save_draft(draft)
