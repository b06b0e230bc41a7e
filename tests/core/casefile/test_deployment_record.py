"""What is recorded of the deployment: kept as rows, newest counts, nothing is lost, nothing half-said gets in."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.casefile import schema
from core.casefile.store import Store
from core.errors import InputError
from core.evaluation.deployment_record import ActDates, ClockDecision, Exemption, IntakeAnswer, Part, RoleHolder
from core.evaluation.records import Deployment
from tests.core.casefile.acts import confirm
from tests.core.casefile.conftest import EVALUATOR, PASSPHRASE
from tests.core.evaluation.samples import PACK, deployment

TODAY = date(2026, 11, 23)
FORM_1 = Path(__file__).parent / "forms" / "form-1.touchstone"
EMERGENCY = Exemption(
    scope="cells", targets=("MOD-SEC",), basis="emergency", authority="Director", granted="2026-11-01",
    until="2026-12-01", after_action_due="2027-01-01", reason="Flood relief",
)  # fmt: skip
MODEL = Part(component="MOD", kind="model", title="Ranker", fields={"version": "2.3"})


def fill(store: Store) -> None:
    """Record one of everything, some of it twice."""
    store.set_act_dates(ActDates(enacted="2025-03-01"), by=EVALUATOR)
    store.set_act_dates(ActDates(enacted="2025-03-01", released="2026-01-15", source="Notice 7"), by=EVALUATOR)
    for value in ("unsure", "yes"):
        store.answer_intake(IntakeAnswer(question_id="infers", value=value, reason="It ranks"), by=EVALUATOR)
    store.answer_intake(IntakeAnswer(question_id="effect-on", value="yes", picked=("access", "rights")), by=EVALUATOR)
    store.overrule("covered-use", "covered", reason="Counsel, memo 12", today=TODAY, by="Pat Kim")
    store.add_exemption(EMERGENCY, pack=PACK, by=EVALUATOR)
    ceased = ClockDecision(clock_id="existing", kind="cease", day="2026-11-20", owner="Ann Lee", proof="Record 88")
    store.decide_clock(ceased, today=TODAY, by=EVALUATOR)
    store.set_role(RoleHolder(role="caio", name="Pat Kim", designated="2026-02-01"), by=EVALUATOR)
    store.add_part(MODEL, by=EVALUATOR)


def test_everything_is_there_again_as_it_was_said_last(store: Store, path: Path) -> None:
    fill(store)
    before = store.deployment_record()
    store.close()
    with Store.open(path, PASSPHRASE) as again:
        seen = again.deployment_record()
        assert seen == before
        assert again.check().ok
    assert (seen.dates.released, seen.dates.by) == ("2026-01-15", EVALUATOR)
    assert (seen.answers["infers"].value, seen.answers["effect-on"].picked) == ("yes", ("access", "rights"))
    assert (seen.overrulings["covered-use"].word, seen.overrulings["covered-use"].by) == ("covered", "Pat Kim")
    assert (seen.exemptions[0].targets, seen.decisions["existing"].proof) == (("MOD-SEC",), "Record 88")
    assert (seen.roles["caio"].name, seen.parts[0].fields) == ("Pat Kim", {"version": "2.3"})
    assert len(seen.described) == 1


def test_every_row_of_it_is_a_sentence_in_the_log(store: Store) -> None:
    fill(store)
    held = store.deployment_record()
    store.renew_exemption(held.exemptions[0].id, until="2027-02-01", reason="Memo 4", today=TODAY, by=EVALUATOR)
    store.record_after_action(held.exemptions[0].id, day="2027-01-01", record="Report 9", by=EVALUATOR)
    store.end_exemption(held.exemptions[0].id, day="2027-01-05", reason="Flood over", by=EVALUATOR)
    store.change_part(replace(held.parts[0], title="Ranker 2"), by=EVALUATOR)
    store.remove_part(held.parts[0].id, reason="Replaced", by=EVALUATOR)
    said = " ".join(line.sentence for line in store.log())
    for words in ("released 2026-01-15", "infers: yes", "overruled to 'covered'", "(emergency) of MOD-SEC",
                  "renewed until 2027-02-01", "Report 9", "ended on 2027-01-05", "the use ceases on 2026-11-20",
                  "Chief AI Officer: Pat Kim", "Part 'Ranker' (model)", "Part 'Ranker 2' changed",
                  "taken out"):  # fmt: skip
        assert words in said, words
    changed = store.deployment_record()
    assert changed.exemptions[0].renewals == ("2026-12-01: Memo 4",)
    assert (changed.exemptions[0].ended, changed.exemptions[0].after_action_done) == ("2027-01-05", "2027-01-01")
    assert (changed.parts[0].title, changed.parts[0].removed) == ("Ranker 2", "Replaced")


@pytest.mark.parametrize(
    "act",
    [
        lambda store: store.set_act_dates(ActDates(enacted="soon"), by=EVALUATOR),
        lambda store: store.set_act_dates(ActDates(enacted="2026-01-02", released="2026-01-01"), by=EVALUATOR),
        lambda store: store.answer_intake(IntakeAnswer(question_id="infers", value="perhaps"), by=EVALUATOR),
        lambda store: store.overrule("covered-use", "maybe", reason="x", today=TODAY, by=EVALUATOR),
        lambda store: store.overrule("covered-use", "covered", reason=" ", today=TODAY, by=EVALUATOR),
        lambda store: store.overrule("nothing", "yes", reason="x", today=TODAY, by=EVALUATOR),
        lambda store: store.overrule("covered-use", "covered", reason="x", today=TODAY, by=" "),
        lambda store: store.add_exemption(replace(EMERGENCY, authority=""), pack=PACK, by=EVALUATOR),
        lambda store: store.renew_exemption("none", until="2027-02-01", reason="x", today=TODAY, by=EVALUATOR),
        lambda store: store.end_exemption("none", day="2027-02-01", reason="x", by=EVALUATOR),
        lambda store: store.set_role(RoleHolder(role="caio", name="Pat Kim"), by=EVALUATOR),
        lambda store: store.add_part(replace(MODEL, fields={}), by=EVALUATOR),
        lambda store: store.change_part(replace(MODEL, id="none"), by=EVALUATOR),
        lambda store: store.remove_part("none", reason="x", by=EVALUATOR),
    ],
)
def test_what_is_not_whole_is_refused_and_leaves_no_row(store: Store, act: Any) -> None:
    rows = len(store.log())
    with pytest.raises(InputError):
        act(store)
    assert len(store.log()) == rows


def test_an_overruling_is_taken_back_with_a_reason_too(store: Store) -> None:
    store.overrule("ai-system", "no", reason="Rules only", today=TODAY, by=EVALUATOR)
    with pytest.raises(InputError, match="reason"):
        store.overrule("ai-system", "", reason="", today=TODAY, by=EVALUATOR)
    store.overrule("ai-system", "", reason="It was trained after all", today=TODAY, by=EVALUATOR)
    assert store.deployment_record().overrulings["ai-system"].word == ""


def test_carried_answers_are_confirmed_word_for_word_by_the_person_who_does_it(store: Store) -> None:
    confirm(store, "MOD-VAL-1", "yes", remark="Seen in the field")
    confirm(store, "MOD-SEC-1", "not-applicable", reason="Not in use.")
    assert store.confirm_carried(["MOD-VAL-1"], pack=PACK, by="Ann Lee") == ()  # nothing is carried yet
    second = store.start_evaluation(title="Second", stage="operation", profile="full", pack=PACK, by=EVALUATOR)
    [done] = store.confirm_carried(["MOD-VAL-1", "MOD-VAL-2"], pack=PACK, by="Ann Lee")
    assert (done.item_id, done.value, done.remark) == ("MOD-VAL-1", "yes", "Seen in the field")
    assert (done.evaluation_id, done.by) == (second.id, "Ann Lee")
    [again] = store.confirm_carried(["MOD-SEC-1"], pack=PACK, by="Ann Lee")
    assert not [one for one in store.approvals() if one.answer_id == again.id]  # a second reviewer decides anew


def test_each_description_is_kept_with_its_moment(store: Store) -> None:
    store.save_deployment(deployment(version="2"), by="Ann Lee")
    assert [one.deployment.version for one in store.deployment_record().described] == ["", "2"]
    assert isinstance(store.deployment_record().described[0].deployment, Deployment)


def test_a_case_of_the_first_form_opens_with_everything_in_it(tmp_path: Path) -> None:
    path = tmp_path / "old.touchstone"
    shutil.copyfile(FORM_1, path)
    with Store.open(path, PASSPHRASE, read_only=True) as old:  # reading alone changes nothing
        assert old.deployment_record().exemptions == ()
    assert path.read_bytes() == FORM_1.read_bytes()
    with Store.open(path, PASSPHRASE) as case:
        with case._database.reading() as connection:
            assert schema.version_of(connection) == schema.VERSION
        assert [(one.item_id, one.value) for one in case.answers()] == [
            ("MOD-VAL-1", "no"),
            ("MOD-SEC-1", "not-applicable"),
        ]
        assert [one.by for one in case.approvals()] == ["Max Roe"]
        assert (len(case.findings()), len(case.readings()), len(case.evidence()), len(case.links())) == (1, 1, 1, 1)
        assert b"".join(case.evidence_chunks(case.evidence()[0].id)) == b"minutes of the meeting"
        assert case.drafts()["MOD-VAL-2"].remark == "typing"
        assert case.deployment() == deployment()
        fill(case)
        assert case.check().ok
        assert [line.number for line in case.log()] == list(range(1, len(case.log()) + 1))
    assert path.with_name("old.touchstone.version-1").exists()
