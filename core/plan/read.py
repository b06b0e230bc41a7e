"""From YAML to a `Plan`. Every error names the line, the field and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import yaml

from core.errors import InputError
from core.plan.inputs import read_inputs
from core.plan.model import DataPlan, OutputPlan, Plan, SettingValue
from core.plan.nodes import Fields, fault, number, one_of, several, text, value, whole

LARGEST_PLAN_BYTES = 1 << 18
_NO_WORDS: tuple[str, ...] = ()


def load_plan(path: Path) -> Plan:
    """The plan in the file at `path`. Raises InputError naming the line and the field."""
    try:
        if path.stat().st_size > LARGEST_PLAN_BYTES:
            raise InputError(f"{path.name} is too large to be a plan.", "Choose the YAML file that holds the plan.")
        written = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"The plan {path.name} can't be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"The plan {path.name} is not UTF-8 text.", "Save it again as UTF-8.") from error
    return parse_plan(written, path.resolve().parent)


def parse_plan(written: str, folder: Path) -> Plan:
    """The plan in a text; its paths are relative to `folder`. Raises InputError naming the line and the field."""
    if len(written) > LARGEST_PLAN_BYTES:
        raise InputError("The text is too large to be a plan.")
    try:
        # The plain loader: the fast one can overflow the stack on a text that is nested very deep.
        node = yaml.compose(written, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"Line {mark.line + 1} of the plan" if mark else "The plan"
        raise InputError(
            f"{line} is not YAML: {error.problem or error.context}.", "Look at colons and indents."
        ) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise InputError("The plan is not YAML: it holds characters or a depth that no plan has.") from error
    if node is None:
        raise InputError("The plan is empty.", "See resources/plan-fields.md for what a plan holds.")
    return _plan(Fields(node, "the plan"), folder)


def _plan(fields: Fields, folder: Path) -> Plan:
    plan = Plan(
        name=fields.need("name", text),
        task=cast("Any", fields.need("task", one_of("binary", "multiclass", "regression"))),
        model=fields.take("model", text, None),
        bom=fields.take("bom", text, None),
        data=fields.take("data", _data, None),
        inputs=fields.take("inputs", read_inputs, {}),
        outputs=fields.take("outputs", _outputs, OutputPlan()),
        probes=fields.take("probes", several(text), ("all",)),
        settings=fields.take("settings", _settings, {}),
        thresholds=fields.take("thresholds", _thresholds, {}),
        allow_domains=fields.take("allow_domains", several(text), _NO_WORDS),
        seed=fields.take("seed", _seed, 0),
        folder=folder,
    )
    fields.done()
    _fits_together(plan, fields.node)
    return plan


def _fits_together(plan: Plan, node: yaml.Node) -> None:
    """Refuse what each field allows and the fields together don't."""
    if plan.model is None and not plan.recorded:
        hint = "Name the ONNX file under model, or the column of recorded scores as outputs: {column: score}."
        raise fault(node, "the plan has neither a model nor recorded scores.", hint)
    if plan.model is not None and plan.recorded:
        raise fault(node, "outputs names a recorded column, but there is a model too.", "Keep one of the two.")
    if plan.recorded and plan.inputs:
        raise fault(node, "inputs are bound, but there is no model to take them.", "Remove inputs, or name the model.")
    if plan.recorded and plan.data is None:
        raise fault(node, "recorded scores need the table that holds them.", "Name it as data: {test: scores.csv}.")
    if plan.data and plan.data.positive is not None and plan.task != "binary":
        raise fault(node, f"positive belongs to a binary task, and this one is {plan.task}.")
    if "all" in plan.probes and len(plan.probes) > 1:
        raise fault(node, "probes names all and single probes too.", "Write probes: all, or the list without all.")


def _data(node: yaml.Node, where: str) -> DataPlan:
    fields = Fields(node, where)
    data = DataPlan(
        test=fields.need("test", text),
        train=fields.take("train", text, None),
        label=fields.take("label", text, None),
        positive=fields.take("positive", text, None),
        groups=fields.take("groups", several(text), _NO_WORDS),
        rows=fields.take("rows", whole, None),
    )
    fields.done()
    if data.rows is not None and data.rows < 1:
        raise fault(node, "rows must be at least 1.")
    return data


def _outputs(node: yaml.Node, where: str) -> OutputPlan:
    fields = Fields(node, where)
    classes = fields.take("classes", several(text), _NO_WORDS)
    if len(set(classes)) != len(classes):
        raise fault(node, "classes names a class twice.")
    kind = fields.take("kind", one_of("probabilities", "logits", "label", "value"), "")
    outputs = OutputPlan(
        scores=fields.take("scores", text, None),
        column=fields.take("column", text, None),
        kind=cast("Any", kind or None),
        classes=classes or None,
        threshold=fields.take("threshold", number, None),
        favourable=fields.take("favourable", text, None),
    )
    fields.done()
    if outputs.scores is not None and outputs.column is not None:
        raise fault(node, "outputs names both scores (of a model) and a column (recorded).", "Keep one of the two.")
    return outputs


def _settings(node: yaml.Node, where: str) -> Mapping[str, Mapping[str, SettingValue]]:
    def of_probe(node: yaml.Node, where: str) -> Mapping[str, SettingValue]:
        fields = Fields(node, where)
        return {name: fields.need(name, value) for name in fields.names()}

    fields = Fields(node, where)
    return {probe: fields.need(probe, of_probe) for probe in fields.names()}


def _thresholds(node: yaml.Node, where: str) -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    def bounds(node: yaml.Node, where: str) -> Mapping[str, float]:
        fields = Fields(node, f"the threshold {where}")
        given = {name: fields.take(name, number, None) for name in ("min", "max")}
        fields.done()
        found = {name: bound for name, bound in given.items() if bound is not None}
        if not found or (found.get("min", 0.0) > found.get("max", float("inf")) and len(found) == 2):
            raise fault(node, f"the threshold {where} needs min, max or both, with min not above max.")
        return found

    def of_probe(node: yaml.Node, where: str) -> Mapping[str, Mapping[str, float]]:
        fields = Fields(node, where)
        return {metric: fields.need(metric, bounds) for metric in fields.names()}

    fields = Fields(node, where)
    return {probe: fields.need(probe, of_probe) for probe in fields.names()}


def _seed(node: yaml.Node, where: str) -> int:
    seed = whole(node, where)
    if seed < 0:
        raise fault(node, "the seed can't be negative.")
    return seed
