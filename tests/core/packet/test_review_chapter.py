"""The packet says who accepted what they saw; one whose case has changed since says so and is not signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.errors import SigningError
from core.evaluation.review import PacketRelease, Review, ReviewAct, ReviewComment
from core.packet import carried
from core.packet.build import build
from core.signing.keys import open_p12
from core.signing.sign import sign_packet
from tests.core.packet.reading_pdf import page_texts
from tests.core.packet.sample_case import AWKWARD, small_snapshot
from tests.core.signing.key_files import PASSPHRASE, ecdsa, p12

ANA, BEN = "Ana Ruiz", "Ben Okoro"
SEEN, BEFORE = "5e" * 32, "0b" * 32
WHEN = "2026-11-22T18:02:11Z"


def act(kind: Any, by: str, seen: str = SEEN, **said: Any) -> ReviewAct:
    return ReviewAct(kind=kind, evaluation_id="e", seen=seen, by=by, at=WHEN, **said)


def reviewed() -> Review:
    comments = (ReviewComment(text=AWKWARD, item_id="MOD-VAL-1"), ReviewComment(text="Well done.", item_id="GONE-1"))
    return Review(
        content=SEEN,
        acts=(
            act("submit", ANA, BEFORE),
            act("return", BEN, BEFORE, comments=comments),
            act("submit", ANA, remark="Mended."),
            act("accept", BEN, role="second-reviewer"),
        ),
        two_person=True,
        releases=(PacketRelease(seen=SEEN, by=BEN, at=WHEN),),
    )


def test_the_sign_off_page_and_the_manifest_name_who_accepted_and_what_they_saw() -> None:
    built = build(small_snapshot(complete=True, review=reviewed()))
    told = " ".join(" ".join(page_texts(built)).split())
    assert "Accepted by Ben Okoro (Second reviewer), as it stands here." in " ".join(page_texts(built)[0].split())
    assert "Accepted as Second reviewer" in told
    assert "(U) GONE-1" not in told
    assert "Released by Ben Okoro" in told
    review = built.manifest.status["review"]
    assert review["accepted"] == [{"by": BEN, "role": "second-reviewer", "at": WHEN, "seen": SEEN}]
    assert (review["changed_since"], review["released"]["by"]) == (False, BEN)


def test_a_case_that_has_changed_since_it_was_accepted_is_told_and_not_signed(tmp_path: Path) -> None:
    built = build(small_snapshot(complete=True, review=replace(reviewed(), content="ff" * 32)))
    told = " ".join(" ".join(page_texts(built)).split())
    assert "The case has changed since it was accepted by Ben Okoro (Second reviewer)" in told
    assert built.manifest.status["review"]["released"] is None
    (tmp_path / "packet.pdf").write_bytes(built.pdf)
    key = open_p12(p12(tmp_path / "key.p12", ecdsa()), PASSPHRASE)
    with pytest.raises(SigningError, match="does not hold what was accepted"):
        sign_packet(tmp_path / "packet.pdf", tmp_path / "signed.pdf", key=key, role="caio")
    assert not (tmp_path / "signed.pdf").exists()


def test_the_review_and_the_day_reach_the_process_that_makes_the_packet(tmp_path: Path) -> None:
    taken = small_snapshot(review=reviewed(), today=date(2026, 11, 23))
    carried.write(taken, (), tmp_path)
    read = carried.read(tmp_path)
    assert (read.review, read.today) == (taken.review, taken.today)
