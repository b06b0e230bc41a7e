"""The difference of two packs as text, JSON or one HTML page that needs nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from html import escape

from core.catalog.compare import FieldChange, ItemChange, PackDiff
from core.marking import style

_MARKS = {"same": "{}", "taken out": "[-{}-]", "put in": "{{+{}+}}"}
_TAGS = {"same": "{}", "taken out": "<del>{}</del>", "put in": "<ins>{}</ins>"}
_STYLE = """
body { font: 1rem/1.5 "Public Sans", "Segoe UI", sans-serif; margin: 2rem auto; max-width: 60rem; color: #1b1b1b;
  background: #ffffff; }
.marking { font-weight: 700; text-align: center; padding: 0.25rem; }
del { background: #fde0db; text-decoration: line-through; }
ins { background: #e3f5e1; text-decoration: underline; }
dt { font-weight: 700; } dd { margin: 0 0 0.5rem 1rem; white-space: pre-wrap; }
h3 { margin-bottom: 0; } .note { margin-top: 0; }
"""


def as_text(diff: PackDiff) -> str:
    """One line an item; beneath a changed one its fields, with [-what went-] and {+what came+}."""
    return "\n".join(_lines(diff)) + "\n"


def as_json(diff: PackDiff) -> str:
    """The same for a program, with both texts of every changed field."""
    packs = {
        name: {"id": pack.id, "version": pack.version, "date": pack.date, "state": pack.state, "sha256": pack.sha256}
        for name, pack in (("old", diff.old), ("new", diff.new))
    }
    body = {
        **packs,
        "added": [item.id for item in diff.added],
        "removed": [item.id for item in diff.removed],
        "moved": dict(diff.moved),
        "changed": [asdict(change) for change in diff.changed],
        "unchanged": list(diff.unchanged),
        "ask_again": list(diff.ask_again),
    }
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def as_html(diff: PackDiff) -> str:
    """The same as an accessible page: insertions and deletions are marked by shape as well as by colour."""
    look, marking = style(diff.new.marking), escape(diff.new.marking)
    banner = f'<p class="marking" style="background: {look.colour}; color: {look.text_colour}">{marking}</p>'
    title = f"{escape(diff.old.id)} {escape(diff.old.version)} and {escape(diff.new.id)} {escape(diff.new.version)}"
    return f"""<!DOCTYPE html>
<html lang="{escape(diff.new.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Difference: {title}</title>
<style>{_STYLE}</style>
</head>
<body>
{banner}
<main>
<h1>Difference: {title}</h1>
<p>{escape(diff.sentence)}</p>
<p>SHA-256 of the old pack: <code>{diff.old.sha256}</code><br>
SHA-256 of the new pack: <code>{diff.new.sha256}</code></p>
{"".join(_sections(diff))}
</main>
{banner}
</body>
</html>
"""


def _lines(diff: PackDiff) -> Iterator[str]:
    yield diff.sentence
    for item in diff.added:
        yield f"added    {item.id}  {item.title}"
    for item in diff.removed:
        yield f"removed  {item.id}  {item.title}"
    for old, new in diff.moved.items():
        yield f"moved    {old} to {new}  {diff.new.item(new).title}"
    for change in diff.changed:
        yield f"changed  {change.id}  {change.title}  ({_asks(change)})"
        for field in change.fields:
            yield f"           {field.field}: {_marked(field)}"


def _asks(change: ItemChange) -> str:
    return "asked again" if change.asks_again else "answers stand"


def _marked(field: FieldChange) -> str:
    return "".join(_MARKS[edit].format(text) for edit, text in field.pieces)


def _sections(diff: PackDiff) -> Iterator[str]:
    for title, items in (("Added", diff.added), ("Removed", diff.removed)):
        if items:
            rows = "".join(
                f"<dt>{escape(item.id)}: {escape(item.title)}</dt><dd>{escape(item.question)}</dd>" for item in items
            )
            yield f"<h2>{title}</h2><dl>{rows}</dl>"
    if diff.moved:
        rows = "".join(
            f"<dt>{escape(old)} is now {escape(new)}</dt><dd>{escape(diff.new.item(new).title)}</dd>"
            for old, new in diff.moved.items()
        )
        yield f"<h2>Moved</h2><dl>{rows}</dl>"
    if diff.changed:
        yield "<h2>Changed</h2>" + "".join(_changed(change) for change in diff.changed)


def _changed(change: ItemChange) -> str:
    fields = "".join(
        f"<dt>{escape(field.field.replace('_', ' '))}</dt><dd>"
        + "".join(_TAGS[edit].format(escape(text)) for edit, text in field.pieces)
        + "</dd>"
        for field in change.fields
    )
    head = f"<h3>{escape(change.id)}: {escape(change.title)}</h3>"
    return f'{head}<p class="note">{_asks(change)}</p><dl>{fields}</dl>'
