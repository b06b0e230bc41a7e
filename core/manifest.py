"""What a packet says that it contains: written by `packet/`, read by `verify/`.

The manifest is `manifest.json` inside the report PDF. Its version changes when a reader of the old form would be
misled; a reader refuses versions that it does not know.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from core.hashing import canonical_json

FORMAT = "touchstone-packet"
VERSION = 1
NAME = "manifest.json"
READINGS_NAME = "readings.json"
RESULTS_NAME = "oscal-assessment-results.json"
PLAN_NAME = "oscal-assessment-plan.json"
SSP_NAME = "oscal-ssp.json"
POAM_NAME = "oscal-poam.json"  # only where there is something to be done
VIEWS_NAME = "views.json"
STANDING_NAME = "standing.json"
ENERGY_NAME = "energy.cdx.json"  # only where energy is recorded

# Every role has its field from the start, prepared and tagged, so that later signatures only fill what is there.
ROLES = {
    "evaluator": "Evaluator",
    "second-reviewer": "Second reviewer",
    "owner": "System owner",
    "caio": "Chief AI Officer",
}


@dataclass(frozen=True, kw_only=True)
class PacketFile:
    """One file of the packet. `beside` files are too large to be inside the PDF and lie next to it under `name`."""

    name: str
    media_type: str
    sha256: str
    size_bytes: int
    description: str
    relationship: str  # Data, Source, Supplement, Alternative, Unspecified (PDF/A-3 AFRelationship)
    marking: str = "(U)"
    beside: bool = False


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The packet's own table of contents. Every value is JSON-ready."""

    packet_id: str
    created: str
    generator: str  # "Touchstone 0.1.0"
    marking: str  # banner of the report
    case_id: str
    chain_head: str  # digest of the newest row of the case's chain when the snapshot was taken
    deployment: Mapping[str, Any]
    evaluation: Mapping[str, Any]
    pack: Mapping[str, str]  # id, version, sha256
    profile: str
    status: Mapping[str, Any]  # complete, meets_guidelines, counts, missing (sentences), act, review
    files: tuple[PacketFile, ...]
    signature_fields: Mapping[str, str]  # role -> name of the PDF signature field
    withheld: tuple[Mapping[str, Any], ...] = field(default_factory=tuple)  # evidence not included: title, sha256, why
    training: bool = False  # it comes from a case for learning, and counts for nothing
    format: str = FORMAT
    version: int = VERSION

    def to_json(self) -> bytes:
        """Canonical JSON bytes."""
        return canonical_json(asdict(self))


def manifest_from_json(data: bytes) -> Manifest:
    """The manifest in `data`. Raises ValueError with a sentence when it is none, or one of a version not known here."""
    try:
        body = json.loads(data)
        if body["format"] != FORMAT:
            raise ValueError("The manifest is of another format.")
        if body["version"] != VERSION:
            raise ValueError(f"The manifest is of version {body['version']}; this program reads version {VERSION}.")
        body["files"] = tuple(PacketFile(**file) for file in body["files"])
        body["withheld"] = tuple(body["withheld"])
        return Manifest(**body)
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"The manifest can't be read: {error}.") from error
