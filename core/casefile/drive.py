"""Where a case file lies: whether a write-ahead log is safe on that drive, and whether the file can be written."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

# SQLite's write-ahead log needs memory shared between processes, which these do not give across machines
# (https://sqlite.org/wal.html, "all processes using a database must be on the same host").
# fmt: off
_NETWORK_TYPES = frozenset([
    "9p", "afp", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.ceph-fuse", "fuse.davfs",
    "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs", "fuse.vmhgfs-fuse",
    "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "orangefs", "smb3", "smbfs", "vboxsf", "virtiofs",
    "vmhgfs",
])
# fmt: on
ROOM_BYTES = 128 * 1024  # the index of the write-ahead log (32 KiB) and the first pages of the log
_DRIVE_REMOTE = 4  # GetDriveTypeW: DRIVE_REMOTE


def network_drive(path: Path, mounts: str | None = None) -> str:
    """The kind of network drive that `path` lies on ("nfs4", "network share"), or "" for a local one.

    `mounts` is the text of /proc/mounts (read here when it is None). Where the system can't say, "" is returned.
    """
    folder = path.resolve().parent
    if sys.platform == "win32":
        return _windows_network_drive(folder)
    if mounts is None:
        try:
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return ""
    kind = _mount_kind(folder, mounts)
    return kind if kind in _NETWORK_TYPES else ""


def _mount_kind(folder: Path, mounts: str) -> str:
    """The type of the file system that `folder` is on: the longest mount point that holds it, the last one mounted."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(_unescaped(fields[1]))
        if (point == folder or point in folder.parents) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind


def _unescaped(field: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(code, character)
    return field


def _windows_network_drive(folder: Path) -> str:
    if folder.drive.startswith("\\\\"):
        return "network share"
    import ctypes

    kind = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)  # type: ignore[attr-defined,unused-ignore]
    return "network drive" if kind == _DRIVE_REMOTE else ""


def not_writable_reason(path: Path) -> str:
    """Why the case file at `path` can't be changed here, as a sentence; "" when it can."""
    if not os.access(path, os.W_OK):
        return f"{path.name} is a read-only file, so it is open for reading only."
    if not os.access(path.parent, os.W_OK):
        return f"The folder of {path.name} can't be written to, so it is open for reading only."
    if is_full(path):
        return f"The disk that {path.name} is on is full, so it is open for reading only."
    return ""


def is_full(path: Path) -> bool:
    """Whether the drive of `path` has no room for what SQLite needs beside an open file."""
    try:
        return shutil.disk_usage(path.parent).free < ROOM_BYTES
    except OSError:
        return False
