"""The manifest of a packet, from what the packet will say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from core.evaluation.exemptions import in_force
from core.manifest import ROLES, Manifest
from core.packet.contents import Contents

FIELD_NAMES = {role: f"Signature-{role}" for role in ROLES}


def manifest_of(contents: Contents) -> Manifest:
    """The packet's own table of contents; every value comes from the snapshot."""
    snapshot = contents.snapshot
    progress = snapshot.progress
    return Manifest(
        packet_id=contents.packet_id,
        created=snapshot.taken_at,
        generator=contents.generator,
        marking=contents.marking,
        case_id=snapshot.case_id,
        chain_head=snapshot.chain_head,
        deployment=asdict(snapshot.deployment),
        evaluation=asdict(snapshot.evaluation),
        pack={"id": snapshot.pack.id, "version": snapshot.pack.version, "sha256": snapshot.pack.sha256},
        profile=snapshot.evaluation.profile,
        status={
            "complete": progress.complete,
            "meets_guidelines": progress.meets_guidelines,
            "due": progress.due,
            "answered": progress.answered,
            "cells_due": progress.cells_due,
            "cells_answered": progress.cells_answered,
            "open_findings": progress.open_findings,
            "missing": [one.sentence for one in progress.missing],
            "act": _act(contents),
            "review": _review(contents),
        },
        files=contents.files,
        signature_fields=FIELD_NAMES,
        training=contents.training,
        withheld=tuple(
            {
                "title": placed.evidence.title,
                "sha256": placed.evidence.sha256,
                "marking": placed.evidence.marking,
                "why": "kept in the appendix" if placed.evidence.appendix else "not chosen for inclusion",
            }
            for placed in contents.placed
            if placed.where == "withheld"
        ),
    )


def _review(contents: Contents) -> Mapping[str, Any]:
    """Who accepted what: `content` is the digest of the case as the packet shows it, `seen` as each person saw it."""
    review = contents.snapshot.review
    release = review.released(by=contents.snapshot.taken_by)
    return {
        "state": review.state,
        "changed_since": review.changed,
        "content": review.content,
        "accepted": [{"by": act.by, "role": act.role, "at": act.at, "seen": act.seen} for act in review.acceptances],
        "two_person": review.two_person,
        "released": {"by": release.by, "at": release.at, "seen": release.seen} if release else None,
    }


def _act(contents: Contents) -> Mapping[str, Any]:
    """Where the deployment stands under the Act on the day of the packet: what an agency sorts its packets by."""
    snapshot = contents.snapshot
    act, dates = snapshot.act, snapshot.record.dates
    return {
        "day": act.day.isoformat(),
        "enacted": dates.enacted,
        "released": dates.released,
        "determinations": {one.id: one.word for one in act.determinations},
        "overruled": [one.id for one in act.determinations if one.overruled is not None],
        "clocks": [
            {"id": one.id, "clause": one.clause, "state": one.state, "due": one.due.isoformat() if one.due else ""}
            for one in act.clocks
        ],
        "exemptions": sum(in_force(one, act.day) for one in snapshot.record.exemptions),
        "carried": sum(cell.carried for cell in snapshot.progress.cells.values()),
    }
