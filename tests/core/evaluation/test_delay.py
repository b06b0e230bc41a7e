"""A justification of a delay names a cause, an action and a date, or is told which it does not name."""

from __future__ import annotations

from datetime import date

import pytest

from core.evaluation.delay import FORM_ONLY, delay_faults, named

TODAY = date(2026, 11, 23)
CAUSE = "The retraining data must be approved again by the Privacy Office."
ACTION = "Retrain without field 17 and repeat the group fairness probe."
DAY = "2027-03-31"


def missing(cause: str = CAUSE, action: str = ACTION, day: str = DAY) -> list[str]:
    return [fault.part for fault in delay_faults(cause=cause, action=action, date=day, today=TODAY)]


@pytest.mark.parametrize(
    ("cause", "action"),
    [
        (CAUSE, ACTION),
        ("Two data engineers left in August.", "Hire two engineers through the term programme."),
        ("Resource constraints: the labelling budget was cut by 40,000 USD.", "Label 2,000 records in house."),
        ("The vendor has not answered our requests of 14 September.", "Escalate to the contracting officer."),
        ("Fire in server room B on 3 October", "Replace the destroyed GPU nodes"),
        ("Der Betriebsrat hat der Erhebung widersprochen.", "Neue Vereinbarung mit dem Betriebsrat schließen."),
    ],
)
def test_what_names_all_three_passes(cause: str, action: str) -> None:
    assert missing(cause, action) == []


@pytest.mark.parametrize(
    "cause",
    [
        "", "   \n", "TBD", "n/a", "None.", "...", "???", "-", "xxx xxxx", "aaaa bbbb",
        "unforeseen circumstances", "Due to unforeseen circumstances beyond our control.",
        "Resource constraints", "Competing priorities and limited time", "The work is late.",
        "Various technical and organizational difficulties have occurred.", "See above.", "Pending",
        "The task has been delayed by issues.", "It takes longer than planned.", "Staff shortage",
    ],
)  # fmt: skip
def test_a_cause_that_would_fit_any_delay_is_no_cause(cause: str) -> None:
    assert missing(cause=cause) == ["cause"]


@pytest.mark.parametrize(
    "action",
    [
        "", "ongoing", "Work in progress", "We will fix it as soon as possible.", "Will be addressed in due course.",
        "Continue to monitor the situation.", "Necessary steps are being taken.", "See remark", "TBC",
        "Finish the task.",
    ],
)  # fmt: skip
def test_an_action_that_would_fit_any_delay_is_no_action(action: str) -> None:
    assert missing(action=action) == ["action"]


def test_an_action_that_repeats_the_cause_is_no_action() -> None:
    assert missing(action=CAUSE.upper()) == ["action"]


@pytest.mark.parametrize("day", ["", "soon", "Q3 2027", "2027-02-30", "31.03.2027", "20270331", "2026-11-22", "2027"])
def test_a_date_is_a_day_that_has_not_passed(day: str) -> None:
    assert missing(day=day) == ["date"]


def test_the_day_itself_is_a_date_still() -> None:
    assert missing(day=TODAY.isoformat()) == []


def test_the_message_says_which_is_missing_and_why() -> None:
    faults = delay_faults(cause="Staff issues", action="", date="soon", today=TODAY)
    assert [fault.message for fault in faults] == [
        "The cause is missing: 'Staff issues' would fit any delay. Say what happened, where or to whom.",
        "The action is missing: nothing is written. Say what is done, and to what.",
        "The date is missing: 'soon' is not a day. Write it as 2026-11-22.",
    ]
    assert named(faults) == "It names neither a cause nor an action nor a date."
    assert named(faults[:1]) == "It names an action and a date, and no cause."
    assert named(faults[1:]) == "It names a cause, and no action and no date."
    assert named(()) == "It names a cause, an action and a date."


def test_it_is_said_that_only_the_form_is_checked() -> None:
    assert "form alone" in FORM_ONLY
    assert missing("Purple elephants ate it", "Sing to the moon") == []
