"""What the deployment is: the fields, saved together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from desktop.viewmodels.deployment import STAGES
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.choice import Choice
from desktop.widgets.field import Field
from desktop.widgets.in_view import lead_to
from desktop.widgets.layout import column
from desktop.widgets.reflow import Reflow
from desktop.widgets.text import label
from desktop.widgets.text_box import TextBox


class Boxes(QWidget):
    """Ticks for the components that are there."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._boxes: dict[str, QCheckBox] = {}

    def offer(self, components: Sequence[tuple[str, str]]) -> None:
        """Make a box for each (id, title), once."""
        for at, (key, title) in enumerate(components):
            if key not in self._boxes:
                self._boxes[key] = QCheckBox(title)
                self._boxes[key].toggled.connect(lambda _: self.edited.emit())
                self._grid.addWidget(self._boxes[key], at // 2, at % 2)

    @property
    def ticked(self) -> tuple[str, ...]:
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def tick(self, keys: Sequence[str]) -> None:
        for key, box in self._boxes.items():
            box.setChecked(key in keys)


class DeploymentForm(Card):
    """`edited` when anything was changed, `save_chosen` when it is to be saved."""

    edited = Signal()
    save_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("The AI system as it is used here", parent=parent)
        self.agency, self.name, self.version = QLineEdit(), QLineEdit(), QLineEdit()
        self.owner, self.marking = QLineEdit(), QLineEdit()
        self.purpose = TextBox(3)
        self.stage = QComboBox()
        for key, title in STAGES:
            self.stage.addItem(title, key)
        self.existing = Choice("In use before enactment", [("existing", "Existing"), ("new", "New")])
        self.components = Boxes()
        self.save = Button("Save", "primary")
        self.save.setShortcut("Ctrl+S")
        self.saved_note = label("", "small", wrap=False)
        self.fields: dict[str, Field] = {}
        self._lay_out()
        self._wire()

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Put each error beside its field."""
        for key, field in self.fields.items():
            field.set_error(errors.get(key, ""))
        first = next((self.fields[key] for key in self.fields if key in errors), None)
        if first is not None and not any(field.editor.hasFocus() for field in self.fields.values() if field.error):
            lead_to(first.editor)

    def show_saved(self, *, saved: bool, blocked: str) -> None:
        """Say whether what is shown is what is saved; while `blocked` nothing can be saved."""
        self.saved_note.setText("" if blocked else "Saved" if saved else "Not saved yet")
        self.save.block(blocked or ("Nothing has changed." if saved else ""))

    def _lay_out(self) -> None:
        self._beside(("agency", "Agency", self.agency, ""), ("name", "Name of the system", self.name, ""))
        self._beside(("version", "Version", self.version, ""), ("owner", "System owner", self.owner, ""))
        self.body.addWidget(self._field("purpose", "Purpose", self.purpose, "What it decides or supports, for whom."))
        help_text = (
            "Existing: in use before enactment, section 4(b). New: a new acquisition or integration, section 4(c)."
        )
        self._beside(
            ("existing", "Existing or new", self.existing, help_text),
            ("stage", "Stage", self.stage, "Where in its life the system is now."),
        )
        self.body.addWidget(
            self._field(
                "components",
                "Components that are part of the system",
                self.components,
                "Items of a component that is not there are not due.",
            )
        )
        self._beside(
            ("marking", "Marking of the case", self.marking, "The banner of every page, e.g. UNCLASSIFIED"), None
        )

    def _beside(self, *fields: tuple[str, str, QWidget, str] | None) -> None:
        line = Reflow(460, gap=5)
        for field in fields:
            held = QWidget()
            inner = column(held)
            if field:
                inner.addWidget(self._field(*field))
            inner.addStretch(1)
            line.add(held)
        self.body.addWidget(line)

    def _field(self, key: str, title: str, editor: QWidget, help_text: str) -> Field:
        self.fields[key] = Field(title, editor, help_text)
        return self.fields[key]

    def _wire(self) -> None:
        for line in (self.agency, self.name, self.version, self.owner, self.marking):
            line.textEdited.connect(lambda _: self.edited.emit())
        self.purpose.textChanged.connect(self.edited)
        self.stage.activated.connect(lambda _: self.edited.emit())
        self.existing.chosen.connect(lambda _: self.edited.emit())
        self.components.edited.connect(self.edited)
        for field, told in (
            *((self.fields[key], getattr(self, key).textEdited) for key in ("agency", "name", "owner", "marking")),
            (self.fields["purpose"], self.purpose.textChanged),
            (self.fields["components"], self.components.edited),
        ):
            told.connect(partial(_clear, field))
        self.save.clicked.connect(self.save_chosen)


def _clear(field: Field, *_: str) -> None:
    """What was wrong was about what stood there before."""
    field.set_error("")
