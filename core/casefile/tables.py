"""The tables of a case file.

`entry` is the log: one row for every act, chained by digest. What an act says is in `content`, apart from the row,
so that a recorded removal can later erase it and leave the chain whole. `document` and `chunk` hold attached files.
Only `draft`, `chain` (the heads) and `meta` are ever changed in place.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

METADATA = MetaData()

META = Table("meta", METADATA, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

CHAIN = Table(
    "chain",
    METADATA,
    Column("chain_id", Text, primary_key=True),
    Column("head_number", Integer, nullable=False),
    Column("head_digest", Text, nullable=False),
)

ENTRY = Table(
    "entry",
    METADATA,
    Column("row", Integer, primary_key=True),  # its place: the order of writing, and in a merged case that of order.py
    Column("chain_id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("content_sha256", Text, nullable=False, unique=True),
    Column("previous", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    UniqueConstraint("chain_id", "number"),
    Index("entry_by_kind", "kind", "subject", "row"),
    Index("entry_by_subject", "subject", "row"),
)

CONTENT = Table(
    "content",
    METADATA,
    Column("sha256", Text, primary_key=True),  # of salt and body
    Column("salt", LargeBinary, nullable=False),
    Column("body", Text, nullable=False),
)

DOCUMENT = Table(
    "document",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("upload", Text, nullable=False, unique=True),
    Column("size_bytes", Integer, nullable=False),
    Column("chunks", Integer, nullable=False),
)

CHUNK = Table(
    "chunk",
    METADATA,
    Column("upload", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

DRAFT = Table(
    "draft",
    METADATA,
    Column("item_id", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("at", Text, nullable=False),
)
