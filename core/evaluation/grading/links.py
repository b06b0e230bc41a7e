"""Links in a text that name no source, and numbered citations without an entry."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

# A model may write what makes a pattern slow: what these pass they do not give back, so that they stay linear.
_MARKDOWN = re.compile(r"(?<!!)\[([^\]\n]{1,300}+)\]\([ \t]{0,9}+([^)\s]{0,2000}+)(?:\s[^)]{0,300}+)?+\)")
_URL = re.compile(r"https?://[^\s<>\"')\]]*", re.IGNORECASE)
_CITED = re.compile(r"(?<=[\w.,;:)\"'])\s?\[(\d{1,3}(?:\s?[,-]\s?\d{1,3})*)\](?!\()")
_ENTRY = re.compile(r"^[ \t]{0,99}+(?:\[(\d{1,3})\]|(\d{1,3})[.)])[ \t]{0,9}[:.]?\s{1,9}\S.{3,}", re.MULTILINE)
_RESERVED = ("example", "invalid", "test", "localhost", "example.com", "example.org", "example.net")
_NOBODYS = frozenset({"", "#", "url", "link", "source", "http://", "https://"})


def sources_without_a_name(text: str, forwarding: Collection[str]) -> Iterator[str]:
    """Each link or citation in `text` that leads to no source that it names, as a few words on why.

    That is a link without an address, one to a name that nobody can own (RFC 2606, and names without a dot), one
    through a site that only forwards (`forwarding`), and a numbered citation for which the text has no entry. Nothing
    is fetched: whether a page exists and says what is claimed is for a person to check.
    """
    seen: set[str] = set()
    for _, target in _MARKDOWN.findall(text):
        if target.lower() in _NOBODYS:
            yield "a link without an address"
        elif target.lower().startswith(("http://", "https://")):
            seen.add(target)
    addresses = dict.fromkeys([*sorted(seen), *(found.rstrip(".,;:!?") for found in _URL.findall(text))])
    for address in addresses:
        why = _nobodys(address, forwarding)
        if why:
            yield why
    entries = {int(one or other) for one, other in _ENTRY.findall(text)}
    missing = sorted({number for cited in _CITED.findall(text) for number in _numbers(cited)} - entries)
    if missing and not (addresses and not entries):  # an address in the text may stand for the list
        yield f"a citation [{missing[0]}] without an entry"


def has_source(text: str) -> bool:
    """Whether the text gives a link or a numbered citation at all."""
    return bool(_MARKDOWN.search(text) or _URL.search(text) or _CITED.search(text))


def is_reserved(host: str) -> bool:
    """Whether a name is one of those that RFC 2606 keeps for examples, or lies under one."""
    return any(host == name or host.endswith(f".{name}") for name in _RESERVED)


def _nobodys(address: str, forwarding: Collection[str]) -> str:
    try:
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:
        return "an address that is none"
    if "." not in host:
        return f"an address that names no site ({host or 'empty'})"
    if is_reserved(host):
        return f"an address reserved for examples ({host})"
    if host.removeprefix("www.") in forwarding:
        return f"a link through {host}, which does not say where it leads"
    return ""


def _numbers(cited: str) -> set[int]:
    """The numbers of "1", "1, 3" or "2-4"."""
    found: set[int] = set()
    for part in cited.split(","):
        ends = [int(end) for end in part.split("-")]
        found |= set(range(ends[0], min(ends[-1], ends[0] + 50) + 1))
    return found
