"""Answers, drafts, approvals and the findings that they open and close."""

from __future__ import annotations

from typing import Any

import pytest

from core.casefile.store import Store
from core.errors import InputError, RefusedError
from core.evaluation.finding_acts import Change
from core.evaluation.records import FindingStatus
from tests.core.casefile.acts import add, confirm, reading
from tests.core.casefile.conftest import EVALUATOR
from tests.core.evaluation.samples import LISTED, PACK, deployment, draft

REVIEWER = "Max Roe"
OWNER = deployment().owner
UNTIL = "2999-12-31"
ACCEPT = Change(status="accepted", remark="Low harm.", until=UNTIL)


def statuses(store: Store) -> list[FindingStatus]:
    return [finding.status for finding in store.findings()]


def test_an_answer_is_kept_with_its_pass_its_name_and_its_moment(store: Store) -> None:
    given = confirm(store, "MOD-VAL-1", "partly", remark="Only on old data.", marking="(CUI)")
    assert store.answers() == (given,)
    evaluation = store.evaluation()
    assert evaluation is not None
    assert (given.evaluation_id, given.by, given.marking) == (evaluation.id, EVALUATOR, "(CUI)")
    assert given.at.endswith("Z")
    assert store.history("MOD-VAL-1")[0].digest == given.id


def test_a_correction_is_a_newer_answer_and_the_old_one_stays(store: Store) -> None:
    first, second = confirm(store, "MOD-VAL-1", "no"), confirm(store, "MOD-VAL-1", "yes")
    assert store.answers() == (first, second)


def test_an_answer_against_the_rules_is_refused_whole(store: Store) -> None:
    with pytest.raises(InputError, match="remark"):
        confirm(store, "MOD-VAL-1", "partly")
    assert store.answers() == store.findings() == ()


def test_without_an_evaluation_nothing_is_answered(path: Any) -> None:
    with (
        Store.create(path, "a passphrase for it", title="Case", by=EVALUATOR) as empty,
        pytest.raises(InputError, match="No evaluation"),
    ):
        confirm(empty, "MOD-VAL-1", "yes")


def test_a_reason_is_kept_only_with_not_applicable(store: Store) -> None:
    assert confirm(store, "DAT-SEC-1", "yes", reason="left over", reason_listed=True).reason == ""
    listed = confirm(store, "DAT-SEC-1", "not-applicable", reason_listed=True)
    assert (listed.reason, listed.reason_listed) == (LISTED, True)


def test_drafts_are_kept_as_typed_outside_the_log_and_end_with_the_answer(store: Store) -> None:
    rows = len(store.log())
    for length in range(1, 20):
        store.save_draft(draft("MOD-VAL-1", None, remark="as it is being typed"[:length]))
    store.save_draft(draft("MOD-VAL-2", "no", remark="(X", marking="("))
    assert store.drafts()["MOD-VAL-1"].remark == "as it is being type"
    assert store.drafts()["MOD-VAL-2"].marking == "("
    assert len(store.log()) == rows
    confirm(store, "MOD-VAL-1", "yes")
    assert list(store.drafts()) == ["MOD-VAL-2"]
    store.discard_draft("MOD-VAL-2")
    store.discard_draft("MOD-VAL-2")
    assert store.drafts() == {}


@pytest.mark.parametrize("value", ["no", "partly"])
def test_no_and_partly_open_a_finding_that_yes_closes_with_a_sentence(store: Store, value: str) -> None:
    confirm(store, "MOD-VAL-1", value, remark="Old data.")
    (opened,) = store.findings()
    assert (opened.status, opened.cause, opened.item_id, opened.opened_by) == ("open", value, "MOD-VAL-1", EVALUATOR)
    confirm(store, "MOD-VAL-1", "yes", by="Ann Lee")
    (closed,) = store.findings()
    assert (closed.id, closed.status, closed.changed_by) == (opened.id, "closed", "Ann Lee")
    assert "MOD-VAL-1 is answered yes" in store.log(1)[0].sentence


def test_an_answer_to_another_item_closes_nothing(store: Store) -> None:
    confirm(store, "MOD-VAL-1", "no")
    confirm(store, "MOD-VAL-2", "yes")
    assert statuses(store) == ["open"]


def test_the_same_fault_answered_again_carries_its_open_finding_on(store: Store) -> None:
    confirm(store, "MOD-VAL-1", "no")
    store.change_finding(store.findings()[0].id, owner="Ann Lee", due="2027-01-31", by=EVALUATOR)
    confirm(store, "MOD-VAL-1", "partly", remark="Half done.")
    (finding,) = store.findings()
    assert (finding.cause, finding.detail, finding.owner, finding.due) == (
        "partly", "Half done.", "Ann Lee", "2027-01-31",
    )  # fmt: skip


