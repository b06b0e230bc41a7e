"""The list of pages at the left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

from desktop import theme
from desktop.widgets.button import ENTER
from desktop.widgets.icon import icon
from desktop.widgets.layout import clear, column, show_if
from desktop.widgets.text import restyle, rule


class Listed(Protocol):
    """What the navigation needs to know of a page."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def icon(self) -> str: ...
    @property
    def needs_case(self) -> bool: ...


LEAST_PX = 34
WIDE_PX, NARROW_PX, SCROLL_BAR_PX = 208, 56, 12


class _Entry(QPushButton):
    def __init__(self, page: Listed, parent: QWidget) -> None:
        super().__init__(page.title, parent)
        self.title, self._icon_name = page.title, page.icon
        self.setProperty("role", "nav")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"Page {page.title}")
        self.toggled.connect(lambda _: self.tint())
        self.tint()

    def show_words(self, *, shown: bool) -> None:
        """The title beside the picture, or the picture alone."""
        self.setText(self.title if shown else "")
        self.setProperty("narrow", not shown)
        restyle(self)

    def sizeHint(self) -> QSize:
        """Never lower than what the style sheet asks for around the picture."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), theme.current().px(LEAST_PX)))

    def set_number(self, number: int) -> None:
        """Which key opens the page."""
        self.setToolTip(f"{self.title} (Ctrl+{number})")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.click()
            return
        super().keyPressEvent(event)

    def tint(self) -> None:
        """Colour the icon as the words are."""
        self.setIcon(icon(self._icon_name, "accent" if self.isChecked() else "muted"))
        side = theme.current().px(20)
        self.setIconSize(QSize(side, side))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.tint()


class Navigation(QFrame):
    page_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName("Pages")
        self._offered: dict[str, _Entry] = {}
        self._entries: dict[str, _Entry] = {}  # those that are listed
        self._narrow = False
        self._held = QWidget()
        self._held.setObjectName("scrolled")
        inner = column(self._held, gap=0)
        inner.setContentsMargins(0, 12, 0, 12)
        self._list = column(gap=0)
        inner.addLayout(self._list)
        inner.addStretch(1)
        self._area = QScrollArea()  # large text in a low window: the list is longer than the window
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._held)
        column(self, gap=0).addWidget(self._area)
        self._fit()

    def offer(self, pages: Sequence[Listed]) -> None:
        """Make an entry for every page there is, before any page is made: Tab goes through them in that order."""
        for page in pages:
            entry = self._offered[page.id] = _Entry(page, self._held)
            entry.hide()
            entry.clicked.connect(lambda _=False, page_id=page.id: self.page_chosen.emit(page_id))

    def show_pages(self, pages: Sequence[Listed]) -> None:
        """List `pages` of those offered; a line parts those that need a case from those that don't."""
        for entry in self._offered.values():
            self._list.removeWidget(entry)
        clear(self._list)
        self._entries = {page.id: self._offered[page.id] for page in pages}
        before: Listed | None = None
        for number, page in enumerate(pages, 1):
            if before is not None and before.needs_case != page.needs_case:
                self._part()
            self._entries[page.id].set_number(number)
            self._list.addWidget(self._entries[page.id])
            before = page
        for page_id, entry in self._offered.items():
            show_if(entry, page_id in self._entries)
        self._fit()

    def listed(self) -> list[str]:
        """The ids of the pages as they are listed."""
        return list(self._entries)

    def mark(self, page_id: str) -> None:
        """Show which page is open."""
        if page_id in self._entries:
            self._entries[page_id].setChecked(True)
            self._area.ensureWidgetVisible(self._entries[page_id])

    def take_focus(self) -> None:
        """Put the keyboard on the page that is open."""
        entry = self.current()
        if entry is not None:
            entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> QPushButton | None:
        """The entry of the page that is open."""
        return next((entry for entry in self._entries.values() if entry.isChecked()), None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_area"):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().height() != event.size().height():
            self._fit()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show pictures alone where the words would take the room of the page; names and tooltips stay."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._fit()

    def _fit(self) -> None:
        for entry in self._entries.values():
            entry.show_words(shown=not self._narrow)
        bar = SCROLL_BAR_PX if self._held.sizeHint().height() > self.height() else 0
        self.setFixedWidth(theme.current().px((NARROW_PX if self._narrow else WIDE_PX) + bar))

    def _part(self) -> None:
        self._list.addSpacing(8)
        self._list.addWidget(rule())
        self._list.addSpacing(8)
