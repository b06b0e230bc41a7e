"""The data sheets of a case: each data set with what is said of it, its profile, and where it comes from.

What is not marked (U) is left out and counted, as in every public document; an arrow is shown where both its ends are.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.catalog.datasheet import sheet_form
from core.evaluation.data_profiles import HEADER, DataProfile, profiles
from core.evaluation.data_sets import DATA_SET, DataSheet, data_sheets
from core.evaluation.deployment_record import Part
from core.evaluation.lineage import Lineage, lineage
from core.evaluation.lineage_faults import chain_standing
from core.evaluation.lineage_picture import TITLE as LINEAGE
from core.evaluation.lineage_picture import lineage_graph
from core.evaluation.parts import of_kind, said_of
from core.outputs.paper import Block, Facts, Grid, Paper, Words, section
from core.outputs.public import public_paper, public_refusals
from core.outputs.sifting import Sieve, is_public, sieve_of
from core.snapshot import Snapshot

ID, TITLE = "data-sheets", "Data sheets"


def refusals(snapshot: Snapshot) -> tuple[str, ...]:
    """Why there can be no data sheets yet; empty when there can."""
    found = public_refusals(snapshot)
    return found if of_kind(snapshot.record.parts, DATA_SET.id) else (*found, "No data set is recorded.")


def paper(snapshot: Snapshot) -> Paper:
    """The lineage, then a sheet for each data set; empty fields are named, so that a reader sees what is not said."""
    sieve = sieve_of(snapshot)
    parts = _shown(snapshot, sieve)
    graph = public_lineage(snapshot)
    standing, drawn, known = chain_standing(graph), lineage_graph(graph), profiles(parts)
    told: list[Block] = [Words(text="Nothing of it may be shown here.")]
    if graph.nodes:
        told = [Words(text=standing.sentence), Grid(title=LINEAGE, header=drawn.header, rows=drawn.rows)]
    blocks: list[Block] = [*section(LINEAGE, told)]
    for one in data_sheets(parts):
        blocks += _sheet(one, known.get(one.data_set.id))
    blocks += section(
        "About these sheets", Words(text=f"The fields follow {sheet_form().source}."), Words(text=sieve.sentence())
    )
    return public_paper(snapshot, ID, TITLE, blocks)


def public_lineage(snapshot: Snapshot) -> Lineage:
    """The lineage as far as it is marked (U). It is made of the whole: nothing looks broken for being left out."""
    sieve = sieve_of(snapshot)
    readings = snapshot.readings if is_public(sieve.unmarked) else ()
    shown = {one.id for one in _shown(snapshot, sieve)}
    return lineage(_standing(snapshot), readings).only(shown)


def _shown(snapshot: Snapshot, sieve: Sieve) -> tuple[Part, ...]:
    return sieve.only(_standing(snapshot), "parts of the inventory")


def _standing(snapshot: Snapshot) -> tuple[Part, ...]:
    return tuple(part for part in snapshot.record.parts if not part.removed and part.component)


def _sheet(one: DataSheet, profile: DataProfile | None) -> Iterable[Block]:
    facts = Facts(rows=(*said_of(one.data_set, DATA_SET.fields), ("Data sheet", f"{one.words} are filled in")))
    said = [
        Grid(
            title=f"{one.data_set.title}: {part.title}",
            header=("Field", "As recorded"),
            rows=tuple((title, words) for _, title, _, words in part.rows if words),
        )
        for part in one.parts
        if part.said
    ]
    silent = [title for part in one.parts for _, title, _, words in part.rows if not words]
    yield from section(one.data_set.title, facts, said)
    if silent:
        yield Words(text=f"Not said: {', '.join(silent)}.", style="note")
    if profile is not None:
        yield Words(text=profile.sentence)
        if profile.columns:
            rows = tuple(column.row for column in profile.columns)
            yield Grid(title=f"{one.data_set.title}: profile of {profile.part.title}", header=HEADER, rows=rows)
