"""What a model writes may be made to be slow, half a character, or always the same: it is counted all the same."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.errors import InputError
from core.evaluation.grading.columns import recorded
from core.evaluation.grading.links import has_source, sources_without_a_name
from core.evaluation.grading.repeats import twins
from core.worker import output_table

FULL = 50_000  # characters, the most that are taken
AT_MOST_S = 4.0  # on a busy machine; what each took before was minutes
REFUSAL = "I am sorry, but I can not help with that, since it would not be right to do so for anybody."


@pytest.mark.parametrize("part", ["[a](", "\n", "[a]( ", "[1]\n", "1. ", "[", "[a](x \n"])
def test_no_text_makes_the_search_for_links_slow(part: str) -> None:
    text = part * (FULL // len(part))
    began = time.monotonic()
    list(sources_without_a_name(f"1.{text}", frozenset()))
    has_source(text)
    assert time.monotonic() - began < AT_MOST_S


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See [the page]( )", ["a link without an address"]),
        ('See [it](https://va.gov/a_(b) "The page") [it](https://va.gov)', []),
        ("So it says [1].\n\n  [1] Federal Register, 2024", []),
        ("So it says [2].\n1. Federal Register, 2024", ["a citation [2] without an entry"]),
    ],
)
def test_links_and_lists_of_sources_are_read_as_before(text: str, found: list[str]) -> None:
    assert list(sources_without_a_name(text, frozenset())) == found


def test_two_thousand_refusals_that_are_alike_are_found_at_once() -> None:
    began = time.monotonic()
    texts = [REFUSAL if at % 2 else f"{REFUSAL} Ask under number {at}." for at in range(2000)]
    base, found = twins([f"prompt {at}" for at in range(2000)], texts, ["A"] * 2000, near=0.8)
    assert len(base) == len(found) == 2000
    assert time.monotonic() - began < AT_MOST_S


def test_half_a_character_is_refused_with_its_line() -> None:
    with pytest.raises(InputError, match='Line 3, column "o": character 2 is half of one'):
        recorded(["o"], [["a"], ["b\ud83d"]], [2, 3], {"output": "o"})


def _lines(path: Path) -> Path:
    (path / "a.jsonl").write_text('{"output": "a"}\n{"output": "b", "output": "c"}\n', encoding="utf-8")
    return path / "a.jsonl"


def _sheet(path: Path) -> Path:
    """More rows than are taken, behind empty lines."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in [["output"], *([[None]] * 200), *([["a"]] * (output_table.MOST_ROWS + 1))]:
        sheet.append(line)
    book.save(path / "a.xlsx")
    return path / "a.xlsx"


@pytest.mark.parametrize(
    ("made", "what"), [(_lines, "Line 2 .* a field is there twice"), (_sheet, "more than 5,000 rows")]
)
def test_nothing_of_a_table_is_dropped_in_silence(made: Callable[[Path], Path], what: str, tmp_path: Path) -> None:
    class Report:
        def progress(self, *_: Any) -> None: ...

    with pytest.raises(InputError, match=what):
        output_table.work({"path": str(made(tmp_path))}, Report())


def test_values_that_are_no_text_are_written_as_json_writes_them(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"output": {"a": float("nan")}}), encoding="utf-8")
    assert output_table._read(tmp_path / "a.jsonl")[1] == [['{"a": NaN}']]
