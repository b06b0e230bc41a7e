"""Items and answers: every item of the profile with its answer and what supports it."""

from __future__ import annotations

from core.catalog.model import Component, Item
from core.catalog.profile import items_of
from core.evaluation.records import Answer
from core.marking import banner_to_portion
from core.packet.contents import Contents, short
from core.packet.layout.chapter import Chapter
from core.packet.layout.pieces import identifier, moment
from core.packet.layout.references import References, evidence_anchor, finding_anchor, item_anchor, reading_anchor
from core.packet.layout.words import answer_sign, counted, sign
from core.packet.pdf import palette
from core.packet.pdf.text import brief, markup

ANCHOR = "items"
_KEPT_REMARK = 600  # characters: a remark up to this stays on the page of its answer
_HELD_SHOWN = 3  # of the answers that are on record and do not stand


def chapter(contents: Contents, references: References) -> Chapter:
    out = Chapter(ANCHOR, "Items and answers", contents.marking, references)
    snapshot = contents.snapshot
    asked = {item.id for item in items_of(snapshot.pack, snapshot.evaluation.profile)} | set(snapshot.answers)
    portion = banner_to_portion(snapshot.pack.marking)
    for component in snapshot.pack.components:
        mine = [item for item in snapshot.pack.items if item.component == component.id and item.id in asked]
        if not mine:
            continue
        out.section(f"component-{component.id}", component.title)
        if component.id not in snapshot.deployment.components:
            _not_present(out, component, mine)
            continue
        for item in mine:
            _item(out, contents, item, portion)
    return out.end()


def _not_present(out: Chapter, component: Component, items: list[Item]) -> None:
    out.say(
        f"The deployment is recorded as having no such component (the Act, section {markup(component.act)}):"
        f" {counted(len(items), 'item')} not due."
    )


def _item(out: Chapter, contents: Contents, item: Item, portion: str) -> None:
    answer = contents.snapshot.answers.get(item.id)
    anchor = item_anchor(item.id)
    out.names(anchor, f"item {item.id}, {item.title}")
    out.part(f"{markup(item.id)} &nbsp; {markup(item.title)}", anchor=anchor)
    out.say(f"{markup(portion)} {markup(item.question)}", "question")
    given, support = answer_sign(contents.standing(item)), _support(out, contents, item)
    if answer is None:
        out.say(given, "close-kept" if support else "body")
    else:
        short_remark = 0 < len(answer.remark or answer.reason) < _KEPT_REMARK
        carried = _carried(contents, answer)
        out.say(f"{given}, {markup(answer.by)}, {moment(answer.at)}{carried}", "question" if short_remark else "close")
        if answer.value == "not-applicable":
            reason = answer.reason or item.na_when
            listed = "listed reason" if answer.reason_listed else "reason"
            out.quote(answer.marking, f"Not applicable, {listed}: {reason}", "remark")
        if answer.decision_id:
            others = sum(one.decision_id == answer.decision_id for one in contents.snapshot.answers.values())
            shown = identifier(short(answer.decision_id))
            out.say(f"One decision over {counted(others, 'item')}, row {shown} of the log.", "remark")
        out.quote(answer.marking, answer.remark, "remark")
        _decision(out, contents, answer.id)
    _held_back(out, contents, item)
    if support:
        out.say(f"Supported by or leading to: {'; '.join(support)}.", "note")
    _made_by_ai(out, contents, item)


def _made_by_ai(out: Chapter, contents: Contents, item: Item) -> None:
    """Warns where content made by AI carries the answer (section 3(e))."""
    for warning in contents.snapshot.registers.warnings_on(item.id):
        out.say(f"{sign('◔', 'Content made by AI.', palette.WARN)} {markup(warning)}", "note")


def _held_back(out: Chapter, contents: Contents, item: Item) -> None:
    """Says why answers that are on record do not stand, and shows them."""
    held = contents.snapshot.held_back.get(item.id)
    if held is None:
        return
    out.say(f"<b>Not settled.</b> {markup(held.sentence)}", "close")
    for answer in [one for one in contents.snapshot.all_answers if one.item_id == item.id][-_HELD_SHOWN:]:
        out.say(f"{answer_sign(answer.value)}, {markup(answer.by)}, {moment(answer.at)}, on record", "close")
        out.quote(answer.marking, answer.remark or answer.reason, "remark")


def _carried(contents: Contents, answer: Answer) -> str:
    """Says of an answer of an earlier evaluation that nobody has confirmed it in this one (section 3(g))."""
    passes = {one.id: one.title for one in contents.snapshot.record.evaluations}
    if answer.evaluation_id == contents.snapshot.evaluation.id or answer.evaluation_id not in passes:
        return ""
    return f"; carried over from {markup(passes[answer.evaluation_id])}, not confirmed in this evaluation"


def _decision(out: Chapter, contents: Contents, answer_id: str) -> None:
    approval = contents.approval_of.get(answer_id)
    if approval:
        word = "Approved" if approval.approved else "Refused"
        remark = f": {markup(approval.remark)}" if approval.remark else ""
        out.say(f"{word} by {markup(approval.by)}, {moment(approval.at)}{remark}", "remark")


def _support(out: Chapter, contents: Contents, item: Item) -> list[str]:
    """What is linked to the item, each as mark-up."""
    return [
        *(
            f"evidence {markup(one.marking)} {out.link(evidence_anchor(one.id), markup(brief(one.title)))}"
            for one in contents.evidence_of.get(item.id, ())
        ),
        *(
            f"reading {out.link(reading_anchor(one.record.id), identifier(short(one.record.id)))} {markup(one.title)}"
            for one in contents.readings_of.get(item.id, ())
        ),
        *(
            f"finding {out.link(finding_anchor(one.id), identifier(short(one.id)))} ({one.status})"
            for one in contents.findings_of.get(item.id, ())
        ),
    ]
