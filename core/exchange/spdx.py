"""The energy card in SPDX 3.0.1, by its AI profile: `ai_energyConsumption` of one AI package, the deployed system.

Classes and properties are those of https://spdx.github.io/spdx-spec/v3.0.1/model/AI/Classes/EnergyConsumption/. SPDX
knows training, fine-tuning and inference; the energy of an evaluation and the emissions stand in a comment. The profile
asks for two licences of each package: nothing is asserted of them here, and SPDX has a word for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from core import __version__
from core.evaluation.deployment_record import Part
from core.evaluation.parts import of_kind
from core.evaluation.registers.energy import EnergyCard, energy_card
from core.snapshot import Snapshot

CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
_CREATION = "_:creation"
_FIELDS: Mapping[str, str] = {
    "training": "ai_trainingEnergyConsumption",
    "fine-tuning": "ai_finetuningEnergyConsumption",
    "inference": "ai_inferenceEnergyConsumption",
}


def energy_document(snapshot: Snapshot) -> dict[str, Any]:
    """An SPDX 3.0.1 document (JSON-LD) with the energy card of the case; quantities are decimal text in kWh.

    The same snapshot gives the same document.
    """
    of = uuid5(NAMESPACE_URL, f"spdx energy\n{snapshot.case_id}\n{snapshot.chain_head}\n{snapshot.taken_at}")
    base = f"urn:uuid:{of}"
    package = _package(snapshot, f"{base}#system")
    elements = [
        {"type": "Organization", "spdxId": f"{base}#agency", "name": snapshot.deployment.agency},
        {"type": "Tool", "spdxId": f"{base}#tool", "name": f"Touchstone {__version__}"},
        package,
        *_licences(base),
    ]
    document = {
        "type": "SpdxDocument",
        "spdxId": f"{base}#document",
        "name": f"Energy card of {snapshot.deployment.name}",
        "comment": f"Marking: {snapshot.deployment.marking}",
        "profileConformance": ["core", "software", "ai"],
        "rootElement": [package["spdxId"]],
        "element": [one["spdxId"] for one in elements],
    }
    creation = {
        "type": "CreationInfo",
        "@id": _CREATION,
        "specVersion": "3.0.1",
        "created": snapshot.taken_at,
        "createdBy": [f"{base}#agency"],
        "createdUsing": [f"{base}#tool"],
    }
    return {
        "@context": CONTEXT,
        "@graph": [creation, *({**one, "creationInfo": _CREATION} for one in [document, *elements])],
    }


def _package(snapshot: Snapshot, identity: str) -> dict[str, Any]:
    card = energy_card(snapshot.record.parts, snapshot.readings)
    package: dict[str, Any] = {
        "type": "ai_AIPackage",
        "spdxId": identity,
        "name": snapshot.deployment.name,
        "ai_energyConsumption": _consumption(of_kind(snapshot.record.parts, "energy")),
        "comment": _comment(card),
    }
    if card.accuracy is not None:
        package["ai_metric"] = [{"type": "DictionaryEntry", "key": "accuracy", "value": str(card.accuracy)}]
    return package


def _consumption(records: tuple[Part, ...]) -> dict[str, Any]:
    told: dict[str, Any] = {"type": "ai_EnergyConsumption"}
    for phase, field in _FIELDS.items():
        described = [_description(one) for one in records if one.fields.get("phase") == phase]
        if described:
            told[field] = described
    return told


def _description(one: Part) -> dict[str, str]:
    return {
        "type": "ai_EnergyConsumptionDescription",
        "ai_energyQuantity": f"{Decimal(one.fields['kwh'].strip()):f}",
        "ai_energyUnit": "kilowattHour",
    }


def _comment(card: EnergyCard) -> str:
    beside = [
        f"Energy of {phase.phase}, for which SPDX has no field: {phase.kwh:.6g} kWh."
        for phase in card.phases
        if phase.phase not in _FIELDS
    ]
    return " ".join((card.sentence, *beside))


def _licences(base: str) -> Iterator[dict[str, Any]]:
    for kind in ("Declared", "Concluded"):
        yield {
            "type": "Relationship",
            "spdxId": f"{base}#{kind.lower()}-licence",
            "from": f"{base}#system",
            "relationshipType": f"has{kind}License",
            "to": ["expandedlicensing_NoAssertionLicense"],
        }
