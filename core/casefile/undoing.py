"""Taking back what a person did last, and doing it again.

The log only grows: a step that is taken back stays in it, and a row of its own says that its rows no longer count.
Doing it again is one more row. So the state after an undo is the state before the step, to the last date and name.

Copies of a case are merged, and then hold the same rows in another order. So nothing here depends on the order of two
copies: a row "step-redone" names the rows "step-undone" that it lifts, and a row that a person chose where copies
differed takes its place where it was chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, select

from core.casefile import chain, drafts, grading_kinds, kinds, review_kinds
from core.casefile.tables import ENTRY
from core.errors import RefusedError
from core.evaluation.records import AnswerDraft

_UNDOABLE = frozenset(
    {
        kinds.ANSWER,
        kinds.APPROVAL,
        kinds.DECISION,
        kinds.DEPLOYMENT,
        kinds.EVIDENCE_CHANGE,
        kinds.FINDING,
        kinds.FINDING_CHANGE,
        kinds.LINK,
        kinds.UNLINK,
        grading_kinds.GRADE,
    }
)
_FINAL = {
    **review_kinds.FINAL,
    **grading_kinds.FINAL,
    kinds.EVIDENCE: "Attaching a file can't be undone. Withhold it from the packet, or take it off the item.",
    kinds.EVALUATION: "Beginning a pass can't be undone. Begin another one.",
    kinds.PACKET: "A packet that was written can't be undone. Make another one.",
    kinds.PASSPHRASE: "Changing the passphrase can't be undone. Change it again.",
    kinds.MERGED: "Merging another copy can't be undone. Restore a backup.",
    kinds.REMOVED: "What was removed can't be brought back.",
    kinds.REBASED: "Going on with another pack can't be undone. Go on with the earlier one again.",
}
_FINAL_TOO = "This can't be undone. Correct it by a new entry."
_BY_THEMSELVES = frozenset({kinds.READING, kinds.UNDO, kinds.REDO})  # they are no step of a person


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one act of a person put into the log. `final` says why it can't be undone; empty when it can."""

    digests: tuple[str, ...]
    subject: str
    sentence: str
    final: str = ""


def last_row(connection: Connection) -> int:
    """The place of the newest row of the log; 0 in an empty one."""
    return int(connection.execute(select(func.coalesce(func.max(ENTRY.c.row), 0))).scalar_one())


def step_since(connection: Connection, row: int) -> Step | None:
    """The step whose rows came after `row`; None where nothing came, or nothing that a person did."""
    # A copy that is written to at another place begins a chain of its own first, which is nobody's act.
    entries = [entry for entry in chain.entries(connection, after=row) if entry.kind != chain.CHAIN_STARTED]
    acts = [entry for entry in entries if entry.kind not in _BY_THEMSELVES]
    if not acts or len(acts) != len(entries):
        return None
    return Step(
        digests=tuple(entry.digest for entry in acts),
        subject=acts[0].subject,
        sentence=kinds.short_sentence(acts[0].kind, acts[0].subject, acts[0].body),
        final=next((_FINAL.get(entry.kind, _FINAL_TOO) for entry in acts if entry.kind not in _UNDOABLE), ""),
    )


def standing(
    connection: Connection,
    *wanted: str,
    subject: str | None = None,
    digest: str | None = None,
    newest: int | None = None,
) -> Iterator[chain.Entry]:
    """As `chain.entries`, without the rows that were taken back, those that were chosen where they were chosen."""
    gone, chosen = undone(connection), _chosen(connection)
    if not gone and not chosen:
        return chain.entries(connection, *wanted, subject=subject, digest=digest, newest=newest)
    found = chain.entries(connection, *wanted, subject=subject, digest=digest)
    kept = [entry for entry in found if entry.digest not in gone]
    kept.sort(key=lambda entry: chosen.get(entry.digest, entry.row))
    return iter(kept[-newest:] if newest else kept)


def undo(connection: Connection, step: Step, *, by: str) -> None:
    """Takes `step` back; what an answer said is a draft again, unless a newer draft is there.

    Raises RefusedError when the step is final, is undone already, or something newer rests on it.
    """
    if step.final:
        raise RefusedError(step.final)
    acts = _rows(connection, step)
    if _taken_back(connection) & set(step.digests):
        raise RefusedError(f"Undone already: {step.sentence}.")
    if any(entry.kind not in _UNDOABLE for entry in acts):
        raise RefusedError(f"This can't be undone: {step.sentence}.")
    _demand_nothing_newer(connection, acts, step)
    _record(connection, kinds.UNDO, step, acts, by=by)
    kept, moved = drafts.all_drafts(connection), _moved(connection)
    for entry in acts:
        draft = _draft_of(entry)
        if draft is None:
            continue
        draft = replace(draft, item_id=moved.get(draft.item_id, draft.item_id))
        if draft.item_id not in kept:
            drafts.save(connection, draft)


