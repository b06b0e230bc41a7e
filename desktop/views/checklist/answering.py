"""The answer form of one item: four tiles, the reason, the remark, its marking, Confirm."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.viewmodels.checklist import FormState, Typed
from desktop.widgets.button import Button
from desktop.widgets.choice import Choice
from desktop.widgets.field import Field
from desktop.widgets.in_view import bring_into_view, lead_to
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.reflow import Reflow
from desktop.widgets.text import label
from desktop.widgets.text_box import TextBox

ANSWERS = (("yes", "1  Yes"), ("partly", "2  Partly"), ("no", "3  No"), ("not-applicable", "4  Not applicable"))
_NOTE_BESIDE_PX = 480


class AnswerForm(QWidget):
    """`typed` carries the form at every change; `value_chosen` an answer; the rest are wishes."""

    typed = Signal(object)  # Typed
    value_chosen = Signal(str)
    confirm_chosen = Signal()
    discard_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Typed()
        self._silent = False
        self._own = False  # another reason than the listed one was chosen, and nothing of it is typed yet
        self.value = Choice("Answer", ANSWERS)
        self.reason_kind = Choice(
            "Reason for not applicable", [("listed", ""), ("own", "Another reason")], upright=True
        )
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why the question does not apply here")
        self.remark = TextBox(6, "What was looked at, what was found, what is missing")
        self.marking = QLineEdit()
        self.marking.setMaximumWidth(260)
        self.confirm = Button("Confirm", "primary", "check", hint="Put the answer into the log (Ctrl+Enter)")
        self.discard = Button("Discard the draft", "quiet", "undo")
        self._note = label("", "small", wrap=False)
        self.errors = {
            "value": Field("Answer", self.value),
            "reason": Field("Why it does not apply", self.reason),
            "remark": Field("Remark", self.remark, "Partly needs one that says what is missing."),
            "marking": Field("Marking of the remark", self.marking),
        }
        self._lay_out()
        self._wire()

    def show_item(self, na_when: str) -> None:
        """Offer the reason that the pack lists for this item, where there is one."""
        listed = self.reason_kind.button("listed")
        listed.setText(na_when)
        show_if(listed, bool(na_when))
        self._listed_reason, self._own = na_when, False

    def show_state(self, state: FormState) -> None:
        """Show what is typed, unless the editors show it already: the cursor stays where it is."""
        self._silent = True
        self._shown = state.typed
        self.value.set(state.typed.value)
        for line, text in ((self.reason, state.typed.reason), (self.marking, state.typed.marking)):
            if line.text() != text:
                line.setText(text)
        if self.remark.toPlainText() != state.typed.remark:
            self.remark.setPlainText(state.typed.remark)
        self._own = self._own and state.typed.value == "not-applicable"
        self._show_reason(state.typed, wanting="reason" in state.errors)
        self._silent = False
        for key, field in self.errors.items():
            field.set_error(state.errors.get(key, ""))
        self._note.setText(" · ".join(part for part in (state.note, state.not_begun) if part))
        self._allow(state)

    def focus_fault(self) -> None:
        """Put the keyboard into the line or box that has an error; an answer is given from anywhere."""
        for field in self.errors.values():
            if field.error and not isinstance(field.editor, Choice):
                lead_to(field.editor)
                return

    def show_chosen(self) -> None:
        """Bring into view what a key has chosen, and what it asks for: why the question does not apply."""
        bring_into_view(self.errors["value"])
        if self._shown.value == "not-applicable":  # where there is no room for both, the reason is what must be seen
            bring_into_view(self.errors["reason"] if self.reason_kind.isHidden() else self.reason_kind)

    def _show_reason(self, typed: Typed, *, wanting: bool = False) -> None:
        """Neither reason is chosen for a person: the listed one would spare the second reviewer (section 3(d))."""
        applies = typed.value != "not-applicable"
        has_listed = bool(self.reason_kind.button("listed").text())
        own = bool(typed.reason) or self._own or not has_listed
        show_if(self.reason_kind, not applies and has_listed)
        self.reason_kind.set("listed" if typed.reason_listed else "own" if own else "")
        show_if(self.errors["reason"], not applies and not typed.reason_listed and (own or wanting))

    def _allow(self, state: FormState) -> None:
        for choice in (self.value, self.reason_kind):
            choice.block(state.blocked)
        for editor in (self.reason, self.remark, self.marking):
            editor.setReadOnly(bool(state.blocked))
        open_still = state.changed or state.carried or not state.typed.value
        settled = "" if open_still else "Confirmed already. Change it to confirm again."
        self.confirm.block(state.blocked or state.not_begun or settled)
        show_if(self.discard, state.draft and not state.blocked)

    def _lay_out(self) -> None:
        outer = column(self, gap=4)
        outer.addWidget(self.errors["value"])
        outer.addWidget(self.reason_kind)
        for key in ("reason", "remark", "marking"):
            outer.addWidget(self.errors[key])
        buttons = QWidget()
        line = row(buttons, gap=3)
        line.addWidget(self.confirm)
        line.addWidget(self.discard)
        line.addStretch(1)
        foot = Reflow(_NOTE_BESIDE_PX, gap=2)
        foot.add(buttons, 0)
        foot.add(self._note, 1)
        outer.addWidget(foot)

    def _wire(self) -> None:
        self.value.chosen.connect(self.value_chosen)
        self.reason_kind.chosen.connect(self._choose_reason)
        self.reason.textEdited.connect(lambda _: self._tell())
        self.marking.textEdited.connect(lambda _: self._tell())
        self.remark.textChanged.connect(self._tell)
        self.confirm.clicked.connect(self.confirm_chosen)
        self.discard.clicked.connect(self.discard_chosen)

    def _choose_reason(self, kind: str) -> None:
        self._own = kind == "own"
        self._tell()
        self._show_reason(replace(self._shown, reason_listed=kind == "listed"))

    def _tell(self) -> None:
        if self._silent:
            return
        listed = self.reason_kind.value == "listed" and bool(self._listed_reason)
        self.typed.emit(
            Typed(
                value=self._shown.value,
                remark=self.remark.toPlainText(),
                reason=self.reason.text(),
                reason_listed=listed and self._shown.value == "not-applicable",
                marking=self.marking.text(),
            )
        )
