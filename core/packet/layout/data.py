"""Where the data come from: the lineage as picture and table, and each data set with its sheet and its profile."""

from __future__ import annotations

from core.evaluation.data_profiles import HEADER, DataProfile, profiles
from core.evaluation.data_sets import DataSheet, data_sheets
from core.evaluation.lineage import lineage
from core.evaluation.lineage_faults import chain_standing
from core.evaluation.lineage_picture import lineage_graph
from core.packet.contents import Contents
from core.packet.layout.chapter import Chapter
from core.packet.layout.charts import graph_figure, text_table
from core.packet.layout.pieces import digest
from core.packet.layout.tables import grid
from core.packet.pdf.text import markup

ANCHOR = "data-lineage"
_WORDS = {
    "whole": "The chain of digests is whole.",
    "broken": "The chain of digests is broken.",
    "open": "The chain of digests is not said throughout.",
}


def sections(out: Chapter, contents: Contents) -> None:
    """The lineage and the data sheets, as sections of the chapter on components (section 3(b)(2), DP-3)."""
    parts = contents.snapshot.record.parts
    graph = lineage(parts, contents.snapshot.readings)
    out.section(ANCHOR, "Where the data come from")
    if not graph.nodes:
        out.say("No data set is recorded.")
        return
    standing = chain_standing(graph)
    out.say(f"{_WORDS[standing.word]} {markup(standing.sentence)}")
    out.put(*graph_figure(lineage_graph(graph)))
    if standing.faults:
        out.part("What does not fit, or is not said")
        out.points([markup(one.sentence) for one in standing.faults])
    found = profiles(parts)
    for one in data_sheets(parts):
        _data_set(out, one, found.get(one.data_set.id))


def _data_set(out: Chapter, one: DataSheet, profile: DataProfile | None) -> None:
    held = one.data_set
    out.part(f"Data sheet: {markup(held.marking)} {markup(held.title)}")
    out.say(f"{one.words} are filled in; the others are not said.", "quiet-kept")
    if one.sheet is not None and one.said:
        if one.sheet.marking != held.marking:
            out.say(f"Marking of the sheet: {markup(one.sheet.marking)}", "note")
        rows = [
            [markup(f"{part.title}: {title}"), markup(said)]
            for part in one.parts
            for _, title, _, said in part.rows
            if said
        ]
        out.put(*grid(["Field", "As recorded"], rows, [150, 342], tight=True))
    if profile is not None:
        _profile(out, profile)


def _profile(out: Chapter, profile: DataProfile) -> None:
    out.say(f"Profile of {markup(profile.part.title)}: {markup(profile.sentence)}", "quiet-kept")
    out.say(f"SHA-256 {digest(profile.part.fields['sha256'])}", "note")
    if profile.columns:
        out.put(*text_table(HEADER, [one.row for one in profile.columns], tight=True))
