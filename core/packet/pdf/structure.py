"""The structure tree and the parent tree of a PDF, written from what was recorded while drawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from core.packet.pdf.tags import AnnotationOf, Element, MarkedContent, Tags


def write_structure(pdf: Pdf, tags: Tags, *, language: str) -> None:
    """Give `pdf` the tree of `tags`. Every recorded annotation must already be on its page."""
    pages = [page.obj for page in pdf.pages]
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    written: dict[Element, Object] = {}
    root.K = _write(pdf, tags, tags.root, root, pages, written)
    numbers: list[Any] = []
    for number, elements in enumerate(tags.pages[: len(pages)]):
        pages[number].StructParents = number
        numbers += [number, pdf.make_indirect(Array([written[element] for element in elements]))]
        pages[number].Tabs = Name.S
    for following, annotated in enumerate(tags.annotations, start=len(pages)):
        pages[annotated.page].Annots[annotated.place].StructParent = following
        numbers += [following, written[annotated.element]]
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(pages) + len(tags.annotations)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String(language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _write(
    pdf: Pdf, tags: Tags, element: Element, parent: Object, pages: list[Any], written: dict[Element, Object]
) -> Object:
    body = Dictionary(S=Name("/" + element.role), P=parent)
    if element.alt:
        body.Alt = String(element.alt)
    if element.title:
        body.T = String(element.title)
    if element.attributes:
        body.A = _attributes(*element.attributes)
    out = written[element] = pdf.make_indirect(body)
    kids = [
        _write(pdf, tags, kid, out, pages, written) if isinstance(kid, Element) else _leaf(tags, kid, pages)
        for kid in element.kids
    ]
    if kids:
        out.K = kids[0] if len(kids) == 1 else Array(kids)
    return out


def _attributes(owner: str, values: Mapping[str, Any]) -> Dictionary:
    out = Dictionary(O=Name("/" + owner))
    for name, value in values.items():
        if isinstance(value, str):
            out["/" + name] = Name(value)
        else:
            out["/" + name] = Array(value) if isinstance(value, list) else value
    return out


def _leaf(tags: Tags, kid: MarkedContent | AnnotationOf, pages: list[Any]) -> Dictionary:
    if isinstance(kid, MarkedContent):
        return Dictionary(Type=Name.MCR, Pg=pages[kid.page], MCID=kid.number)
    annotated = tags.annotations[kid.index]
    page = pages[annotated.page]
    return Dictionary(Type=Name.OBJR, Obj=page.Annots[annotated.place], Pg=page)
