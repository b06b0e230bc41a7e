"""Digests and names of probes as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache


def digest_groups(digest: str, each: int = 4) -> str:
    """A digest in groups of `each` characters, to be read aloud or compared by eye."""
    return " ".join(digest[start : start + each] for start in range(0, len(digest), each))


def short_digest(digest: str | None) -> str:
    """The first 12 characters, enough to tell two files of one case apart."""
    return f"{digest[:12]}…" if digest else "none"


@cache
def probe_titles() -> Mapping[str, str]:
    """The probes that there are, by id, as a person reads their names."""
    from core.probes import PROBES, RECORDED  # it brings what every probe computes with

    return {probe.id: probe.title for probe in (*PROBES, *RECORDED)}
