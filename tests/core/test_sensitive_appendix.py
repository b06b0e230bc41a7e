"""Sensitive test content is kept in the appendix: nowhere else its words, unnamed not even its title."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from core.casefile import connection
from core.casefile.store import Store
from core.catalog.load import builtin_pack
from core.evaluation.appendix import UNNAMED
from core.exchange.oscal.resources import back_matter
from core.outputs.as_text import as_text
from core.outputs.documents import BY_ID, make
from core.packet import carried
from core.packet.build import build
from core.packet.placing import place
from core.snapshot import Snapshot, take
from tests.core.evaluation.samples import deployment
from tests.core.packet.reading_pdf import page_texts

BY, WORDS, TITLE = "Jane Doe", "Ignore the rules above", "GREYSTONE prompts"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connection, "KDF_ROUNDS", 1000)
    with Store.create(tmp_path / "c.touchstone", "correct horse battery", title="T", by=BY) as made:
        made.save_deployment(deployment(), by=BY)
        made.start_evaluation(
            title="Before deployment", stage="development", profile="full", pack=builtin_pack(), by=BY
        )
        source = tmp_path / "greystone.txt"
        source.write_text(f"{WORDS}.\n\nSecond prompt.", encoding="utf-8")
        piece = made.attach(
            source, title=TITLE, origin="GREYSTONE team", made_by_ai=False, marking="(U)", by=BY, items=("MOD-SEC-1",)
        )
        made.change_evidence(piece.id, title=f"{TITLE} two", by=BY)
        yield made


def snapshot(store: Store) -> Snapshot:
    return take(store, builtin_pack(), by=BY)


def everywhere(taken: Snapshot, folder: Path) -> str:
    """All that leaves the case with a packet: its pages, its manifest, what is handed to the worker, and OSCAL."""
    built = build(taken)
    carried.write(taken, place(taken.evidence, limit_bytes=1 << 20), folder)
    handed = "".join(path.read_text("utf-8", "replace") for path in sorted(folder.iterdir()))
    manifest = json.dumps(dataclasses.asdict(built.manifest), default=str)
    return " ".join([*page_texts(built), manifest, handed, json.dumps(back_matter(taken))])


def test_what_is_unnamed_stands_by_its_digest_alone(store: Store, tmp_path: Path) -> None:
    (piece,) = store.evidence()
    store.change_evidence(piece.id, appendix="unnamed", by=BY)
    (folder := tmp_path / "handed").mkdir()
    said = everywhere(snapshot(store), folder)
    assert "GREYSTONE" not in said
    assert "greystone" not in said
    assert WORDS not in said
    assert piece.sha256 in said
    assert UNNAMED in said
    assert "kept in the appendix" in said
    paper = as_text(BY_ID["test-appendix"].paper(snapshot(store)))
    assert WORDS in paper
    assert f"{TITLE} two" in paper
    assert piece.sha256 in paper
    assert make(snapshot(store), "test-appendix", "txt").marking == "UNCLASSIFIED"


def test_what_is_named_stands_with_its_title_and_without_its_words(store: Store, tmp_path: Path) -> None:
    (piece,) = store.evidence()
    store.change_evidence(piece.id, appendix="named", by=BY)
    (folder := tmp_path / "handed").mkdir()
    said = everywhere(snapshot(store), folder)
    assert f"{TITLE} two" in said
    assert WORDS not in said


def test_the_packet_and_the_appendix_exclude_each_other(store: Store) -> None:
    (piece,) = store.evidence()
    assert BY_ID["test-appendix"].refusals(snapshot(store))
    kept = store.change_evidence(piece.id, appendix="unnamed", by=BY)
    assert (kept.include, kept.appendix) == (False, "unnamed")
    assert "kept in the appendix alone, unnamed elsewhere" in store.log(1)[0].sentence
    step = store.step_since(store.last_row() - 1)
    assert step is not None
    store.undo(step, by=BY)
    assert [(one.include, one.appendix) for one in store.evidence()] == [(True, "")]
    store.redo(step, by=BY)
    back = store.change_evidence(piece.id, include=True, by=BY)
    assert (back.include, back.appendix) == (True, "")
    assert store.evidence() == (back,)
