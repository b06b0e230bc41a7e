"""What a data file offers to be bound: its columns, or its arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One column of the data, or one array. `distinct` is None for many values; `shape` is that of a row."""

    name: str
    numeric: bool
    distinct: tuple[str, ...] | None
    shape: tuple[int, ...]


def offered(found: Mapping[str, Any]) -> tuple[Offered, ...]:
    """What the job core.worker.columns found in a data file."""
    return tuple(
        Offered(
            name=column["name"],
            numeric=column["numeric"],
            distinct=None if column["distinct"] is None else tuple(column["distinct"]),
            shape=tuple(column["shape"]),
        )
        for column in found["columns"]
    )
