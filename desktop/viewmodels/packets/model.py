"""The Packets page: check a packet from the file alone, in a worker, and look at what is in it. It needs no case."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.errors import TouchstoneError
from core.jobs import Job
from core.manifest import ROLES
from desktop.job_watch import JobWatch
from desktop.session import Session
from desktop.viewmodels.packets import contents
from desktop.viewmodels.packets.review import ReviewModel
from desktop.viewmodels.packets.states import ExpectedSigner, PacketsState, RootRow
from desktop.viewmodels.verification import verification_state

_DIGEST = re.compile(r"[0-9a-f]{64}")


class PacketsModel(QObject):
    """Commands of the page. A change of packet, roots or expected signers checks again."""

    state_changed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state = PacketsState(kept=self._kept_names())
        self._watches: list[JobWatch] = []
        self.review = ReviewModel(session, self)
        self.review.signed.connect(self.open)
        session.settings_changed.connect(self._on_settings)

    @property
    def state(self) -> PacketsState:
        return self._state

    # ---- whom the reviewer trusts ----

    def trust(self, paths: Iterable[str]) -> None:
        """Trust these root certificates (PEM files) too."""
        known = {root.path for root in self._state.roots}
        added = tuple(RootRow(path=path, name=Path(path).name) for path in paths if path not in known)
        self._show(roots=(*self._state.roots, *added))
        self.check()

    def distrust(self, path: str) -> None:
        """Trust a root no longer."""
        self._show(roots=tuple(root for root in self._state.roots if root.path != path))
        self.check()

    def expect(self, role: str, fingerprint: str) -> None:
        """Demand that the certificate with this SHA-256 signed in `role`; an empty one demands nothing."""
        digits = re.sub(r"[\s:]", "", fingerprint).lower()
        rest = tuple(one for one in self._state.signers if one.role != role)
        if digits and not _DIGEST.fullmatch(digits):
            self._show(signer_error="A fingerprint has 64 hexadecimal digits; spaces and colons do not matter.")
            return
        added = (ExpectedSigner(role=role, title=ROLES[role], fingerprint=digits),) if digits else ()
        self._show(signers=(*rest, *added), signer_error="")
        self.check()

    # ---- the packet ----

    def open(self, path: str, roots: Iterable[str] = ()) -> None:
        """Check the packet at `path`, trusting `roots` besides those chosen before."""
        known = {root.path for root in self._state.roots}
        added = tuple(RootRow(path=root, name=Path(root).name) for root in roots if root not in known)
        self._state = PacketsState(path=path, roots=(*self._state.roots, *added), signers=self._state.signers)
        self._state = replace(self._state, kept=self._kept_names())
        self.check()

    def check(self) -> None:
        """Make every check again."""
        from core.verify.request import verification_job

        if not self._state.path:
            return
        self._drop_jobs()
        path = Path(self._state.path)
        roots = [Path(root.path) for root in self._state.roots]
        signers = {one.role: one.fingerprint for one in self._state.signers}
        self._show(busy="Checking the packet", done=0, total=0, verification=None, error="", hint="", saved="")
        try:
            kept = [root.pem for root in self._session.settings.roots]
            job = verification_job(path, trust_paths=roots, trust_texts=kept, signers=signers, beside=path.parent)
        except TouchstoneError as error:
            self._fail(error.message, error.hint)
            return
        watch = self._watch(job, self._on_verified)
        watch.progressed.connect(self._on_progress)

    def ask_settings(self) -> None:
        """Go to the page where roots are kept for good."""
        self._session.ask_page("settings")

    def cancel(self) -> None:
        """Stop what is being done."""
        for watch in self._watches:
            watch.cancel()

    def save_file(self, name: str, target: str) -> None:
        """Save an attached file of the packet; its bytes come from the worker, and their digest is compared."""
        self._show(busy=f"Saving {name}", error="", hint="", saved="")
        task = {"path": str(Path(self._state.path).resolve()), "name": name, "target": target}
        self._watch(Job("core.worker.packet_contents.save", task), partial(self._on_saved, name, target))

    def _kept_names(self) -> tuple[str, ...]:
        return tuple(root.name for root in self._session.settings.roots)

    def _on_settings(self) -> None:
        """The roots in the settings may have changed: what they say of the packet is found again."""
        if self._kept_names() != self._state.kept:
            self._show(kept=self._kept_names())
            self.check()

    # ---- what the workers say ----

    def _on_progress(self, done: int, total: int, said: str, _left: float | None) -> None:
        self._show(done=done, total=total, busy=said or "Checking the packet")

    def _on_verified(self, found: Mapping[str, Any]) -> None:
        state = verification_state(found)
        self._show(busy="", verification=state, **contents.of_manifest(state.manifest))
        if state.manifest:
            self.review.begin(self._state.path, state.sha256, state.manifest)
            path = str(Path(self._state.path).resolve())
            self._watch(Job("core.worker.packet_contents.readings", {"path": path}), self._on_readings)

    def _on_readings(self, found: Mapping[str, Any]) -> None:
        self._show(readings=contents.readings(found))

    def _on_saved(self, name: str, target: str, found: Mapping[str, Any]) -> None:
        listed = next((file for file in self._state.files if file.name == name), None)
        if listed is None or listed.sha256 != found["sha256"]:
            self._fail(f"{name} was saved, but it is not the file that the packet lists.", "Do not rely on it.")
            return
        self._show(busy="", saved=f"{name} is saved as {Path(target).name}; its digest is the listed one.")

    def _watch(self, job: Job, finished: Callable[[Mapping[str, Any]], None]) -> JobWatch:
        watch = JobWatch(job, self)
        watch.finished.connect(finished)
        watch.failed.connect(self._on_failed)
        watch.cancelled.connect(lambda: self._show(busy=""))
        self._watches.append(watch)
        return watch

    def _drop_jobs(self) -> None:
        for watch in self._watches:
            watch.cancel()
            watch.deleteLater()
        self._watches.clear()

    def _on_failed(self, reason: str, hint: str, _detail: str) -> None:
        self._fail(reason, hint)

    def _fail(self, message: str, hint: str) -> None:
        self._show(busy="", error=message, hint=hint)

    def _show(self, **values: Any) -> None:
        self._state = replace(self._state, **values)
        self.state_changed.emit(self._state)
