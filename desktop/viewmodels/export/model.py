"""The Sign and export page: what is missing, what goes in, the packet, the key, done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from core import clock
from core.errors import TouchstoneError
from desktop.background import behind
from desktop.job_watch import JobWatch
from desktop.session import Change, Session
from desktop.viewmodels.asleep import Asleep
from desktop.viewmodels.export import reading, writing
from desktop.viewmodels.export.making import Making
from desktop.viewmodels.export.states import CONTENTS, DONE, PACKET, ExportState
from desktop.viewmodels.verification import verification_state

_CASE_WORDS = (
    *("deployment", "evaluation", "answers", "approvals", "evidence", "links", "readings", "findings"),
    "record",
)


class ExportModel(QObject):
    """Commands of the page. Everything that takes longer than a blink runs in a thread or in a worker."""

    state_changed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state = ExportState()
        self._key: Any = None
        self._watch: JobWatch | None = None
        self._making: Making | None = None
        self._case_changed = False  # since the packet in the making was begun
        self.asleep = Asleep(self._look_again)
        session.changed.connect(self._on_changed)
        self._look_again()

    @property
    def state(self) -> ExportState:
        return self._state

    # ---- the steps ----

    def go(self, step: int) -> None:
        """Open a step, where it can be opened."""
        if self._state.why_not[step]:
            return
        self._show(step=step, error="", hint="")
        if step == PACKET and (self._state.built is None or self._state.stale):
            self.make()

    def leave_error(self) -> None:
        self._show(error="", hint="")

    def open_page(self, page: str, item_id: str) -> None:
        """Ask for the page where something missing can be done."""
        self._session.ask_page(page, {"item": item_id} if item_id else None)

    # ---- what goes in ----

    def include(self, evidence_id: str, *, on: bool) -> None:
        """Put a piece of evidence into the packet, or withhold it (it is named there then)."""
        self._try(
            lambda: self._session.change(
                lambda store: store.change_evidence(evidence_id, include=on, by=self._session.person), "evidence"
            )
        )

    # ---- the packet ----

    def choose_target(self, path: str) -> None:
        """Where the packet goes, as a PDF file."""
        target = Path(path)
        if target.suffix.lower() != ".pdf":
            target = target.with_name(target.name + ".pdf")
        self._show(target=str(target), built=None, outcome=None, verification=None)
        if self._state.step == PACKET:
            self.make()

    def make(self) -> None:
        """Make the packet, not signed yet."""
        if self._state.busy:
            return
        self._show(
            busy="Checking the case", stoppable=True, built=None, error="", hint="", outcome=None, verification=None
        )
        place = writing.unsigned_name(Path(self._state.target))
        self._case_changed = False
        making = self._making = Making(self._session, place, self)
        making.progressed.connect(self._on_progress)
        making.made.connect(lambda made: self._on_built(writing.built(place, made)))
        making.failed.connect(self._on_failed)
        making.cancelled.connect(lambda: self._on_stopped("The packet was not made: you stopped it."))

    def cancel(self) -> None:
        """Stop the making of the packet, of which nothing is left then, or the check of the written file."""
        running = self._making or self._watch
        if running is not None and self._state.stoppable:
            running.cancel()
            self._show(busy="Stopping", done_steps=0, all_steps=0, stoppable=False)

    def _on_progress(self, done: int, total: int, text: str, left: float | None) -> None:
        if self._state.stoppable:
            self._show(busy=text or self._state.busy, done_steps=done, all_steps=total, seconds_left=left)

    def _on_built(self, built: Any) -> None:
        self._end()
        self._show(built=built, stale=self._case_changed)

    def _on_stopped(self, said: str) -> None:
        self._end()
        self._show(error=said, hint="", stopped=True)

    def _end(self) -> None:
        """Nothing is being done any more."""
        for ended in (self._making, self._watch):
            if ended is not None:
                ended.deleteLater()
        self._making = self._watch = None
        self._show(busy="", done_steps=0, all_steps=0, seconds_left=None, stoppable=False)

    # ---- the key ----

    def open_key(self, path: str, passphrase: str) -> None:
        """Open the key file to see whose it is. Nothing is signed yet."""
        if self._state.busy:
            return
        self._key = None
        self._show(busy="Opening the key", key=None, key_error="")
        behind(lambda: writing.open_key(Path(path), passphrase), done=self._on_key, failed=self._on_key_failed)

    def _on_key(self, opened: tuple[Any, Any]) -> None:
        self._key, seen = opened
        self._show(busy="", key=seen)

    def _on_key_failed(self, error: TouchstoneError) -> None:
        self._show(busy="", key_error=f"{error.message} {error.hint}".strip())

    def sign(self, role: str, reason: str = "") -> None:
        """Sign the packet with the opened key in `role`, then check the written file."""
        built, key = self._state.built, self._key
        if built is None or key is None or self._state.busy:
            return
        self._show(busy="Signing the packet", error="", hint="")
        target = Path(self._state.target)
        behind(
            lambda: writing.sign_released(self._session, Path(built.path), target, key, role, reason),
            done=lambda outcome: self._on_written(outcome, (role,)),
            failed=self._on_failed,
        )

    def leave_unsigned(self) -> None:
        """Finish without a signature: the packet stays as it is."""
        if self._state.built is not None:
            built = Path(self._state.built.path)
            behind(
                lambda: writing.unsigned(built),
                done=lambda outcome: self._on_written(outcome, ()),
                failed=self._on_failed,
            )

    def _on_written(self, outcome: Any, roles: tuple[str, ...]) -> None:
        self._key = None
        self._show(busy="", outcome=outcome, step=DONE, key=None)
        name = Path(outcome.path).name
        if not self._session.why_read_only:
            self._try(
                lambda: self._session.change(
                    lambda store: store.record_packet(
                        sha256=outcome.digest, file_name=name, roles=roles, by=self._session.person
                    ),
                    "packets",
                )
            )
        self.verify()

    # ---- the check of what was written ----

    def choose_root(self, path: str) -> None:
        """Trust this root certificate when the written file is checked."""
        self._show(root=path)
        if self._state.outcome is not None:
            self.verify()

    def verify(self) -> None:
        """Check the written file from the file alone, in a worker."""
        from core.verify.request import verification_job

        if self._state.outcome is None or self._state.busy:
            return
        roots = [Path(self._state.root)] if self._state.root else []
        self._show(busy="Checking the written file", stoppable=True, verification=None)
        try:
            job = verification_job(Path(self._state.outcome.path), trust_paths=roots, signers={})
        except TouchstoneError as error:
            self._on_failed(error)
            return
        self._watch = JobWatch(job, self)
        self._watch.progressed.connect(self._on_progress)
        self._watch.finished.connect(self._on_verified)
        self._watch.failed.connect(self._on_check_failed)
        self._watch.cancelled.connect(lambda: self._on_stopped("The written file was not checked: you stopped it."))

    def review(self) -> None:
        """Show the written file on the Packets page, with every check."""
        if self._state.outcome is not None:
            roots = [self._state.root] if self._state.root else []
            self._session.ask_page("packets", {"packet": self._state.outcome.path, "roots": roots})

    def _on_verified(self, found: dict[str, Any]) -> None:
        self._end()
        self._show(verification=verification_state(found))

    def _on_check_failed(self, reason: str, hint: str, _detail: str) -> None:
        self._end()
        self._show(error=reason, hint=hint)

    # ---- the state ----

    def _on_failed(self, error: TouchstoneError) -> None:
        self._end()
        self._show(error=error.message, hint=error.hint)

    def _try(self, action: Callable[[], Any]) -> None:
        try:
            action()
        except TouchstoneError as error:
            self._show(error=error.message, hint=error.hint)

    def _on_changed(self, change: Change) -> None:
        self._case_changed = self._case_changed or change.touches(*_CASE_WORDS)
        if "case" in change.kinds:
            self._drop_making()
            self._state, self._key = ExportState(), None
        if change.touches(*_CASE_WORDS) and self._state.built is not None:
            self._state = replace(self._state, stale=True)
        if change.touches("person", *_CASE_WORDS):
            self.asleep.refresh(is_open=self._session.is_open)

    def _drop_making(self) -> None:
        """Another case is open, or none: a packet in the making is of no use to anyone here."""
        if self._making is not None:
            for signal in (self._making.progressed, self._making.made, self._making.failed, self._making.cancelled):
                signal.disconnect()
            self._making.cancel()
            self._making = None

    def _look_again(self) -> None:
        if not self._session.is_open:
            self._show(ready=False)
            return
        self._show(
            ready=self._session.evaluation is not None,
            why_read_only=self._session.why_not_writable,
            standing=reading.standing(self._session),
            contents=reading.contents(self._session),
            target=self._state.target or self._proposed_target(),
        )

    def _proposed_target(self) -> str:
        case = self._session.path
        if case is None:
            return ""
        from core.marking.training import file_name  # the grammar of markings is read from files, once it is asked

        name = f"{case.stem}-packet-{clock.now():%Y-%m-%d}.pdf"
        return str(case.with_name(file_name(name, self._session.marking, training=self._session.training)))

    def _show(self, **values: Any) -> None:
        state = replace(self._state, **({"stopped": False} | values if "error" in values else values))
        self._state = replace(state, why_not=_why_not(state), done=_done(state))
        self.state_changed.emit(self._state)


def _why_not(state: ExportState) -> tuple[str, ...]:
    none = "" if state.ready else "Start an evaluation on the Deployment page first."
    no_packet = none or ("" if state.built else "Make the packet first.")
    return "", none, none, no_packet, "" if state.outcome else "Sign the packet, or finish without a signature, first."


def _done(state: ExportState) -> tuple[bool, ...]:
    built = state.built is not None and not state.stale
    signed = state.outcome is not None
    return (
        state.standing.complete,
        state.step > CONTENTS or built,
        built,
        signed,
        signed and state.verification is not None,
    )
