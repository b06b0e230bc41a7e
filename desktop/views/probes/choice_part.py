"""Step 3: which probes run, with which settings, thresholds and seed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QWidget

from desktop.viewmodels.probes.states import ChoiceState, ProbeRow
from desktop.views.probes.limits_editor import LimitsEditor
from desktop.views.probes.setting_editor import SettingEditor, inset
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.field import Field
from desktop.widgets.flow_grid import FlowGrid
from desktop.widgets.in_view import lead_to
from desktop.widgets.layout import clear, column, row
from desktop.widgets.notes import Notes
from desktop.widgets.pill import Pill
from desktop.widgets.reflow import Reflow
from desktop.widgets.text import label, rule


class ChoicePart(QWidget):
    """Signals carry the probe's id first."""

    ticked = Signal(str, bool)
    setting_changed = Signal(str, str, object)
    limit_set = Signal(str, object)
    limit_removed = Signal(str, str, str)
    all_ticked = Signal(bool)
    seed_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, ProbeCard] = {}
        self.notes = Notes()
        self._list = column(gap=3)
        self.seed = QSpinBox()
        inset(self.seed)
        self.seed.setRange(0, 2_147_483_647)
        self.seed.setMaximumWidth(180)
        self.seed.valueChanged.connect(self.seed_changed)
        seed = Card()
        seed.body.addWidget(
            Field("Seed", self.seed, "Every random draw starts from it: the same seed gives the same readings.")
        )
        outer = column(self, gap=4)
        outer.addWidget(self.notes)
        outer.addLayout(self._head())
        outer.addLayout(self._list)
        outer.addWidget(seed)
        outer.addStretch(1)

    def _head(self) -> QHBoxLayout:
        self._count = label("", "muted")
        self.tick_all = Button("Tick all that apply", "quiet", "check")
        self.tick_all.clicked.connect(lambda: self.all_ticked.emit(True))  # noqa: FBT003 - the signal's one value
        self.tick_none = Button("Untick all", "quiet", "close")
        self.tick_none.clicked.connect(lambda: self.all_ticked.emit(False))  # noqa: FBT003 - as above
        line = row(gap=2)
        line.addWidget(self._count, 1)
        line.addWidget(self.tick_all)
        line.addWidget(self.tick_none)
        return line

    def probe_card(self, probe: str) -> ProbeCard:
        """The card of a probe. Raises KeyError."""
        return self._rows[probe]

    def settle(self) -> bool:
        """Take over thresholds that were typed and not added yet; False, with one shown, where that can't be."""
        return all(card.settle() for card in self._rows.values())

    def show_state(self, state: ChoiceState) -> None:
        """Show the probes that there are, and what is chosen."""
        self.notes.show_notes((state.note,) if state.note else ())
        ticked, fitting = (len([one for one in state.rows if test(one)]) for test in (_is_ticked, _applies))
        self._count.setText(f"{ticked} of the {fitting} probes that apply are ticked")
        if list(self._rows) != [probe.id for probe in state.rows]:
            self._rebuild(state)
        for probe in state.rows:
            self._rows[probe.id].show_probe(probe)
        if self.seed.value() != state.seed:
            self.seed.setValue(state.seed)

    def _rebuild(self, state: ChoiceState) -> None:
        clear(self._list)
        self._rows = {}
        for probe in state.rows:
            card = ProbeCard(probe)
            card.ticked.connect(lambda on, name=probe.id: self.ticked.emit(name, on))
            card.setting_changed.connect(
                lambda setting, value, name=probe.id: self.setting_changed.emit(name, setting, value)
            )
            card.limit_set.connect(lambda limit, name=probe.id: self.limit_set.emit(name, limit))
            card.limit_removed.connect(
                lambda metric, bound, name=probe.id: self.limit_removed.emit(name, metric, bound)
            )
            self._rows[probe.id] = card
            self._list.addWidget(card)


class ProbeCard(Card):
    """One probe: a tick, what it measures, and its settings behind a button."""

    ticked = Signal(bool)
    setting_changed = Signal(str, object)
    limit_set = Signal(object)
    limit_removed = Signal(str, str)

    def __init__(self, probe: ProbeRow, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(probe.title)
        self.tick = QCheckBox(probe.title)
        self.tick.setProperty("role", "heading")
        self.tick.setAccessibleDescription(probe.measures)
        self.tick.clicked.connect(self.ticked)
        self._pill = Pill()
        self.more = Button("Settings and thresholds", "quiet", "expand_more")
        self.more.setAccessibleName(f"Settings and thresholds of {probe.title}")
        self.more.clicked.connect(self._turn)
        head, side = Reflow(520, gap=3), QWidget()
        beside = row(side, gap=3)
        beside.addWidget(self._pill)
        beside.addWidget(self.more)
        beside.addStretch(1)
        head.add(self.tick)
        head.add(side, 0)
        self._why = label("", "muted")
        self._settings: dict[str, SettingEditor] = {}
        self._inside = QWidget()
        self._inside.hide()
        words = column(gap=1)
        words.setContentsMargins(28, 0, 0, 0)  # under the words of the tick
        words.addWidget(label(probe.measures))
        words.addWidget(label(f"{probe.cost} Supports {_items(probe.items)}.", "small"))
        words.addWidget(self._why)
        words.addWidget(self._inside)
        self.body.setSpacing(4)
        self.body.addWidget(head)
        self.body.addLayout(words)
        self._lay_out_inside(probe)

    def show_probe(self, probe: ProbeRow) -> None:
        """Show whether it applies, is ticked, and which thresholds are set."""
        self.tick.setChecked(probe.ticked)
        self.tick.setEnabled(not probe.why_not)
        self.tick.setToolTip(probe.why_not)
        self.more.setVisible(not probe.why_not)
        self._why.setText(f"Does not apply: {probe.why_not}")
        self._why.setVisible(bool(probe.why_not))
        limits = len(probe.limits)
        self._pill.set(f"{limits} threshold{'s' if limits > 1 else ''}" if limits else "", "info", "flag")
        self.limits.show_limits(probe.limits)
        for setting in probe.settings:
            self._settings[setting.name].show_setting(setting)
        if probe.why_not:
            self._inside.hide()

    def settle(self) -> bool:
        """Take over a threshold that was typed and not added yet; False, with it shown, where that can't be."""
        if self.limits.settle():
            return True
        if self._inside.isHidden():
            self._turn()
        lead_to(self.limits.value)
        return False

    def _lay_out_inside(self, probe: ProbeRow) -> None:
        outer = column(self._inside, gap=4)
        outer.addWidget(rule())
        grid = FlowGrid(340, most=2, gap=6)
        for setting in probe.settings:
            editor = SettingEditor(setting, probe.title)
            editor.changed.connect(partial(self.setting_changed.emit, setting.name))
            self._settings[setting.name] = editor
        grid.hold([*self._settings.values()])
        outer.addWidget(grid)
        self.limits = LimitsEditor(probe.title, probe.metrics)
        self.limits.limit_set.connect(self.limit_set)
        self.limits.limit_removed.connect(self.limit_removed)
        outer.addWidget(self.limits)
        self.limits.setVisible(bool(probe.metrics))

    def _turn(self) -> None:
        opens = self._inside.isHidden()
        self._inside.setVisible(opens)
        self.more.set_icon("expand_less" if opens else "expand_more")


def _is_ticked(probe: ProbeRow) -> bool:
    return probe.ticked


def _applies(probe: ProbeRow) -> bool:
    return not probe.why_not


def _items(items: tuple[str, ...]) -> str:
    return f"{len(items)} items" if len(items) != 1 else "one item"
