"""From a `Plan` back to YAML: what `parse_plan` reads gives the same plan."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

import yaml

from core.plan.model import Array, Bytes, Images, Input, Plan


class _Dumper(yaml.SafeDumper):
    """Quotes what would be read back as something else: numbers by this program's rule, and odd line breaks."""


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    style = '"' if _is_number(value) or any(mark in value for mark in "\x85\u2028\u2029\r") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


_Dumper.add_representer(str, _text)


def plan_text(plan: Plan) -> str:
    """The plan as YAML, fields in the order of the documentation, without those that say nothing."""
    body: dict[str, Any] = {"name": plan.name, "model": plan.model, "bom": plan.bom, "task": plan.task}
    if plan.data:
        data = _said(plan.data)
        body["data"] = data | ({"positive": _plain(data["positive"])} if "positive" in data else {})
    body["inputs"] = {name: input_as_dict(bound) for name, bound in plan.inputs.items()}
    outputs = _said(plan.outputs)
    for name in ("classes", "favourable"):
        if name in outputs:
            outputs[name] = _plain(outputs[name])
    body["outputs"] = outputs
    body["probes"] = "all" if plan.probes == ("all",) else list(plan.probes)
    body["settings"] = {probe: dict(values) for probe, values in plan.settings.items()}
    body["thresholds"] = {
        probe: {metric: dict(bounds) for metric, bounds in metrics.items()}
        for probe, metrics in plan.thresholds.items()
    }
    body["allow_domains"] = list(plan.allow_domains)
    body["seed"] = plan.seed
    kept = {name: value for name, value in body.items() if value not in (None, {}, []) or name == "probes"}
    return yaml.dump(kept, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)


def input_as_dict(bound: Input) -> dict[str, Any]:
    """One entry of `inputs` as it is written in the plan."""
    said = _said(bound)
    match bound:
        case Images():
            return {"images": said}
        case Bytes():
            return {"bytes": {"first": bound.first, **said}}
        case Array():
            return {"array": said.pop("array"), **said}
        case _:
            return said


def _said(part: Any) -> dict[str, Any]:
    """The fields of a dataclass that differ from their defaults, tuples as lists."""
    values = {
        field.name: getattr(part, field.name) for field in fields(part) if getattr(part, field.name) != _default(field)
    }
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _default(field: Any) -> Any:
    return None if field.default is MISSING else field.default


def _plain(value: Any) -> Any:
    """Class texts that are whole numbers are written without quotes."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return int(value) if value.isdecimal() and value.isascii() and str(int(value[:18])) == value else value
