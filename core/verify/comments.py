"""What a reviewer writes back to the evaluator: a small file that names the packet it is about and what is to be done.

It is plain JSON and proves nothing by itself: whoever opens it compares the digest with the packet that was sent, and
knows the reviewer by the way in which it came.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from core.errors import InputError
from core.verify.limits import shown

FORMAT = "touchstone-comments"
VERSION = 1
LARGEST_BYTES = 1 << 20
MOST_COMMENTS = 500
MOST_CHARACTERS = 4_000


@dataclass(frozen=True, kw_only=True)
class Comment:
    """One remark. `about` is the id of an item, or another word for the place; empty for the whole packet."""

    about: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Comments:
    """All remarks on one packet. `packet_sha256` is the digest of the file that the reviewer had."""

    packet_name: str
    packet_sha256: str
    packet_id: str
    marking: str  # of the packet: the comments are marked no lower
    by: str
    at: str
    comments: tuple[Comment, ...]

    def to_json(self) -> bytes:
        """Readable JSON. Raises InputError when nobody is named or nothing is said."""
        if not self.by.strip():
            raise InputError("Nobody is named for these comments.", "Give your name.")
        if not any(one.text.strip() for one in self.comments):
            raise InputError("There is no comment yet.", "Write at least one.")
        body = {"format": FORMAT, "version": VERSION, **asdict(self)}
        return (json.dumps(body, indent=1, ensure_ascii=False) + "\n").encode()


def comments_from_json(data: bytes) -> Comments:
    """The comments in `data`, cut to what can be shown. Raises InputError with a sentence when it holds none."""
    if len(data) > LARGEST_BYTES:
        raise InputError(f"The file is larger than {LARGEST_BYTES >> 20} MiB; comments are not.")
    try:
        body = json.loads(data)
        if not isinstance(body, dict) or body["format"] != FORMAT:
            raise InputError("The file holds no comments on a packet.", "Choose the file that the reviewer sent.")
        if body["version"] != VERSION:
            raise InputError(f"The comments are of version {shown(body['version'])}, which is not known here.")
        texts = {
            name: shown(body[name]) for name in ("packet_name", "packet_sha256", "packet_id", "marking", "by", "at")
        }
        return Comments(**texts, comments=tuple(_comments(body["comments"])))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(
            f"The comments can't be read: {shown(error)}.", "Ask the reviewer for the file again."
        ) from error


def _comments(entries: Any) -> Iterable[Comment]:
    for entry in list(entries)[:MOST_COMMENTS]:
        lines = (shown(line, most=MOST_CHARACTERS) for line in str(entry["text"])[:MOST_CHARACTERS].splitlines())
        yield Comment(about=shown(entry["about"]), text="\n".join(lines))


def as_dict(comments: Comments) -> Mapping[str, Any]:
    """JSON-ready, as it crosses from the worker."""
    return asdict(comments)
