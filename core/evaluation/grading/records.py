"""What was recorded elsewhere and is graded here: outputs, the key that graders do not see, and their grades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from core.evaluation.grading.rubric import Rubric

Word = Literal["pass", "fail", "cannot-tell"]
WORDS: tuple[Word, ...] = ("pass", "fail", "cannot-tell")
SAID: Mapping[str, str] = {"pass": "pass", "fail": "fail", "cannot-tell": "cannot tell"}


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where an output comes from: hidden from graders until the grading is closed.

    `id` is its name in the imported table, `system` with version, `group` whatever it was sorted by; `flag` is what the
    table says of a disclosure shown beside the output: "yes", "no" or "" where it says nothing.
    """

    id: str
    system: str = ""
    group: str = ""
    flag: str = ""


@dataclass(frozen=True, kw_only=True)
class Output:
    """One output as a grader sees it; `number` counts from 1 in the shuffled order in which the set is kept."""

    number: int
    prompt: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Grade:
    """What one grader says of one output, by criterion."""

    set_id: str
    number: int
    words: Mapping[str, Word]
    note: str = ""
    marking: str = "(U)"
    by: str = ""
    at: str = ""


@dataclass(frozen=True, kw_only=True)
class OutputSet:
    """A set of outputs and how it is graded. `count` outputs lie in the piece of evidence `evidence_id`.

    `origins` has one entry an output, in the order of their numbers. `closed_at` is empty while people still grade;
    `closed_why` says why it was closed before everybody was done, `closed_knew` how many rows of each chain of the log
    were there for who closed it: what another copy brings later is not counted.
    """

    id: str
    title: str
    evidence_id: str
    count: int
    rubric: Rubric
    seed: int
    graders: tuple[str, ...]
    origins: tuple[Origin, ...]
    columns: Mapping[str, str]
    file_name: str
    file_sha256: str
    outputs_sha256: str
    marking: str
    by: str
    at: str
    closed_by: str = ""
    closed_at: str = ""
    closed_why: str = ""
    closed_knew: Mapping[str, int] = field(default_factory=dict)

    @property
    def closed(self) -> bool:
        return bool(self.closed_at)

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems in the order of their names, without outputs that name none."""
        return tuple(sorted({one.system for one in self.origins if one.system}))

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(sorted({one.group for one in self.origins if one.group}))


@dataclass(frozen=True, kw_only=True)
class Graded:
    """A set with the grades that count, as a packet sees it; `grades` is empty of words while it is not closed.

    `prompts` has one prompt an output; `done` how many outputs each grader has graded; `late` how many grades another
    copy brought after the grading was closed.
    """

    outputs: OutputSet
    grades: tuple[Grade, ...] = ()
    prompts: tuple[str, ...] = ()
    done: Mapping[str, int] = field(default_factory=dict)
    late: int = 0
