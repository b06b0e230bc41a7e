"""The list of probes. Registering one is one line in `PROBES`; its order is the order of the window and the packet."""

from __future__ import annotations

from core.errors import InputError
from core.probe import Probe
from core.probes import (
    attribution,
    blind_grading,
    calibration,
    content_checks,
    corruption,
    drift,
    evasion,
    evasion_columns,
    file_safety,
    group_fairness,
    hw_inventory,
    label_quality,
    latency,
    leakage,
    malformed,
    membership,
    missing_input,
    ml_bom,
    onnx_inventory,
    perf_ci,
    provenance_check,
    representation,
    repro,
    slice_perf,
)

PROBES: tuple[Probe, ...] = (
    onnx_inventory.PROBE,
    file_safety.PROBE,
    ml_bom.PROBE,
    perf_ci.PROBE,
    slice_perf.PROBE,
    calibration.PROBE,
    repro.PROBE,
    corruption.PROBE,
    missing_input.PROBE,
    malformed.PROBE,
    latency.PROBE,
    hw_inventory.PROBE,
    group_fairness.PROBE,
    representation.PROBE,
    drift.PROBE,
    leakage.PROBE,
    label_quality.PROBE,
    attribution.PROBE,
    membership.PROBE,
    evasion.PROBE,
    evasion_columns.PROBE,
)


# What people or recorded files tell, kept as readings: a plan that names one skips it with the reason.
RECORDED: tuple[Probe, ...] = (blind_grading.PROBE, content_checks.PROBE, provenance_check.PROBE)


def probe(probe_id: str) -> Probe:
    """The probe of that id. Raises InputError that names the known ones."""
    for candidate in (*PROBES, *RECORDED):
        if candidate.id == probe_id:
            return candidate
    raise InputError(
        f"There is no probe named {probe_id}.", f"Known probes: {', '.join(known.id for known in PROBES)}."
    )
