"""Buttons: they follow the theme, and one that can't be pressed says why."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from desktop import theme
from desktop.widgets.icon import icon

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ICON_ROLE = {"primary": "on-accent", "danger": "bad", "icon": "muted"}


def ring(widget: QWidget, role: str) -> None:
    """Draw a ring inside of `widget`, within its paint event: that it has the keyboard."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.current().colour(role), 2))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(4, 4, -4, -4), 2, 2)
    painter.end()


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

    def show_words(self, *, shown: bool) -> None:
        """Show the words beside the icon, or the icon alone with the words as accessible name and tooltip."""
        self.setText(self.accessibleName() if shown else "")
        if not shown and not self.toolTip():
            self.setToolTip(self.accessibleName())

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

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._kind == "primary" and self.hasFocus():
            ring(self, "on-accent")  # that of the style sheet is too near to the button's own colour

    def _tint(self) -> None:
        if self._icon_name:
            self.setIcon(icon(self._icon_name, ICON_ROLE.get(self._kind, "accent"), size_px=18))
            side = theme.current().px(18)
            self.setIconSize(QSize(side, side))
