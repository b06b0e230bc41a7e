"""Which column of an imported table is what, and the outputs that come of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.errors import InputError
from core.evaluation.grading.records import Origin
from core.plan.nodes import nearest

NEEDED = ("output",)
PARTS: Mapping[str, str] = {
    "prompt": "Prompt",
    "output": "Output",
    "system": "System",
    "version": "Its version",
    "id": "Id",
    "group": "Group",
    "disclosed": "Disclosure beside it",
}
_NAMES: Mapping[str, tuple[str, ...]] = {
    "prompt": ("prompt", "question", "instruction", "input", "request", "query"),
    "output": ("output", "response", "answer", "completion", "generated", "text", "content", "reply"),
    "system": ("system", "model", "model_name", "product"),
    "version": ("version", "model_version", "system_version"),
    "id": ("id", "output_id", "row_id", "case", "number"),
    "group": ("group", "category", "slice", "topic", "language"),
    "disclosed": ("disclosed", "disclosure", "ai_label", "labelled", "labeled"),
}
_YES, _NO = {"yes", "true", "1", "y"}, {"no", "false", "0", "n"}
MOST_KINDS = 20  # systems or groups that are compared with each other
LONGEST_OUTPUT = 50_000  # characters: more is not graded at one look


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """One row of the table: what was asked, what came, and where it came from."""

    prompt: str
    text: str
    origin: Origin


def proposed(header: Sequence[str]) -> dict[str, str]:
    """A column for each part of an output, by the names that such columns usually have; a column is proposed once."""
    plain = {"_".join(name.lower().replace("-", " ").split()): name for name in header}
    found: dict[str, str] = {}
    for part, names in _NAMES.items():
        column = next((plain[name] for name in names if name in plain and plain[name] not in found.values()), "")
        if column:
            found[part] = column
    return found


def column_problems(columns: Mapping[str, str], header: Sequence[str]) -> tuple[str, ...]:
    """Why these columns can't be taken; empty when they can."""
    problems = [f"No column is said to be the {PARTS[part].lower()}." for part in NEEDED if not columns.get(part)]
    for part, column in columns.items():
        if part not in PARTS:
            problems.append(f"There is no part '{part}' of an output. {nearest(part, tuple(PARTS))}".strip())
        elif column and column not in header:
            problems.append(f'The table has no column "{column}". {nearest(column, tuple(header))}'.strip())
    chosen = [column for column in columns.values() if column]
    twice = sorted({column for column in chosen if chosen.count(column) > 1})
    return (*problems, *(f'The column "{column}" is said to be two things.' for column in twice))


def recorded(
    header: Sequence[str], rows: Sequence[Sequence[str]], lines: Sequence[int], columns: Mapping[str, str]
) -> tuple[Recorded, ...]:
    """The outputs of the table's rows. Raises InputError naming the line and column of what is wrong."""
    problems = column_problems(columns, header)
    if problems:
        raise InputError(problems[0], " ".join(problems[1:]) or f"The columns are: {', '.join(header)}.")
    places = {part: list(header).index(column) for part, column in columns.items() if column}
    made = [_one(row, line, places, columns) for row, line in zip(rows, lines, strict=True)]
    _demand_own_ids(made, lines)
    for part, values in (
        ("system", {one.origin.system for one in made}),
        ("group", {one.origin.group for one in made}),
    ):
        if len(values) > MOST_KINDS:
            raise InputError(
                f'The column "{columns[part]}" holds {len(values):,} different values: that is no {part}.',
                f"At most {MOST_KINDS} are compared. Choose another column, or none.",
            )
    return tuple(made)


def _demand_own_ids(made: Sequence[Recorded], lines: Sequence[int]) -> None:
    counted = Counter(one.origin.id for one in made)
    for one, line in zip(made, lines, strict=True):
        if counted[one.origin.id] > 1:
            raise InputError(
                f'Line {line:,}: the id "{one.origin.id}" is there {counted[one.origin.id]} times.',
                "Each output needs an id of its own; leave the column out to count the lines instead.",
            )


def _one(row: Sequence[str], line: int, places: Mapping[str, int], columns: Mapping[str, str]) -> Recorded:
    cell = {part: _text(row[at].strip(), line, columns[part]) for part, at in places.items()}
    text = cell["output"]
    if not text:
        raise InputError(
            f'Line {line:,}, column "{columns["output"]}": there is no output.',
            "An empty answer can't be graded by reading it. Take the row out, or write [no answer] in its place.",
        )
    if len(text) > LONGEST_OUTPUT:
        raise InputError(
            f"Line {line:,}: the output has {len(text):,} characters; at most {LONGEST_OUTPUT:,} are taken."
        )
    system = " ".join(part for part in (cell.get("system", ""), cell.get("version", "")) if part)
    origin = Origin(
        id=cell.get("id") or f"line {line}",
        system=system,
        group=cell.get("group", ""),
        flag=_flag(cell.get("disclosed", ""), line, columns.get("disclosed", "")),
    )
    return Recorded(prompt=cell.get("prompt", ""), text=text, origin=origin)


def _text(cell: str, line: int, column: str) -> str:
    """A cell that can be kept: half of a pair of UTF-16 is no character, and no file takes it."""
    try:
        cell.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f'Line {line:,}, column "{column}": character {error.start + 1:,} is half of one.',
            "The text was cut within a character. Export it anew, or take the row out.",
        ) from error
    return cell


def _flag(text: str, line: int, column: str) -> str:
    word = text.lower()
    if word in _YES:
        return "yes"
    if word in _NO:
        return "no"
    if not word:
        return ""
    raise InputError(f'Line {line:,}, column "{column}": "{text[:40]}" is neither yes nor no.', "Write yes or no.")
