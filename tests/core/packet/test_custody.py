"""The packet says who classified it, what was merged and removed, and shows answers that do not stand as such."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.casefile.custody import Custody, MergeRecord, RemovalRecord
from core.evaluation.progress import Missing
from core.marking.authority import Authority, CuiBlock
from core.marking.compilation import Compilation
from core.packet.build import build
from tests.core.packet.reading_pdf import page_texts
from tests.core.packet.sample_case import small_snapshot

WHEN = "2026-11-23T10:00:00Z"
CUSTODY = Custody(
    authority=Authority(
        classified_by="Ana Ruiz", derived_from="Guide 7", declassify_on="20491231", origin="2026-11-22"
    ),
    cui=CuiBlock(controlled_by="Office of Examples", contact="555-0100"),
    compilation=Compilation(
        banner="SECRET", rolled_up="UNCLASSIFIED", reason="Together they show it.", by="Ana Ruiz", at=WHEN
    ),
    merges=(MergeRecord(by="Ana Ruiz", at=WHEN, people=("Ben Okoro",), rows=3, conflicts=1),),
    removals=(RemovalRecord(what="A name", why="Wrong system", by="Ana Ruiz", second="Ben Okoro", at=WHEN, rows=2),),
)


@pytest.fixture(scope="module")
def pages() -> list[str]:
    shown = small_snapshot(complete=True, custody=CUSTODY)
    item, answer = next(iter(shown.answers.items()))
    held = Missing(sentence=f"{item} was answered differently in two copies.", page="casefile", item_id=item)
    secret = replace(shown.deployment, marking="SECRET")
    kept = {name: one for name, one in shown.answers.items() if name != item}
    made = replace(shown, deployment=secret, answers=kept, all_answers=(answer,), held_back={item: held})
    return [" ".join(page.split()) for page in page_texts(build(made))]


def test_a_classified_packet_states_its_authority_on_the_cover_which_stays_one_page(pages: list[str]) -> None:
    for words in (
        "Classified By: Ana Ruiz",
        "Derived From: Guide 7",
        "Declassify On: 20491231",
        "Controlled by: Office",
    ):
        assert words in pages[0]
    assert "root certificate" in pages[0], "the last words of the cover"


def test_merges_and_removals_and_the_decision_on_compilation_are_told(pages: list[str]) -> None:
    told = " ".join(pages)
    assert "(S) Together they show it. Decided by Ana Ruiz" in told
    assert "Ana Ruiz and Ben Okoro" in told
    assert "(U) Wrong system" in told
    assert "1 conflict" in told


def test_an_answer_that_does_not_stand_is_shown_as_on_record(pages: list[str]) -> None:
    told = " ".join(pages)
    assert "Not settled." in told
    assert "on record" in told
