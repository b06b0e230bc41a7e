"""Readings from the snapshot, explained by their probes."""

from __future__ import annotations

from collections.abc import Sequence

from core.errors import InputError
from core.evaluation.records import ReadingRecord
from core.packet.contents import ShownReading
from core.probe import Explanation, Probe, Reading, reading_from_dict
from core.probes import probe as probe_of


def shown_readings(records: Sequence[ReadingRecord]) -> tuple[ShownReading, ...]:
    """The readings in the order in which they were taken."""
    return tuple(_shown(record) for record in records)


def _shown(record: ReadingRecord) -> ShownReading:
    reading = reading_from_dict(record.body)
    probe = _known(record.probe)
    return ShownReading(
        record=record,
        reading=reading,
        title=probe.title if probe else record.probe,
        explanation=_explained(probe, reading) if probe else None,
    )


def _known(probe_id: str) -> Probe | None:
    try:
        return probe_of(probe_id)
    except InputError:
        return None


def _explained(probe: Probe, reading: Reading) -> Explanation | None:
    """What the probe says of its reading; None where the reading has another form than this version writes."""
    if reading.status != "ok":
        return None
    try:
        return probe.explain(reading)
    except (LookupError, TypeError, ValueError, AttributeError):
        if reading.version == probe.version:
            raise
        return None
