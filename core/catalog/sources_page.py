"""The register of sources as one HTML page: a table with headers that a screen reader can follow, no script, no link
that has to be loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from core.catalog.model import GuidelinePack, Source
from core.marking import style

Row = tuple[Source, str, Mapping[str, str], tuple[str, ...]]

_STYLE = """
body { font: 1rem/1.5 "Public Sans", "Segoe UI", sans-serif; margin: 2rem; color: #1b1b1b; background: #ffffff; }
.marking { font-weight: 700; text-align: center; padding: 0.25rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding-bottom: 0.5rem; }
th, td { border: 1px solid #a9aeb1; padding: 0.5rem; text-align: left; vertical-align: top; }
thead th { background: #dfe1e2; }
dl { margin: 0; } dt { font-weight: 700; } dd { margin: 0 0 0.25rem 0; }
"""

_HEADS = ("Source", "Publisher and date", "Status", "How it is used", "References", "Items")


def page(pack: GuidelinePack, rows: Iterable[Row]) -> str:
    """The page for the rows of `core.catalog.sources.register`."""
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    body = "\n".join(_row(row) for row in rows)
    title = f"Annotated register of sources: {escape(pack.id)} {escape(pack.version)}"
    look = style(pack.marking)
    colours = f"background: {look.colour}; color: {look.text_colour}"
    marking = f'<p class="marking" style="{colours}">{escape(pack.marking)}</p>'
    return f"""<!DOCTYPE html>
<html lang="{escape(pack.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
{marking}
<main>
<h1>{title}</h1>
<p>{escape(pack.title)}, {escape(pack.date)}. This register says which existing guidelines and practices were used for
the items of the pack, and how (section 3(a)(2)(B) of the TBD AI Act).</p>
<p>SHA-256 of the pack: <code>{pack.sha256}</code></p>
<table>
<caption>Every source, with the items that use it</caption>
<thead><tr>{heads}</tr></thead>
<tbody>
{body}
</tbody>
</table>
</main>
{marking}
</body>
</html>
"""


def _row(row: Row) -> str:
    source, use, references, items = row
    doi = f"<br>DOI {escape(source.doi)}" if source.doi else ""
    cells = (
        f"{escape(source.publisher)}<br>{escape(source.date)}",
        f"{escape(source.status)}<br>Rights: {escape(source.rights)}",
        f"{escape(use)}{f'<br>Where: {escape(source.where)}' if source.where else ''}",
        _references(references),
        _items(items),
    )
    head = f'<th scope="row" id="{escape(source.prefix)}">{escape(source.prefix)}: {escape(source.title)}{doi}</th>'
    return f"<tr>{head}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _references(references: Mapping[str, str]) -> str:
    named = {name: title for name, title in references.items() if name}
    if not named:
        return "as a whole" if references else "none"
    entries = "".join(f"<dt>{escape(name)}</dt><dd>{escape(title)}</dd>" for name, title in named.items())
    return f"<dl>{entries}</dl>"


def _items(items: tuple[str, ...]) -> str:
    if not items:
        return "none"
    return f"{len(items)}: {escape(', '.join(items))}"
