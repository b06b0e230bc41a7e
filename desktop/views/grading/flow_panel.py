"""One output in front of a grader: prompt and output at the left, the criteria with their keys at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from desktop.viewmodels.grading import FlowState
from desktop.views.grading.criterion import CriterionLine
from desktop.widgets.button import ENTER, Button
from desktop.widgets.card import Card
from desktop.widgets.field import Field
from desktop.widgets.layout import clear, column, row, show_if
from desktop.widgets.notice import announce
from desktop.widgets.page import scrolling
from desktop.widgets.pill import Pill
from desktop.widgets.reflow import Reflow
from desktop.widgets.text import label
from desktop.widgets.text_box import TextBox

WORDS = {Qt.Key.Key_1: "pass", Qt.Key.Key_2: "fail", Qt.Key.Key_3: "cannot-tell"}
BESIDE_PX = 760
_AS_HIGH_AS_IT_LIKES = 16_777_215  # what Qt calls QWIDGETSIZE_MAX
_KEYS = (
    "1 pass · 2 fail · 3 cannot tell · Enter record and go on · N next open · P before · R note · Esc back to the list"
)


class FlowPanel(QWidget):
    """Wishes of the grader; `word_chosen` carries (criterion, word)."""

    word_chosen = Signal(str, str)
    note_typed = Signal(str)
    mark_typed = Signal(str)
    step_chosen = Signal(int)
    next_chosen = Signal()
    confirm_chosen = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._silent = 0, False
        self.lines: dict[str, CriterionLine] = {}
        self._title, self._place = label("", "heading"), label("", "muted", wrap=False)
        self.pill, self.bar = Pill(), QProgressBar()
        self.bar.setTextVisible(False)
        self._prompt, self._text = label("", selectable=True), label("", selectable=True)
        self._criteria = column(gap=3)
        self.note = TextBox(2, "What was seen, for whoever reads the results")
        self.mark = QLineEdit()
        self._mark = Field("Portion mark of the note", self.mark)
        self.confirm = Button("Record and go on", "primary", "check", hint="Enter")
        self.before = Button("Before", "quiet", "navigate_before", hint="P")
        self.after = Button("Next open", "quiet", "navigate_next", hint="N")
        self.back = Button("Back to the list", "quiet", "arrow_back", hint="Esc")
        self._missing = label("", "small")
        self._lay_out()
        self._wire()

    def show_state(self, state: FlowState) -> None:
        """Show an output with what was said of it so far."""
        another = (state.number, state.title) != (self._number, self._title.text())
        self._silent = True
        self._number = state.number
        self._title.setText(state.title)
        self._place.setText(f"{state.place:,} of {state.total:,} in your order · {state.done:,} recorded")
        self.bar.setRange(0, state.total)
        self.bar.setValue(state.done)
        self.bar.setAccessibleName(f"{state.done} of {state.total} outputs recorded")
        self._prompt.setText(f"{state.marking} {state.prompt or 'The prompt was not recorded.'}")
        self._text.setText(f"{state.marking} {state.text}")
        self._show_criteria(state)
        if self.note.toPlainText() != state.note:
            self.note.setPlainText(state.note)
        if self.mark.text() != state.note_marking:
            self.mark.setText(state.note_marking)
        show_if(self._mark, bool(state.note))
        self._silent = False
        said = ("Changed, not recorded", "warn") if state.changed and state.recorded else ("Recorded", "good")
        self.pill.set(*(said if state.recorded else ("Draft, kept", "info") if state.changed else ("", "none")))  # type: ignore[arg-type]
        self.confirm.block(state.missing)
        done = "Every output is recorded. Back to the list." if state.finished and not state.changed else ""
        self._missing.setText(done or state.missing)
        QTimer.singleShot(0, self, self._share)
        if another:
            self._reading.verticalScrollBar().setValue(0)
            self.take_focus()
            announce(self, f"Output {state.place} of {state.total}. {state.prompt}. {state.text}")

    def take_focus(self) -> None:
        """Put the keyboard on the first criterion that has no word yet."""
        line = next((one for one in self.lines.values() if not one.choice.value), None)
        self._lead_to(line or next(iter(self.lines.values())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._share)  # once it is known whether the parts stand beside each other

    def _share(self) -> None:
        """Above the criteria, prompt and output take no more height than they need."""
        held = self._reading.widget()
        assert held is not None, "scrolling() puts a widget in"
        wide = self._reading.viewport().width()
        needs = held.heightForWidth(wide) if held.hasHeightForWidth() else held.sizeHint().height()
        self._reading.setMaximumHeight(_AS_HIGH_AS_IT_LIKES if self._both.is_beside else needs)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in WORDS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._say(WORDS[key])
        elif key in ENTER:
            self._confirm()
        elif key == Qt.Key.Key_Escape:
            self.take_focus() if self.note.hasFocus() or self.mark.hasFocus() else self.left.emit()
        elif key in _MOVES and not event.modifiers():
            getattr(self, _MOVES[key]).click()
        elif key == Qt.Key.Key_R and not event.modifiers():
            self.note.setFocus()
            self._saying.ensureWidgetVisible(self.note)
        else:
            super().keyPressEvent(event)

    def _say(self, word: str) -> None:
        """The word for the criterion that has the keyboard; the keyboard goes on to the next."""
        keys = list(self.lines)
        now = next((key for key in keys if self.lines[key].has_focus), "")
        if not now:
            now = next((key for key in keys if not self.lines[key].choice.value), keys[0])
        self.word_chosen.emit(now, word)
        at = keys.index(now) + 1
        if at < len(keys):
            self._lead_to(self.lines[keys[at]])
        else:
            self.confirm.setFocus()

    def _lead_to(self, line: CriterionLine) -> None:
        line.take_focus()
        self._saying.ensureWidgetVisible(line)

    def _confirm(self) -> None:
        if self.confirm.isEnabled():
            self.confirm_chosen.emit()
        else:
            self.take_focus()

    def _show_criteria(self, state: FlowState) -> None:
        if list(self.lines) != [one.id for one in state.criteria]:
            clear(self._criteria)
            self.lines = {}
            for one in state.criteria:
                line = self.lines[one.id] = CriterionLine(one)
                line.choice.chosen.connect(lambda word, key=one.id: self.word_chosen.emit(key, word))
                self._criteria.addWidget(line)
        for one in state.criteria:
            self.lines[one.id].show_word(one.word)

    def _lay_out(self) -> None:
        shown = Card("Prompt")
        shown.body.addWidget(self._prompt)
        output = Card("Output")
        output.body.addWidget(self._text)
        left, right = column(gap=3), column(gap=3)
        for card in (shown, output):
            left.addWidget(card)
        left.addStretch(1)
        right.addLayout(self._criteria)
        right.addWidget(Field("Note", self.note))
        right.addWidget(self._mark)
        right.addStretch(1)
        for one in (left, right):
            one.setContentsMargins(0, 0, 12, 8)
        self._reading, self._saying = scrolling(left), scrolling(right)
        self._both = Reflow(BESIDE_PX)
        self._both.add(self._reading, 5)
        self._both.add(self._saying, 4)
        head, foot = row(gap=3), row(gap=2)
        for widget in (self.back, self._title):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.pill)
        head.addWidget(self._place)
        for widget in (self.confirm, self.before, self.after):
            foot.addWidget(widget)
        foot.addWidget(self._missing, 1)
        outer = column(self, gap=2)
        outer.setContentsMargins(0, 0, 20, 8)
        outer.addLayout(head)
        outer.addWidget(self.bar)
        outer.addWidget(self._both, 1)
        outer.addLayout(foot)
        outer.addWidget(label(_KEYS, "small"))

    def _wire(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.note.textChanged.connect(lambda: None if self._silent else self.note_typed.emit(self.note.toPlainText()))
        self.mark.textEdited.connect(self.mark_typed)
        self.confirm.clicked.connect(self._confirm)
        self.before.clicked.connect(lambda: self.step_chosen.emit(-1))
        self.after.clicked.connect(self.next_chosen)
        self.back.clicked.connect(self.left)


_MOVES = {Qt.Key.Key_N: "after", Qt.Key.Key_P: "before"}
