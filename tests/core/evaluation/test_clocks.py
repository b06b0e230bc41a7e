"""Every clock of the Act at its edges: the day before, the day, the day after; leap days, month ends, time zones."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.evaluation.calendar_days import day_problem, days_after, days_left, local_day, parse_day, years_after
from core.evaluation.clock_rules import RULES, ClockFacts
from core.evaluation.clocks import Clock, clocks, decision_problems
from core.evaluation.deployment_record import ActDates, ClockDecision, RoleHolder

E, R = "2025-03-01", "2026-01-15"


def facts(**changes: Any) -> ClockFacts:
    told: dict[str, Any] = {
        "dates": ActDates(enacted=E, released=R),
        "timing": "existing",
        "duties": "apply",
        "meets": False,
        "complete": False,
        "pack_date": "2026-11-22",
    }
    return ClockFacts(**(told | changes))


def clock(clock_id: str, today: str, *decisions: ClockDecision, **changes: Any) -> Clock:
    held = {decision.clock_id: decision for decision in decisions}
    found = clocks(facts(**changes), held, date.fromisoformat(today))
    return next(one for one in found if one.id == clock_id)


def decision(kind: str, **changes: Any) -> ClockDecision:
    told: dict[str, Any] = {"clock_id": "existing", "day": "2028-01-10", "owner": "Chris Lee"}
    return ClockDecision(kind=kind, **(told | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "years", "due"),
    [
        ("2024-02-29", 1, "2025-02-28"),
        ("2024-02-29", 4, "2028-02-29"),
        ("2024-02-28", 1, "2025-02-28"),
        ("2023-03-01", 1, "2024-03-01"),
        ("2025-12-31", 2, "2027-12-31"),
        ("2025-01-31", 3, "2028-01-31"),
    ],
)
def test_years_end_on_the_same_day_or_on_the_last_of_the_month(start: str, years: int, due: str) -> None:
    assert years_after(date.fromisoformat(start), years) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-01-15", "2026-05-15"),
        ("2023-11-01", "2024-02-29"),
        ("2024-01-01", "2024-04-30"),
        ("2025-09-02", "2025-12-31"),
    ],
)
def test_120_days_leave_the_first_day_out_and_count_the_last_one(start: str, due: str) -> None:
    assert days_after(date.fromisoformat(start), 120) == date.fromisoformat(due)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 1, 1)), st.integers(1, 5))
def test_a_period_of_years_never_ends_later_than_its_days_allow(day: date, years: int) -> None:
    assert 365 * years - 1 <= days_left(years_after(day, years), day) <= 366 * years


def test_a_day_is_the_day_of_the_place_and_not_of_greenwich() -> None:
    moment = datetime(2028, 1, 16, 3, 30, tzinfo=UTC)
    assert local_day(moment, timezone(timedelta(hours=-5))) == date(2028, 1, 15)
    assert local_day(moment, timezone(timedelta(hours=9))) == date(2028, 1, 16)
    with pytest.raises(ValueError, match="no day"):
        local_day(datetime(2028, 1, 16))  # noqa: DTZ001


@pytest.mark.parametrize("text", ["", "2026-02-30", "20261122", "2026-W48-1", "22.11.2026", "0001-01-01", "9999-12-31"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert parse_day(text) is None
    assert bool(day_problem(text, "The day")) == bool(text)


@pytest.mark.parametrize(
    ("clock_id", "due", "changes"),
    [
        ("guidelines", "2026-03-01", {"dates": ActDates(enacted=E)}),
        ("update", "2027-11-22", {}),
        ("caio", "2026-05-15", {}),
        ("existing", "2028-01-15", {}),
        ("existing", "2028-01-15", {"timing": "gap"}),
        ("new", "2027-06-30", {"timing": "new", "planned": "2027-07-01"}),
        ("noncompliant", "2028-01-15", {}),
        ("congress", "2029-01-15", {}),
    ],
)
def test_each_clock_runs_to_its_day_is_due_on_it_and_has_passed_after_it(
    clock_id: str, due: str, changes: dict[str, Any]
) -> None:
    last = date.fromisoformat(due)
    seen = [clock(clock_id, str(last + timedelta(days=days)), **changes) for days in (-91, -90, -1, 0, 1)]
    assert [one.state for one in seen] == ["running", "soon", "soon", "today", "passed"]
    assert [one.left for one in seen] == [91, 90, 1, 0, -1]
    assert {one.due for one in seen} == {last}
    assert "1 day left" in seen[2].sentence
    assert "Passed 1 day ago" in seen[4].sentence


def test_no_date_is_built_in() -> None:
    found = {one.id: one for one in clocks(facts(dates=ActDates()), {}, date(2026, 11, 23))}
    dated = ("guidelines", "caio", "existing", "noncompliant", "congress")
    assert {found[one].state for one in dated} == {"no date"}
    assert all(found[one].due is None and "not set" in found[one].sentence for one in dated)
    assert {found[one].state for one in ("barriers-report",)} == {"none stated"}
    assert {rule.id for rule in RULES} == set(found)


def test_a_clock_of_the_other_kind_or_of_no_covered_use_does_not_apply() -> None:
    assert clock("new", "2026-11-23").state == "does not apply"
    assert clock("existing", "2026-11-23", timing="new").state == "does not apply"
    for one in ("existing", "noncompliant", "congress", "label"):
        assert clock(one, "2028-02-01", duties="do not apply").state == "does not apply"
    assert clock("caio", "2026-02-01", duties="do not apply").state == "running"  # an agency's duty, not a use's


def test_meeting_the_guidelines_ends_the_clock_and_starts_the_label() -> None:
    assert clock("existing", "2029-01-01", meets=True).state == "done"
    assert clock("label", "2026-11-23", meets=True).state == "none stated"
    assert clock("noncompliant", "2026-11-23", meets=True).state == "does not apply"


def test_release_and_designation_are_done_and_say_when_they_were_late() -> None:
    assert clock("guidelines", "2026-11-23").sentence == "The guidelines were released on 2026-01-15."
    assert "late" in clock("guidelines", "2026-11-23", dates=ActDates(enacted="2025-01-14", released=R)).sentence
    on_time, late = (RoleHolder(role="caio", name="Pat Kim", designated=day) for day in ("2026-05-15", "2026-05-16"))
    assert "late" not in clock("caio", "2026-11-23", caio=on_time).sentence
    assert "late" in clock("caio", "2026-11-23", caio=late).sentence


def test_a_release_or_designation_that_is_only_planned_is_not_done() -> None:
    ahead = ActDates(enacted=E, released="2027-02-01")
    assert clock("guidelines", "2026-11-23", dates=ahead).state == "passed"
    assert clock("guidelines", "2027-02-01", dates=ahead).state == "done"
    planned = RoleHolder(role="caio", name="Pat Kim", designated="2026-12-01")
    assert clock("caio", "2026-11-30", caio=planned).state == "passed"


def test_a_use_that_ceased_ends_the_clock_from_that_day_on() -> None:
    ceased = decision("cease", proof="Change record 88")
    assert clock("existing", "2028-01-09", ceased).state == "soon"
    assert "is to cease on 2028-01-10" in clock("existing", "2028-01-09", ceased).sentence
    assert clock("existing", "2028-01-10", ceased).state == "done"
    assert "Change record 88" in clock("existing", "2029-01-10", ceased).sentence


def test_a_use_that_goes_on_stays_overdue_and_says_by_whose_authority() -> None:
    goes_on = decision("continue", authority="Secretary", reason="Relief payments depend on it.")
    seen = clock("existing", "2028-01-20", goes_on)
    assert seen.state == "passed"
    assert "Secretary" in seen.sentence
    assert clock("noncompliant", "2028-01-20", goes_on).state == "passed"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (decision("cease"), "proof"),
        (decision("cease", proof="x", owner=" "), "answers for it"),
        (decision("cease", proof="x", day="soon"), "2026-11-22"),
        (decision("cease", proof="x", clock_id="congress"), r"4\(b\)"),
        (decision("continue", reason="x"), "authority"),
        (decision("continue", authority="x"), "justification"),
        (decision("met", clock_id="congress", day="2028-02-02", proof="x"), "future"),
        (decision("met", clock_id="congress"), "proof"),
        (decision("met", proof="x"), "what the case holds"),
        (decision("met", proof="x", clock_id="nothing"), "no clock"),
        (decision("withdrawn"), "no longer holds"),
        (decision("cease", proof="x", marking="(X)"), "marking"),
    ],
)
def test_a_decision_without_what_it_needs_is_refused(said: ClockDecision, why: str) -> None:
    found = decision_problems(said, date(2028, 2, 1))
    assert any(re.search(why, sentence) for sentence in found), found


def test_a_planned_end_needs_no_proof_yet_and_a_full_decision_is_taken() -> None:
    assert decision_problems(decision("cease", day="2028-03-01"), date(2028, 2, 1)) == ()
    assert decision_problems(decision("continue", authority="a", reason="b"), date(2028, 2, 1)) == ()
