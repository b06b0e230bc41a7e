"""How far two evaluators agree who answered the same items apart from each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.evaluation.answers import newest
from core.evaluation.names import same_person
from core.evaluation.records import Answer
from core.measure.agreement import cohens_kappa
from core.measure.intervals import Interval

VALUES = ("yes", "partly", "no", "not-applicable")


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """`table` counts items by the first answer (rows) and the second (columns), in the order of VALUES.

    `own` items were answered by one and the same person in both, and are not counted; `differing` has both answers.
    """

    items: int
    same: int
    own: int
    table: tuple[tuple[int, ...], ...]
    kappa: Interval
    differing: Mapping[str, tuple[str, str]]


def agreement(one: Iterable[Answer], other: Iterable[Answer], *, level: float) -> Agreement:
    """Cohen's kappa of the newest answers to the items that both have."""
    first, second = newest(one), newest(other)
    both = [item for item in first if item in second]
    counted = [item for item in both if not same_person(first[item].by, second[item].by)]
    pairs = {item: (str(first[item].value), str(second[item].value)) for item in counted}
    told = list(pairs.values())
    table = tuple(tuple(told.count((row, column)) for column in VALUES) for row in VALUES)
    return Agreement(
        items=len(counted),
        same=sum(row == column for row, column in told),
        own=len(both) - len(counted),
        table=table,
        kappa=cohens_kappa(table, level=level),
        differing={item: pair for item, pair in pairs.items() if pair[0] != pair[1]},
    )
