"""How many rows go to the model at once: a fixed rule, so that the same rows always give the same bits.

In one network, another chunk size changed the last bits of 539 of 540 rows. So the size follows from the rows' own
shape and from the model's declaration alone, never from the machine, the threads or the time that is left:

    a model that declares a fixed batch    that batch; the last chunk is filled up with its last row
    rows of a table (one axis or none)     256 rows up to 1,024 values a row, 64 up to 16,384, else 8
    rows of pictures (two axes and more)   64 rows up to 4,096 values a row, 8 up to 65,536, else 4

The sizes are where onnxruntime was measured to be at its best: the cost of a call (5 to 8 us) is spread over enough
rows, and all cores find a chunk.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from core.errors import InputError

if TYPE_CHECKING:  # a name for types alone
    from core.probe import Batch

_TABLE = ((1_024, 256), (16_384, 64))
_PICTURES = ((4_096, 64), (65_536, 8))


def chunk_rows(inputs: Batch) -> int:
    """Rows a chunk for these inputs (n, ...), by the rule above, for a model with an open batch."""
    row_shapes = [values.shape[1:] for values in inputs.values()]
    values = sum(math.prod(shape) for shape in row_shapes)
    pictures = any(len(shape) > 1 for shape in row_shapes)
    rule, least = (_PICTURES, 4) if pictures else (_TABLE, 8)
    return next((rows for most, rows in rule if values <= most), least)


def fixed_batch(inspection: Mapping[str, Any], inputs: Batch) -> int | None:
    """The batch that the model's inputs declare, None when it is open. Raises InputError when they disagree.

    Only `inputs`, those that hold data, are asked: the first axis of a state need not be the row.
    """
    sizes = {value["shape"][0] for value in inspection["inputs"] if value["shape"] and value["name"] in inputs}
    fixed = {size for size in sizes if isinstance(size, int)}
    if len(fixed) > 1:
        shown = ", ".join(str(size) for size in sorted(fixed))
        raise InputError(
            f"The model's inputs declare different numbers of rows: {shown}.", "Export it with an open batch."
        )
    return fixed.pop() if fixed else None
