"""The Probes page: a stepper over five parts, and the plan file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.viewmodels.probes import ProbesModel, ProbesState
from desktop.viewmodels.probes.states import CHOICE, MODEL, READ, STEPS
from desktop.views.probes.choice_part import ChoicePart
from desktop.views.probes.data_part import DataPart
from desktop.views.probes.model_part import ModelPart
from desktop.views.probes.read_part import ReadPart
from desktop.views.probes.run_part import RunPart
from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.layout import column
from desktop.widgets.page import Page, scrolling
from desktop.widgets.step_bar import StepBar
from desktop.widgets.stepper import Stepper
from desktop.widgets.tab_order import put_in_order

_NEXT = ("Bind data", "Choose probes", "Run", "Read", "")
_PLANS = "Plans (*.yaml *.yml)"


class ProbesPage(Page):
    """From a model file to readings in the case."""

    def __init__(self, model: ProbesModel, parent: QWidget | None = None) -> None:
        super().__init__("Probes", "Measure the model itself, and keep what was measured in the case.", parent=parent)
        self._model = model
        self.open_plan = Button("Open plan…", "quiet", "folder_open")
        self.open_plan.clicked.connect(self._ask_open)
        self.save_plan = Button("Save plan…", "quiet", "save_alt")
        self.save_plan.clicked.connect(self._ask_save)
        self.corner.addWidget(self.open_plan)
        self.corner.addWidget(self.save_plan)
        self.stepper = Stepper(STEPS)
        self.stepper.step_chosen.connect(model.go)
        self.model_part, self.data_part, self.choice_part = ModelPart(), DataPart(), ChoicePart()
        self.run_part, self.read_part = RunPart(), ReadPart()
        self.stack = QStackedWidget()
        for part in (self.model_part, self.data_part, self.choice_part, self.run_part):
            held = column()
            held.addWidget(part)
            self.stack.addWidget(scrolling(held, 1180))
        self.stack.addWidget(self.read_part)
        self.steps = StepBar()
        self.steps.back_chosen.connect(lambda: model.go(model.state.step - 1))
        self.steps.next_chosen.connect(self._go_on)
        self.body.addWidget(self.stepper)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.steps)
        self._order = QTimer(self)
        self._order.setSingleShot(True)
        self._order.timeout.connect(self._put_in_order)
        self._connect_steps(model)
        self._connect_data(model)
        self.notice.dismissed.connect(model.dismiss)
        model.state_changed.connect(self.show_state)
        self._show_everything()

    def _connect_steps(self, model: ProbesModel) -> None:
        self.model_part.model_chosen.connect(model.choose_model)
        self.model_part.subject_chosen.connect(self._on_subject)
        self.model_part.bom_chosen.connect(model.choose_bom)
        self.model_part.bom_draft_asked.connect(model.draft_bom)
        self.model_part.domain_allowed.connect(lambda domain, on: model.allow_domain(domain, on=on))
        model.model.changed.connect(lambda: self.model_part.show_state(model.model.state))
        choice = model.choice
        self.choice_part.ticked.connect(lambda probe, on: choice.tick(probe, on=on))
        self.choice_part.all_ticked.connect(lambda on: choice.tick_all(on=on))
        self.choice_part.setting_changed.connect(choice.set)
        self.choice_part.limit_set.connect(choice.set_limit)
        self.choice_part.limit_removed.connect(choice.remove_limit)
        self.choice_part.seed_changed.connect(choice.set_seed)
        choice.changed.connect(lambda: self.choice_part.show_state(choice.state))
        self.run_part.cancel_asked.connect(model.run.cancel)
        self.run_part.cancel_all_asked.connect(model.run.cancel_all)
        self.run_part.again_asked.connect(model.run.run_again)
        self.run_part.failed_again_asked.connect(model.run.run_failed_again)
        self.run_part.reading_asked.connect(model.read_result)
        model.run.changed.connect(lambda: self.run_part.show_state(model.run.state))
        self.read_part.reading_chosen.connect(model.read.open)
        self.read_part.item_asked.connect(model.open_item)
        self.read_part.compare_asked.connect(model.read.compare)
        model.read.changed.connect(lambda: self.read_part.show_state(model.read.state))
        model.read.changed.connect(self._put_in_order)

    def _connect_data(self, model: ProbesModel) -> None:
        part, data = self.data_part, model.data
        part.test_chosen.connect(data.choose_test)
        part.train_chosen.connect(data.choose_train)
        part.group_changed.connect(lambda column_name, on: data.set_group(column_name, on=on))
        part.output_changed.connect(lambda field, value: data.set_output(**{field: value}))
        part.notes.acted.connect(data.mend)
        task = part.task_card
        task.name_changed.connect(data.set_name)
        task.task_chosen.connect(data.set_task)
        task.label_chosen.connect(data.set_label)
        task.positive_chosen.connect(data.set_positive)
        task.typed.connect(data.type)
        task.order_file_chosen.connect(data.read_order)
        part.inputs.way_chosen.connect(data.set_way)
        part.inputs.columns_chosen.connect(data.set_columns)
        part.inputs.field_changed.connect(data.type_field)
        data.changed.connect(lambda: part.show_state(data.state))
        data.changed.connect(lambda: self.choice_part.show_state(model.choice.state))

    def focus_on(self, target: Mapping[str, Any]) -> None:
        """Open the step, the plan or the reading that `target` names."""
        if "plan" in target:
            self._model.open_plan(str(target["plan"]))
        if "reading" in target:
            self._model.read_result(str(target["reading"]))
        elif "step" in target:
            self._model.go(int(target["step"]))

    @property
    def settled(self) -> bool:
        """Whether nothing is being done behind the page."""
        model = self._model
        working = "working" in (model.model.state.phase, model.data.state.phase)
        return not (working or model.data.waits or model.read.state.loading or model.run.state.busy)

    def show_state(self, state: ProbesState) -> None:
        """Show the open step, and where one can go from it."""
        self.stepper.set_current(state.step, [number for number, done in enumerate(state.done) if done])
        for number, why_not in enumerate(state.why_not):
            self.stepper.set_reachable(number, why_not)
        moved = self.stack.currentIndex() != state.step
        if moved and self.steps.has_keyboard:
            self.stepper.take_focus()  # the button that was pressed may not be there in the next step
        self.stack.setCurrentIndex(state.step)
        self.save_plan.block(state.why_not_saved)
        if state.note is None:
            self.notice.say_error("")
        elif state.note.text != self.notice.text:
            self.notice.say(state.note.text, state.note.hint, state.note.kind)
        why_next = state.why_not_run if state.step == CHOICE else state.why_not[min(state.step + 1, READ)]
        self.steps.show_step(back=state.step > MODEL, next_text=_NEXT[state.step], why_not=why_next)
        if moved:
            self._put_in_order()
        self._order.start()

    def _put_in_order(self) -> None:
        """Tab goes through the open step as it is read: parts of it are made anew when something changes."""
        put_in_order(self.stepper, self.stack, self.steps)

    def _on_subject(self, subject: str) -> None:
        if (subject == "recorded") == self._model.model.state.recorded:
            return  # it is so already, and a model that was chosen stays
        if subject == "recorded":
            self._model.use_recorded()
        else:
            self._model.use_model()

    def _show_everything(self) -> None:
        model = self._model
        self.model_part.show_state(model.model.state)
        self.data_part.show_state(model.data.state)
        self.choice_part.show_state(model.choice.state)
        self.run_part.show_state(model.run.state)
        self.read_part.show_state(model.read.state)
        self.show_state(model.state)

    def _go_on(self) -> None:
        if self._model.state.step == CHOICE:
            if self.choice_part.settle():
                self._model.start()
        else:
            self._model.go(self._model.state.step + 1)

    def _ask_open(self) -> None:
        path = files.ask_open(self, "Open a plan", _PLANS)
        if path:
            self._model.open_plan(path)

    def _ask_save(self) -> None:
        if not self.choice_part.settle():
            return
        start = self._model.state.plan_path or "probes.plan.yaml"
        path = files.ask_save(self, "Save the plan", start, _PLANS)
        if path:
            self._model.save_plan(path)
