"""Taking packets in, one worker after the other, and the roots by which they are verified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, Signal

from core.clock import shown
from core.errors import TouchstoneError
from core.manifest import ROLES
from desktop.background import behind
from desktop.job_watch import JobWatch, TimeLeft
from desktop.session import Session

if TYPE_CHECKING:
    from core.agency.intake import Came
    from core.agency.records import Root, TakenIn

Kind = Literal["good", "bad", "warn", "info", "none"]


@dataclass(frozen=True, kw_only=True)
class CameRow:
    """One file that was taken in, or could not be."""

    name: str
    file_name: str
    word: str
    kind: Kind
    said: str


@dataclass(frozen=True, kw_only=True)
class RootLine:
    fingerprint: str
    name: str
    said: str


@dataclass(frozen=True, kw_only=True)
class TakingInState:
    """`busy` says which file is looked at; `done` of `total` are through. `blocked`: why nothing can be taken in."""

    busy: str = ""
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    came: tuple[CameRow, ...] = ()
    roots: tuple[RootLine, ...] = ()
    blocked: str = ""
    notice: tuple[str, str, str] = ("", "", "")  # kind, message, hint


class TakingInModel(QObject):
    state_changed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._desk = session, session.agency
        self._waiting: list[Path] = []
        self._left = TimeLeft()
        self._watch: JobWatch | None = None
        self._roots: tuple[Root, ...] = ()
        self.state = TakingInState()
        self._desk.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Look at the file again."""
        if not self._desk.is_open:
            self._stop()
            self.state = TakingInState()
            self.state_changed.emit(self.state)
            return
        store = self._desk.store
        self._roots = store.roots()
        lines = tuple(
            RootLine(fingerprint=one.fingerprint, name=one.name, said=f"trusted by {one.by}, {shown(one.at)}")
            for one in self._roots
        )
        self._show(roots=lines, blocked=store.read_only_reason)

    def take_in(self, paths: Sequence[str]) -> None:
        """Verify these files, or the PDF files in these folders, and take them in one after the other."""
        from core.agency.intake import packets_under

        try:
            wanted = packets_under(Path(path) for path in paths)
        except TouchstoneError as error:
            self._show(notice=("error", error.message, error.hint))
            return
        if not self._waiting:
            self._left = TimeLeft()
            self._show(came=(), done=0, total=0, seconds_left=None, notice=("", "", ""))
        self._waiting += wanted
        self._show(total=self.state.total + len(wanted))
        if self._watch is None:
            self._next()

    def cancel(self) -> None:
        """Stop after what was kept; the rest is not taken in."""
        left = len(self._waiting)
        self._stop()
        self._show(busy="", total=self.state.done, notice=("info", f"Stopped: {left} files were not taken in.", ""))

    def trust(self, path: str) -> None:
        """Trust the roots in a file."""
        self._record(lambda: self._trusted(path))

    def distrust(self, fingerprint: str, reason: str) -> None:
        """Stop trusting a root, with the reason."""
        self._record(lambda: self._distrusted(fingerprint, reason))

    def _trusted(self, path: str) -> tuple[str, str, str]:
        new = self._desk.store.trust(Path(path), by=self._desk.person)
        if not new:
            return "info", "That root is trusted already.", ""
        hint = "Packets that were not verified before can be taken in again." if self._desk.store.packets() else ""
        return "success", f"Trusted from now on: {', '.join(root.name for root in new)}.", hint

    def _distrusted(self, fingerprint: str, reason: str) -> tuple[str, str, str]:
        self._desk.store.distrust(fingerprint, reason=reason, by=self._desk.person)
        return "warning", "Packets that were verified with it count as not verified until they are taken in again.", ""

    def _record(self, act: Any) -> None:
        try:
            notice = act()
        except TouchstoneError as error:
            self._show(notice=("error", error.message, error.hint))
        else:
            self._show(notice=notice)
            self._desk.announce()

    def _next(self) -> None:
        from core.agency.intake import take_in_job

        self._watch = None
        if not self._waiting:
            self._ended()
            return
        path = self._waiting[0]
        self._show(busy=path.name)
        try:
            job = take_in_job(path, self._roots)
        except TouchstoneError as error:
            self._failed(error.message, error.hint, "")
            return
        watch = self._watch = JobWatch(job, self)
        watch.finished.connect(self._found)
        watch.failed.connect(self._failed)

    def _found(self, found: Mapping[str, Any]) -> None:
        from core.agency.intake import came

        path, store, roots = self._waiting[0], self._desk.store, self._roots
        behind(
            lambda: came(store, path, dict(found), roots, by=self._desk.person), done=self._kept, failed=self._not_kept
        )

    def _kept(self, one: Came) -> None:
        packet = one.packet
        verified = packet is not None and packet.verified
        name = packet.name if packet is not None and packet.name else one.path.name
        word = "Verified" if verified else "Not verified" if packet is not None else "Not read"
        kind: Kind = "good" if verified else "bad" if packet is not None or not one.is_training else "info"
        said = _found_in(packet, new=one.new) if packet is not None and verified else one.said
        self._came(
            CameRow(
                name=name,
                file_name=one.path.name,
                word="Not taken in" if one.is_training else word,
                kind=kind,
                said=said[:1].upper() + said[1:],
            )
        )

    def _not_kept(self, error: TouchstoneError) -> None:
        """The file can't be written: nothing further can be kept either."""
        self._stop()
        self._show(busy="", notice=("error", error.message, error.hint))
        if self._desk.is_open:
            self._desk.announce()

    def _failed(self, reason: str, hint: str, _detail: str) -> None:
        if self._waiting:
            said = f"{reason} {hint}".strip()
            name = self._waiting[0].name
            self._came(CameRow(name=name, file_name=name, word="Not read", kind="bad", said=said))

    def _came(self, row: CameRow) -> None:
        if not self._waiting:  # it was stopped meanwhile
            return
        self._waiting.pop(0)
        done = self.state.done + 1
        self._show(came=(row, *self.state.came), done=done, seconds_left=self._left.seconds(done, self.state.total))
        self._next()

    def _ended(self) -> None:
        good, bad = (sum(one.kind == kind for one in self.state.came) for kind in ("good", "bad"))
        training = len(self.state.came) - good - bad
        kind = "warning" if bad else "success"
        hint = "What is not verified is never counted as compliant." if bad else ""
        left = f" Training examples, not taken in: {training}." if training else ""
        self._show(busy="", notice=(kind, f"{good} verified, {bad} not verified.{left}", hint))
        self._desk.announce()

    def _stop(self) -> None:
        self._waiting.clear()
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def _show(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self.state_changed.emit(self.state)


def _found_in(packet: TakenIn, *, new: bool) -> str:
    """What a verified packet is, so that several of one deployment can be told apart."""
    known = "" if new else "Known already. "
    version = f"Version {packet.version}, made" if packet.version else "Made"
    return (
        f"{known}{version} {packet.created[:10]}: {packet.word}. Signed by {len(packet.signed)} of {len(ROLES)} roles."
    )
