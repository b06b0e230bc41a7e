"""How many constructs in the model file reach outside it or would hide what runs.

Counted, exactly: tensors said to lie at an absolute path, behind "..", behind a link, in a file that is missing, is no
plain file or is too short; operators whose code is not part of ONNX; tensors whose size does not fit. A file that is no
ONNX model at all (a pickle, an archive, a program) is refused before any probe runs. Unit: constructs. The rules are in
core/worker/inspection.py and external_data.py; the threat is described in ONNX's external data documentation and in
MITRE ATLAS AML.T0011.000 (unsafe AI artifacts).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from core.measure.intervals import exact
from core.probe import Data, Explanation, Measured, Model, Needs, Probe, Reading, Report, SettingValue
from core.probes import wording

KINDS = {
    "external-empty": "Tensor in a file that is not named",
    "external-absolute": "Tensor at an absolute path",
    "external-parent": "Tensor outside the model's folder",
    "external-link": "Tensor behind a link",
    "external-missing": "Tensor in a file that is missing",
    "external-no-file": "Tensor in something that is no plain file",
    "external-span": "Tensor beyond the end of its file",
    "custom-operator": "Operator whose code is outside the file",
    "tensor-size": "Tensor whose size does not fit",
}


def run(
    model: Model, _data: Data, _settings: Mapping[str, SettingValue], _rng: np.random.Generator, report: Report
) -> Measured:
    report.progress(0, 1, "looking for what reaches outside the file")
    found = model.inspection
    problems = found["problems"]
    by_kind = Counter(str(problem["kind"]) for problem in problems)
    looked_at = int(found["nodes"]) + len(found["external"])
    metrics = [exact(len(problems), n=looked_at).metric("unsafe_constructs", unit="constructs")]
    metrics += [
        exact(by_kind[kind], n=looked_at).metric("unsafe_constructs_by_kind", unit="constructs", where={"kind": kind})
        for kind in sorted({*KINDS, *by_kind})
    ]
    return Measured(
        metrics=metrics,
        facts={
            "problems": [dict(problem) for problem in problems],
            "external_files": [str(entry["location"])[:200] for entry in found["external"]],
            "looked_for": [*KINDS.values()],
        },
    )


def explain(reading: Reading) -> Explanation:
    """The reading in words, with the problems found and the counts by kind as tables."""
    total = wording.find(reading, "unsafe_constructs")
    if total is None:
        return wording.nothing_measured(reading)
    counts = tuple(
        (KINDS.get(kind, kind), wording.number(metric))
        for metric in reading.metrics
        if metric.slice and (kind := str(metric.slice.get("kind", "")))
    )
    problems = tuple((str(one["subject"]), str(one["sentence"])) for one in reading.facts.get("problems", ()))
    tables: list[wording.Table] = [("What was looked for", ("Construct", "Found"), counts)]
    if problems:
        tables.insert(0, ("What was found", ("Where", "What"), problems))
    return Explanation(
        headline=total,
        sentence=f"The file holds {wording.number(total)} unsafe constructs, among {total.n:,} nodes and external files"
        f" looked at.{wording.against_limits(reading)}",
        means="0 means that none of the listed constructs is in the file, so that running it reads nothing but itself.",
        does_not_mean="It does not rule out a backdoor in the weights, or a fault in the program that runs the model.",
        tables=tuple(tables),
    )


PROBE = Probe(
    id="file-safety",
    version="1.0.0",
    title="Unsafe file scan",
    measures="How many constructs in the model file reach outside it or hide what would run.",
    items=("MOD-SEC-2", "DAT-SEC-4"),
    needs=Needs(data=False),
    cost="A moment: the file is parsed once and not run.",
    source="ONNX external data documentation; MITRE ATLAS AML.T0011.000.",
    run=run,
    explain=explain,
    metrics=("unsafe_constructs", "unsafe_constructs_by_kind"),
)
