"""Protected classes under Federal law: which are registered, what measures them, by which statute (section 3(c)(2))."""

from __future__ import annotations

from datetime import date

from core.catalog.protected_classes import ProtectedClasses, Statute, protected_classes
from core.evaluation.registers.classes import ClassStanding
from core.packet.contents import Contents
from core.packet.layout.chapter import Chapter
from core.packet.layout.charts import text_table
from core.packet.layout.numbers import METRIC_HEADER, metric_cells
from core.packet.layout.references import References, item_anchor, reading_anchor
from core.packet.layout.tables import facts, grid
from core.packet.layout.words import answer_sign, counted, sign
from core.packet.pdf import palette
from core.packet.pdf.text import brief, markup

ANCHOR = "protected-classes"
_STATES = {
    "measured": ("✔", "Measured", palette.GOOD),
    "looked at otherwise": ("◐", "Looked at otherwise", palette.PRIMARY),
    "not measured": ("✖", "Not measured", palette.BAD),
}
_MOST_METRICS = 40


def chapter(contents: Contents, references: References) -> Chapter:
    out = Chapter(ANCHOR, "Protected classes", contents.marking, references)
    found, known = contents.snapshot.registers.classes, protected_classes()
    out.say(
        "Section 3(c)(2) asks that accuracy and bias risks relating to protected classes under Federal law be"
        f" highlighted and considered. {markup(known.caution)} The list is of {known.as_of}; counsel confirms it for"
        " each use.",
        "quiet",
    )
    _registered(out, contents, found)
    _measured(out, contents, found)
    _statutes(out, contents, found, known)
    _status(out, known, contents.snapshot.act.day)
    _items(out, contents)
    return out.end()


def _registered(out: Chapter, contents: Contents, found: tuple[ClassStanding, ...]) -> None:
    out.section("protected-registered", "Classes that are registered")
    standing = contents.snapshot.registers.by_id["protected-class"]
    if not found:
        out.say(markup(standing.kind.empty))
        return
    rows = [
        [
            "<br/>".join(f"{markup(part.marking)} {markup(one.about.label)}" for part in one.parts[:1]),
            markup(", ".join(one.columns)) or "none named",
            sign(*_STATES[one.state]),
            ", ".join(out.link(reading_anchor(reading.id), markup(reading.probe)) for reading in one.readings)
            or markup(one.sentence),
        ]
        for one in found
    ]
    out.put(*grid(["Class", "Grouping column", "State", "Readings"], rows, [190, 90, 96, 116]))
    out.points([markup(caution) for caution in standing.cautions])
    for one in found:
        for part in one.parts:
            said = part.fields
            if said.get("otherwise", "").strip():
                out.quote(part.marking, f"{one.about.short}, looked at otherwise: {said['otherwise']}")
            if said.get("counsel", "").strip():
                who = ", ".join(filter(None, (said.get("counsel_name", ""), said.get("counsel_day", ""))))
                told = f"{one.about.short}, note of counsel{f' ({who})' if who else ''}: {said['counsel']}"
                out.quote(part.marking, told)


def _measured(out: Chapter, contents: Contents, found: tuple[ClassStanding, ...]) -> None:
    """The numbers of the newest reading of group fairness by each column."""
    shown = {one.record.id: one for one in contents.readings}
    out.section("protected-measured", "Differences between groups, as measured")
    told = False
    for one in found:
        for record in (record for record in one.readings if record.probe == "group-fairness"):
            metrics = [
                metric
                for metric in shown[record.id].reading.metrics
                if (metric.slice or {}).get("column") in one.columns
            ][:_MOST_METRICS]
            if metrics:
                told = True
                out.part(f"{markup(one.about.short)}, by {markup(', '.join(one.columns))}")
                out.put(*text_table(METRIC_HEADER, [metric_cells(metric) for metric in metrics], tight=True))
    if not told:
        out.say("No reading of group fairness measures a registered class.")


def _statutes(out: Chapter, contents: Contents, found: tuple[ClassStanding, ...], known: ProtectedClasses) -> None:
    out.section("protected-statutes", "By statute")
    registered = {one.about.id for one in found}
    day = contents.snapshot.act.day
    bearing = [one for one in known.statutes.values() if _protects(one, known) & registered]
    for statute in bearing:
        out.part(f"{markup(statute.name)}")
        held = [one for one in found if statute.id in one.about.statutes]
        beside = [known.classes[key].short for key in known.classes if key in _protects(statute, known) - registered]
        rows = [
            ("Where, and for what", f"{markup(statute.cite)}; {markup(statute.area)}"),
            ("Registered", "; ".join(f"{markup(one.about.short)}: {_STATES[one.state][1].lower()}" for one in held)),
            ("Protects too, not registered", markup("; ".join(beside))),
            ("Status", "<br/>".join(markup(event.words_on(day)) for event in known.events_on(day, statute.id))),
        ]
        out.put(facts([row for row in rows if row[1]], label_width=130))
    others = [one for one in known.statutes.values() if one not in bearing]
    if others:
        out.say(f"Not touched by a registered class: {markup('; '.join(one.name for one in others))}.", "note")


def _protects(statute: Statute, known: ProtectedClasses) -> set[str]:
    return {one.id for one in known.classes.values() if statute.id in one.statutes}


def _status(out: Chapter, known: ProtectedClasses, day: date) -> None:
    out.section("protected-status", f"Legal status on {day}")
    out.points([markup(event.words_on(day)) for event in known.events_on(day)])
    ratio = known.screening
    out.say(
        f"The {markup(ratio.name)} that a reading may screen by: {markup(ratio.rule)}. Source: {markup(ratio.source)}."
        f" {markup(ratio.denominators[:1].upper() + ratio.denominators[1:])}.",
        "note",
    )


def _items(out: Chapter, contents: Contents) -> None:
    out.section("protected-items", "Items that consider protected classes")
    snapshot = contents.snapshot
    still = snapshot.registers.class_items
    if not still:
        out.say("Every item due that considers protected classes is answered yes or not applicable.")
        return
    out.say(f"{counted(len(still), 'item')} answered no or partly, or open.", "quiet-kept")
    rows = [
        [
            out.link(item_anchor(item_id), markup(item_id)),
            markup(brief(snapshot.pack.item(item_id).title)),
            answer_sign(contents.standing(snapshot.pack.item(item_id))),
        ]
        for item_id in still
    ]
    out.put(*grid(["Item", "Title", "Answer"], rows, [80, 262, 150], tight=True))
