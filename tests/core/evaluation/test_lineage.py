"""The lineage of data: a whole chain, each way to break it, and which readings measured which file."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace

import pytest

from core.evaluation.components import inventory_cautions
from core.evaluation.deployment_record import Part
from core.evaluation.lineage import lineage, recording_problems, with_digests
from core.evaluation.lineage_faults import chain_standing
from core.evaluation.lineage_picture import HEADER, lineage_graph
from core.evaluation.lineage_readings import measured_by, single_file_digests
from core.evaluation.parts import entry_problems
from core.evaluation.recordable import kind_of
from core.evaluation.records import ReadingRecord
from core.hashing import files_sha256
from tests.core.evaluation.lineage_sample import CLEAN, RAW, TEST, TRAIN, chain, data_set, spoiled, step

TWO_FILES = "data: {test: test.csv, train: sub/train.csv}\n"


def reading(digest: str, plan: str = "data: {test: test.csv}\n", probe: str = "perf-ci", **body: str) -> ReadingRecord:
    told = {"probe": probe, "status": "ok", "data_sha256": digest, "model_sha256": "e" * 64, **body}
    return ReadingRecord(
        id="r", probe=probe, plan_name="Plan", plan_text=plan, body=told, by="J", at="2026-01-01", linked_items=()
    )  # fmt: skip


def told(parts: tuple[Part, ...]) -> str:
    standing = chain_standing(lineage(parts))
    return f"{standing.word}: " + " | ".join(one.sentence for one in standing.faults)


def test_a_chain_of_named_digests_and_fitting_counts_is_whole() -> None:
    graph = lineage(chain())
    standing = chain_standing(graph)
    assert (standing.word, standing.faults) == ("whole", ())
    assert standing.sentence.startswith("4 data sets, 2 steps, 1 model. 7 of 7 links hold by digest.")
    assert not [one for one in inventory_cautions(chain(), ("DAT", "MOD")) if "no part" not in one]


@pytest.mark.parametrize(
    ("parts", "word", "sentence"),
    [
        (spoiled(chain(), "Clean", sha256="f" * 64), "broken", "which has ffffffffffff: the file changed"),
        (spoiled(chain(), "Test", rows="19"), "broken", "leaves 70 records; what it gives has 89"),
        (spoiled(chain(), "Cleaning", before="99"), "broken", "begins with 99 records; what it takes has 100"),
        (spoiled(chain(), "Cleaning", takes="Rawer"), "broken", "names the data set “Rawer”, and none is recorded"),
        (spoiled(chain(), "Test", sha256=TRAIN), "broken", "(test) is the same file as “(U) Train” (training)"),
        (spoiled(chain(), "Test", sha256=""), "open", "“(U) Test” has no digest"),
        (spoiled(chain(), "Split", takes=""), "open", "does not say which data set it takes"),
        (spoiled(chain(), "Ranker", data=f"Train {TRAIN}"), "open", "no model names “(U) Test” (test)"),
        (spoiled(chain(), "Split", takes="Clean"), "open", ""),
        (spoiled(chain(), "Cleaning", gives="Raw"), "broken", "data come from themselves, in a circle"),
        ((), "empty", ""),
    ],
)
def test_what_does_not_fit_is_named(parts: tuple[Part, ...], word: str, sentence: str) -> None:
    assert told(parts).startswith(f"{word}: ")
    assert sentence in told(parts)
    lineage_graph(lineage(parts))  # whatever it is, it can be drawn


def test_a_step_that_gives_one_data_set_names_it_by_the_digest_of_its_result() -> None:
    parts = spoiled(chain(), "Cleaning", gives="Clean", sha256=CLEAN)
    assert told(parts) == "whole: "
    assert told(spoiled(parts, "Cleaning", sha256="0" * 64)).startswith("broken")


def test_nothing_is_recorded_that_comes_from_itself_or_takes_a_name_twice() -> None:
    back = step("Back", "joined", "Test", "Raw", "", "")
    assert "data would come from themselves" in recording_problems(back, chain())[0]
    held = chain()[4]
    turned = replace(held, fields={**held.fields, "gives": "Raw"})
    assert recording_problems(turned, chain())
    assert recording_problems(held, chain()) == ()
    twice = replace(data_set(" TRAIN ", "other"), id="")
    assert "already" in recording_problems(twice, chain())[0]
    gone = tuple(replace(one, removed="Wrong") if one.title == "Train" else one for one in chain())
    assert recording_problems(twice, gone) == ()


def test_naming_the_digests_makes_a_changed_file_show() -> None:
    bare = spoiled(chain(), "Split", takes="Clean", gives="Train; Test")
    named = with_digests(next(one for one in bare if one.title == "Split"), bare)
    assert named.fields["gives"] == f"Train {TRAIN}\nTest {TEST}"
    parts = tuple(named if one.title == "Split" else one for one in bare)
    assert told(parts) == "whole: "
    assert "broken" in told(spoiled(parts, "Train", sha256="0" * 64))


def test_a_name_with_a_digest_that_is_none_is_refused() -> None:
    kind = kind_of("data-step")
    assert kind is not None
    assert entry_problems(step("S", "joined", f"Raw {RAW}; Two words", "Clean", 1, 1), kind) == ()
    assert "no SHA-256" in entry_problems(step("S", "joined", f"Raw {RAW[:-1]}", "Clean", 1, 1), kind)[0]
    assert "stands there twice" in entry_problems(step("S", "joined", "Raw\nraw", "Clean", 1, 1), kind)[0]


def test_the_readings_on_a_file_are_found_by_its_digest_alone_or_among_two() -> None:
    both = files_sha256([("test.csv", TEST), ("sub/train.csv", TRAIN)])
    swapped = files_sha256([("test.csv", TRAIN), ("sub/train.csv", TEST)])
    known = [RAW, TRAIN, TEST, "e" * 64]
    found = measured_by([reading(TEST), reading(both, TWO_FILES, "drift"), reading("9" * 64)], known)
    assert {digest: one.readings for digest, one in found.items()} == {TEST: 2, TRAIN: 1, "e" * 64: 3}
    assert found[TEST].probes == ("perf-ci", "drift")
    assert set(measured_by([reading(swapped, TWO_FILES)], known)) == {TRAIN, TEST, "e" * 64}
    assert set(measured_by([reading(both, "data: [no plan"), reading(TEST, status="failed")], known)) == {"e" * 64}


def test_many_readings_on_two_files_are_looked_up_at_once() -> None:
    known = [f"{at:064x}" for at in range(60)]
    plan = "data: {test: test.csv, train: train.csv}\n"
    both = [files_sha256([("test.csv", one), ("train.csv", other)]) for one, other in itertools.pairwise(known)]
    began = time.monotonic()
    found = measured_by([reading(one, plan) for one in [*both, *(f"{at:064x}" for at in range(100, 2100))]], known)
    assert time.monotonic() - began < 2.0  # was half a minute
    assert [found[one].readings for one in (known[0], known[1], known[-1])] == [1, 2, 1]


def test_a_digest_is_taken_from_readings_on_one_file_alone() -> None:
    both = files_sha256([("test.csv", TEST), ("sub/train.csv", TRAIN)])
    readings = [reading(TEST, TWO_FILES), reading(both, TWO_FILES, "drift"), reading(RAW)]
    assert set(single_file_digests(readings)) == {TEST, RAW}


def test_the_table_of_the_picture_has_all_its_facts_from_source_to_model() -> None:
    drawn = lineage_graph(lineage(chain(), [reading(TEST)]))
    rows = {row[0]: dict(zip(HEADER, row, strict=True)) for row in drawn.rows}
    assert next(iter(rows)) == "(U) Raw"
    assert list(rows)[-1] == "(U) Ranker"
    assert rows["(U) Split"]["Records"] == "90 to 70"
    assert rows["(U) Test"] | {} == {
        "Node": "(U) Test", "What it is": "data, test", "Records": "20", "SHA-256": TEST[:8], "Comes from": "Split",
        "Chain": "holds", "Readings": "1",
    }  # fmt: skip
    broken = lineage_graph(lineage(spoiled(chain(), "Clean", sha256="f" * 64)))
    assert "the file changed" in broken.summary
    assert [one.id for one in broken.nodes if one.faulty] == ["id of Clean"]
    assert sum(one.ties == "broken" for one in broken.edges) == 2
