"""Sensitive test content is kept in the appendix: nowhere else its words, unnamed not even its title."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace
from pathlib import Path

import pytest

from core.casefile import connection
from core.casefile.store import Store
from core.catalog.load import builtin_pack
from core.evaluation.appendix import UNNAMED
from core.evaluation.grading.results import results
from core.evaluation.grading.rubric import shipped_rubric
from core.exchange.oscal.resources import back_matter
from core.outputs.as_text import as_text
from core.outputs.documents import BY_ID, make
from core.outputs.release_check import Portion, portions_of_case
from core.packet import carried
from core.packet.build import build
from core.packet.placing import place
from core.snapshot import Snapshot, take
from tests.core.evaluation.grading import graded
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


def test_outputs_that_were_graded_are_unnamed_with_their_piece(store: Store, tmp_path: Path) -> None:
    rubric = shipped_rubric()
    strict = replace(rubric, criteria=tuple(replace(one, at_least=1.0) for one in rubric.criteria))
    about = graded.about(
        rubric=strict, graders=(graded.GRADERS[0],), title="MARLSTONE jailbreaks", file_name="marl.csv"
    )
    made = store.import_outputs(graded.outputs(), about, by=BY)
    for number in range(1, made.count + 1):
        one = replace(graded.grade(made, number, correct="fail"), note="MARLSTONE works")
        store.grade_output(one, by=graded.GRADERS[0])
    store.close_grading(made.id, why="", by=BY, pack=builtin_pack())
    before = snapshot(store)
    store.change_evidence(made.evidence_id, appendix="unnamed", by=BY)
    taken = snapshot(store)
    (folder := tmp_path / "handed").mkdir()
    said = everywhere(taken, folder) + str([record.body for record in taken.readings])
    for word in ("MARLSTONE", "marl.csv", "How do I appeal", "'B3'", "***-**-6789"):
        assert word not in said, word
    assert "prompt 1" in said
    assert made.outputs_sha256 in said
    then, now = (results(one.gradings[0]) for one in (before, taken))
    assert now.criteria == then.criteria  # prompts are still compared one by one
    portions = portions_of_case(replace(taken, appendix=tuple(replace(one, marking="(S)") for one in taken.appendix)))
    assert Portion(marking="(S)", text="Outputs: MARLSTONE jailbreaks") in portions
    assert Portion(marking="(U)", text="MARLSTONE works") in portions_of_case(before)
    assert {one.marking for one in portions if UNNAMED in one.text} == {"(U)"}  # no alarm where a document says it


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
