"""The deployment and the passes over it, as rows of the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import get_args

from sqlalchemy import Connection

from core.casefile import chain, kinds, undoing
from core.catalog.model import GuidelinePack
from core.catalog.profile import PROFILES
from core.errors import InputError
from core.evaluation.marks import mark_problems
from core.evaluation.records import Deployment, Evaluation, Profile, Stage


def deployment(connection: Connection) -> Deployment | None:
    """The deployment as it was last described; None before that."""
    newest = next(undoing.standing(connection, kinds.DEPLOYMENT, newest=1), None)
    if newest is None:
        return None
    return Deployment(**{**newest.body, "components": tuple(newest.body["components"])})


def describe(connection: Connection, described: Deployment, *, by: str) -> None:
    """Records the deployment as it is now.

    Raises InputError when it names no agency or system, or for a stage or marking that there is not.
    """
    if not described.agency.strip() or not described.name.strip():
        raise InputError("A deployment needs the name of the agency and of the system.")
    _demand_stage(described.stage)
    faults = mark_problems(described.marking, "banner")
    if faults:
        raise InputError(faults[0])
    chain.append(connection, kind=kinds.DEPLOYMENT, subject="deployment", body=asdict(described), by=by)


def evaluations(connection: Connection) -> tuple[Evaluation, ...]:
    """The passes, oldest first. One that was begun in two copies with the same words is one pass."""
    same = same_passes(connection)
    goes_on = _goes_on(connection, same)
    return tuple(
        _from(entry, goes_on.get(entry.digest, ""))
        for entry in undoing.standing(connection, kinds.EVALUATION)
        if entry.digest not in same
    )


def newest_evaluation(connection: Connection) -> Evaluation | None:
    """The newest pass; None before the first."""
    entry = next(undoing.standing(connection, kinds.EVALUATION, newest=1), None)
    if entry is None:
        return None
    same = same_passes(connection)
    if entry.digest in same:
        entry = next(chain.entries(connection, kinds.EVALUATION, digest=same[entry.digest]))
    return _from(entry, _goes_on(connection, same).get(entry.digest, ""))


def _goes_on(connection: Connection, same: Mapping[str, str]) -> Mapping[str, str]:
    """The records of passes that went on with another pack, each with the record of the same pass before it."""
    told = [(entry.body["pass"], entry.body["pass_before"]) for entry in chain.entries(connection, kinds.REBASED)]
    return {same.get(after, after): same.get(before, before) for after, before in told}


def same_passes(connection: Connection) -> Mapping[str, str]:
    """Passes that were begun in another copy with the same words, each with the one that it is here."""
    found: dict[str, str] = {}
    for entry in chain.entries(connection, kinds.MERGED):
        found |= entry.body.get("same_passes", {})
    return {one: _last(found, one) for one in found}


def _last(found: Mapping[str, str], one: str) -> str:
    seen = {one}
    while one in found and found[one] not in seen:
        one = found[one]
        seen.add(one)
    return one


def start(
    connection: Connection, *, title: str, stage: Stage, profile: Profile, pack: GuidelinePack, by: str
) -> Evaluation:
    """Starts a pass with `pack`. Raises InputError for a missing title, or a stage or profile that there is not."""
    if not title.strip():
        raise InputError("An evaluation needs a title.", "Name the system and the occasion.")
    _demand_stage(stage)
    if profile not in PROFILES:
        raise InputError(f"There is no profile '{profile}'.", "Choose full or quick.")
    body = {
        "title": title.strip(),
        "stage": stage,
        "profile": profile,
        "pack_id": pack.id,
        "pack_version": pack.version,
        "pack_sha256": pack.sha256,
    }
    return _from(chain.append(connection, kind=kinds.EVALUATION, subject="", body=body, by=by))


def _demand_stage(stage: str) -> None:
    if stage not in get_args(Stage):
        raise InputError(f"There is no stage '{stage}'.", "Choose design, development, deployment or operation.")


def _from(entry: chain.Entry, goes_on: str = "") -> Evaluation:
    return Evaluation(id=entry.digest, opened_at=entry.at, opened_by=entry.by, goes_on=goes_on, **entry.body)
