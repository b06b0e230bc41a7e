"""Step 3 of the Probes page: what can be chosen, drawn from what the probes declare of themselves.

A plan that says "all" runs every probe that applies; once the person ticks, the plan names each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from core.plan import Plan
from core.probe import Probe, Setting, SettingValue
from desktop.viewmodels.probes.states import LimitRow, ProbeRow, SettingRow
from desktop.viewmodels.probes.worded import plainly

ALL = ("all",)
_OF_THIS_MACHINE = "Measures this machine: “all” in a plan file leaves it out, a tick here names it."


def probe_rows(applicable: Iterable[tuple[Probe, str | None]], plan: Plan) -> tuple[ProbeRow, ...]:
    """A row for each probe, with what the plan says of it; `applicable` pairs a probe with why it does not apply."""
    return tuple(_row(probe, why_not or "", plan) for probe, why_not in applicable)


def _row(probe: Probe, why_not: str, plan: Plan) -> ProbeRow:
    chosen = plan.settings.get(probe.id, {})
    limits = plan.thresholds.get(probe.id, {})
    return ProbeRow(
        id=probe.id,
        title=probe.title,
        measures=probe.measures,
        cost=probe.cost if probe.repeatable else f"{probe.cost} {_OF_THIS_MACHINE}",
        items=probe.items,
        why_not=plainly(why_not),
        ticked=(plan.probes == ALL or probe.id in plan.probes) and not why_not,
        settings=tuple(_setting(setting, chosen.get(setting.name)) for setting in probe.settings),
        limits=tuple(
            LimitRow(metric=metric, bound="min" if bound == "min" else "max", value=value, title=_title(metric))
            for metric, bounds in limits.items()
            for bound, value in bounds.items()
        ),
        metrics=tuple((metric, _title(metric)) for metric in probe.metrics),
    )


def _title(metric: str) -> str:
    from core.probes.wording import title_of  # the probes are loaded by then; not before the window is there

    return title_of(metric)


def _setting(setting: Setting, value: SettingValue | None) -> SettingRow:
    return SettingRow(
        name=setting.name,
        title=setting.title,
        kind=setting.kind,
        value=setting.default if value is None else value,
        minimum=setting.minimum,
        maximum=setting.maximum,
        choices=setting.choices,
        unit=setting.unit,
        help=setting.help,
    )


def ticked(plan: Plan, rows: Iterable[ProbeRow], probe: str, *, on: bool) -> Plan:
    """`plan` with the probe in or out, in the order of `rows`."""
    names = [row.id for row in rows if (on if row.id == probe else row.ticked)]
    return replace(plan, probes=tuple(names))


def with_setting(plan: Plan, probe: str, name: str, value: SettingValue, default: SettingValue) -> Plan:
    """`plan` with one setting changed; a setting at its default is left out."""
    values = {key: kept for key, kept in plan.settings.get(probe, {}).items() if key != name}
    if value != default:
        values[name] = value
    return replace(plan, settings=_with(plan.settings, probe, values))


def with_limit(plan: Plan, probe: str, limit: LimitRow) -> Plan:
    """`plan` with one threshold set; a metric keeps at most one lower and one upper."""
    limits = {metric: dict(bounds) for metric, bounds in plan.thresholds.get(probe, {}).items()}
    limits.setdefault(limit.metric, {})[limit.bound] = limit.value
    return replace(plan, thresholds=_with(plan.thresholds, probe, limits))


def without_limit(plan: Plan, probe: str, metric: str, bound: str) -> Plan:
    """`plan` with that threshold taken away."""
    limits = {name: dict(bounds) for name, bounds in plan.thresholds.get(probe, {}).items()}
    limits.get(metric, {}).pop(bound, None)
    kept = {name: bounds for name, bounds in limits.items() if bounds}
    return replace(plan, thresholds=_with(plan.thresholds, probe, kept))


def _with(all_values: Mapping[str, Mapping[str, Any]], probe: str, values: Mapping[str, Any]) -> dict[str, Any]:
    rest = {name: kept for name, kept in all_values.items() if name != probe}
    return {**rest, probe: values} if values else rest
