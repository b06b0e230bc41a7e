"""A model card from elsewhere: what it says, and taking it into the case."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.errors import TouchstoneError
from desktop.job_watch import JobWatch
from desktop.session import Change, Session
from desktop.viewmodels.outputs.states import CardState

if TYPE_CHECKING:
    from core.exchange.model_card import ModelCard


class CardModel(QObject):
    """The file is read in a worker process. `said` carries a notice: kind, message, hint."""

    state_changed = Signal(object)
    said = Signal(str, str, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._watch: JobWatch | None = None
        self._card: ModelCard | None = None
        self.state = CardState(blocked=session.why_not_writable, marking=session.portion)
        session.changed.connect(self._on_changed)

    def choose(self, path: str) -> None:
        """Read the card in this file; nothing is taken in yet."""
        from core.exchange.model_card import reading_job

        self._card = None
        try:
            job = reading_job(Path(path))
        except TouchstoneError as error:
            self._on_failed(error.message, error.hint)
            return
        self._show(path=path, busy="Reading the model card", said=(), silent="", ignored="")
        self._watch = JobWatch(job, self)
        self._watch.finished.connect(self._on_read)
        self._watch.failed.connect(lambda reason, hint, _detail: self._on_failed(reason, hint))

    def take_in(self, marking: str) -> None:
        """Keep the card as evidence, and record its model in the inventory."""
        from core.outputs.card_import import take_in

        card, path, person = self._card, Path(self.state.path), self._session.person
        if card is None or self.state.why_not:
            return
        try:
            sentences = self._session.change(
                lambda store: tuple(take_in(store, path, card, marking=marking.strip(), items=(), by=person)),
                "evidence",
                "record",
            )
        except TouchstoneError as error:
            self.said.emit("error", error.message, error.hint)
            return
        self._card = None
        self._show(path="", said=(), silent="", ignored="")
        self.said.emit("success", sentences[0], " ".join(sentences[1:]))

    def _on_read(self, read: Any) -> None:
        from core.exchange.model_card import TITLES, card_of

        try:
            card = card_of(read)
        except TouchstoneError as error:
            self._on_failed(error.message, error.hint)
            return
        self._card = card
        self._show(
            busy="",
            said=tuple((TITLES[name], text) for name, text in card.said.items()),
            silent=", ".join(card.silent),
            ignored=", ".join(card.ignored),
        )

    def _on_failed(self, message: str, hint: str) -> None:
        self._show(busy="", path="", said=(), silent="", ignored="")
        self.said.emit("error", message, hint)

    def _on_changed(self, change: Change) -> None:
        if "case" in change.kinds:
            self._card = None
            self._show(path="", busy="", said=(), silent="", ignored="")
        self._show(blocked=self._session.why_not_writable, marking=self._session.portion)

    def _show(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit(self.state)
