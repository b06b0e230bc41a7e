"""One setting of a probe as a field with its limits."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QDoubleSpinBox, QSpinBox, QWidget

from desktop.viewmodels.probes.states import SettingRow
from desktop.widgets.field import Field
from desktop.widgets.layout import column

_LARGEST = 2_000_000_000


class SettingEditor(QWidget):
    """The editor that suits a setting; `changed` brings each new value."""

    changed = Signal(object)

    def __init__(self, setting: SettingRow, of: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"setting-{setting.name}")
        self.editor = _editor(setting, self.changed.emit)
        outer = column(self)
        if isinstance(self.editor, QCheckBox):
            self.editor.setToolTip(setting.help)
            self.editor.setAccessibleDescription(setting.help)
            outer.addWidget(self.editor)
        else:
            unit = f" ({setting.unit})" if setting.unit else ""
            outer.addWidget(Field(setting.title + unit, self.editor, _help(setting)))
        self.editor.setAccessibleName(f"{setting.title} of {of}")

    def show_setting(self, setting: SettingRow) -> None:
        """Show how it is set now."""
        quiet, editor = QSignalBlocker(self.editor), self.editor
        if isinstance(editor, QCheckBox):
            editor.setChecked(bool(setting.value))
        elif isinstance(editor, QComboBox):
            editor.setCurrentText(str(setting.value))
        elif isinstance(editor, QSpinBox) and editor.value() != setting.value:
            editor.setValue(int(setting.value))
        elif isinstance(editor, QDoubleSpinBox) and editor.value() != setting.value:
            editor.setValue(float(setting.value))
        quiet.unblock()


def _help(setting: SettingRow) -> str:
    if setting.minimum is None or setting.maximum is None:
        return setting.help
    limits = f"{_written(setting.minimum)} to {_written(setting.maximum)}"
    return f"{setting.help} {limits}." if setting.help else f"{limits}."


def _written(limit: float) -> str:
    """1,000,000 and 0.001, as a person writes them."""
    return f"{limit:,.0f}" if float(limit).is_integer() else f"{limit:g}"


def _editor(setting: SettingRow, changed: Any) -> QWidget:
    if setting.kind == "flag":
        box = QCheckBox(setting.title)
        box.setChecked(bool(setting.value))
        box.toggled.connect(changed)
        return box
    if setting.kind == "choice":
        combo = QComboBox()
        combo.addItems(setting.choices)
        combo.setCurrentText(str(setting.value))
        combo.currentTextChanged.connect(changed)
        return combo
    if setting.kind == "int":
        whole = QSpinBox()
        inset(whole)
        whole.setRange(int(setting.minimum or 0), int(min(setting.maximum or _LARGEST, _LARGEST)))
        whole.setGroupSeparatorShown(True)
        whole.setValue(int(setting.value))
        whole.valueChanged.connect(changed)
        return whole
    real = QDoubleSpinBox()
    inset(real)
    real.setDecimals(6)
    real.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
    real.setRange(setting.minimum if setting.minimum is not None else -1e12, setting.maximum or 1e12)
    real.setValue(float(setting.value))
    real.textFromValue = _short  # type: ignore[method-assign] # Qt calls it; six zeros say nothing
    real.valueChanged.connect(changed)
    return real


def inset(box: QAbstractSpinBox) -> None:
    """Keep the number off the border, where Qt puts it when a style sheet takes the two arrows away."""
    box.lineEdit().setTextMargins(8, 0, 8, 0)


def _short(value: float) -> str:
    return f"{value:g}"