def redo(connection: Connection, step: Step, *, by: str) -> None:
    """Does again what was undone. Raises RefusedError when it is not undone now."""
    acts = _rows(connection, step)
    if not set(step.digests) <= _taken_back(connection):
        raise RefusedError(f"There is nothing to do again: {step.sentence}.")
    _record(connection, kinds.REDO, step, acts, by=by)
    kept = drafts.all_drafts(connection)
    for entry in acts:
        draft = _draft_of(entry)
        if draft is not None and kept.get(entry.subject) == draft:
            drafts.discard(connection, entry.subject)


def undone(connection: Connection) -> frozenset[str]:
    """The digests of the rows that do not count now: taken back, or resting on an answer that was taken back.

    A second reviewer may have decided in one copy on an answer that was taken back in another: the decision, and what
    it closed, then count no more. A finding that somebody worked on in another copy stays.
    """
    gone = set(_taken_back(connection))
    if not gone:
        return frozenset()
    worked_on = set()
    for entry in chain.entries(connection, kinds.APPROVAL, kinds.FINDING, kinds.FINDING_CHANGE, kinds.PLAN_PROGRESS):
        if entry.body.get("answer_id") in gone:
            gone.add(entry.digest)
        elif entry.kind in (kinds.FINDING_CHANGE, kinds.PLAN_PROGRESS) and entry.digest not in gone:
            worked_on.add(entry.subject)
    return frozenset(gone - worked_on)


def _taken_back(connection: Connection) -> frozenset[str]:
    """The digests of the rows that a person took back and nobody did again."""
    taken: dict[str, frozenset[str]] = {}
    lifted: set[str] = set()
    for entry in chain.entries(connection, kinds.UNDO, kinds.REDO):
        acts = frozenset(entry.body["acts"])
        if entry.kind == kinds.UNDO:
            taken[entry.digest] = acts
        else:
            lifted |= set(entry.body.get("lifts") or (one for one, rows in taken.items() if rows & acts))
    return frozenset().union(*(rows for one, rows in taken.items() if one not in lifted))


def _chosen(connection: Connection) -> Mapping[str, int]:
    """The rows that hold because a person chose them where two copies differed, each with the place of the choice."""
    settled = chain.entries(connection, kinds.SETTLED)
    return {entry.body["chosen"]: entry.row for entry in settled if entry.body.get("holds")}


def _moved(connection: Connection) -> Mapping[str, str]:
    """Where each item lies now that went to another place with a newer pack."""
    found: dict[str, str] = {}
    for entry in chain.entries(connection, kinds.REBASED):
        moved = entry.body.get("all_moved", entry.body["moved"])
        found = {old: moved.get(new, new) for old, new in found.items()} | moved
    return found


def _rows(connection: Connection, step: Step) -> Sequence[chain.Entry]:
    return [entry for digest in step.digests for entry in chain.entries(connection, digest=digest)]


def _demand_nothing_newer(connection: Connection, acts: Sequence[chain.Entry], step: Step) -> None:
    """A reading can change a finding between a step and its undo; taking the step back would then break the finding."""
    about, digests = {(entry.kind, entry.subject) for entry in acts}, set(step.digests)
    gone, last = undone(connection), max((entry.row for entry in acts), default=0)
    graded = {entry.body["set_id"] for entry in acts if entry.kind == grading_kinds.GRADE}
    for entry in chain.entries(connection, *_UNDOABLE, grading_kinds.CLOSED, after=last):
        rests = (entry.kind, entry.subject) in about or entry.subject in digests | graded
        if entry.digest not in gone and (rests or entry.body.get("answer_id") in digests):
            raise RefusedError(f"Something newer rests on it: {step.sentence}.", "Correct it by a new entry.")


def _draft_of(entry: chain.Entry) -> AnswerDraft | None:
    """What a person had typed for an answer; None for other rows, and for an answer that came with many others."""
    if entry.kind != kinds.ANSWER:
        return None
    if entry.body.get("decision_id"):
        remark = entry.body["remark"]
        return AnswerDraft(item_id=entry.subject, remark=remark, marking=entry.body["marking"]) if remark else None
    said = {name: entry.body[name] for name in ("value", "remark", "reason", "reason_listed", "marking")}
    return AnswerDraft(item_id=entry.subject, **said)


def _record(connection: Connection, kind: str, step: Step, acts: Sequence[chain.Entry], *, by: str) -> None:
    """The row holds no word that a person typed, so that it never has to go with what two people remove."""
    body: dict[str, Any] = {
        "acts": list(step.digests),
        "sentence": kinds.plain_sentence(acts[0].kind, acts[0].subject, acts[0].body),
    }
    if kind == kinds.REDO:
        acts_of = {entry.digest: set(entry.body["acts"]) for entry in chain.entries(connection, kinds.UNDO)}
        body["lifts"] = [one for one, rows in acts_of.items() if rows & set(step.digests)]
    chain.append(connection, kind=kind, subject=step.subject, body=body, by=by)
