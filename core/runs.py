"""Runs what a plan asks for: one worker process for each probe, readings as they come, in the plan's order."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from core import clock
from core.errors import InputError, JobError
from core.jobs import Job, Limits, Progress, run_to_end
from core.plan import Plan, plan_text
from core.plan.nodes import nearest
from core.probe import Probe, Reading, Setting, SettingValue, Status
from core.probes import PROBES, probe
from core.probes.judge import check_thresholds

READINGS = "readings.json"
_NO_FLOAT_INPUT = (
    "It needs a model with one input of numbers that can be changed a little; this one takes several inputs, text or "
    "whole numbers."
)
_NOT_DAMAGEABLE = "It damages pictures, columns and written texts, and none of the model's inputs is one."
_NO_NUMBER_COLUMNS = (
    "It bends columns of numbers, and the model's inputs have none; “Evasion under budget” attacks pictures and other "
    "arrays."
)
_LOOKING = Limits(time_s=600.0)


def inspect_model(path: Path) -> Job:
    """A job that parses a model file; its result is the dict of core/worker/inspection.py."""
    return Job("core.worker.inspect_model.work", {"path": str(path)}, limits=_LOOKING)


def draft_bom(
    model: Path,
    *,
    train: Path | None = None,
    test: Path | None = None,
    spec: str = "1.6",
    energy: Mapping[str, Any] | None = None,
) -> Job:
    """A job that drafts a model's bill of materials; its result is the dict of core/worker/draft_bom.py.

    `energy` holds what `core.exchange.cyclonedx.energy.environment` told of a case, with the `marking` of the case.
    """
    task = {"model": str(model), "training": train and str(train), "test": test and str(test)}
    task |= {"spec": spec, "energy": energy}  # type: ignore[dict-item]
    return Job("core.worker.draft_bom.work", task, limits=_LOOKING)


def profile_data(path: Path, *, digest_only: bool = False) -> Job:
    """A job that profiles a file of data; its result is the dict of core/worker/profile_data.py."""
    return Job("core.worker.profile_data.work", {"path": str(path), "digest_only": digest_only}, limits=_LOOKING)


def check_data(plan: Plan, *, rows: int = 20) -> Job:
    """A job that binds the data of a plan and shows it; its result is the dict of core/worker/preview.py.

    `rows` is how many rows are shown with what the model says of them; 0 binds and checks only.
    """
    return Job("core.worker.preview.work", {**_task(plan), "rows": rows}, limits=_LOOKING)


def run_probe(plan: Plan, probe_id: str, *, providers: Sequence[str] = (), limits: Limits | None = None) -> Job:
    """A job that runs one probe; its result is a reading as a dict. Raises InputError for an unknown probe."""
    task = {**_task(plan), "probe": probe(probe_id).id, "providers": list(providers)}
    return Job("core.worker.run_probe.work", task, limits=limits)


def evaluate(
    plan: Plan,
    *,
    on_progress: Callable[[str, Progress], None] | None = None,
    on_reading: Callable[[dict[str, Any]], None] | None = None,
    providers: Sequence[str] = (),
) -> list[dict[str, Any]]:
    """Run the plan's probes, one job each, in the plan's order, and give their readings as dicts.

    The plan, the model file and the data are checked first, so that what is wrong with them shows before anything
    runs: InputError, or JobError with the worker's sentence. A probe that does not apply has a reading with status
    skipped, one whose worker dies has one with status failed. `on_progress` is called with the probe's id ("" while
    checking), `on_reading` with each reading.
    """
    chosen = probes_of(plan)
    check_plan(plan)
    facts = facts_of_plan(plan)
    if plan.data is not None and any(one.needs.data for one in chosen):
        facts |= run_to_end(check_data(plan, rows=0), _named("", on_progress))["facts"]
    readings = []
    for one in chosen:
        started, reason = clock.stamp(), why_not(one, facts)
        try:
            if reason:
                reading = reading_without_run(plan, one, "skipped", reason, started)
            else:
                reading = run_to_end(run_probe(plan, one.id, providers=providers), _named(one.id, on_progress))
        except JobError as error:
            reading = reading_without_run(plan, one, "failed", f"{error.message} {error.hint}".strip(), started)
        readings.append(reading)
        if on_reading is not None:
            on_reading(reading)
    return readings


def probes_of(plan: Plan) -> tuple[Probe, ...]:
    """The probes that the plan names, in its order. `all` is all whose numbers the same seed gives again: what
    measures this machine is asked for by name. Raises InputError for an unknown one, and when it names none.
    """
    if not plan.probes:
        raise InputError("The plan names no probe to run.", "Name some under probes, or write probes: all.")
    if plan.probes == ("all",):
        return tuple(one for one in PROBES if one.repeatable)
    return tuple(probe(probe_id) for probe_id in dict.fromkeys(plan.probes))


def applicable(plan: Plan, summary: Mapping[str, Any]) -> list[tuple[Probe, str | None]]:
    """Every probe with the reason why it does not apply, or None when it does.

    `summary` is the result of `check_data`, or {} before the data were looked at.
    """
    facts = {**facts_of_plan(plan), **summary.get("facts", {})}
    return [(one, why_not(one, facts)) for one in PROBES]


def facts_of_plan(plan: Plan) -> dict[str, Any]:
    """What decides which probes apply, as far as the plan tells. What only the data tell is taken for granted here."""
    data = plan.data
    return {
        "task": plan.task,
        "model": not plan.recorded,
        "data": data is not None,
        "labels": data is not None and data.label is not None,
        "groups": data is not None and bool(data.groups),
        "train": data is not None and data.train is not None,
        "bom": plan.bom is not None,
        "scores": plan.outputs.kind != "label",
        "float_input": not plan.recorded,
        "damageable": not plan.recorded,
        "number_columns": not plan.recorded,
    }


def why_not(one: Probe, facts: Mapping[str, Any]) -> str | None:
    """Why a probe does not apply, in one sentence, or None when it does. `facts` as `facts_of_plan` gives them."""
    needs = one.needs
    if needs.tasks and facts["task"] not in needs.tasks:
        return f"It is made for {' and '.join(sorted(needs.tasks))} tasks, and this one is {facts['task']}."
    reasons = (
        (needs.model and not facts["model"], "It needs the model itself; here are only recorded scores."),
        (needs.data and not facts["data"], "It needs test data, and the plan names none."),
        (needs.labels and not facts["labels"], "It needs labels, and the plan names no label column."),
        (needs.groups and not facts["groups"], "It needs groups, and the plan names no grouping column."),
        (needs.train and not facts["train"], "It needs the training data, and the plan names none."),
        (needs.bom and not facts["bom"], "It needs the model's bill of materials, and the plan names none (bom)."),
        (needs.scores and not facts["scores"], "It needs scores by class; here are only decisions."),
        (needs.float_input and not facts["float_input"], _NO_FLOAT_INPUT),
        (needs.damageable and not facts["damageable"], _NOT_DAMAGEABLE),
        (needs.number_columns and not facts["number_columns"], _NO_NUMBER_COLUMNS),
    )
    return next((sentence for applies, sentence in reasons if applies), None)


def check_plan(plan: Plan) -> None:
    """Refuse settings and thresholds that no probe knows, and outputs that the task does not read.

    Raises InputError naming probe, field and nearest name.
    """
    if plan.outputs.threshold is not None and plan.task != "binary":
        raise InputError(f"outputs: threshold belongs to a binary task, and this one is {plan.task}.", "Take it out.")
    if plan.task == "regression" and (plan.outputs.classes or plan.outputs.favourable is not None):
        raise InputError("outputs names classes, and a regression has none.", "Take them out.")
    for probe_id in (*plan.settings, *plan.thresholds):
        probe(probe_id)
    for one in PROBES:
        settings_of(plan, one)
        check_thresholds(one, plan.thresholds.get(one.id, {}))


def settings_of(plan: Plan, one: Probe) -> dict[str, SettingValue]:
    """The settings that a probe runs with: its defaults, and what the plan says. Raises InputError for a wrong one."""
    known = {setting.name: setting for setting in one.settings}
    given = plan.settings.get(one.id, {})
    for name, value in given.items():
        if name not in known:
            raise InputError(f'The probe {one.id} has no setting "{name}".', nearest(name, known))
        setting = known[name]
        _check_kind(one.id, name, setting.kind, value)
        if setting.choices and value not in setting.choices:
            raise InputError(f"{name} of {one.id} must be one of {', '.join(setting.choices)}, not {value}.")
        if isinstance(value, int | float):
            _check_limits(one.id, setting, value)
    values = {name: given.get(name, setting.default) for name, setting in known.items()}
    return {name: float(value) if known[name].kind == "float" else value for name, value in values.items()}


def _check_limits(probe_id: str, setting: Setting, value: float) -> None:
    low, high = setting.minimum, setting.maximum
    if low is not None and value < low:
        raise InputError(f"{setting.name} of {probe_id} must be at least {low:g}, not {value:g}.")
    if high is not None and value > high:
        raise InputError(f"{setting.name} of {probe_id} must be at most {high:g}, not {value:g}.")


def _check_kind(probe_id: str, name: str, kind: str, value: SettingValue) -> None:
    fits = {
        "int": isinstance(value, int) and not isinstance(value, bool),
        "float": isinstance(value, int | float) and not isinstance(value, bool),
        "flag": isinstance(value, bool),
        "choice": isinstance(value, str),
    }
    words = {"int": "a whole number", "float": "a number", "flag": "true or false", "choice": "a word"}
    if not fits[kind]:
        raise InputError(f"{name} of {probe_id} must be {words[kind]}, not {value!r}.")


def reading_without_run(plan: Plan, one: Probe, status: Status, reason: str, started: str) -> dict[str, Any]:
    """The reading of a probe that does not apply (skipped), or whose worker gave none (failed)."""
    return Reading(
        probe=one.id,
        version=one.version,
        status=status,
        thresholds=dict(plan.thresholds.get(one.id, {})),
        seed=plan.seed,
        settings=settings_of(plan, one),
        started=started,
        reason=reason,
    ).as_dict()


def demand_folder(out_dir: Path) -> None:
    """Raises InputError when readings can't be written into `out_dir`, or the folder can't be made. Leaves nothing."""
    nearest_there = next((one for one in (out_dir, *out_dir.absolute().parents) if one.exists()), out_dir)
    try:
        with tempfile.TemporaryFile(dir=nearest_there):
            pass
    except OSError as error:
        raise InputError(
            f"Nothing can be written into {out_dir}: {error.strerror or error}.", "Choose another folder."
        ) from error


def write_readings(readings: Sequence[Mapping[str, Any]], out_dir: Path) -> Path:
    """Write `readings.json` into `out_dir` (made when missing), whole or not at all. Raises InputError."""
    target = out_dir / READINGS
    beside = target.with_suffix(".json.part")
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        body = json.dumps({"readings": list(readings)}, indent=1, ensure_ascii=False, allow_nan=False)
        beside.write_text(body + "\n", encoding="utf-8")
        os.replace(beside, target)  # noqa: PTH105 - replaces on every system
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise InputError(f"{target} can't be written: {error.strerror or error}.") from error
    return target


def _task(plan: Plan) -> dict[str, Any]:
    return {"plan": plan_text(plan), "folder": str(plan.folder.resolve())}


def _named(probe_id: str, on_progress: Callable[[str, Progress], None] | None) -> Callable[[Progress], None] | None:
    return None if on_progress is None else lambda progress: on_progress(probe_id, progress)
