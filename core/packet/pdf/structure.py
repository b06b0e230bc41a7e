"""The structure tree and the parent tree of a PDF, written from what was recorded while drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from core.packet.pdf.tags import AnnotationOf, Element, MarkedContent, Tags


def write_structure(pdf: Pdf, tags: Tags, *, language: str) -> None:
    """Give `pdf` the tree of `tags`. Every recorded annotation must already be on its page."""
    pages = [page.obj for page in pdf.pages]
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree = _Tree(pdf, tags, pages)
    root.K = tree.write(tags.root, root)
    numbers: list[Any] = []
    for number, elements in enumerate(tags.pages[: len(pages)]):
        pages[number].StructParents = number
        numbers += [number, pdf.make_indirect(Array([tree.written[element] for element in elements]))]
        pages[number].Tabs = Name.S
    for following, annotated in enumerate(tags.annotations, start=len(pages)):
        pages[annotated.page].Annots[annotated.place].StructParent = following
        numbers += [following, tree.written[annotated.element]]
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(pages) + len(tags.annotations)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String(language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


class _Tree:
    """The elements as objects of the file. Two thousand pages have hundreds of thousands of them, so that what many
    say alike (roles, the attributes of cells) is one object, and a piece of content is a bare number where it can be.
    """

    def __init__(self, pdf: Pdf, tags: Tags, pages: Sequence[Any]) -> None:
        self.written: dict[Element, Object] = {}
        self._pdf, self._tags, self._pages = pdf, tags, pages
        self._roles: dict[str, Object] = {}
        self._shared: dict[str, Object] = {}

    def write(self, element: Element, parent: Object) -> Object:
        page = next((kid.page for kid in element.kids if isinstance(kid, MarkedContent)), None)
        body = Dictionary(S=self._role(element.role), P=parent)
        if page is not None:
            body.Pg = self._pages[page]
        if element.alt:
            body.Alt = String(element.alt)
        if element.title:
            body.T = String(element.title)
        if element.attributes:
            body.A = self._attributes(*element.attributes)
        out = self.written[element] = self._pdf.make_indirect(body)
        kids = [self.write(kid, out) if isinstance(kid, Element) else self._leaf(kid, page) for kid in element.kids]
        if kids:
            out.K = kids[0] if len(kids) == 1 else Array(kids)
        return out

    def _role(self, role: str) -> Object:
        if role not in self._roles:
            self._roles[role] = Name("/" + role)
        return self._roles[role]

    def _attributes(self, owner: str, values: Mapping[str, Any]) -> Object:
        made = Dictionary(O=Name("/" + owner))
        for name, value in values.items():
            if isinstance(value, str):
                made["/" + name] = Name(value)
            else:
                made["/" + name] = Array(value) if isinstance(value, list) else value
        key = made.unparse().decode("latin-1")
        if key not in self._shared:
            self._shared[key] = self._pdf.make_indirect(made)
        return self._shared[key]

    def _leaf(self, kid: MarkedContent | AnnotationOf, page: int | None) -> Dictionary | int:
        """`page` is that of the element: only what lies elsewhere has to say where."""
        if isinstance(kid, MarkedContent):
            if kid.page == page:
                return kid.number
            return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.number)
        annotated = self._tags.annotations[kid.index]
        on = self._pages[annotated.page]
        return Dictionary(Type=Name.OBJR, Obj=on.Annots[annotated.place], Pg=on)
