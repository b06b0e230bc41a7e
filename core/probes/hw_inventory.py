"""What this workstation is: processor, memory, system, firmware, run-time, accelerators, and the precision of weights.

Each with its unit. cores (cores): logical, physical and usable by the process; memory_gib (GiB): main memory; providers
(providers): those that the run-time offers; accelerators (devices): graphics processors that show themselves;
parameters (numbers) by precision: the weights of the model file by their type; not_known (facts): what could not be
read here. All are read, not estimated, and so exact. No name of the machine, serial number or address is read
(core/worker/hardware.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.chart.model import Axis, Chart, Point, Series
from core.errors import NotApplicableError
from core.measure.intervals import exact
from core.probe import Data, Explanation, Measured, Metric, Model, Needs, Probe, Reading, Report, SettingValue
from core.probes import wording

GIB = 1 << 30
CORES = ("usable", "logical", "physical")


def run(
    model: Model, _data: Data, _settings: Mapping[str, SettingValue], _rng: np.random.Generator, report: Report
) -> Measured:
    if model.machine is None:
        raise NotApplicableError("There is no model here that would run on this machine.")
    report.progress(0, 1, "reading what the machine says of itself")
    found = dict(model.machine.facts)
    weights = _weights(model.inspection)
    return Measured(metrics=_metrics(found, weights), warnings=[], facts={**found, "weights": weights})


def _weights(inspection: Mapping[str, Any]) -> dict[str, int]:
    """Numbers of the model by their type: tensors, and the floats in attributes, where trees keep what they learned."""
    found = dict(inspection.get("parameter_types", {}))
    if in_attributes := inspection.get("attribute_floats", 0):
        found["float32"] = found.get("float32", 0) + in_attributes
    return found


def _metrics(found: Mapping[str, Any], weights: Mapping[str, int]) -> list[Metric]:
    method = "read from the system"
    metrics = [
        exact(count, n=1, method=method).metric("cores", unit="cores", where={"kind": kind})
        for kind, count in found["cores"].items()
        if count is not None
    ]
    if found["memory_bytes"] is not None:
        memory = exact(found["memory_bytes"] / GIB, n=1, method=method)
        metrics.append(memory.metric("memory_gib", unit="GiB"))
    counts = {"providers": found["runtime"]["providers"], "accelerators": found["accelerators"]}
    units = {"providers": "providers", "accelerators": "devices"}
    metrics += [
        exact(len(listed), n=1, method=method).metric(name, unit=units[name]) for name, listed in counts.items()
    ]
    metrics += [
        exact(count, n=1, method="counted in the file").metric("parameters", unit="numbers", where={"precision": kind})
        for kind, count in weights.items()
    ]
    return [*metrics, exact(len(found["not_known"]), n=1, method="counted").metric("not_known", unit="facts")]


def explain(reading: Reading) -> Explanation:
    """The reading in words, the weights by precision as bars, and what was read as a table."""
    usable = wording.find(reading, "cores", {"kind": "usable"})
    if usable is None:
        return wording.nothing_measured(reading)
    facts = reading.facts
    runtime = facts["runtime"]
    memory = wording.find(reading, "memory_gib")
    tables: list[wording.Table] = [("What the machine says of itself", ("Part", "What"), _rows(facts))]
    tables.append(
        (
            "What could not be known",
            ("No.", "What"),
            tuple((str(n), one) for n, one in enumerate(facts["not_known"], 1)),
        )
    )
    with_memory = f", {wording.number(memory)} GiB of memory" if memory else ""
    return Explanation(
        headline=usable,
        sentence=f"The probes ran on {facts['processor']['name'] or 'a processor that does not say its model'} with "
        f"{wording.number(usable)} usable cores{with_memory}, under {facts['system']['name']}, with {runtime['name']} "
        f"{runtime['version']}; {_devices(facts['accelerators'])}.{_weights_said(facts['weights'])}"
        f"{wording.against_limits(reading)}",
        means="The readings made on this machine rest on what is listed: compare it with the hardware list.",
        does_not_mean="It is what the machine reports, not proof of where its parts come from; the fielded machine may "
        "be another one.",
        charts=_charts(facts["weights"]),
        tables=tuple(tables),
    )


def _devices(accelerators: list[Mapping[str, str]]) -> str:
    if not accelerators:
        return "no graphics processor shows itself"
    return "with " + ", ".join(one["name"] for one in accelerators)


def _weights_said(weights: Mapping[str, int]) -> str:
    if not weights:
        return ""
    parts = [f"{count:,} {kind}" for kind, count in _most_first(weights)]
    return f" The weights of the model: {', '.join(parts)}."


def _most_first(weights: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(weights.items(), key=lambda one: (-one[1], one[0]))


def _rows(facts: Mapping[str, Any]) -> wording.Rows:
    processor, system, firmware = facts["processor"], facts["system"], facts["firmware"]
    cores = [f"{facts['cores'][kind]} {kind}" for kind in CORES if facts["cores"][kind] is not None]
    memory = facts["memory_bytes"]
    said = [
        ("Processor", processor["name"]),
        ("Architecture", processor["architecture"]),
        ("Cores", ", ".join(cores)),
        ("Instructions that matter", ", ".join(processor["instructions"])),
        ("Microcode", processor["microcode"]),
        ("Memory", f"{memory / GIB:.1f} GiB" if memory is not None else ""),
        ("System", system["name"]),
        ("Kernel", f"{system['kernel']} {system['release']}".strip()),
        ("Machine", firmware["machine"]),
        ("Firmware", " ".join(firmware[name] for name in ("vendor", "version", "date") if firmware[name])),
        ("Secure boot", firmware["secure_boot"]),
        ("Run-time", f"{facts['runtime']['name']} {facts['runtime']['version']}"),
        ("Providers offered", ", ".join(facts["runtime"]["providers"])),
    ]
    said += [(f"Accelerator {number}", _accelerator(one)) for number, one in enumerate(facts["accelerators"], 1)]
    return tuple((part, what or "not known") for part, what in said)


def _accelerator(one: Mapping[str, str]) -> str:
    driver = f"driver {one['driver']}" if one["driver"] else "driver not known"
    return f"{one['name']}; {driver}; found in {one['found_in']}"


def _charts(weights: Mapping[str, int]) -> tuple[Chart, ...]:
    if not weights:
        return ()
    points = tuple(Point(label=kind, y=float(count), n=count) for kind, count in _most_first(weights))
    return (
        Chart(
            kind="bars",
            title="Weights of the model by precision",
            summary="; ".join(f"{kind} {count:,}" for kind, count in _most_first(weights)) + ".",
            series=(Series(name="numbers", points=points),),
            value=Axis(label="Numbers", low=0.0),
        ),
    )


PROBE = Probe(
    id="hw-inventory",
    version="1.0.0",
    title="Hardware inventory",
    measures="What this workstation is: processor, memory, system, run-time, accelerators; the precision of weights.",
    items=("HW-SEC-1", "HW-SEC-2", "HW-TRA-1"),
    needs=Needs(data=False),
    cost="A moment: files of the system are read; the model is not run.",
    source="What the operating system and the run-time report; no program is started and no network is used.",
    run=run,
    explain=explain,
    metrics=("cores", "memory_gib", "providers", "accelerators", "parameters", "not_known"),
    repeatable=False,
)
