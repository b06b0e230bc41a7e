"""Puts a plan's model and data together: what a probe, the check of data and the preview all start from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import runs
from core.measure.fields import fields_of, picture_axes
from core.plan import Input, Plan, parse_plan
from core.probe import Bom, Data, Report
from core.worker import recorded
from core.worker.constants import Constants
from core.worker.cores import cores
from core.worker.data import BoundData, load_data, no_data
from core.worker.machine import Workstation
from core.worker.reading import Told
from core.worker.scoring import Run, ScoringModel
from core.worker.source import Source

if TYPE_CHECKING:  # onnxruntime is loaded when a model is first run
    from core.worker.model import Session


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
    plan: Plan,
    report: Report,
    *,
    with_data: bool = True,
    with_train: bool = False,
    with_columns: bool = False,
    with_bom: bool = False,
    providers: Sequence[str] = (),
) -> Subject:
    """Inspect the model and bind the data of `plan`; nothing is run yet.

    Raises InputError or RefusedError for what can't be read. A model with problems is not refused here, but when it is
    first run: looking at it is what some probes do.
    """
    inspection = _inspection(plan, report)
    bound: BoundData | None = None
    if with_data:
        report.progress(0, 0, "Reading the data")
        told = Told(progress=report.progress)
        bound = load_data(plan, inspection, with_train=with_train, with_columns=with_columns, told=told)
    data = bound.data if bound else no_data(plan)
    if with_bom:
        data = replace(data, bom=_bom(plan, inspection))
    output = bound.output if bound else None
    ran: list[str] = []
    model = _model(plan, inspection, bound, data, report, providers, ran)
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


def _model(
    plan: Plan,
    inspection: Mapping[str, Any],
    bound: BoundData | None,
    data: Data,
    report: Report,
    providers: Sequence[str],
    ran: list[str],
) -> ScoringModel:
    """The model as probes see it; `ran` is filled with the providers when it is first run."""
    constants = Constants(bound.inputs if bound else {}, inspection)
    scoring = partial(
        ScoringModel, inspection=inspection, output=bound.output if bound else None, data=data, report=report
    )

    def open_run() -> Run:
        if plan.recorded:
            return recorded.recorded_run
        session = _session(plan, inspection, providers)
        ran[:] = session.providers
        return _with_constants(session.run, constants)

    def open_anew(threads: int | None, provider: str | None) -> ScoringModel:
        session = _session(plan, inspection, (provider,) if provider else providers, threads)
        run = _with_constants(session.run, constants)
        return scoring(open_run=lambda: run)

    model = scoring(open_run=open_run, machine=None if plan.recorded else Workstation(open_anew))
    model.warnings += bound.notes if bound else ()
    return model


def _inspection(plan: Plan, report: Report) -> dict[str, Any]:
    if plan.model is None:
        return {}
    from core.worker.inspection import inspect

    report.progress(0, 0, "Reading the model file")
    return inspect(plan.path(plan.model))


def _bom(plan: Plan, inspection: Mapping[str, Any]) -> Bom:
    """The plan's bill of materials with the digests of the files that it can be held against."""
    from core.worker.bom_file import read_bom

    assert plan.bom is not None, "a plan without a bill is not asked for one"
    assert plan.model is not None, "a bill is that of a model"
    folder = plan.path(plan.model).parent
    files = [folder / str(file["name"]) for file in inspection["files"]]
    named = (plan.data.test, plan.data.train) if plan.data else ()
    return read_bom(plan.path(plan.bom), files + [plan.path(one) for one in named if one])


def _session(
    plan: Plan, inspection: Mapping[str, Any], providers: Sequence[str], threads: int | None = None
) -> Session:
    from core.worker.model import DEFAULT_PROVIDERS, Session

    assert plan.model is not None, "a plan without a model has recorded scores"
    return Session(
        plan.path(plan.model),
        inspection,
        providers=tuple(providers) or DEFAULT_PROVIDERS,
        allow_domains=plan.allow_domains,
        threads=threads,
    )


def _with_constants(run: Run, constants: Constants) -> Run:
    """`run`, with the inputs that are the same for all rows added to each batch."""
    if not constants:
        return run
    return lambda output, inputs: run(output, {**inputs, **constants.of(len(next(iter(inputs.values()))))})


def threads() -> int:
    """How many threads of this process run a model."""
    return cores()


def _facts_of_fields(data: Data) -> dict[str, bool]:
    """Whether the inputs hold what some probes change, from shapes alone."""
    kinds = {field.kind for field in fields_of(data)}
    pictures = any(
        values.dtype.kind in "biuf" and picture_axes(values.shape[1:]) for values in data.test.inputs.values()
    )
    return {
        "damageable": pictures or bool(kinds & {"number", "text"}) or bool(data.test.texts),
        "number_columns": "number" in kinds,
    }


def facts_of(plan: Plan, subject: Subject) -> dict[str, Any]:
    """What decides which probes apply, now that model and data are seen (see core/runs.py)."""
    facts = runs.facts_of_plan(plan)
    inputs = subject.data.test.inputs
    single = next(iter(inputs.values())) if len(inputs) == 1 else None
    if subject.data.test.n and not plan.recorded:
        facts.update(_facts_of_fields(subject.data))
    if subject.data.test.n:
        facts["scores"] = subject.scores_kind != "label"
        facts["float_input"] = not plan.recorded and single is not None and single.dtype.kind == "f"
    return facts
