"""The kinds of rows that the log has, and each one as a sentence for a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.casefile import deployment_kinds, grading_kinds, review_kinds

CASE = "case-created"
DEPLOYMENT = "deployment-described"
EVALUATION = "evaluation-started"
ANSWER = "answer-confirmed"
APPROVAL = "answer-reviewed"
EVIDENCE = "evidence-attached"
EVIDENCE_CHANGE = "evidence-changed"
LINK = "evidence-linked"
UNLINK = "evidence-unlinked"
READING = "reading-added"
DECISION = "decision-taken"
FINDING = "finding-opened"
FINDING_CHANGE = "finding-changed"
PLAN_PROGRESS = review_kinds.PROGRESS
PACKET = "packet-exported"
PASSPHRASE = "passphrase-changed"  # noqa: S105 - the name of a kind
UNDO = "step-undone"
REDO = "step-redone"
MERGED = "copy-merged"
CONFLICT = "conflict-met"
SETTLED = "conflict-settled"
REMOVED = "content-removed"
PACK = "pack-imported"
REBASED = "answers-rebased"
COMPILATION = "compilation-decided"
AUTHORITY = "authority-stated"
CUI_BLOCK = "cui-block-stated"

_ANSWERS = {"yes": "yes", "partly": "partly", "no": "no", "not-applicable": "not applicable"}


def sentence(kind: str, subject: str, body: Mapping[str, Any]) -> str:
    """What happened, as one sentence without its date and name. A kind not known here gives its own name."""
    if not body:
        return f"{kind}: what this row said has been removed."
    words = _WORDS.get(kind)
    return words(subject, body) if words else f"{kind} {subject}".strip()


def short_sentence(kind: str, subject: str, body: Mapping[str, Any]) -> str:
    """As `sentence`, without its full stop and without what a person typed into a remark."""
    if kind == ANSWER:
        return f"{subject} answered {_ANSWERS.get(body['value'], body['value'])}"
    if kind == APPROVAL:
        return f"{subject} {'approved' if body['approved'] else 'refused'} as not applicable"
    if kind == DECISION:
        return f"{_items(body)} answered not applicable"
    return sentence(kind, subject, body).rstrip(".")


def plain_sentence(kind: str, subject: str, body: Mapping[str, Any]) -> str:
    """As `short_sentence`, without any word that a person typed, titles included."""
    if kind in (ANSWER, APPROVAL, DECISION):
        return short_sentence(kind, subject, body)
    return _PLAIN.get(kind, "{kind} {subject}").format(kind=kind, subject=subject).strip()


_PLAIN = {
    **grading_kinds.PLAIN,
    DEPLOYMENT: "the deployment described",
    EVIDENCE_CHANGE: "what is said of a piece of evidence changed",
    FINDING: "a finding opened",
    FINDING_CHANGE: "a finding changed",
    PLAN_PROGRESS: "the plan of action went on",
    LINK: "evidence linked to {subject}",
    UNLINK: "evidence unlinked from {subject}",
}


# Rows that may hold the title of a piece of evidence, told without it.
EVIDENCE_PLAINLY: Mapping[str, str] = {
    EVIDENCE: "A piece of evidence was attached.",
    EVIDENCE_CHANGE: "What is said of a piece of evidence changed.",
    LINK: "Evidence was linked to an item.",
    UNLINK: "Evidence was unlinked from an item.",
    UNDO: "A step was undone.",
    REDO: "A step was done again.",
    grading_kinds.OUTPUTS: "Outputs were imported.",
    grading_kinds.CLOSED: "A grading was closed.",
}


def _answer(subject: str, body: Mapping[str, Any]) -> str:
    value = _ANSWERS.get(body["value"], body["value"])
    because = f" because: {body['reason'].rstrip('. ')}" if body["reason"] else ""
    among = " It is part of one decision over several items." if body.get("decision_id") else ""
    remark = f" Remark: {body['remark']}" if body["remark"] else ""
    return f"{subject} answered {value}{because}.{among}{remark}"


def _decision(_: str, body: Mapping[str, Any]) -> str:
    reason = body["reason"].rstrip(". ")
    return f"One decision over {_items(body)}: not applicable because: {reason}."


def _items(body: Mapping[str, Any]) -> str:
    return "1 item" if len(body["items"]) == 1 else f"{len(body['items'])} items"


def _approval(subject: str, body: Mapping[str, Any]) -> str:
    remark = f" Remark: {body['remark']}" if body["remark"] else ""
    return f"{subject} {'approved' if body['approved'] else 'refused'} as not applicable.{remark}"


def _evidence_change(_: str, body: Mapping[str, Any]) -> str:
    include = {True: "included in the packet", False: "withheld from the packet"}
    appendix = {
        "named": "kept in the appendix alone",
        "unnamed": "kept in the appendix alone, unnamed elsewhere",
        "": "kept in the appendix no longer",
    }
    parts = [
        f"renamed to {body['title']!r}" if body.get("title") is not None else "",
        f"marked {body['marking']}" if body.get("marking") is not None else "",
        include[body["include"]] if body.get("include") is not None else "",
        appendix[body["appendix"]] if body.get("appendix") is not None else "",
    ]
    return f"Evidence {body['name']!r} " + ", ".join(part for part in parts if part) + "."


def _merged(_: str, body: Mapping[str, Any]) -> str:
    conflicts = body["conflicts"]
    met = f" {conflicts} of them meet what was written here; someone has to choose." if conflicts else ""
    one = f" Findings of both copies on one item that go on as one: {body['joined']}." if body.get("joined") else ""
    return f"Another copy of the case merged: {body['rows']} rows by {', '.join(body['people'])}.{met}{one}"


def _removed(_: str, body: Mapping[str, Any]) -> str:
    rows = "what 1 row said" if len(body["rows"]) == 1 else f"what {len(body['rows'])} rows said"
    return f"Content removed, with {body['second']} as the second person: {body['what']} ({rows}). Why: {body['why']}"


_WORDS: Mapping[str, Callable[[str, Mapping[str, Any]], str]] = {
    **deployment_kinds.WORDS,
    **review_kinds.WORDS,
    **grading_kinds.WORDS,
    CASE: lambda _, body: f"Case {body['title']!r} created.",
    "chain-started": lambda _, body: (
        "This copy of the case began its own log." if body["follows"] else "The log of the case began."
    ),
    DEPLOYMENT: lambda _, body: f"Deployment {body['name']!r} of {body['agency']} described.",
    EVALUATION: lambda _, body: (
        f"Evaluation {body['title']!r} started: {body['profile']} profile, stage {body['stage']},"
        f" pack {body['pack_id']} {body['pack_version']}."
    ),
    ANSWER: _answer,
    APPROVAL: _approval,
    DECISION: _decision,
    EVIDENCE: lambda _, body: f"Evidence {body['title']!r} attached ({body['file_name']}).",
    EVIDENCE_CHANGE: _evidence_change,
    LINK: lambda subject, body: f"Evidence {body['name']!r} linked to {subject}.",
    UNLINK: lambda subject, body: f"Evidence {body['name']!r} unlinked from {subject}.",
    READING: lambda _, body: (
        f"Reading of {body['body']['probe']} added, plan {body['plan_name']!r}"
        f" (verdict: {body['body'].get('verdict') or 'none'})."
    ),
    FINDING: lambda _, body: f"Finding opened: {body['title']}.",
    FINDING_CHANGE: lambda _, body: body["sentence"],
    PLAN_PROGRESS: lambda _, body: body["sentence"],
    PACKET: lambda _, body: f"Packet {body['file_name']!r} exported.",
    MERGED: _merged,
    CONFLICT: lambda _, body: f"{body['title']}: {body['ours_by']} and {body['theirs_by']} wrote differently.",
    SETTLED: lambda _, body: f"{body['title']}: what {body['chosen_by']} wrote was chosen.",
    REMOVED: _removed,
    PACK: lambda _, body: f"Pack {body['id']} {body['version']} imported, signed by {body['signer']}.",
    REBASED: lambda _, body: (
        f"Answers rebased from {body['old']} onto {body['new']}: {len(body['kept'])} keep their answer,"
        f" {len(body['ask_again'])} are asked again, {len(body['moved'])} moved,"
        f" {len(body['dropped'])} are no longer asked."
    ),
    COMPILATION: lambda _, body: (
        f"Compilation: the whole is {body['banner']}, its parts {body['rolled_up']}. Why: {body['reason']}"
    ),
    AUTHORITY: lambda _, body: (
        f"Authority stated: classified by {body['classified_by']}, declassify on {body['declassify_on']}."
    ),
    CUI_BLOCK: lambda _, body: f"CUI designation stated: controlled by {body['controlled_by']}.",
    PASSPHRASE: lambda _, __: "The passphrase of the case file was changed.",
    UNDO: lambda _, body: f"Undid: {body['sentence']}.",
    REDO: lambda _, body: f"Did again: {body['sentence']}.",
}
