"""Where two people wrote about the same thing in two copies of a case: both stay, and a person chooses.

A row of kind CONFLICT names the two rows. It is open until a row of kind SETTLED names it, or until somebody wrote
about the same thing anew in the copy that met it. Until then an item in conflict counts as not answered. A row that
changes parts of something (`_PARTS`) differs only from one that changes the same part; what only adds never differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from core.casefile import answering, chain, deployment_kinds, findings, grading_kinds, kinds, review_kinds, undoing
from core.catalog.model import GuidelinePack
from core.errors import InputError
from core.evaluation.answers import newest_approvals, standing

# Rows that only add: two of them never say different things of one thing.
_ADDING = frozenset(
    [
        *(kinds.CASE, chain.CHAIN_STARTED, kinds.EVIDENCE, kinds.LINK, kinds.UNLINK, kinds.READING, kinds.FINDING),
        *(kinds.PACKET, kinds.PASSPHRASE, kinds.MERGED, kinds.CONFLICT, kinds.SETTLED, kinds.REMOVED, kinds.PACK),
        *(kinds.DECISION, kinds.UNDO, kinds.REDO, kinds.REBASED),
        *(deployment_kinds.EXEMPTION, deployment_kinds.PART),
        *(grading_kinds.OUTPUTS, grading_kinds.CLOSED),
        *review_kinds.OWN,
    ]
)
_PLAN = {name: (name,) for name in ("delay", "milestone", "barrier", "note")}
_BESIDE_THE_POINT = frozenset(["evaluation_id", "answer_id", "sentence", "name", "register"])
_PARTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    kinds.EVIDENCE_CHANGE: {"inclusion": ("include", "appendix"), "marking": ("marking",), "title": ("title",)},
    kinds.FINDING_CHANGE: {
        "status": ("status", "acceptance", "remark"),
        "owner": ("owner",),
        "due date": ("due",),
        "severity": ("severity", "reason"),
        "cause": ("cause", "title", "detail", "reading_id", "entry_id", "marking"),
        **_PLAN,
    },
    kinds.PLAN_PROGRESS: _PLAN,
    deployment_kinds.EXEMPTION_CHANGE: {
        "last day": ("until", "change_reason"),
        "end": ("ended", "end_reason"),
        "evaluation afterwards": ("after_action_done", "after_action_record"),
    },
    deployment_kinds.PART_CHANGE: {"content": ("title", "fields", "marking"), "removal": ("removed",)},
}
_TITLES = {
    kinds.DEPLOYMENT: "The description of the deployment",
    kinds.EVALUATION: "The pass that is under way",
    kinds.EVIDENCE_CHANGE: "What is said of a piece of evidence",
    kinds.FINDING_CHANGE: "The decision on a finding",
    kinds.PLAN_PROGRESS: "The plan of action of a finding",
    kinds.COMPILATION: "The decision on compilation",
    kinds.AUTHORITY: "The classification authority block",
    kinds.CUI_BLOCK: "The CUI designation",
}

Thing = tuple[str, str, str]  # kind, subject, and the part or, for a second reviewer's decision, the answer
Written = Mapping[Thing, chain.Entry]


@dataclass(frozen=True, kw_only=True)
class Side:
    """What was written in one of the two copies."""

    id: str  # digest of its row
    by: str
    at: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """One thing about which two copies say different things. `item_id` is "" where it is not an answer's."""

    id: str
    about: str  # the kind of the two rows
    item_id: str
    title: str
    ours: Side
    theirs: Side


def since(connection: Connection, heads: Mapping[str, tuple[int, str]]) -> Written:
    """The newest row on each thing among those that lie behind `heads` (chain, newest number that the other has)."""
    found: dict[Thing, chain.Entry] = {}
    for entry in undoing.standing(connection):
        if entry.number > heads.get(entry.chain_id, (0, ""))[0] and entry.kind not in _ADDING and entry.body:
            found.update(dict.fromkeys(_things(entry), entry))
    return found


