"""The energy card in CycloneDX: `environmentalConsiderations` of a model card, and a bill that holds nothing else.

CycloneDX 1.6 and 1.7 have the same fields for it: https://cyclonedx.org/docs/1.7/json/#components_items_modelCard.
Each record of the register is one energyConsumption. Who supplied the power is left out where nobody recorded it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from core.evaluation.deployment_record import Part
from core.evaluation.parts import number_of, of_kind
from core.evaluation.registers.energy import newest_accuracy
from core.exchange.cyclonedx.head import head
from core.measure.bom_document import MODEL_TYPE
from core.snapshot import Snapshot

# The register's phases as CycloneDX calls the activities of a life cycle.
_ACTIVITIES: Mapping[str, str] = {
    "training": "training",
    "fine-tuning": "fine-tuning",
    "evaluation": "validation",
    "inference": "inference",
}
_KG_PER_TONNE = 1000.0
_BESIDE = ("method", "hours", "devices", "place", "day", "factor", "factor_source", "decisions")


def environment(parts: Iterable[Part]) -> dict[str, Any]:
    """`environmentalConsiderations` of the energy records among `parts`, energy in kWh and emissions in t CO2e.

    Empty where no energy is recorded. Emissions stand where a record names its grid factor.
    """
    told = [_consumption(one) for one in of_kind(parts, "energy")]
    return {"energyConsumptions": told} if told else {}


def marked(document: Mapping[str, Any], marking: str) -> dict[str, Any]:
    """`document` with its marking among the properties of its metadata: CycloneDX has no field for markings."""
    metadata = document["metadata"]
    properties = [*metadata.get("properties", ()), _property("marking", marking)]
    return {**document, "metadata": {**metadata, "properties": properties}}


def with_environment(document: Mapping[str, Any], told: Mapping[str, Any], *, marking: str) -> dict[str, Any]:
    """A draft of a model's bill with what `environment` gave in the card of its model, marked as the case is."""
    listed = [_with_card(one, told) if one.get("type") == MODEL_TYPE else one for one in document["components"]]
    return marked({**document, "components": listed}, marking)


def energy_bill(snapshot: Snapshot, version: str) -> dict[str, Any]:
    """A CycloneDX document (`version` "1.6" or "1.7") with the energy card of the case.

    Its one component is the model of the inventory, or the deployment where the inventory names none or several.
    """
    models = of_kind(snapshot.record.parts, "model")
    model = _described(models[0]) if len(models) == 1 else {"name": snapshot.deployment.name}
    card: dict[str, Any] = {"considerations": {"environmentalConsiderations": environment(snapshot.record.parts)}}
    accuracy = newest_accuracy(snapshot.readings)
    if accuracy is not None:
        card["quantitativeAnalysis"] = {"performanceMetrics": [{"type": "accuracy", "value": str(accuracy)}]}
    about = f"energy\n{version}\n{snapshot.case_id}\n{snapshot.chain_head}\n{snapshot.taken_at}"
    listed = [{"type": MODEL_TYPE, "bom-ref": "model", **model, "modelCard": card}]
    document = {**head(version, about=about, now=snapshot.taken_at), "components": listed}
    return marked(document, snapshot.deployment.marking)


def _consumption(one: Part) -> dict[str, Any]:
    kwh, factor = _kwh(number_of(one, "kwh") or 0.0), number_of(one, "factor")
    told: dict[str, Any] = {
        "activity": _ACTIVITIES.get(one.fields.get("phase", ""), "other"),
        "energyProviders": _providers(one, kwh),
        "activityEnergyCost": kwh,
        "properties": [
            _property("energy:record", one.title),
            _property("energy:marking", one.marking),
            *(_property(f"energy:{name}", text) for name in _BESIDE if (text := one.fields.get(name, "").strip())),
        ],
    }
    if factor is not None:
        told["co2CostEquivalent"] = {"value": float(kwh["value"]) * factor / _KG_PER_TONNE, "unit": "tCO2eq"}
    return told


def _providers(one: Part, kwh: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The supplier of the power, as far as it is recorded: CycloneDX demands a name and a source of each."""
    supplier, source = (one.fields.get(name, "").strip() for name in ("supplier", "source"))
    if not supplier and not source:
        return []
    organization = {"name": supplier} if supplier else {}
    return [{"organization": organization, "energySource": source or "unknown", "energyProvided": kwh}]


def _kwh(value: float) -> dict[str, Any]:
    return {"value": value, "unit": "kWh"}


def _property(name: str, value: str) -> dict[str, str]:
    return {"name": f"touchstone:{name}", "value": value}


def _described(model: Part) -> dict[str, Any]:
    said = {name: model.fields.get(name, "").strip() for name in ("version", "sha256", "supplier")}
    told: dict[str, Any] = {"name": model.title}
    if said["version"]:
        told["version"] = said["version"]
    if said["supplier"]:
        told["supplier"] = {"name": said["supplier"]}
    if said["sha256"]:
        told["hashes"] = [{"alg": "SHA-256", "content": said["sha256"].lower()}]
    return told


def _with_card(model: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    card = model.get("modelCard", {})
    considerations = {**card.get("considerations", {}), "environmentalConsiderations": dict(told)}
    return {**model, "modelCard": {**card, "considerations": considerations}}
