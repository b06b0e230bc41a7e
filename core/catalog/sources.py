"""The annotated register of section 3(a)(2)(B): which existing guideline was used, how, and for which items."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass

from core.catalog.model import GuidelinePack, Source
from core.catalog.sources_page import page

USE_WORDS = {
    "cited": "cited: only referred to by id",
    "adapted": "adapted: an idea was turned into a question in our own words",
    "data": "data: text or structure is carried in the pack",
}


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """One line of the register. `references` maps each cited id to its name; "" is the source as a whole."""

    source: Source
    references: Mapping[str, str]
    items: tuple[str, ...]  # ids of the items that use the source, in pack order

    @property
    def use(self) -> str:
        return "; ".join(USE_WORDS[use] for use in self.source.use)


def register(pack: GuidelinePack) -> tuple[SourceRow, ...]:
    """One row a source of the pack, in the pack's order, those that no item uses too."""
    return tuple(_row(pack, source) for source in pack.sources)


def name_of(reference: str, pack: GuidelinePack) -> str:
    """A reference as a person reads it: `AIRMF:MAP-1.1` -> "AIRMF MAP-1.1: Intended purpose, context and users".

    Raises KeyError when its prefix is no source of the pack.
    """
    prefix, _, name = reference.partition(":")
    source = {source.prefix: source for source in pack.sources}[prefix]
    title = (source.ids or {}).get(name, "") if name else source.title
    return f"{prefix} {name}".strip() + (f": {title}" if title else "")


def sources_as_csv(pack: GuidelinePack) -> str:
    """The register as CSV (RFC 4180), a line a source."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(
        ("prefix", "title", "publisher", "date", "status", "use", "where", "rights", "doi", "references", "items")
    )
    for row in register(pack):
        source = row.source
        cells = (source.prefix, source.title, source.publisher, source.date, source.status, row.use, source.where)
        rest = (source.rights, source.doi, " ".join(filter(None, row.references)), " ".join(row.items))
        table.writerow([inert(cell) for cell in (*cells, *rest)])
    return text.getvalue()


def sources_as_json(pack: GuidelinePack) -> str:
    """The register as JSON: `{"pack": {id, version, sha256}, "sources": [...]}`."""
    rows = [
        {
            "prefix": row.source.prefix,
            "title": row.source.title,
            "publisher": row.source.publisher,
            "date": row.source.date,
            "status": row.source.status,
            "use": list(row.source.use),
            "where": row.source.where,
            "rights": row.source.rights,
            "doi": row.source.doi,
            "references": dict(row.references),
            "items": list(row.items),
        }
        for row in register(pack)
    ]
    about = {"id": pack.id, "version": pack.version, "date": pack.date, "sha256": pack.sha256}
    return json.dumps({"pack": about, "sources": rows}, indent=1, ensure_ascii=False) + "\n"


def sources_as_html(pack: GuidelinePack) -> str:
    """The register as one accessible HTML page that needs nothing else."""
    return page(pack, [(row.source, row.use, row.references, row.items) for row in register(pack)])


def _row(pack: GuidelinePack, source: Source) -> SourceRow:
    used = [(item.id, reference) for item in pack.items for reference in item.references]
    own = [(item, reference) for item, reference in used if reference.partition(":")[0] == source.prefix]
    names = sorted({reference.partition(":")[2] for _, reference in own})
    return SourceRow(
        source=source,
        references={name: (source.ids or {}).get(name, "") for name in names},
        items=tuple(dict.fromkeys(item for item, _ in own)),
    )


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t"} else cell
