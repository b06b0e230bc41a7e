"""Noticing that a case file was copied by other means than Back up.

A copy that goes on with the chain of its original could never be merged with it. So the file knows, as a digest, where
it lies; opened for writing elsewhere, it begins a chain of its own with its next row, as a backup does. A file that was
only moved does so too, which costs one row.
"""

from __future__ import annotations

import platform
from pathlib import Path

from sqlalchemy import Connection, select

from core.casefile.chain import BEGIN_CHAIN
from core.casefile.tables import META
from core.hashing import sha256

PLACE = "place"  # a key of `meta`


def place_of(path: Path) -> str:
    """A digest of the machine and the path: it gives neither away."""
    return sha256(f"{platform.node()}\n{path.resolve()}".encode())


def note_place(connection: Connection, path: Path) -> None:
    """Has the case begin a chain of its own when it was last written to at another place."""
    place = place_of(path)
    known = connection.execute(select(META.c.value).where(META.c.key == PLACE)).scalar_one_or_none()
    if known == place:
        return
    values = [{"key": PLACE, "value": place}, *([{"key": BEGIN_CHAIN, "value": "yes"}] if known is not None else [])]
    connection.execute(META.insert().prefix_with("OR REPLACE"), values)
