"""Entries of pyHanko's dictionaries. Its own `get` is that of dict, which does not follow references."""

from __future__ import annotations

from pyhanko.pdf_utils import generic


def entry(holder: generic.DictionaryObject, key: str, default: object = None) -> object:
    """The value under `key`, followed through a reference."""
    return holder[key] if key in holder else default  # noqa: SIM401 - get would not follow it


def raw_entry(holder: generic.DictionaryObject, key: str) -> object:
    """The value under `key` as written, None when there is none."""
    return holder.raw_get(key) if key in holder else None
