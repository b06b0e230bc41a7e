"""One setting of a probe as a field with its limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QDoubleSpinBox, QSpinBox, QWidget

from desktop.viewmodels.probes.states import SettingRow
from desktop.widgets.field import Field

_LARGEST = 2_000_000_000


def setting_field(setting: SettingRow, changed: Callable[[Any], None]) -> QWidget:
    """The editor that suits `setting`; `changed` gets each new value."""
    if setting.kind == "flag":
        box = QCheckBox(setting.title)
        box.setChecked(bool(setting.value))
        box.setToolTip(setting.help)
        box.toggled.connect(changed)
        return box
    unit = f" ({setting.unit})" if setting.unit else ""
    return Field(setting.title + unit, _editor(setting, changed), _help(setting))


def _help(setting: SettingRow) -> str:
    if setting.minimum is None or setting.maximum is None:
        return setting.help
    limits = f"{setting.minimum:,g} to {setting.maximum:,g}"
    return f"{setting.help} {limits}." if setting.help else f"{limits}."


def _editor(setting: SettingRow, changed: Callable[[Any], None]) -> QWidget:
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
