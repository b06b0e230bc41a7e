"""What is recorded of a deployment beside its description, as rows of the log: the newest row on a subject counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, TypeVar

from sqlalchemy import Connection

from core.casefile import chain, evaluations, kinds, undoing
from core.casefile import deployment_kinds as own
from core.errors import InputError
from core.evaluation.calendar_days import day_problem
from core.evaluation.deployment_record import (
    ActDates,
    ClockDecision,
    DeploymentRecord,
    Described,
    Exemption,
    IntakeAnswer,
    Overruling,
    Part,
    RoleHolder,
)
from core.evaluation.records import Deployment
from core.evaluation.release import PublicWords, ReleaseReview

Record = TypeVar("Record")
_OF_ROW = ("by", "at")


def record(connection: Connection) -> DeploymentRecord:
    """All that is recorded of the deployment, as it is now."""
    dates = [ActDates(**entry.body, **_signed(entry)) for entry in undoing.standing(connection, own.DATES, newest=1)]
    return DeploymentRecord(
        dates=dates[0] if dates else ActDates(),
        answers=_newest(connection, own.INTAKE, IntakeAnswer, "question_id", picked=tuple),
        overrulings=_newest(connection, own.OVERRULING, Overruling, "determination_id"),
        exemptions=exemptions(connection),
        decisions=_newest(connection, own.CLOCK, ClockDecision, "clock_id"),
        roles=_newest(connection, own.ROLE, RoleHolder, "role"),
        parts=parts(connection),
        evaluations=evaluations.evaluations(connection),
        described=described(connection),
        public_words=public_words(connection),
        releases=_newest(connection, own.RELEASE, ReleaseReview, "document"),
    )


def described(connection: Connection) -> tuple[Described, ...]:
    """Every description of the deployment, oldest first."""
    return tuple(
        Described(
            deployment=Deployment(**{**entry.body, "components": tuple(entry.body["components"])}),
            by=entry.by,
            at=entry.at,
        )
        for entry in undoing.standing(connection, kinds.DEPLOYMENT)
    )


def public_words(connection: Connection) -> PublicWords:
    """The newest words for the public."""
    newest = next(undoing.standing(connection, own.PUBLIC_WORDS, newest=1), None)
    return PublicWords(fields=newest.body["fields"], **_signed(newest)) if newest else PublicWords()


def exemptions(connection: Connection) -> tuple[Exemption, ...]:
    """Every exemption as it is now, in the order in which they were recorded."""
    found: dict[str, Exemption] = {}
    for entry in undoing.standing(connection, own.EXEMPTION, own.EXEMPTION_CHANGE):
        if entry.kind == own.EXEMPTION:
            body = {**entry.body, **_signed(entry), "targets": tuple(entry.body["targets"])}
            found[entry.digest] = Exemption(id=entry.digest, **body)
        elif entry.subject in found:
            found[entry.subject] = _changed(found[entry.subject], entry)
    return tuple(found.values())


def parts(connection: Connection) -> tuple[Part, ...]:
    """Every part of the inventory as it is now, those that were taken out too."""
    found: dict[str, Part] = {}
    for entry in undoing.standing(connection, own.PART, own.PART_CHANGE):
        if entry.kind == own.PART:
            found[entry.digest] = Part(id=entry.digest, **{**entry.body, **_signed(entry)})
        elif entry.subject in found:
            said = {name: value for name, value in entry.body.items() if name not in ("name", "register")}
            found[entry.subject] = replace(found[entry.subject], **{**said, **_signed(entry)})
    return tuple(found.values())


def set_dates(connection: Connection, dates: ActDates, *, by: str) -> None:
    """Records the dates that the clocks count from. Raises InputError for a day that is none, or a wrong order."""
    named = {"The date of enactment": dates.enacted, "The date of release": dates.released}
    _demand([fault for what, value in named.items() if (fault := day_problem(value, what))])
    if dates.enacted and dates.released and dates.released < dates.enacted:
        raise InputError("The guidelines can't be released before the Act is enacted (3(a)(1)).")
    chain.append(connection, kind=own.DATES, subject="dates", body=_body(dates), by=by)


def one_exemption(connection: Connection, exemption_id: str) -> Exemption:
    """The exemption with this id. Raises InputError when there is none."""
    found = {one.id: one for one in exemptions(connection)}
    if exemption_id not in found:
        raise InputError("There is no such exemption in this case.")
    return found[exemption_id]


def one_part(connection: Connection, part_id: str) -> Part:
    """The part with this id. Raises InputError when there is none."""
    found = {one.id: one for one in parts(connection)}
    if part_id not in found:
        raise InputError("There is no such part in this case.")
    return found[part_id]


def append(
    connection: Connection, kind: str, subject: str, said: Any, *, by: str, leave_out: tuple[str, ...] = ()
) -> str:
    """Adds a row of one of these kinds and gives its digest; `said` is a record, less what the row itself holds."""
    return chain.append(connection, kind=kind, subject=subject, body=_body(said, *leave_out), by=by).digest


def append_change(connection: Connection, kind: str, subject: str, body: Mapping[str, Any], *, by: str) -> None:
    """Adds a row that changes an exemption or a part."""
    chain.append(connection, kind=kind, subject=subject, body=body, by=by)


def _demand(found: list[str]) -> None:
    if found:
        raise InputError(found[0], " ".join(found[1:]))


def _body(said: Any, *leave_out: str) -> dict[str, Any]:
    return {name: value for name, value in asdict(said).items() if name not in (*_OF_ROW, *leave_out)}


def _signed(entry: chain.Entry) -> dict[str, str]:
    return {"by": entry.by, "at": entry.at}


def _changed(exemption: Exemption, entry: chain.Entry) -> Exemption:
    said = {name: value for name, value in entry.body.items() if name != "change_reason"}
    if "until" in said:
        said["renewals"] = (*exemption.renewals, f"{exemption.until or 'no last day'}: {entry.body['change_reason']}")
    return replace(exemption, **said, changed_by=entry.by, changed_at=entry.at)


def _newest(
    connection: Connection, kind: str, make: type[Record], key: str, **convert: type[tuple[str, ...]]
) -> Mapping[str, Record]:
    found = {}
    for entry in undoing.standing(connection, kind):
        body = {name: convert[name](value) if name in convert else value for name, value in entry.body.items()}
        found[str(entry.body[key])] = make(**body, **_signed(entry))
    return found
