"""Checking a document against its JSON Schema, before it leaves the program."""

from __future__ import annotations

from typing import Any

from core.errors import InputError
from core.json_schema import schema_at
from core.paths import resources

FILES = {
    "assessment-results": "oscal/oscal_assessment-results_schema.json",
    "assessment-plan": "oscal/oscal_assessment-plan_schema.json",
    "system-security-plan": "oscal/oscal_ssp_schema.json",
    "plan-of-action-and-milestones": "oscal/oscal_poam_schema.json",
    "catalog": "oscal/oscal_catalog_schema.json",
    "profile": "oscal/oscal_profile_schema.json",
    "mapping-collection": "oscal/oscal_mapping_schema.json",
    "readings": "readings.schema.json",
    "SPDX 3.0.1 document": "spdx/spdx-3.0.1.schema.json",
}
SHOWN = 5


def check(document: Any, name: str) -> None:
    """Do nothing when `document` follows the schema `name` (a key of `FILES`).

    Raises InputError that names the place and what is wrong there, for the first few faults; KeyError for an unknown
    name.
    """
    faults = []
    for error in schema_at(resources() / "schemas" / FILES[name]).errors(document):
        faults.append(f"at {_place(error.absolute_path)}: {_short(error.message)}")
        if len(faults) == SHOWN:
            break
    if faults:
        raise InputError(f"The document is no valid {name}: {faults[0]}.", "; ".join(faults[1:]))


def _place(path: Any) -> str:
    return "/".join(map(str, path)) or "its top"


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:200]} ..."
