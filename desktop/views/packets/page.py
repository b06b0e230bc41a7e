"""The Packets page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QTabBar, QWidget

from desktop.viewmodels.export import ExportState
from desktop.viewmodels.packets import PacketsModel, PacketsState, ReviewModel, ReviewState
from desktop.viewmodels.verification import VerificationState
from desktop.views.export.sign_part import SignPart
from desktop.views.packets.comments_part import CommentsPart, ReturnedCard
from desktop.views.packets.compare_part import ComparePart
from desktop.views.packets.contents_view import ContentsView
from desktop.views.packets.findings_view import ChecksCard, FailuresCard, SignersCard, StatementCard
from desktop.views.packets.trust_card import TrustCard
from desktop.widgets import files
from desktop.widgets.beside import Beside
from desktop.widgets.button import Button
from desktop.widgets.drop_zone import DropZone
from desktop.widgets.layout import clear, column, settle
from desktop.widgets.page import Page, scrolling
from desktop.widgets.progress import ProgressRow
from desktop.widgets.tab_order import put_in_order

_PACKETS = "Packets (*.pdf)"


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
        self.trust.settings_asked.connect(model.ask_settings)
        self.progress = ProgressRow("Checking the packet")
        self.progress.cancel_chosen.connect(model.cancel)
        self._statements = Beside(least_px=200)
        self.checks, self.signers, self.contents = ChecksCard(), SignersCard(), ContentsView()
        self.contents.save_asked.connect(self._ask_save)
        self.failures = FailuresCard()
        self.compare, self.countersign, self.comments = ComparePart(), SignPart(may_leave=False), CommentsPart()
        self.returned = ReturnedCard()
        self.read_comments = Button("Read a reviewer's comments…", "quiet", "edit")
        self.read_comments.clicked.connect(self._ask_comments)
        self._order = QTimer(self)  # parts are made anew when something changes
        self._order.setSingleShot(True)
        self._order.timeout.connect(lambda: put_in_order(self))
        self._connect_review(model.review)
        self._make_tabs()
        self._lay_out()
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)
        self.show_review(model.review.state)

    def _make_tabs(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("What to see of the packet, and what to do with it")
        parts = {
            "Checks": self.checks,
            "Signatures": self.signers,
            "Contents": self.contents,
            "Compare": self.compare,
            "Countersign": self.countersign,
            "Return with comments": self.comments,
        }
        for title in parts:
            self.tabs.addTab(title)
        self._panels = tuple(parts.values())
        self.tabs.currentChanged.connect(self._show_tab)

    def _lay_out(self) -> None:
        held = column(gap=4)
        before = (self.drop, self.progress, self._statements, self.failures, self.trust, self.tabs)
        for part in (*before, *self._panels, self.returned):
            held.addWidget(part)
        held.addWidget(self.read_comments, 0, Qt.AlignmentFlag.AlignLeft)
        held.addStretch(1)
        self.body.addWidget(scrolling(held, 1180), 1)

    def _connect_review(self, review: ReviewModel) -> None:
        self._review = review
        self.compare.earlier_chosen.connect(review.compare_with)
        self.countersign.key_given.connect(review.open_key)
        self.countersign.signature_asked.connect(self._ask_countersigned)
        self.comments.comment_added.connect(review.add_comment)
        self.comments.comment_dropped.connect(review.drop_comment)
        self.comments.write_asked.connect(review.write_comments)
        self.returned.item_asked.connect(review.go_to)
        review.state_changed.connect(self.show_review)

    def focus_on(self, target: Mapping[str, Any]) -> None:
        """Open the packet that `target` names, with its roots."""
        if "packet" in target:
            self._model.open(str(target["packet"]), tuple(target.get("roots", ())))

    @property
    def settled(self) -> bool:
        """Whether nothing is being done behind the page."""
        return not self._model.state.busy and not self._review.state.busy

    def show_state(self, state: PacketsState) -> None:
        """Show the packet, whom the reviewer trusts, and what was found."""
        self._order.start()
        self.drop.show_file(state.path)
        self.trust.show_state(state)
        self.progress.setVisible(bool(state.busy))
        if state.busy:
            self.progress.progress(state.done, state.total, state.busy)
        self._say(state)
        found = state.verification
        self.tabs.setVisible(found is not None)
        self._show_tab()
        if found is None:
            clear(self._statements.line)
            self.failures.hide()
            self._shown = None
            return
        fresh = found is not self._shown
        if fresh:
            self._shown = found
            self._show_found(found)
        self.contents.show_state(state)
        if fresh:
            settle(self._statements, self.failures, self.checks, self.signers)

    def _show_tab(self, _current: int = 0) -> None:
        """Show the chosen part alone, so that a short one leaves no empty scrolling."""
        found = self._model.state.verification is not None
        for number, part in enumerate(self._panels):
            part.setVisible(found and number == self.tabs.currentIndex())

    def show_review(self, state: ReviewState) -> None:
        """Show the comparison, the key for a countersignature, and comments."""
        self._order.start()
        for part in (self.compare, self.comments):
            part.show_state(state)
        self.countersign.show_state(ExportState(key=state.key, key_error=state.key_error, busy=state.busy))
        self.returned.show_returned(state.returned, self._review.sha256, self._review.is_item)
        if state.busy:
            self.progress.progress(0, 0, state.busy)
        self.progress.setVisible(bool(state.busy or self._model.state.busy))
        if state.error:
            self.notice.say_error(state.error, state.hint)
        elif state.said and state.said != self.notice.text:
            self.notice.say(state.said, kind="success")

    def _ask_countersigned(self, role: str, reason: str) -> None:
        path = files.ask_save(self, "Where the countersigned packet goes", self._review.countersigned_name(), _PACKETS)
        if path:
            self._review.countersign(role, reason, path)

    def _ask_comments(self) -> None:
        path = files.ask_open(self, "A reviewer's comments", "Comments (*.json)")
        if path:
            self._review.open_comments(path)

    def _say(self, state: PacketsState) -> None:
        if state.error:
            if state.error != self.notice.text:
                self.notice.say_error(state.error, state.hint)
        elif state.saved:
            if state.saved != self.notice.text:
                self.notice.say(state.saved, kind="success")
        elif not self._review.state.said:
            self.notice.clear()

    def _show_found(self, found: VerificationState) -> None:
        clear(self._statements.line)
        for statement in (found.verdict, *found.statements):
            self._statements.add(StatementCard(statement))
        self.failures.show_checks(found.checks)
        self.checks.show_checks(found.checks)
        self.signers.show_signers(found.signers, found.unsigned)
        if found.unsigned:
            self.countersign.role.setCurrentText(found.unsigned[0])
        failed = sum(check.kind == "bad" for check in found.checks)
        self.tabs.setTabText(0, f"Checks ({failed} failed)" if failed else f"Checks ({len(found.checks)})")
        self.tabs.setTabText(1, f"Signatures ({len(found.signers)})")

    def _ask_save(self, name: str) -> None:
        path = files.ask_save(self, f"Save {name}", name)
        if path:
            self._model.save_file(name, path)
