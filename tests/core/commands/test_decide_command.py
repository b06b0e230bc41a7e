"""One decision over many items on the command line: shown beforehand, taken once, approved once."""

from __future__ import annotations

from pathlib import Path

from core.casefile.store import Store
from tests.core.commands.test_case_commands import Run, case, key, run

__all__ = ["case", "key", "run"]
PASSPHRASE = "correct horse battery"
REASON = "The screening shows no text to applicants."


def test_a_cell_is_decided_once_and_what_was_answered_is_left_alone(case: Path, run: Run):
    assert run("answer", "CASE", "OUT-SAF-1", "yes")[0] == 0
    status, shown = run("not-applicable", "CASE", "--cell", "out-saf", "--reason", REASON, "--show")
    assert status == 0
    assert "OUT-SAF-1: left alone, answered yes" in shown
    assert "OUT-SAF-2: not applicable, needs a second reviewer" in shown
    with Store.open(case, PASSPHRASE, read_only=True) as store:
        assert len(store.answers()) == 1
    status, told = run("not-applicable", "CASE", "--cell", "OUT-SAF", "--reason", REASON)
    assert status == 0, told
    assert run("approve", "CASE", "OUT-SAF-1", "--whole-decision", by="Ben Otieno")[0] == 64
    status, told = run("approve", "CASE", "OUT-SAF-2", "--whole-decision", by="Ben Otieno")
    assert status == 0, told
    with Store.open(case, PASSPHRASE, read_only=True) as store:
        decided = [answer for answer in store.answers() if answer.decision_id]
        assert {answer.reason for answer in decided} == {REASON}
        assert len({answer.decision_id for answer in decided}) == 1
        assert {one.item_id for one in store.approvals()} == {answer.item_id for answer in decided}
    assert told.count("approved by Ben Otieno") == len(decided) > 1


def test_a_decision_over_nothing_or_a_cell_that_is_not_there_is_refused_in_a_sentence(case: Path, run: Run):
    assert run("not-applicable", "CASE", "--reason", REASON)[0] == 64
    status, said = run("not-applicable", "CASE", "--cell", "OUT-XXX", "--reason", REASON)
    assert (status, "There is no cell OUT-XXX" in said) == (64, True)
