"""The data sheet of a data set, one of its seven parts at a time, and the profile of its file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.viewmodels.record.data_states import DataState, SetState
from desktop.views.deployment.spec_form import SpecForm
from desktop.widgets.card import Card
from desktop.widgets.cautions import Cautions
from desktop.widgets.field import Field
from desktop.widgets.layout import show_if
from desktop.widgets.picker import fill
from desktop.widgets.plain_table import PlainTable
from desktop.widgets.reflow import Reflow
from desktop.widgets.text import label


class SheetCard(Card):
    """`written` carries the id of the data set and what was typed. What was typed in a part and not recorded stays in
    it while another part or data set is looked at.
    """

    written = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Data sheet", "", parent)
        self._state = DataState()
        self._shown: tuple[str, str] = ("", "")
        self._typed: dict[tuple[str, str], dict[str, str]] = {}
        self.chosen_set, self.chosen_part = QComboBox(), QComboBox()
        line = Reflow(480, gap=5)
        line.add(Field("Data set", self.chosen_set))
        line.add(Field("Part of the sheet", self.chosen_part))
        self.words, self._source = label("", "muted"), label("", "small")
        self.form = SpecForm()
        for widget in (line, self.words, self.form, self._source):
            self.body.addWidget(widget)
        self.chosen_set.activated.connect(lambda _: self._turn())
        self.chosen_part.activated.connect(lambda _: self._turn())
        self.form.submitted.connect(self._write)
        self.hide()  # until there is a data set

    @property
    def set_id(self) -> str:
        """The data set whose sheet is shown; empty where there is none."""
        return str(self.chosen_set.currentData() or "")

    def show_state(self, state: DataState) -> None:
        """Show the sheets as they are recorded; the data set and the part that were looked at stay."""
        if state.case != self._state.case:
            self._typed.clear()
            self._shown = ("", "")
        before, self._state = self._state, state
        self._source.setText(f"The fields follow {state.source}." if state.source else "")
        sets = [(key, one.name) for key, one in state.sets.items()]
        if sets:
            kept = self.set_id if self.set_id in state.sets else sets[0][0]
            fill(self.chosen_set, sets, kept)
        else:
            self.chosen_set.clear()
        if before.sets != state.sets or before.blocked != state.blocked:
            self._offer()

    def show_set(self, set_id: str) -> None:
        """Turn to the sheet of this data set."""
        if set_id in self._state.sets and set_id != self.set_id:
            self.chosen_set.setCurrentIndex(self.chosen_set.findData(set_id))
            self._turn()

    def forget_typed(self) -> None:
        """What was typed in the part that is shown is recorded now."""
        self._typed.pop(self._shown, None)
        self._shown = ("", "")
        self._offer()

    def _turn(self) -> None:
        self._keep_typed()
        self._shown = ("", "")
        self._offer()

    def _keep_typed(self) -> None:
        held = self._state.sets.get(self._shown[0])
        part = next((one for one in held.parts if one.id == self._shown[1]), None) if held else None
        if part is not None and self.form.values() != dict(part.values):
            self._typed[self._shown] = self.form.values()

    def _offer(self) -> None:
        held: SetState | None = self._state.sets.get(self.set_id)
        show_if(self, held is not None)
        if held is None:
            return
        wanted = str(self.chosen_part.currentData() or held.parts[0].id)
        fill(self.chosen_part, [(one.id, one.title) for one in held.parts], wanted)
        part = next(one for one in held.parts if one.id == wanted)
        self.words.setText(f"{held.sheet_words} are filled in. A field that does not apply stays empty, or says so.")
        if self._shown == (held.id, part.id):  # something else changed: what is being typed stays
            self.form.block(self._state.blocked)
            return
        self._shown = (held.id, part.id)
        values = self._typed.get(self._shown, part.values)
        self.form.offer(part.fields, save="Record this part", values=values, cancels=False)
        self.form.block(self._state.blocked)

    def _write(self, values: dict[str, str]) -> None:
        self.written.emit(self.set_id, values)


class ProfileCard(Card):
    """What the columns of a data set hold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Profile", "", parent)
        self._name = label("", "subheading")
        self.sentence = label("", selectable=True)
        self.old = Cautions()
        self.table = PlainTable("Columns of the data set")
        self._note = label(
            "Values are listed for columns that have at most 20; those of fewer than 5 records are counted together.",
            "muted",
        )
        self.hide()  # as above
        for widget in (self._name, self.sentence, self.old, self.table, self._note):
            self.body.addWidget(widget)

    def show_set(self, held: SetState | None, header: tuple[str, ...]) -> None:
        """Show the profile of a data set; nothing where there is none."""
        show_if(self, held is not None)
        if held is None:
            return
        self._name.setText(held.name)
        none = "No file was profiled yet. Select the data set above and choose “Profile a file”."
        self.sentence.setText(held.profile or none)
        self.old.say(() if held.profile_current else ("The profile is of another file than the data set names now.",))
        if held.columns:
            self.table.show_rows(header, held.columns)
        for widget in (self.table, self._note):
            show_if(widget, bool(held.columns))
