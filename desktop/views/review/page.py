"""The review: where it stands, what the person in front may do now, comments, what happened, the second person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.review import ReviewModel, ReviewPageState
from desktop.views.deployment.register import Register
from desktop.views.review.comments_part import CommentsPart
from desktop.widgets.card import Card
from desktop.widgets.facts import Facts
from desktop.widgets.page import Page
from desktop.widgets.pill import Pill
from desktop.widgets.reflow import Reflow
from desktop.widgets.text import label
from desktop.widgets.when_shown import WhenShown

BESIDE_PX = 900  # below that width, what stands beside each other stands under each other


class ReviewPage(Page):
    def __init__(self, model: ReviewModel, parent: QWidget | None = None) -> None:
        super().__init__(
            "Review", "Hand the evaluation over, return it, accept it: each by a person of their own.",
            scrolls=True, width_px=1180, parent=parent,
        )  # fmt: skip
        self._model, self._whose = model, model.state.whose
        self.pill, self.sentence = Pill(), label("", "subheading")
        self._facts, self._may = Facts(), Facts()
        self.comments = CommentsPart()
        self.timeline, self.second = Register(model.state.timeline), Register(model.state.second)
        self._lay_out()
        self.comments.item_opened.connect(model.open_item)
        self.timeline.acted.connect(self._act)
        self.second.acted.connect(self._act_on_packets)
        model.said.connect(self._say)
        model.state_changed.connect(WhenShown(self, self.show_state))
        self.show_state(model.state)

    def show_state(self, state: ReviewPageState) -> None:
        """Show the review as it stands."""
        if state.whose != self._whose:  # nothing that another person typed, or about another case, may stand here
            self._whose = state.whose
            self.timeline.close_form()
            self.second.close_form()
        word, kind = state.pill
        self.pill.set(word, kind)  # type: ignore[arg-type]
        self.sentence.setText(state.sentence)
        self._facts.show_facts(state.facts)
        self._may.show_facts(state.may)
        self.comments.show_comments(state.comments_by, state.comments)
        self.timeline.show_state(state.timeline)
        self.second.show_state(state.second)

    def focus_on(self, _target: Mapping[str, Any]) -> None:
        """The page has one place."""
        self.timeline.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        stands = Card("Where it stands")
        stands.body.addWidget(self.pill)
        stands.body.addWidget(self.sentence)
        stands.body.addWidget(self._facts)
        stands.body.addStretch(1)
        may = Card("What you can do now, and why not")
        may.body.addWidget(self._may)
        may.body.addStretch(1)
        top = Reflow(BESIDE_PX)
        top.add(stands)
        top.add(may)
        told = Reflow(BESIDE_PX)
        told.add(self.comments)
        for part in (top, told, self.timeline, self.second):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def _act(self, key: str, row_id: str, values: dict[str, str]) -> None:
        if self._model.act(key, row_id, values):
            self.timeline.close_form()

    def _act_on_packets(self, key: str, row_id: str, values: dict[str, str]) -> None:
        if self._model.act_on_packets(key, row_id, values):
            self.second.close_form()

    def _say(self, kind: str, message: str, hint: str) -> None:
        self.notice.say(message, hint, kind)  # type: ignore[arg-type]
