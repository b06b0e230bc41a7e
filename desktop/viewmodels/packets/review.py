"""What a reviewer does with a packet besides checking it: compare it, countersign it, return it with comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from core import clock
from core.errors import RefusedError, TouchstoneError
from core.jobs import Job
from core.manifest import ROLES
from desktop.background import behind
from desktop.job_watch import JobWatch
from desktop.session import Session
from desktop.viewmodels import shown
from desktop.viewmodels.export import writing
from desktop.viewmodels.export.states import Outcome
from desktop.viewmodels.packets.states import CommentRow, DifferenceRow, Returned, ReviewState

_COUNTERSIGNED = re.compile(r"-countersigned(-\d+)?$")
_SECTIONS = {"statement": "Statement", "answers": "Answer", "readings": "Reading", "files": "File"}


class ReviewModel(QObject):
    """Commands on the packet that is open. `signed(path)` is sent when a countersigned packet was written."""

    state_changed = Signal(object)
    signed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state = ReviewState()
        self._path, self._sha256, self._manifest = "", "", dict[str, Any]()
        self._key: Any = None
        self._watch: JobWatch | None = None

    @property
    def state(self) -> ReviewState:
        return self._state

    @property
    def sha256(self) -> str:
        """Digest of the packet that is open, empty without one."""
        return self._sha256

    def begin(self, path: str, sha256: str, manifest: Mapping[str, Any]) -> None:
        """Another packet is open, checked and readable; comments that were returned stay in sight."""
        if (path, sha256) == (self._path, self._sha256):
            return
        self._path, self._sha256, self._manifest, self._key = path, sha256, dict(manifest), None
        self._state = ReviewState(returned=self._state.returned, said=self._state.said)
        self.state_changed.emit(self._state)

    # ---- compare ----

    def compare_with(self, earlier: str) -> None:
        """Say what has changed from the packet at `earlier` to the one that is open."""
        from core.verify.request import comparison_job

        self._show(busy="Comparing the packets", earlier=earlier, compared="", differences=(), error="", hint="")
        self._run(lambda: comparison_job(Path(earlier), Path(self._path)), self._on_compared)

    def _on_compared(self, found: Mapping[str, Any]) -> None:
        rows = tuple(_difference(one) for one in found["differences"])
        same = sum(found["unchanged"].values())
        case = "" if found["same_case"] else " The two packets are of different cases."
        more = f" {found['left_out']:,} more are not listed." if found["left_out"] else ""
        differ = "1 differs" if len(rows) == 1 else f"{len(rows):,} differ"
        words = f"{differ}, {same:,} are the same.{more}{case}" if rows else f"Nothing differs.{case}"
        self._show(busy="", compared=words, differences=rows)

    # ---- countersign ----

    def open_key(self, path: str, passphrase: str) -> None:
        """Open the key file to see whose it is. Nothing is signed yet."""
        self._key = None
        self._show(busy="Opening the key", key=None, key_error="")
        behind(lambda: writing.open_key(Path(path), passphrase), done=self._on_key, failed=self._on_key_failed)

    def _on_key(self, opened: tuple[Any, Any]) -> None:
        self._key, seen = opened
        self._show(busy="", key=seen)

    def _on_key_failed(self, error: TouchstoneError) -> None:
        self._show(busy="", key_error=f"{error.message} {error.hint}".strip())

    def countersigned_name(self) -> str:
        """Where the countersigned packet goes, unless the person chooses otherwise."""
        place = Path(self._path)
        stem = _COUNTERSIGNED.sub("", place.stem)
        numbers = ("", *(f"-{number}" for number in range(2, len(ROLES) + 1)))  # each role signs once
        free = (place.with_name(f"{stem}-countersigned{number}.pdf") for number in numbers)
        return str(next((one for one in free if not one.exists()), place.with_name(f"{stem}-countersigned.pdf")))

    def countersign(self, role: str, reason: str, target: str) -> None:
        """Sign the open packet in `role` and write it to `target`; the packet that came stays as it is.

        Where its case is open, the case has a say: it may ask for a second person, and it keeps who signed.
        """
        key, source, place = self._key, Path(self._path), Path(target)
        if key is None or self._state.busy:
            return
        try:
            self._demand_released()
        except TouchstoneError as error:
            self._on_failed(error)
            return
        self._show(busy="Checking the packet and signing it", error="", hint="", said="")
        behind(
            lambda: writing.sign(source, place, key, role, reason, keep=True),
            done=lambda outcome: self._on_signed(outcome, role),
            failed=self._on_failed,
        )

    def _is_of_open_case(self) -> bool:
        held = self._session
        return held.is_open and self._manifest.get("case_id") == held.store.case_id

    def _demand_released(self) -> None:
        """Raises RefusedError where the case of this packet is open, asks for a second person, and none released it."""
        from core.evaluation.review import countersign_problem

        if not self._is_of_open_case():
            return
        content = str(self._manifest["status"].get("review", {}).get("content", ""))
        if problem := countersign_problem(self._session.review, content=content):
            raise RefusedError(problem, "Release it on the page Review and make the packet anew.")

    def _on_signed(self, outcome: Outcome, role: str) -> None:
        self._key, path = None, outcome.path
        if self._is_of_open_case() and not self._session.why_read_only:
            name, by = Path(path).name, self._session.person
            self._session.change(
                lambda store: store.record_packet(sha256=outcome.digest, file_name=name, roles=(role,), by=by),
                "packets",
            )
        self._show(busy="", key=None, said=f"The packet is countersigned and written as {Path(path).name}.")
        self.signed.emit(path)

    # ---- comments ----

    def add_comment(self, about: str, text: str) -> None:
        """Add a remark to those that will be written."""
        if text.strip():
            row = CommentRow(about=about.strip(), text=text.strip())
            self._show(comments=(*self._state.comments, row), error="", hint="")

    def drop_comment(self, number: int) -> None:
        """Take a remark away again."""
        kept = tuple(one for place, one in enumerate(self._state.comments) if place != number)
        self._show(comments=kept)

    def write_comments(self, target: str, by: str) -> None:
        """Write the comments into a file for the evaluator."""
        from core.paths import write_new
        from core.verify.comments import Comment, Comments

        comments = Comments(
            packet_name=Path(self._path).name,
            packet_sha256=self._sha256,
            packet_id=str(self._manifest.get("packet_id", "")),
            marking=str(self._manifest.get("marking", "")),
            by=by,
            at=clock.stamp(),
            comments=tuple(Comment(about=one.about, text=one.text) for one in self._state.comments),
        )
        try:
            write_new(Path(target), comments.to_json())
        except TouchstoneError as error:
            self._on_failed(error)
            return
        self._show(said=f"The comments are written as {Path(target).name}. Return them with the packet.", error="")

    def open_comments(self, path: str) -> None:
        """Show the comments that a reviewer returned."""
        self._show(busy="Reading the comments", returned=None, error="", hint="")
        self._run(lambda: Job("core.worker.read_comments.work", {"path": str(Path(path).resolve())}), self._on_returned)

    def _on_returned(self, found: Mapping[str, Any]) -> None:
        rows = tuple(CommentRow(about=one["about"], text=one["text"]) for one in found["comments"])
        facts = tuple(_comment_facts(found))
        self._show(busy="", returned=Returned(facts=facts, comments=rows, sha256=found["packet_sha256"]))

    def go_to(self, about: str) -> None:
        """Open the checklist at the item that a comment is about."""
        self._session.ask_page("checklist", {"item": about})

    def is_item(self, about: str) -> bool:
        """Whether the open case has an item of this id."""
        return self._session.is_open and about in self._session.pack.by_id

    def leave(self) -> None:
        """The person has read what was said."""
        self._show(said="", error="", hint="")

    # ---- the state ----

    def _run(self, start: Callable[[], Job], finished: Callable[[Mapping[str, Any]], None]) -> None:
        try:
            self._watch = JobWatch(start(), self)
        except TouchstoneError as error:
            self._on_failed(error)
            return
        self._watch.finished.connect(finished)
        self._watch.failed.connect(lambda reason, hint, _detail: self._on_failed(TouchstoneError(reason, hint)))

    def _on_failed(self, error: TouchstoneError) -> None:
        self._show(busy="", error=error.message, hint=error.hint)

    def _show(self, **values: Any) -> None:
        self._state = replace(self._state, **values)
        self.state_changed.emit(self._state)


def _difference(one: Mapping[str, str]) -> DifferenceRow:
    key, title = one["key"], one["title"]
    name = key if title in {"", key} else f"{key}  {title}"
    return DifferenceRow(
        section=_SECTIONS[one["section"]], word=one["kind"], name=name, before=one["before"], after=one["after"]
    )


def _comment_facts(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "By", found["by"]
    yield "At", clock.shown(found["at"]) if found["at"] else ""
    yield "Marking", found["marking"]
    yield "On the packet", found["packet_name"]
    yield "Its SHA-256", shown.digest_groups(found["packet_sha256"], 8)
