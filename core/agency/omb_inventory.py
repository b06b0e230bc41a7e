"""The use case inventory in the columns of OMB's consolidated 2025 inventory (M-25-21), from what packets say.

The columns are those of resources/policy/inventory-fields.yaml, behind the two that OMB puts before them. A packet says
few of them. The others stay empty, never guessed: each case's own row has them from its words for the public.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.agency.noncompliance import is_open
from core.agency.portfolio import Standing
from core.outputs.inventory import columns

AGENCY = ("agency", "agency_name")  # put there by OMB: the short name, which no packet says, and the full one
NOTE = (
    "A packet says the agency, the name, the stage, whether the use is high-impact and since when it is used. The other"
    " columns are empty here: the row of each case, among its documents, has them from the words for the public. A use"
    " that is not high-impact stays empty too, since a packet does not say whether it was presumed to be. Left out are"
    " what is not verified, what is marked above UNCLASSIFIED or controlled, national security systems, and what is no"
    " AI system."
)
_NATIONAL_SECURITY = "national security system"


def header() -> tuple[str, ...]:
    """The names of the columns, as the consolidated file has them."""
    return (*AGENCY, *(column.id for column in columns()))


def belongs(one: Standing) -> bool:
    """Whether a deployment is listed: M-25-21 leaves national security systems out, and what is listed is public."""
    known = one.newest.verified and is_open(one)
    return known and _NATIONAL_SECURITY not in one.tiers and one.newest.determinations.get("ai-system") != "no"


def row(one: Standing) -> Mapping[str, str]:
    """One line of the inventory; what the packet does not say is empty."""
    packet = one.newest
    in_use = one.state != "use ceased" and packet.in_use == "yes"
    said = {
        "agency_name": packet.agency,
        "use_case_name": packet.name,
        "development_stage": _stage(one),
        "is_high_impact": "a) High-impact" if packet.determinations.get("m-25-21") == "yes" else "",
        "operational_date": packet.in_use_since if in_use else "",
    }
    return {name: said.get(name, "") for name in header()}


def _stage(one: Standing) -> str:
    if one.state == "use ceased":
        return "d) Retired"
    return {"yes": "c) Deployed", "no": "a) Pre-deployment"}.get(one.newest.in_use, "")
