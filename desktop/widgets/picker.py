"""Filling a combo box with (key, words) without telling anyone that something was picked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox


def fill(combo: QComboBox, options: Sequence[tuple[str, str]], chosen: str) -> None:
    """Offer `options` (key, words) and show the one whose key is `chosen`; it is added where it is not offered."""
    wanted = list(options)
    if chosen not in {key for key, _ in wanted}:
        wanted.append((chosen, chosen))
    offered = [(combo.itemData(at), combo.itemText(at)) for at in range(combo.count())]
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    quiet = QSignalBlocker(combo)
    if offered != wanted:
        combo.clear()
        for key, words in wanted:
            combo.addItem(words, key)
    combo.setCurrentIndex([key for key, _ in wanted].index(chosen))
    quiet.unblock()
