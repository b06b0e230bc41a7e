"""A register as a JSON file, to be carried to whoever collects incidents, energy cards or acquisition checklists.

An incident that is to be anonymised goes without who recorded it, when, and to whom it was reported.
"""

from __future__ import annotations

import json
from typing import Any

from core.errors import RefusedError
from core.evaluation.deployment_record import Part
from core.evaluation.registers.standing import RegisterStanding
from core.marking import check_within
from core.snapshot import Snapshot

_NAMES_PEOPLE = ("reported_to",)


def as_json(one: RegisterStanding, snapshot: Snapshot) -> str:
    """The register with its entries, what they come to and what is missing. The marking is that of the case.

    Raises RefusedError where an entry is marked above the case.
    """
    outside = check_within(snapshot.deployment.marking, [part.marking for part in one.entries])
    if outside:
        raise RefusedError(
            f"The file would be marked {snapshot.deployment.marking}, and {outside[0].message}",
            "Raise the marking of the case on the page Deployment, or correct the portion.",
        )
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


def _entry(part: Part) -> dict[str, Any]:
    hidden = part.fields.get("anonymised") == "yes"
    fields = {name: value for name, value in part.fields.items() if value and not (hidden and name in _NAMES_PEOPLE)}
    recorded = {} if hidden else {"recorded": {"by": part.by, "at": part.at}}
    return {"name": part.title, "marking": part.marking, **fields, **recorded}
