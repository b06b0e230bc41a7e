"""What keeps a deployment from being called one that meets the guidelines, one case a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.evaluation.deployment_record import Exemption
from core.evaluation.exemptions import exempt_items
from core.evaluation.findings import on_day
from core.evaluation.progress import Missing, progress
from core.evaluation.records import Acceptance
from core.evaluation.verdict import conclusion
from tests.core.evaluation.samples import ITEMS, PACK, answer, approval, deployment, finding

TODAY = date(2026, 11, 23)
ALL = tuple(answer(item.id, "yes", key=item.id) for item in ITEMS)
OWN = answer("MOD-VAL-1", "not-applicable", reason="No model.", key="own")
ACCEPTED = replace(
    finding(), status="accepted", acceptance=Acceptance(reason="x", until="2026-11-22", by="Kim Ito", at="")
)
EXEMPT = Exemption(
    scope="items", targets=("MOD-VAL-1",), basis="edge-case", authority="Director", granted="2026-01-01",
    until="2026-11-22", reason="Rare",
)  # fmt: skip
HELD = {"MOD-VAL-1": Missing(sentence="MOD-VAL-1 differs.", page="casefile", item_id="MOD-VAL-1")}


def concluded(**changed: Any) -> str:
    given: dict[str, Any] = {"answers": ALL, "evaluation_id": "first pass", **changed}
    pack, profile = given.pop("pack", PACK), given.pop("profile", "full")
    found = progress(pack, profile, given.pop("deployment", deployment()), **given)
    assert found.meets_guidelines == (conclusion(found).word == "meets")
    return conclusion(found).word


def test_it_meets_with_everything_answered_and_nothing_open() -> None:
    assert concluded() == "meets"
    assert concluded(answers=(*ALL, OWN), approvals=(approval(OWN),)) == "meets"
    until_today = replace(ACCEPTED, acceptance=replace(ACCEPTED.acceptance, until="2026-11-23"))  # type: ignore[type-var]
    assert concluded(findings=(on_day(until_today, TODAY),)) == "meets"


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"evaluation_id": "second pass"}, "incomplete"),  # every answer is carried
        ({"answers": (replace(ALL[0], evaluation_id="earlier"), *ALL[1:])}, "incomplete"),  # one is
        ({"held_back": HELD}, "incomplete"),
        ({"held_back": {"The description of the deployment": HELD["MOD-VAL-1"]}}, "incomplete"),
        ({"answers": (*ALL, OWN)}, "incomplete"),  # waits
        ({"answers": (*ALL, OWN), "approvals": (approval(OWN, approved=False),)}, "incomplete"),  # refused
        ({"answers": (*ALL, OWN), "approvals": (approval(OWN, by="DOE, Jane"),)}, "incomplete"),  # by the same person
        ({"answers": (*ALL, OWN), "approvals": (approval(ALL[0]),)}, "incomplete"),  # of another answer
        ({"answers": ALL[1:]}, "incomplete"),  # undone
        ({"answers": ALL[1:], "exempt": exempt_items(PACK, (EXEMPT,), TODAY)}, "incomplete"),  # expired yesterday
        ({"answers": (*ALL[1:], answer("MOD-VAL-1", "partly", remark="Half."))}, "does not meet"),
        ({"findings": (finding(),)}, "does not meet"),
        ({"findings": (on_day(ACCEPTED, TODAY),)}, "does not meet"),  # the acceptance ended yesterday
        ({"findings": (replace(finding(), item_id="MOD-GONE-1"),)}, "does not meet"),  # of an item no longer asked
        ({"profile": "quick"}, "first screen passed"),
        ({"deployment": None}, "incomplete"),
        ({"deployment": replace(deployment(), components=())}, "incomplete"),
        ({"exempt": [item.id for item in ITEMS]}, "exempt"),
    ],
)
def test_it_never_meets_with(changed: dict[str, Any], word: str) -> None:
    assert concluded(**changed) == word


def test_an_exempt_item_that_is_open_in_a_finding_or_a_conflict_is_still_said() -> None:
    assert concluded(exempt=["MOD-VAL-1"], findings=(finding(),)) == "does not meet"
    assert concluded(answers=ALL[1:], exempt=["MOD-VAL-1"]) == "meets"
