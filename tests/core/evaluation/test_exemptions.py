"""Exemptions: what each ground must name, when one is in force, what it takes out of the evaluation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.evaluation.deployment_record import Exemption
from core.evaluation.exemptions import after_action, exempt_items, exemption_problems, renewal_problems, state
from core.evaluation.progress import progress
from core.evaluation.verdict import conclusion
from tests.core.evaluation.samples import ITEMS, PACK, answer, deployment
from tests.core.evaluation.test_coverage import TODAY, exemption

NSA = {"assessment": "Directive 12 review", "assessment_level": "moderate", "assessment_date": "2026-05-01"}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"basis": "national-security-assessment", **NSA},
        {"basis": "edge-case", "until": "2027-01-01"},
        {"basis": "emergency", "until": "2026-12-01", "after_action_due": "2027-01-01", "marking": "(S//NF)"},
        {"scope": "cells", "targets": ("MOD-SEC", "DAT-VAL")},
        {"scope": "items", "targets": ("MOD-SEC-1",)},
    ],
)
def test_an_exemption_that_names_what_its_ground_needs_is_taken(changes: dict[str, Any]) -> None:
    assert exemption_problems(exemption(**changes), PACK) == ()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"basis": "because"}, "no ground"),
        ({"authority": ""}, "who granted"),
        ({"granted": ""}, "the day on which"),
        ({"reason": " "}, "why the use"),
        ({"basis": "national-security-assessment"}, "which assessment"),
        ({"basis": "national-security-assessment", **NSA, "assessment_level": ""}, "level"),
        ({"basis": "national-security-assessment", **NSA, "assessment_date": "May"}, "not a date"),
        ({"basis": "edge-case"}, "last day"),
        ({"basis": "emergency", "until": "2026-12-01"}, "evaluation afterwards"),
        ({"until": "2025-12-31"}, "before the day of the grant"),
        ({"scope": "cells"}, "Name the cells"),
        ({"scope": "cells", "targets": ("MOD-XXX",)}, "no cell MOD-XXX"),
        ({"scope": "items", "targets": ("MOD-SEC",)}, "no item MOD-SEC"),
        ({"targets": ("MOD-SEC",)}, "whole use names no"),
        ({"scope": "galaxy"}, "whole use, cells, or items"),
        ({"marking": "U"}, "marking"),
    ],
)
def test_one_that_does_not_is_refused_with_the_reason(changes: dict[str, Any], why: str) -> None:
    found = exemption_problems(exemption(**changes), PACK)
    assert any(why in sentence for sentence in found), found


@pytest.mark.parametrize(
    ("held", "seen"),
    [
        (exemption(), "in force"),
        (exemption(granted="2026-11-23"), "in force"),
        (exemption(granted="2026-11-24"), "not yet in force"),
        (exemption(until="2027-01-22"), "expires soon"),
        (exemption(until="2027-01-23"), "in force"),
        (exemption(until="2026-11-23"), "expires soon"),
        (exemption(until="2026-11-22"), "expired"),
        (exemption(until="2027-11-22", ended="2026-11-23"), "ended"),
    ],
)
def test_an_exemption_on_a_day(held: Exemption, seen: str) -> None:
    assert state(held, TODAY) == seen


@pytest.mark.parametrize(
    ("due", "done", "seen"),
    [("", "", ""), ("2026-11-23", "", "due"), ("2026-11-22", "", "overdue"), ("2026-11-01", "2026-11-20", "done")],
)
def test_the_evaluation_after_an_emergency(due: str, done: str, seen: str) -> None:
    held = exemption(basis="emergency", after_action_due=due, after_action_done=done)
    assert after_action(held, TODAY) == seen


def test_a_renewal_is_later_reasoned_and_of_one_that_still_stands() -> None:
    held = exemption(until="2026-12-01")
    assert renewal_problems(held, until="2027-12-01", reason="Director, memo 4", today=TODAY) == ()
    for until, reason in (("2026-12-01", "x"), ("2026-11-30", "x"), ("never", "x"), ("2027-12-01", " ")):
        assert renewal_problems(held, until=until, reason=reason, today=TODAY)
    expired = exemption(until="2026-06-01")
    assert renewal_problems(expired, until="2026-11-22", reason="x", today=TODAY)  # later, and still in the past
    assert renewal_problems(exemption(ended="2026-11-01"), until="2027-12-01", reason="x", today=TODAY)


def test_exempt_items_are_not_due_while_the_exemption_is_in_force() -> None:
    held = exemption(scope="cells", targets=("MOD-SEC",), until="2026-12-01")
    assert exempt_items(PACK, (held,), TODAY).keys() == {"MOD-SEC-1"}
    assert exempt_items(PACK, (held,), date(2026, 12, 2)) == {}
    rest = [answer(item.id, "yes") for item in ITEMS if item.id != "MOD-SEC-1"]
    seen = progress(PACK, "full", deployment(), answers=rest, exempt=exempt_items(PACK, (held,), TODAY))
    assert (seen.due, seen.complete, seen.meets_guidelines) == (4, True, True)
    assert (seen.cells["MOD", "SEC"].state, seen.cells["MOD", "SEC"].exempt) == ("exempt", 1)


def test_a_use_that_is_exempt_as_a_whole_never_meets_and_says_so() -> None:
    seen = progress(PACK, "full", deployment(), answers=(), exempt=exempt_items(PACK, (exemption(),), TODAY))
    assert (seen.due, seen.meets_guidelines) == (0, False)
    assert conclusion(seen).word == "exempt"
    assert "4(a)(2)" in conclusion(seen).sentence
