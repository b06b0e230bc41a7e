"""The chapter on the plan of action: whole, linked, and in the order of section 4(d)(2)(B)."""

from __future__ import annotations

from core.manifest import POAM_NAME
from core.packet.build import BuiltPacket
from core.packet.contents import short
from tests.core.packet.reading_pdf import links, page_texts
from tests.core.packet.sample_case import AWKWARD, snapshot


def plan_pages(packet: BuiltPacket) -> str:
    """The text from the chapter's heading to that of the next chapter."""
    texts = page_texts(packet)
    first = max(number for number, text in enumerate(texts) if "(i) Status of the evaluation" in text and number > 2)
    last = next(number for number in range(first, len(texts)) if "Evidence register" in texts[number])
    return "".join(texts[first : last + 1]).split("Evidence register", maxsplit=1)[0]


def test_the_chapter_follows_the_clause(incomplete: BuiltPacket) -> None:
    whole = plan_pages(incomplete)
    places = [
        whole.index(words)
        for words in (
            "(i) Status of the evaluation",
            "(ii) Progress made towards compliance",
            "(iii) Justification of delays",
            "(iv) Barriers to compliance",
            "Risks accepted",
            "What the plan does not say yet",
        )
    ]
    assert places == sorted(places)
    for finding in snapshot().findings:
        assert short(finding.id) in whole


def test_it_says_what_is_late_who_accepted_and_what_is_missing(incomplete: BuiltPacket) -> None:
    whole = plan_pages(incomplete)
    assert "overdue by" in whole
    assert "not reached" not in whole.split("(iii)")[0].split("2026-11-02")[0]
    assert "2 people" in whole
    assert "Dana Rivera" in whole
    assert "until that place is signed, they are recorded by name alone" in whole
    assert "No owner is named." in whole
    assert "checks the form alone" in whole


def test_it_leads_to_the_attached_file_to_each_finding_and_to_the_sign_off(incomplete: BuiltPacket) -> None:
    assert f"attached file {POAM_NAME}" in plan_pages(incomplete)
    said = links(incomplete)
    for words in ("Go to Files of this packet", "Go to Sign-off", "Go to Plan of action"):
        assert words in said
    first = snapshot().findings[0]
    assert f"Go to plan of finding {short(first.id)}" in said


def test_the_original_severity_stays_beside_a_lower_one(incomplete: BuiltPacket) -> None:
    whole = "".join(page_texts(incomplete))
    assert "(first high)" in whole
    assert "Severity high to moderate" in whole


def test_nothing_that_a_person_wrote_is_cut_off(awkward: BuiltPacket) -> None:
    whole = plan_pages(awkward).replace(" ", "").replace("\n", "")
    assert whole.count(AWKWARD.split()[0]) >= 8 * 5
    assert "x" * 300 in whole
