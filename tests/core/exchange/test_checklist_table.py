"""The checklist goes out as a table and comes back: what was typed is found again, and nothing is written over."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from core.catalog.compare import content_digest
from core.errors import InputError, JobError
from core.evaluation.offered import offers
from core.evaluation.records import AnswerDraft
from core.exchange import checklist_table as table
from core.jobs import run_to_end
from core.worker import answer_table, xlsx_table
from tests.core.exchange import cases

PACK = cases.PACK
ANSWERS = cases.full().answers
DIGESTS = {item.id: content_digest(item) for item in PACK.items}


class Quiet:
    def progress(self, *_: object) -> None:
        pass


def written(folder: Path, form: str, answers=ANSWERS) -> Path:
    path = folder / f"checklist.{form}"
    if form == "csv":
        path.write_text(table.as_csv(PACK, answers), encoding="utf-8", newline="")
    else:
        path.write_bytes(table.as_xlsx(PACK, answers, banner="SECRET//NOFORN", title="A & B"))
    return path


def read(path: Path):
    return answer_table.work({"path": str(path), "columns": list(table.READ_BACK)}, Quiet())


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_goes_out_comes_back_the_same(tmp_path: Path, form: str) -> None:
    nasty = replace(ANSWERS["MOD-VAL-1"], remark='=SUM(A1)\nsecond "line", with commas')
    answers = {**ANSWERS, "MOD-VAL-1": nasty}
    rows = table.offered(read(written(tmp_path, form, answers)))
    assert {row.draft.item_id for row in rows} == set(answers)
    found = offers(rows, PACK, DIGESTS, answers, {})
    assert {one.kind for one in found} == {"same"}


def test_a_remark_is_never_a_formula_in_a_spreadsheet(tmp_path: Path) -> None:
    answers = {"MOD-VAL-1": replace(ANSWERS["MOD-VAL-1"], remark='=HYPERLINK("http://x")')}
    sheet = load_workbook(written(tmp_path, "xlsx", answers))["Checklist"]
    assert sheet.cell(2, table.NAMES.index("remark") + 1).data_type == "s"
    assert sheet.oddHeader.center.text == "SECRET//NOFORN"
    text = written(tmp_path, "csv", answers).read_text(encoding="utf-8-sig")
    assert next(csv.DictReader(io.StringIO(text)))["remark"].startswith("'=")


def test_each_row_says_what_taking_it_would_do() -> None:
    free = next(item.id for item in PACK.items if item.id not in ANSWERS)
    other = next(item.id for item in PACK.items if item.id not in ANSWERS and item.id != free)

    def row(line: int, item_id: str, value: str, remark: str = "", digest: str = ""):
        draft = AnswerDraft(item_id=item_id, value=value, remark=remark)  # type: ignore[arg-type]
        return table.Offered(line=line, draft=draft, digest=digest or DIGESTS.get(item_id, ""))

    rows = [
        row(2, free, "yes"),
        row(3, "MOD-VAL-1", "no", "Seen otherwise."),
        row(4, other, "partly"),
        row(5, "MOD-XYZ-9", "yes"),
        row(6, free, "no"),
        row(7, "DAT-VAL-1", "no", "Old words.", digest="ab" * 32),
        row(8, "HW-VAL-1", "yes"),
    ]
    drafts = {"HW-VAL-1": AnswerDraft(item_id="HW-VAL-1", value="no", remark="Half typed")}
    found = {one.line: one for one in offers(rows, PACK, DIGESTS, ANSWERS, drafts)}
    assert [found[line].kind for line in range(2, 9)] == [
        "new",
        "differs",
        "refused",
        "not in the pack",
        "refused",
        "question changed",
        "draft differs",
    ]
    assert ANSWERS["MOD-VAL-1"].by in found[3].sentence
    assert "Line 2 already answers" in found[6].sentence
    assert [line for line, one in found.items() if one.can_be_taken] == [2, 3, 7, 8]


def test_a_wrong_answer_names_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "csv", {})
    lines = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    rows = list(csv.DictReader(io.StringIO(lines)))
    rows[0]["answer"] = "maybe"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, table.NAMES)
        out.writeheader()
        out.writerows(rows)
    with pytest.raises(InputError, match='column "answer": "maybe" is no answer'):
        table.offered(read(path))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["item", "answer"])
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(InputError, match='no column "remark"'):
        read(tmp_path / "t.xlsx")


@pytest.mark.parametrize("what", ["rubbish", "doctype", "bomb", "torn"])
def test_a_hostile_workbook_is_refused_in_a_sentence(tmp_path: Path, what: str) -> None:
    good = written(tmp_path, "xlsx")
    path = tmp_path / "hostile.xlsx"
    if what == "rubbish":
        path.write_bytes(b"not a workbook")
    elif what == "torn":
        path.write_bytes(good.read_bytes()[: good.stat().st_size // 2])
    else:
        with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for part in old.infolist():
                content = old.read(part)
                if what == "doctype" and part.filename.endswith("sheet1.xml"):
                    content = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + content
                new.writestr(part.filename, content)
            if what == "bomb":
                new.writestr("xl/big.xml", b" " * (xlsx_table.MOST_UNPACKED_BYTES + 1))
    with pytest.raises(InputError, match=r"hostile\.xlsx"):
        read(path)


def test_the_file_is_opened_in_a_worker_and_its_fault_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"no workbook")
    with pytest.raises(JobError, match="no workbook that can be read"):
        run_to_end(table.reading_job(path))
    with pytest.raises(InputError, match="no CSV or XLSX"):
        table.reading_job(tmp_path / "t.ods")


def test_a_text_too_long_for_a_cell_is_said_and_not_cut() -> None:
    answers = {"MOD-VAL-1": replace(ANSWERS["MOD-VAL-1"], remark="x" * 40_000)}
    with pytest.raises(InputError, match="remark of MOD-VAL-1 has 40,000 characters"):
        table.as_xlsx(PACK, answers, banner="UNCLASSIFIED", title="T")
