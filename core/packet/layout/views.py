"""The same answers as other frameworks ask for them: how far each view is covered, and what is not met.

Every entry is in the machine-readable file; a table of all of them would be longer than the rest of many a report.
"""

from __future__ import annotations

from core.evaluation.view_coverage import SHORTFALLS, STATE_MEANINGS, STATES, ViewCoverage
from core.exchange.views import every_coverage
from core.manifest import VIEWS_NAME
from core.packet.contents import Contents
from core.packet.layout.chapter import Chapter
from core.packet.layout.references import References, item_anchor
from core.packet.layout.tables import grid
from core.packet.pdf.text import brief, markup

ANCHOR = "views"


def chapter(contents: Contents, references: References) -> Chapter:
    out = Chapter(ANCHOR, "Other frameworks", contents.marking, references)
    out.say(
        "The same answers, in the order of other frameworks. An entry is called met where every item that bears on it"
        " is yes, confirmed in this evaluation: that says what the answers show, and whether the framework's own text"
        f" is satisfied is for its reader to judge. Every entry with its items is in the file {markup(VIEWS_NAME)}."
    )
    covered, day = every_coverage(contents.snapshot), contents.snapshot.act.day
    rows = [
        [
            f"{markup(one.view.title)} ({one.view.state_on(day)})",
            str(len(one.rows)),
            *(str(one.counts[state]) for state in STATES),
        ]
        for one in covered
    ]
    header = ["Framework", "Entries", *(state.capitalize() for state in STATES)]
    out.put(*grid(header, rows, [140, 44, *[44] * len(STATES)], right=range(1, len(header))))
    out.points([f"<b>{state.capitalize()}</b>: {STATE_MEANINGS[state]}." for state in STATES])
    for one in covered:
        _not_met(out, one)
    return out.end()


def _not_met(out: Chapter, covered: ViewCoverage) -> None:
    """What is answered no or partly, carried answers included, and what the view says of itself."""
    view = covered.view
    out.section(f"{ANCHOR}-{view.id}", view.title)
    out.say(f"{markup(view.scope)}. {markup(view.note)} {markup(covered.sentence)}")
    rows = [
        [
            markup(row.entry.id),
            markup(brief(row.entry.title)),
            row.state.capitalize(),
            ", ".join(
                f"{out.link(item_anchor(item_id), markup(item_id))} ({word})"
                for item_id, word in row.items.items()
                if word in SHORTFALLS
            ),
        ]
        for row in covered.rows
        if any(word in SHORTFALLS for word in row.items.values())
    ]
    if rows:
        out.put(*grid(["Entry", "Title", "State", "Because of"], rows, [76, 226, 54, 136]))
