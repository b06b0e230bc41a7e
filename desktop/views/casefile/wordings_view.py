"""The words that another pack puts in and takes out, item by item."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.casefile.packs import Wording
from desktop.widgets.layout import clear, column, show_if
from desktop.widgets.text import label

# Never colour alone: what goes is struck through, what comes is bold and underlined; a screen reader hears the words.
_TAGS = {"same": "{}", "taken out": "<s>{}</s>", "put in": "<b><u>{}</u></b>"}
_SPOKEN = {"same": "{}", "taken out": "[taken out: {}] ", "put in": "[put in: {}] "}
KEY = "Struck through: taken out. Bold and underlined: put in."


class WordingsView(QWidget):
    """The items whose words differ, with what stayed around them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = column(self, gap=2)

    def show_wordings(self, wordings: tuple[Wording, ...], more: int) -> None:
        """Show these; `more` is the number of items that are left out."""
        show_if(self, bool(wordings))
        clear(self._lines)
        if not wordings:
            return
        self._lines.addWidget(label("The words", "subheading"))
        self._lines.addWidget(label(KEY, "muted"))
        for one in wordings:
            self._lines.addWidget(label(one.title, "label"))
            for name, pieces in one.fields:
                self._lines.addWidget(_field(name, pieces))
        if more:
            left = "1 more item" if more == 1 else f"{more} more items"
            self._lines.addWidget(label(f"The words of {left} are in the page that can be saved.", "muted"))


def _field(name: str, pieces: tuple[tuple[str, str], ...]) -> QWidget:
    title = name[:1].upper() + name[1:]
    made = label("", selectable=True)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setText(f"{escape(title)}: " + "".join(_tagged(edit, text) for edit, text in pieces))
    made.setAccessibleName(f"{title}: " + "".join(_SPOKEN[edit].format(text.strip()) for edit, text in pieces))
    return made


def _tagged(edit: str, text: str) -> str:
    """A piece of the text; what is taken out stands apart from what is put in for it."""
    apart = "" if edit != "taken out" or text[-1:].isspace() else " "
    return _TAGS[edit].format(escape(text)) + apart