def test_a_fault_that_was_accepted_opens_a_new_finding_when_it_is_answered_again(store: Store) -> None:
    confirm(store, "MOD-VAL-1", "no")
    store.act_on_finding(store.findings()[0].id, ACCEPT, by=OWNER)
    confirm(store, "MOD-VAL-1", "no")
    assert statuses(store) == ["accepted", "open"]
    confirm(store, "MOD-VAL-1", "yes")
    assert statuses(store) == ["closed", "closed"]


def test_not_applicable_closes_findings_only_once_it_is_approved(store: Store) -> None:
    confirm(store, "MOD-VAL-1", "no")
    given = confirm(store, "MOD-VAL-1", "not-applicable", reason="There is no model.")
    assert statuses(store) == ["open"]
    store.approve(given.id, approved=False, remark="There is one.", by=REVIEWER)
    assert statuses(store) == ["open"]
    store.approve(given.id, approved=True, remark="", by=REVIEWER)
    assert statuses(store) == ["closed"]
    assert [decision.approved for decision in store.approvals()] == [False, True]


def test_not_applicable_for_the_listed_reason_closes_at_once(store: Store) -> None:
    confirm(store, "DAT-SEC-1", "no")
    given = confirm(store, "DAT-SEC-1", "not-applicable", reason_listed=True)
    assert statuses(store) == ["closed"]
    with pytest.raises(RefusedError, match="no second reviewer"):
        store.approve(given.id, approved=True, remark="", by=REVIEWER)


def test_nobody_approves_their_own_answer(store: Store) -> None:
    given = confirm(store, "MOD-VAL-1", "not-applicable", reason="There is no model.")
    with pytest.raises(RefusedError, match="another person"):
        store.approve(given.id, approved=True, remark="", by="DOE, Jane")
    assert store.approvals() == ()


def test_only_the_newest_answer_of_this_case_can_be_reviewed(store: Store) -> None:
    given = confirm(store, "MOD-VAL-1", "not-applicable", reason="There is no model.")
    confirm(store, "MOD-VAL-1", "not-applicable", reason="It is not in use.")
    with pytest.raises(InputError, match="answered again"):
        store.approve(given.id, approved=True, remark="", by=REVIEWER)
    with pytest.raises(InputError, match="no such answer"):
        store.approve("0" * 64, approved=True, remark="", by=REVIEWER)


def test_a_failed_threshold_opens_a_finding_and_a_later_pass_closes_it(store: Store) -> None:
    failed = add(store, reading("fail"))
    (opened,) = store.findings()
    assert (opened.cause, opened.reading_id, opened.item_id) == ("threshold", failed.id, "MOD-VAL-1")
    assert failed.linked_items == ("MOD-VAL-1", "MOD-VAL-2")
    for body in (reading("inconclusive"), reading("pass", accuracy={"min": 0.1})):
        add(store, body)
        assert statuses(store) == ["open"]
    add(store, reading("pass"), plan_name="Another plan")
    assert statuses(store) == ["open"]
    passed = add(store, reading("pass"))
    assert statuses(store) == ["closed"]
    assert passed.id[:12] in store.log(1)[0].sentence


def test_an_answer_never_closes_the_finding_of_a_reading(store: Store) -> None:
    add(store, reading("fail"))
    confirm(store, "MOD-VAL-1", "yes")
    assert statuses(store) == ["open"]


def test_a_threshold_that_fails_again_carries_its_open_finding_on(store: Store) -> None:
    add(store, reading("fail"))
    again = add(store, reading("fail", accuracy={"min": 0.9}))
    (finding,) = store.findings()
    assert finding.reading_id == again.id
    assert "0.9" in finding.detail
    add(store, reading("pass"))
    assert statuses(store) == ["open"]
    add(store, reading("pass", accuracy={"min": 0.9}))
    assert statuses(store) == ["closed"]


def test_a_mitigated_fault_that_fails_again_opens_a_new_finding(store: Store) -> None:
    add(store, reading("fail"))
    store.change_finding(store.findings()[0].id, status="mitigated", remark="Retrained.", by=EVALUATOR)
    add(store, reading("fail"))
    assert statuses(store) == ["mitigated", "open"]


