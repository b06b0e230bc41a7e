"""Barriers to compliance, by kind and size.

Section 4(d)(2)(B)(iv) asks an agency to report "any barriers to compliance, including resource constraints"; section
3(h)(1) asks for expected barriers, "especially with respect to transparency, cooperation, or collaboration barriers
with developers of artificial intelligence systems".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from core.evaluation.calendar_days import date_problem
from core.evaluation.records import Barrier, BarrierKind

Group = Literal["developer", "resource", "other"]
GROUPS: Mapping[Group, str] = {
    "developer": "With the developer, section 3(h)(1)",
    "resource": "Resource constraints, section 4(d)(2)(B)(iv)",
    "other": "Other barriers, section 4(d)(2)(B)(iv)",
}


@dataclass(frozen=True, kw_only=True)
class KindOfBarrier:
    """A kind as a person reads it, the group of the Act that it belongs to, and what it means."""

    title: str
    group: Group
    meaning: str
    units: tuple[str, ...]  # what such a barrier is usually counted in


KINDS: Mapping[BarrierKind, KindOfBarrier] = {
    "transparency": KindOfBarrier(
        title="Transparency",
        group="developer",
        meaning="The developer does not disclose what is needed.",
        units=("documents", "items"),
    ),
    "cooperation": KindOfBarrier(
        title="Cooperation",
        group="developer",
        meaning="The developer does not do what is asked.",
        units=("requests", "days"),
    ),
    "collaboration": KindOfBarrier(
        title="Collaboration",
        group="developer",
        meaning="Work that both would have to do together does not come about.",
        units=("meetings", "days"),
    ),
    "staff": KindOfBarrier(
        title="Staff", group="resource", meaning="People or skills are lacking.", units=("people", "work days")
    ),
    "funds": KindOfBarrier(title="Funds", group="resource", meaning="Money is lacking.", units=("USD",)),
    "data": KindOfBarrier(
        title="Data",
        group="resource",
        meaning="Data are lacking, or may not be used.",
        units=("records", "labelled records"),
    ),
    "computing": KindOfBarrier(
        title="Computing",
        group="resource",
        meaning="Machines, access or tools are lacking.",
        units=("GPU hours", "workstations"),
    ),
    "method": KindOfBarrier(
        title="Method", group="other", meaning="No accepted way to measure or mend it is known.", units=("items",)
    ),
    "rules": KindOfBarrier(
        title="Rules",
        group="other",
        meaning="A law, contract, approval or classification stands in the way.",
        units=("approvals", "days"),
    ),
    "other": KindOfBarrier(title="Other", group="other", meaning="None of the other kinds.", units=("days",)),
}


@dataclass(frozen=True, kw_only=True)
class BarrierTotal:
    """What the barriers of one kind that are counted in one unit come to; `unit` is empty where no size is stated."""

    kind: BarrierKind
    count: int
    amount: str
    unit: str


def barrier_problems(*, kind: str, text: str, amount: str, unit: str, lifted: str) -> Iterator[tuple[str, str]]:
    """Why a barrier can't be recorded so, as (field, sentence). The size is a number with its unit, or not stated."""
    if kind not in KINDS:
        yield "kind", f"'{kind}' is not a kind of barrier: {', '.join(KINDS)}." if kind else "Choose a kind of barrier."
    if not text.strip():
        yield "text", "A barrier needs a sentence that says what stands in the way."
    if amount.strip() and plain_amount(amount) is None:
        yield "amount", f"'{amount.strip()}' is not a size: write a number, such as 2 or 400000."
    elif bool(amount.strip()) != bool(unit.strip()):
        yield "amount", "The size of a barrier is a number with its unit, such as 2 people; or leave both empty."
    problem = date_problem(lifted.strip())
    if problem:
        yield "lifted", problem


def plain_amount(text: str) -> str | None:
    """A size as it is kept: "400,000" as "400000"; None when it is no number of zero or more."""
    try:
        number = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        return None
    return format(number, "f") if number.is_finite() and number >= 0 and abs(number.adjusted()) < 16 else None


def size_text(*, amount: str, unit: str) -> str:
    """A size for a person: "400,000 USD"."""
    return f"{Decimal(amount):,f} {unit}" if amount else "size not stated"


def totals(barriers: Iterable[Barrier]) -> tuple[BarrierTotal, ...]:
    """What the barriers that still stand come to, by kind and unit, in the order of the kinds."""
    sums: dict[tuple[BarrierKind, str], tuple[int, Decimal]] = {}
    for one in barriers:
        if not one.lifted:
            count, total = sums.get((one.kind, one.unit), (0, Decimal(0)))
            sums[one.kind, one.unit] = count + 1, total + Decimal(one.amount or 0)
    order = list(KINDS)
    return tuple(
        BarrierTotal(kind=kind, count=count, amount=format(total, "f") if unit else "", unit=unit)
        for (kind, unit), (count, total) in sorted(sums.items(), key=lambda one: (order.index(one[0][0]), one[0][1]))
    )
