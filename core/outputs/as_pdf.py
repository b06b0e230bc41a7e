"""A paper as an accessible PDF (PDF/UA-1, PDF/A-3a) in the packet's own layout; a picture may stand at its head."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportlab.platypus import Flowable, Spacer

import core
from core.marking.training import is_training
from core.outputs.paper import Block, Facts, Grid, Paper, Points, Section, Words
from core.packet.layout.charts import titled_table
from core.packet.layout.document import Story, lay_out
from core.packet.layout.page import PageFrame
from core.packet.layout.pieces import Callout, bullets, digest, heading, text
from core.packet.layout.references import Heading
from core.packet.layout.tables import facts
from core.packet.pdf import palette
from core.packet.pdf.finish import finish
from core.packet.pdf.flowables import Close, Open
from core.packet.pdf.metadata import Description
from core.packet.pdf.paragraph import TaggedParagraph
from core.packet.pdf.text import markup, metadata

_SHORT = 12


def _unheard(_share: float) -> None:
    """Nobody wants to hear how far it is."""


def as_pdf(paper: Paper, picture: Flowable | None = None, *, on_share: Callable[[float], None] = _unheard) -> bytes:
    """The file; the same paper always gives the same bytes. `picture` stands under the title.

    `on_share` hears often how much is laid out, from 0 to 1, and may raise to stop.
    """
    frame = PageFrame(
        marking=paper.marking,
        name=f"{paper.title}: {paper.about}",
        foot=f"{paper.title} {paper.digest[:_SHORT]}",
        stamp="DRAFT" if paper.draft else "",
        training=is_training(paper.title),
    )
    share = 0.0

    def told(now: float) -> None:
        nonlocal share
        share = now
        on_share(now)

    pages, tags = lay_out(frame, lambda _: _story(paper, picture, lambda: on_share(share)), told)
    about = Description(
        title=metadata(f"{'DRAFT: ' if paper.draft else ''}{paper.title}: {paper.about}"),
        subject=metadata(f"Marked {paper.marking}"),
        author=f"Touchstone {core.__version__}",
        tool=f"Touchstone {core.__version__}",
        moment=paper.made_at,
    )
    return finish(pages, tags, about, field_names={}, field_tooltips={})


def _story(paper: Paper, picture: Flowable | None, on_block: Callable[[], None]) -> Story:
    """What is laid out. Making it of thousands of blocks takes seconds, so that `on_block` may raise to stop."""
    places = [
        Heading(f"part-{number}", block.title, 1)
        for number, block in enumerate(paper.blocks)
        if isinstance(block, Section)
    ]
    by_anchor = {place.anchor: place for place in places}
    top = Heading("top", paper.title, 0)
    flowables: list[Flowable] = [Open("Sect", metadata(paper.title)), _title(top)]
    flowables += [text(f"<b>{markup(paper.about)}</b>", "lead"), text(markup(paper.made), "note")]
    flowables.append(text(f"Marking of this document: {markup(paper.marking)}", "note"))
    if paper.draft:
        said = f"<b>Draft.</b> {markup(paper.draft)}"
        flowables.append(Callout(said, bar=palette.BAD, ground=palette.BAD_SOFT))
    if picture is not None:
        flowables += [picture, Spacer(0, 12)]
    for number, block in enumerate(paper.blocks):
        on_block()
        flowables += _flowables(block, by_anchor.get(f"part-{number}"))
    flowables += [text(f"Digest of what this says: {digest(paper.digest)}", "note"), Close()]
    return Story(flowables=flowables, headings=[top, *places], titles={one.anchor: one.title for one in (top, *places)})


def _title(place: Heading) -> TaggedParagraph:
    """The title as H1: a document of this kind has no cover."""
    shown = heading(place)
    shown.role = "H1"
    return shown


def _flowables(block: Block, place: Heading | None) -> Iterator[Flowable]:
    match block:
        case Section():
            assert place is not None, "every section has its place"
            shown = heading(place)
            shown.role = "H2"
            yield shown
        case Words():
            yield _words(block)
        case Points():
            yield from bullets(markup(point) for point in block.points)
        case Facts():
            yield facts([(markup(label), markup(value) or "not said") for label, value in block.rows])
        case Grid():
            yield from titled_table(block.title, block.header, block.rows)


def _words(block: Words) -> Flowable:
    if block.style == "warning":
        return Callout(markup(block.text), bar=palette.BAD, ground=palette.BAD_SOFT)
    return text(markup(block.text), block.style)