def test_what_a_person_decides_on_a_finding_is_logged_with_their_name(store: Store) -> None:
    confirm(store, "MOD-VAL-1", "no")
    finding = store.findings()[0]
    with pytest.raises(InputError, match="needs a remark"):
        store.act_on_finding(finding.id, Change(status="accepted", until=UNTIL), by=OWNER)
    with pytest.raises(InputError, match="Nobody is named"):
        store.change_finding(finding.id, status="mitigated", remark="Retrained.", by="")
    changed = store.change_finding(finding.id, status="mitigated", remark="Retrained.", by=OWNER)
    assert (changed.status, changed.remark, changed.changed_by) == ("mitigated", "Retrained.", OWNER)
    assert store.findings() == (changed,)
    rows = len(store.log())
    assert store.change_finding(finding.id, status="mitigated", by=OWNER) == changed
    assert len(store.log()) == rows
    with pytest.raises(InputError, match="no such finding"):
        store.change_finding("0" * 64, owner="Ann Lee", by="Ann Lee")


def test_a_reading_keeps_its_numbers_and_the_plan_that_asked_for_it(store: Store) -> None:
    metric = {"name": "accuracy", "estimate": 0.8571428571428571, "low": 0.1, "high": 1e-300, "slice": None}
    body = {**reading("pass"), "metrics": [metric], "seed": 7}
    kept = add(store, body)
    assert store.readings() == (kept,)
    assert store.readings()[0].body == body
    assert kept.plan_text == "name: Plan\n"
    assert store.history("perf-ci")[0].digest == kept.id
    with pytest.raises(InputError, match="no reading"):
        add(store, {"metrics": []})


def test_a_later_pass_carries_the_answers_of_the_one_before_on(store: Store) -> None:
    first = confirm(store, "MOD-VAL-1", "yes")
    second = store.start_evaluation(title="Second", stage="operation", profile="full", pack=PACK, by=EVALUATOR)
    later = confirm(store, "MOD-VAL-2", "yes")
    assert store.evaluation() == second
    assert store.evaluations()[-1] == second
    assert (first.evaluation_id, later.evaluation_id) == (store.evaluations()[0].id, second.id)


def test_the_deployment_is_what_was_last_described(store: Store) -> None:
    store.save_deployment(deployment(name="Screening 2.3", components=("MOD",)), by=EVALUATOR)
    kept = store.deployment()
    assert kept is not None
    assert (kept.name, kept.components) == ("Screening 2.3", ("MOD",))
    assert [line.kind for line in store.history("deployment")] == ["deployment-described"] * 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"agency": " "}, "agency"),
        ({"name": ""}, "agency"),
        ({"stage": "retired"}, "no stage 'retired'"),
        ({"marking": "SECRETLY"}, "marking"),
    ],
)
def test_a_deployment_without_what_it_needs_is_refused(store: Store, fields: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        store.save_deployment(deployment(**fields), by=EVALUATOR)


@pytest.mark.parametrize("fields", [{"title": ""}, {"stage": "never"}, {"profile": "half"}])
def test_an_evaluation_without_what_it_needs_is_refused(store: Store, fields: dict[str, Any]) -> None:
    values = {"title": "Pass", "stage": "design", "profile": "full", "pack": PACK, "by": EVALUATOR, **fields}
    with pytest.raises(InputError):
        store.start_evaluation(**values)
    assert len(store.evaluations()) == 1


def test_the_history_of_an_item_holds_its_answers_reviews_and_findings(store: Store) -> None:
    confirm(store, "MOD-VAL-1", "no")
    given = confirm(store, "MOD-VAL-1", "not-applicable", reason="There is no model.")
    store.approve(given.id, approved=True, remark="Seen.", by=REVIEWER)
    confirm(store, "MOD-VAL-2", "yes")
    assert [line.sentence for line in store.history("MOD-VAL-1")] == [
        "MOD-VAL-1 answered no.",
        "Finding opened: Measured in conditions like the real ones: no.",
        "MOD-VAL-1 answered not applicable because: There is no model.",
        "MOD-VAL-1 approved as not applicable. Remark: Seen.",
        f"Closed: MOD-VAL-1 is answered not applicable (row {given.id[:12]}).",
    ]
    assert [line.kind for line in store.history(given.id)] == ["answer-confirmed", "answer-reviewed"]


def test_an_exported_packet_is_on_record(store: Store) -> None:
    packet = store.record_packet(sha256="b" * 64, file_name="packet.pdf", roles=("evaluator",), by=EVALUATOR)
    assert store.packets() == (packet,)
    assert (packet.roles, packet.sha256) == (("evaluator",), "b" * 64)
    assert "packet.pdf" in store.log(1)[0].sentence
