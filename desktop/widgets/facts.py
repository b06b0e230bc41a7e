"""Names and values under each other: what is known of one thing."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from desktop import theme
from desktop.widgets.layout import STEP, clear
from desktop.widgets.text import label

_MONO = ("SHA-256", "fingerprint")
LEAST_VALUE_PX = 150  # at 100 % text size: where a value has less room beside its name, it stands under it


class Facts(QWidget):
    """A list of (name, value). Values can be selected; digests stand in monospace."""

    def __init__(self, facts: Iterable[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lines: list[tuple[QLabel, QLabel]] = []
        self._under = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * STEP)
        self._grid.setVerticalSpacing(2 * STEP)
        self._grid.setColumnStretch(1, 1)
        self.show_facts(facts)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Replace what is shown."""
        clear(self._grid)
        self._lines.clear()
        for name, value in facts:
            title = label(name, "muted", wrap=False)
            shown = label(value, "mono" if name.endswith(_MONO) else "", selectable=True)
            shown.setAccessibleName(f"{name}: {value}")
            title.setBuddy(shown)
            self._lines.append((title, shown))
        self._place()
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As wide as the longest name: values can stand under them."""
        widest = max((title.minimumSizeHint().width() for title, _ in self._lines), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_grid"):
            self._fit()

    def _fit(self) -> None:
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            return
        names = max((title.sizeHint().width() for title, _ in self._lines), default=0)
        under = self.width() - names - 4 * STEP < theme.current().px(LEAST_VALUE_PX)
        if under != self._under:
            self._under = under
            self._place()
            self.updateGeometry()

    def _place(self) -> None:
        for at, (title, shown) in enumerate(self._lines):
            if self._under:
                self._grid.addWidget(title, 2 * at, 0, 1, 2, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(shown, 2 * at + 1, 0, 1, 2)
            else:
                self._grid.addWidget(title, at, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(shown, at, 1, Qt.AlignmentFlag.AlignTop)


def grouped(digest: str) -> str:
    """A digest in groups of eight."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
