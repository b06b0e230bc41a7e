"""Puts a plan's model and data together: what a probe, the check of data and the preview all start from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import runs
from core.plan import Input, Plan, parse_plan
from core.probe import Data, Report
from core.worker import recorded
from core.worker.constants import Constants
from core.worker.cores import cores
from core.worker.data import BoundData, load_data, no_data
from core.worker.reading import Told
from core.worker.scoring import Run, ScoringModel
from core.worker.source import Source


@dataclass(kw_only=True)
class Subject:
    """The model and the data of a plan. `inputs` is the binding in full; digests are None for what was not read;
    `providers` fills when the model is first run; `test` is what the test part was read from.
    """

    model: ScoringModel
    data: Data
    inputs: Mapping[str, Input]
    model_sha256: str | None
    data_sha256: str | None
    output_name: str
    scores_kind: str
    providers: list[str]
    test: Source | None


def plan_of(task: Mapping[str, Any]) -> Plan:
    """The plan in a job's task: {"plan": YAML, "folder": path}."""
    return parse_plan(task["plan"], Path(task["folder"]))


def open_subject(
    plan: Plan, report: Report, *, with_data: bool = True, with_train: bool = False, providers: Sequence[str] = ()
) -> Subject:
    """Inspect the model and bind the data of `plan`; nothing is run yet.

    Raises InputError or RefusedError for what can't be read. A model with problems is not refused here, but when it is
    first run: looking at it is what some probes do.
    """
    inspection = _inspection(plan, report)
    bound: BoundData | None = None
    if with_data:
        report.progress(0, 0, "Reading the data")
        bound = load_data(plan, inspection, with_train=with_train, told=Told(progress=report.progress))
    ran: list[str] = []
    constants = Constants(bound.inputs if bound else {}, inspection)

    def open_run() -> Run:
        if plan.recorded:
            return recorded.recorded_run
        return _with_constants(_session(plan, inspection, providers, ran), constants)

    data = bound.data if bound else no_data(plan)
    output = bound.output if bound else None
    model = ScoringModel(inspection=inspection, open_run=open_run, output=output, data=data, report=report)
    model.warnings += bound.notes if bound else ()
    return Subject(
        model=model,
        data=data,
        inputs=bound.inputs if bound else {},
        model_sha256=inspection.get("sha256"),
        data_sha256=bound.sha256 if bound else None,
        output_name=output.name if output else "",
        scores_kind=output.kind if output else "",
        providers=ran,
        test=bound.test if bound else None,
    )


def _inspection(plan: Plan, report: Report) -> dict[str, Any]:
    if plan.model is None:
        return {}
    from core.worker.inspection import inspect

    report.progress(0, 0, "Reading the model file")
    return inspect(plan.path(plan.model))


def _session(plan: Plan, inspection: Mapping[str, Any], providers: Sequence[str], ran: list[str]) -> Run:
    from core.worker.model import DEFAULT_PROVIDERS, Session

    assert plan.model is not None, "a plan without a model has recorded scores"
    session = Session(
        plan.path(plan.model),
        inspection,
        providers=tuple(providers) or DEFAULT_PROVIDERS,
        allow_domains=plan.allow_domains,
    )
    ran[:] = session.providers
    return session.run


def _with_constants(run: Run, constants: Constants) -> Run:
    """`run`, with the inputs that are the same for all rows added to each batch."""
    if not constants:
        return run
    return lambda output, inputs: run(output, {**inputs, **constants.of(len(next(iter(inputs.values()))))})


def threads() -> int:
    """How many threads of this process run a model."""
    return cores()


def facts_of(plan: Plan, subject: Subject) -> dict[str, Any]:
    """What decides which probes apply, now that model and data are seen (see core/runs.py)."""
    facts = runs.facts_of_plan(plan)
    inputs = subject.data.test.inputs
    single = next(iter(inputs.values())) if len(inputs) == 1 else None
    if subject.data.test.n:
        facts["scores"] = subject.scores_kind != "label"
        facts["float_input"] = not plan.recorded and single is not None and single.dtype.kind == "f"
    return facts
