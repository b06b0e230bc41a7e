"""The files inside the PDF: listed once in the name tree, associated with the document, unpacked within limits."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pikepdf

from core.verify.limits import LARGEST_UNPACKED_BYTES, MOST_FILES, shown
from core.verify.verification import Fault

CHUNK_BYTES = 1 << 20
DEEPEST_TREE = 8


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """One embedded file. `relationship` is its AFRelationship without the slash."""

    name: str
    relationship: str
    number: tuple[int, int]  # of its file specification
    stream: pikepdf.Stream

    def chunks(self) -> Iterator[bytes]:
        """The content, a megabyte at a time. Raises Fault for a packing that packets do not use."""
        raw = self.stream.read_raw_bytes()
        packing = self.stream.get("/Filter")
        if packing is None or not raw:  # qpdf names a packing for empty files, too
            yield from (raw[start : start + CHUNK_BYTES] for start in range(0, len(raw), CHUNK_BYTES))
        elif packing == pikepdf.Name.FlateDecode and "/DecodeParms" not in self.stream:
            yield from self._inflated(raw)
        else:
            raise Fault(f"The attached file {shown(self.name)} is packed in a way that packets do not use.")

    def _inflated(self, raw: bytes) -> Iterator[bytes]:
        unpacker = zlib.decompressobj()
        total, rest = 0, raw
        try:
            while rest and not unpacker.eof:
                chunk = unpacker.decompress(rest, CHUNK_BYTES)
                rest = unpacker.unconsumed_tail
                total += len(chunk)
                if total > LARGEST_UNPACKED_BYTES:
                    raise Fault(f"The attached file {shown(self.name)} unpacks to more than a packet may hold.")
                yield chunk
        except zlib.error as error:
            raise Fault(f"The attached file {shown(self.name)} can't be unpacked.") from error
        if not unpacker.eof:
            raise Fault(f"The attached file {shown(self.name)} is cut short.")

    def read(self, most_bytes: int) -> bytes:
        """The whole content. Raises Fault when it is larger than `most_bytes`."""
        found = bytearray()
        for chunk in self.chunks():
            found += chunk
            if len(found) > most_bytes:
                raise Fault(f"The attached file {shown(self.name)} is larger than {most_bytes >> 20} MiB.")
        return bytes(found)

    def digest(self, most_bytes: int) -> tuple[str, int]:
        """SHA-256 and size. Stops with a Fault once more than `most_bytes` came out."""
        digest, size = hashlib.sha256(), 0
        for chunk in self.chunks():
            digest.update(chunk)
            size += len(chunk)
            if size > most_bytes:
                raise Fault(f"The attached file {shown(self.name)} is larger than the manifest says.")
        return digest.hexdigest(), size


def read_attachments(pdf: pikepdf.Pdf) -> Mapping[str, Attachment]:
    """The embedded files by name. Raises Fault when the list is damaged, or a file is there twice or ambiguous."""
    names = pdf.Root.get("/Names")
    tree = names.get("/EmbeddedFiles") if isinstance(names, pikepdf.Dictionary) else None
    if not isinstance(tree, pikepdf.Dictionary):
        raise Fault("The document has no files attached.")
    found: dict[str, Attachment] = {}
    for name, spec in _leaves(tree, 0):
        if name in found:
            raise Fault(f"Two attached files are named {shown(name)}.")
        if len(found) >= MOST_FILES:
            raise Fault(f"The document has more than {MOST_FILES} attached files.")
        found[name] = _attachment(name, spec)
    return found


def check_associated(pdf: pikepdf.Pdf, found: Mapping[str, Attachment]) -> None:
    """The document's associated files are exactly the attached ones. Raises Fault."""
    listed = pdf.Root.get("/AF")
    numbers = [spec.objgen for spec in listed] if isinstance(listed, pikepdf.Array) else []
    if sorted(numbers) != sorted(attachment.number for attachment in found.values()):
        raise Fault("The document's associated files are not the attached ones.")


def _leaves(node: pikepdf.Object, depth: int) -> Iterator[tuple[str, pikepdf.Object]]:
    if depth > DEEPEST_TREE or not isinstance(node, pikepdf.Dictionary):
        raise Fault("The list of attached files is damaged.")
    pairs = node.get("/Names", pikepdf.Array())
    kids = node.get("/Kids", pikepdf.Array())
    if not isinstance(pairs, pikepdf.Array) or not isinstance(kids, pikepdf.Array) or len(pairs) % 2:
        raise Fault("The list of attached files is damaged.")
    for index in range(0, len(pairs), 2):
        yield str(pairs[index]), pairs[index + 1]
    for kid in kids:
        yield from _leaves(kid, depth + 1)


def _attachment(name: str, spec: pikepdf.Object) -> Attachment:
    if not isinstance(spec, pikepdf.Dictionary) or not isinstance(spec.get("/EF"), pikepdf.Dictionary):
        raise Fault(f"The attached file {shown(name)} has no content.")
    if str(spec.get("/UF", "")) != name or str(spec.get("/F", "")) != name:
        raise Fault(f"The attached file {shown(name)} goes by two names.")
    content = spec.EF
    values = [content[key] for key in content.keys()]  # noqa: SIM118 - a PDF dictionary iterates otherwise
    streams = [value for value in values if isinstance(value, pikepdf.Stream)]
    if not streams or len(streams) != len(values):
        raise Fault(f"The attached file {shown(name)} has no content.")
    if len({stream.objgen for stream in streams}) != 1:
        raise Fault(f"The attached file {shown(name)} has two contents, and readers would differ on which is shown.")
    if "/F" in streams[0]:
        raise Fault(f"The content of the attached file {shown(name)} lies outside of the packet.")
    relationship = str(spec.get("/AFRelationship", "/Unspecified")).removeprefix("/")
    return Attachment(name=name, relationship=relationship, number=spec.objgen, stream=streams[0])
