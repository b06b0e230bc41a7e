"""What still holds after words were removed, said anew without them.

A row holds words and facts together, and both go. An older fact must not come back with that: evidence that was
withheld is still withheld, and a finding that was open is still open, as severe as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from core.casefile import answering, chain, evidence, findings, grading_rows, kinds, review_kinds, review_rows
from core.evaluation.answers import newest
from core.evaluation.findings import FROM_ANSWERS
from core.evaluation.grading.records import Grade, OutputSet
from core.evaluation.records import Evidence, Finding

_SAID = "Words removed on record; the rest holds."


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What held before a removal, by id; `answers` are the ids of the newest by item.

    `two_person`: packets needed a second person. `sets` of outputs by id; `grades` by set, output and grader.
    """

    findings: Mapping[str, Finding]
    evidence: Mapping[str, Evidence]
    answers: Mapping[str, str]
    two_person: bool
    sets: Mapping[str, OutputSet]
    grades: Mapping[tuple[str, int, str], Grade]


def seen(connection: Connection) -> Seen:
    """What holds now."""
    return Seen(
        findings={finding.id: finding for finding in findings.findings(connection)},
        evidence={piece.id: piece for piece in evidence.evidence(connection)},
        answers=_answers(connection),
        two_person=review_rows.review(connection).two_person,
        sets={one.id: one for one in grading_rows.sets(connection)},
        grades=_grades(connection),
    )


def restate(connection: Connection, before: Seen, *, by: str) -> None:
    """Adds the rows that are needed for what held in `before` to hold now, after words were removed."""
    for piece in evidence.evidence(connection):
        was = before.evidence[piece.id]
        held = {
            name: getattr(was, name)
            for name in ("include", "marking", "appendix")
            if getattr(piece, name) != getattr(was, name)
        }
        if held:
            body = {**held, "name": piece.title}
            _say(connection, kinds.EVIDENCE_CHANGE, piece.id, body, by=by)
    now = {finding.id: finding for finding in findings.findings(connection)}
    answers = _answers(connection)
    for finding in before.findings.values():
        if finding.id in now:
            _restate_finding(connection, finding, now[finding.id], by=by)
        elif finding.status == "open" and _still_rests(finding, before.answers, answers):
            _say(connection, kinds.FINDING, _subject(connection, finding), _without_words(finding), by=by)
    if before.two_person != review_rows.review(connection).two_person:
        _say(connection, review_kinds.RULE, "", {"on": before.two_person, "reason": _SAID}, by=by)
    _restate_gradings(connection, before, by=by)


def _grades(connection: Connection) -> Mapping[tuple[str, int, str], Grade]:
    held = (grade for made in grading_rows.sets(connection) for grade in grading_rows.grades(connection, made))
    return {(grade.set_id, grade.number, grade.by): grade for grade in held}


def _restate_gradings(connection: Connection, before: Seen, *, by: str) -> None:
    """A grade whose note went is the grade that it was, and what was closed stays closed."""
    now = _grades(connection)
    for made in grading_rows.sets(connection):
        for key, grade in before.grades.items():
            if key[0] == made.id and (key not in now or now[key].words != grade.words):
                grading_rows.say_grade(connection, replace(grade, note=""), by=by, locked_too=True)
        if before.sets[made.id].closed and not made.closed:
            grading_rows.say_closed(connection, before.sets[made.id], why=_SAID, by=by, locked_too=True)


def _answers(connection: Connection) -> Mapping[str, str]:
    return {item: answer.id for item, answer in newest(answering.answers(connection)).items()}


def _still_rests(finding: Finding, before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether a reading or an answer that is still here opened it; one that went with its answer is opened anew."""
    item = finding.item_id or ""
    return finding.cause not in FROM_ANSWERS or (item in now and before.get(item) == now[item])


def _say(connection: Connection, kind: str, subject: str, body: Mapping[str, Any], *, by: str) -> None:
    """A removal can't wait, and these rows change nothing: they are added to an accepted evaluation, too."""
    chain.append(connection, kind=kind, subject=subject, body=body, by=by, locked_too=True)


def _restate_finding(connection: Connection, was: Finding, now: Finding, *, by: str) -> None:
    held: dict[str, Any] = {"status": "open"} if was.status == "open" != now.status else {}
    if was.severity != now.severity:
        held |= {"severity": was.severity, "reason": _SAID}
    held |= {name: getattr(was, name) for name in ("marking", "reading_id") if getattr(was, name) != getattr(now, name)}
    if held:
        body = {**held, "sentence": _SAID}
        _say(connection, kinds.FINDING_CHANGE, was.id, body, by=by)


def _subject(connection: Connection, finding: Finding) -> str:
    return next(chain.entries(connection, digest=finding.id)).subject


def _without_words(finding: Finding) -> Mapping[str, Any]:
    """The finding as a new one: it counts as before, and its plan has to be written again."""
    names = ("item_id", "reading_id", "entry_id", "cause", "severity", "marking")
    kept = {name: getattr(finding, name) for name in names}
    return {**kept, "title": "A finding whose words were removed", "detail": _SAID}
