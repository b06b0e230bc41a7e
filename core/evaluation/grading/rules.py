"""What may be recorded of a grading, as sentences on why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from core.evaluation.grading.records import WORDS, Grade, OutputSet
from core.evaluation.grading.rubric import Rubric
from core.evaluation.marks import mark_problems
from core.evaluation.names import same_person

MOST_GRADERS = 9
LARGEST_SEED = 2**63 - 1


def set_problems(*, title: str, graders: Sequence[str], seed: int, marking: str, origin: str) -> tuple[str, ...]:
    """Why a set of outputs can't be imported so; empty when it can."""
    problems = []
    if not title.strip():
        problems.append("The outputs need a title.")
    if not origin.strip():
        problems.append("Say where the outputs come from, and how they were drawn.")
    if any(not name.strip() for name in graders):
        problems.append("A grader has no name.")
    for at, name in enumerate(graders):
        if any(same_person(name, other) for other in graders[:at]):
            problems.append(f"{name} is named twice among the graders.")
    if len(graders) > MOST_GRADERS:
        problems.append(f"At most {MOST_GRADERS} people grade one set.")
    if not 0 <= seed <= LARGEST_SEED:
        problems.append("The seed has to be a whole number from 0.")
    return (*problems, *mark_problems(marking, "portion"))


def grader_named(made: OutputSet, by: str) -> str:
    """The grader of the set whom `by` names; "" where there is none."""
    return next((name for name in made.graders if same_person(name, by)), "")


def form_of(made: OutputSet, grader: str) -> str:
    """The name of the form under which what a grader has said and not recorded is kept."""
    return f"grades of {made.id[:12]} by {grader}"


def grade_problems(made: OutputSet, grade: Grade) -> tuple[str, ...]:
    """Why this grade can't be recorded; empty when it can. Every criterion needs its word."""
    problems = []
    if made.closed:
        problems.append(f"The grading of {made.title!r} is closed.")
    if not grader_named(made, grade.by):
        problems.append(
            f"{grade.by or 'Nobody'} is no grader of {made.title!r}: {', '.join(made.graders) or 'nobody is'}."
        )
    if not 1 <= grade.number <= made.count:
        problems.append(f"There is no output {grade.number}: they are 1 to {made.count}.")
    return (*problems, *word_problems(made.rubric, grade.words), *mark_problems(grade.marking, "portion"))


def word_problems(rubric: Rubric, words: Mapping[str, str]) -> tuple[str, ...]:
    """What is wrong or missing in the words of a grade."""
    known = [one.id for one in rubric.criteria]
    problems = [
        f"The rubric has no criterion {name}: it has {', '.join(known)}." for name in words if name not in known
    ]
    problems += [
        f"{name} is {word!r}: it has to be pass, fail or cannot-tell."
        for name, word in words.items()
        if word not in WORDS
    ]
    missing = [one.title for one in rubric.criteria if one.id not in words]
    if missing:
        problems.append(f"Not said yet: {', '.join(missing)}.")
    return tuple(problems)


def close_problems(made: OutputSet, done: Mapping[str, int], why: str) -> tuple[str, ...]:
    """Why the grading can't be closed; it needs a reason where somebody is not done."""
    if made.closed:
        return (f"The grading of {made.title!r} is closed already.",)
    behind = unfinished(made, done)
    if behind and not why.strip():
        return (f"Not done yet: {', '.join(behind)}. Say why it is closed now.",)
    return ()


def unfinished(made: OutputSet, done: Mapping[str, int]) -> tuple[str, ...]:
    """The graders who have not graded every output, each with how many they have."""
    return tuple(
        f"{name} ({done.get(name, 0):,} of {made.count:,})" for name in made.graders if done.get(name, 0) < made.count
    )


def next_number(order: Sequence[int], graded: Collection[int]) -> int:
    """The first output in a grader's order that has no grade; 0 where none is left."""
    return next((number for number in order if number not in graded), 0)
