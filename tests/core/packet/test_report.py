"""What the pages of a report say."""

from __future__ import annotations

import re
import time

import pytest

from core.manifest import ROLES
from core.packet.build import BuiltPacket, build
from core.packet.contents import short
from tests.core.packet.reading_pdf import attached, links, opened, page_texts
from tests.core.packet.sample_case import PACK, snapshot


def test_every_page_carries_its_marking_twice_and_its_number(incomplete: BuiltPacket) -> None:
    texts = page_texts(incomplete)
    for number, text in enumerate(texts, start=1):
        assert text.count("UNCLASSIFIED") >= 2
        assert f"Page {number} of {len(texts)}" in text
        assert f"Touchstone packet {short(incomplete.manifest.packet_id)}" in text


def test_an_incomplete_packet_says_so_on_every_page_and_a_complete_one_on_none(
    incomplete: BuiltPacket, complete: BuiltPacket
) -> None:
    assert all("INCOMPLETE" in text for text in page_texts(incomplete))
    said = [text for text in page_texts(complete) if "INCOMPLETE" in text]
    assert len(said) == 1  # the sentence under "How to read this packet"
    assert "meets the guidelines" in page_texts(complete)[0]


def test_every_item_of_the_pack_is_there_with_its_answer(incomplete: BuiltPacket) -> None:
    whole = "".join(page_texts(incomplete))
    for item in PACK.items:
        assert item.id in whole
    assert whole.count("Not answered") >= incomplete.manifest.status["due"] - len(snapshot().answers)


def test_every_reading_is_shown_by_its_short_id_with_its_number_and_interval(incomplete: BuiltPacket) -> None:
    whole = "".join(page_texts(incomplete))
    for record in snapshot().readings:
        assert whole.count(short(record.id)) >= 3  # at a glance, in words, in the record
        assert record.id in whole
    accuracy = next(m for m in snapshot().readings[0].body["metrics"] if m["name"] == "accuracy")
    assert f"{accuracy['estimate']:.3f}" in whole
    assert f"{accuracy['low']:.3f} to {accuracy['high']:.3f}" in whole


def test_a_failed_reading_says_why_and_an_unknown_probe_is_shown_as_it_is(incomplete: BuiltPacket) -> None:
    whole = "".join(page_texts(incomplete))
    assert "The model refused the batch: input x has 3 columns, not 4." in whole
    assert "does not know the probe acme-drift" in whole
    assert "The reference window is short <30 days>." in whole


def test_records_name_seed_settings_versions_and_digests(incomplete: BuiltPacket) -> None:
    whole = "".join(page_texts(incomplete))
    for words in (
        "bootstrap = 200",
        "onnxruntime = 1.31.1",
        "a" * 64,
        "d" * 64,
        "accuracy at least 0.7",
        "model: model.onnx",
    ):
        assert words in whole
    assert "/home/jane" not in whole, "a folder of the machine on which the probe ran"
    assert not [name for name, held in attached(incomplete).items() if b"/home/jane" in held]


def test_portion_marks_stand_before_what_people_wrote(incomplete: BuiltPacket) -> None:
    whole = "".join(page_texts(incomplete))
    assert "(U) Examined the record of the run and the design note." in whole
    assert "(U) Model card" in whole
    assert "(U) Nothing of the kind is in place" in whole


def test_findings_evidence_and_withheld_files_are_registered(incomplete: BuiltPacket) -> None:
    whole = "".join(page_texts(incomplete))
    for finding in snapshot().findings:
        assert short(finding.id) in whole
    for evidence in snapshot().evidence:
        assert evidence.sha256 in whole
    assert "Withheld: not in this packet" in whole
    assert "Made by an AI system" in whole


def test_the_last_page_has_a_place_for_each_role(incomplete: BuiltPacket) -> None:
    last = page_texts(incomplete)[-1]
    assert all(title in last for title in ROLES.values())
    with opened(incomplete) as pdf:
        places = [field.P.objgen for field in pdf.Root.AcroForm.Fields]
        assert set(places) == {pdf.pages[-1].obj.objgen}


def test_every_link_says_where_it_goes(incomplete: BuiltPacket) -> None:
    said = links(incomplete)
    assert len(said) > 100
    assert all(words.startswith("Go to ") for words in said)
    assert "Go to Summary" in said
    assert not [words for words in said if "another place" in words]


def test_the_bookmarks_are_the_chapters(incomplete: BuiltPacket) -> None:
    with opened(incomplete) as pdf, pdf.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
    assert titles[:3] == ["Cover", "Contents", "How to read this packet"]
    assert titles[-1] == "Sign-off"


def test_the_table_of_contents_names_the_right_pages(incomplete: BuiltPacket) -> None:
    texts = page_texts(incomplete)
    contents = " ".join(texts[1:3])  # two pages of contents
    for title in ("Summary", "Items and answers", "Evidence register", "Sign-off"):
        found = re.search(rf"{title} (\d+)", contents)
        assert found, title
        assert title in texts[int(found[1]) - 1]


@pytest.mark.benchmark
def test_two_hundred_items_and_thirty_readings_take_seconds() -> None:
    case = snapshot(complete=True, reading_count=30)
    before = time.process_time()
    build(case)
    assert time.process_time() - before < 20
