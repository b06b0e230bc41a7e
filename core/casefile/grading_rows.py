"""Sets of outputs and their grades as rows of the log; the outputs themselves lie as a document, in shuffled order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, select

from core.casefile import chain, undoing
from core.casefile import grading_kinds as own
from core.casefile.tables import CHAIN, ENTRY
from core.errors import CaseFileError, InputError
from core.evaluation.grading.columns import Recorded
from core.evaluation.grading.records import Grade, Origin, Output, OutputSet
from core.evaluation.grading.rubric import rubric_from_dict
from core.evaluation.grading.rules import close_problems, grade_problems, grader_named

_ORIGIN = ("id", "system", "group", "flag")
_OF_ROW = ("id", "by", "at", "closed_by", "closed_at", "closed_why", "closed_knew")


def sets(connection: Connection) -> tuple[OutputSet, ...]:
    """Every set of outputs as it is now, in the order in which they were imported."""
    found: dict[str, OutputSet] = {}
    for entry in undoing.standing(connection, own.OUTPUTS, own.CLOSED):
        if entry.kind == own.OUTPUTS:
            found[entry.digest] = _set(entry)
        elif entry.subject in found and not found[entry.subject].closed:
            found[entry.subject] = replace(
                found[entry.subject],
                closed_by=entry.by,
                closed_at=entry.at,
                closed_why=entry.body["why"],
                closed_knew=entry.body.get("knew", {}),
            )
    return tuple(found.values())


def one_set(connection: Connection, set_id: str) -> OutputSet:
    """The set with this id. Raises InputError when there is none."""
    for one in sets(connection):
        if one.id == set_id:
            return one
    raise InputError("There is no such set of outputs in this case.")


def grades(connection: Connection, made: OutputSet) -> tuple[Grade, ...]:
    """The grades that count: the newest of each grader on each output, of those that who closed it knew."""
    found: dict[tuple[int, str], Grade] = {}
    for entry in undoing.standing(connection, own.GRADE):
        if entry.body["set_id"] == made.id and not _is_late(entry, made):
            grade = _grade(entry)
            found[grade.number, grade.by] = grade
    return tuple(found[key] for key in sorted(found))


def late(connection: Connection, made: OutputSet) -> int:
    """How many grades another copy brought after the grading was closed."""
    rows = connection.execute(select(ENTRY.c.chain_id, ENTRY.c.number).where(ENTRY.c.kind == own.GRADE))
    if not any(row.number > made.closed_knew.get(row.chain_id, 0) for row in rows):  # most cases; nothing is parsed
        return 0
    said = undoing.standing(connection, own.GRADE)
    return sum(entry.body["set_id"] == made.id and _is_late(entry, made) for entry in said)


def _is_late(entry: chain.Entry, made: OutputSet) -> bool:
    """A grade that was closed over and is said again after a removal is none."""
    unknown = entry.number > made.closed_knew.get(entry.chain_id, 0)
    return made.closed and bool(made.closed_knew) and unknown and not entry.body.get("again")


def done(made: OutputSet, held: Iterable[Grade]) -> dict[str, int]:
    """How many outputs each grader has graded."""
    counted = Counter(grade.by for grade in held)
    return {name: counted[name] for name in made.graders}


def add_set(connection: Connection, made: OutputSet, *, by: str) -> OutputSet:
    """Records a set whose outputs are attached already."""
    said = {name: value for name, value in asdict(made).items() if name not in _OF_ROW}
    said["rubric"] = made.rubric.as_dict()
    said["origins"] = [[getattr(one, name) for name in _ORIGIN] for one in made.origins]
    return _set(chain.append(connection, kind=own.OUTPUTS, subject="", body=said, by=by))


def add_grade(connection: Connection, grade: Grade, *, by: str) -> Grade:
    """Records a grade in place of the grader's earlier one. Raises InputError with the reasons why not."""
    made = one_set(connection, grade.set_id)
    problems = grade_problems(made, replace(grade, by=by))
    if problems:
        raise InputError(problems[0], " ".join(problems[1:]))
    return say_grade(connection, replace(grade, by=grader_named(made, by)), by=by)


def say_grade(connection: Connection, grade: Grade, *, by: str, locked_too: bool = False) -> Grade:
    """Adds the row of a grade of `grade.by`, whoever writes it; `locked_too` where it only says again what holds."""
    body = {
        "set_id": grade.set_id,
        "number": grade.number,
        "grader": grade.by,
        "words": dict(grade.words),
        "note": grade.note.strip(),
        "marking": grade.marking,
        **({"again": True} if locked_too else {}),
    }
    subject = f"{grade.set_id}/{grade.number}/{grade.by}"
    return _grade(chain.append(connection, kind=own.GRADE, subject=subject, body=body, by=by, locked_too=locked_too))


def close(connection: Connection, made: OutputSet, *, why: str, by: str) -> OutputSet:
    """Records that the grading is over. Raises InputError where a reason is missing or it is over already."""
    problems = close_problems(made, done(made, grades(connection, made)), why)
    if problems:
        raise InputError(problems[0])
    say_closed(connection, made, why=why, by=by)
    return one_set(connection, made.id)


def say_closed(connection: Connection, made: OutputSet, *, why: str, by: str, locked_too: bool = False) -> None:
    """Adds the row that closes a grading."""
    rows = connection.execute(select(CHAIN.c.chain_id, CHAIN.c.head_number)).all()
    knew = made.closed_knew or {row.chain_id: row.head_number for row in rows}
    body = {"set_id": made.id, "title": made.title, "why": why.strip(), "knew": dict(knew)}
    chain.append(connection, kind=own.CLOSED, subject=made.id, body=body, by=by, locked_too=locked_too)


def document(outputs: Sequence[Recorded]) -> bytes:
    """Outputs, shuffled already, as the JSON Lines file that is kept: what a grader may see, and nothing else."""
    lines = (
        json.dumps({"number": number, "prompt": one.prompt, "output": one.text}, ensure_ascii=False)
        for number, one in enumerate(outputs, 1)
    )
    return ("\n".join(lines) + "\n").encode()


def outputs_in(data: bytes) -> tuple[Output, ...]:
    """The outputs that `document` wrote. Raises CaseFileError for other bytes."""
    try:
        read = [json.loads(line) for line in data.decode().split("\n") if line]
        return tuple(Output(number=one["number"], prompt=one["prompt"], text=one["output"]) for one in read)
    except (ValueError, KeyError, TypeError) as error:
        raise CaseFileError("The outputs in this case file can't be read.", "Restore it from a backup.") from error


def _set(entry: chain.Entry) -> OutputSet:
    said: dict[str, Any] = dict(entry.body)
    said["rubric"] = rubric_from_dict(said["rubric"])
    said["origins"] = tuple(Origin(**dict(zip(_ORIGIN, one, strict=True))) for one in said["origins"])
    said["graders"] = tuple(said["graders"])
    return OutputSet(id=entry.digest, by=entry.by, at=entry.at, **said)


def _grade(entry: chain.Entry) -> Grade:
    said = {name: value for name, value in entry.body.items() if name not in ("grader", "again")}
    return Grade(**said, by=entry.body["grader"], at=entry.at)
