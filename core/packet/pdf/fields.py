"""Signature fields, prepared and tagged before anyone signs: a signature then only fills what is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from core.packet.pdf.tags import FieldPlace, Tags

_PRINT = 4  # annotation flag


def write_fields(pdf: Pdf, tags: Tags, *, names: Mapping[str, str], tooltips: Mapping[str, str]) -> None:
    """An empty signature field at each place that was drawn. `names` and `tooltips` go by role."""
    fields = [_field(pdf, tags, place, names[place.role], tooltips[place.role]) for place in tags.fields]
    if fields:
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(fields), SigFlags=0))


def _field(pdf: Pdf, tags: Tags, place: FieldPlace, name: str, tooltip: str) -> Object:
    page: Any = pdf.pages[place.page].obj
    left, bottom, right, top = place.rectangle
    appearance = pdf.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, round(right - left, 2), round(top - bottom, 2)])
    )
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(name),
            TU=String(tooltip),
            Rect=Array(list(place.rectangle)),
            F=_PRINT,
            P=page,
            AP=Dictionary(N=appearance),
        )
    )
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(widget)
    tags.annotate(place.element, len(page.Annots) - 1, page=place.page)
    return widget
