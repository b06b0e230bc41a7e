"""A packet as the checks see it: opened once, each part read when a check first asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, TypeVar

from core.errors import PacketError
from core.manifest import NAME, Manifest, PacketFile, manifest_from_json
from core.verify.asked import Asked
from core.verify.attachments import Attachment, read_attachments
from core.verify.documents import read_json
from core.verify.limits import LARGEST_FILE_BYTES, LARGEST_JSON_BYTES, shown
from core.verify.opened import OpenedPdf, open_pdf
from core.verify.revisions import Revision, read_revisions
from core.verify.signatures import Seal, read_seals
from core.verify.trust import Judged, judge
from core.verify.verification import Fault, NotChecked

Part = TypeVar("Part")


def _part(read: Callable[[Any], Part]) -> cached_property[Part]:
    """A part that is read when it is first asked for. Whatever a parser raises over hostile bytes becomes a Fault."""

    @wraps(read)
    def guarded(packet: Any) -> Part:
        try:
            return read(packet)
        except (Fault, NotChecked):
            raise
        except Exception as error:
            raise Fault(f"A part of the file can't be read: {shown(error) or type(error).__name__}.") from error

    return cached_property(guarded)


class PacketRead:
    """Parts that can't be read raise Fault each time they are asked for."""

    def __init__(self, opened: OpenedPdf, asked: Asked) -> None:
        self.opened = opened
        self.asked = asked

    @_part
    def attachments(self) -> Mapping[str, Attachment]:
        return read_attachments(self.opened.pdf)

    @_part
    def manifest(self) -> Manifest:
        """Raises Fault when there is none, or one that this program does not know."""
        if NAME not in self.attachments:
            raise Fault("The file is a PDF but no packet: it has no manifest attached.")
        data = self.attachments[NAME].read(LARGEST_JSON_BYTES)
        try:
            manifest = manifest_from_json(data)
        except (ValueError, RecursionError) as error:
            raise Fault(shown(error)) from error
        _check_types(manifest)
        return manifest

    @_part
    def listed(self) -> dict[str, PacketFile]:
        """The files inside the PDF that the manifest lists, by name."""
        return {file.name: file for file in self.manifest.files if not file.beside}

    @_part
    def revisions(self) -> tuple[Revision, ...]:
        return read_revisions(self.opened.data, self.opened.reader)

    @_part
    def seals(self) -> tuple[Seal, ...]:
        return read_seals(self.opened.reader)

    @_part
    def signed(self) -> tuple[Seal, ...]:
        """The signatures. Raises NotChecked when there is none, for checks that are about signatures."""
        if not self.seals:
            raise NotChecked("There is no signature to check.")
        return self.seals

    @_part
    def judged(self) -> tuple[Judged, ...]:
        return tuple(judge(seal, self.asked.roots) for seal in self.seals)

    def json(self, name: str) -> Any:
        """The attached JSON file `name`. Raises Fault when it is missing or no JSON."""
        if name not in self.attachments:
            raise Fault(f"{name} is missing.")
        return read_json(name, self.attachments[name].read(LARGEST_JSON_BYTES))


def open_packet(data: bytes, asked: Asked) -> PacketRead:
    """Raises PacketError when `data` is no PDF."""
    return PacketRead(open_pdf(data), asked)


def read_bytes(source: bytes | Path) -> bytes:
    """The bytes of `source`. Raises PacketError when the file can't be read."""
    if isinstance(source, bytes):
        return source
    try:
        if source.stat().st_size > LARGEST_FILE_BYTES:
            raise PacketError(f"{source.name} is larger than {LARGEST_FILE_BYTES >> 20} MiB; packets are not.")
        return source.read_bytes()
    except OSError as error:
        raise PacketError(f"{source} can't be read: {error.strerror}.", "Check the name of the packet.") from error


def _check_types(manifest: Manifest) -> None:
    """The manifest's values are of the kinds that it declares: it is untrusted until signatures are checked."""
    texts = (manifest.packet_id, manifest.created, manifest.generator, manifest.marking, manifest.profile)
    tables = (manifest.deployment, manifest.evaluation, manifest.pack, manifest.status, manifest.signature_fields)
    if not all(isinstance(text, str) for text in texts) or not all(isinstance(table, dict) for table in tables):
        raise Fault("The manifest has a value of the wrong kind.")
    if not all(isinstance(value, str) for value in manifest.signature_fields.values()):
        raise Fault("The manifest names a signature field that is no text.")
    for file in manifest.files:
        strings = (file.name, file.media_type, file.sha256, file.description, file.relationship, file.marking)
        if not all(isinstance(text, str) for text in strings) or not isinstance(file.beside, bool):
            raise Fault("The manifest lists a file with a value of the wrong kind.")
        if isinstance(file.size_bytes, bool) or not isinstance(file.size_bytes, int) or file.size_bytes < 0:
            raise Fault(f"The manifest gives no size for {shown(file.name)}.")
    _check_status(manifest.status)


def _check_status(status: Mapping[str, Any]) -> None:
    missing = status.get("missing")
    if not isinstance(missing, list) or not all(isinstance(sentence, str) for sentence in missing):
        raise Fault("The manifest does not list what is missing.")
    flags = (status.get("complete"), status.get("meets_guidelines"))
    counts = (status.get("due"), status.get("answered"), status.get("open_findings"))
    if not all(isinstance(flag, bool) for flag in flags) or not all(type(count) is int for count in counts):
        raise Fault("The manifest does not say how complete the evaluation is.")
