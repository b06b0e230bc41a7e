"""The plan in the making: what the person has set in steps 1 and 2, and what is proposed for the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from core.errors import InputError
from core.plan import Array, Columns, DataPlan, Images, Input, Plan
from core.plan.proposing import filled_with_text
from desktop.viewmodels.probes import proposing, way_parsing, ways
from desktop.viewmodels.probes.offered import Offered, offered

NEW_PLAN = Plan(name="", task="binary")
_LARGEST_LIMIT = 1_000_000_000


@dataclass(kw_only=True)
class Draft:
    """`own` are inputs that the person bound; `wrong` holds what was typed and can't be used, with the reason."""

    plan: Plan = NEW_PLAN
    inspection: Mapping[str, Any] | None = None
    recorded: bool = False
    columns: tuple[Offered, ...] = ()
    data_kind: str = ""  # csv, parquet, folder, npz; empty until the data were looked at
    own: set[str] = field(default_factory=set)
    wrong: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    @property
    def can_be_checked(self) -> bool:
        """Whether there are a model (or recorded scores) and data to bind."""
        subject = self.inspection is not None or (self.recorded and self.plan.recorded)
        return subject and self.plan.data is not None and bool(self.columns) and not self.wrong

    # ---- the model, the data ----

    def use_model(self, path: str, inspection: Mapping[str, Any]) -> None:
        """Bind for this model from now on; another model than before drops the bindings."""
        if path != self.plan.model:
            old = Path(self.plan.model).stem if self.plan.model else ""
            name = Path(path).stem if self.plan.name in {"", old} else self.plan.name
            outputs = replace(self.plan.outputs, scores=None, column=None, kind=None, classes=None)
            self.plan = replace(
                self.plan, model=path, inputs={}, outputs=outputs, name=name, allow_domains=(), bom=None
            )
            self.own.clear()
            self.wrong.clear()
        self.inspection, self.recorded = inspection, False
        self.propose()

    def use_recorded(self) -> None:
        """There is no model: a column of the data holds what the system was recorded to say."""
        if self.recorded:
            return
        outputs = replace(self.plan.outputs, scores=None, kind=None)
        self.plan = replace(self.plan, model=None, inputs={}, outputs=outputs, allow_domains=(), bom=None)
        self.inspection, self.recorded = None, True
        self.own.clear()
        self.wrong.clear()
        self.propose()

    def drop_recorded(self) -> None:
        """No recorded column is read any more; a model comes next."""
        self.recorded, self.inspection = False, None
        self.plan = replace(self.plan, model=None, outputs=replace(self.plan.outputs, column=None, kind=None))

    def use_plan(self, plan: Plan) -> None:
        """Take over a plan that was opened; its model is inspected and its data are looked at apart."""
        self.plan, self.inspection, self.recorded = plan, None, plan.recorded
        self.own, self.wrong = set(plan.inputs), {}
        self.columns, self.data_kind = (), ""

    def choose_test(self, path: str) -> None:
        """Take the test data from here; what was bound before is bound anew by name."""
        data = self.plan.data
        kept = replace(data, test=path, label=None, groups=(), positive=None) if data else DataPlan(test=path)
        outputs = replace(self.plan.outputs, column=None, favourable=None)
        self.plan = replace(self.plan, data=kept, inputs={}, outputs=outputs, name=self.plan.name or Path(path).stem)
        self.own.clear()
        self.wrong.clear()
        self.columns, self.data_kind = (), ""

    def looked_at(self, found: Mapping[str, Any]) -> None:
        """Take what the job core.worker.columns found in the test data."""
        self.columns, self.data_kind = offered(found), found["kind"]
        data = self.plan.data
        if data is not None and data.train is None and proposing.holds_training(self.columns):
            self.set_data(train=data.test)
        self.propose()

    def propose(self) -> None:
        """Fill the gaps, once there are model and data to fill them from."""
        if self.columns and (self.recorded or self.inspection is not None):
            self.plan = proposing.completed(self.plan, self.inspection, self.columns, recorded=self.recorded)

    # ---- what is predicted ----

    def set_data(self, **values: Any) -> None:
        """Change fields of the data; does nothing while there are none."""
        if self.plan.data is not None:
            self.plan = replace(self.plan, data=replace(self.plan.data, **values))

    def set_task(self, task: str) -> None:
        """binary, multiclass or regression. What belongs to another task is taken out."""
        self.plan = replace(self.plan, task=task)  # type: ignore[arg-type] # the view offers the three
        outputs = self.plan.outputs
        if task != "binary":
            self.set_data(positive=None)
            outputs = replace(outputs, threshold=None)
        kind = None if (outputs.kind == "value") != (task == "regression") else outputs.kind
        if task == "regression":
            outputs = replace(outputs, classes=None, favourable=None)
        self.plan = replace(self.plan, outputs=replace(outputs, kind=kind))

    def set_label(self, label: str) -> None:
        if self.plan.data is not None:
            groups = tuple(group for group in self.plan.data.groups if group != label)
            self.set_data(label=label or None, positive=None, groups=groups)
            self.set_output(favourable=None)

    def set_group(self, column: str, *, on: bool) -> None:
        if self.plan.data is not None:
            rest = tuple(group for group in self.plan.data.groups if group != column)
            self.set_data(groups=(*rest, column) if on else rest)

    def set_output(self, **values: Any) -> None:
        """Change how outputs become scores: scores, column, kind, favourable, threshold, classes."""
        self.plan = replace(self.plan, outputs=replace(self.plan.outputs, **values))

    def type_threshold(self, text: str) -> None:
        """The score from which on a decision is positive; empty lets the larger score win."""

        def read() -> None:
            try:
                self.set_output(threshold=float(text) if text.strip() else None)
            except ValueError:
                raise InputError(f"{text.strip()} is no number. Write it as 0.5.") from None

        self._typed("", "threshold", text, read)

    def type_limit(self, text: str) -> None:
        """How many rows are used at most; empty uses all."""
        self._typed(
            "",
            "limit",
            text,
            lambda: self.set_data(rows=way_parsing.whole(text, 1, _LARGEST_LIMIT) if text.strip() else None),
        )

    def type_order(self, text: str) -> None:
        """The classes in the order of the scores, apart by commas or lines; empty: as the model or the labels say."""
        classes = tuple(part.strip() for part in re.split(r"[,\n]+", text) if part.strip())

        def read() -> None:
            twice = next((one for one in classes if classes.count(one) > 1), None)
            if twice is not None:
                raise InputError(f"The class {twice} stands twice.")
            self.set_output(classes=classes or None)

        self._typed("", "order", text, read)

    def take_change(self, change: Mapping[str, Any]) -> None:
        """Change the plan as the worker proposed with a warning: the order of the classes, or the scale of pictures."""
        if "classes" in change:
            self.set_output(classes=tuple(change["classes"]))
            self.wrong.pop(("", "order"), None)
            return
        bound = self.plan.inputs.get(change["input"])
        if isinstance(bound, Array | Images):
            scaled = {"scale": change["scale"], "mean": tuple(change["mean"]), "std": tuple(change["std"])}
            self._bind(change["input"], replace(bound, **scaled))

    # ---- inputs ----

    def set_way(self, name: str, way: str) -> None:
        """Feed the model input `name` in another way; empty unbinds it."""
        names = self.input_names()
        model = self.plan.path(self.plan.model) if self.plan.model else Path()
        made = ways.started(way, self.declared(name), self.columns, model, names) if way else None
        self._bind(name, made)

    def set_columns(self, name: str, columns: Sequence[str]) -> None:
        """Feed the input from these columns, in this order; none unbinds it."""
        before = self.plan.inputs.get(name)
        missing = before.missing if isinstance(before, Columns) else None
        self._bind(name, Columns(columns=tuple(columns), missing=missing) if columns else None)

    def type_field(self, name: str, field_name: str, text: str) -> None:
        """Set one field of how the input is fed to what was typed or picked."""
        before = self.plan.inputs.get(name)
        if before is not None:
            self._typed(
                name, field_name, text, lambda: self._bind(name, way_parsing.with_field(before, field_name, text))
            )

    def declared(self, name: str) -> Mapping[str, Any]:
        """The model input of that name. Raises StopIteration when the model has none."""
        return next(value for value in (self.inspection or {"inputs": []})["inputs"] if value["name"] == name)

    def score_width(self) -> int | None:
        """How many scores a row the model declares; None where it does not say, or where several outputs differ."""
        outputs = (self.inspection or {"outputs": []})["outputs"]
        read = [one for one in outputs if self.plan.outputs.scores in {None, one["name"]}]
        widths = {one["shape"][1] for one in read if len(one["shape"] or ()) == 2}
        only = next(iter(widths)) if len(widths) == 1 else None
        return only if isinstance(only, int) and only > 1 else None

    def input_names(self) -> list[str]:
        return [value["name"] for value in (self.inspection or {"inputs": []})["inputs"]]

    def _bind(self, name: str, made: Input | None) -> None:
        bound = {key: value for key, value in self.plan.inputs.items() if key != name}
        if made is not None:
            bound[name] = made
        for other in filled_with_text(bound):
            bound.pop(other, None)  # a mask has no entry of its own
        same = ways.way_of(made) == ways.way_of(self.plan.inputs.get(name))
        self.plan = replace(self.plan, inputs=bound)
        self.own.add(name)
        if not same:
            self.wrong = {key: value for key, value in self.wrong.items() if key[0] != name}

    def _typed(self, name: str, field_name: str, text: str, read: Any) -> None:
        try:
            read()
        except InputError as error:
            self.wrong[name, field_name] = (text, f"{error.message} {error.hint}".strip())
        else:
            self.wrong.pop((name, field_name), None)
