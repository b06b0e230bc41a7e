"""What a job says while it runs and when it ends, and the one form that crosses the pipe."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

MAX_MESSAGE_BYTES = 8 << 20
LONGEST_TEXT = 4_000


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a worker may use. The defaults suit one probe on a model of a few hundred megabytes.

    `memory_bytes` bounds the worker's address space (POSIX) or its committed memory (Windows); `time_s` is wall-clock
    time; `output_bytes` bounds everything that the worker sends, progress included.
    """

    memory_bytes: int = 12 << 30
    time_s: float = 4 * 3600.0
    output_bytes: int = 64 << 20


@dataclass(frozen=True)
class Progress:
    """`done` of `total` steps (total 0: not known), and what is being done."""

    done: int
    total: int
    text: str = ""


@dataclass(frozen=True)
class Finished:
    """The job's result, JSON-ready."""

    result: dict[str, Any]


@dataclass(frozen=True)
class Failed:
    """The job gave no result. `reason` and `hint` are for the person, `detail` for a developer.

    `expected` is True when the worker said itself what is wrong (a TouchstoneError), so that it is no bug.
    """

    reason: str
    hint: str = ""
    detail: str = ""
    expected: bool = False


@dataclass(frozen=True)
class Cancelled:
    """The person asked the job to stop, and it did."""


Event = Progress | Finished | Failed | Cancelled
Ending = Finished | Failed | Cancelled
_FIELDS: dict[str, tuple[type[Any], dict[str, type]]] = {
    "progress": (Progress, {"done": int, "total": int, "text": str}),
    "finished": (Finished, {"result": dict}),
    "failed": (Failed, {"reason": str, "hint": str, "detail": str, "expected": bool}),
    "cancelled": (Cancelled, {}),
}


def encode(event: Event) -> bytes:
    """`event` as the JSON that crosses the pipe. Raises TypeError or ValueError when a result is not JSON-ready."""
    body = {"kind": type(event).__name__.lower(), **vars(event)}
    return json.dumps(body, allow_nan=False).encode()


def decode(raw: bytes) -> Event:
    """The event in a message from the worker. Raises ValueError for anything that `encode` does not write."""
    body = json.loads(raw)
    name = body.pop("kind", None) if isinstance(body, dict) else None
    if not isinstance(name, str) or name not in _FIELDS:
        raise ValueError("a message of no known kind")
    kind, fields = _FIELDS[name]
    if body.keys() != fields.keys() or any(type(body[name]) is not wanted for name, wanted in fields.items()):
        raise ValueError(f"a {kind.__name__} message with wrong fields")
    if kind is not Finished:
        body = {name: value[:LONGEST_TEXT] if isinstance(value, str) else value for name, value in body.items()}
    event: Event = kind(**body)
    return event