def between(
    ours: Written, theirs: Written, goes_on_in: Mapping[str, str]
) -> Mapping[Thing, tuple[chain.Entry, chain.Entry]]:
    """Pairs of rows, one of each copy, that say different things of the same thing.

    `goes_on_in` gives the finding in which another one goes on, which the other copy had opened for the same item.
    """
    ours, theirs = ({_of_one(thing, goes_on_in): row for thing, row in one.items()} for one in (ours, theirs))
    both = [thing for thing in ours if thing in theirs]
    return {thing: (ours[thing], theirs[thing]) for thing in both if _differ(thing, ours[thing], theirs[thing])}


def same_passes(ours: Written, theirs: Written) -> Mapping[str, str]:
    """The pass of the other copy by the pass of this one with the same words: both began it, and it is one pass."""
    thing = (kinds.EVALUATION, "", "")
    if thing not in ours or thing not in theirs or _differ(thing, ours[thing], theirs[thing]):
        return {}
    return {theirs[thing].digest: ours[thing].digest}


def record(connection: Connection, thing: Thing, pair: tuple[chain.Entry, chain.Entry], *, by: str) -> Conflict:
    """Notes a conflict in the log."""
    one, other = pair
    part = thing[2] if one.kind in _PARTS else ""
    body = {
        "about": one.kind,
        "part": part,
        "title": _title(one) + (f": {part.split(' of ')[0]}" if part else ""),
        "ours": one.digest,
        "ours_by": one.by,
        "theirs": other.digest,
        "theirs_by": other.by,
    }
    entry = chain.append(connection, kind=kinds.CONFLICT, subject=one.subject, body=body, by=by)
    return _conflict(entry, one, other)


def open_conflicts(connection: Connection) -> tuple[Conflict, ...]:
    """The conflicts that nobody has settled, oldest first."""
    met = list(chain.entries(connection, kinds.CONFLICT))
    settled = {entry.body["conflict"] for entry in chain.entries(connection, kinds.SETTLED)}
    over = {_pair(entry) for entry in met if entry.digest in settled}
    found = []
    for entry in met:
        sides = [_row(connection, entry.body[side]) for side in ("ours", "theirs")]
        if _pair(entry) in over or not all(side.body for side in sides) or _written_anew(connection, entry):
            continue
        found.append(_conflict(entry, *sides))
        over.add(_pair(entry))  # both copies may have met it
    return tuple(found)


def settle(connection: Connection, conflict_id: str, chosen: str, *, by: str, pack: GuidelinePack) -> None:
    """Records that `chosen` (the id of one side) holds from now on; the other side stays in the log.

    Raises InputError when there is no such open conflict or side, and what recording the chosen one anew raises.
    """
    conflict = next((one for one in open_conflicts(connection) if one.id == conflict_id), None)
    if conflict is None:
        raise InputError("There is no such conflict, or it is settled already.")
    if chosen not in (conflict.ours.id, conflict.theirs.id):
        raise InputError("Choose one of the two that were written.")
    entry = _row(connection, chosen)
    part = _row(connection, conflict_id).body.get("part", "")
    # A row that holds as it is takes its place where it was chosen, in every copy; other ones are written anew.
    holds = entry.kind not in _PARTS
    body = {"conflict": conflict_id, "title": conflict.title, "chosen": chosen, "chosen_by": entry.by, "holds": holds}
    chain.append(connection, kind=kinds.SETTLED, subject=conflict.item_id or entry.subject, body=body, by=by)
    if entry.kind == kinds.ANSWER:
        _hold_answer(connection, entry, by=by, pack=pack)
    elif not holds:
        said = {name: entry.body[name] for name in _said(entry, part)}
        chain.append(connection, kind=entry.kind, subject=entry.subject, body=said, by=by)


def _hold_answer(connection: Connection, entry: chain.Entry, *, by: str, pack: GuidelinePack) -> None:
    """The chosen answer is the newest now: findings follow it, as when it was confirmed or approved."""
    item = pack.by_id.get(entry.subject)
    if item is None:
        return
    answer = next(one for one in answering.answers(connection) if one.id == entry.digest)
    decision = newest_approvals(answering.approvals(connection)).get(answer.id)
    if answer.value in ("no", "partly"):
        findings.open_for_answer(connection, answer, item)
    elif standing(answer, item, decision) in ("yes", "not-applicable"):
        findings.close_for_answer(connection, answer, by=by)


