"""The energy card as a bill of materials: in CycloneDX and SPDX, each held against its published schema."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.errors import RefusedError, UsageError
from core.evaluation.deployment_record import DeploymentRecord, Part
from core.exchange import schema
from core.exchange.cyclonedx import schemas
from core.exchange.cyclonedx.energy import environment, with_environment
from core.exchange.registers import as_file
from core.packet.machine import energy_file
from core.snapshot import Snapshot
from tests.core.packet.sample_case import small_snapshot
from tests.core.packet.test_registers_chapter import TODAY, made

RECORDS = (
    made("energy", "A", phase="training", kwh="2", method="other", factor="0.5", supplier="City Power", source="wind"),
    made("energy", "Second fit", phase="training", kwh=".5", method="other"),
    made("energy", "Test", phase="evaluation", kwh="1e-3", method="metered"),
    made("energy", "Quarter", phase="inference", kwh="11.5", method="metered", decisions="9870"),
)  # fmt: skip


def case(*parts: Part) -> Snapshot:
    return small_snapshot(complete=True, record=DeploymentRecord(parts=parts), today=TODAY)


def saved(form: str, *parts: Part) -> Any:
    snapshot = case(*parts)
    return json.loads(as_file(snapshot.registers.by_id["energy"], snapshot, form))


@pytest.mark.parametrize("version", ["1.6", "1.7"])
def test_each_record_is_one_activity_with_its_energy_in_kwh_and_its_emissions_in_tonnes(version: str) -> None:
    model = Part(component="MOD", kind="model", title="Scorer", fields={"version": "2.3", "supplier": "Office"})
    bill = saved(f"cyclonedx-{version}", *RECORDS, model)
    assert schemas.faults(bill, version, most=5) == []
    assert {"name": "touchstone:marking", "value": "UNCLASSIFIED"} in bill["metadata"]["properties"]
    (component,) = bill["components"]
    assert (component["name"], component["version"], component["type"]) == ("Scorer", "2.3", "machine-learning-model")
    told = component["modelCard"]["considerations"]["environmentalConsiderations"]["energyConsumptions"]
    assert [one["activity"] for one in told] == ["training", "training", "validation", "inference"]
    assert [one["activityEnergyCost"]["value"] for one in told] == [2.0, 0.5, 0.001, 11.5]
    assert told[0]["co2CostEquivalent"] == {"value": 0.001, "unit": "tCO2eq"}  # 2 kWh at 0.5 kg each
    assert told[0]["energyProviders"][0]["organization"] == {"name": "City Power"}
    assert told[0]["energyProviders"][0]["energySource"] == "wind"
    assert "co2CostEquivalent" not in told[1]
    assert told[1]["energyProviders"] == []


def test_spdx_tells_the_phases_that_it_knows_and_says_the_others_in_words() -> None:
    document = saved("spdx-3.0.1", *RECORDS)
    schema.check(document, "SPDX 3.0.1 document")
    package = next(one for one in document["@graph"] if one["type"] == "ai_AIPackage")
    told = package["ai_energyConsumption"]
    assert [one["ai_energyQuantity"] for one in told["ai_trainingEnergyConsumption"]] == ["2", "0.5"]
    assert [one["ai_energyUnit"] for one in told["ai_inferenceEnergyConsumption"]] == ["kilowattHour"]
    assert "ai_finetuningEnergyConsumption" not in told
    assert "Energy of evaluation, for which SPDX has no field: 0.001 kWh." in package["comment"]
    document["@graph"][4]["ai_energyConsumption"]["ai_trainingEnergyConsumption"][0]["ai_energyUnit"] = "kWh"
    with pytest.raises(Exception, match="SPDX"):  # the schema would find a wrong field
        schema.check(document, "SPDX 3.0.1 document")


def test_nothing_is_written_of_no_records_of_another_register_or_above_the_marking_of_the_case() -> None:
    with pytest.raises(RefusedError, match="No energy is recorded"):
        saved("spdx-3.0.1")
    assert energy_file(case()) == {}
    secret = Part(component="", kind="energy", title="Fit", marking="(S//NF)", fields={"phase": "training", "kwh": "1"})
    with pytest.raises(RefusedError, match="UNCLASSIFIED"):
        saved("cyclonedx-1.6", secret)
    snapshot = case()
    with pytest.raises(UsageError, match="can't be saved as"):
        as_file(snapshot.registers.by_id["incident"], snapshot, "spdx-3.0.1")


def test_a_packet_carries_the_card_and_a_draft_of_a_model_takes_it_up() -> None:
    bill = json.loads(energy_file(case(*RECORDS))["energy.cdx.json"])
    assert bill["specVersion"] == "1.6"
    draft = {**bill, "components": [{"type": "machine-learning-model", "name": "M", "modelCard": {"bom-ref": "card"}}]}
    whole = with_environment(draft, environment(RECORDS[:1]), marking="CUI")
    card = whole["components"][0]["modelCard"]
    assert card["bom-ref"] == "card"
    assert len(card["considerations"]["environmentalConsiderations"]["energyConsumptions"]) == 1
    assert whole["metadata"]["properties"][-1] == {"name": "touchstone:marking", "value": "CUI"}
    assert schemas.faults(whole, "1.6", most=5) == []
