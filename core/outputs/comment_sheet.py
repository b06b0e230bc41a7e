"""The comment sheet: every item of a pack with room to comment, for developers, academia and civil society (3(f)).

It is a table that any spreadsheet opens. What comes back is typed in as a proposal file (`touchstone pack propose`).
"""

from __future__ import annotations

import csv
import io

from core.catalog.model import GuidelinePack
from core.catalog.sources import inert

HEADER = (
    "no.", "item", "component", "element", "question", "guidance", "commenter", "organisation",
    "kind (comment, change, add, remove)", "field", "comment or reason", "proposed text",
)  # fmt: skip
_GIVEN = 6  # columns that the sheet fills; the rest is for the commenter


def as_comment_sheet(pack: GuidelinePack) -> bytes:
    """The sheet as CSV (RFC 4180) in UTF-8 with a mark; its first row names the pack and its digest."""
    text = io.StringIO()
    table = csv.writer(text)
    titles = {one.id: one.title for one in pack.components} | {one.id: one.title for one in pack.elements}
    table.writerow([f"{pack.marking}: comment sheet for {pack.id} {pack.version}, SHA-256 {pack.sha256}"])
    table.writerow(HEADER)
    for number, item in enumerate(pack.items, 1):
        asked = (titles[item.component], titles[item.element], item.question, item.guidance)
        given = [inert(cell) for cell in (str(number), item.id, *asked)]
        table.writerow([*given, *[""] * (len(HEADER) - _GIVEN)])
    return text.getvalue().encode("utf-8-sig")