def _of_one(thing: Thing, goes_on_in: Mapping[str, str]) -> Thing:
    kind, subject, part = thing
    return kind, goes_on_in.get(subject, subject), part


def _things(entry: chain.Entry) -> Iterator[Thing]:
    """What a row is about; of something that only it adds, nothing."""
    if entry.kind not in _PARTS:
        yield entry.kind, entry.subject, str(entry.body.get("answer_id", "")) if entry.kind == kinds.APPROVAL else ""
        return
    for part, names in _PARTS[entry.kind].items():
        if part in ("milestone", "barrier", "note"):
            known = (entry.body.get(part) or {}).get("id")
            if known:
                yield entry.kind, entry.subject, f"{part} of {known}"
        elif any(name in entry.body for name in names):
            yield entry.kind, entry.subject, part


def _said(entry: chain.Entry, part: str) -> list[str]:
    """The names of what a row says of one part, with what every row of its kind says; all of them without a part."""
    names = _PARTS[entry.kind].get(part.split(" of ", maxsplit=1)[0], tuple(entry.body))
    return [name for name in entry.body if name in names or name in _BESIDE_THE_POINT]


def _differ(thing: Thing, one: chain.Entry, other: chain.Entry) -> bool:
    beside = _BESIDE_THE_POINT - {"name"} if one.kind == kinds.DEPLOYMENT else _BESIDE_THE_POINT  # there: the system's
    names = [_said(entry, thing[2]) if entry.kind in _PARTS else entry.body for entry in (one, other)]
    said = [
        {k: entry.body[k] for k in kept if k not in beside} for entry, kept in zip((one, other), names, strict=True)
    ]
    return said[0] != said[1]


def _pair(conflict: chain.Entry) -> tuple[str, ...]:
    return (*sorted((conflict.body["ours"], conflict.body["theirs"])), conflict.body.get("part", ""))


def _title(entry: chain.Entry) -> str:
    if entry.kind == kinds.ANSWER:
        return f"The answer to {entry.subject}"
    if entry.kind == kinds.APPROVAL:
        return f"The second reviewer's decision on {entry.subject}"
    if entry.kind == deployment_kinds.PART_CHANGE:
        return f"What is said of “{entry.body['name']}”"
    if entry.kind == grading_kinds.GRADE:
        return f"What {entry.body['grader']} says of output {entry.body['number']}"
    return _TITLES.get(entry.kind, f"{entry.kind} {entry.subject}".strip())


def _row(connection: Connection, digest: str) -> chain.Entry:
    return next(chain.entries(connection, digest=digest))


def _conflict(entry: chain.Entry, ours: chain.Entry, theirs: chain.Entry) -> Conflict:
    about = entry.body["about"]
    return Conflict(
        id=entry.digest,
        about=about,
        item_id=entry.subject if about in (kinds.ANSWER, kinds.APPROVAL) else "",
        title=entry.body["title"],
        ours=_side(ours),
        theirs=_side(theirs),
    )


def _side(entry: chain.Entry) -> Side:
    said = kinds.sentence(entry.kind, entry.subject, entry.body)
    return Side(id=entry.digest, by=entry.by, at=entry.at, sentence=said)


def _same_thing(connection: Connection, entry: chain.Entry, part: str = "") -> Iterator[chain.Entry]:
    same = findings.goes_on_in(connection)
    things = {_of_one(thing, same) for thing in _things(entry) if not part or thing[2] == part}
    joined = entry.subject in same or entry.subject in same.values()
    for one in undoing.standing(connection, entry.kind, subject=None if joined else entry.subject):
        if things & {_of_one(thing, same) for thing in _things(one)}:
            yield one


def _written_anew(connection: Connection, conflict: chain.Entry) -> bool:
    """Whether the copy that met the conflict, or one that knew of it, wrote about the same thing later."""
    named = _row(connection, conflict.body["theirs"])
    same = _same_thing(connection, named, conflict.body.get("part", ""))
    return any(one.chain_id == conflict.chain_id and one.number > conflict.number for one in same)
