"""A ReportLab canvas that marks what is drawn on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from core.packet.pdf.tags import Element, Tags

HEADER = "<</Type/Pagination/Subtype/Header>>"
FOOTER = "<</Type/Pagination/Subtype/Footer>>"
PAGINATION = "<</Type/Pagination>>"


class TaggedCanvas(Canvas):
    """Everything drawn is either content of an element or an artifact; PDF/UA allows nothing between.

    `titles` names what a destination leads to: each link says it in words. While `measuring`, flowables only say where
    their places are.
    """

    _code: list[str]  # ReportLab's own: the page's content so far
    _annotationrefs: list[Any]

    def __init__(
        self, *args: Any, titles: Mapping[str, str] | None = None, measuring: bool = False, **kwargs: Any
    ) -> None:
        self.tags = Tags()
        self.titles = titles or {}
        self.measuring = measuring
        super().__init__(*args, **kwargs)

    def showPage(self) -> None:  # noqa: N802 (ReportLab's name)
        assert not self.tags.artifact_depth, "an artifact is open at the end of a page"
        assert self.tags.open is None, "marked content is open at the end of a page"
        super().showPage()
        self.tags.pages.append([])

    def begin_content(self, element: Element, code: list[str] | None = None) -> None:
        """Open marked content of `element`; inside an artifact nothing is tagged. `code`: where to write it."""
        if self.tags.artifact_depth:
            return
        assert self.tags.open is None, "marked content does not nest"
        number = self.tags.content(element)
        self.tags.open = element
        self._written(code).append(f"/{element.role} <</MCID {number}>> BDC")

    def end_content(self, code: list[str] | None = None) -> None:
        if self.tags.artifact_depth:
            return
        self.tags.open = None
        self._written(code).append("EMC")

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        self.begin_content(element)
        yield
        self.end_content()

    def begin_artifact(self, properties: str = "") -> None:
        if not self.tags.artifact_depth:
            self._written(None).append(f"/Artifact {properties} BDC" if properties else "/Artifact BMC")
        self.tags.artifact_depth += 1

    def end_artifact(self) -> None:
        self.tags.artifact_depth -= 1
        if not self.tags.artifact_depth:
            self._written(None).append("EMC")

    @contextmanager
    def artifact(self, properties: str = "") -> Iterator[None]:
        self.begin_artifact(properties)
        yield
        self.end_artifact()

    def place(self, destination: str, x: float, y: float) -> None:
        """Make (x, y) of the flowable that is being drawn a destination, and remember its page."""
        self.bookmarkHorizontal(destination, x, y)
        self.tags.places[destination] = self.getPageNumber()

    def linkRect(self, contents: str, destinationname: str, *args: Any, **kwargs: Any) -> Any:  # noqa: N802
        """A link inside the document; PDF/UA wants it described."""
        title = self.titles.get(destinationname, "")
        said = contents or f"Go to {title or 'another place in this document'}"
        return super().linkRect(said, destinationname, *args, **kwargs)

    def _addAnnotation(self, annotation: Any, name: Any = None, addtopage: int = 1) -> None:  # noqa: N802
        super()._addAnnotation(annotation, name, addtopage)  # type: ignore[misc]  # ReportLab has no public way
        if addtopage:
            tags = self.tags
            element = tags.links.popleft() if tags.links else Element("Link", tags.open or tags.top)
            tags.annotate(element, len(self._annotationrefs) - 1)

    def _written(self, code: list[str] | None) -> list[str]:
        return self._code if code is None else code
