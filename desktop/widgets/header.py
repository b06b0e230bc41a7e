"""The header: what program, which case, who, and how it looks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from desktop import theme
from desktop.widgets.button import Button
from desktop.widgets.icon import Glyph
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.text import Elided, label

SIZES = (1.0, 1.25, 1.5, 1.75, 2.0)
NARROW_PX = 1120  # at 100 % text size: below this the buttons show pictures alone, so that the case can be read


class Header(QFrame):
    lock_chosen = Signal()
    close_chosen = Signal()
    search_chosen = Signal()
    help_chosen = Signal()
    look_chosen = Signal(str, float)  # name of the theme or "system", text size

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._look = ("system", 1.0)
        brand = label("Touchstone", wrap=False)
        brand.setObjectName("brand")
        self._case = Elided()
        self._case.setObjectName("casename")
        self._detail = Elided()
        self._detail.setProperty("role", "small")
        self._person = label("", "muted", wrap=False)
        self._brand = brand
        self._face = Glyph("account_circle", "muted", 20)
        self.lock = Button("Lock", "quiet", "lock", hint="Close the case until the passphrase is given again (Ctrl+L)")
        self.close_case = Button("Close case", "quiet", "close", hint="Close the case and go back to the start")
        self.look = Button("Appearance", "quiet", "visibility", hint="Theme and text size")
        self.look.setMenu(self._menu())
        self.search = Button("Search", "quiet", "search", hint="Find anything in the case, or something to do (Ctrl+K)")
        self.search.clicked.connect(self.search_chosen)
        self.help = Button("Help", "quiet", "help", hint="Help for what is in front of you (F1)")
        self.help.clicked.connect(self.help_chosen)
        self.lock.clicked.connect(self.lock_chosen)
        self.close_case.clicked.connect(self.close_chosen)
        line = row(self, gap=3)
        line.setContentsMargins(20, 8, 16, 8)
        line.addWidget(Glyph("verified_user", "accent", 26))
        line.addWidget(brand)
        line.addSpacing(20)
        words = column(gap=0)
        words.addWidget(self._case)
        words.addWidget(self._detail)
        line.addLayout(words, 1)
        for widget in (self._face, self._person, self.search, self.help, self.look, self.lock, self.close_case):
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_case("", "", "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_brand"):
            self._fit()

    def minimumSizeHint(self) -> QSize:
        """Narrower than with all its words: they give way."""
        return QSize(theme.current().px(320), super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Where there is little room, names of buttons are read out and shown as tooltips only."""
        narrow = self.width() < theme.current().px(NARROW_PX)
        for button in (self.search, self.help, self.look, self.lock, self.close_case):
            button.show_words(shown=not narrow)
        show_if(self._brand, not narrow or not self._case.text())
        show_if(self._person, not narrow and bool(self._person.text()))
        self._face.setToolTip(self._person.text())

    def show_case(self, title: str, detail: str, person: str) -> None:
        """Show which case is open, as whom; an empty title: none is."""
        self._case.setText(title)
        self._detail.setText(detail)
        self._person.setText(person)
        for widget in (self._case, self._detail, self._person, self._face, self.lock, self.close_case):
            show_if(widget, bool(title))
        self._fit()

    def show_look(self, name: str, scale: float) -> None:
        """Tick the theme and the text size that are in use."""
        self._look = (name, scale)
        for action in self._names.actions():
            action.setChecked(action.data() == name)
        for action in self._sizes.actions():
            action.setChecked(abs(action.data() - scale) < 0.01)

    def looks(self) -> list[tuple[str, Callable[[], None]]]:
        """The themes and text sizes to choose from: (title, the call that wears it)."""
        return [(action.text(), action.trigger) for group in (self._names, self._sizes) for action in group.actions()]

    def _menu(self) -> QMenu:
        menu = QMenu("Appearance", self)
        self._names = QActionGroup(menu)
        self._sizes = QActionGroup(menu)
        for name, title in {"system": "Follow the system", **theme.NAMES}.items():
            action = menu.addAction(title)
            action.setData(name)
            action.setCheckable(True)
            self._names.addAction(action)
            action.triggered.connect(lambda _=False, name=name: self.look_chosen.emit(name, self._look[1]))
        menu.addSeparator()
        for size in SIZES:
            action = menu.addAction(f"Text {size:.0%}")
            action.setData(size)
            action.setCheckable(True)
            self._sizes.addAction(action)
            action.triggered.connect(lambda _=False, size=size: self.look_chosen.emit(self._look[0], size))
        return menu
