"""Files that are saved from a case for learning say so in the name that is proposed for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.casefile.store import Store
from core.catalog.load import builtin_pack
from core.evaluation.recordable import entry_of
from core.evaluation.registers.kinds import registers
from desktop.session import Session
from desktop.viewmodels.frameworks import FrameworksModel
from desktop.viewmodels.outputs import DocumentsModel
from desktop.viewmodels.record.registers import RegistersModel
from tests.desktop.conftest import DEPLOYMENT, PASSPHRASE, PERSON
from tests.desktop.pressing import until


@pytest.fixture
def learning(tmp_path: Path, qtbot):
    """An open case for learning with an incident."""
    path = tmp_path / "exercise.touchstone"
    fields = {"kind": "near miss", "day": "2026-08-30", "what": "It stayed", "lesson": "Ask.", "severity": "none"}
    incident = entry_of(registers()["incident"], title="Stop", fields=fields | {"anonymised": "yes"}, marking="(U)")
    with Store.create(path, PASSPHRASE, title="TRAINING EXAMPLE: first steps", by=PERSON) as store:
        store.save_deployment(DEPLOYMENT, by=PERSON)
        store.start_evaluation(title="One", stage="deployment", profile="full", pack=builtin_pack(), by=PERSON)
        store.add_part(incident, by=PERSON)
    session = Session()
    session.open(path, PASSPHRASE, by=PERSON)
    session.announce_case()
    yield session
    session.close()


def test_every_file_of_a_case_for_learning_is_proposed_with_its_words(learning, qtbot):
    documents, registers_model = DocumentsModel(learning), RegistersModel(learning)
    until(qtbot, lambda: documents.state.detail is not None and not documents.state.busy)
    row = registers_model.state.registers["incident"].rows[0]
    names = (
        documents.file_name("pdf"),
        registers_model.file_name("energy", "spdx-3.0.1"),
        registers_model.proposal_name(row.id),
        FrameworksModel(learning).file_name,
    )
    assert all(name.startswith("(U) TRAINING EXAMPLE ") for name in names), names
    assert row.values["propose-reason"].startswith("TRAINING EXAMPLE. Near miss “Stop”")
