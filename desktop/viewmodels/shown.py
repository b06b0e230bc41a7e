"""Numbers, sizes and digests as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

_UNITS = ("bytes", "kB", "MB", "GB")


def size(size_bytes: int) -> str:
    """`412 bytes`, `1.4 MB`: decimal units, as file managers show them."""
    value, unit = float(size_bytes), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{size_bytes:,} bytes" if unit == 0 else f"{value:.1f} {_UNITS[unit]}"


def digest_groups(digest: str, each: int = 4) -> str:
    """A digest in groups of `each` characters, to be read aloud or compared by eye."""
    return " ".join(digest[start : start + each] for start in range(0, len(digest), each))


def short_digest(digest: str | None) -> str:
    """The first 12 characters, enough to tell two files of one case apart."""
    return f"{digest[:12]}…" if digest else "none"


@cache
def probe_titles() -> Mapping[str, str]:
    """The probes that there are, by id, as a person reads their names."""
    from core.probes import PROBES  # it brings what every probe computes with

    return {probe.id: probe.title for probe in PROBES}
