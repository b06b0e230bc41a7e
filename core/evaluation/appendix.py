"""Sensitive test content: prompts, excerpts of test data, red-team detail. It is kept in an appendix alone.

A piece of evidence that is so classed never goes into the packet or a public document. A person says whether its title
may stand there; where it may not, every place has `UNNAMED` in its stead. Its digest stands in both cases, and binds
the appendix to the packet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from core.evaluation.grading.records import Graded
from core.evaluation.records import Evidence, Finding, LogEntry, ReadingRecord

Appendix = Literal["", "named", "unnamed"]
UNNAMED = "Sensitive test content, kept in the appendix"
WORDS: Mapping[str, str] = {
    "": "Not in the appendix",
    "named": "In the appendix alone; the packet may name it",
    "unnamed": "In the appendix alone; the packet does not name it",
}


def in_appendix(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """What is kept in the appendix, as it is."""
    return tuple(one for one in evidence if one.appendix)


def as_told(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Every piece as it may be told outside of the appendix: without title, file and origin where it is unnamed."""
    return tuple(
        replace(one, title=UNNAMED, file_name="withheld", origin="", include=False)
        if one.appendix == "unnamed"
        else one
        for one in evidence
    )


def gradings_as_told(gradings: Iterable[Graded], evidence: Iterable[Evidence]) -> tuple[Graded, ...]:
    """The sets of outputs as they may be told: of what is in the appendix, which prompts are alike, not what they say.

    Where the piece is unnamed, so is its set: without title, file, ids of outputs and notes of graders.
    """
    apart = {one.id: one.appendix for one in evidence if one.appendix}
    return tuple(_grading(one, apart.get(one.outputs.evidence_id, "")) for one in gradings)


def _grading(held: Graded, appendix: Appendix) -> Graded:
    if not appendix:
        return held
    alike: dict[str, str] = {"": ""}
    prompts = tuple(alike.setdefault(prompt, f"prompt {len(alike)}") for prompt in held.prompts)
    if appendix == "named":
        return replace(held, prompts=prompts)
    made = held.outputs
    origins = tuple(replace(one, id=f"number {number}") for number, one in enumerate(made.origins, 1))
    outputs = replace(made, title=UNNAMED, file_name="withheld", origins=origins)
    return replace(held, outputs=outputs, prompts=prompts, grades=tuple(replace(one, note="") for one in held.grades))


def readings_as_told(
    readings: Iterable[ReadingRecord], gradings: Iterable[Graded], evidence: Iterable[Evidence]
) -> tuple[ReadingRecord, ...]:
    """The readings as they may be told: those on an unnamed set lose its title and the examples from it."""
    unnamed = {one.id for one in evidence if one.appendix == "unnamed"}
    titles = {one.outputs.outputs_sha256: one.outputs.title for one in gradings if one.outputs.evidence_id in unnamed}
    return tuple(
        _reading(one, titles[digest]) if (digest := one.body.get("data_sha256")) in titles else one for one in readings
    )


def _reading(record: ReadingRecord, title: str) -> ReadingRecord:
    facts = dict(record.body.get("facts") or {})
    if "checks" in facts:
        facts["checks"] = [{**one, "examples": []} for one in facts["checks"]]
    return replace(record, plan_name=record.plan_name.replace(title, UNNAMED), body={**record.body, "facts": facts})


def renamed_plans(was: Iterable[ReadingRecord], told: Iterable[ReadingRecord]) -> Mapping[str, str]:
    """How a sentence calls the plans of readings that are told otherwise, by how it called them."""
    pairs = ((one.plan_name, other.plan_name) for one, other in zip(was, told, strict=True))
    return {repr(name): repr(other) for name, other in pairs if name != other}


def findings_as_told(findings: Iterable[Finding], plans: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings as they may be told; `plans` is from `renamed_plans`."""
    return tuple(replace(one, detail=_replaced(one.detail, plans)) for one in findings)


def log_as_told(
    log: Iterable[LogEntry], evidence: Iterable[Evidence], plain: Mapping[str, str], plans: Mapping[str, str]
) -> tuple[LogEntry, ...]:
    """The rows of the log as they may be told: where a piece is unnamed, those of `plain` kinds lose what was typed.

    `plain` gives a sentence without any typed word by kind. Rows about evidence name it in words of earlier days, too,
    so that all of them are told plainly. `plans` is from `renamed_plans`.
    """
    if not any(one.appendix == "unnamed" for one in evidence):
        return tuple(log)
    return tuple(replace(one, sentence=plain.get(one.kind) or _replaced(one.sentence, plans)) for one in log)


def _replaced(text: str, words: Mapping[str, str]) -> str:
    for word, other in words.items():
        text = text.replace(word, other)
    return text
