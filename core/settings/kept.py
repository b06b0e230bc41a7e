"""The settings that the engine uses, as they are kept: plain words that any system reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

MARKING_PROFILES = ("ic", "dod", "nara-cui")  # those of core/marking, which is slow to load for a first window


@dataclass(frozen=True, kw_only=True)
class KeptRoot:
    """A root certificate that is trusted on this machine: the file's name, its SHA-256 in hexadecimal, and the PEM."""

    name: str
    sha256: str
    pem: str


@dataclass(frozen=True, kw_only=True)
class Settings:
    """`enacted_on` and `released_on` (4(f): release puts section 4 into effect) have no default: the Act gives none."""

    roots: tuple[KeptRoot, ...] = ()
    enacted_on: date | None = None
    released_on: date | None = None
    marking_profile: str = MARKING_PROFILES[0]

    def trusting(self, root: KeptRoot) -> Settings:
        """The same, trusting `root` too; one that is trusted already is not listed twice."""
        if any(one.sha256 == root.sha256 for one in self.roots):
            return self
        return replace(self, roots=(*self.roots, root))

    def distrusting(self, sha256: str) -> Settings:
        """The same without the root of this fingerprint."""
        return replace(self, roots=tuple(one for one in self.roots if one.sha256 != sha256))

    def as_sections(self) -> dict[str, Any]:
        """The form in the settings file."""
        return {
            "trusted_roots": [{"name": one.name, "sha256": one.sha256, "pem": one.pem} for one in self.roots],
            "dates": {
                "enacted": self.enacted_on.isoformat() if self.enacted_on else "",
                "released": self.released_on.isoformat() if self.released_on else "",
            },
            "marking": {"profile": self.marking_profile},
        }


def settings_from(sections: Mapping[str, Any]) -> tuple[Settings, tuple[str, ...]]:
    """The settings in `sections`, and the names of those that could not be read and stand as if never set."""
    faulty: list[str] = []
    found: dict[str, Any] = {}
    for name, read in _READ.items():
        if name in sections:
            try:
                found |= read(sections[name])
            except (ValueError, TypeError, KeyError, AttributeError):
                faulty.append(name)
    return Settings(**found), tuple(faulty)


def _roots(kept: Any) -> dict[str, Any]:
    return {"roots": tuple(KeptRoot(name=one["name"], sha256=one["sha256"], pem=one["pem"]) for one in kept)}


def _dates(kept: Any) -> dict[str, Any]:
    return {
        field: date.fromisoformat(kept[name])
        for field, name in (("enacted_on", "enacted"), ("released_on", "released"))
        if kept[name]
    }


def _marking(kept: Any) -> dict[str, Any]:
    if kept["profile"] not in MARKING_PROFILES:
        raise ValueError(kept["profile"])
    return {"marking_profile": kept["profile"]}


_READ = {"trusted_roots": _roots, "dates": _dates, "marking": _marking}
