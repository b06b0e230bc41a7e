"""The sign-off page: what is accepted, and a place for each role's signature."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak, Spacer

from core.evaluation.verdict import conclusion
from core.manifest import ROLES
from core.packet.contents import Contents
from core.packet.layout.chapter import Chapter
from core.packet.layout.pieces import text, together
from core.packet.layout.references import References
from core.packet.layout.review import tell_review
from core.packet.layout.style import styles
from core.packet.pdf import palette
from core.packet.pdf.flowables import SignaturePlace
from core.packet.pdf.paragraph import TaggedParagraph
from core.packet.pdf.text import markup

ANCHOR = "sign-off"
_PLACES_HIGH = 545.0  # points: the places of all roles stand on one page, under their heading
_STATEMENTS = {
    "evaluator": "I carried out this evaluation; the answers, readings and findings are as they were recorded.",
    "second-reviewer": "I reviewed the answers that need a second reviewer, and the readings they rest on.",
    "owner": "I know the findings for this system and answer for what is to be done about them.",
    "caio": "I accept this packet for the agency, in the state that it describes.",
}


def chapter(contents: Contents, references: References) -> Chapter:
    out = Chapter(ANCHOR, "Sign-off", contents.marking, references)
    out.say(markup(conclusion(contents.snapshot.progress).sentence))
    out.say(
        "A signature covers the whole file and everything attached to it. The first signature certifies it; after that,"
        " only the places below may be filled.",
        "quiet",
    )
    tell_review(out, contents)
    out.put(CondPageBreak(_PLACES_HIGH))
    out.section("sign-off-signatures", "Signatures")
    for role, title in ROLES.items():
        out.put(
            together(
                TaggedParagraph(title, styles()["part"], role="H3"),
                text(_STATEMENTS[role], "close"),
                Spacer(0, 3),
                SignaturePlace(role, 330, 72, palette.LINE),
                Spacer(0, 4),
            )
        )
    return out.end()
