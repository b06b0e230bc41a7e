"""The results of a closed grading as tables and sentences."""

from __future__ import annotations

from collections.abc import Sequence

from core.clock import shown
from core.evaluation.grading.outcomes import Rate
from core.evaluation.grading.records import Graded
from core.evaluation.grading.results import Results, results
from core.evaluation.grading.told import RATE_HEADER, between, number, rate_cells
from core.evaluation.records import ReadingRecord
from core.probe import reading_from_dict
from core.probes import probe
from desktop.viewmodels.grading.states import ResultState, Table
from desktop.viewmodels.shown import digest_groups


def result_state(held: Graded, readings: Sequence[ReadingRecord]) -> ResultState:
    """Everything that the section shows of a closed grading."""
    made, found = held.outputs, results(held)
    mine = [one for one in readings if one.body.get("data_sha256") == made.outputs_sha256]
    return ResultState(
        title=f"{made.marking} {made.title}",
        facts=(
            ("Outputs", f"{made.count:,}, {found.graded:,} of them graded"),
            ("Graders", "; ".join(f"{name} {count:,}" for name, count in held.done.items()) or "none"),
            ("Rubric", f"{made.rubric.title}, {made.rubric.id} {made.rubric.version}"),
            ("Seed of the order", str(made.seed)),
            ("Imported", f"{shown(made.at)} by {made.by} from {made.file_name}"),
            ("Closed", f"{shown(made.closed_at)} by {made.closed_by}"),
            ("Outputs SHA-256", digest_groups(made.outputs_sha256, 8)),
        ),
        cautions=found.cautions,
        tables=tuple(table for table in _tables(found) if table[2]) if held.grades else (),
        readings=tuple(
            (one.id, f"{probe(one.probe).title}: {probe(one.probe).explain(reading_from_dict(one.body)).sentence}")
            for one in mine
        ),
    )


def _tables(found: Results) -> tuple[Table, ...]:
    rates: list[tuple[str, ...]] = []
    for one in found.criteria:
        named: list[tuple[str, Rate]] = [("all outputs", one.overall), *one.by_system.items()]
        named += [(f"group {name}", rate) for name, rate in one.by_group.items()]
        named += [(f"by {name} alone", rate) for name, rate in one.by_grader.items() if len(one.by_grader) > 1]
        rates += [(one.criterion.title, *rate_cells(name, rate)) for name, rate in named]
    pairs = tuple(
        (one.criterion.title, f"{pair.one} less {pair.other}", number(pair.interval), between(pair.interval))
        for one in found.criteria
        for pair in one.differences
    )
    agreed = tuple(
        (
            one.criterion.title,
            f"{pair.one} and {pair.other}",
            f"{pair.same:,} of {pair.n:,}",
            number(pair.kappa) if pair.kappa.estimate is not None else "",
            between(pair.kappa),
        )
        for one in found.criteria
        for pair in one.agreed
    )
    return (
        (f"Pass rates, {found.level:.0%} intervals of Clopper and Pearson", ("Criterion", *RATE_HEADER), tuple(rates)),
        ("Differences between systems", ("Criterion", "Systems", "Difference", "Interval and method"), pairs),
        (
            "Agreement of the graders",
            ("Criterion", "Graders", "The same", "Cohen's kappa", "Interval and method"),
            agreed,
        ),
    )
