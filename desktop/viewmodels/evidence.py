"""The evidence of the case: what there is, what is said of it, what it supports, and a look into it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from core import clock
from core.errors import TouchstoneError
from core.evaluation.records import Evidence
from core.sizes import bytes_text
from desktop.session import Change, Session
from desktop.viewmodels.asleep import Asleep
from desktop.viewmodels.attaching import AttachModel, marking_fault
from desktop.viewmodels.history import HistoryLine, history_of

PREVIEW_TEXT_BYTES = 64_000
PREVIEW_IMAGE_BYTES = 8_000_000
IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/bmp", "image/webp"})


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """One line of the table."""

    id: str
    title: str
    file_name: str
    size: str
    size_bytes: int
    marking: str
    include: bool
    made_by_ai: bool
    items: int
    at: str
    appendix: str = ""  # "named" or "unnamed" where it is kept in the appendix alone

    @property
    def where(self) -> str:
        return "Appendix" if self.appendix else "Included" if self.include else "Withheld"


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A look into the content: text, or the bytes of an image, or why there is neither."""

    text: str = ""
    image: bytes = b""
    why_not: str = ""


@dataclass(frozen=True, kw_only=True)
class EvidenceDetail:
    """One piece of evidence with everything around it. Items are (id, title)."""

    row: EvidenceRow
    origin: str
    media_type: str
    sha256: str
    by: str
    history: tuple[HistoryLine, ...]
    items: tuple[tuple[str, str], ...]
    linkable: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]  # answers that rest on it, where AI made it (section 3(e))
    preview: Preview


@dataclass(frozen=True, kw_only=True)
class EvidenceState:
    rows: tuple[EvidenceRow, ...] = ()
    detail: EvidenceDetail | None = None
    notice: tuple[str, str, str] = ("", "", "")  # kind, message, hint
    marking_error: str = ""
    blocked: str = ""


