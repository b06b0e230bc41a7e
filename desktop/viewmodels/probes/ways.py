"""The ways in which an input of a model can be fed, and what each starts with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.plan import Array, Bytes, Column, Columns, Constant, Images, Input, Text
from core.plan.proposing import CHANNELS, FILE, layout_for, pictures_for, row_sizes, width_of
from desktop.viewmodels.probes.data_states import Options
from desktop.viewmodels.probes.offered import Offered

WORDS = {
    "column": "One column",
    "columns": "Several columns",
    "array": "An array",
    "images": "Picture files",
    "text": "Text, as tokens",
    "bytes": "Bytes of files",
    "constant": "The same value for all rows",
}
COMMON_SIDE = 224  # pixels; what most classifiers of pictures were trained with
TOKENIZER = "tokenizer.json"
_FILE_NAMES = (FILE, "filename", "file_name", "path", "image", "image_path")
_TEXT_NAMES = ("text", "message", "body", "content", "sentence", "comment", "review")
_MASKS, _TYPES = ("attention_mask", "input_mask", "mask"), ("token_type_ids", "segment_ids")
_NOTHING = 0.0


def way_of(bound: Input | None) -> str:
    """The key of the way that a binding is; empty for none."""
    return "" if bound is None else type(bound).__name__.lower()


def ways_for(value: Mapping[str, Any], data_kind: str, bound: Input | None) -> Options:
    """What can be chosen for the input `value` of an inspection, with data of this kind."""
    number = value["type"] != "string"
    sizes = row_sizes(value)
    if data_kind == "npz":
        keys = ["array"]
    else:
        keys = ["column"] if width_of(value) in {1, None} else []
        keys += ["columns"] if len(sizes) <= 1 and width_of(value) != 1 else []
        keys += ["images"] if number and len(sizes) in {0, 2, 3} and value["shape"] != [] else []
        keys += ["text"] if _takes_tokens(value) else []
        keys += ["bytes"] if number and len(sizes) == 1 else []
    keys.append("constant")
    if bound is not None and way_of(bound) not in keys:
        keys.insert(0, way_of(bound))
    return (("", "Not bound"), *((key, WORDS[key]) for key in keys))


def started(way: str, value: Mapping[str, Any], columns: Sequence[Offered], model: Path, names: Sequence[str]) -> Input:
    """A binding to begin with, for a way that the person has chosen. `names` are all inputs of the model."""
    first = columns[0].name if columns else ""
    made: Input = Constant(constant=_NOTHING if value["type"] != "string" else "")
    match way:
        case "column":
            own = any(one.name == value["name"] for one in columns)
            made = Column(column=value["name"] if own else first)
        case "columns":
            numeric = [one.name for one in columns if one.numeric]
            made = Columns(columns=tuple(numeric[: width_of(value) or len(numeric)]) or (first,))
        case "array":
            large = next((one for one in columns if one.shape), None)
            layout = layout_for(large.shape, row_sizes(value)) if large else None
            made = Array(array=large.name if large else first, layout=layout)
        case "images":
            made = pictures(value, file_column(columns))
        case "bytes":
            made = bytes_for(value, file_column(columns))
        case "text":
            made = tokens(value, text_column(columns, ()) or first, model, names)
    return made


def pictures(value: Mapping[str, Any], file: str) -> Images:
    """Pictures of the declared size; where the model leaves it open, of a common one."""
    sizes = row_sizes(value)
    found = pictures_for(sizes) or Images(size=(COMMON_SIDE, COMMON_SIDE), scale=1 / 255)
    if len(sizes) == 3 and pictures_for(sizes) is None:
        last = sizes[2] in CHANNELS and sizes[0] not in CHANNELS
        channels, height, width = (sizes[2], sizes[0], sizes[1]) if last else sizes
        found = Images(
            size=(_pixels(height), _pixels(width)),
            channels=channels if isinstance(channels, int) and channels in CHANNELS else 3,
            layout="NHWC" if last else "NCHW",
            scale=1 / 255,
        )
    return Images(**{**vars(found), "file": file})


def leaves_size_open(value: Mapping[str, Any]) -> bool:
    """Whether the model does not say how high and wide its pictures are."""
    sizes = [size for size in row_sizes(value) if size not in CHANNELS]
    return not all(isinstance(size, int) for size in sizes) or len(row_sizes(value)) != 3


def _pixels(size: int | str | None) -> int:
    return size if isinstance(size, int) else COMMON_SIDE


def bytes_for(value: Mapping[str, Any], file: str) -> Bytes:
    """The first and the last bytes, one half each, as many as the model takes."""
    width = width_of(value) or 4096
    first = width - width // 2
    return Bytes(first=first, last=width // 2, block=max(4096, first), file=file)


def tokens(value: Mapping[str, Any], column: str, model: Path, names: Sequence[str]) -> Text:
    """Text through the tokenizer that lies beside the model, filled up, with the mask and types that there are."""
    beside = model.parent / TOKENIZER
    width = width_of(value)
    return Text(
        text=column,
        tokenizer=str(beside) if beside.is_file() else None,
        max_length=width if width and width > 1 and beside.is_file() else None,
        pad=beside.is_file(),
        mask=next((name for name in names if name.lower() in _MASKS), None) if beside.is_file() else None,
        types=next((name for name in names if name.lower() in _TYPES), None) if beside.is_file() else None,
    )


def file_column(columns: Sequence[Offered]) -> str:
    """The column that names files, as far as names tell."""
    names = [one.name for one in columns if not one.numeric]
    return next((name for known in _FILE_NAMES for name in names if name.lower() == known), FILE)


def names_files(columns: Sequence[Offered]) -> bool:
    """Whether a column names files, as far as names tell."""
    return any(one.name == file_column(columns) for one in columns)


def text_column(columns: Sequence[Offered], taken: Sequence[str]) -> str:
    """The one column of free text but those `taken`; empty where there is none, or more than one."""
    free = [one.name for one in columns if not one.numeric and one.distinct is None and one.name not in taken]
    named = [name for name in free if name.lower() in _TEXT_NAMES]
    others = [name for name in free if name.lower() not in _FILE_NAMES]
    only = named or others
    return only[0] if len(only) == 1 else ""


def _takes_tokens(value: Mapping[str, Any]) -> bool:
    return value["type"].startswith(("int", "uint")) and len(row_sizes(value)) == 1
