"""One writer at a time: a lock file beside the case file, locked by the operating system.

The system lets go of the lock when the process that holds it ends, however it ends. The file says who holds it, so
that the next one can be told. On Windows a locked byte can't be read by others: the byte lies far behind the text.
"""

from __future__ import annotations

import errno
import getpass
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from core import clock

_LOCKED_BYTE = 1 << 30
_SUFFIX = ".lock"
_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)  # another has it; any other error: the drive knows no locks


class CaseLock:
    """The lock of one case file, held from `take` until `release`."""

    def __init__(self, handle: int, path: Path) -> None:
        self._handle: int | None = handle
        self._path = path

    def release(self) -> None:
        """Lets go and removes the file; a second call does nothing."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)  # while it is still locked: whoever waits for it sees that it is gone
            os.close(handle)
            return
        os.close(handle)
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            return  # another window has it open to read who holds it; it will be used again


def take(case: Path) -> CaseLock | str:
    """The lock of the case file at `case`, or the sentence that says who has it.

    Raises OSError when no lock can be made beside the file.
    """
    path = case.with_name(case.name + _SUFFIX)
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            free = _try_lock(handle)
        except OSError:
            os.close(handle)
            raise
        if free and _still_there(handle, path):
            break
        os.close(handle)
        if not free:
            return _held_sentence(case, path)
        # its holder removed it between our opening and our locking: once more
    held = CaseLock(handle, path)
    try:
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps({"by": user_name(), "since": clock.stamp(), "process": os.getpid()}).encode())
    except OSError:  # the disk is full
        held.release()
        raise
    return held


def user_name() -> str:
    """The name under which the operating system knows the person, or "someone" where it does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "someone"


def _try_lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            return False
        raise
    return True


def _still_there(handle: int, path: Path) -> bool:
    try:
        return sys.platform == "win32" or os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _held_sentence(case: Path, path: Path) -> str:
    try:
        holder = json.loads(path.read_bytes() or b"{}")
    except (OSError, ValueError):
        holder = {}
    since, by = "", ""
    if isinstance(holder, Mapping):
        try:
            since = f" since {clock.shown(str(holder['since']))}"
        except (KeyError, ValueError):
            since = ""
        by = f" by {holder['by']}" if holder.get("by") else ""
    return f"{case.name} is open in another window{since}{by}, so it is open for reading only here."
