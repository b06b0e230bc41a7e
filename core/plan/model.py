"""A plan as frozen values. Paths are kept as written; `Plan.path` resolves them against the plan's folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Kind = Literal["probabilities", "logits", "label", "value"]
Layout = Literal["NCHW", "NHWC"]
SettingValue = int | float | str | bool
# What stands in for a missing value: None refuses the data; "nan" hands the model a NaN; else this number or text.
Missing = float | str | None


@dataclass(frozen=True, kw_only=True)
class DataPlan:
    """`label` and `groups` are columns of a table, or arrays of an NPZ."""

    test: str
    train: str | None = None
    label: str | None = None
    positive: str | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column for one named input, as number or text: whichever the model's input takes."""

    column: str
    missing: Missing = None


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Several columns, in this order, as one matrix."""

    columns: tuple[str, ...]
    missing: Missing = None


@dataclass(frozen=True, kw_only=True)
class Array:
    """An array of an NPZ, its first axis the row: (value * scale - mean) / std, with mean and std by channel.

    `layout` is the order of axes that the model takes; an array kept in the other order is turned.
    """

    array: str
    layout: Layout | None = None
    scale: float = 1.0
    mean: tuple[float, ...] = ()
    std: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Images:
    """Pictures in files: (pixel * scale - mean) / std, with mean and std by channel; `size` is [height, width]."""

    size: tuple[int, int]
    channels: int = 3
    layout: Layout = "NCHW"
    scale: float = 1.0
    mean: tuple[float, ...] = ()
    std: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Text:
    """A column of text that a tokenizer file turns into numbers; `mask` is the input that tells padding from text."""

    text: str
    tokenizer: str | None = None
    max_length: int | None = None
    pad: bool = False
    mask: str | None = None


Input = Column | Columns | Array | Images | Text


@dataclass(frozen=True, kw_only=True)
class OutputPlan:
    """How outputs become scores. Either `scores` names an output of the model, or `column` a column of what the
    system was recorded to say. None: proposed from the model (see core/worker/outputs.py).
    """

    scores: str | None = None
    column: str | None = None
    kind: Kind | None = None
    classes: tuple[str, ...] | None = None
    threshold: float | None = None
    favourable: str | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One binding of a model to data, and the probes to run. `probes` is ("all",) or a tuple of ids.

    Two plans are equal when they say the same; where they lie (`folder`) does not count.
    """

    name: str
    task: Literal["binary", "multiclass", "regression"]
    model: str | None = None
    data: DataPlan | None = None
    inputs: Mapping[str, Input] = field(default_factory=dict)
    outputs: OutputPlan = field(default_factory=OutputPlan)
    probes: tuple[str, ...] = ("all",)
    settings: Mapping[str, Mapping[str, SettingValue]] = field(default_factory=dict)
    thresholds: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)
    allow_domains: tuple[str, ...] = ()
    seed: int = 0
    folder: Path = field(default_factory=Path, compare=False)

    def path(self, written: str) -> Path:
        """Where a path of the plan leads: relative to the plan's folder, or absolute."""
        return self.folder / written

    @property
    def recorded(self) -> bool:
        """True when the plan has recorded scores or decisions instead of a model."""
        return self.outputs.column is not None
