"""What the Probes page shows, as frozen records: one for each of its five steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

NoteKind = Literal["info", "success", "warning", "error"]
Phase = Literal["empty", "working", "ready", "failed"]
STEPS = ("Choose", "Bind data", "Choose probes", "Run", "Read")
MODEL, DATA, CHOICE, RUN, READ = range(5)
JobPhase = Literal["waiting", "running", "done", "failed", "cancelled"]


@dataclass(frozen=True, kw_only=True)
class Note:
    """One notice in the page: what is so, and what to do about it."""

    kind: NoteKind
    text: str
    hint: str = ""
    action: str = ""  # what the person can have done about it


@dataclass(frozen=True, kw_only=True)
class Port:
    """One input or output of a model: name, element type, and shape as `[N, 8, 8]`."""

    name: str
    type: str
    shape: str


@dataclass(frozen=True, kw_only=True)
class ModelState:
    """Step 1: the model file, and what parsing it found (nothing has been run)."""

    path: str = ""
    recorded: bool = False  # there is none: a column of the data holds what the system was recorded to say
    domains: tuple[tuple[str, bool], ...] = ()  # operator domains outside ONNX, and whether they are let through
    bom: str = ""  # its bill of materials
    phase: Phase = "empty"
    facts: tuple[tuple[str, str], ...] = ()
    inputs: tuple[Port, ...] = ()
    outputs: tuple[Port, ...] = ()
    operators: tuple[tuple[str, str, str], ...] = ()  # domain, operator, how often
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SettingRow:
    """One setting of a probe, with its limits, as it is set now."""

    name: str
    title: str
    kind: Literal["int", "float", "choice", "flag"]
    value: int | float | str | bool
    minimum: float | None
    maximum: float | None
    choices: tuple[str, ...]
    unit: str
    help: str


@dataclass(frozen=True, kw_only=True)
class LimitRow:
    """One threshold: the metric must be at least (`min`) or at most (`max`) the value."""

    metric: str
    bound: Literal["min", "max"]
    value: float
    title: str = ""  # of the metric, as a person reads it


@dataclass(frozen=True, kw_only=True)
class ProbeRow:
    """One probe that can be chosen; `why_not` is empty where it applies."""

    id: str
    title: str
    measures: str
    cost: str
    items: tuple[str, ...]
    why_not: str
    ticked: bool
    settings: tuple[SettingRow, ...] = ()
    limits: tuple[LimitRow, ...] = ()
    metrics: tuple[tuple[str, str], ...] = ()  # metrics that a threshold can be set on, and their titles


@dataclass(frozen=True, kw_only=True)
class ChoiceState:
    """Step 3: which probes, how, and with which seed."""

    rows: tuple[ProbeRow, ...] = ()
    seed: int = 7
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class JobState:
    """One probe in the queue. `done` of `total` steps; `total` 0 while that is not known."""

    probe: str
    title: str
    phase: JobPhase = "waiting"
    done: int = 0
    total: int = 0
    said: str = ""
    left_s: float | None = None
    reading_id: str = ""
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class RunState:
    """Step 4: the queue."""

    jobs: tuple[JobState, ...] = ()

    @property
    def busy(self) -> bool:
        """Whether anything waits or runs."""
        return any(job.phase in ("waiting", "running") for job in self.jobs)


@dataclass(frozen=True, kw_only=True)
class ChartState:
    """A chart: how to draw it at a size, its sentence, and the same numbers as a table."""

    title: str
    summary: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    draw: Callable[..., Sequence[Any]]  # (width, height, *, text_scale), in points -> drawing primitives
    height: Callable[..., float]  # (width, *, text_scale) -> the height that suits


@dataclass(frozen=True, kw_only=True)
class LimitSeen:
    """One threshold against what was measured."""

    sentence: str
    verdict: str


@dataclass(frozen=True, kw_only=True)
class ComparisonState:
    """Two readings of one probe side by side. `earlier` and `later` say which they are."""

    other: str  # id of the reading that the open one is compared with
    earlier: str
    later: str
    sentence: str
    cautions: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    changes: tuple[tuple[str, ...], ...]  # what was different: what, in the earlier, in the later
    charts: tuple[ChartState, ...]


@dataclass(frozen=True, kw_only=True)
class ReadingState:
    """One reading as a card shows it. Texts are ready to be read."""

    id: str
    probe: str
    title: str
    at: str
    by: str
    plan_name: str
    status: str
    verdict: str  # pass, fail, inconclusive, or empty where no threshold was set
    headline_name: str = ""
    headline: str = ""
    interval: str = ""
    against: str = ""  # the headline's own threshold
    sentence: str = ""
    means: str = ""
    does_not_mean: str = ""
    limits: tuple[LimitSeen, ...] = ()
    charts: tuple[ChartState, ...] = ()
    tables: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]], ...] = ()
    items: tuple[tuple[str, str], ...] = ()  # id, title
    record: tuple[tuple[str, str], ...] = ()  # seed, settings, digests, versions
    warnings: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()  # readings of the same probe to compare with: id, words


@dataclass(frozen=True, kw_only=True)
class ReadingLine:
    """One line in the list of readings of the case."""

    id: str
    title: str
    at: str
    plan_name: str
    verdict: str
    status: str
    new: bool


@dataclass(frozen=True, kw_only=True)
class ReadState:
    """Step 5: the readings of the case, and the one that is open."""

    lines: tuple[ReadingLine, ...] = ()
    open: ReadingState | None = None
    compared: ComparisonState | None = None
    loading: bool = False


@dataclass(frozen=True, kw_only=True)
class ProbesState:
    """The page around the steps: which one is shown, and which can be gone to."""

    step: int = MODEL
    done: tuple[bool, ...] = (False, False, False, False, False)
    why_not: tuple[str, ...] = ("", "", "", "", "")  # why a step can't be opened; empty: it can
    plan_path: str = ""
    note: Note | None = None
    why_not_run: str = ""
    why_not_saved: str = ""
