"""The job that runs one probe of a plan and gives its reading."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core import clock, runs
from core.errors import NotApplicableError, TouchstoneError
from core.plan import Plan
from core.probe import Measured, Probe, Reading, Report, SettingValue, Status, Verdict
from core.probes import probe
from core.probes.judge import judge
from core.worker import measured_values
from core.worker.environment import environment
from core.worker.subject import Subject, facts_of, open_subject, plan_of, threads


@dataclass(kw_only=True)
class Outcome:
    """How a run ended, before it is a reading."""

    status: Status = "ok"
    reason: str = ""
    measured: Measured = field(default_factory=lambda: Measured(metrics=()))
    verdict: Verdict | None = None


def work(task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """The reading, as a dict, of the probe `task["probe"]` on the plan `task["plan"]` in `task["folder"]`.

    `task["providers"]` names the execution providers (default: the processor). A probe that does not apply gives a
    reading with status skipped; one that can't go on with this model, status failed. Raises InputError or RefusedError
    when the plan, the model file or the data can't be read.
    """
    return run(plan_of(task), probe(task["probe"]), report, providers=tuple(task.get("providers") or ())).as_dict()


def run(plan: Plan, chosen: Probe, report: Report, *, providers: tuple[str, ...] = ()) -> Reading:
    """The reading of one probe on one plan, in this process. Raises InputError, RefusedError."""
    started, begun = clock.stamp(), time.monotonic()
    settings = runs.settings_of(plan, chosen)
    reason = runs.why_not(chosen, runs.facts_of_plan(plan))
    if reason:
        return _reading(plan, chosen, settings, None, Outcome(status="skipped", reason=reason), started, begun)
    needs = chosen.needs
    subject = open_subject(
        plan,
        report,
        with_data=needs.data,
        with_train=needs.train,
        with_columns=needs.columns,
        with_bom=needs.bom,
        providers=providers,
    )
    try:
        outcome = _outcome(plan, chosen, settings, subject, report)
    finally:
        subject.model.close()
    return _reading(plan, chosen, settings, subject, outcome, started, begun)


def seed_of(plan_seed: int, probe_id: str) -> np.random.SeedSequence:
    """A probe's own seed: the plan's seed, and the first 8 bytes of the SHA-256 of the probe's id.

    So the numbers of one probe do not depend on which others run, nor on their order.
    """
    own = int.from_bytes(hashlib.sha256(probe_id.encode()).digest()[:8], "big")
    return np.random.SeedSequence([plan_seed, own])


def _outcome(
    plan: Plan, chosen: Probe, settings: Mapping[str, SettingValue], subject: Subject, report: Report
) -> Outcome:
    reason = runs.why_not(chosen, facts_of(plan, subject))
    if reason:
        return Outcome(status="skipped", reason=reason)
    generator = np.random.default_rng(seed_of(plan.seed, chosen.id))
    try:
        measured = measured_values.checked(chosen.run(subject.model, subject.data, settings, generator, report))
        verdict = judge(measured.metrics, plan.thresholds.get(chosen.id, {})).verdict
    except NotApplicableError as error:
        return Outcome(status="skipped", reason=f"{error.message} {error.hint}".strip())
    except TouchstoneError as error:
        return Outcome(status="failed", reason=f"{error.message} {error.hint}".strip())
    return Outcome(measured=measured, verdict=verdict)


def _reading(
    plan: Plan,
    chosen: Probe,
    settings: Mapping[str, SettingValue],
    subject: Subject | None,
    outcome: Outcome,
    started: str,
    begun: float,
) -> Reading:
    ran = subject.providers if subject else []
    doubts = subject.model.warnings if subject else []
    return Reading(
        probe=chosen.id,
        version=chosen.version,
        status=outcome.status,
        metrics=tuple(outcome.measured.metrics),
        thresholds=dict(plan.thresholds.get(chosen.id, {})),
        verdict=outcome.verdict,
        seed=plan.seed,
        settings=settings,
        model_sha256=subject.model_sha256 if subject else None,
        data_sha256=subject.data_sha256 if subject else None,
        environment=environment(providers=ran, threads=threads() if ran else 1),
        started=started,
        duration_s=round(time.monotonic() - begun, 3),
        warnings=(*doubts, *outcome.measured.warnings),
        reason=outcome.reason,
        facts=dict(outcome.measured.facts),
    )
