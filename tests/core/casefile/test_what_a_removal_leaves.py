"""When words are removed, no older fact comes back: what did not count does not count again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.casefile.store import Store
from core.errors import RefusedError
from core.evaluation.deployment_record import Exemption
from core.evaluation.progress import progress
from core.evaluation.review import ReviewAct
from tests.core.casefile.acts import add, attach, confirm, reading
from tests.core.casefile.conftest import EVALUATOR
from tests.core.evaluation.samples import PACK, deployment, draft

WORDS = "Blue Heron"
SAID = {"what": "A name", "why": "Wrong system", "by": EVALUATOR, "second": "Ann Lee"}


def remove(store: Store) -> None:
    hits = [hit for hit in store.find_words(WORDS) if hit.removable]
    store.remove_spill([hit.id for hit in hits if hit.row], draft_items=[hit.id for hit in hits if not hit.row], **SAID)
    assert store.find_words(WORDS) == ()
    assert store.check().ok


def counted(store: Store) -> Any:
    parts = {name: getattr(store, name)() for name in ("answers", "approvals", "findings", "held_back")}
    return progress(PACK, "full", store.deployment(), **parts)


def test_an_older_answer_does_not_count_again(store: Store) -> None:
    for asked in PACK.items:
        confirm(store, asked.id, "yes")
    assert counted(store).meets_guidelines
    confirm(store, "MOD-VAL-1", "no", remark=f"Not for {WORDS}.")
    remove(store)
    now = counted(store)
    assert (now.answered, now.complete) == (len(PACK.items) - 1, False)
    assert "removed after a spill; answer it again" in now.missing[0].sentence
    confirm(store, "MOD-VAL-1", "yes")
    assert counted(store).meets_guidelines


def test_an_older_description_is_shown_and_has_to_be_confirmed(store: Store) -> None:
    store.save_deployment(deployment(purpose=WORDS), by=EVALUATOR)
    remove(store)
    assert "The description of the deployment was removed after a spill" in counted(store).missing[0].sentence
    store.save_deployment(deployment(), by=EVALUATOR)
    assert "description" not in counted(store).missing[0].sentence


def test_what_was_undone_stays_undone_and_the_row_that_says_so_holds_no_word(store: Store) -> None:
    before = store.last_row()
    confirm(store, "MOD-VAL-1", "no", remark=f"Not for {WORDS}.")
    step = store.step_since(before)
    assert step is not None
    store.undo(step, by=EVALUATOR)
    finding = store.last_row()
    add(store, reading("fail"))
    store.change_finding(store.findings()[-1].id, status="mitigated", remark=f"{WORDS} is told.", by=EVALUATOR)
    change = store.step_since(finding + 2)
    assert change is not None
    store.undo(change, by=EVALUATOR)
    assert WORDS in store.log()[-1].sentence, "the log tells it in the words of the step"
    store.keep_form("finding", f'{{"remark": "{WORDS}"}}')
    remove(store)
    assert store.answers() == ()
    assert [one.status for one in store.findings()] == ["open"]
    assert store.form("finding") == ""
    assert WORDS not in " ".join(line.sentence for line in store.log())
    with pytest.raises(RefusedError, match="the case rests on it"):
        store.remove_spill([line.digest for line in store.log() if line.kind == "step-undone"], **SAID)


def test_an_exemption_that_was_ended_and_evidence_that_was_withheld_stay_so(store: Store, document: Any) -> None:
    days: dict[str, Any] = {"granted": "2026-11-01", "until": "2099-12-01"}
    exemption = Exemption(scope="use", targets=(), basis="edge-case", authority="Director", reason="Rare", **days)
    store.add_exemption(exemption, pack=PACK, by=EVALUATOR)
    held = store.deployment_record().exemptions[0]
    store.end_exemption(held.id, day=date(2026, 11, 20).isoformat(), reason=f"{WORDS} is over", by=EVALUATOR)
    kept = attach(store, document())
    store.change_evidence(kept.id, include=False, marking="(CUI)", title=WORDS, by=EVALUATOR)
    remove(store)
    assert store.deployment_record().exemptions == ()
    (piece,) = store.evidence()
    assert (piece.include, piece.marking, piece.title) == (False, "(CUI)", "Minutes")


def test_an_open_finding_of_a_reading_stays_open_without_its_words_even_where_all_is_locked(store: Store) -> None:
    add(store, reading("fail"), plan_name=f"Plan of {WORDS}")
    for kind, by in (("submit", EVALUATOR), ("accept", "Ben Otieno")):
        act = ReviewAct(kind=kind, seen=store.review().content, role="second-reviewer", evaluation_id="")  # type: ignore[arg-type]
        store.act_on_review(act, complete=True, items=PACK.by_id, by=by)
    before = store.findings()[0]
    remove(store)
    (after,) = store.findings()
    assert (after.status, after.severity, after.cause) == ("open", before.severity, "threshold")
    assert after.title == "A finding whose words were removed"
    assert counted(store).open_findings == 1


def test_what_a_person_types_meanwhile_is_searched_too(store: Store) -> None:
    store.save_draft(draft("MOD-VAL-2", None, remark=WORDS))
    store.keep_form("intake", WORDS)
    assert [hit.where for hit in store.find_words(WORDS)] == ["a draft", "a draft"]
    remove(store)
    assert store.drafts() == {}
