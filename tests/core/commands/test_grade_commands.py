"""Outputs are imported, graded blind and closed on the command line; files are looked into."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image

from core.cli import EXIT_FAILED, EXIT_USAGE
from core.errors import InputError
from core.worker import output_table
from tests.core.commands.test_deployment_commands import Run, run
from tests.core.evaluation.grading.graded import outputs
from tests.core.exchange.test_checklist_table import Quiet

__all__ = ["run"]  # the fixture: a new case and a way to run commands on it
HEADER = ["id", "question", "said", "model", "group"]
ROWS = [[one.origin.id, one.prompt, one.text, one.origin.system, one.origin.group] for one in outputs()]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "outputs.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *ROWS])
    return path


def test_the_same_table_is_read_from_csv_xlsx_and_json_lines(table: Path, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (HEADER, *ROWS):
        sheet.append(row)
    book.save(tmp_path / "outputs.xlsx")
    lines = [json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False) for row in ROWS]
    (tmp_path / "outputs.jsonl").write_text("\n".join(lines), encoding="utf-8")
    read = [output_table.work({"path": str(tmp_path / f"outputs.{end}")}, Quiet()) for end in ("csv", "xlsx", "jsonl")]
    assert all((one["header"], one["rows"]) == (HEADER, ROWS) for one in read)
    assert [one["lines"][0] for one in read] == [2, 2, 1]


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("a.jsonl", '{"output": "x"}\n[1]', "Line 2 of a.jsonl is no JSON object"),
        ("a.jsonl", '{"output": "x"}\n{"output": ', "Line 2 of a.jsonl is no JSON"),
        ("a.jsonl", "", "has no rows"),
        ("a.csv", "a,b\n1\n", "Row 1 .* has 1 cell"),
        ("a.xlsx", "PK no", "no workbook"),
        ("a.pdf", "x", "is none of"),
    ],
)
def test_a_file_that_is_no_table_gets_a_sentence(tmp_path: Path, name: str, text: str, what: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=what):
        output_table.work({"path": str(tmp_path / name)}, Quiet())


def test_a_grading_from_import_to_results(run: Run, table: Path, tmp_path: Path) -> None:
    said = ("--origin", "Log of May", "--grader", "Ann Lee", "--title", "May")
    status, told = run("grade import", str(table), *said, by="Ana Ruiz")
    assert (status, "No column is said to be the output" in told) == (EXIT_FAILED, True)
    status, told = run("grade import", str(table), *said, "--column", "output=said", "--preview", by="Ana Ruiz")
    assert (status, "8 rows; columns: id, question, said, model, group" in told) == (0, True)
    assert "No outputs are imported" in run("grade list")[1]
    assert run("grade import", str(table), *said, "--column", "output=said", by="Ana Ruiz")[0] == 0
    assert run("grade next", by="Ana Ruiz")[0] == EXIT_USAGE
    shown = run("grade next", by="Ann Lee")[1]
    assert "0 of 8 graded." in shown
    assert not any(word in shown for word in ("Atlas", "Borealis", "money", "office\n"))
    number = shown.split("Output ")[1].split()[0]
    assert run("grade set", number, "all=pass", "correct=fail", by="Ann Lee")[1] == (
        f"Output {number} graded: 1 of 8.\n"
    )
    assert run("grade results")[0] == EXIT_FAILED
    for one in range(1, 9):
        assert run("grade set", str(one), "all=pass", by="Ann Lee")[0] == 0
    told = run("grade close", by="Ana Ruiz")[1]
    assert "Blind grading of outputs: 1 grader graded 8 of 8 outputs blind" in told
    told = run("grade results")[1]
    assert "Correct: 8 of 8 outputs pass: 1.00 (95 % interval 0.63 to 1.00, Clopper-Pearson)" in told
    assert "Atlas 2 less Borealis 1: 0.0" in told
    assert "! One person graded" in told
    picture = tmp_path / "pictures" / "a.png"
    picture.parent.mkdir()
    Image.new("RGB", (4, 4)).save(picture)
    told = run("grade files", str(picture.parent), by="Ana Ruiz")[1]
    assert "0 of 1 files hold a C2PA manifest, a share of 0.00" in told
    assert "Linked to DAT-TRA-3, OUT-TRA-1, OUT-TRA-2" in told
