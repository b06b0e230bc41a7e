"""What a partner needs to run the same tests again: plans, methods with their versions, digests, and what came out.

Action plan IC-2 asks for joint test methods and mutual recognition. The file holds no model and no data: the partner
has its own copies, and their digests say whether they are the same. It may go only to whom its marking releases it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import core
from core.evaluation.records import ReadingRecord
from core.marking.grammar import parse
from core.marking.parts import CLASSIFIED_FROM
from core.marking.words import words
from core.outputs.paper import Facts, Grid, Paper, Points, Words, section
from core.plan import without_folders, words_without_folders
from core.probe import Reading, reading_from_dict
from core.probes import probe, wording
from core.snapshot import Snapshot

ID, TITLE = "rerun", "Methods for a re-run by a partner"
FORMAT, VERSION = "touchstone-rerun", 1
_HEADER = ("Probe", "Version", "Plan", "Seed", "Model", "Data", "Headline")
_LEAD = "A partner who has the same model and the same data can run these plans and compare what comes out."
_STEPS = (
    "Write the plans (touchstone rerun plans FILE --out FOLDER); name your own files in them.",
    "Run them in a case of your own: touchstone evaluate, or the page Probes.",
    "Compare: touchstone rerun check FILE CASE.",
)
_DIGESTS = "The digests tell whether a model or a data file is the same, byte for byte. Neither is in this file."


def refusals(snapshot: Snapshot) -> tuple[str, ...]:
    """Why there is nothing for a partner; empty when there is."""
    found = []
    if not _measured(snapshot):
        found.append("No reading measured anything yet.")
    if snapshot.held_back:
        found.append("Copies of the case differ, and nobody has chosen yet.")
    if closed := not_releasable(snapshot.deployment.marking):
        found.append(closed)
    return tuple(found)


def not_releasable(banner: str) -> str:
    """Why `banner` lets the file go to no partner; empty where it may. Raises InputError for a wrong banner."""
    marking = parse(banner, kind="banner")
    if any("NOFORN" in mark for mark in (*marking.dissem, *marking.nonic)):
        return f"The case is marked {banner}: NOFORN releases it to no partner."
    if words().level(marking.level).rank >= CLASSIFIED_FROM and not marking.rel_to:
        return f"The case is marked {banner}: without REL TO it is released to no partner."
    return ""


def releasable_to(banner: str) -> tuple[str, ...]:
    """The codes that REL TO names, as written, without USA; empty where the banner has no such list."""
    return parse(banner, kind="banner").rel_to or ()


def paper(snapshot: Snapshot) -> Paper:
    """What is in the file, for the person who lets it go and for the one who receives it."""
    banner, found = snapshot.deployment.marking, _measured(snapshot)
    partners = ", ".join(releasable_to(banner)) or "nobody in particular; it needs a release review of its own"
    return Paper(
        id=ID,
        title=TITLE,
        about=f"{snapshot.deployment.name} ({snapshot.deployment.agency})",
        marking=banner,
        blocks=(
            Words(text=_LEAD),
            Facts(rows=(("Released to", partners), ("Readings", f"{len(found):,}"), ("Made with", _program()))),
            Grid(title="Methods, and what they measured here", header=_HEADER, rows=tuple(map(_row, found))),
            *section("How to use it", Points(points=_STEPS)),
            Words(text=_DIGESTS, style="note"),
        ),
        made=f"Made by {snapshot.taken_by} with {_program()} from the case as of row {snapshot.chain_head[:12]}.",
        made_at=snapshot.taken_at,
    )


def _row(found: tuple[ReadingRecord, Reading]) -> tuple[str, ...]:
    record, reading = found
    digests = ((digest or "none")[:12] for digest in (reading.model_sha256, reading.data_sha256))
    title = probe(reading.probe).title
    return (
        title,
        reading.version,
        words_without_folders(record.plan_name),
        str(reading.seed),
        *digests,
        _headline(reading),
    )


def as_rerun_json(snapshot: Snapshot, one: Paper) -> str:
    """The file for the partner: `{"format", "version", "marking", "released_to", "digest", "methods": [...]}`."""
    body = {
        "format": FORMAT,
        "version": VERSION,
        "marking": one.marking,
        "released_to": list(releasable_to(one.marking)),
        "deployment": one.about,
        "made": one.made,
        "made_at": one.made_at,
        "digest": one.digest,
        "methods": [_method(record, reading) for record, reading in _measured(snapshot)],
    }
    return json.dumps(body, indent=1, ensure_ascii=False) + "\n"


def _method(record: ReadingRecord, reading: Reading) -> dict[str, Any]:
    kept = ("probe", "version", "seed", "settings", "thresholds", "verdict", "model_sha256", "data_sha256")
    body = reading.as_dict()
    return {
        **{name: body[name] for name in kept},
        "plan_name": words_without_folders(record.plan_name),
        "plan_text": without_folders(record.plan_text),
        "environment": body["environment"],
        "metrics": body["metrics"],
    }


def _measured(snapshot: Snapshot) -> Sequence[tuple[ReadingRecord, Reading]]:
    """The newest reading of each probe and plan that measured something, in the order in which they were kept.

    What measures the machine that it runs on is left out: another machine can not repeat it.
    """
    newest: dict[tuple[str, str], ReadingRecord] = {}
    for record in snapshot.readings:
        if record.body.get("status") == "ok" and record.body.get("metrics") and probe(record.probe).repeatable:
            newest[record.probe, record.plan_name] = record
    return tuple((record, reading_from_dict(record.body)) for record in newest.values())


def _headline(reading: Reading) -> str:
    head = probe(reading.probe).explain(reading).headline
    return f"{wording.title_of(head.name)} {wording.said(head)}" if head else "no single number"


def _program() -> str:
    return f"Touchstone {core.__version__}"
