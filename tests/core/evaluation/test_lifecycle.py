"""Parts of the components, answers carried over, what changed, the stages, the gate, the people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.evaluation.carrying import as_draft, carried
from core.evaluation.changes import changes_since, figures
from core.evaluation.components import KINDS, inventory_cautions, removed_words
from core.evaluation.deployment_record import Described, Part, RoleHolder
from core.evaluation.people import designation_cautions, role_problems
from core.evaluation.progress import progress
from core.evaluation.recordable import part_problems
from core.evaluation.records import Evaluation, Evidence, ReadingRecord
from core.evaluation.stages import deployment_gate, gate_cautions, pre_deployment, stages
from core.evaluation.verdict import conclusion
from tests.core.evaluation.samples import ITEMS, PACK, answer, deployment, finding

ALL = ("MOD", "DAT", "POST", "OUT", "HW", "HAI", "ANT")


def evaluation(number: int, stage: str = "deployment") -> Evaluation:
    return Evaluation(
        id=f"pass {number}", title=f"Pass {number}", stage=stage, profile="full", pack_id="tbd-ai",  # type: ignore[arg-type]
        pack_version="test", pack_sha256="a" * 64, opened_at=f"2026-0{number}-01T00:00:00Z", opened_by="Jane Doe",
    )  # fmt: skip


def step(title: str, action: str, before: str, after: str, **fields: str) -> Part:
    told = {"action": action, "source": "Forms", "before": before, "after": after, "reason": "Rule 7", **fields}
    return Part(component="DAT", kind="data-step", title=title, fields=told)


def test_there_is_a_kind_of_part_for_each_of_the_seven_components() -> None:
    assert list(dict.fromkeys((kind.component, kind.clause) for kind in KINDS)) == [
        (component, f"3(b)({number})") for number, component in enumerate(ALL, 1)
    ]
    assert [kind.id for kind in KINDS if kind.component == "DAT"] == ["data-set", "data-step"]


@pytest.mark.parametrize(
    ("part", "why"),
    [
        (step("", "filtered", "10", "9"), "a name"),
        (step("x", "shaken", "10", "9"), "choose one of"),
        (step("x", "filtered", "10.5", "9"), "whole number"),
        (step("x", "filtered", "-1", "9"), "whole number"),
        (step("x", "filtered", "10", ""), "Records after: this is needed"),
        (step("x", "filtered", "10", "9", sha256="abc"), "64 of the characters"),
        (step("x", "filtered", "10", "9", day="yesterday"), "not a date"),
        (step("x", "filtered", "10", "9", colour="red"), "no field 'colour'"),
        (replace(step("x", "filtered", "10", "9"), component="MOD"), "no kind of part"),
    ],
)
def test_a_part_that_says_something_wrong_is_refused(part: Part, why: str) -> None:
    assert any(why in sentence for sentence in part_problems(part)), part_problems(part)


def test_a_data_step_says_what_it_took_away() -> None:
    assert part_problems(step("Adults", "filtered", "10000", "8800", sha256="a" * 64, day="2026-01-31")) == ()
    assert removed_words(step("Adults", "filtered", "10000", "8800")) == "1,200 removed (12.0 %)"
    assert removed_words(step("More", "joined", "100", "150")) == "50 added (50.0 %)"
    assert removed_words(step("Same", "cleaned", "5", "5")) == "unchanged"
    assert removed_words(step("First", "collected", "", "5")) == ""
    assert removed_words(step("From nothing", "generated", "0", "5")) == "5 added"


def test_counts_that_do_not_follow_from_each_other_are_named() -> None:
    sound = (step("All", "collected", "", "100"), step("Adults", "filtered", "100", "90"))
    assert not any("Adults" in one for one in inventory_cautions(sound, ("DAT",)))
    broken = (sound[0], step("Adults", "filtered", "99", "120"))
    found = inventory_cautions(broken, ("DAT",))
    assert any("begins with 99 records; “All” left 100" in one for one in found)
    assert any("leaves more records (120) than there were (99)" in one for one in found)


def test_what_was_evaluated_before_deployment_is_told_from_the_day_of_use() -> None:
    passes = (
        replace(evaluation(1, "development"), title="Bench", opened_at="2025-05-30T08:00:00Z"),
        replace(evaluation(2), title="On the day", opened_at="2025-06-01T08:00:00Z"),
        replace(evaluation(3, "operation"), title="Yearly", opened_at="2024-01-01T08:00:00Z"),
    )
    told = pre_deployment(passes, in_use="yes", since="2025-06-01")
    assert told == "Evaluated before the use began on 2025-06-01: “Bench” (development, 2025-05-30)."
    assert pre_deployment(passes[1:], in_use="yes", since="2025-06-01").endswith(": no evaluation.")
    assert "can't be told" in pre_deployment(passes, in_use="yes", since="")
    assert "“Bench”" in pre_deployment(passes, in_use="no", since="")
    assert pre_deployment((), in_use="", since="").endswith("none.")


def test_a_component_and_its_parts_have_to_agree() -> None:
    found = inventory_cautions((step("All", "collected", "", "100"),), ("MOD",))
    assert "MOD: no part is recorded (models, 3(b)(1))." in found
    assert any(one.startswith("DAT: parts are recorded") for one in found)
    use = Part(component="HAI", kind="use", title="Triage", fields={"kind": "intended use"})
    assert any("foreseeable misuse" in one for one in inventory_cautions((use,), ("HAI",)))


def test_an_answer_of_an_earlier_pass_is_carried_until_it_is_confirmed() -> None:
    first = [answer(item.id, "yes", evaluation_id="pass 1", key=f"1 {item.id}") for item in ITEMS]
    assert carried(first, "pass 1") == {}
    assert len(carried(first, "pass 2")) == 5
    seen = progress(PACK, "full", deployment(), answers=first, evaluation_id="pass 2")
    assert (seen.answered, seen.complete, seen.meets_guidelines) == (5, False, False)
    assert {cell.state for cell in seen.cells.values()} == {"carried over"}
    assert "5 of them carried over and not confirmed" in conclusion(seen).sentence
    again = [replace(one, id=f"2 {one.item_id}", evaluation_id="pass 2") for one in first]
    assert as_draft(first[0]).value == "yes"
    confirmed = progress(PACK, "full", deployment(), answers=[*first, *again], evaluation_id="pass 2")
    assert (confirmed.complete, confirmed.meets_guidelines) == (True, True)
    half = progress(PACK, "full", deployment(), answers=[*first, *again[1:]], evaluation_id="pass 2")
    assert [gap.item_id for gap in half.missing] == ["MOD-VAL-1"]


def reading(at: str, accuracy: float) -> ReadingRecord:
    metrics = [{"name": "accuracy", "estimate": accuracy, "low": accuracy - 0.01, "high": accuracy + 0.01}]
    return ReadingRecord(
        id=at, probe="perf-ci", plan_name="", plan_text="", body={"metrics": metrics, "verdict": "pass"}, by="x", at=at,
        linked_items=(),
    )  # fmt: skip


def test_what_changed_since_the_last_evaluation_is_told_and_what_did_not_is_left_out() -> None:
    said: dict[str, Any] = {"evaluation_id": "pass 1"}
    answers = (
        answer("MOD-VAL-1", "yes", **said), answer("DAT-VAL-1", "no", **said),
        answer("MOD-VAL-1", "yes", evaluation_id="pass 2", key="again"),
        answer("DAT-VAL-1", "yes", evaluation_id="pass 2", key="mended", remark="New sheet"),
        answer("MOD-SEC-1", "yes", evaluation_id="pass 2", key="first"),
    )  # fmt: skip
    note = Evidence(
        id="e", title="Minutes", file_name="m", media_type="text/plain", sha256="a", size_bytes=1, origin="x",
        made_by_ai=False, marking="(U)", include=True, by="x", at="2026-02-03T00:00:00Z",
    )  # fmt: skip
    found = changes_since(
        (evaluation(1, "development"), evaluation(2)),
        answers=answers,
        findings=[finding(status="closed", opened_at="2026-01-05T00:00:00Z", changed_at="2026-02-04T00:00:00Z")],
        readings=[reading("2026-01-09T00:00:00Z", 0.8), reading("2026-02-09T00:00:00Z", 0.9)],
        evidence=[note, replace(note, title="Old", at="2026-01-03T00:00:00Z")],
        described=[
            Described(deployment=deployment(version="1"), by="x", at="2026-01-01T00:00:00Z"),
            Described(deployment=deployment(version="2"), by="x", at="2026-02-02T00:00:00Z"),
        ],
    )  # fmt: skip
    assert [(one.about, one.subject, one.before, one.after) for one in found] == [
        ("evaluation", "stage", "development", "deployment"),
        ("deployment", "version", "1", "2"),
        ("answers", "DAT-VAL-1", "no", "yes: New sheet"),
        ("answers", "MOD-SEC-1", "not answered", "yes"),
        ("findings", "Measured: no", "open", "closed"),
        ("readings", "perf-ci", "accuracy 0.8 (0.79 to 0.81), pass", "accuracy 0.9 (0.89 to 0.91), pass"),
        ("evidence", "Minutes", "", "attached"),
    ]


def test_each_evaluation_is_counted_as_it_ended() -> None:
    answers = (
        answer("MOD-VAL-1", "no", evaluation_id="pass 1"), answer("DAT-VAL-1", "yes", evaluation_id="pass 1"),
        answer("MOD-VAL-1", "yes", evaluation_id="pass 2", key="again"),
    )  # fmt: skip
    gone = finding(status="closed", opened_at="2026-01-05T00:00:00Z", changed_at="2026-02-04T00:00:00Z")
    one, two = figures((evaluation(1), evaluation(2)), answers, (gone,))
    assert (one.yes, one.no, one.carried, one.findings_open) == (1, 1, 0, 1)
    assert (two.yes, two.no, two.carried, two.findings_open) == (2, 0, 1, 0)


def test_a_pass_that_went_on_with_another_pack_is_one_pass() -> None:
    first, second = evaluation(1, "deployment"), evaluation(2, "operation")
    onward = replace(evaluation(3, "operation"), title=second.title, pack_version="next", goes_on=second.id)
    answers = (
        answer("MOD-VAL-1", "no", evaluation_id="pass 1"), answer("DAT-VAL-1", "yes", evaluation_id="pass 1"),
        answer("MOD-VAL-1", "partly", evaluation_id="pass 2", key="to the old question"),
        answer("MOD-SEC-1", "yes", evaluation_id="pass 3", key="taken over"),
    )  # fmt: skip
    one, two = figures((first, second, onward), answers, (), counting={"DAT-VAL-1", "MOD-SEC-1"})
    assert (two.evaluation.pack_version, two.evaluation.opened_at) == ("next", second.opened_at)
    assert (one.yes, one.no, two.yes, two.partly, two.no, two.carried) == (1, 1, 2, 0, 0, 1)
    found = changes_since((first, second, onward), answers=answers)
    assert [(change.subject, change.before) for change in found] == [
        ("guideline pack", "tbd-ai test"), ("stage", "deployment"), ("MOD-SEC-1", "not answered"),
    ]  # fmt: skip
    assert changes_since((second, onward), answers=answers) == (), "it is the first pass still"


def test_the_stages_are_successive_evaluations_and_skipping_one_is_said() -> None:
    passes = (evaluation(1, "design"), evaluation(2, "deployment"))
    assert [one.state for one in stages(passes)] == ["evaluated", "not evaluated", "now", "not evaluated"]
    assert gate_cautions(passes[:1], "deployment") == ("There is no evaluation at development.",)
    assert gate_cautions((evaluation(1, "operation"),), "design")
    assert gate_cautions((), "design") == ()


def test_a_new_system_stays_behind_the_gate_until_it_meets_the_guidelines() -> None:
    met = progress(PACK, "full", deployment(), answers=[answer(item.id, "yes") for item in ITEMS])
    short = progress(PACK, "full", deployment(), answers=[answer(item.id, "no") for item in ITEMS])
    none = progress(PACK, "full", deployment(), answers=())
    assert deployment_gate(met, timing="new", duties="apply") == ()
    assert "5 things keep it" in deployment_gate(short, timing="new", duties="apply")[0]
    assert "not complete" in deployment_gate(none, timing="new", duties="undecided")[0]
    assert deployment_gate(none, timing="existing", duties="apply") == ()
    assert deployment_gate(none, timing="new", duties="do not apply") == ()


def test_a_chief_ai_officer_is_designated_on_a_day_and_the_rest_is_asked() -> None:
    held = RoleHolder(
        role="caio", name="Pat Kim", designated="2026-02-01", full_time="yes", senior="yes", record="Memo 3"
    )
    assert role_problems(held) == ()
    assert designation_cautions(held) == ()
    assert role_problems(replace(held, designated=""))
    assert role_problems(replace(held, name=" "))
    assert role_problems(replace(held, designated="Monday"))
    assert "No Chief AI Officer" in designation_cautions(None)[0]
    for change in ({"full_time": "no"}, {"full_time": ""}, {"senior": "no"}, {"senior": ""}, {"record": ""}):
        assert len(designation_cautions(replace(held, **change))) == 1  # type: ignore[arg-type]
    assert designation_cautions(replace(held, full_time="no", practicability="A bureau of four people")) == ()
