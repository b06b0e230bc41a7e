"""The logical structure of a document, as it is recorded while its pages are drawn."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """A piece of page `page` (from 0) with the marked-content number `number`."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class AnnotationOf:
    """The annotation with the place `index` in `Tags.annotations`."""

    index: int


@dataclass(eq=False, slots=True)
class Element:
    """One element of the structure tree: its role (P, H1, Table ...), its attributes and what lies in it."""

    role: str
    parent: Element | None
    attributes: tuple[str, Mapping[str, Any]] | None = None  # owner (Table, Layout) and values
    alt: str = ""
    title: str = ""
    kids: list[Element | MarkedContent | AnnotationOf] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.parent is not None:
            self.parent.kids.append(self)


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotation of a page and the element that it belongs to; `place` is its place among the page's own."""

    page: int
    place: int
    element: Element


@dataclass(frozen=True)
class FieldPlace:
    """Where a signature field is to be: page (from 0) and rectangle in points (left, bottom, right, top)."""

    role: str
    page: int
    rectangle: tuple[float, float, float, float]
    element: Element


class Tags:
    """Collects the structure: a stack of open elements, and for each page the element of every piece of content."""

    def __init__(self) -> None:
        self.root = Element("Document", None)
        self.stack = [self.root]
        self.pages: list[list[Element]] = [[]]
        self.annotations: list[Annotated] = []
        self.fields: list[FieldPlace] = []
        self.links: deque[Element] = deque()  # link elements whose annotations are still to come
        self.open: Element | None = None
        self.artifact_depth = 0
        self.places: dict[str, int] = {}  # destination -> page, from 1
        self._by_key: dict[Hashable, Element] = {}

    @property
    def top(self) -> Element:
        return self.stack[-1]

    @property
    def page(self) -> int:
        """The page that is being drawn, from 0."""
        return len(self.pages) - 1

    def element(self, key: Hashable, role: str, **more: Any) -> Element:
        """The element of `key`, made under the open element when it is first asked for: its parts share it."""
        found = self._by_key.get(key)
        if found is None:
            found = self._by_key[key] = Element(role, self.top, **more)
        return found

    def content(self, element: Element) -> int:
        """The number of a new piece of marked content of `element` on this page."""
        page = self.pages[-1]
        page.append(element)
        element.kids.append(MarkedContent(self.page, len(page) - 1))
        return len(page) - 1

    def annotate(self, element: Element, place: int, *, page: int | None = None) -> None:
        """Give `element` the annotation at `place` of `page` (default: the page that is being drawn)."""
        self.annotations.append(Annotated(self.page if page is None else page, place, element))
        element.kids.append(AnnotationOf(len(self.annotations) - 1))
