"""What was found of origin data in files, as a reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core import __version__, clock
from core.errors import InputError
from core.evaluation.grading.results import LEVEL
from core.hashing import files_sha256
from core.measure.intervals import clopper_pearson
from core.probe import Reading
from core.probes import provenance_check

# IPTC's Digital Source Type NewsCodes that name a trained model.
_TRAINED = frozenset({"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"})


def origin_reading(files: Sequence[Mapping[str, Any]], left_out: int) -> Reading:
    """The shares of files with each kind of origin data; files that could not be read are named and not counted.

    `files` are as `core.worker.provenance` gives them. Raises InputError where none could be read.
    """
    read = [one for one in files if not one["why"]]
    if not read:
        raise InputError(f"None of the {len(files):,} files could be read: {files[0]['why']}.")
    counts = {
        "manifest_present": sum(bool(one["manifest"]) for one in read),
        "xmp_present": sum(bool(one["xmp"]) for one in read),
        "source_type_present": sum(bool(one["source_type"]) for one in read),
        "said_ai_made": sum(one["source_type"] in _TRAINED for one in read),
        "no_origin_data": sum(not (one["manifest"] or one["xmp"] or one["source_type"]) for one in read),
    }
    unread = len(files) - len(read)
    warnings = ["Present is not verified: no signature and no hash was checked."]
    warnings += [f"{unread:,} of {len(files):,} files could not be read and are not counted."] * bool(unread)
    warnings += [f"{left_out:,} files of other kinds were left out."] * bool(left_out)
    return Reading(
        probe=provenance_check.PROBE.id,
        version=provenance_check.PROBE.version,
        status="ok",
        metrics=tuple(clopper_pearson(count, len(read), level=LEVEL).metric(name) for name, count in counts.items()),
        seed=0,
        settings={"level": LEVEL},
        data_sha256=files_sha256((one["name"], one["sha256"]) for one in read),
        environment={"touchstone": __version__},
        started=clock.stamp(),
        warnings=tuple(warnings),
        facts={"files": [dict(one) for one in files]},
    )
