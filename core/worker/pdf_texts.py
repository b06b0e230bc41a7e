"""The texts of a PDF: what its pages show, and what a program finds beside them.

Pages are read through their fonts' own tables of characters (ToUnicode). Text in a font without such a table can't be
compared, and is refused: a check that sees nothing must not say that all is well.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from core.errors import InputError

_STANDARD = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
_MOST_FORMS = 8  # forms that stand in forms
_LINE_GAP = 2.0  # points by which a new line lies lower
_MOST_RANGE = 65_536

Passage = tuple[str, str]


class _Font:
    """How the bytes of a string become characters."""

    def __init__(self, font: Any) -> None:
        self.wide = font.get("/Subtype") == Name.Type0
        self.known = self._table(font)
        encoding = font.get("/Encoding")
        base = encoding.get("/BaseEncoding") if isinstance(encoding, Dictionary) else encoding
        plain = not self.wide and font.get("/Subtype") != Name.Type3
        self.codec = _STANDARD.get(str(base), "latin-1" if plain and encoding is None else "")
        self.readable = bool(self.known or self.codec)

    def read(self, data: bytes) -> str:
        """The characters of a string that is shown."""
        step = 2 if self.wide else 1
        codes = [data[at : at + step] for at in range(0, len(data), step)]
        return "".join(self._one(code) for code in codes)

    def _one(self, code: bytes) -> str:
        found = self.known.get(int.from_bytes(code, "big"))
        return found if found is not None else code.decode(self.codec, "replace") if self.codec else "\ufffd"

    @staticmethod
    def _table(font: Any) -> dict[int, str]:
        if not isinstance(font.get("/ToUnicode"), Stream):
            return {}
        known: dict[int, str] = {}
        text = font.ToUnicode.read_bytes()
        for block in re.findall(rb"beginbfchar(.*?)endbfchar", text, re.DOTALL):
            for code, value in _CHAR.findall(block):
                known[int(code, 16)] = _utf16(value)
        for block in re.findall(rb"beginbfrange(.*?)endbfrange", text, re.DOTALL):
            for first, last, start, listed in _RANGE.findall(block):
                low, high = int(first, 16), min(int(last, 16), int(first, 16) + _MOST_RANGE)
                if start:
                    base = _utf16(start)
                    known |= {low + at: base[:-1] + chr(ord(base[-1]) + at) for at in range(high - low + 1) if base}
                else:
                    values = re.findall(rb"<([0-9A-Fa-f\s]+)>", listed)
                    known |= {low + at: _utf16(value) for at, value in enumerate(values[: high - low + 1])}
        return known


def pdf_texts(data: bytes, name: str) -> Iterator[Passage]:
    """(where, text) of every text. Raises InputError for a PDF that is damaged, encrypted, or can't be read as text."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                shown = _shown(page, page.obj.get("/Resources", Dictionary()), f"{name}, page {number}", 0)
                yield f"page {number}", shown
                for annotation in page.obj.get("/Annots", Array()):
                    yield from _strings(
                        annotation, f"page {number}, a note or field", ("/Contents", "/TU", "/V", "/RC")
                    )
            yield from _beside(pdf, name)
    except pikepdf.PasswordError as error:
        raise InputError(f"{name} is encrypted.", "Check the file before it is encrypted.") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InputError(f"{name} is a damaged PDF, or one of a form that can't be read.", "Make it again.") from error


def _shown(holder: Any, resources: Any, where: str, depth: int) -> str:
    """The text that a page or a form shows, in the order in which it was written; lines where it moves down."""
    fonts = {key: _Font(font) for key, font in resources.get("/Font", Dictionary()).items()}
    forms = resources.get("/XObject", Dictionary())
    out: list[str] = []
    font: _Font | None = None
    for instruction in pikepdf.parse_content_stream(holder):
        operands, command = instruction.operands, str(instruction.operator)
        if command == "Tf":
            font = fonts.get(str(operands[0]))
        elif command in {"Tj", "'", '"', "TJ"}:
            if font is None or not font.readable:
                raise InputError(
                    f"{where}: its text has no table of characters and can't be compared.", "Make it again."
                )
            out.append(_string(operands[-1], font))
        elif command in {"Td", "TD", "T*", "Tm", "BT", "ET"}:
            out.append(_moved(command, operands))
        elif command == "Do" and depth < _MOST_FORMS:
            form = forms.get(str(operands[0]))
            if isinstance(form, Stream) and form.get("/Subtype") == Name.Form:
                out.append(" " + _shown(form, form.get("/Resources", resources), where, depth + 1) + " ")
    return re.sub(r"[ \t]+", " ", "".join(out))


def _string(operand: Any, font: _Font) -> str:
    if isinstance(operand, Array):
        return "".join(
            font.read(bytes(one)) if isinstance(one, String) else " " if float(one) < -200 else "" for one in operand
        )
    return font.read(bytes(operand))


def _moved(command: str, operands: Any) -> str:
    """A line break where the text moves down by a line, else a space."""
    if command in {"Td", "TD"} and abs(float(operands[1])) < _LINE_GAP:
        return " "
    return "\n"


def _beside(pdf: pikepdf.Pdf, name: str) -> Iterator[Passage]:
    """Texts that no page shows: information, XMP, bookmarks, structure, attached files."""
    from core.worker.file_texts import texts_of  # an attached file is read as any other

    for key, value in (pdf.trailer.get("/Info") or Dictionary()).items():
        yield f"document information {key}", str(value)
    if isinstance(pdf.Root.get("/Metadata"), Stream):
        yield "XMP metadata", re.sub(r"<[^>]+>", "\n", pdf.Root.Metadata.read_bytes().decode("utf-8", "replace"))
    with pdf.open_outline() as outline:
        stack = list(outline.root)
        while stack:
            entry = stack.pop()
            yield "a bookmark", entry.title
            stack += entry.children
    for thing in pdf.objects:
        if isinstance(thing, Dictionary):
            yield from _strings(thing, "a description", ("/Alt", "/ActualText", "/E", "/Desc", "/T"))
    for file_name, attached in pdf.attachments.items():
        yield "the name of an attached file", file_name
        content = attached.get_file().read_bytes()
        try:
            for where, text in texts_of(content, file_name):
                yield f"attached file {file_name}, {where}", text
        except InputError as error:
            raise InputError(
                f"{name}: the attached file {file_name} can't be looked into.", "Check that file by itself."
            ) from error


def _strings(thing: Any, where: str, keys: tuple[str, ...]) -> Iterator[Passage]:
    for key in keys:
        value = thing.get(key) if isinstance(thing, Dictionary) else None
        if isinstance(value, String) and str(value).strip():
            yield where, str(value)


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(b"".join(digits.split()).decode()).decode("utf-16-be", "replace")
