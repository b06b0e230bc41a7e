"""Sources: what the guideline pack stands on (section 3(a)(2)(B) of the Act)."""

from __future__ import annotations

from core.packet.contents import Contents
from core.packet.layout.chapter import Chapter
from core.packet.layout.references import References
from core.packet.layout.tables import grid
from core.packet.pdf.text import markup

ANCHOR = "sources"


def chapter(contents: Contents, references: References) -> Chapter:
    pack = contents.snapshot.pack
    out = Chapter(ANCHOR, "Sources", contents.marking, references)
    out.say(
        f"The guideline pack {markup(pack.id)} {markup(pack.version)} cites, adapts or takes data from these sources."
        " Items name them by the reference in the first column."
    )
    rows = [
        [
            markup(source.prefix),
            f"{markup(source.title)}{f'<br/>{markup(source.where)}' if source.where else ''}",
            markup(source.publisher),
            markup(source.date),
            markup(source.status),
            markup(", ".join(source.use)),
        ]
        for source in pack.sources
    ]
    out.put(*grid(["Reference", "Title", "Publisher", "Date", "Status", "Used"], rows, [62, 148, 76, 62, 94, 50]))
    return out.end()
