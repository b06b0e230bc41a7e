"""Where a model says that its tensors lie outside the file, and whether that place may be trusted.

A location is written by whoever made the model, so it is hostile input: an absolute path, a "..", or a link could
make the run-time read any file of this machine. Such places are refused before the run-time sees the model.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any


def problem_of_location(location: str, folder: Path) -> tuple[str, str] | None:
    """Why `location` may not be followed from the model's `folder`: (kind, sentence), or None when it may.

    Kinds: external-empty, external-absolute, external-parent, external-link, external-missing, external-no-file.
    """
    shown = location[:200]
    if not location.strip() or "\x00" in location:
        return "external-empty", "A tensor is said to lie in another file, but the file is not named."
    windows, posix = PureWindowsPath(location), PurePosixPath(location.replace("\\", "/"))
    if posix.is_absolute() or windows.is_absolute() or windows.drive or windows.root:
        return "external-absolute", f'The model reaches for "{shown}", an absolute path outside its folder.'
    if ".." in posix.parts:
        return "external-parent", f'The model reaches for "{shown}", which leads out of its folder.'
    return _problem_of_path(folder, posix, shown)


def _problem_of_path(folder: Path, inside: PurePosixPath, shown: str) -> tuple[str, str] | None:
    path = folder
    for part in inside.parts:
        path = path / part
        if path.is_symlink():
            return "external-link", f'The model reaches for "{shown}", which is a link to another place.'
    try:
        if not path.exists():
            return "external-missing", f'The model keeps tensors in "{shown}", and that file is not there.'
        if not path.is_file():
            return "external-no-file", f'The model keeps tensors in "{shown}", and that is no plain file.'
    except OSError:
        return "external-missing", f'The model keeps tensors in "{shown}", and that file can\'t be read.'
    return None


def problem_of_span(entry: dict[str, str], needed_bytes: int | None, size_bytes: int) -> str:
    """A sentence when offset and length of one tensor don't fit its file, else "".

    `entry` holds ONNX's external_data keys (offset, length); `needed_bytes` is what the tensor's shape and type ask
    for (None: not known), `size_bytes` the size of the file.
    """
    try:
        offset = int(entry.get("offset", "0") or 0)
        length = int(entry.get("length", "") or (needed_bytes if needed_bytes is not None else size_bytes - offset))
    except ValueError:
        return "an offset or a length is no number"
    if offset < 0 or length < 0:
        return "an offset or a length is negative"
    if offset + length > size_bytes:
        return f"it asks for bytes {offset:,} to {offset + length:,} of a file of {size_bytes:,} bytes"
    if needed_bytes is not None and length < needed_bytes:
        return f"its shape needs {needed_bytes:,} bytes and only {length:,} are given"
    return ""


def entries_of(tensor: Any) -> dict[str, str] | None:
    """The external_data keys of an ONNX TensorProto (location, offset, length, checksum), or None when it has none."""
    if not tensor.external_data and tensor.data_location != 1:
        return None
    return {entry.key: entry.value for entry in tensor.external_data}
