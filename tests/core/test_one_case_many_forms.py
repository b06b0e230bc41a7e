"""One case with everything that keeps an answer from standing: all that is made of it counts alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.casefile import connection
from core.casefile.store import Store
from core.catalog.load import builtin_pack
from core.evaluation.answers import newest, standings
from core.evaluation.carrying import carried
from core.evaluation.deployment_record import Exemption
from core.evaluation.records import AnswerDraft
from core.evaluation.verdict import conclusion
from core.exchange import oscal, views
from core.packet.contents import Contents
from core.packet.manifest_of import manifest_of
from core.packet.standing import standing
from core.snapshot import Snapshot, take
from tests.core.casefile.conftest import EVALUATOR, PASSPHRASE
from tests.core.evaluation.samples import deployment

OTHER, REVIEWER = "Ann Lee", "Ben Otieno"
PACK = builtin_pack()
ITEMS = [item for item in PACK.items if item.component in ("MOD", "DAT") and not item.na_when][:14]
CARRIED, YES, NO, WAITING, REFUSED, APPROVED, UNDONE, CONFLICT, REMOVED, EXEMPT = (item.id for item in ITEMS[:10])


def answered(store: Store, item_id: str, value: str, *, by: str = EVALUATOR, **said: str) -> str:
    draft = AnswerDraft(item_id=item_id, value=value, **said)  # type: ignore[arg-type]
    return store.confirm_answer(draft, item=PACK.item(item_id), by=by).id


def fill(store: Store) -> None:
    store.save_deployment(deployment(), by=EVALUATOR)
    first = {"stage": "deployment", "profile": "full", "pack": PACK, "by": EVALUATOR}
    store.start_evaluation(title="First", **first)  # type: ignore[arg-type]
    answered(store, CARRIED, "yes")
    store.start_evaluation(title="Second", **first)  # type: ignore[arg-type]
    answered(store, YES, "yes")
    answered(store, NO, "no")
    own = {item: answered(store, item, "not-applicable", reason="Ours.") for item in (WAITING, REFUSED, APPROVED)}
    store.approve(own[REFUSED], approved=False, remark="It is used.", by=REVIEWER)
    store.approve(own[APPROVED], approved=True, remark="", by=REVIEWER)
    before = store.last_row()
    answered(store, UNDONE, "yes")
    step = store.step_since(before)
    assert step is not None
    store.undo(step, by=EVALUATOR)
    answered(store, EXEMPT, "yes")
    days: dict[str, Any] = {"granted": "2026-01-01", "until": "2099-01-01"}
    exemption = Exemption(scope="items", targets=(EXEMPT,), basis="edge-case", authority="Dir.", reason="Rare", **days)
    store.add_exemption(exemption, pack=PACK, by=EVALUATOR)
    answered(store, REMOVED, "yes")
    newer = answered(store, REMOVED, "partly", remark="Blue Heron.")
    said = {"what": "A name", "why": "Spill", "by": EVALUATOR, "second": OTHER}
    store.remove_spill([newer], **said)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder: Path = tmp_path_factory.mktemp("case")
    rounds, connection.KDF_ROUNDS = connection.KDF_ROUNDS, 1000
    try:
        with Store.create(folder / "case", PASSPHRASE, title="Case", by=EVALUATOR) as store:
            fill(store)
            store.backup(folder / "copy")
            with Store.open(folder / "copy", PASSPHRASE) as copy:
                answered(copy, CONFLICT, "yes", by=OTHER)
            answered(store, CONFLICT, "no")
            store.merge(folder / "copy", PASSPHRASE, by=EVALUATOR)
            yield take(store, PACK, by=EVALUATOR)
    finally:
        connection.KDF_ROUNDS = rounds


def test_progress_counts_what_stands(seen: Snapshot) -> None:
    counts: Counter[str] = Counter()
    for cell in seen.progress.cells.values():
        counts.update({name: getattr(cell, name) for name in ("yes", "no", "not_applicable", "waiting", "refused")})
        counts.update({"carried": cell.carried, "exempt": cell.exempt, "due": cell.due})
    assert (counts["yes"], counts["no"], counts["not_applicable"]) == (2, 1, 1)
    assert (counts["waiting"], counts["refused"], counts["carried"], counts["exempt"]) == (1, 1, 1, 1)
    assert (seen.progress.answered, seen.progress.due) == (4, counts["due"])
    assert set(seen.held_back) == {CONFLICT, REMOVED}
    assert conclusion(seen.progress).word == "incomplete"
    assert seen.progress.open_findings == 2, "of the no that stands, and of the no in conflict"


def test_manifest_standing_and_oscal_say_what_progress_says(seen: Snapshot) -> None:
    status = manifest_of(Contents(seen, (), (), ())).status
    for name in ("complete", "meets_guidelines", "due", "answered", "open_findings"):
        assert status[name] == getattr(seen.progress, name), name
    assert status["act"]["carried"] == 1
    stated = standing(seen, ())
    assert (stated.word, stated.sentence) == ("incomplete", conclusion(seen.progress).sentence)
    assert sum(count for name, count in stated.findings.items() if name.startswith("open")) == 2
    (result,) = oscal.assessment_results(seen)["assessment-results"]["results"]
    props = {prop["name"]: prop["value"] for prop in result["props"]}
    assert (props["items-due"], props["items-answered"]) == (str(seen.progress.due), "4")
    assert (props["open-findings"], props["meets-guidelines"], props["complete"]) == ("2", "no", "no")


def test_oscal_leaves_out_of_its_scope_only_what_is_not_applicable_with_a_second_reviewer(seen: Snapshot) -> None:
    (result,) = oscal.assessment_results(seen)["assessment-results"]["results"]
    outside = result["reviewed-controls"]["control-selections"][0]["exclude-controls"]
    left_out = {one["control-id"] for one in outside}
    names = {item: item.lower() for item in (APPROVED, WAITING, REFUSED, EXEMPT, YES)}
    assert {item for item, name in names.items() if name in left_out} == {APPROVED, EXEMPT}
    said = {}
    for one in result["observations"]:
        props = {prop["name"]: prop["value"] for prop in one.get("props", ())}
        said[props.get("item")] = (props.get("standing"), props.get("carried"))
    assert said[CARRIED] == ("yes", "yes")
    assert said[WAITING] == ("waiting", None)
    assert not {UNDONE, CONFLICT, REMOVED} & said.keys()


def test_views_and_registers_see_the_same_standings(seen: Snapshot) -> None:
    words: dict[str, str] = {}
    for covered in views.every_coverage(seen):
        for row in covered.rows:
            words |= row.items
    stands = standings(PACK, seen.answers.values(), seen.approvals)
    for item, word in words.items():
        if PACK.item(item).component in seen.deployment.components and item != EXEMPT:
            taken_over = item in seen.answers and seen.answers[item].evaluation_id != seen.evaluation.id
            assert word == stands.get(item, "unanswered") + ", carried" * taken_over, item
    assert {words.get(item, "unanswered") for item in (UNDONE, CONFLICT, REMOVED)} == {"unanswered"}
    assert carried(seen.all_answers, seen.evaluation.id).keys() == {CARRIED}
    assert newest(seen.all_answers)[REMOVED].value == "yes", "on record, and yet it does not stand"
