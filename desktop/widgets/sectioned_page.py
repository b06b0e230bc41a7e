"""A page in sections: their names at the side, one of them shown at a time, and one notice for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.widgets.page import Page
from desktop.widgets.sections import SIDE_PX, Sections


class SectionedPage(Page):
    """`sections` is there once `add_sections` was called. What the notice says goes when another section is shown."""

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, subtitle, parent=parent)
        self.sections: Sections

    def add_sections(
        self, factories: Sequence[tuple[str, str, Callable[[], QWidget]]], *, side_px: int = SIDE_PX
    ) -> None:
        """Fill the page with sections, each (key, title, what makes it when it is first shown)."""
        self.sections = Sections(factories, side_px=side_px)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.sections, 1)
        self.sections.section_shown.connect(lambda _: self.notice.clear())

    def focus_on(self, target: Mapping[str, Any]) -> None:
        """Show the section that target["section"] names."""
        if target.get("section") in self.sections.entries:
            self.sections.show_section(str(target["section"]))

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        self.sections.take_focus()

    def say(self, kind: str, message: str, hint: str) -> None:
        """Show a notice of this kind; without a message there is none."""
        if message:
            self.notice.say(message, hint, kind)  # type: ignore[arg-type]
        else:
            self.notice.clear()
