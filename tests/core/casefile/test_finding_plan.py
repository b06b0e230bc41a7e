"""The plan of action of a finding as rows of the log: nothing is overwritten, everything can be followed back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core import clock
from core.casefile import chain, kinds
from core.casefile.store import Store
from core.errors import InputError
from core.evaluation.finding_acts import Act, Change, JustifyDelay, NoteProgress, SetBarrier, SetMilestone
from core.evaluation.records import Finding
from tests.core.casefile.acts import add, confirm, reading
from tests.core.casefile.conftest import EVALUATOR
from tests.core.evaluation.samples import deployment

OWNER = deployment().owner
UNTIL = "2999-12-31"
ACCEPT = Change(status="accepted", remark="Low harm.", until=UNTIL)


@pytest.fixture
def finding(store: Store) -> Finding:
    confirm(store, "MOD-VAL-1", "no")
    return store.findings()[0]


def act(store: Store, finding: Finding, *acts: Act, by: str = "Max Roe") -> Finding:
    for one in acts:
        store.act_on_finding(finding.id, one, by=by)
    return next(one for one in store.findings() if one.id == finding.id)


def test_milestones_notes_and_barriers_are_added_changed_and_taken_out(store: Store, finding: Finding) -> None:
    now = act(
        store,
        finding,
        SetMilestone(text=" Retest ", due="2027-01-31"),
        SetMilestone(text="Approval", due="2027-03-01"),
        NoteProgress(text="Begun."),
        SetBarrier(kind="funds", text="Not funded", amount="400,000", unit="USD"),
    )
    first, second = now.milestones
    assert (first.text, first.due, first.done, first.by) == ("Retest", "2027-01-31", "", "Max Roe")
    assert [(one.text, one.by) for one in now.notes] == [("Begun.", "Max Roe")]
    assert (now.barriers[0].amount, now.barriers[0].unit) == ("400000", "USD")
    reached = SetMilestone(id=first.id, text=first.text, due=first.due, done="2027-01-20")
    dropped = SetMilestone(id=second.id, text=second.text, due=second.due, dropped=True)
    gone = SetBarrier(id=now.barriers[0].id, kind="funds", text="Not funded", lifted="2027-02-01")
    now = act(store, finding, reached, dropped, gone, by="Ann Lee")
    assert [(one.id, one.done, one.by) for one in now.milestones] == [(first.id, "2027-01-20", "Ann Lee")]
    assert now.barriers[0].lifted == "2027-02-01"
    said = [line.sentence for line in store.history(finding.id)]
    assert [one.split("': ")[1] for one in said[1:]] == [
        "milestone due 2027-01-31: Retest.",
        "milestone due 2027-03-01: Approval.",
        "progress: Begun.",
        "barrier (funds, 400000 USD): Not funded.",
        "milestone reached on 2027-01-20: Retest.",
        "milestone taken out: Approval.",
        "barrier (funds, gone since 2027-02-01): Not funded.",
    ]
    assert store.check().ok
    rows = len(store.log())
    act(store, finding, reached)
    assert len(store.log()) == rows


def test_a_delay_that_names_less_than_three_things_is_refused_whole(store: Store, finding: Finding) -> None:
    with pytest.raises(InputError, match="cause is missing") as caught:
        act(store, finding, JustifyDelay(cause="TBD", action="Label 2,000 records in house.", date="soon"))
    assert "date is missing" in caught.value.hint
    day = (clock.today() + timedelta(days=40)).isoformat()
    told = JustifyDelay(cause="The Privacy Office has not approved it.", action="Label 2,000 records.", date=day)
    now = act(store, finding, told)
    assert now.delay is not None
    assert (now.delay.cause, now.delay.date, now.delay.by) == (told.cause, day, "Max Roe")


def test_a_lower_severity_keeps_the_original_with_reason_name_and_date(store: Store, finding: Finding) -> None:
    now = act(store, finding, Change(severity="low", reason="Few people."))
    (change,) = now.severity_changes
    assert (change.before, change.after, change.reason, change.by) == ("high", "low", "Few people.", "Max Roe")
    assert change.at == now.changed_at
    again = act(store, finding, Change(severity="moderate"))
    assert (again.severity, again.original_severity, len(again.severity_changes)) == ("moderate", "high", 2)


def test_a_risk_is_accepted_by_the_owner_alone_and_until_a_day(store: Store, finding: Finding) -> None:
    for by in (EVALUATOR, "Max Roe"):
        with pytest.raises(InputError, match="Only the system owner"):
            act(store, finding, ACCEPT, by=by)
    held = act(store, finding, ACCEPT, by=OWNER).acceptance
    assert held is not None
    assert (held.reason, held.until, held.by) == ("Low harm.", UNTIL, OWNER)
    longer = act(store, finding, Change(status="accepted", until="3000-01-31"), by=OWNER)
    assert longer.acceptance is not None
    assert (longer.acceptance.until, longer.acceptance.reason) == ("3000-01-31", "Low harm.")
    assert act(store, finding, Change(status="open")).acceptance is None


def test_an_owner_who_answered_or_measured_can_not_accept(store: Store, finding: Finding) -> None:
    confirm(store, "MOD-VAL-1", "no", by="LEE, Ann")
    with pytest.raises(InputError, match="nobody accepts their own work"):
        act(store, finding, ACCEPT, by=OWNER)
    add(store, reading("fail"))
    store.save_deployment(deployment(owner=EVALUATOR), by=EVALUATOR)
    with pytest.raises(InputError, match="nobody accepts their own work"):
        act(store, store.findings()[1], ACCEPT, by=EVALUATOR)


def test_an_acceptance_that_ended_lets_the_same_fault_carry_its_finding_on(
    store: Store, finding: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    act(store, finding, Change(status="accepted", remark="Low harm.", until=clock.today().isoformat()), by=OWNER)
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    (now,) = store.findings()
    assert (now.status, now.lapsed) == ("open", True)
    confirm(store, "MOD-VAL-1", "no")
    assert len(store.findings()) == 1
    assert act(store, finding, ACCEPT, by=OWNER).status == "accepted"


def test_the_first_due_date_stays_but_for_a_slip_on_the_same_day(
    store: Store, finding: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    act(store, finding, Change(due="2026-12-31"))
    assert act(store, finding, Change(due="2027-12-31")).first_due == "2027-12-31"
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    moved = act(store, finding, Change(due="2028-12-31"))
    assert (moved.due, moved.first_due) == ("2028-12-31", "2027-12-31")


def test_a_step_on_a_finding_can_be_taken_back(store: Store, finding: Finding) -> None:
    before = act(store, finding, Change(owner="Lee Tran"))
    row = store.last_row()
    act(store, finding, Change(severity="low", reason="Few people."))
    step = store.step_since(row)
    assert step is not None
    store.undo(step, by="Max Roe")
    assert store.findings() == (before,)


def test_progress_under_the_lock_changes_nothing_that_was_accepted_whatever_a_copy_brings(
    store: Store, finding: Finding
) -> None:
    note = {"text": "Begun."}
    said = {"status": "closed", "severity": "low", "title": "Nothing", "note": note, "sentence": "Went on."}
    with store._database.writing() as connection:
        chain.append(connection, kind=kinds.PLAN_PROGRESS, subject=finding.id, body=said, by="Max Roe", locked_too=True)
    (now,) = store.findings()
    assert [one.text for one in now.notes] == ["Begun."]
    assert (now.status, now.severity, now.title) == (finding.status, finding.severity, finding.title)
