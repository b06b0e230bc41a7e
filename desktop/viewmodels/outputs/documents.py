"""The documents that can be made of the case: which can now, why others can't, saving one, and its review."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.errors import InputError, TouchstoneError
from desktop.background import behind
from desktop.session import Change, Session
from desktop.viewmodels.asleep import Asleep
from desktop.viewmodels.outputs.states import DocumentRow, DocumentsState, Kind

if TYPE_CHECKING:  # ReportLab and the case file only once something is made
    from core.outputs.documents import Document, Made
    from core.snapshot import Snapshot

FORM_WORDS = {
    "pdf": "PDF (accessible, for printing)",
    "html": "HTML (web page)",
    "txt": "Plain text",
    "json": "JSON (for programs)",
    "svg": "SVG (picture with text)",
    "csv": "CSV (spreadsheet)",
    "md": "Markdown",
}


class DocumentsModel(QObject):
    """`said` carries a notice: kind, message, hint."""

    state_changed = Signal(object)
    said = Signal(str, str, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = 0
        self.asleep = Asleep(self.refresh)
        self.state = DocumentsState()
        session.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Look at the case again, behind the page."""
        self._asked += 1
        if not self._session.is_open or self._session.deployment is None:
            self.state = DocumentsState()
            self.state_changed.emit(self.state)
            return
        self._show(ready=True, blocked=self._session.why_read_only, busy="Looking at the case")
        asked = self._asked
        behind(self._rows, done=lambda rows: self._on_rows(asked, rows), failed=self._on_failed)

    def choose(self, document_id: str) -> None:
        """Look at one document."""
        self._show(chosen=document_id)

    def open_page(self, page: str) -> None:
        """Ask for another page."""
        self._session.ask_page(page, None)

    def file_name(self, form: str) -> str:
        """The proposed name of the chosen document as a file, with its marking in front."""
        from core.marking.training import file_name  # its grammar is read from files, once it is asked

        one, case = self.state.detail, self._session.path
        if one is None or case is None:
            return ""
        name = f"{case.stem}-{one.id}.{form}"
        return file_name(name, one.marking or "UNCLASSIFIED", training=self._session.training)

    def save(self, form: str, target: str) -> None:
        """Write the chosen document as `target`."""
        one = self.state.detail
        if one is None or self.state.busy:
            return
        path = Path(target)
        if path.suffix.lower() != f".{form}":
            path = path.with_name(f"{path.name}.{form}")
        self._show(busy=f"Making the {one.title.lower()}")
        behind(
            lambda: self._write(one.id, form, path), done=lambda made: self._on_made(made, path), failed=self._on_failed
        )

    def review(self, remark: str) -> None:
        """Record that this person reviewed the chosen document as it reads now."""
        from core.evaluation.release import ReleaseReview

        one = self.state.detail
        if one is None or self.state.why_no_review:
            return
        review = ReleaseReview(document=one.id, digest=one.digest, remark=remark.strip())
        try:
            self._session.change(
                lambda store: store.review_for_release(review, by=self._session.person), "record", subject=one.id
            )
        except TouchstoneError as error:
            self.said.emit("error", error.message, error.hint)
        else:
            self.said.emit("success", "The review is recorded. Save the document again: it is no draft any more.", "")

    def _rows(self) -> tuple[DocumentRow, ...]:
        from core.outputs.documents import DOCUMENTS
        from core.snapshot import take

        snapshot = take(self._session.store, self._session.pack, by=self._session.person, begun=False)
        return tuple(_row(order, document, snapshot) for order, document in enumerate(DOCUMENTS))

    def _write(self, document_id: str, form: str, path: Path) -> Made:
        from core.outputs.documents import make
        from core.paths import demand_place_for_pdf

        made = make(self._session.snapshot(), document_id, form)
        if form == "pdf":
            demand_place_for_pdf(path)
        try:
            path.write_bytes(made.content)
        except OSError as error:
            raise InputError(
                f"{path.name} can't be written: {error.strerror or error}.", "Choose another folder or make room."
            ) from error
        return made

    def _on_rows(self, asked: int, rows: tuple[DocumentRow, ...]) -> None:
        if asked == self._asked:
            known = {row.id for row in rows}
            chosen = self.state.chosen if self.state.chosen in known else rows[0].id
            self._show(rows=rows, busy="", chosen=chosen)

    def _on_made(self, made: Made, path: Path) -> None:
        self._show(busy="", seen=self.state.seen | {made.digest})
        kind = "warning" if made.draft else "success"
        self.said.emit(kind, f"Saved as {path.name}, marked {made.marking}.", made.draft or str(path.parent))

    def _on_failed(self, error: TouchstoneError) -> None:
        self._show(busy="")
        self.said.emit("error", error.message, error.hint)

    def _on_changed(self, change: Change) -> None:
        if "case" in change.kinds:
            self.state = DocumentsState()
        if change.kinds - {"drafts", "person"}:
            self.asleep.refresh(is_open=self._session.is_open)

    def _show(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit(self.state)


def _row(order: int, document: Document, snapshot: Snapshot) -> DocumentRow:
    why_not = document.why_not(snapshot)
    paper = None if why_not else document.paper(snapshot)
    review = snapshot.record.releases.get(document.id)
    state, kind = _state(why_not, paper.draft if paper else "", public=document.public)
    return DocumentRow(
        id=document.id,
        order=order,
        title=document.title,
        clause=document.clause,
        purpose=document.purpose,
        state=state,
        kind=kind,
        public=document.public,
        forms=tuple((form, FORM_WORDS[form]) for form in document.forms),
        marking=paper.marking if paper else "",
        why_not=why_not,
        digest=paper.digest if paper else "",
        draft=paper.draft if paper else "",
        reviewed=f"Reviewed by {review.by} on {review.at[:10]}." if review else "",
    )


def _state(why_not: tuple[str, ...], draft: str, *, public: bool) -> tuple[str, Kind]:
    if why_not:
        return "Not now", "none"
    if not public:
        return "Can be made", "good"
    return ("Draft, to be reviewed", "warn") if draft else ("Reviewed for release", "good")
