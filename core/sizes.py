"""Sizes of files as a person reads them."""

from __future__ import annotations

_UNITS = ("bytes", "kB", "MB", "GB")


def bytes_text(size_bytes: int) -> str:
    """`412 bytes`, `1.4 MB`: decimal units, as file managers show them."""
    value, unit = float(size_bytes), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{size_bytes:,} bytes" if unit == 0 else f"{value:,.1f} {_UNITS[unit]}"
