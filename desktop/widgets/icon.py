"""Icons in the colour of a role: one picture, tinted as it is painted, so that it follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme


def paint(painter: QPainter, area: QRectF, name: str, colour: QColor) -> None:
    """Draw the icon called `name` (a file of resources/icons) into `area`. Raises OSError when there is none."""
    tinted = theme.icon(name).replace(b"<path ", b'<path fill="' + colour.name().encode() + b'" ')
    QSvgRenderer(QByteArray(tinted)).render(painter, area)


def pixmap(name: str, role: str, size_px: int, ratio: float = 2.0) -> QPixmap:
    """The icon as a picture of `size_px` logical pixels, in the colour of `role` in the current theme."""
    colour, side = theme.current().colour(role), round(size_px * ratio)
    key, picture = f"{name} {colour.name()} {side} {ratio}", QPixmap()
    if not QPixmapCache.find(key, picture):  # many a button shows the same one, and tints it again with each theme
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint(painter, QRectF(0, 0, side, side), name, colour)
        painter.end()
        picture.setDevicePixelRatio(ratio)
        QPixmapCache.insert(key, picture)
    return picture


def icon(name: str, role: str = "ink", *, disabled: str = "on-disabled", size_px: int = 20) -> QIcon:
    """A QIcon in the current theme's colours. Ask again when the theme changes (see `Button`)."""
    made = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # else Qt dims it where its row is selected
        made.addPixmap(pixmap(name, role, size_px), mode)
    made.addPixmap(pixmap(name, disabled, size_px), QIcon.Mode.Disabled)
    return made


class Glyph(QWidget):
    """A small picture beside words. It is decoration: a screen reader reads the words."""

    def __init__(self, name: str, role: str = "ink", size_px: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._role, self._size_px = name, role, size_px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, name: str, role: str) -> None:
        """Change the picture and the role that colours it."""
        self._name, self._role = name, role
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.current().px(self._size_px)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        side = theme.current().px(self._size_px)
        area = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint(painter, area, self._name, theme.current().colour(self._role))
