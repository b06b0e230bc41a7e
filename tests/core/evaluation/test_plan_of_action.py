"""What a person may do with a finding, and what its plan does not say yet."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.evaluation.barriers import KINDS, plain_amount, size_text, totals
from core.evaluation.finding_acts import Act, Change, JustifyDelay, Known, NoteProgress, SetBarrier, SetMilestone
from core.evaluation.finding_acts import act_problems as problems
from core.evaluation.findings import on_day, open_findings
from core.evaluation.plan_of_action import counts, days_late, gaps, severity_was_lowered, state, why_delayed
from core.evaluation.records import Acceptance, Barrier, Delay, Finding, Milestone, SeverityChange
from tests.core.evaluation.samples import finding

TODAY = date(2026, 11, 23)
AT = "2026-11-20T10:00:00Z"
OWNER = "Ann Lee"
KNOWN = Known(today=TODAY, by="Jane Doe", system_owner=OWNER, workers={"Jane Doe", "Max Roe"})
ACCEPT = Change(status="accepted", remark="Low harm.", until="2027-06-30")


def fields(act: Act, one: Finding | None = None, *, by: str = "Jane Doe", **known: Any) -> list[str]:
    told = {"today": TODAY, "by": by, "system_owner": OWNER, "workers": KNOWN.workers, **known}
    return [problem.field for problem in problems(one or finding(), act, Known(**told))]


def milestone(due: str = "2026-12-01", done: str = "", key: str = "m") -> Milestone:
    return Milestone(id=key, text="Retest", due=due, done=done, by="Jane Doe", at=AT)


def barrier(kind: Any = "staff", amount: str = "2", unit: str = "people", lifted: str = "") -> Barrier:
    words = {"id": "b", "text": "Two short", "remark": "", "by": "Jane Doe", "at": AT}
    return Barrier(kind=kind, amount=amount, unit=unit, lifted=lifted, **words)


def planned(**more: Any) -> Finding:
    told = {"owner": "Lee Tran", "due": "2026-12-31", "first_due": "2026-12-31", "milestones": (milestone(),)}
    return finding(**{**told, **more})


@pytest.mark.parametrize(
    ("act", "wrong"),
    [
        (Change(owner="Lee Tran", due="2027-01-31", remark=""), []),
        (Change(due="soon"), ["due"]),
        (Change(status="mitigated"), ["remark"]),
        (Change(status="mitigated", remark="Retrained."), []),
        (Change(status="closed"), ["status"]),
        (Change(severity="low"), ["reason"]),
        (Change(severity="low", reason="Few people."), []),
        (Change(severity="low", remark="Few people."), []),
        (Change(severity="low", reason=" ", remark="Few people."), ["reason"]),
        (Change(severity="high"), []),
        (Change(severity="dire"), ["severity"]),  # type: ignore[arg-type]
        (Change(until="2027-01-01"), ["until"]),
        (SetMilestone(text="Retest", due="2026-12-01"), []),
        (SetMilestone(text=" ", due=""), ["text", "due"]),
        (SetMilestone(text="Retest", due="1 December", done="x"), ["due", "done"]),
        (SetMilestone(text="Retest", due="2026-12-01", id="unknown"), [""]),
        (SetBarrier(kind="staff", text="Two short", amount="2", unit="people"), []),
        (SetBarrier(kind="funds", text="Not funded", amount="400,000", unit="USD"), []),
        (SetBarrier(kind="transparency", text="No data sheet"), []),
        (SetBarrier(kind="", text=""), ["kind", "text"]),
        (SetBarrier(kind="staff", text="Two short", amount="two", unit="people"), ["amount"]),
        (SetBarrier(kind="staff", text="Two short", amount="2"), ["amount"]),
        (SetBarrier(kind="staff", text="Two short", unit="people"), ["amount"]),
        (SetBarrier(kind="staff", text="x", id="unknown"), [""]),
        (NoteProgress(text=" "), ["text"]),
        (JustifyDelay(cause="TBD", action="", date=""), ["cause", "action", "date"]),
    ],
)
def test_each_act_names_the_fields_that_are_wrong(act: Act, wrong: list[str]) -> None:
    assert fields(act) == wrong
    assert fields(act, finding(status="closed")) == [""]


@pytest.mark.parametrize(
    ("by", "more", "wrong"),
    [
        (OWNER, {}, []),
        ("LEE, Ann", {}, []),
        ("Jane Doe", {}, ["by", "by"]),
        ("Kim Park", {}, ["by"]),
        (OWNER, {"system_owner": ""}, ["by"]),
        (OWNER, {"workers": {"Dr. Ann Lee"}}, ["by"]),
        ("Jane Doe", {"system_owner": "Jane Doe", "workers": set()}, ["by"]),  # who opened it
    ],
)
def test_only_the_system_owner_accepts_and_nobody_their_own_work(
    by: str, more: dict[str, Any], wrong: list[str]
) -> None:
    assert fields(ACCEPT, by=by, **more) == wrong


@pytest.mark.parametrize(
    ("act", "wrong"),
    [
        (Change(status="accepted", until="2027-06-30"), ["remark"]),
        (Change(status="accepted", until="2027-06-30", reason="Low harm."), []),
        (Change(status="accepted", remark="Low harm."), ["until"]),
        (Change(status="accepted", remark="Low harm.", until="next year"), ["until"]),
        (Change(status="accepted", remark="Low harm.", until="2026-11-22"), ["until"]),
        (Change(status="accepted", remark="Low harm.", until="2026-11-23"), []),
    ],
)
def test_an_acceptance_says_why_and_until_when(act: Change, wrong: list[str]) -> None:
    assert fields(act, by=OWNER) == wrong


def test_an_acceptance_that_has_ended_is_open_again() -> None:
    held = Acceptance(reason="Low harm.", until="2026-11-23", by=OWNER, at=AT)
    accepted = finding(status="accepted", acceptance=held)
    assert on_day(accepted, TODAY) == accepted
    after = on_day(accepted, date(2026, 11, 24))
    assert (after.status, after.lapsed, open_findings((after,))) == ("open", True, (after,))
    assert "ended on 2026-11-23" in gaps(after, date(2026, 11, 24))[0].sentence


@pytest.mark.parametrize(
    ("one", "word"),
    [
        (finding(), "open"),
        (planned(), "in the plan"),
        (planned(owner=" "), "open"),
        (planned(due=""), "open"),
        (planned(milestones=()), "open"),
        (planned(status="mitigated"), "mitigated"),
        (planned(status="accepted"), "accepted"),
        (planned(status="closed"), "closed"),
    ],
)
def test_an_open_finding_with_owner_date_and_milestone_is_in_the_plan(one: Finding, word: str) -> None:
    assert state(one) == word


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (planned(), ""),
        (planned(due="2026-11-23", first_due="2026-11-23"), ""),
        (planned(due="2026-11-22", first_due="2026-11-22"), "overdue since 2026-11-22"),
        (planned(due="2027-02-01"), "put off from 2026-12-31 to 2027-02-01"),
        (planned(due=""), "put off from 2026-12-31 to no date"),
        (planned(due="2026-12-01"), ""),
        (planned(milestones=(milestone("2026-11-22"),)), "behind its milestones"),
        (planned(milestones=(milestone("2026-11-22", "2026-11-23"),)), ""),
        (planned(due="2026-01-01", status="mitigated"), ""),
    ],
)
def test_a_delay_is_a_date_that_passed_was_put_off_or_a_milestone_missed(one: Finding, why: str) -> None:
    assert why_delayed(one, TODAY) == why
    unexplained = [gap for gap in gaps(one, TODAY) if gap.clause == "4(d)(2)(B)(iii)"]
    assert bool(unexplained) == bool(why)


def test_the_gaps_of_a_plan_name_their_clauses() -> None:
    assert [gap.sentence for gap in gaps(finding(), TODAY)] == [
        "No owner is named.",
        "No due date is set.",
        "No milestone is set.",
    ]
    told = Delay(cause="c", action="a", date="2026-11-22", by="Jane Doe", at=AT)
    late = planned(due="2026-10-01", delay=told, barriers=(barrier(amount="", unit=""), barrier()))
    assert [(gap.clause, gap.sentence) for gap in gaps(late, TODAY)] == [
        (
            "4(d)(2)(B)(iii)",
            "It is overdue since 2026-10-01; the date that the justification names, 2026-11-22, has passed as well.",
        ),
        ("4(d)(2)(B)(iv)", "The size of a barrier is not stated: Two short"),
    ]
    assert gaps(planned(), TODAY) == gaps(finding(status="closed"), TODAY) == ()


def test_barriers_are_summed_by_kind_and_unit_while_they_stand() -> None:
    every = (barrier(), barrier(amount="0.5"), barrier("funds", "400000", "USD"), barrier(lifted="2026-01-01"))
    found = totals((*every, barrier("transparency", "", "")))
    assert [(one.kind, one.count, one.amount, one.unit) for one in found] == [
        ("transparency", 1, "", ""), ("staff", 2, "2.5", "people"), ("funds", 1, "400000", "USD"),
    ]  # fmt: skip
    assert size_text(amount="400000", unit="USD") == "400,000 USD"
    assert plain_amount("400,000") == "400000"
    assert [plain_amount(odd) for odd in ("-1", "nan", "inf", "1e99", "two", "")] == [None] * 6
    assert {kind.group for kind in KINDS.values()} == {"developer", "resource", "other"}


def test_the_counts_tell_how_far_the_plan_is() -> None:
    every = (
        finding(), planned(milestones=(milestone(), milestone(done="2026-11-01", key="n"))),
        planned(due="2026-11-01", milestones=()), finding(status="mitigated"), finding(status="closed"),
    )  # fmt: skip
    found = counts(every, TODAY)
    assert (found.total, found.open, found.planned, found.overdue) == (5, 3, 1, 1)
    assert (found.mitigated, found.closed, found.milestones, found.milestones_done) == (1, 1, 2, 1)
    assert [days_late(one, TODAY) for one in every] == [0, 0, 22, 0, 0]


def test_the_original_severity_is_the_first_one() -> None:
    steps = [("high", "moderate"), ("moderate", "low")]
    changes = tuple(SeverityChange(before=a, after=b, reason="r", by="x", at=AT) for a, b in steps)  # type: ignore[arg-type]
    lowered = finding(severity="low", severity_changes=changes)
    assert lowered.original_severity == "high"
    assert severity_was_lowered(lowered)
    assert not severity_was_lowered(finding())
