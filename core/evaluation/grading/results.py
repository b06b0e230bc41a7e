"""The results of a closed grading: shares by criterion, system and group, agreement, and what has to be said beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.errors import RefusedError
from core.evaluation.grading.outcomes import Agreed, Difference, Rate, agreement, differences, outcomes, rate
from core.evaluation.grading.records import Graded, Origin
from core.evaluation.grading.rubric import Criterion
from core.evaluation.names import same_person

LEVEL = 0.95


@dataclass(frozen=True, kw_only=True)
class CriterionResult:
    """What came out for one criterion; by the names of systems and groups, and by grader alone."""

    criterion: Criterion
    overall: Rate
    by_system: Mapping[str, Rate]
    by_group: Mapping[str, Rate]
    by_grader: Mapping[str, Rate]
    differences: tuple[Difference, ...]
    agreed: tuple[Agreed, ...]


@dataclass(frozen=True, kw_only=True)
class Results:
    """`graded` outputs have at least one grade. Intervals are at `level`; the unit is one output."""

    level: float
    graded: int
    criteria: tuple[CriterionResult, ...]
    cautions: tuple[str, ...]


def results(held: Graded, *, level: float = LEVEL) -> Results:
    """The results. Raises RefusedError while people still grade: they would grade no longer blind."""
    if not held.outputs.closed:
        raise RefusedError(
            "The results of this grading are hidden until it is closed.",
            "Who knows them does not grade blind any more. Close it once everybody is done.",
        )
    return Results(
        level=level,
        graded=len({grade.number for grade in held.grades}),
        criteria=tuple(_criterion(held, one, level) for one in held.outputs.rubric.criteria),
        cautions=tuple(_cautions(held)),
    )


def _criterion(held: Graded, criterion: Criterion, level: float) -> CriterionResult:
    told = outcomes(held.grades, criterion.id)
    origins = dict(enumerate(held.outputs.origins, 1))
    systems = {number: one.system for number, one in origins.items()}
    groups = {number: one.group for number, one in origins.items()}
    asked = dict(enumerate(held.prompts, 1))
    return CriterionResult(
        criterion=criterion,
        overall=rate(told.values(), level=level),
        by_system={name: _of(told, systems, name, level) for name in held.outputs.systems},
        by_group={name: _of(told, groups, name, level) for name in held.outputs.groups},
        by_grader={
            name: rate(
                outcomes([grade for grade in held.grades if grade.by == name], criterion.id).values(), level=level
            )
            for name in held.outputs.graders
        },
        differences=differences(told, systems, asked, level=level),
        agreed=agreement(held.grades, held.outputs.graders, criterion.id, level=level),
    )


def _of(told: Mapping[int, str], kinds: Mapping[int, str], name: str, level: float) -> Rate:
    return rate((one for number, one in told.items() if kinds.get(number) == name), level=level)  # type: ignore[misc]


def _cautions(held: Graded) -> Iterator[str]:
    made = held.outputs
    if len(made.graders) == 1:
        yield "One person graded: nothing is known of how far another one would agree."
    importers = [name for name in made.graders if same_person(name, made.by)]
    if importers:
        yield f"{importers[0]} imported the outputs, and may have seen which system gave which before grading them."
    missing = [name for name in made.graders if held.done.get(name, 0) < made.count]
    for name in missing:
        yield f"{name} graded {held.done.get(name, 0):,} of {made.count:,} outputs."
    if made.closed_why:
        yield f"The grading was closed before everybody was done: {made.closed_why}"
    if held.late:
        said = "1 grade was" if held.late == 1 else f"{held.late:,} grades were"
        yield f"{said} given in another copy of the case, which came in after the grading was closed: not counted."
    repeated = _asked_again(made.origins, held.prompts)
    if repeated:
        yield (
            f"{repeated:,} outputs answer a prompt that the same system was asked more than once. Such outputs are not"
            " independent, so the intervals are too narrow."
        )


def _asked_again(origins: Sequence[Origin], prompts: Sequence[str]) -> int:
    asked = Counter((one.system, prompt) for one, prompt in zip(origins, prompts, strict=False) if prompt)
    return sum(count for count in asked.values() if count > 1)
