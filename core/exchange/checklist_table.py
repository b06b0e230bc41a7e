"""The checklist as a table, out as CSV or XLSX and back: for people who work on it elsewhere."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.catalog.compare import content_digest
from core.catalog.model import GuidelinePack, Item
from core.catalog.sources import inert
from core.errors import InputError
from core.evaluation.offered import Offer, Offered, offers
from core.evaluation.records import Answer, AnswerDraft, Value
from core.jobs import Job, Limits

if TYPE_CHECKING:
    from core.casefile.store import Store

COLUMNS = (
    ("item", 13),
    ("component", 20),
    ("element", 24),
    ("title", 30),
    ("question", 60),
    ("guidance", 60),
    ("answer", 16),
    ("remark", 60),
    ("reason", 40),
    ("listed reason", 12),
    ("marking", 12),
    ("by", 18),
    ("at", 20),
    ("item digest", 20),
)
NAMES = tuple(name for name, _ in COLUMNS)
READ_BACK = ("item", "answer", "remark", "reason", "listed reason", "marking", "item digest")
_VALUES: Mapping[str, Value] = {"yes": "yes", "partly": "partly", "no": "no", "not applicable": "not-applicable"}
ANSWERS = tuple(_VALUES)
SUFFIXES = (".csv", ".xlsx")
LONGEST_XLSX_CELL = 32_767  # characters; a longer one would be cut without a word
_LIMITS = Limits(memory_bytes=2 << 30, time_s=120.0)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def table_rows(pack: GuidelinePack, answers: Mapping[str, Answer]) -> list[tuple[str, ...]]:
    """A row an item, in pack order, with the newest confirmed answer where there is one (`answers` by item)."""
    components = {one.id: one.title for one in pack.components}
    elements = {one.id: one.title for one in pack.elements}
    return [_row(item, components, elements, answers.get(item.id)) for item in pack.items]


def as_csv(pack: GuidelinePack, answers: Mapping[str, Answer]) -> str:
    """The checklist as CSV (RFC 4180, with a byte order mark, since spreadsheets take UTF-8 for something else)."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(NAMES)
    table.writerows([inert(cell) for cell in row] for row in table_rows(pack, answers))
    return "\ufeff" + text.getvalue()


def as_xlsx(pack: GuidelinePack, answers: Mapping[str, Answer], *, banner: str, title: str) -> bytes:
    """The checklist as a workbook: a sheet to fill in, a sheet that says what it is; `banner` heads every printed page.

    Raises InputError naming the item whose text is longer than a cell can hold.
    """
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

    rows = table_rows(pack, answers)
    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Checklist")
    for line in (NAMES, *rows):
        _fill(sheet, line)
    _dress(sheet, banner)
    answer = _letter("answer")
    choice = DataValidation(type="list", formula1=f'"{",".join(ANSWERS)}"', allow_blank=True)
    choice.error, choice.errorTitle = "Choose yes, partly, no or not applicable.", "No answer"
    sheet.add_data_validation(choice)
    choice.add(f"{answer}2:{answer}{len(rows) + 1}")
    _about(book.create_sheet("About"), pack, banner, title)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def reading_job(path: Path) -> Job:
    """The job that reads a table back; give its result to `offered`. Raises InputError for a name that is no table."""
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{path.name} is no CSV or XLSX file.", "Export the checklist, fill it in, and give it back.")
    if not path.is_file():
        raise InputError(f"There is no file {path}.")
    task = {"path": str(path.resolve()), "columns": list(READ_BACK)}
    return Job("core.worker.answer_table.work", task, limits=_LIMITS)


def offered(read: Mapping[str, Any]) -> tuple[Offered, ...]:
    """The rows that have an answer, from what `reading_job` gives. Raises InputError naming the line of a wrong one."""
    return tuple(_offered(row) for row in read["rows"] if row["answer"].strip())


def offers_to(store: Store, rows: Sequence[Offered]) -> tuple[Offer, ...]:
    """What `rows` would change in the case."""
    pack = store.pack_in_use()
    newest = {answer.item_id: answer for answer in store.answers()}
    digests = {item.id: content_digest(item) for item in pack.items}
    return offers(rows, pack, digests, newest, store.drafts())


def _row(
    item: Item, components: Mapping[str, str], elements: Mapping[str, str], answer: Answer | None
) -> tuple[str, ...]:
    said = (
        (
            answer.value.replace("-", " "),
            answer.remark,
            answer.reason,
            "yes" if answer.reason_listed else "",
            answer.marking,
            answer.by,
            answer.at,
        )
        if answer
        else ("", "", "", "", "", "", "")
    )
    asked = (item.id, components[item.component], elements[item.element], item.title, item.question, item.guidance)
    return (*asked, *said, content_digest(item))


def _offered(row: Mapping[str, Any]) -> Offered:
    word = " ".join(row["answer"].lower().replace("-", " ").split())
    if word not in ANSWERS:
        raise InputError(
            f'Line {row["line"]}, column "answer": "{row["answer"].strip()[:40]}" is no answer.',
            "Write yes, partly, no or not applicable.",
        )
    draft = AnswerDraft(
        item_id=row["item"].strip().upper(),
        value=_VALUES[word],
        remark=row["remark"].strip(),
        reason=row["reason"].strip(),
        reason_listed=row["listed reason"].strip().lower() in {"yes", "true", "1"},
        marking=row["marking"].strip() or "(U)",
    )
    return Offered(line=int(row["line"]), draft=draft, digest=row["item digest"].strip())


def _fill(sheet: Any, cells: Sequence[str]) -> None:
    """Append a row of texts. A text that begins like a formula stays a text."""
    at = sheet.max_row + 1 if sheet.cell(1, 1).value is not None else 1
    for column, text in enumerate(cells, 1):
        if len(text) > LONGEST_XLSX_CELL:
            raise InputError(
                f"The {NAMES[column - 1]} of {cells[0]} has {len(text):,} characters, more than a cell can hold.",
                "Export the checklist as CSV.",
            )
        cell = sheet.cell(at, column)
        cell.value = _CONTROL.sub(" ", text)
        cell.data_type = "s"


def _dress(sheet: Any, banner: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.oddHeader.center.text = sheet.oddFooter.center.text = banner.replace("&", "&&")
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    for column, (_, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[_letter(NAMES[column - 1])].width = width
        head = sheet.cell(1, column)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="E7F2F5")
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _about(sheet: Any, pack: GuidelinePack, banner: str, title: str) -> None:
    lines = (
        ("Marking", banner),
        ("Case", title),
        ("Pack", f"{pack.id} {pack.version}"),
        ("Digest of the pack", pack.sha256),
        ("To answer", "Fill in answer, remark, reason and marking. Leave the other columns as they are."),
        ("Listed reason", "Write yes where the reason for not applicable is the one that the pack lists for the item."),
        ("To give back", "Import this file in Touchstone. It shows what would change; answers become drafts there."),
    )
    for line in lines:
        _fill(sheet, line)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 100
    sheet.oddHeader.center.text = sheet.oddFooter.center.text = banner.replace("&", "&&")


def _letter(name: str) -> str:
    return chr(ord("A") + NAMES.index(name))
