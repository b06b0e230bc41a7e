"""Origin data in files: C2PA manifests, XMP, and the IPTC field that says how a picture was made.

The files are looked into in the worker (core/worker/provenance.py); this says what the numbers mean. Each is a share of
files with the interval of Clopper and Pearson (1934). Present is not verified: no signature and no hash is checked.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.chart.model import Axis
from core.errors import NotApplicableError
from core.probe import Data, Explanation, Measured, Model, Needs, Probe, Reading, Report, SettingValue
from core.probes import wording

SHOWN: Mapping[str, str] = {
    "manifest_present": "C2PA manifest present",
    "xmp_present": "XMP metadata present",
    "source_type_present": "Digital source type stated",
    "said_ai_made": "Stated to be made with a trained model",
    "no_origin_data": "None of these",
}
MOST_FILES = 40  # in the table


def run(
    _model: Model, _data: Data, _settings: Mapping[str, SettingValue], _random: np.random.Generator, _report: Report
) -> Measured:
    """Refuses: files are not a plan's data."""
    raise NotApplicableError("Files are looked into with touchstone grade files, or where outputs were imported.")


def explain(reading: Reading) -> Explanation:
    """The shares, file by file, and that nothing was verified."""
    known = [(title, metric) for name, title in SHOWN.items() if (metric := wording.find(reading, name))]
    headline = wording.find(reading, "manifest_present")
    if headline is None or headline.estimate is None:
        return wording.nothing_measured(reading, "no file could be read")
    files = reading.facts["files"]
    with_one = sum(bool(one["manifest"]) for one in files)
    return Explanation(
        headline=headline,
        sentence=f"{with_one:,} of {headline.n:,} files hold a C2PA manifest, a share of {wording.said(headline)}:"
        f" present, not verified.{wording.against_limits(reading)}",
        means="Such a file carries origin data that a reader with the right tool can look at.",
        does_not_mean="Nothing was verified: a manifest can be damaged, forged, or of another file, and a field can say"
        " anything. A file without origin data may have lost them on the way; that says nothing on who made it.",
        charts=(
            wording.interval_chart(
                "Origin data in files",
                wording.in_turn(known),
                known,
                value=Axis(label="Share of files", low=0.0, high=1.0),
            ),
        ),
        tables=(
            (
                "Files" + (f", the first {MOST_FILES} of {len(files):,}" if len(files) > MOST_FILES else ""),
                ("File", "Kind", "C2PA manifest", "XMP", "Digital source type"),
                tuple(_row(one) for one in files[:MOST_FILES]),
            ),
        ),
    )


def _row(one: Mapping[str, str | bool]) -> tuple[str, ...]:
    if one["why"]:
        return (str(one["name"]), str(one["kind"]), str(one["why"]), "", "")
    manifest = "present, not verified" if one["manifest"] else "none found"
    return (str(one["name"]), str(one["kind"]), manifest, "present" if one["xmp"] else "none", str(one["source_type"]))


PROBE = Probe(
    id="provenance-check",
    version="1.0.0",
    title="Origin data in files",
    measures="Which pictures, films and PDF files carry a C2PA manifest, XMP or a digital source type; not verified.",
    items=("DAT-TRA-3", "OUT-TRA-1", "OUT-TRA-2"),
    needs=Needs(model=False, data=False),
    cost="A moment a file.",
    source="C2PA specification 2.1, annex A (embedding); ISO 19566-5 (JUMBF); IPTC Photo Metadata Standard 2023.2.",
    run=run,
    explain=explain,
    repeatable=False,  # no plan gives it again: what was looked at is in the case alone
    metrics=tuple(SHOWN),
)
