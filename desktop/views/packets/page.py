"""The Packets page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QFileDialog, QSizePolicy, QTabWidget, QWidget

from desktop.viewmodels.packets import PacketsModel, PacketsState
from desktop.viewmodels.verification import VerificationState
from desktop.views.packets.contents_view import ContentsView
from desktop.views.packets.findings_view import ChecksCard, SignersCard, StatementCard
from desktop.views.packets.trust_card import TrustCard
from desktop.widgets.beside import Beside
from desktop.widgets.drop_zone import DropZone
from desktop.widgets.layout import clear, column
from desktop.widgets.page import Page, scrolling
from desktop.widgets.progress import ProgressRow


class PacketsPage(Page):
    """Drop a packet, say whom you trust, read what was found."""

    def __init__(self, model: PacketsModel, parent: QWidget | None = None) -> None:
        super().__init__(
            "Packets", "Check a packet from the file alone. No case is needed, and nothing is sent.", parent=parent
        )
        self._model = model
        self._shown: VerificationState | None = None
        self.drop = DropZone("Choose a packet", "Drop a packet here (PDF)", "Packets (*.pdf)", icon_name="file_present")
        self.drop.file_chosen.connect(model.open)
        self.trust = TrustCard()
        self.trust.roots_added.connect(model.trust)
        self.trust.root_removed.connect(model.distrust)
        self.trust.signer_expected.connect(model.expect)
        self.progress = ProgressRow("Checking the packet")
        self.progress.cancel_chosen.connect(model.cancel)
        self._statements = Beside(least_px=200)
        self.checks, self.signers, self.contents = ChecksCard(), SignersCard(), ContentsView()
        self.contents.save_asked.connect(self._ask_save)
        self.tabs = QTabWidget()
        for title, widget in (("Checks", self.checks), ("Signatures", self.signers), ("Contents", self.contents)):
            self.tabs.addTab(_tab(widget), title)
        self.tabs.currentChanged.connect(self._fit_tab)
        self._fit_tab(0)
        held = column(gap=4)
        held.addWidget(self.drop)
        held.addWidget(self.trust)
        held.addWidget(self.progress)
        held.addWidget(self._statements)
        held.addWidget(self.tabs)
        held.addStretch(1)
        self.body.addWidget(scrolling(held, 1180), 1)
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def focus_on(self, target: Mapping[str, Any]) -> None:
        """Open the packet that `target` names, with its roots."""
        if "packet" in target:
            self._model.open(str(target["packet"]), tuple(target.get("roots", ())))

    @property
    def settled(self) -> bool:
        """Whether nothing is being done behind the page."""
        return not self._model.state.busy

    def show_state(self, state: PacketsState) -> None:
        """Show the packet, whom the reviewer trusts, and what was found."""
        self.drop.show_file(state.path)
        self.trust.show_state(state)
        self.progress.setVisible(bool(state.busy))
        if state.busy:
            self.progress.progress(state.done, state.total, state.busy)
        self._say(state)
        found = state.verification
        self.tabs.setVisible(found is not None)
        if found is None:
            clear(self._statements.line)
            self._shown = None
            return
        if found is not self._shown:
            self._shown = found
            self._show_found(found)
        self.contents.show_state(state)

    def _fit_tab(self, current: int) -> None:
        """Only the open tab counts for the height, so that a short one leaves no empty scrolling."""
        for number in range(self.tabs.count()):
            policy = QSizePolicy.Policy.Preferred if number == current else QSizePolicy.Policy.Ignored
            tab = self.tabs.widget(number)
            if tab is not None:
                tab.setSizePolicy(policy, policy)
        self.tabs.updateGeometry()

    def _say(self, state: PacketsState) -> None:
        if state.error:
            if state.error != self.notice.text:
                self.notice.say_error(state.error, state.hint)
        elif state.saved:
            if state.saved != self.notice.text:
                self.notice.say(state.saved, kind="success")
        else:
            self.notice.clear()

    def _show_found(self, found: VerificationState) -> None:
        clear(self._statements.line)
        for statement in (found.verdict, *found.statements):
            self._statements.add(StatementCard(statement))
        self.checks.show_checks(found.checks)
        self.signers.show_signers(found.signers, found.unsigned)
        failed = sum(check.kind == "bad" for check in found.checks)
        self.tabs.setTabText(0, f"Checks ({failed} failed)" if failed else f"Checks ({len(found.checks)})")
        self.tabs.setTabText(1, f"Signatures ({len(found.signers)})")

    def _ask_save(self, name: str) -> None:
        path, _ = QFileDialog.getSaveFileName(self, f"Save {name}", name)
        if path:
            self._model.save_file(name, path)


def _tab(widget: QWidget) -> QWidget:
    held = QWidget()
    outer = column(held, gap=4)
    outer.setContentsMargins(0, 16, 0, 0)
    outer.addWidget(widget)
    outer.addStretch(1)
    return held
