"""Views of the same answers for other readers: rows of a table, CSV, and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from core.catalog.sources import inert
from core.catalog.views import View, views
from core.evaluation.answers import standings
from core.evaluation.carrying import carried
from core.evaluation.exemptions import exempt_items
from core.evaluation.view_coverage import STATE_MEANINGS, EntryRow, ViewCoverage, view_coverage
from core.snapshot import Snapshot

HEADER = ("id", "group", "title", "state", "items", "items near a gap")


def coverage(snapshot: Snapshot, view: View) -> ViewCoverage:
    """What the answers of a case show of `view`. Answers that are held back count as open."""
    return view_coverage(
        view,
        snapshot.pack,
        standings(snapshot.pack, snapshot.all_answers, snapshot.approvals, held_back=snapshot.held_back),
        present=snapshot.deployment.components,
        exempt=exempt_items(snapshot.pack, snapshot.record.exemptions, snapshot.act.day),
        carried=carried(snapshot.all_answers, snapshot.evaluation.id),
    )


def every_coverage(snapshot: Snapshot) -> tuple[ViewCoverage, ...]:
    """`coverage` of every view, in the order in which they are offered."""
    return tuple(coverage(snapshot, view) for view in views())


def as_csv(covered: ViewCoverage) -> str:
    """A view as CSV (RFC 4180), a line an entry."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(HEADER)
    for row in covered.rows:
        group = covered.view.groups[row.entry.group]
        cells = (row.entry.id, group, row.entry.title, row.state, _items(row), " ".join(row.near))
        table.writerow([inert(cell) for cell in cells])
    return text.getvalue()


def as_json(covered: Iterable[ViewCoverage], snapshot: Snapshot) -> str:
    """Views as JSON: `{"case", "taken_at", "pack", "states": {state: meaning}, "views": [...]}`."""
    document = {
        "case": snapshot.case_id,
        "taken_at": snapshot.taken_at,
        "pack": {"id": snapshot.pack.id, "version": snapshot.pack.version, "sha256": snapshot.pack.sha256},
        "states": dict(STATE_MEANINGS),
        "views": [_view(one, snapshot) for one in covered],
    }
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _view(covered: ViewCoverage, snapshot: Snapshot) -> Mapping[str, Any]:
    view = covered.view
    return {
        "id": view.id,
        "title": view.title,
        "scope": view.scope,
        "note": view.note,
        "status": view.state_on(snapshot.act.day),
        "since": view.since,
        "until": view.until,
        "counts": dict(covered.counts),
        "by_risk": {view.tags[tag]: dict(counts) for tag, counts in covered.by_tag.items()},
        "entries": [
            {
                "id": row.entry.id,
                "title": row.entry.title,
                "group": view.groups[row.entry.group],
                "state": row.state,
                "items": dict(row.items),
                "near": list(row.near),
            }
            for row in covered.rows
        ],
    }


def _items(row: EntryRow) -> str:
    words = {item_id: word.replace(", ", "-").replace(" ", "-") for item_id, word in row.items.items()}
    return " ".join(f"{item_id}:{word}" for item_id, word in words.items())


def as_text(covered: ViewCoverage, day: date, *, gaps: bool = False) -> str:
    """A view for a person; with `gaps`, only entries that are neither met nor not due."""
    view = covered.view
    lines = [f"{view.title} ({view.state_on(day)})", view.note, covered.sentence]
    group = ""
    for row in covered.rows:
        if gaps and row.state in {"met", "not due"}:
            continue
        if row.entry.group != group:
            group = row.entry.group
            lines += ["", view.groups[group]]
        near = f" (near: {', '.join(row.near)})" if row.near else ""
        lines.append(f"  {row.state.upper():8} {row.entry.id}  {row.entry.title}{near}")
        lines += [f"           {item_id}: {word}" for item_id, word in row.items.items()]
    return "\n".join(lines) + "\n"
