"""Whether the files of a packet, inside the PDF and beside it, are those that its manifest lists."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from core.hashing import file_sha256
from core.manifest import NAME, PacketFile
from core.verify.attachments import check_associated
from core.verify.limits import shown
from core.verify.packet_read import PacketRead
from core.verify.verification import Fault, NotChecked
from core.verify.words import counted

RELATIONSHIPS = frozenset({"Data", "Source", "Supplement", "Alternative", "Unspecified"})


def check_inside(packet: PacketRead) -> str:
    """Every listed file is attached as listed, and nothing else is. Returns a sentence; raises Fault."""
    listed, attached = packet.listed, packet.attachments
    inside = [file.name for file in packet.manifest.files if not file.beside]
    if len(inside) != len(listed) or NAME in listed:
        raise Fault("The manifest lists a file twice, or itself.")
    missing, extra = sorted(set(listed) - set(attached)), sorted(set(attached) - set(listed) - {NAME})
    if missing:
        raise Fault(f"{shown(missing[0])} is in the manifest but not in the packet.")
    if extra:
        raise Fault(f"{shown(extra[0])} is attached but not in the manifest.")
    check_associated(packet.opened.pdf, attached)
    for name, file in listed.items():
        _refuse_odd_name(name)
        digest, size = attached[name].digest(file.size_bytes)
        if (digest, size) != (file.sha256, file.size_bytes):
            raise Fault(f"{shown(name)} is not the file that the manifest describes: its digest differs.")
        if attached[name].relationship != file.relationship or file.relationship not in RELATIONSHIPS:
            raise Fault(f"{shown(name)} is attached as something else than the manifest says.")
        _check_params(attached[name].stream, size, name)
    return f"{counted(len(listed), 'file')} inside the packet, each with the digest that the manifest gives."


def check_beside(packet: PacketRead) -> str:
    """The files that lie beside the packet, in the folder that the reviewer gives."""
    beside = [file for file in packet.manifest.files if file.beside]
    if not beside:
        return "No files belong beside the packet."
    folder = packet.asked.beside
    if folder is None:
        names = ", ".join(shown(file.name) for file in beside[:3])
        raise NotChecked(f"{len(beside)} files belong beside the packet ({names}); no folder was given to look in.")
    absent = [file.name for file in beside if not _check_beside_one(file, folder)]
    if absent:
        names = ", ".join(shown(name) for name in absent[:3])
        raise NotChecked(
            f"{counted(len(absent), 'file')} of the packet can't be checked: {names} not in {folder.name}."
        )
    return f"{counted(len(beside), 'file')} beside the packet, each with the digest that the manifest gives."


def _check_beside_one(file: PacketFile, folder: Path) -> bool:
    """False when the file is not there: nothing speaks against it then. Raises Fault when it is another file."""
    _refuse_odd_name(file.name)
    path = folder / file.name
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise Fault(f"{shown(file.name)} in {folder.name} is no plain file.")
    if not path.exists():
        return False
    try:
        same = path.stat().st_size == file.size_bytes and file_sha256(path) == file.sha256
    except OSError as error:
        raise Fault(f"{shown(file.name)} can't be read: {error.strerror}.") from error
    if not same:
        raise Fault(f"{shown(file.name)} is not the file that the manifest describes: its digest differs.")
    return True


def _refuse_odd_name(name: str) -> None:
    """A name that could lead out of a folder when someone saves the file."""
    if not name or name in {".", ".."} or set(name) & set("/\\:\0\n\r") or shown(name) != name:
        raise Fault(f"{shown(name)} is no plain file name.")


def _check_params(stream: pikepdf.Stream, size: int, name: str) -> None:
    params = stream.get("/Params")
    stated = params.get("/Size") if isinstance(params, pikepdf.Dictionary) else None
    if stated is not None and int(stated) != size:
        raise Fault(f"{shown(name)} is of another size than the document says.")
