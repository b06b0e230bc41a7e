"""Counts of group by truth by decision, and the rates that they hold.

A table `cells` has shape (..., groups, 2, 2): truth no/yes, decision no/yes. It is sufficient for every rate here, so a
resample of a million rows is one multinomial draw of a few dozen cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATES = ("selection_rate", "tpr", "fpr", "ppv", "accuracy")


@dataclass(frozen=True, kw_only=True)
class Grouped:
    """Cells (groups, 2, 2) with their groups' names; for an intersection a name has one value for each column."""

    columns: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    cells: NDArray[np.int64]

    @property
    def sizes(self) -> NDArray[np.int64]:
        sizes: NDArray[np.int64] = self.cells.sum(axis=(1, 2))
        return sizes

    def slice_of(self, group: int) -> dict[str, str]:
        """{column: value, ...} of one group."""
        return dict(zip(self.columns, self.names[group], strict=True))

    def only(self, kept: NDArray[np.bool_]) -> Grouped:
        """The groups marked in `kept` (groups,), in their order."""
        names = tuple(name for name, keep in zip(self.names, kept, strict=True) if keep)
        return Grouped(columns=self.columns, names=names, cells=self.cells[kept])


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """Which group each row is in: `group` (n,) indexes `names`; several columns make one group an intersection."""

    columns: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    group: NDArray[np.int64]

    def count(self, truth: NDArray[np.bool_], decided: NDArray[np.bool_]) -> Grouped:
        """The cells: `truth` and `decided` (n,) say whether the row is, and was decided to be, of the class asked."""
        size = 4 * len(self.names)
        cells = np.bincount(self.group * 4 + truth * 2 + decided, minlength=size).reshape(-1, 2, 2)
        return Grouped(columns=self.columns, names=self.names, cells=cells)


def grouping_of(columns: Mapping[str, NDArray[Any]]) -> Grouping:
    """Group the rows by one column of text values (n,), or by every occurring intersection of several.

    Groups come in the order of their names.
    """
    code: NDArray[np.int64] | int = 0
    levels = []
    for values in columns.values():
        found, index = np.unique(values.astype(str), return_inverse=True)
        levels.append(found)
        code = code * len(found) + index
    occurring, group = np.unique(code, return_inverse=True)
    places = np.unravel_index(occurring, [len(found) for found in levels])
    names = zip(*(found[place] for found, place in zip(levels, places, strict=True)), strict=True)
    return Grouping(
        columns=tuple(columns), names=tuple(tuple(str(part) for part in name) for name in names), group=group
    )


def parts_of(cells: NDArray[Any], rate: str) -> tuple[NDArray[Any], NDArray[Any]]:
    """(counted, out of), each (...), whose quotient is `rate` in every group.

    selection_rate: decided yes / all; tpr: decided yes / truly yes; fpr: decided yes / truly no; ppv: truly yes /
    decided yes; accuracy: decided as true / all. Definitions as in fairlearn.metrics (0.15).
    """
    decided = cells[..., 1].sum(axis=-1)
    everyone = cells.sum(axis=(-2, -1))
    match rate:
        case "selection_rate":
            return decided, everyone
        case "tpr":
            return cells[..., 1, 1], cells[..., 1, :].sum(axis=-1)
        case "fpr":
            return cells[..., 0, 1], cells[..., 0, :].sum(axis=-1)
        case "ppv":
            return cells[..., 1, 1], decided
        case "accuracy":
            return cells[..., 0, 0] + cells[..., 1, 1], everyone
        case _:
            raise ValueError(f"there is no rate {rate!r}")
