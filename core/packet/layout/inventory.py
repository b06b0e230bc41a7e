"""The components of the system, part by part, and the evaluations of the deployment over its life."""

from __future__ import annotations

from collections import Counter

from core.evaluation.changes import changes_since, figures
from core.evaluation.components import KINDS, removed_words
from core.evaluation.deployment_record import Part
from core.evaluation.determinations import value_of
from core.evaluation.lineage import SHORT
from core.evaluation.parts import PartKind, names_in, of_kind
from core.evaluation.passes import pass_before
from core.evaluation.stages import pre_deployment
from core.packet.contents import Contents
from core.packet.layout import data
from core.packet.layout.chapter import Chapter
from core.packet.layout.pieces import digest, moment
from core.packet.layout.references import References
from core.packet.layout.tables import grid
from core.packet.pdf.text import brief, markup

ANCHOR = "inventory"
_MOST_CHANGES = 300
_STEP_WIDTHS = [150, 80, 76, 76, 110]


def chapter(contents: Contents, references: References) -> Chapter:
    out = Chapter(ANCHOR, "Components and lifecycle", contents.marking, references)
    titles = {one.id: one.title for one in contents.snapshot.pack.components}
    out.section("inventory-parts", "The seven components, part by part")
    shared = {one for one, times in Counter(kind.component for kind in KINDS).items() if times > 1}
    for kind in KINDS:
        which = f": {kind.plural.lower()}" if kind.component in shared else ""
        out.part(f"{markup(titles.get(kind.component, kind.component) + which)}, section {kind.clause}")
        _kind(out, contents, kind)
    if contents.snapshot.act.inventory:
        out.part("What does not fit together")
        out.points([markup(one) for one in contents.snapshot.act.inventory])
    data.sections(out, contents)
    _evaluations(out, contents)
    _changes(out, contents)
    return out.end()


def _kind(out: Chapter, contents: Contents, kind: PartKind) -> None:
    held = of_kind(contents.snapshot.record.parts, kind.id)
    if kind.component not in contents.snapshot.deployment.components:
        out.say("Recorded as not part of the system.")
    elif not held:
        out.say("No part is recorded.")
    if held and kind.id == "data-step":
        _data_steps(out, held)
    for part in held:
        out.quote(part.marking, part.title, "question")
        rows = [[markup(one.title), _value(one.kind, part.fields.get(one.id, ""))] for one in kind.fields]
        out.put(*grid([kind.title, "As recorded"], [row for row in rows if row[1]], [150, 342], tight=True))


def _data_steps(out: Chapter, steps: tuple[Part, ...]) -> None:
    """The counts of all steps in order, so that what was lost where can be seen at once (section 3(b)(2))."""

    def count(step: Part, name: str) -> str:
        value = step.fields.get(name, "")
        return f"{int(value):,}" if value.isdecimal() else "not said"

    rows = [
        [
            f"{markup(step.marking)} {markup(brief(step.title))}",
            markup(step.fields.get("action", "")),
            count(step, "before"),
            count(step, "after"),
            removed_words(step),
        ]
        for step in steps
    ]
    header = ["Step", "What was done", "Records before", "Records after", "Difference"]
    out.put(*grid(header, rows, _STEP_WIDTHS, right=(2, 3)))


def _value(kind: str, value: str) -> str:
    if kind == "names":
        return "; ".join(
            f"{markup(name)} ({named[:SHORT]})" if named else markup(name) for name, named in names_in(value)
        )
    if kind == "digest" and value:
        return digest(value)
    return f"{int(value):,}" if kind == "count" and value.isdecimal() else markup(value)


def _evaluations(out: Chapter, contents: Contents) -> None:
    out.section("evaluations", "Evaluations of this deployment")
    snapshot = contents.snapshot
    told = figures(
        snapshot.record.evaluations,
        snapshot.all_answers,
        snapshot.findings,
        counting={item for item in snapshot.answers if item in snapshot.pack.by_id},
    )
    if not told:
        out.say(f"This packet holds one evaluation: {markup(snapshot.evaluation.title)}.")
        return
    rows = [
        [
            markup(one.evaluation.title),
            f"{one.evaluation.stage}, {moment(one.evaluation.opened_at)[:10]}",
            *(f"{number:,}" for number in (one.yes, one.partly, one.no, one.not_applicable, one.carried)),
            f"{one.findings_open:,}",
        ]
        for one in told
    ]
    header = ["Evaluation", "Stage, begun", "Yes", "Partly", "No", "N/A", "Carried", "Open findings"]
    out.put(*grid(header, rows, [146, 106, 36, 40, 36, 36, 46, 46], right=(2, 3, 4, 5, 6, 7)))
    out.say("Carried: answered in an earlier evaluation and not confirmed in this one.", "note")
    answers = snapshot.record.answers
    in_use, since = value_of(answers, "in-use"), value_of(answers, "in-use-since")
    out.say(markup(pre_deployment(snapshot.record.evaluations, in_use=in_use, since=since)))


def _changes(out: Chapter, contents: Contents) -> None:
    snapshot = contents.snapshot
    before = pass_before(snapshot.record.evaluations)
    out.section("changes", "What changed since the last evaluation")
    if before is None:
        out.say("This is the first evaluation of the deployment.")
        return
    found = changes_since(
        snapshot.record.evaluations,
        answers=snapshot.all_answers,
        findings=snapshot.findings,
        readings=snapshot.readings,
        evidence=snapshot.evidence,
        described=snapshot.record.described,
    )
    out.say(f"Compared with {markup(before.title)}, when this evaluation began.", "quiet-kept")
    rows = [
        [one.about.capitalize(), markup(brief(one.subject)), markup(brief(one.before)), markup(brief(one.after))]
        for one in found[:_MOST_CHANGES]
    ]
    if not rows:
        out.say("Nothing.")
        return
    out.put(*grid(["What", "About", "Before", "Now"], rows, [64, 118, 140, 170]))
    if len(found) > len(rows):
        out.say(f"{len(found) - len(rows):,} more changes are in the log of the case.", "note")
