"""Whether the model's bill of materials is complete, and whether it is that of the model at hand.

The bill is a CycloneDX document (1.6 or 1.7, JSON). complete (share of fields): the fields of the list in
core/measure/bom_fields.py that are there and say something; each field names who asks for it. fields_missing (fields):
the others. digests_matching and digests_differing (digests): those of the model's component held against the model's
file, those of a data component against the data file of its name. unknown_licences (components): components of which no
licence is said. schema_faults (faults): places that break the CycloneDX schema, counted up to 50. All are exact counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from core.chart.model import Axis, Chart, Point, Series
from core.measure.bom_digests import Compared, compare, model_of
from core.measure.bom_document import Component, components, licence_of
from core.measure.bom_fields import SECTIONS, Found, datasets_of, look
from core.measure.intervals import exact, undefined
from core.probe import (
    Bom,
    Data,
    Explanation,
    Measured,
    Metric,
    Model,
    Needs,
    Probe,
    Reading,
    Report,
    SettingValue,
)
from core.probes import wording

MOST_LISTED = 30


def run(
    model: Model, data: Data, _settings: Mapping[str, SettingValue], _rng: np.random.Generator, report: Report
) -> Measured:
    bom = data.bom
    assert bom is not None, "the probe needs a bill of materials, and says so"
    report.progress(0, 1, "comparing the bill with the file")
    listed = components(bom.document)
    ours = {PurePosixPath(str(one["name"])).name for one in model.inspection["files"]}
    chosen = model_of(listed, {name: found for name, found in bom.digests.items() if name in ours})
    datasets = datasets_of(chosen, listed)
    found = look(bom.document, chosen, datasets)
    compared = compare(chosen, [one for one in listed if one is not chosen], bom.digests, ours)
    unlicensed = [one.text("name") or one.where for one in listed if not licence_of(one)]
    return Measured(
        metrics=_metrics(bom, found, compared, len(unlicensed), len(listed)),
        warnings=_warnings(bom, compared, chosen, len(datasets)),
        facts={
            "bill": bom.name,
            "bill_sha256": bom.sha256,
            "spec_version": bom.schema,
            "model": chosen.where if chosen else "",
            "fields": [_fact(one) for one in found],
            "digests": [
                {
                    "name": one.name or "without a name",
                    "where": one.component,
                    "algorithm": one.algorithm,
                    "file": one.file,
                    "state": one.state,
                }
                for one in compared
            ],
            "unlicensed": unlicensed[:MOST_LISTED],
            "faults": list(bom.faults),
        },
    )


def _metrics(bom: Bom, found: list[Found], compared: list[Compared], unlicensed: int, listed: int) -> list[Metric]:
    present = sum(1 for one in found if one.state == "present")
    states = [one.state for one in compared]
    no_schema = undefined("no schema of this version is carried here", level=0.95)
    faults = exact(len(bom.faults), n=1) if bom.schema else no_schema
    return [
        exact(present / len(found), n=len(found)).metric("complete"),
        exact(len(found) - present, n=len(found)).metric("fields_missing", unit="fields"),
        exact(states.count("matches"), n=len(states)).metric("digests_matching", unit="digests"),
        exact(states.count("differs"), n=len(states)).metric("digests_differing", unit="digests"),
        exact(unlicensed, n=listed).metric("unknown_licences", unit="components"),
        faults.metric("schema_faults", unit="faults"),
    ]


def _warnings(bom: Bom, compared: list[Compared], chosen: Component | None, datasets: int) -> list[str]:
    found = []
    if chosen is None:
        found.append("The bill lists no component of the type machine-learning-model.")
    elif not datasets:
        found.append("The model card names no training data that the bill describes.")
    if not bom.schema:
        found.append("The bill is of a CycloneDX version whose schema is not carried here: its form was not checked.")
    if bom.faults:
        found.append(f"The bill breaks the CycloneDX schema: {bom.faults[0]}.")
    if any(one.state == "differs" and one.of_model for one in compared):
        found.append("The digest in the bill is that of another file than the model that was evaluated.")
    return found


def _fact(found: Found) -> dict[str, Any]:
    asked = found.asked
    return {
        "section": asked.section,
        "name": asked.name,
        "state": found.state,
        "place": found.place,
        "where": found.where,
        "shown": found.shown,
        "by": asked.by,
    }


def explain(reading: Reading) -> Explanation:
    """The reading in words, completeness by section as bars, tables of fields and digests."""
    complete, missing = wording.find(reading, "complete"), wording.find(reading, "fields_missing")
    if complete is None or missing is None:
        return wording.nothing_measured(reading)
    facts = reading.facts
    tables = _field_tables(facts["fields"])
    if facts["digests"]:
        rows = tuple(
            (f"{one['name']}, {one['where']}", one["algorithm"], one["file"] or "—", one["state"])
            for one in facts["digests"]
        )
        tables.insert(0, ("Digests", ("Component", "Algorithm", "File", "State"), rows))
    if facts["faults"]:
        faults = tuple((str(number), fault) for number, fault in enumerate(facts["faults"], 1))
        tables.append(("Faults by the CycloneDX schema", ("No.", "Fault"), faults))
    return Explanation(
        headline=complete,
        sentence=f"The bill {facts['bill']} fills {complete.n - int(missing.estimate or 0)} of the {complete.n} fields "
        f"asked for, a share of {wording.number(complete)}. {_digests_said(reading)}{_form_said(reading)}"
        f"{wording.against_limits(reading)}",
        means="These fields are there, and digests that match tie the bill to the file that was evaluated.",
        does_not_mean="A field that is filled need not be true: compare what it says with the records it was taken "
        "from.",
        charts=(_chart(facts["fields"]),),
        tables=tuple(tables),
    )


def _field_tables(fields: list[Mapping[str, Any]]) -> list[wording.Table]:
    """A table for each part of the bill, headed by where it stands."""
    tables: list[wording.Table] = []
    for section in SECTIONS:
        ones = [one for one in fields if one["section"] == section]
        place = ones[0]["place"]
        rows = tuple((one["name"], _state(one), one["where"], one["by"]) for one in ones)
        title = f"Fields of the {section}{f' ({place})' if place else ''}"
        tables.append((title, ("Field", "State", "Where", "Asked for by"), rows))
    return tables


def _state(fact: Mapping[str, Any]) -> str:
    return f"present: {fact['shown']}" if fact["shown"] else str(fact["state"])


def _digests_said(reading: Reading) -> str:
    of_model = [one["state"] for one in reading.facts["digests"] if one["where"] == reading.facts["model"]]
    if "differs" in of_model:
        return "The digest of the model is that of another file."
    if "matches" in of_model:
        return "The digest of the model is that of the file evaluated."
    return "No digest ties it to the model's file."


def _form_said(reading: Reading) -> str:
    faults = wording.find(reading, "schema_faults")
    if faults is None or faults.estimate is None:
        return " Its form could not be checked."
    version = f"CycloneDX {reading.facts['spec_version']}"
    count = len(reading.facts["faults"])
    return f" It breaks {version} in {count} places." if count else f" It is a valid {version} document."


def _chart(fields: list[dict[str, Any]]) -> Chart:
    by_section = {section: [one for one in fields if one["section"] == section] for section in SECTIONS}
    points = []
    for section, ones in by_section.items():
        present = sum(1 for one in ones if one["state"] == "present")
        points.append(Point(label=section, y=present / len(ones), n=len(ones)))
    said = "; ".join(f"{point.label} {round(point.y * (point.n or 0))} of {point.n}" for point in points)
    return Chart(
        kind="bars",
        title="Fields present, by part of the bill",
        summary=f"Fields present: {said}.",
        series=(Series(name="share present", points=tuple(points)),),
        value=Axis(label="Share of the fields", low=0.0, high=1.0),
    )


PROBE = Probe(
    id="ml-bom",
    version="1.0.0",
    title="ML-BOM completeness",
    measures="Whether the model's bill of materials fills the fields asked for, and is that of the model at hand.",
    items=("MOD-TRA-1", "DAT-SEC-1", "DAT-TRA-1", "POST-SEC-1", "POST-TRA-1"),
    needs=Needs(data=False, bom=True),
    cost="A moment: the bill is read and files are digested; the model is not run.",
    source="CycloneDX 1.6 and 1.7; NTIA 2021, Minimum Elements; Mitchell et al. 2019; Gebru et al. 2021; SP 800-218A.",
    run=run,
    explain=explain,
    metrics=(
        "complete",
        "fields_missing",
        "digests_matching",
        "digests_differing",
        "unknown_licences",
        "schema_faults",
    ),
)
