"""From ReportLab's pages and the recorded structure to a file that keeps PDF/UA-1 and PDF/A-3a."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from pikepdf import Name, ObjectStreamMode, Pdf

from core.packet.pdf.attachments import Attachment, write_attachments
from core.packet.pdf.fields import write_fields
from core.packet.pdf.metadata import Description, write_metadata, write_output_intent
from core.packet.pdf.structure import write_structure
from core.packet.pdf.tags import Tags

_PRINT = 4  # annotation flag


def finish(
    pages: bytes,
    tags: Tags,
    about: Description,
    *,
    attachments: Sequence[Attachment] = (),
    field_names: Mapping[str, str],
    field_tooltips: Mapping[str, str],
) -> bytes:
    """The finished file. The same arguments always give the same bytes: its ID is a digest of what it holds."""
    with Pdf.open(io.BytesIO(pages)) as pdf:
        for page in pdf.pages:
            for annotation in page.obj.get("/Annots", []):
                if annotation.get("/Subtype") == Name.Link:
                    annotation.F = _PRINT
        _drop_unused_fonts(pdf)
        write_fields(pdf, tags, names=field_names, tooltips=field_tooltips)
        write_structure(pdf, tags, language=about.language)
        write_metadata(pdf, about)
        write_output_intent(pdf)
        write_attachments(pdf, attachments, moment=about.moment)
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=ObjectStreamMode.generate,
            compress_streams=True,
            min_version="1.7",
            linearize=False,
        )
        return out.getvalue()


def _drop_unused_fonts(pdf: Pdf) -> None:
    """ReportLab names Helvetica on every page, used or not; a font that is not embedded has no place here."""
    for page in pdf.pages:
        fonts: Any = page.obj.Resources.get("/Font", {})
        for name in [name for name, font in fonts.items() if "/FontDescriptor" not in font]:
            del fonts[name]
