"""A case file as the first form of the program wrote it opens, is upgraded, and loses nothing.

`forms/form-1-findings.touchstone` was written by that program; it holds three findings: accepted, open with owner and
date, mitigated with a lower severity. Its key is derived in 1,000 rounds, as in the other tests here.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from core import clock
from core.casefile import schema
from core.casefile.store import Store
from core.evaluation.finding_acts import NoteProgress
from core.evaluation.plan_of_action import gaps
from core.evaluation.records import Acceptance, SeverityChange
from tests.core.casefile.conftest import EVALUATOR, PASSPHRASE

HEAD = "1084107453d0ba081a5fedacfc4f14080285faeda35725837a817ff9efb7dd09"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.touchstone"
    shutil.copyfile(Path(__file__).parent / "forms" / "form-1-findings.touchstone", path)
    return path


def test_a_case_of_the_first_form_is_upgraded_with_every_row_of_its_log(old: Path) -> None:
    with Store.open(old, PASSPHRASE) as store:
        assert (len(store.log()), store.chain_head()) == (13, HEAD)
        assert store.check().ok
        assert store.drafts()["DAT-SEC-1"].remark == "half a sent"
        assert store.act_on_finding(store.findings()[1].id, NoteProgress(text="Begun."), by="Ann Lee").notes
    assert old.with_name(f"{old.name}.version-1").exists()
    with Store.open(old, PASSPHRASE) as again, again._database.reading() as connection:
        assert schema.version_of(connection) == schema.VERSION


def test_findings_of_the_first_form_keep_their_state_and_say_what_they_lack(old: Path) -> None:
    with Store.open(old, PASSPHRASE) as store:
        accepted, opened, mitigated = store.findings()
    assert (accepted.status, accepted.remark, accepted.lapsed) == ("accepted", "Low harm.", False)
    at = accepted.changed_at
    assert accepted.acceptance == Acceptance(reason="Low harm.", until="", by=EVALUATOR, at=at)
    said = [gap.sentence for gap in gaps(accepted, clock.today())]
    assert len(said) == 2
    assert "no day on which it ends" in said[0]
    assert f"{EVALUATOR} opened the finding and accepted it" in said[1]
    assert (opened.owner, opened.due, opened.first_due) == ("Ann Lee", "2027-01-31", "2027-01-31")
    assert [gap.sentence for gap in gaps(opened, date(2026, 12, 1))] == ["No milestone is set."]
    assert (mitigated.status, mitigated.remark) == ("mitigated", "Retrained.")
    assert (mitigated.severity, mitigated.original_severity) == ("low", "moderate")
    change = SeverityChange(before="moderate", after="low", reason="Retrained.", by="Ann Lee", at=mitigated.changed_at)
    assert mitigated.severity_changes == (change,)


def test_a_case_of_the_first_form_can_be_read_without_being_changed(old: Path) -> None:
    before = old.read_bytes()
    with Store.open(old, PASSPHRASE, read_only=True) as store:
        assert [one.status for one in store.findings()] == ["accepted", "open", "mitigated"]
    assert old.read_bytes() == before
