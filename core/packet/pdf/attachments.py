"""Files inside the PDF, associated with the document as PDF/A-3 demands."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Pdf, String

from core.packet.pdf.metadata import pdf_date


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """`relationship` is one of Data, Source, Supplement, Alternative, Unspecified."""

    name: str
    media_type: str
    description: str
    relationship: str
    content: bytes


def write_attachments(pdf: Pdf, attachments: Sequence[Attachment], *, moment: str) -> None:
    """Embed `attachments`, sorted by name as the name tree wants them. Names must differ."""
    if not attachments:
        return
    associated, names = [], []
    for one in sorted(attachments, key=lambda attachment: String(attachment.name).unparse()):
        packed = zlib.compress(one.content)  # here, not when the file is written: until then all are held at once
        stream = pdf.make_stream(
            packed, Type=Name.EmbeddedFile, Subtype=Name("/" + one.media_type), Filter=Name.FlateDecode
        )
        stream.Params = Dictionary(Size=len(one.content), ModDate=String(pdf_date(moment)))
        specification = pdf.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(one.name),
                UF=String(one.name),
                Desc=String(one.description),
                AFRelationship=Name("/" + one.relationship),
                EF=Dictionary(F=stream, UF=stream),
            )
        )
        associated.append(specification)
        names += [String(one.name), specification]
    pdf.Root.AF = Array(associated)
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=Array(names)))
