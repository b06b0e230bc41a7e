"""A small form made from a list of fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from desktop import theme
from desktop.viewmodels.record.states import FormField
from desktop.widgets.button import Button
from desktop.widgets.field import Field
from desktop.widgets.layout import STEP, clear, column, row, show_if
from desktop.widgets.tab_order import lead_into
from desktop.widgets.text_box import TextBox

DAY_HINT = "2026-11-22"
FIELD_PX = 240  # the least width of a field that stands beside another
Editor = QLineEdit | QComboBox | TextBox


class SpecForm(QWidget):
    """`submitted` carries what was typed, by field; `cancelled` when the person goes back."""

    submitted = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editors: dict[str, Editor] = {}
        self.fields: dict[str, Field] = {}
        self._told: dict[str, FormField] = {}
        self._held: dict[str, QWidget] = {}
        self.save = Button("Record", "primary")
        self.cancel = Button("Back", "secondary")
        self._across = 2
        self._placed: tuple[tuple[str, int, int], ...] = ()
        self._asked, self._foot = QWidget(), QWidget()
        self._grid = QGridLayout(self._asked)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(5 * STEP)
        self._grid.setVerticalSpacing(3 * STEP)
        line = row(self._foot, gap=2)
        line.addWidget(self.save)
        line.addWidget(self.cancel)
        line.addStretch(1)
        outer = column(self, gap=4)
        outer.addWidget(self._asked)
        outer.addWidget(self._foot)
        self.save.clicked.connect(self._submit)
        self.cancel.clicked.connect(self.cancelled)

    def offer(
        self,
        fields: Sequence[FormField],
        *,
        save: str,
        values: Mapping[str, str],
        cancels: bool = True,
        across: int = 2,
    ) -> None:
        """Show these fields, `across` beside each other, filled with `values` or with what each begins with."""
        clear(self._grid)
        self.editors, self.fields, self._held, self._placed = {}, {}, {}, ()
        self._told = {field.id: field for field in fields}
        self._across = across
        self.save.set_label(save)
        show_if(self.cancel, cancels)
        for told in fields:
            self._held[told.id] = self._field(told, values.get(told.id, told.value))
        self._follow()

    def fill(self, values: Mapping[str, str]) -> None:
        """Show other values in the fields that are there."""
        for key, editor in self.editors.items():
            _set(editor, values.get(key, ""))

    def values(self) -> dict[str, str]:
        """What stands in the fields; those that are not shown are empty."""
        return {key: _value(editor) if self._is_shown(key) else "" for key, editor in self.editors.items()}

    def block(self, reason: str) -> None:
        self.save.block(reason)

    def _field(self, told: FormField, value: str) -> QWidget:
        editor = _editor(told)
        _set(editor, value)
        field = Field(told.title, editor, told.help, required=told.needed)
        held = QWidget()
        inner = column(held)
        inner.addWidget(field)
        inner.addStretch(1)
        self.editors[told.id], self.fields[told.id] = editor, field
        if isinstance(editor, QComboBox):
            editor.currentIndexChanged.connect(lambda _: self._follow())
        if isinstance(editor, QLineEdit):
            editor.returnPressed.connect(self.save.click)
        return held

    def _is_shown(self, key: str) -> bool:
        on, wanted = self._told[key].only_if
        return not on or _value(self.editors[on]) in wanted

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_grid"):
            self._follow()

    def _follow(self) -> None:
        """Place the fields that are asked, as many beside each other as there is room for."""
        if len(self._held) < len(self._told):
            return
        across = self._across if self.width() >= theme.current().px(FIELD_PX * self._across) else 1
        wanted, at = [], 0
        for key in self._held:
            if self._is_shown(key):
                whole = self._told[key].kind == "lines"
                at += -at % across if whole else 0
                wanted.append((key, at // across, at % across))
                at += across if whole else 1
        if tuple(wanted) == self._placed:
            return
        self._placed = tuple(wanted)
        shown = {key for key, _, _ in wanted}
        for key, held in self._held.items():
            show_if(held, key in shown)
        for key, line, column_at in wanted:
            whole = self._told[key].kind == "lines"
            self._grid.addWidget(self._held[key], line, column_at, 1, across if whole else 1)
        for column_at in range(self._across):
            self._grid.setColumnStretch(column_at, 1 if column_at < across else 0)
        self._lead_tab()

    def _lead_tab(self) -> None:
        """Let Tab reach the fields, which are made later than the buttons, where the form stands and before them."""
        lead_into(self._asked, self._foot)

    def _submit(self) -> None:
        """Name what is missing beside its field; otherwise send what was typed."""
        given = self.values()
        missing = [key for key, told in self._told.items() if told.needed and self._is_shown(key) and not given[key]]
        for key, field in self.fields.items():
            field.set_error("This is needed." if key in missing else "")
        if missing:
            self.editors[missing[0]].setFocus()
            return
        self.submitted.emit(given)


def _editor(told: FormField) -> Editor:
    if told.kind == "lines":
        return TextBox(2)
    if told.kind != "choice":
        line = QLineEdit()
        line.setPlaceholderText(DAY_HINT if told.kind == "day" else "")
        return line
    box = QComboBox()
    for key, title in told.choices:
        box.addItem(title, key)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    return box


def _value(editor: Editor) -> str:
    if isinstance(editor, QComboBox):
        return str(editor.currentData() or "")
    return (editor.toPlainText() if isinstance(editor, TextBox) else editor.text()).strip()


def _set(editor: Editor, value: str) -> None:
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(0, editor.findData(value)))
    elif isinstance(editor, TextBox):
        editor.setPlainText(value)
    else:
        editor.setText(value)
        editor.setCursorPosition(0)  # a long value is read from its beginning
