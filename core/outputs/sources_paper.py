"""The annotated register of sources (section 3(a)(2)(B)) as a paper, so that it can be had as PDF too."""

from __future__ import annotations

import core
from core import clock
from core.catalog.model import GuidelinePack
from core.catalog.sources import SourceRow, register
from core.outputs.paper import Block, Facts, Paper, Words, section

ID, TITLE = "sources", "Annotated register of sources"


def paper(pack: GuidelinePack) -> Paper:
    """Every source of the pack: what it is, its standing and rights, how it is used, and by which items."""
    moment = clock.stamp()
    blocks: list[Block] = [
        Words(
            text=f"Which existing guidelines and practices were used for the items of {pack.title}, and how, as section"
            " 3(a)(2)(B) of the Trustworthy By Design AI Act asks for."
        ),
        Facts(rows=(("Pack", f"{pack.id} {pack.version}, {pack.date}"), ("SHA-256", pack.sha256))),
    ]
    for row in register(pack):
        blocks += section(f"{row.source.prefix}: {row.source.title}", Facts(rows=_facts(row)))
    return Paper(
        id=ID,
        title=TITLE,
        about=f"{pack.id} {pack.version}",
        marking=pack.marking,
        blocks=tuple(blocks),
        made=f"Made on {moment[:10]} with Touchstone {core.__version__}.",
        made_at=moment,
    )


def _facts(row: SourceRow) -> tuple[tuple[str, str], ...]:
    source = row.source
    named = [f"{name}: {title}" if title else name for name, title in row.references.items() if name]
    told = (
        ("Publisher, date", ", ".join(part for part in (source.publisher, source.date) if part)),
        ("Status", source.status),
        ("Rights", source.rights),
        ("Use", row.use),
        ("Where", source.where),
        ("DOI", source.doi),
        ("References", "; ".join(named)),
        ("Items", f"{len(row.items)}: {', '.join(row.items)}" if row.items else "none"),
    )
    return tuple(pair for pair in told if pair[1])
