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
    """`label` and `groups` are columns of a table, or arrays of an NPZ; of more than `rows` rows, so many are drawn."""

    test: str
    train: str | None = None
    label: str | None = None
    positive: str | None = None
    groups: tuple[str, ...] = ()
    rows: int | None = None


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
    """Pictures in files that the column `file` names: (pixel * scale - mean) / std, with mean and std by channel.

    `size` is [height, width]. A picture is stretched to it, unless `crop` cuts the middle out of it after its short
    side was made `short_side` pixels long, or `pad` keeps its sides' ratio and fills what is left with zeros after
    scaling. `colours` is the order in which the model takes the channels.
    """

    size: tuple[int, int]
    channels: int = 3
    layout: Layout = "NCHW"
    scale: float = 1.0
    mean: tuple[float, ...] = ()
    std: tuple[float, ...] = ()
    crop: Literal["center"] | None = None
    short_side: int | None = None
    pad: Literal["end"] | None = None
    resample: Literal["nearest", "bilinear", "bicubic"] = "bilinear"
    colours: Literal["RGB", "BGR"] = "RGB"
    file: str = "file"


@dataclass(frozen=True, kw_only=True)
class Text:
    """A column of text, or its numbers through a tokenizer file.

    `mask` and `types` are the inputs that tell padding from text and one text of a pair from the other.
    """

    text: str
    tokenizer: str | None = None
    max_length: int | None = None
    pad: bool = False
    mask: str | None = None
    types: str | None = None


@dataclass(frozen=True, kw_only=True)
class Bytes:
    """The `first` and the `last` bytes of files that the column `file` names; `pad` where a file is shorter.

    `strip` leaves out blank space at the start and at the end, looked for in `block` bytes at either end.
    """

    first: int
    last: int = 0
    pad: int = 256
    strip: bool = False
    block: int = 4096
    file: str = "file"


@dataclass(frozen=True, kw_only=True)
class Constant:
    """The same value for all rows: a scalar input such as a sampling rate, or a state that starts as zeros."""

    constant: float | str


Input = Column | Columns | Array | Images | Text | Bytes | Constant


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
    bom: str | None = None
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
