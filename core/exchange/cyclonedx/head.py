"""What every bill of materials of ours begins with."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from core import __version__


def head(spec: str, *, about: str, now: str) -> dict[str, Any]:
    """The fields of a CycloneDX document of the version `spec` before its components.

    `about` names what it tells of: the same text gives the same serial number. `now` is a date and time with zone.
    """
    return {
        "$schema": f"http://cyclonedx.org/schema/bom-{spec}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": spec,
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, about)}",
        "version": 1,
        "metadata": {
            "timestamp": now,
            "tools": {"components": [{"type": "application", "name": "Touchstone", "version": __version__}]},
        },
    }
