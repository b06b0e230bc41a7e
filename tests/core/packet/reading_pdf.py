"""What a reader of a PDF sees: its texts by page, its structure, its attached files."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from core.packet.build import BuiltPacket


def opened(packet: BuiltPacket) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(packet.pdf))


def attached(packet: BuiltPacket) -> dict[str, bytes]:
    with opened(packet) as pdf:
        return {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}


def page_texts(packet: BuiltPacket) -> list[str]:
    """The text of each page in the order in which it was written, every run behind the other."""
    with opened(packet) as pdf:
        return [_text(page) for page in pdf.pages]


def _text(page: pikepdf.Page) -> str:
    maps = {name: _to_unicode(font) for name, font in page.obj.Resources.Font.items()}
    current: dict[int, str] = {}
    out = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            current = maps[str(operands[0])]
        elif str(operator) == "Tj":
            out.append("".join(current.get(byte, "") for byte in bytes(operands[0])))
    return "".join(out)


def _to_unicode(font: Any) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {byte: chr(byte) for byte in range(256)}
    table = font.ToUnicode.read_bytes().decode("latin-1")
    pairs = re.findall(r"<([0-9A-F]{2})> <([0-9A-F]{4})>", table.split("beginbfchar")[1])
    return {int(byte, 16): chr(int(code, 16)) for byte, code in pairs}


def elements(packet: BuiltPacket) -> Iterator[tuple[str, int]]:
    """(role, depth) of every structure element, in reading order."""
    with opened(packet) as pdf:
        yield from list(_walk(pdf.Root.StructTreeRoot.K, 0))


def _walk(node: Any, depth: int) -> Iterator[tuple[str, int]]:
    if isinstance(node, Array):
        for kid in node:
            yield from _walk(kid, depth)
    elif isinstance(node, Dictionary) and "/S" in node:
        yield str(node.S)[1:], depth
        if "/K" in node:
            yield from _walk(node.K, depth + 1)


def roles(packet: BuiltPacket) -> Counter[str]:
    return Counter(role for role, _ in elements(packet))


def links(packet: BuiltPacket) -> list[Any]:
    with opened(packet) as pdf:
        return [
            str(annotation.get("/Contents", ""))
            for page in pdf.pages
            for annotation in page.obj.get("/Annots", [])
            if annotation.Subtype == Name.Link
        ]
