"""Paragraphs that carry their role, keep their links apart, and keep the spaces at the ends of lines."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Paragraph
from reportlab.platypus.paragraph import _HSFrag  # type: ignore[attr-defined]

from core.packet.pdf.canvas import TaggedCanvas
from core.packet.pdf.tags import Element


class TaggedParagraph(Paragraph):
    """A paragraph with a role: P, H1 to H6, LBody, TOCI, Caption.

    `anchor` makes it a destination; `outline` = (text, level from 0) puts it among the bookmarks as well. A paragraph
    that runs over a page is still one element.
    """

    canv: TaggedCanvas
    role = "P"
    anchor = ""
    outline: tuple[str, int] | None = None

    def __init__(self, text: str, style: Any, *, role: str = "P", anchor: str = "", **more: Any) -> None:
        outline = more.pop("outline", None)
        self.key: object = object()
        super().__init__(text, style, **more)
        self.role, self.anchor, self.outline = role, anchor, outline
        self._ends = _word_ends(self.frags)  # now: wrapping replaces the fragments
        self._wrapped: tuple[float, tuple[float, float]] | None = None

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height; a second call for the same width, of which tables make many, costs nothing."""
        if self._wrapped is None or self._wrapped[0] != available_width or not hasattr(self, "blPara"):
            self._wrapped = available_width, super().wrap(available_width, available_height)
        return self._wrapped[1]

    def split(self, available_width: float, available_height: float) -> Any:
        parts: list[Any] = super().split(available_width, available_height)
        for number, part in enumerate(parts):
            part.key, part.role = self.key, self.role
            if number == 0:
                part.anchor, part.outline = self.anchor, self.outline
        return parts

    def draw(self) -> None:
        canvas = self.canv
        if self.anchor:
            canvas.place(self.anchor, 0, self.height + 4)
        if canvas.measuring:
            return
        if self.outline:
            canvas.addOutlineEntry(self.outline[0], self.anchor, level=self.outline[1], closed=self.outline[1] > 0)
        self._element: Element | None = None
        if canvas.tags.artifact_depth:
            super().draw()
            return
        element = canvas.tags.element(self.key, self.role)
        if self._is_one_link():
            element = Element("Link", element)
            canvas.tags.links.extend([element] * _line_count(self))
        else:
            self._element = element
        with canvas.content(element):
            super().draw()
        canvas.tags.links.clear()

    def _is_one_link(self) -> bool:
        frags = self.frags
        return len(frags) == 1 and bool(getattr(frags[0], "link", None))

    def beginText(self, x: float, y: float) -> Any:  # noqa: N802 (ReportLab's name)
        text = self.canv.beginText(x, y)
        self._keep_spaces(text)
        if self._element is not None:
            self._part_links(text, self._element)
        return text

    def _part_links(self, text: Any, element: Element) -> None:
        """Close the paragraph's content before each link and open it again behind."""
        canvas, code = self.canv, text._code  # noqa: SLF001 (ReportLab has no public way)

        def record(_link: Any, what: str) -> None:
            if what == "start":
                last = code.pop()  # the link's own words were just written: they belong behind the opening
                canvas.end_content(code)
                link = Element("Link", element)
                canvas.tags.links.append(link)
                canvas.begin_content(link, code)
                code.append(last)
            else:
                canvas.end_content(code)
                canvas.begin_content(element, code)

        text._linkRecord = record  # noqa: SLF001

    def _keep_spaces(self, text: Any) -> None:
        """Write a space where a line ends between two words: ReportLab drops it, and readers would glue the words.

        Where a long word was broken, the line ends inside a word and no space is written.
        """
        ends = self._ends
        write = text._textOut  # noqa: SLF001
        seen = 0

        def out(words: str, ends_line: Any = 0) -> Any:
            nonlocal seen
            seen += sum(not character.isspace() for character in words)
            if ends_line and words and seen in ends and not words[-1].isspace():
                words += " "
            return write(words, ends_line)

        text._textOut = out  # noqa: SLF001


def _line_count(paragraph: Any) -> int:
    return len(paragraph.blPara.lines)


def _word_ends(frags: list[Any]) -> set[int]:
    """After how many characters (spaces not counted) a word of the paragraph ends.

    `frags` are fragments of text; in the parts of a split paragraph they can be words as well: [width, (fragment,
    text) ...], of the class _HSFrag where a space follows.
    """
    ends: set[int] = set()
    seen = 0
    for frag in frags:
        is_word = isinstance(frag, list)
        pieces = frag[1:] if is_word else [(frag, _text_of(frag))]
        for piece, words in pieces:
            if getattr(piece, "lineBreak", False):
                ends.add(seen)
            for character in words:
                if character.isspace():
                    ends.add(seen)
                else:
                    seen += 1
        if is_word and isinstance(frag, _HSFrag):
            ends.add(seen)
    return ends


def _text_of(frag: Any) -> str:
    """The text of a fragment; in the parts of a split paragraph a fragment holds the list of its words instead."""
    return getattr(frag, "text", None) or " ".join(getattr(frag, "words", ()))


class ListItem(TaggedParagraph):
    """One point of a list: an LI with its LBody. Stands between `Open("L")` and `Close()`."""

    def draw(self) -> None:
        tags = self.canv.tags
        tags.stack.append(tags.element((self.key, "LI"), "LI"))
        self.role = "LBody"
        super().draw()
        tags.stack.pop()
