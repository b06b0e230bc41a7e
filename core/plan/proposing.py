"""What names and shapes propose for inputs that a plan leaves out. Nothing that is set is changed.

The worker completes a plan with it before it binds, the window shows it before anything is run.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from core.plan.model import Array, Column, Columns, Images, Input, Layout, Plan, Text

FILE = "file"  # the column of a folder that names its files
CHANNELS = (1, 3, 4)
Sizes = Sequence[int | str | None]


def proposed_inputs(
    plan: Plan, inspection: Mapping[str, Any], names: Sequence[str], row_shapes: Mapping[str, tuple[int, ...]]
) -> dict[str, Input]:
    """The plan's bindings, completed where names and shapes leave no doubt; what stays open is left out.

    An input is bound to the column or array of its own name; a single input takes all columns but label and groups
    when they are as many as it wants, the one array whose rows have its size, or the pictures of a folder. `names` are
    the columns or arrays of the test data, `row_shapes` the shape of a row by array (empty for tables).
    """
    declared = inspection["inputs"]
    bound = dict(plan.inputs)
    filled = filled_with_text(plan.inputs)
    for value in declared:
        name = value["name"]
        if name in bound or name in filled:
            continue
        if name in names:
            bound[name] = Array(array=name) if row_shapes else Column(column=name)
        elif len(declared) == 1 and (guess := _guess(plan, value, names, row_shapes)):
            bound[name] = guess
    return bound


def filled_with_text(inputs: Mapping[str, Input]) -> set[str]:
    """The inputs that a text's mask and types fill."""
    texts = [one for one in inputs.values() if isinstance(one, Text)]
    return {name for one in texts for name in (one.mask, one.types) if name is not None}


def row_sizes(value: Mapping[str, Any]) -> Sizes:
    """The sizes of one row of an input: its declared shape without the axis of rows."""
    return (value["shape"] or [None])[1:]


def width_of(value: Mapping[str, Any]) -> int | None:
    """How many values of one row an input takes; None where the model leaves it open."""
    if value["shape"] is None:
        return None
    sizes = [size for size in row_sizes(value) if isinstance(size, int)]
    return math.prod(sizes) if len(sizes) == len(row_sizes(value)) else None


def pictures_for(sizes: Sizes) -> Images | None:
    """Pictures of the size that a row declares, scaled to 0..1 as most are: the preview warns when that is wrong."""
    if len(sizes) != 3:
        return None
    for layout, (channels, height, width) in (("NCHW", sizes), ("NHWC", (sizes[2], sizes[0], sizes[1]))):
        if channels in CHANNELS and isinstance(height, int) and isinstance(width, int):
            assert isinstance(channels, int)
            order: Layout = "NCHW" if layout == "NCHW" else "NHWC"
            return Images(size=(height, width), channels=channels, layout=order, scale=1 / 255)
    return None


def layout_for(given: Sequence[int], declared: Sizes) -> Layout | None:
    """The layout that a model with this row wants of pictures kept in the other order; None when nothing need turn."""
    if len(given) != 3 or sizes_match(given, declared):
        return None
    height, width, channels = given
    if sizes_match((channels, height, width), declared):
        return "NCHW"
    channels, height, width = given
    return "NHWC" if sizes_match((height, width, channels), declared) else None


def sizes_match(given: Sequence[int], declared: Sizes) -> bool:
    """Whether an array of these sizes is what a model declares, whose open sizes take any."""
    return len(given) == len(declared) and all(
        not isinstance(size, int) or size == there for there, size in zip(given, declared, strict=True)
    )


def _guess(
    plan: Plan, value: Mapping[str, Any], names: Sequence[str], row_shapes: Mapping[str, tuple[int, ...]]
) -> Input | None:
    width, sizes = width_of(value), row_sizes(value)
    kept = {plan.data.label, *plan.data.groups} if plan.data else set()
    free = [name for name in names if name not in kept]
    if row_shapes:
        fitting = [name for name in free if row_shapes[name] and math.prod(row_shapes[name]) == width]
        test = [name for name in fitting if "test" in name.lower()]
        only = fitting if len(fitting) == 1 else test
        if len(only) != 1:
            return None
        return Array(array=only[0], layout=layout_for(row_shapes[only[0]], sizes))
    if FILE in free and len(sizes) == 3:
        return pictures_for(sizes)
    if width == len(free):
        return Column(column=free[0]) if width == 1 else Columns(columns=tuple(free))
    return None
