"""Buttons: they follow the theme, and one that can't be pressed says why."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop import theme
from desktop.widgets.icon import icon

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ICON_ROLE = {"primary": "on-accent", "danger": "bad", "icon": "muted"}


class Button(QPushButton):
    """A push button. `kind`: primary, secondary, quiet, link, danger, or icon (then `text` is its accessible name)."""

    def __init__(
        self, text: str, kind: str = "secondary", icon_name: str = "", *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("" if kind == "icon" else text, parent)
        self._kind, self._icon_name, self._hint = kind, icon_name, hint
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(hint or (text if kind == "icon" else ""))
        self._tint()

    def set_icon(self, icon_name: str) -> None:
        self._icon_name = icon_name
        self._tint()

    def set_label(self, text: str) -> None:
        """Change the words (and the accessible name)."""
        if self._kind != "icon":
            self.setText(text)
        self.setAccessibleName(text)

    def block(self, reason: str) -> None:
        """Disable the button with the reason as tooltip and accessible description; an empty reason enables it."""
        self.setEnabled(not reason)
        self.setToolTip(reason or self._hint)
        self.setAccessibleDescription(reason or self._hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.isEnabled():
            self.click()  # Qt leaves Enter to the default button of a dialog; here every button takes it
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint()

    def _tint(self) -> None:
        if self._icon_name:
            self.setIcon(icon(self._icon_name, ICON_ROLE.get(self._kind, "accent"), size_px=18))
            side = theme.current().px(18)
            self.setIconSize(QSize(side, side))
