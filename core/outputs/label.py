"""The compliance label of section 4(d)(1): for an evaluation that is complete, meets the guidelines and was accepted.

The head of an agency "shall identify as compliant ... each artificial intelligence system deployment for a covered use
... that meets the guidelines". The label names the version of the system and of the guidelines that were evaluated:
it says nothing about another version of either.
"""

from __future__ import annotations

import json

from core.catalog.validity import standing_on
from core.evaluation.review import ACCEPTING, label_problem
from core.evaluation.verdict import conclusion
from core.marking.training import is_training
from core.outputs.paper import Facts, Paper, Words, section
from core.outputs.public import pack_name, public_paper, public_refusals, told
from core.snapshot import Snapshot

ID, TITLE = "label", "Compliance label"
FORMAT = "touchstone-label"
_MOST_REASONS = 5


def refusals(snapshot: Snapshot) -> tuple[str, ...]:
    """Why the deployment gets no label, one sentence each; empty when it gets one."""
    progress, act = snapshot.progress, snapshot.act
    found = []
    if not (progress.complete and progress.meets_guidelines):
        found.append(conclusion(progress).sentence)
        reasons = [one.sentence for one in (*progress.missing, *progress.unmet)]
        found += reasons[:_MOST_REASONS]
        if len(reasons) > _MOST_REASONS:
            found.append(f"{len(reasons) - _MOST_REASONS:,} more reasons stand on the page Sign and export.")
    if problem := label_problem(snapshot.review):
        found.append(problem)
    if act.word("duties") == "do not apply":
        found.append("Section 4 does not apply to this use, so there is no label of section 4(d)(1) for it.")
    if standing_on(snapshot.pack, act.day) != "in force":
        found.append(f"The guidelines {pack_name(snapshot)} are not in force: {standing_on(snapshot.pack, act.day)}.")
    if is_training(snapshot.title):
        found.append("The case is for learning: no label comes of it.")
    return (*found, *public_refusals(snapshot))


def paper(snapshot: Snapshot) -> Paper:
    """The label's words; only for a deployment without `refusals`."""
    known, progress = told(snapshot), snapshot.progress
    exempt = sum(cell.exempt for cell in progress.cells.values())
    accepted = sum(finding.status == "accepted" for finding in snapshot.findings)
    not_applicable = sum(cell.not_applicable for cell in progress.cells.values())
    rows = [
        ("System", known.name),
        ("Version", known.version or "none stated"),
        ("Agency", known.agency),
        ("What it is for", known.purpose),
        ("Guidelines", f"{snapshot.pack.title} ({pack_name(snapshot)}, {snapshot.pack.date})"),
        ("Evaluation", f"{snapshot.evaluation.stage} stage, full profile, last answered on {last_day(snapshot)}"),
        ("Items", f"{progress.due:,} due, all of them yes or not applicable ({not_applicable:,} not applicable)"),
        ("Exempt items", f"{exempt:,}, under section 4(a)(2)" if exempt else "none"),
        ("Risks accepted", f"{accepted:,} by the system owner" if accepted else "none"),
        ("Accepted", _accepted(snapshot)),
        ("Contact", snapshot.record.public_words.fields.get("contact", "") or "none stated"),
    ]
    return public_paper(
        snapshot,
        ID,
        TITLE,
        (
            Words(
                text="Identified as compliant under section 4(d)(1) of the Trustworthy By Design AI Act: this"
                " deployment meets the guidelines named below.",
                style="lead",
            ),
            Facts(rows=tuple(rows)),
            *section(
                "What the label says, and what it does not",
                Words(
                    text="It holds for this version of the system, in this use, under these guidelines. A change of any"
                    " of them asks for a new evaluation. It is not a promise that no error or harm can occur."
                ),
            ),
        ),
    )


def _accepted(snapshot: Snapshot) -> str:
    """By whom in which role the evaluation was accepted; no person is named."""
    acts = snapshot.review.acceptances
    return ", ".join(f"by the {ACCEPTING.get(act.role, act.role)} on {act.at[:10]}" for act in acts)


def last_day(snapshot: Snapshot) -> str:
    """The day (UTC) of the newest answer: what the label speaks of does not change with the day it is made on."""
    return max((answer.at[:10] for answer in snapshot.answers.values()), default=snapshot.evaluation.opened_at[:10])


def as_label_json(snapshot: Snapshot, one: Paper) -> str:
    """The label for a program: `{"format": "touchstone-label", "version": 1, "draft", "compliant": true, ...}`."""
    known = told(snapshot)
    body = {
        "format": FORMAT,
        "version": 1,
        "clause": "4(d)(1)",
        "compliant": True,
        "draft": bool(one.draft),
        "marking": one.marking,
        "deployment": {"agency": known.agency, "name": known.name, "version": known.version, "purpose": known.purpose},
        "guidelines": {"id": snapshot.pack.id, "version": snapshot.pack.version, "sha256": snapshot.pack.sha256},
        "evaluation": {
            "accepted": True,
            "stage": snapshot.evaluation.stage,
            "profile": snapshot.evaluation.profile,
            "items_due": snapshot.progress.due,
            "last_answered": last_day(snapshot),
            "record": snapshot.chain_head,
        },
        "digest": one.digest,
    }
    return json.dumps(body, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
