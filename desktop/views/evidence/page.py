"""The evidence page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from desktop.viewmodels.attaching import AttachState
from desktop.viewmodels.evidence import EvidenceModel, EvidenceRow, EvidenceState
from desktop.views.attaching import AttachForm
from desktop.views.evidence.closer import Closer
from desktop.views.evidence.preview import PreviewBox
from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.drop_veil import DropVeil
from desktop.widgets.empty import EmptyState
from desktop.widgets.layout import column, show_if
from desktop.widgets.page import Page
from desktop.widgets.table import Column, Table

COLUMNS = (
    Column(
        title="Title",
        text=lambda row: row.title,
        icon=lambda row: ("file_present", "muted") if row.include else ("visibility_off", "warn"),
        stretch=True,
    ),
    Column(title="Marking", text=lambda row: row.marking),
    Column(title="Packet", text=lambda row: row.where, gives_way=1),
    Column(title="By AI", text=lambda row: "Yes" if row.made_by_ai else "No", gives_way=2),
    Column(title="Items", text=lambda row: str(row.items), sort=lambda row: row.items, right=True, gives_way=3),
    Column(title="Size", text=lambda row: row.size, sort=lambda row: row.size_bytes, right=True, gives_way=4),
)


class EvidencePage(Page):
    def __init__(self, model: EvidenceModel, parent: QWidget | None = None) -> None:
        super().__init__("Evidence", "Documents, files and notes that support the answers.", parent=parent)
        self.setAcceptDrops(True)
        self._model = model
        self._listed: tuple[EvidenceRow, ...] | None = None
        self.attach = Button("Attach a file", "primary", "attach_file", hint="Copy files into the case (Ctrl+O)")
        self.attach.setShortcut("Ctrl+O")
        self.table = Table("Evidence", COLUMNS)
        self.closer, self.form, self.preview = Closer(), AttachForm(), PreviewBox()
        self.empty = EmptyState(
            "folder_open",
            "No evidence yet",
            "Evidence is what an answer stands on: reports, logs, screenshots, notes. Attach files, or drop them here.",
            "Attach a file",
        )
        self.parts, self.side = QStackedWidget(), QStackedWidget()
        self.veil = DropVeil(self.parts)
        self._lay_out()
        self._wire()
        self.show_state(model.state)
        self._show_attaching(model.attaching.state)

    def show_state(self, state: EvidenceState) -> None:
        """Show the table and the chosen piece."""
        if state.rows is not self._listed:
            self._listed = state.rows
            self.table.set_rows(state.rows, keep=lambda row: row.id)
        self.parts.setCurrentIndex(0 if state.rows else 1)
        self.attach.block(state.blocked)
        self.empty.action.block(state.blocked)
        self._say(state.notice)
        if state.detail is not None:
            self.closer.show_detail(state.detail, state.marking_error, state.blocked)
            chosen = self.table.selected()
            if chosen is None or chosen.id != state.detail.row.id:
                wanted = state.detail.row.id
                self.table.select_where(lambda row: row.id == wanted)
            self.preview.show_preview(state.detail.preview)
        show_if(self.preview, state.detail is not None)
        self.side.setCurrentIndex(1 if state.detail is not None else 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.asleep.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.asleep.sleep()

    def focus_on(self, target: Mapping[str, Any]) -> None:
        """Show the piece with the id target["evidence"]."""
        self._model.choose(str(target.get("evidence", "")))

    def choose_files(self) -> None:
        """Ask for files, then about each."""
        paths = files.ask_open_many(self, "Attach files")
        self._model.attaching.offer(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.attach.isEnabled():
            event.acceptProposedAction()
            count = len(event.mimeData().urls())
            self.veil.rise("Let go to attach the file." if count == 1 else f"Let go to attach {count} files.")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.veil.fall()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.veil.fall()
        event.acceptProposedAction()
        self._model.attaching.offer([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    def _lay_out(self) -> None:
        self.corner.addWidget(self.attach)
        nothing = EmptyState("folder", "Nothing is chosen", "Choose a piece of evidence to see what is said of it.")
        self.side.addWidget(nothing)
        self.side.addWidget(self.closer)
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.table)
        left.addWidget(self.preview)
        left.setSizes([420, 260])
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.side)
        split.setSizes([760, 400])
        split.setStretchFactor(0, 1)
        for one in (left, split):
            one.setHandleWidth(16)
            one.setObjectName("gap")
            one.setChildrenCollapsible(False)
        self.side.setMinimumWidth(320)
        self.parts.addWidget(split)
        held = QWidget()
        inner = column(held)
        inner.addWidget(self.empty)
        self.parts.addWidget(held)
        self.body.addWidget(self.form)
        self.body.addWidget(self.parts, 1)

    def _wire(self) -> None:
        model = self._model
        model.state_changed.connect(self.show_state)
        model.attaching.state_changed.connect(self._show_attaching)
        self.form.submitted.connect(model.attaching.submit)
        self.form.cancelled.connect(model.attaching.cancel)
        self.attach.clicked.connect(self.choose_files)
        self.empty.action_chosen.connect(self.choose_files)
        self.table.row_selected.connect(self._chosen)
        self.closer.include_turned.connect(model.include)
        self.closer.appendix_chosen.connect(model.keep_apart)
        self.closer.title_edited.connect(model.rename)
        self.closer.marking_edited.connect(model.mark)
        self.closer.link_chosen.connect(model.link)
        self.closer.unlink_chosen.connect(model.unlink)
        self.closer.item_opened.connect(model.open_item)
        self.closer.copy_chosen.connect(self._save_copy)

    def _chosen(self, row: EvidenceRow | None) -> None:
        if row is not None:
            self._model.choose(row.id)

    def _save_copy(self) -> None:
        detail = self._model.state.detail
        if detail is not None:
            target = files.ask_save(self, "Save a copy", detail.row.file_name)
            if target:
                self._model.save_copy(target)

    def _show_attaching(self, state: AttachState) -> None:
        self.form.show_state(state)
        self._say(state.notice)

    def _say(self, notice: tuple[str, str, str]) -> None:
        kind, message, hint = notice
        if message:
            self.notice.say(message, hint, kind)  # type: ignore[arg-type]
