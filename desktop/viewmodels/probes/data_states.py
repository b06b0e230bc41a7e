"""What step 2 of the Probes page shows: the data, how each input is fed, and real rows with what the model says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.viewmodels.probes.states import Note, Phase

Options = tuple[tuple[str, str], ...]  # key and words of each choice
FieldKind = Literal["text", "choice", "flag", "file"]


@dataclass(frozen=True, kw_only=True)
class FieldRow:
    """One setting of how an input is fed. A flag's value is "yes" or empty; `error` says why what was typed is wrong.

    `more`: it stands behind "More settings", since its default suits most models.
    """

    name: str
    title: str
    value: str
    kind: FieldKind = "text"
    choices: Options = ()
    help: str = ""
    error: str = ""
    more: bool = False


@dataclass(frozen=True, kw_only=True)
class InputRow:
    """One input of the model, and where its values come from."""

    name: str
    type: str
    width: int | None
    way: str  # one of `ways`; empty: not bound
    ways: Options
    source: tuple[str, ...]  # the chosen columns where the way is "columns"
    fields: tuple[FieldRow, ...]
    proposed: bool  # chosen by the program from names, shapes and values
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PreviewItem:
    """One row that is a picture (PNG in base64) or a text, and what the model says of it."""

    row: str
    label: str
    said: str
    score: str
    right: bool | None  # None: no label, or nothing was said
    picture: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """Rows as the model was given them, and what it said of them: as pictures or texts, or else as a table."""

    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    items: tuple[PreviewItem, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class DataState:
    """Step 2: the data, bound to the model, or the column of what a system was recorded to say."""

    test: str = ""
    train: str = ""
    recorded: bool = False
    name: str = ""
    task: str = "binary"
    columns: tuple[str, ...] = ()
    label_columns: tuple[str, ...] = ()  # those with one value a row
    label: str = ""
    classes: tuple[str, ...] = ()
    order: str = ""  # the classes in the order of the scores, as set; empty: as the model or the labels say
    positive: str = ""
    favourable: str = ""
    groups: tuple[str, ...] = ()
    inputs: tuple[InputRow, ...] = ()
    outputs: tuple[str, ...] = ()
    scores: str = ""
    column: str = ""  # recorded: where it stands
    kind: str = ""  # empty: proposed from the model
    threshold: str = ""
    limit: str = ""  # most rows that are used; empty: all
    wrong: tuple[tuple[str, str], ...] = ()  # field, why what was typed can't be used
    phase: Phase = "empty"
    said: str = ""  # what is being done while phase is "working"
    notes: tuple[Note, ...] = ()
    preview: Preview = Preview()

    @property
    def can_be_bound(self) -> bool:
        """Whether the names in the data are known, so that there is something to choose from."""
        return bool(self.columns)
