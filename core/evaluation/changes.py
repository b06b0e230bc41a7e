"""What changed since the last evaluation, and how the evaluations of one deployment compare (section 3(g))."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from core.evaluation.answers import newest
from core.evaluation.deployment_record import Described
from core.evaluation.passes import passes
from core.evaluation.records import Answer, Evaluation, Evidence, Finding, ReadingRecord

_NAMES = {"existing": "existing or new", "components": "components", "version": "version"}


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference. `about`: deployment, answers, findings, readings or evidence."""

    about: str
    subject: str  # an item, a field, a probe, a title
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class PassFigures:
    """One evaluation at its end, or as it stands. `carried` were answered in an earlier pass."""

    evaluation: Evaluation
    yes: int
    partly: int
    no: int
    not_applicable: int
    carried: int
    findings_open: int


def changes_since(
    evaluations: Sequence[Evaluation],
    *,
    answers: Sequence[Answer],
    findings: Iterable[Finding] = (),
    readings: Iterable[ReadingRecord] = (),
    evidence: Iterable[Evidence] = (),
    described: Sequence[Described] = (),
) -> tuple[Change, ...]:
    """What differs between now and the moment at which the newest pass began; nothing before there are two.

    Answers that stayed as they were are left out. `answers` are those of all passes in the order of the log,
    `described` every description of the deployment.
    """
    told = passes(evaluations)
    if len(told) < 2:
        return ()
    previous, current = told[-2].evaluation, told[-1].evaluation
    return (
        *_evaluation_changes(previous, current),
        *_deployment_changes(described, current.opened_at),
        *_answer_changes(answers, current.id, told[-1].left_behind),
        *_finding_changes(findings, current.opened_at),
        *_reading_changes(readings, current.opened_at),
        *_evidence_changes(evidence, current.opened_at),
    )


def figures(
    evaluations: Sequence[Evaluation],
    answers: Sequence[Answer],
    findings: Sequence[Finding],
    *,
    counting: Container[str] | None = None,
) -> tuple[PassFigures, ...]:
    """How each pass ended: the answers that counted then, and the findings open when the next one began.

    An answer that a pass left behind when it went on with another pack counts no more. `counting` are the items whose
    answers count now, where the case knows; the newest pass shows no others.
    """
    told = passes(evaluations)
    order = {record.id: number for number, one in enumerate(told) for record in one.records}
    behind: set[str] = set()
    found = []
    for number, one in enumerate(told):
        evaluation, is_last = one.evaluation, number + 1 == len(told)
        behind |= one.left_behind
        counted = newest(
            answer
            for answer in answers
            if order.get(answer.evaluation_id, -1) in range(number + 1)
            and answer.evaluation_id not in behind
            and (not is_last or counting is None or answer.item_id in counting)
        )
        values = Counter(answer.value for answer in counted.values())
        until = "" if is_last else told[number + 1].evaluation.opened_at
        found.append(
            PassFigures(
                evaluation=evaluation,
                yes=values["yes"],
                partly=values["partly"],
                no=values["no"],
                not_applicable=values["not-applicable"],
                carried=sum(answer.evaluation_id != evaluation.id for answer in counted.values()),
                findings_open=sum(_is_open_at(finding, until) for finding in findings),
            )
        )
    return tuple(found)


def _is_open_at(finding: Finding, moment: str) -> bool:
    """Whether a finding was open just before `moment` (empty: now), as far as its last change tells."""
    if not moment:
        return finding.status == "open"
    return finding.opened_at < moment and (finding.status == "open" or finding.changed_at >= moment)


def _evaluation_changes(previous: Evaluation, current: Evaluation) -> Iterable[Change]:
    pairs = (
        ("guideline pack", f"{previous.pack_id} {previous.pack_version}", f"{current.pack_id} {current.pack_version}"),
        ("stage", previous.stage, current.stage),
        ("profile", previous.profile, current.profile),
    )
    for subject, before, after in pairs:
        if before != after:
            yield Change(about="evaluation", subject=subject, before=before, after=after)


def _deployment_changes(described: Sequence[Described], moment: str) -> Iterable[Change]:
    earlier = [one for one in described if one.at <= moment]
    if not earlier or not described or described[-1] == earlier[-1]:
        return
    before, after = asdict(earlier[-1].deployment), asdict(described[-1].deployment)
    for name, value in after.items():
        if value != before[name]:
            subject = _NAMES.get(name, name)
            yield Change(about="deployment", subject=subject, before=_words(before[name]), after=_words(value))


def _answer_changes(answers: Sequence[Answer], current: str, left_behind: Collection[str]) -> Iterable[Change]:
    before = newest(one for one in answers if one.evaluation_id != current and one.evaluation_id not in left_behind)
    for item_id, now in newest(answers).items():
        was = before.get(item_id)
        if now.evaluation_id == current and _said(was) != _said(now):
            earlier = _answer_words(was) if was else "not answered"
            yield Change(about="answers", subject=item_id, before=earlier, after=_answer_words(now))


def _said(answer: Answer | None) -> tuple[str, ...]:
    return () if answer is None else (answer.value, answer.remark, answer.reason)


def _answer_words(answer: Answer) -> str:
    value = answer.value.replace("-", " ")
    why = answer.remark or answer.reason
    return f"{value}: {why}" if why else value


def _finding_changes(findings: Iterable[Finding], moment: str) -> Iterable[Change]:
    for one in findings:
        if one.opened_at >= moment:
            yield Change(about="findings", subject=one.title, before="", after=f"opened, now {one.status}")
        elif one.changed_at >= moment and one.status != "open":
            yield Change(about="findings", subject=one.title, before="open", after=one.status)


def _reading_changes(readings: Iterable[ReadingRecord], moment: str) -> Iterable[Change]:
    """The newest reading of each probe since `moment`, beside the newest one before it."""
    before: dict[str, ReadingRecord] = {}
    after: dict[str, ReadingRecord] = {}
    for one in readings:
        (after if one.at >= moment else before)[one.probe] = one
    for probe, now in after.items():
        was = before.get(probe)
        earlier = _headline(was.body) if was else "not run"
        yield Change(about="readings", subject=probe, before=earlier, after=_headline(now.body))


def _headline(body: Mapping[str, Any]) -> str:
    """The first measure of a reading with its interval, and the verdict."""
    verdict = body.get("verdict") or body.get("status") or "no threshold"
    metrics = [one for one in body.get("metrics", ()) if isinstance(one, Mapping) and one.get("estimate") is not None]
    if not metrics:
        return str(verdict)
    first = metrics[0]
    interval = f" ({first['low']:.3g} to {first['high']:.3g})" if first.get("low") is not None else ""
    return f"{first['name']} {first['estimate']:.3g}{interval}, {verdict}"


def _evidence_changes(evidence: Iterable[Evidence], moment: str) -> Iterable[Change]:
    for one in evidence:
        if one.at >= moment:
            yield Change(about="evidence", subject=one.title, before="", after="attached")


def _words(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(value) or "none"
    return {True: "existing", False: "new"}.get(value, str(value)) if isinstance(value, bool) else str(value) or "none"
