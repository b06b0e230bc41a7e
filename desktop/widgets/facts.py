"""Names and values under each other: what is known of one thing."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.widgets.layout import STEP, clear
from desktop.widgets.text import label

_MONO = ("SHA-256", "fingerprint")


class Facts(QWidget):
    """A list of (name, value). Values can be selected; digests stand in monospace."""

    def __init__(self, facts: Iterable[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * STEP)
        self._grid.setVerticalSpacing(2 * STEP)
        self._grid.setColumnStretch(1, 1)
        self.show_facts(facts)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Replace what is shown."""
        clear(self._grid)
        for line, (name, value) in enumerate(facts):
            title = label(name, "muted", wrap=False)
            shown = label(value, "mono" if name.endswith(_MONO) else "", selectable=True)
            shown.setAccessibleName(f"{name}: {value}")
            title.setBuddy(shown)
            self._grid.addWidget(title, line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(shown, line, 1, Qt.AlignmentFlag.AlignTop)


def grouped(digest: str) -> str:
    """A digest in groups of eight."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
