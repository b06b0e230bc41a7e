"""SHA-256 digests, and the one canonical form of JSON that digests are taken over."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def sha256(data: bytes) -> str:
    """Lower-case hexadecimal SHA-256 of `data`."""
    return hashlib.sha256(data).hexdigest()


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, read in chunks. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_sha256(digests: Iterable[tuple[str, str]]) -> str:
    r"""One digest for several files.

    `digests` holds (name, SHA-256) pairs. The result is the SHA-256 of the lines `digest  name\\n`, sorted by
    name: the text that `sha256sum` would print for the sorted list.
    """
    lines = [f"{digest}  {name}\n" for name, digest in sorted(digests)]
    return sha256("".join(lines).encode())


def canonical_json(value: Any) -> bytes:
    """`value` as JSON with sorted keys, no spaces and no NaN: the same value always gives the same bytes."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()
