"""One field of a form: its label, help, the editor, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from desktop.widgets.layout import column, show_if
from desktop.widgets.text import label, restyle


class Field(QWidget):
    """A labelled editor. The label is its buddy; the error stands under it and in its accessible description."""

    def __init__(
        self, title: str, editor: QWidget, help_text: str = "", *, required: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._help = help_text
        self.label: QLabel = label(f"{title} (required)" if required else title, "label")
        self.label.setBuddy(editor)
        editor.setAccessibleName(title)
        editor.setAccessibleDescription(help_text)
        self._error = label("", "error")
        self._error.hide()
        outer = column(self, gap=1)
        outer.addWidget(self.label)
        if help_text:
            outer.addWidget(label(help_text, "small"))
        outer.addWidget(editor)
        outer.addWidget(self._error)

    @property
    def error(self) -> str:
        """What is wrong, as shown; empty when nothing is."""
        return "" if self._error.isHidden() else self._error.text()

    def set_error(self, text: str) -> None:
        """Say what is wrong with the value and how to mend it; empty clears it."""
        self._error.setText(text)
        show_if(self._error, bool(text))
        marked = self.editor.focusProxy() or self.editor  # of several parts, the one that is typed in
        for editor in {self.editor, marked}:
            editor.setAccessibleDescription(text or self._help)
        if bool(marked.property("faulty")) != bool(text):
            marked.setProperty("faulty", bool(text))
            restyle(marked)
