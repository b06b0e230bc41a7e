"""The machine-readable files of a packet: readings and OSCAL documents, each well-formed and in agreement."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.json_schema import schema_at
from core.manifest import PLAN_NAME, POAM_NAME, RESULTS_NAME, SSP_NAME
from core.paths import resources
from core.verify.limits import shown
from core.verify.verification import Fault, NotChecked
from core.verify.words import counted

STATUSES = {"ok", "skipped", "failed"}
VERDICTS = {"pass", "fail", "inconclusive", None}
SHA256 = re.compile(r"[0-9a-f]{64}")
# The root of each OSCAL document and NIST's schema for it.
OSCAL = {
    RESULTS_NAME: ("assessment-results", "oscal_assessment-results_schema.json"),
    PLAN_NAME: ("assessment-plan", "oscal_assessment-plan_schema.json"),
    SSP_NAME: ("system-security-plan", "oscal_ssp_schema.json"),
    POAM_NAME: ("plan-of-action-and-milestones", "oscal_poam_schema.json"),
}
OPTIONAL = frozenset({POAM_NAME})  # a packet without findings, or made before there was one, has none


def read_json(name: str, data: bytes) -> Any:
    """`data` as JSON. Raises Fault when it is none, says a key twice, or holds NaN."""
    try:
        return json.loads(data, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Fault(f"{name} can't be read as JSON: {shown(error)}.") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is there twice")
    return found


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")


def check_readings(body: Any) -> str:
    """readings.json has its form, and every number and interval makes sense. Returns a sentence; raises Fault."""
    readings = body.get("readings") if isinstance(body, dict) else None
    if not isinstance(readings, list):
        raise Fault("readings.json holds no list of readings.")
    metrics = 0
    for number, reading in enumerate(readings, start=1):
        where = f"Reading {number} in readings.json"
        if not isinstance(reading, dict) or not isinstance(reading.get("probe"), str):
            raise Fault(f"{where} names no probe.")
        where = f"{where} ({shown(reading['probe'])})"
        if reading.get("status") not in STATUSES or reading.get("verdict") not in VERDICTS:
            raise Fault(f"{where} has a status or a verdict that is not known.")
        for key in ("model_sha256", "data_sha256"):
            if reading.get(key) is not None and not _is_digest(reading[key]):
                raise Fault(f"{where} has a {key} that is no digest.")
        found = reading.get("metrics")
        if not isinstance(found, list):
            raise Fault(f"{where} has no list of metrics.")
        for metric in found:
            _check_metric(metric, where)
        metrics += len(found)
    return f"{counted(len(readings), 'reading')} with {counted(metrics, 'metric')}, well-formed."


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and SHA256.fullmatch(value) is not None


def _check_metric(metric: object, where: str) -> None:
    if not isinstance(metric, dict) or not isinstance(metric.get("name"), str):
        raise Fault(f"{where} has a metric without a name.")
    name = shown(metric["name"])
    for key in ("estimate", "low", "high", "level"):
        value = metric.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or math.isinf(value)):
            raise Fault(f"{where}: {key} of {name} is no number.")
    low, high = metric.get("low"), metric.get("high")
    if low is not None and high is not None and low > high:
        raise Fault(f"{where}: the interval of {name} is upside down.")


def check_oscal(name: str, body: Any) -> None:
    """The OSCAL document `name` is valid against NIST's schema. Raises Fault, or NotChecked without the schema."""
    root, schema_name = OSCAL[name]
    if not isinstance(body, dict) or root not in body:
        raise Fault(f"{name} is not an OSCAL document of the kind {root}.")
    try:
        schema = schema_at(_schema_path(schema_name))
    except OSError as error:
        raise NotChecked(f"NIST's schema {schema_name} is not installed.") from error
    wrong = next(schema.errors(body), None)
    if wrong is not None:
        at = "/".join(str(step) for step in wrong.absolute_path)
        raise Fault(f"{name} is not valid OSCAL at {shown(at)}: {shown(wrong.message)}.")


def oscal_marking(body: Mapping[str, Any], name: str) -> str | None:
    """The marking in the metadata of an OSCAL document, None when there is none."""
    metadata = body.get(OSCAL[name][0], {}).get("metadata", {})
    props = metadata.get("props", []) if isinstance(metadata, dict) else []
    found = [prop.get("value") for prop in props if isinstance(prop, dict) and prop.get("name") == "marking"]
    return found[0] if len(found) == 1 and isinstance(found[0], str) else None


def _schema_path(name: str) -> Path:
    return resources() / "schemas" / "oscal" / name
