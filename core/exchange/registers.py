"""A register as a JSON file, to be carried to whoever collects incidents, energy cards or acquisition checklists.

An incident that is to be anonymised goes without who recorded it, when, and to whom it was reported. The energy card
has the forms of bills of materials too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import RefusedError, UsageError
from core.evaluation.deployment_record import Part
from core.evaluation.registers.standing import RegisterStanding
from core.marking import check_within
from core.snapshot import Snapshot

_NAMES_PEOPLE = ("reported_to",)


@dataclass(frozen=True, kw_only=True)
class RegisterForm:
    """A form that a register can be saved in; a file in it ends in `ending`."""

    title: str
    ending: str = ".json"


JSON = "json"
_EVERY: Mapping[str, RegisterForm] = {JSON: RegisterForm(title="JSON, every field")}
_OF_ENERGY: Mapping[str, RegisterForm] = {
    "cyclonedx-1.6": RegisterForm(title="CycloneDX 1.6", ending=".cdx.json"),
    "cyclonedx-1.7": RegisterForm(title="CycloneDX 1.7", ending=".cdx.json"),
    "spdx-3.0.1": RegisterForm(title="SPDX 3.0.1", ending=".spdx.json"),
}


def forms_of(register: str) -> Mapping[str, RegisterForm]:
    """The forms in which the register of this id can be saved, by id; the first is the one that all have."""
    return {**_EVERY, **_OF_ENERGY} if register == "energy" else _EVERY


def as_file(one: RegisterStanding, snapshot: Snapshot, form: str = JSON) -> str:
    """The register in one of its forms; a bill of materials was held against its schema.

    Raises UsageError for a form that it does not have, and RefusedError where an entry is marked above the case or
    there is nothing that the form could say.
    """
    if form not in forms_of(one.kind.id):
        named = ", ".join(forms_of(one.kind.id))
        raise UsageError(f"{one.kind.plural} can't be saved as '{form}'.", f"The forms are {named}.")
    if form == JSON:
        return as_json(one, snapshot)
    demand_within(one, snapshot)
    if not one.entries:
        raise RefusedError("No energy is recorded, so a bill of materials would say nothing.", "Add an energy record.")
    document = _spdx(snapshot) if form == "spdx-3.0.1" else _cyclonedx(snapshot, form.removeprefix("cyclonedx-"))
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _spdx(snapshot: Snapshot) -> dict[str, Any]:
    from core.exchange import schema, spdx  # only this form needs the schema, which is large

    document = spdx.energy_document(snapshot)
    schema.check(document, "SPDX 3.0.1 document")
    return document


def _cyclonedx(snapshot: Snapshot, version: str) -> dict[str, Any]:
    from core.exchange.cyclonedx import energy, schemas  # as above

    document = energy.energy_bill(snapshot, version)
    faults = schemas.faults(document, version, most=1)
    assert not faults, f"the energy card breaks the schema {faults[0]}"
    return document


def as_json(one: RegisterStanding, snapshot: Snapshot) -> str:
    """The register with its entries, what they come to and what is missing. The marking is that of the case.

    Raises RefusedError where an entry is marked above the case.
    """
    demand_within(one, snapshot)
    told = {
        "marking": snapshot.deployment.marking,
        "register": one.kind.id,
        "title": one.kind.plural,
        "asked_by": one.kind.source,
        "agency": snapshot.deployment.agency,
        "deployment": snapshot.deployment.name,
        "day": snapshot.act.day.isoformat(),
        "entries": [_entry(part) for part in one.entries],
        "figures": list(one.figures),
        "missing": list(one.cautions) if one.entries else [one.kind.empty or "Nothing is recorded."],
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def demand_within(one: RegisterStanding, snapshot: Snapshot) -> None:
    """Raises RefusedError where an entry is marked above the case, whose marking a file of the register has."""
    outside = check_within(snapshot.deployment.marking, [part.marking for part in one.entries])
    if outside:
        raise RefusedError(
            f"The file would be marked {snapshot.deployment.marking}, and {outside[0].message}",
            "Raise the marking of the case on the page Deployment, or correct the portion.",
        )


def _entry(part: Part) -> dict[str, Any]:
    hidden = part.fields.get("anonymised") == "yes"
    fields = {name: value for name, value in part.fields.items() if value and not (hidden and name in _NAMES_PEOPLE)}
    recorded = {} if hidden else {"recorded": {"by": part.by, "at": part.at}}
    return {"name": part.title, "marking": part.marking, **fields, **recorded}
