"""Findings as rows of the log: one that opens each, then one for every change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection

from core import clock
from core.casefile import chain, deployment_kinds, deployment_record, evaluations, kinds, review_kinds, undoing
from core.casefile.finding_rows import CARRIED, PutTogether, changed, put_together
from core.catalog.model import Item
from core.errors import InputError
from core.evaluation.barriers import plain_amount
from core.evaluation.finding_acts import (
    Act,
    Change,
    JustifyDelay,
    Known,
    NoteProgress,
    Problem,
    SetBarrier,
    SetMilestone,
    acceptance_reason,
    act_problems,
    severity_reason,
)
from core.evaluation.findings import (
    FROM_ANSWERS,
    on_day,
    opened_as_not_evaluated,
    opened_by_answer,
    opened_by_reading,
    passes_what_failed,
)
from core.evaluation.marks import mark_problems
from core.evaluation.records import Answer, Finding, ReadingRecord


def findings(connection: Connection) -> tuple[Finding, ...]:
    """Every finding as it is today, in the order in which they were opened."""
    together = _together(connection)
    found = dict(together.findings)
    found |= {one: replace(found[one], status="open") for one in _carried_on(connection, together)}
    return tuple(on_day(finding, clock.today()) for finding in found.values())


def goes_on_in(connection: Connection) -> Mapping[str, str]:
    """The findings that two copies opened for one item: by the id of the later one, that in which it goes on."""
    return _together(connection).goes_on_in


def _together(connection: Connection) -> PutTogether:
    return put_together(undoing.standing(connection, kinds.FINDING, kinds.FINDING_CHANGE, kinds.PLAN_PROGRESS))


def _carried_on(connection: Connection, together: PutTogether) -> Collection[str]:
    """Findings that an approval in one copy closed, and that the newest answer, given in another, carried on.

    In one copy that can't be: what was closed is not carried on, an answer then opens another finding.
    """
    closed = [one for one in together.answers if together.findings[one].status == "closed"]
    if not closed:
        return ()
    newest = {entry.subject: entry for entry in undoing.standing(connection, kinds.ANSWER)}
    now = {entry.digest for entry in newest.values() if entry.body["value"] in FROM_ANSWERS}
    return [one for one in closed if together.answers[one] in now]


def open_for_answer(connection: Connection, answer: Answer, item: Item) -> None:
    """Opens the finding of an answer no or partly. One that is still open for the item is carried on instead."""
    fields = opened_by_answer(answer, item)
    if fields is None:
        return
    for finding in findings(connection):
        if finding.item_id == item.id and finding.cause in FROM_ANSWERS and finding.status == "open":
            carried = {name: fields[name] for name in CARRIED}
            carried["answer_id"] = answer.id
            change(connection, finding, carried, f"{item.id} was answered again: {answer.value}.", by=answer.by)
            return
    body = {**fields, "answer_id": answer.id}
    chain.append(connection, kind=kinds.FINDING, subject=item.id, body=body, by=answer.by)


def close_for_answer(connection: Connection, answer: Answer, *, by: str) -> None:
    """Closes what earlier answers to the item had opened. Findings of readings stay: a reading closes those."""
    word = "yes" if answer.value == "yes" else "not applicable"
    for finding in findings(connection):
        if finding.item_id == answer.item_id and finding.cause in FROM_ANSWERS and finding.status != "closed":
            sentence = f"Closed: {answer.item_id} is answered {word} (row {answer.id[:12]})."
            change(connection, finding, {"status": "closed", "answer_id": answer.id}, sentence, by=by)


def open_for_no_evaluation(connection: Connection, *, marking: str, by: str) -> Finding:
    """Opens the finding that the deployment is not evaluated, whose plan of action then says why and what is done.

    Raises InputError once an evaluation was begun, where that finding is open already, or for a mark that is none.
    """
    if faults := mark_problems(marking, "portion"):
        raise InputError(faults[0])
    if evaluations.newest_evaluation(connection) is not None:
        raise InputError("An evaluation was begun; its findings and what it misses say how it stands.")
    if any(one.cause == "not-evaluated" and one.status != "closed" for one in findings(connection)):
        raise InputError("It is recorded already that the deployment is not evaluated.", "Go on with that finding.")
    fields = opened_as_not_evaluated(marking)
    row = chain.append(connection, kind=kinds.FINDING, subject="not-evaluated", body=fields, by=by)
    return _one(connection, row.digest)


def close_for_evaluation(connection: Connection, *, by: str) -> None:
    """Closes the finding that the deployment is not evaluated: what was begun says itself how it stands."""
    for finding in findings(connection):
        if finding.cause == "not-evaluated" and finding.status != "closed":
            change(connection, finding, {"status": "closed"}, "Closed: an evaluation was begun.", by=by)


def follow_reading(connection: Connection, record: ReadingRecord) -> None:
    """Opens the finding of a failed reading, or closes those that it shows to be mended.

    Concerned are findings of earlier readings of the same probe and plan name. A failure that is still open is carried
    on, and then names the newest reading.
    """
    item_id = record.linked_items[0] if record.linked_items else None
    fields = opened_by_reading(record.id, record.body, record.plan_name, item_id)
    for finding, failed in _failed_before(connection, record):
        if fields is not None and finding.status == "open":
            carried = {name: fields[name] for name in ("reading_id", "detail")}
            change(connection, finding, carried, f"{record.probe} failed again (row {record.id[:12]}).", by=record.by)
            return
        if passes_what_failed(record.body, failed):
            sentence = f"Closed: a newer reading of {record.probe} passes (row {record.id[:12]})."
            change(connection, finding, {"status": "closed"}, sentence, by=record.by)
    if fields is not None:
        chain.append(connection, kind=kinds.FINDING, subject=item_id or record.probe, body=fields, by=record.by)


def _failed_before(connection: Connection, record: ReadingRecord) -> Iterator[tuple[Finding, Mapping[str, Any]]]:
    """The findings that readings of the same probe and plan opened and that are not closed, each with its reading."""
    for finding in findings(connection):
        if finding.reading_id is None or finding.status == "closed":
            continue
        for entry in chain.entries(connection, kinds.READING, subject=record.probe, digest=finding.reading_id):
            if entry.body["plan_name"] == record.plan_name:
                yield finding, entry.body["body"]


def act_on(connection: Connection, finding_id: str, act: Act, *, by: str) -> Finding:
    """Records what a person does with a finding. What changes nothing is not recorded.

    What goes on with the plan of an accepted evaluation is a row of its own kind, which takes nothing from what was
    accepted. Raises InputError when there is no such finding, or with the reasons why it can't be done.
    """
    finding = _one(connection, finding_id)
    known = _known(connection, finding, by)
    found = [one.sentence for one in act_problems(finding, act, known)]
    if found:
        raise InputError(found[0], " ".join(found[1:]))
    body = _change_body(finding, act) if isinstance(act, Change) else _plan_body(finding, act)
    if not body:
        return finding
    sentence = body.pop("sentence")
    kind = kinds.PLAN_PROGRESS if known.locked else kinds.FINDING_CHANGE
    return change(connection, finding, body, f"Finding {finding.title!r}: {sentence}", by=by, kind=kind)


def problems_of(connection: Connection, finding_id: str, act: Act, *, by: str) -> tuple[Problem, ...]:
    """Why `act_on` would refuse, by field; empty when it would not. Raises InputError for an unknown finding."""
    finding = _one(connection, finding_id)
    return act_problems(finding, act, _known(connection, finding, by))


def _one(connection: Connection, finding_id: str) -> Finding:
    wanted = goes_on_in(connection).get(finding_id, finding_id)
    finding = next((one for one in findings(connection) if one.id == wanted), None)
    if finding is None:
        raise InputError("There is no such finding in this case.")
    return finding


def _known(connection: Connection, finding: Finding, by: str) -> Known:
    """What decides who may do what: the system owner, and everyone who answered or measured what the finding is of."""
    described, holder = evaluations.deployment(connection), deployment_record.record(connection).roles.get("owner")
    workers = set()
    if finding.item_id and finding.cause in FROM_ANSWERS:
        workers = {entry.by for entry in chain.entries(connection, kinds.ANSWER, subject=finding.item_id)}
    if finding.reading_id:
        workers |= {entry.by for entry in chain.entries(connection, kinds.READING, digest=finding.reading_id)}
    if finding.entry_id:
        workers |= {entry.by for entry in chain.entries(connection, deployment_kinds.PART, digest=finding.entry_id)}
    owner = holder.name if holder else described.owner if described else ""
    locked = review_kinds.is_locked(connection)
    return Known(today=clock.today(), by=by, system_owner=owner, workers=workers, locked=locked)


def _change_body(finding: Finding, act: Change) -> dict[str, Any]:
    wanted = {name: getattr(act, name) for name in ("status", "owner", "due", "severity", "remark")}
    wanted = {name: value.strip() if value else value for name, value in wanted.items()}
    fields = {name: value for name, value in wanted.items() if value not in (None, getattr(finding, name))}
    said = [f"{name} {value or 'none'}" for name, value in fields.items()]
    if act.status == "accepted":
        reason, until = acceptance_reason(finding, act), (act.until or "").strip()
        fields |= {"status": "accepted", "acceptance": {"reason": reason, "until": until}}
        said = [f"risk accepted until {until}: {reason}", *(one for one in said if not one.startswith("status"))]
    if "severity" in fields and severity_reason(act):
        fields["reason"] = severity_reason(act)
        said.append(f"severity was {finding.severity}; reason: {fields['reason']}")
    return {**fields, "sentence": _stopped("; ".join(said))} if fields else {}


def _plan_body(finding: Finding, act: SetMilestone | SetBarrier | JustifyDelay | NoteProgress) -> dict[str, Any]:
    said = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(act).items()}
    if isinstance(act, SetBarrier):
        said["amount"] = plain_amount(act.amount) or ""
    before: Any = None
    name = _NAMES[type(act)]
    if isinstance(act, SetMilestone | SetBarrier):
        listed = finding.milestones if isinstance(act, SetMilestone) else finding.barriers
        before = next((one for one in listed if one.id == act.id), None)
    elif isinstance(act, JustifyDelay):
        before = finding.delay
    if before is not None and not said.get("dropped") and said.items() <= {**asdict(before), "dropped": False}.items():
        return {}
    return {name: said, "sentence": _stopped(_plan_words(act, said))}


_NAMES = {SetMilestone: "milestone", SetBarrier: "barrier", JustifyDelay: "delay", NoteProgress: "note"}


def _plan_words(act: Act, said: Mapping[str, Any]) -> str:
    if isinstance(act, JustifyDelay):
        return f"delay justified. Cause: {said['cause']} Action: {said['action']} Date: {said['date']}"
    if isinstance(act, NoteProgress):
        return f"progress: {said['text']}"
    word = _NAMES[type(act)]
    if said["dropped"]:
        return f"{word} taken out: {said['text']}"
    if isinstance(act, SetBarrier):
        size = f", {said['amount']} {said['unit']}" if said["amount"] else ""
        gone = f", gone since {said['lifted']}" if said["lifted"] else ""
        return f"barrier ({said['kind']}{size}{gone}): {said['text']}"
    return f"milestone {'reached on ' + said['done'] if said['done'] else 'due ' + said['due']}: {said['text']}"


def _stopped(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def change(
    connection: Connection,
    finding: Finding,
    fields: Mapping[str, Any],
    sentence: str,
    *,
    by: str,
    kind: str = kinds.FINDING_CHANGE,
) -> Finding:
    """Adds a row that changes a finding; the finding after it. Whether it may is for the caller to know."""
    body = {**fields, "sentence": sentence}
    row = chain.append(connection, kind=kind, subject=finding.id, body=body, by=by)
    return on_day(changed(finding, row), clock.today())
