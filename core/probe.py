"""What a probe is, what it is handed, and what it gives back.

A probe is one file in `core/probes/`: a docstring, a `run` function, an `explain` function and a `PROBE` that
declares both. It opens nothing and imports no run-time: the model, the data, the random generator and the way
to report progress are handed to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:  # numpy is not needed to know what a probe is, and it is slow to import
    import numpy as np
    from numpy.typing import NDArray

    from core.chart import Chart

    Floats = NDArray[np.float64]
    Batch = Mapping[str, NDArray[Any]]

Task = Literal["binary", "multiclass", "regression"]
Status = Literal["ok", "skipped", "failed"]
Verdict = Literal["pass", "fail", "inconclusive"]
SettingValue = int | float | str | bool
Slice = Mapping[str, str | int | float]


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One measured number. `low` and `high` are None only where no interval can be given; `method` then says why.

    `slice` is None for the whole test set, or {column: group}, {"column": name} for a difference or ratio over a
    grouping column, or numbers such as {"budget": 0.03}. `n` counts the rows (or other units) behind the estimate.
    An exact count has low == estimate == high, level 1.0 and the method "exact".
    """

    name: str
    estimate: float | None
    low: float | None
    high: float | None
    level: float
    method: str
    n: int
    unit: str
    slice: Slice | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one run of one probe measured. `as_dict` is its form in readings.json and in the case file."""

    probe: str
    version: str
    status: Status
    metrics: tuple[Metric, ...] = ()
    thresholds: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    verdict: Verdict | None = None
    seed: int
    settings: Mapping[str, SettingValue] = field(default_factory=dict)
    model_sha256: str | None = None
    data_sha256: str | None = None
    environment: Mapping[str, Any] = field(default_factory=dict)
    started: str = ""
    duration_s: float = 0.0
    warnings: tuple[str, ...] = ()
    reason: str = ""  # why it was skipped or failed
    facts: Mapping[str, Any] = field(default_factory=dict)  # exact findings that are not numbers: operators, names

    def as_dict(self) -> dict[str, Any]:
        """The reading as JSON-ready values."""
        return asdict(self)


def reading_from_dict(body: Mapping[str, Any]) -> Reading:
    """The reading that `Reading.as_dict` wrote. Raises KeyError, TypeError or ValueError when it is none."""
    known = {name: body[name] for name in Reading.__dataclass_fields__ if name in body}
    known["metrics"] = tuple(Metric(**metric) for metric in body["metrics"])
    known["warnings"] = tuple(body.get("warnings", ()))
    return Reading(**known)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One knob of a probe, with its limits: the window draws it, the plan is checked against it."""

    name: str
    title: str
    default: SettingValue
    kind: Literal["int", "float", "choice", "flag"]
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    unit: str = ""
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What must be there for a probe to apply. Tasks: empty means any."""

    model: bool = True  # the ONNX file itself: recorded scores are not enough
    data: bool = True
    labels: bool = False
    groups: bool = False
    train: bool = False
    scores: bool = False  # scores or probabilities by class; labels alone are not enough
    float_input: bool = False  # one float input that can be perturbed
    damageable: bool = False  # an input that is a picture, a column or a written text
    number_columns: bool = False  # an input of columns of numbers
    bom: bool = False  # a bill of materials of the model
    columns: bool = False  # reads `Part.columns` where the data are tables; never a reason to leave a probe out
    tasks: frozenset[Task] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the data (test or train), ready to be handed to the model.

    `inputs`: by model input name, arrays whose first axis is the row, n rows each.
    `labels`: int64 class indices into `Data.classes` (n,), or float64 targets for regression; None when there are none.
    `groups`: by column, text values (n,), dtype str or object; never None inside: a missing value is the text
    "(missing)".
    `columns`: all columns of the table as written, text values (n,) by name; None where the data are no table, and
    where the probe did not ask for them (`Needs.columns`).
    `texts`: by column, the written texts (n,) that a tokenizer made inputs of; see `Data.tokens`.
    """

    n: int
    inputs: Batch
    labels: NDArray[Any] | None
    groups: Mapping[str, NDArray[Any]]
    sha256: str
    columns: Mapping[str, NDArray[Any]] | None = None
    texts: Mapping[str, NDArray[Any]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Bom:
    """A bill of materials as it was read: a CycloneDX document, of which nothing but "it is a JSON object" is certain.

    `schema` is the version whose schema it was held against ("" where none is carried), `faults` what was wrong there.
    `digests`: of the model's file and of the data files that the plan names, by file name, then by algorithm as
    CycloneDX writes it ("SHA-256").
    """

    name: str
    sha256: str
    document: Mapping[str, Any]
    schema: str
    faults: Sequence[str]
    digests: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Data:
    """The bound data of a plan.

    `positive` is the index of the positive class (binary), `favourable` of the class
    whose rate the 0.80 screen compares; `threshold` turns a binary score into a decision (None: the larger score
    wins; a tie of two classes counts as positive, as a threshold of one half would have it).
    `decisions_only`: the model gives labels alone, so that scores are 1 for the decided class and 0 elsewhere.
    `input_range`: lowest and highest value of a perturbable float input in the model's own units, where the plan or the
    binding knows it (an image's pixels after scaling); None lets a probe take it from the test part.
    `column_names`: for an input that is made of several columns, their names in order; a probe numbers them otherwise.
    `label_column`: the name of the column among `Part.columns` that holds the labels.
    `tokens`: by column of `Part.texts`, what makes texts (m,) the model's inputs, as was done with the rows.
    `bom`: the model's bill of materials, where the probe asked for it (`Needs.bom`).
    """

    task: Task
    classes: tuple[str, ...]
    positive: int | None
    favourable: int | None
    threshold: float | None
    test: Part
    train: Part | None = None
    decisions_only: bool = False
    input_range: tuple[float, float] | None = None
    column_names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    label_column: str | None = None
    tokens: Mapping[str, Callable[[NDArray[Any]], Batch]] = field(default_factory=dict)
    bom: Bom | None = None


class Machine(Protocol):
    """The workstation that a model runs on, as far as a probe may ask for it. Nothing here leaves the process."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """What can be known of it without network or rights (core/worker/hardware.py); no name, no serial number."""

    @property
    def cores(self) -> int:
        """How many processor cores the process may use."""

    @property
    def providers(self) -> Sequence[str]:
        """The execution providers that the run-time offers here, best first."""

    def opened(self, *, threads: int | None = None, provider: str | None = None) -> Model:
        """The same model loaded anew, with so many threads inside it or on another provider.

        Raises InputError when the provider can't take it.
        """

    def peak_memory_bytes(self) -> tuple[int | None, str]:
        """(the most memory that this process has held at once, how that is known); None where the system won't say."""


class Model(Protocol):
    """The model as a probe sees it."""

    @property
    def machine(self) -> Machine | None:
        """What it runs on; None for recorded scores."""

    @property
    def inspection(self) -> Mapping[str, Any]:
        """What parsing the file found (see core/worker/inspection.py); {} for recorded scores."""

    def predict(self, inputs: Batch, said: str = "") -> Floats:
        """Scores for a batch: (n, classes) probabilities by class, float64, or (n,) values for regression.

        Runs in chunks of a fixed rule, so that the same rows always give the same bits. `said` is shown as progress
        where it is not empty. Raises InputError when the model refuses the batch.
        """

    def decide(self, scores: Floats) -> NDArray[np.int64]:
        """Decisions (n,) as class indices, from scores (n, classes).

        Binary: positive where its score is at least `threshold`, or at least the other score; otherwise the argmax.
        """


class Report(Protocol):
    """How a probe says how far it is. Raises JobCancelled inside the worker when the person has asked to stop."""

    def progress(self, done: int, total: int, text: str = "") -> None: ...


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a probe's `run` gives back.

    The worker makes the `Reading` of it: digests, environment, thresholds, verdict.
    """

    metrics: Sequence[Metric]
    warnings: Sequence[str] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """A reading in words and pictures: the same on screen and in the packet.

    `headline` is the one metric of the card (None when there is none). `sentence` says in plain English what was
    found, with the interval. `means` and `does_not_mean` bound the conclusion. `tables` are (title, header, rows).
    """

    headline: Metric | None
    sentence: str
    means: str
    does_not_mean: str
    charts: tuple[Chart, ...] = ()
    tables: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Probe:
    """A probe declares itself: who it is, which items it supports, what it needs, its settings, its cost."""

    id: str
    version: str
    title: str
    measures: str  # one plain sentence
    items: tuple[str, ...]
    needs: Needs
    cost: str  # one plain sentence on how long it takes and what drives it
    source: str  # where the formulas come from
    run: Callable[[Model, Data, Mapping[str, SettingValue], np.random.Generator, Report], Measured]
    explain: Callable[[Reading], Explanation]
    settings: tuple[Setting, ...] = ()
    metrics: tuple[str, ...] = ()  # the names it can measure: a threshold may name one of these and no other
    repeatable: bool = True  # False: it measures this machine (times), so the same seed does not give the same numbers
