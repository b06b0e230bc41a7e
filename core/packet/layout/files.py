"""The files of the packet: what is attached to this PDF, what lies beside it, what was withheld."""

from __future__ import annotations

from core.manifest import NAME
from core.packet.contents import Contents
from core.packet.layout.chapter import Chapter
from core.packet.layout.pieces import digest
from core.packet.layout.references import References
from core.packet.layout.tables import facts, grid
from core.packet.pdf.text import markup
from core.sizes import bytes_text

ANCHOR = "files"


def chapter(contents: Contents, references: References) -> Chapter:
    out = Chapter(ANCHOR, "Files of this packet", contents.marking, references)
    out.say(
        f"These files belong to the packet. The attached file {NAME} names them with the same digests; a signature"
        " on this PDF covers it and every attached file."
    )
    rows = [
        [
            f"{markup(file.marking)} {markup(file.name)}<br/>{digest(file.sha256)}",
            markup(file.description),
            bytes_text(file.size_bytes),
            "beside the packet" if file.beside else "attached",
        ]
        for file in contents.files
    ]
    out.put(*grid(["File and SHA-256", "What it is", "Size", "Where"], rows, [290, 106, 46, 50], right=(2,)))
    withheld = [placed.evidence for placed in contents.placed if placed.where == "withheld"]
    if withheld:
        out.section("files-withheld", "Withheld")
        out.put(facts([(f"{markup(one.marking)} {markup(one.title)}", digest(one.sha256)) for one in withheld]))
    return out.end()
