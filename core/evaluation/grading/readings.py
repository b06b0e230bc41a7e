"""The results as readings, so that they stand behind items and open findings as those of probes do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core import __version__, clock
from core.evaluation.grading.content import CHECKS, Counted
from core.evaluation.grading.outcomes import Rate
from core.evaluation.grading.records import Origin, OutputSet
from core.evaluation.grading.results import LEVEL, CriterionResult, Results
from core.measure.intervals import Interval, clopper_pearson
from core.probe import Metric, Reading
from core.probes import blind_grading, content_checks
from core.probes.judge import judge

MOST_EXAMPLES = 12  # of each check, in the reading


def grading_reading(made: OutputSet, found: Results) -> Reading:
    """What people graded. A limit of the rubric is held against all outputs and against each system."""
    metrics = [metric for one in found.criteria for metric in _metrics(one)]
    thresholds = {
        f"pass_rate_{one.id}": {"min": one.at_least} for one in made.rubric.criteria if one.at_least is not None
    }
    return Reading(
        probe=blind_grading.PROBE.id,
        version=blind_grading.PROBE.version,
        status="ok",
        metrics=tuple(metrics),
        thresholds=thresholds,
        verdict=judge(metrics, thresholds).verdict,
        seed=made.seed,
        settings={"level": found.level},
        data_sha256=made.outputs_sha256,
        environment={"touchstone": __version__},
        started=clock.stamp(),
        warnings=found.cautions,
        facts={
            "rubric": f"{made.rubric.title}, {made.rubric.id} {made.rubric.version}",
            "rubric_sha256": made.rubric.sha256,
            "graders": list(made.graders),
            "outputs": made.count,
            "graded": found.graded,
            "criteria": [_facts(one) for one in found.criteria],
        },
    )


def content_reading(made: OutputSet, counted: Sequence[Counted]) -> Reading:
    """What the program counted, over all outputs and by system."""
    metrics = [metric for one in counted for metric in _counted(one, made.origins)]
    return Reading(
        probe=content_checks.PROBE.id,
        version=content_checks.PROBE.version,
        status="ok",
        metrics=tuple(metrics),
        seed=made.seed,
        settings={"level": LEVEL, "near": made.rubric.checks.near},
        data_sha256=made.outputs_sha256,
        environment={"touchstone": __version__},
        started=clock.stamp(),
        facts={
            "rubric_sha256": made.rubric.sha256,
            "outputs": made.count,
            "checks": [
                {
                    "id": one.id,
                    "title": CHECKS[one.id],
                    "found": len(one.found),
                    "n": len(one.base),
                    "examples": [
                        [number, made.origins[number - 1].id, why]
                        for number, why in list(one.detail.items())[:MOST_EXAMPLES]
                    ],
                }
                for one in counted
            ],
        },
    )


def _metrics(one: CriterionResult) -> Iterator[Metric]:
    key = one.criterion.id
    yield one.overall.interval.metric(f"pass_rate_{key}")
    for name, rate in one.by_system.items():
        yield rate.interval.metric(f"pass_rate_{key}", where={"system": name})
    for name, rate in one.by_group.items():
        yield rate.interval.metric(f"group_pass_rate_{key}", where={"group": name})
    for pair in one.differences:
        yield pair.interval.metric(f"pass_rate_difference_{key}", where={"systems": f"{pair.one} less {pair.other}"})
    for agreed in one.agreed:
        where = {"graders": f"{agreed.one} and {agreed.other}"}
        yield agreed.share.metric(f"agreement_{key}", where=where)
        yield agreed.kappa.metric(f"kappa_{key}", unit="kappa", where=where)


def _facts(one: CriterionResult) -> Mapping[str, Any]:
    return {
        "id": one.criterion.id,
        "title": one.criterion.title,
        "counts": _counts(one.overall),
        "systems": {name: _counts(rate) for name, rate in one.by_system.items()},
        "groups": {name: _counts(rate) for name, rate in one.by_group.items()},
        "graders": {name: _counts(rate) for name, rate in one.by_grader.items()},
        "agreed": [[pair.one, pair.other, pair.same, pair.n] for pair in one.agreed],
    }


def _counts(rate: Rate) -> list[int]:
    return [rate.passed, rate.failed, rate.split, rate.unsure]


def _counted(one: Counted, origins: Sequence[Origin]) -> Iterator[Metric]:
    yield _share(one.found, one.base).metric(one.id)
    systems = sorted({origin.system for origin in origins if origin.system})
    for name in systems if len(systems) > 1 else ():
        of_it = {number for number, origin in enumerate(origins, 1) if origin.system == name}
        base = [number for number in one.base if number in of_it]
        share = _share([number for number in one.found if number in of_it], base)
        yield share.metric(one.id, where={"system": name})


def _share(found: Sequence[int], base: Sequence[int]) -> Interval:
    return clopper_pearson(len(found), len(base), level=LEVEL)