class EvidenceModel(QObject):
    state_changed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._chosen = ""
        self._listed: tuple[tuple[Evidence, EvidenceRow], ...] = ()
        self.attaching = AttachModel(session)
        self.attaching.attached.connect(self.choose)
        self.state = EvidenceState()
        self.asleep = Asleep(self.refresh)
        session.changed.connect(self._follow)
        self.refresh()

    def refresh(self) -> None:
        """Look at the case again."""
        held = self._session
        if not held.is_open:
            self._chosen = ""
            self._show(rows=(), detail=None, blocked=held.why_not_writable, notice=("", "", ""))
            return
        counts = Counter(link.evidence_id for link in held.links)
        before = {row.id: (piece, row) for piece, row in self._listed}
        self._listed = tuple((one, _row_again(one, counts[one.id], before.get(one.id))) for one in held.evidence)
        rows = tuple(row for _, row in self._listed)
        if rows and self._chosen not in {row.id for row in rows}:
            self._chosen = rows[0].id
        self._show(rows=rows, detail=self._detail(rows), blocked=held.why_not_writable)

    def choose(self, evidence_id: str) -> None:
        """Look at one piece; an empty id at none."""
        if evidence_id != self._chosen:
            self._chosen = evidence_id
            self._show(detail=self._detail(self.state.rows), marking_error="", notice=("", "", ""))

    def include(self, included: bool) -> None:  # noqa: FBT001 - a switch's only news
        """Let the piece go into the packet, or withhold it; the packet then names it as withheld."""
        self._change_evidence(include=included)

    def keep_apart(self, appendix: str) -> None:
        """Keep the piece in the appendix alone, "named" or "unnamed" in the packet; "" takes it out of there."""
        if self.state.detail is not None and appendix != self.state.detail.row.appendix:
            self._change_evidence(appendix=appendix)

    def rename(self, title: str) -> None:
        """Give the piece another title."""
        if self.state.detail is not None and title.strip() and title.strip() != self.state.detail.row.title:
            self._change_evidence(title=title.strip())

    def mark(self, marking: str) -> None:
        """Give the piece another marking, if it is one."""
        if self.state.detail is None or marking.strip() == self.state.detail.row.marking:
            self._show(marking_error="")
            return
        fault = marking_fault(marking)
        self._show(marking_error=fault)
        if not fault:
            self._change_evidence(marking=marking.strip())

    def link(self, item_id: str) -> None:
        """Let the piece support an item."""
        chosen, by = self._chosen, self._session.person
        self._change(lambda store: store.link(chosen, item_id, by=by), "links")

    def unlink(self, item_id: str) -> None:
        """Take an item off the piece."""
        chosen, by = self._chosen, self._session.person
        self._change(lambda store: store.unlink(chosen, item_id, by=by), "links")

    def open_item(self, item_id: str) -> None:
        self._session.ask_page("checklist", {"item": item_id})

    def save_copy(self, target: str) -> None:
        """Write the content out of the case to a new file."""
        chosen, path = self._chosen, Path(target)
        try:
            # The person was asked by the file dialog whether to replace it; the case writes only new files.
            path.unlink(missing_ok=True)
        except OSError as error:
            self._show(notice=("error", f"{path.name} can't be replaced: {error.strerror}.", "Choose another name."))
            return
        from desktop.background import behind  # beside its only use

        store = self._session.store
        behind(
            lambda: store.save_evidence(chosen, path),
            done=lambda _: self._show(notice=("success", f"A copy is saved as {path.name}.", str(path.parent))),
            failed=lambda error: self._show(notice=("error", error.message, error.hint)),
        )

    def _detail(self, rows: tuple[EvidenceRow, ...]) -> EvidenceDetail | None:
        row = next((one for one in rows if one.id == self._chosen), None)
        if row is None:
            return None
        one = next(one for one in self._session.evidence if one.id == row.id)
        linked = {link.item_id for link in self._session.links if link.evidence_id == row.id}
        named = [(item.id, item.title) for item in self._session.pack.items]
        return EvidenceDetail(
            row=row,
            origin=one.origin,
            media_type=one.media_type,
            sha256=one.sha256,
            by=one.by,
            history=history_of(self._session, one.id),
            items=tuple(pair for pair in named if pair[0] in linked),
            warnings=tuple(line.sentence for line in self._session.registers.reliances if one.id in line.evidence),
            linkable=tuple(pair for pair in named if pair[0] not in linked),
            preview=self._preview(one),
        )

    def _preview(self, one: Evidence) -> Preview:
        before = self.state.detail
        if before is not None and before.row.id == one.id:
            return before.preview  # content never changes
        try:
            return self._read(one)
        except TouchstoneError as error:
            return Preview(why_not=f"{error.message} {error.hint}".strip())

    def _read(self, one: Evidence) -> Preview:
        if one.media_type in IMAGES and one.size_bytes <= PREVIEW_IMAGE_BYTES:
            return Preview(image=b"".join(self._session.store.evidence_chunks(one.id)))
        if one.media_type.startswith("text/") or one.media_type in ("application/json", "application/yaml"):
            first = next(iter(self._session.store.evidence_chunks(one.id)), b"")[:PREVIEW_TEXT_BYTES]
            more = "\n…" if one.size_bytes > len(first) else ""
            return Preview(text=first.decode("utf-8", errors="replace") + more)
        return Preview(why_not="This kind of file is not shown here. Save a copy to open it.")

    def _change_evidence(self, **changes: Any) -> None:
        try:
            self._session.change_evidence(self._chosen, **changes)
        except TouchstoneError as error:
            self._show(notice=("error", error.message, error.hint))

    def _change(self, action: Any, *kinds: str) -> None:
        try:
            self._session.change(action, *kinds, subject=self._chosen)
        except TouchstoneError as error:
            self._show(notice=("error", error.message, error.hint))

    def _follow(self, change: Change) -> None:
        if change.touches("evidence", "links", "answers", "approvals", "record"):
            self.asleep.refresh(is_open=self._session.is_open)

    def _show(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit(self.state)


def _row_again(one: Evidence, items: int, before: tuple[Evidence, EvidenceRow] | None) -> EvidenceRow:
    """The row as it was where nothing of it has changed: a case may hold thousands."""
    if before is not None and before[0] == one and before[1].items == items:
        return before[1]
    return _row(one, items)


def _row(one: Evidence, items: int) -> EvidenceRow:
    return EvidenceRow(
        id=one.id,
        title=one.title,
        file_name=one.file_name,
        size=bytes_text(one.size_bytes),
        size_bytes=one.size_bytes,
        marking=one.marking,
        include=one.include,
        appendix=one.appendix,
        made_by_ai=one.made_by_ai,
        items=items,
        at=clock.shown(one.at),
    )
