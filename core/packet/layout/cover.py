"""The cover: what this is, about which deployment, how far it came, and how it is marked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Spacer

from core.evaluation.verdict import conclusion
from core.marking.authority import authority_lines, cui_lines
from core.marking.training import TRAINING
from core.packet.contents import Contents
from core.packet.layout.pieces import Callout, digest, moment, text
from core.packet.layout.references import Heading
from core.packet.layout.style import BANNER_HEIGHT, FRAME_TOP, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, styles
from core.packet.layout.tables import facts
from core.packet.pdf import palette
from core.packet.pdf.flowables import Close, Open, Rule
from core.packet.pdf.fonts import BOLD, MEDIUM
from core.packet.pdf.paragraph import TaggedParagraph
from core.packet.pdf.text import brief, line, markup, metadata

ANCHOR = "cover"
_BAND, _SHORT_BAND = 248, 176  # points; the shorter one leaves room for what classified and CUI packets state
_PROFILES = {"full": "Full profile (all items)", "quick": "Quick profile (core items; a first screen)"}


class _Band(Flowable):
    """The dark field at the head of the cover, behind the title."""

    def __init__(self, inner: list[Flowable], height: float) -> None:
        super().__init__()
        self.inner, self.height = inner, height

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        top = PAGE_HEIGHT - BANNER_HEIGHT - FRAME_TOP
        with canvas.artifact():
            canvas.setFillColor(HexColor(palette.PRIMARY_DARK))
            canvas.rect(-MARGIN, 0, PAGE_WIDTH, self.height + top, stroke=0, fill=1)
            canvas.setFillColor(HexColor(palette.PRIMARY))
            canvas.rect(-MARGIN, -5, PAGE_WIDTH, 5, stroke=0, fill=1)
        below = self.height - 34
        for flowable in self.inner:
            _, high = flowable.wrap(self.width, self.height)
            below -= high
            flowable.drawOn(canvas, 0, below)
            below -= flowable.getSpaceAfter()


def cover(contents: Contents) -> tuple[list[Flowable], Heading]:
    """The flowables of page 1 and its bookmark. Very long texts are cut here; they stand in full in their chapters."""
    place = Heading(ANCHOR, "Cover", 0)
    verdict = conclusion(contents.snapshot.progress)
    bad = verdict.word in {"incomplete", "does not meet"}
    bar, ground = (palette.BAD, palette.BAD_SOFT) if bad else (palette.GOOD, palette.GOOD_SOFT)
    return [
        Open("Sect", "Cover"),
        _Band(_title(contents, place), _SHORT_BAND if _authority(contents) else _BAND),
        Spacer(0, 26),
        *_training(contents),
        Callout(f"<b>{markup(verdict.sentence)}</b>", bar=bar, ground=ground),
        facts(_rows(contents), label_width=118, large=True),
        Rule(PAGE_WIDTH - 2 * MARGIN, palette.LINE, thickness=0.6, after=8),
        text(
            f"This packet is marked <b>{markup(contents.marking)}</b>; the marking stands at the top and the bottom of"
            " every page. It was made without a network by the evaluator's own program. Its signatures, its files and"
            " every number in it can be checked from this one file, with nothing but the signers' root certificate.",
            "note",
        ),
        Close(),
    ], place


def _training(contents: Contents) -> list[Flowable]:
    if not contents.training:
        return []
    said = f"<b>{TRAINING}.</b> Agency, people and answers are made up for learning. Nothing here was evaluated."
    return [Callout(said, bar=palette.BAD, ground=palette.BAD_SOFT)]


def _title(contents: Contents, place: Heading) -> list[Flowable]:
    base = styles()["body"]
    white, pale = HexColor(palette.SURFACE), HexColor("#d9e8f6")
    kicker = base.clone("kicker", fontName=MEDIUM, fontSize=10.5, leading=14, textColor=pale, spaceAfter=16)
    length = len(line(contents.name))
    size = 34 if length <= 44 else 24 if length <= 90 else 15
    title = base.clone("title", fontName=BOLD, fontSize=size, leading=size * 1.17, textColor=white, spaceAfter=12)
    under = base.clone("under", fontSize=13, leading=18, textColor=pale)
    deployment = contents.snapshot.deployment
    agency = markup(brief(deployment.agency, most=110))
    version = f", version {markup(brief(deployment.version, most=40))}" if deployment.version else ""
    return [
        TaggedParagraph("TOUCHSTONE &nbsp;·&nbsp; AI EVALUATION PACKET", kicker),
        TaggedParagraph(
            markup(brief(contents.name, most=200)),
            title,
            role="H1",
            anchor=place.anchor,
            outline=(metadata(place.title), 0),
        ),
        TaggedParagraph(f"{agency}{version}", under),
    ]


def _rows(contents: Contents) -> list[tuple[str, str]]:
    snapshot = contents.snapshot
    told, done = snapshot.deployment, snapshot.evaluation
    return [
        ("System owner", markup(brief(told.owner, most=90))),
        ("Purpose", markup(brief(told.purpose, most=250))),
        ("Kind", "Existing deployment" if told.existing else "New acquisition or integration"),
        ("Evaluation", f"{markup(brief(done.title, most=100))}, {done.stage} stage"),
        ("Profile", _PROFILES[done.profile]),
        ("Guideline pack", f"{markup(snapshot.pack.id)} {markup(snapshot.pack.version)}"),
        *_authority(contents),
        ("Made", f"{moment(snapshot.taken_at)} by {markup(brief(snapshot.taken_by, most=60))}"),
        ("Review", markup(brief(snapshot.review.sentence, most=170))),
        ("Packet", digest(contents.packet_id)),
        ("Head of the log", digest(snapshot.chain_head)),
    ]


def _authority(contents: Contents) -> list[tuple[str, str]]:
    """The classification authority block and the CUI designation, where the banner asks for them."""
    held = contents.snapshot.custody
    authority = replace(held.authority, sources=())  # the list of sources stands in the chapter on the case file
    blocks = (("Classification", authority_lines(authority)), ("CUI", cui_lines(held.cui)))
    return [
        (name, "<br/>".join(f"{label}: {markup(brief(words, most=90))}" for label, words in lines))
        for name, lines in blocks
        if lines
    ]
