"""How to read this packet."""

from __future__ import annotations

from core.packet.contents import Contents
from core.packet.layout.chapter import Chapter
from core.packet.layout.references import References
from core.packet.layout.tables import facts
from core.packet.layout.words import answer_sign

ANCHOR = "how-to-read"


def chapter(contents: Contents, references: References) -> Chapter:
    out = Chapter(ANCHOR, "How to read this packet", contents.marking, references)
    pack = contents.snapshot.pack
    out.say(
        f"One deployment of an AI system was taken through the {len(pack.items)} items of a guideline pack. The pack"
        f" looks at {len(pack.components)} components of the system under {len(pack.elements)} elements of"
        " trustworthiness; where a component meets an element there is a cell with its items.",
    )
    out.section("how-answers", "Answers")
    out.put(
        facts(
            [
                (answer_sign("yes"), "A person found that the item holds, and says so under their name."),
                (answer_sign("partly"), "It holds in part; the remark says what is missing. A finding was opened."),
                (answer_sign("no"), "It does not hold. A finding was opened."),
                (
                    answer_sign("not-applicable"),
                    (
                        "The item does not concern this deployment. The reason is one that the pack lists, or a second"
                        " reviewer has approved it."
                    ),
                ),
                (answer_sign(None), "Nobody has confirmed an answer."),
            ],
            label_width=150,
        )
    )
    out.say(
        "The newest confirmed answer to an item counts. A deployment meets the guidelines when, on the full profile,"
        " every item due is yes or an approved not applicable, and no finding is open. A packet made before every item"
        " due is answered says INCOMPLETE on every page."
    )
    _measured(out)
    _checking(out)
    return out.end()


def _measured(out: Chapter) -> None:
    out.section("how-numbers", "Numbers")
    out.say(
        "What was measured is kept apart from what was concluded: a probe gives a reading, and a reading supports an"
        " answer but never sets one."
    )
    out.points(
        [
            (
                "Every measured number comes from a reading of this packet. Its short id stands beside it and leads to"
                " the full record: settings, seed, versions and digests."
            ),
            (
                "An interval such as 0.874 (0.868 to 0.880) says within which bounds the true value lies with the"
                " stated confidence. Numbers are written with the digits that their interval justifies."
            ),
            (
                "A threshold holds when the whole interval is on its good side, fails when the whole interval is on the"
                " other side, and is inconclusive when the interval holds the threshold."
            ),
            "Each picture has a sentence that says what it shows, and a table with its numbers.",
        ]
    )


def _checking(out: Chapter) -> None:
    out.section("how-checking", "Marks, files and checks")
    out.points(
        [
            "A mark in parentheses, such as (U), stands before each text that can carry a marking of its own.",
            (
                "A character that this report can't draw stands as [U+1F600], by its number in Unicode. The text as it"
                " was written is in the machine-readable files."
            ),
            (
                "The files named in the last chapter but one are attached to this PDF: the readings, the assessment in"
                " OSCAL, and the evidence chosen for inclusion. Evidence that was withheld is named with its digest."
            ),
            (
                "The signature fields were all there before the first signature. The program that made the packet, or"
                " its verifier alone, checks signatures, files and the chain of digests without a network:"
                " touchstone verify PACKET --trust ROOT.pem"
            ),
        ]
    )
