"""Where pictures, films and PDF files keep data on their origin. Bytes in, bytes out: nothing is verified.

Places: C2PA specification 2.1, annex A.3 (JPEG: APP11; PNG: caBX; WebP: C2PA; ISO BMFF: a uuid box; PDF: an associated
file); XMP Specification, part 3, for XMP. A manifest store is a JUMBF box (ISO 19566-5) whose type begins with "c2pa".
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_C2PA_BOX = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_XMP_BOX = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_JPEG_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_PNG_XMP = b"XML:com.adobe.xmp\0"
_MOST_UNPACKED = 16 << 20
_SOURCE_TYPE = re.compile(
    rb"DigitalSourceType\s*(?:=\s*[\"']([^\"']{1,300})[\"']|>\s*([^<]{1,300}?)\s*<|"
    rb"[^<>]{0,200}?resource\s*=\s*[\"']([^\"']{1,300})[\"'])"
)
_IN_MANIFEST = re.compile(rb"digitalsourcetype/([A-Za-z]{1,60})")


@dataclass(frozen=True, kw_only=True)
class OriginData:
    """What lies in one file. `kind` is "" where it is none of the kinds that are known here."""

    kind: str
    manifest: bytes = b""
    xmp: bytes = b""

    @property
    def has_manifest(self) -> bool:
        """Whether there is a JUMBF box that calls itself a C2PA manifest store."""
        return b"jumb" in self.manifest and b"c2pa" in self.manifest

    @property
    def source_type(self) -> str:
        """The last part of the digital source type in the XMP, else in the manifest: trainedAlgorithmicMedia."""
        found = _SOURCE_TYPE.search(self.xmp)
        if found:
            value = next(part for part in found.groups() if part)
        else:
            named = _IN_MANIFEST.search(self.manifest) if self.has_manifest else None
            value = named.group(1) if named else b""
        return value.decode("utf-8", "replace").rstrip("/").rsplit("/", 1)[-1]


def origin_data(data: bytes) -> OriginData:
    """The origin data of a file's bytes. Raises ValueError for one that ends in the middle of a part."""
    if data[:2] == b"\xff\xd8":
        return _gathered("JPEG", _jpeg(data))
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return _gathered("PNG", _png(data))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _gathered("WebP", _webp(data))
    if data[4:8] == b"ftyp":
        kind = {b"avif": "AVIF", b"heic": "HEIC", b"mif1": "HEIF"}.get(data[8:12], "MP4")
        return _gathered(kind, _boxes(data))
    if data[:5] == b"%PDF-":
        return _gathered("PDF", _pdf(data))
    return OriginData(kind="")


def _gathered(kind: str, parts: Iterator[tuple[str, bytes]]) -> OriginData:
    found = {"manifest": b"", "xmp": b""}
    for name, part in parts:
        found[name] += part
    return OriginData(kind=kind, **found)


def _jpeg(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise ValueError("the parts of the JPEG do not follow one another")
        marker = data[at + 1]
        if marker in (0xDA, 0xD9):  # the picture itself; what stands before it is all that is looked at
            return
        if marker == 0xFF:  # fill bytes
            at += 1
            continue
        size = struct.unpack(">H", data[at + 2 : at + 4])[0]
        part = data[at + 4 : at + 2 + size]
        if size < 2 or len(part) != size - 2:
            raise ValueError("the JPEG ends in the middle of a part")
        if marker == 0xEB and part[:2] == b"JP":
            yield "manifest", part[8:]
        elif marker == 0xE1 and part.startswith(_JPEG_XMP):
            yield "xmp", part[len(_JPEG_XMP) :]
        at += 2 + size


def _png(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 8
    while at + 12 <= len(data):
        size, name = struct.unpack(">I4s", data[at : at + 8])
        part = data[at + 8 : at + 8 + size]
        if len(part) != size:
            raise ValueError("the PNG ends in the middle of a part")
        if name == b"caBX":
            yield "manifest", part
        elif name == b"iTXt" and part.startswith(_PNG_XMP):
            yield "xmp", _international(part[len(_PNG_XMP) :])
        at += 12 + size


def _international(part: bytes) -> bytes:
    """The text of an iTXt chunk behind its keyword: compressed or not, then language and translated keyword."""
    text = part[2:].split(b"\0", 2)[-1]
    if part[:1] != b"\1":
        return text
    try:
        return zlib.decompressobj().decompress(text, _MOST_UNPACKED)
    except zlib.error as error:
        raise ValueError("the compressed XMP can't be unpacked") from error


def _webp(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack("<4sI", data[at : at + 8])
        part = data[at + 8 : at + 8 + size]
        if len(part) != size:
            raise ValueError("the WebP ends in the middle of a part")
        if name in (b"C2PA", b"XMP "):
            yield ("manifest" if name == b"C2PA" else "xmp"), part
        at += 8 + size + size % 2


def _boxes(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at + 8 <= len(data):
        size, name = struct.unpack(">I4s", data[at : at + 8])
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", data[at + 8 : at + 16])[0], 16
        elif size == 0:
            size = len(data) - at
        if size < head or at + size > len(data):
            raise ValueError("the file ends in the middle of a box")
        part = data[at + head : at + size]
        if name == b"uuid" and part[:16] in (_C2PA_BOX, _XMP_BOX):
            yield ("manifest" if part[:16] == _C2PA_BOX else "xmp"), part[16:]
        at += size


def _pdf(data: bytes) -> Iterator[tuple[str, bytes]]:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            root = document.Root
            if isinstance(root.get("/Metadata"), pikepdf.Stream):
                yield "xmp", root.Metadata.read_bytes()
            for listed in list(root.get("/AF", [])):
                if listed.get("/AFRelationship") == pikepdf.Name.C2PA_Manifest:
                    yield "manifest", listed.EF.F.read_bytes()
    except (pikepdf.PdfError, AttributeError, TypeError, KeyError) as error:
        raise ValueError("the PDF can't be read") from error
