"""One item with everything around it: sources, evidence, readings, history, and who has to approve it."""

from __future__ import annotations

from collections.abc import Callable

from core import clock
from core.catalog.examples import example_of
from core.catalog.model import METHODS, Item
from core.evaluation.answers import newest_approvals, standing
from core.evaluation.records import Answer, Evidence, ReadingRecord
from desktop.session import Session
from desktop.viewmodels.checklist.listing import as_shown, carried_items, held_word
from desktop.viewmodels.checklist.state import (
    ApprovalNeeded,
    EvidenceLine,
    ExampleLines,
    ItemDetail,
    ReadingLine,
)
from desktop.viewmodels.history import history_of
from desktop.viewmodels.shown import probe_titles


def detail(session: Session, item: Item, needed: Callable[[Answer], ApprovalNeeded]) -> ItemDetail:
    """The item as the page and its inspector show it; `needed` says what a second reviewer has to decide."""
    pack, answer = session.pack, session.newest_answers.get(item.id)
    component = next(one.title for one in pack.components if one.id == item.component)
    element = next(one.title for one in pack.elements if one.id == item.element)
    linked = {link.evidence_id for link in session.links if link.item_id == item.id}
    stands = _standing(session, item, answer)
    return ItemDetail(
        id=item.id,
        place=f"{item.id}  ·  {component}  ·  {element}",
        title=item.title,
        question=item.question,
        guidance=item.guidance,
        example=_example(item),
        methods=tuple(METHODS.get(one, one) for one in item.methods),
        stages=item.stages,
        tags=_tags(item),
        na_when=item.na_when,
        probes=tuple(probe_titles()[one] for one in item.probes if one in probe_titles()),
        evidence=tuple(_line(one) for one in session.evidence if one.id in linked),
        readings=_readings(session, item),
        history=history_of(session, item.id),
        standing=as_shown(stands, is_carried=item.id in carried_items(session)),
        said=_said(session, answer),
        warnings=session.registers.warnings_on(item.id),
        approval=needed(answer) if answer is not None and stands == "waiting" else None,
    )


def _example(item: Item) -> ExampleLines | None:
    found = example_of(item)
    return None if found is None else ExampleLines(about=found.system, yes=found.yes, partly=found.partly)


def _standing(session: Session, item: Item, answer: Answer | None) -> str:
    if answer is None:
        return "unanswered"
    if item.id in session.held_back:
        return held_word(session.held_back[item.id])
    return standing(answer, item, newest_approvals(session.approvals).get(answer.id))


def _tags(item: Item) -> tuple[str, ...]:
    marks = (
        (item.core, "Core"),
        (item.protected_classes, "Protected classes"),
        (item.synthetic_content, "Synthetic content"),
    )
    return tuple(word for holds, word in marks if holds)


def _line(evidence: Evidence) -> EvidenceLine:
    kept = "goes into the packet" if evidence.include else "withheld from the packet"
    return EvidenceLine(
        id=evidence.id, title=evidence.title, detail=f"{evidence.marking} · {evidence.file_name} · {kept}"
    )


def _readings(session: Session, item: Item) -> tuple[ReadingLine, ...]:
    return tuple(
        ReadingLine(
            id=record.id,
            probe=probe_titles().get(record.probe, record.probe),
            verdict=str(record.body.get("verdict") or _unmeasured(record)),
            detail=f"{record.plan_name} · {clock.shown(record.at)}",
        )
        for record in reversed(session.readings)
        if item.id in record.linked_items
    )


def _unmeasured(record: ReadingRecord) -> str:
    status = str(record.body.get("status", "ok"))
    return "" if status == "ok" else status


def _said(session: Session, answer: Answer | None) -> str:
    if answer is None:
        return ""
    if answer.item_id in session.held_back:
        return _on_record(session, answer.item_id)
    said = f"Confirmed {clock.shown(answer.at)} by {answer.by}"
    if answer.decision_id:
        many = sum(one.decision_id == answer.decision_id for one in session.newest_answers.values())
        said += f", as one decision over {many} items" if many > 1 else ""
    if session.evaluation is not None and answer.evaluation_id != session.evaluation.id:
        earlier = next((one.title for one in session.evaluations if one.id == answer.evaluation_id), "an earlier pass")
        return f"{said}, carried over from {earlier}. Confirm it if it still holds."
    return said


def _on_record(session: Session, item_id: str) -> str:
    """Why the answers to an item do not stand, and what they say: the old one, or one of each copy."""
    held = session.held_back[item_id]
    newest = {one.by: one for one in session.answers if one.item_id == item_id}
    said = [
        f"{one.by}, {clock.shown(one.at)}: {one.value.replace('-', ' ')}. {one.remark or one.reason}".strip()
        for one in newest.values()
    ]
    where = " Choose on the page Case file." if held.page == "casefile" else ""
    return "\n".join([held.sentence + where, *said])
