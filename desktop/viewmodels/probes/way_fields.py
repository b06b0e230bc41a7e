"""The settings of how an input is fed, as rows of a form: every field that a plan can hold, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from core.plan import Array, Bytes, Column, Columns, Constant, Images, Input, Text
from desktop.viewmodels.probes.data_states import FieldRow, Options
from desktop.viewmodels.probes.way_parsing import SCALINGS, numbers_text, scale_text, scaling_of

_CHANNELS = (("1", "1, grey"), ("3", "3, colours"), ("4", "4, colours and transparency"))
_LAYOUTS = (("NCHW", "Channels first (NCHW)"), ("NHWC", "Channels last (NHWC)"))
_FITS = (
    ("stretch", "Stretched to the size"),
    ("crop", "Middle cut out"),
    ("pad", "Ratio kept, the rest filled with zeros"),
)
_RESAMPLE = (("nearest", "Nearest pixel"), ("bilinear", "Bilinear"), ("bicubic", "Bicubic"))
_COLOURS = (("RGB", "Red, green, blue"), ("BGR", "Blue, green, red"))
_MISSING = 'Empty: a missing value is refused, with its row. Or what stands in for it: "nan", a number or a text.'
_SCALE = "Each value is multiplied by this; a fraction such as 1/255 may be written."


def fields_of(bound: Input | None, columns: Sequence[str], inputs: Sequence[str], *, text_only: bool) -> list[FieldRow]:
    """The rows of a binding. `columns` are those of the data, `inputs` the other inputs of the model."""
    named = tuple((name, name) for name in columns)
    found: list[FieldRow] = []
    match bound:
        case Column():
            found = [_pick("column", "Column", bound.column, named), _missing(bound)]
        case Columns():
            found = [_missing(bound)]
        case Array():
            layouts = (("", "As it is"), *_LAYOUTS)
            layout = _pick("layout", "Order that the model takes", bound.layout or "", layouts, more=True)
            found = [_pick("array", "Array", bound.array, named), *_scaling(bound), layout]
        case Images():
            found = _images(bound, named)
        case Text():
            found = _text(bound, named, tuple((name, name) for name in inputs), text_only=text_only)
        case Bytes():
            found = _bytes(bound, named)
        case Constant():
            given = bound.constant
            shown = given if isinstance(given, str) else f"{given:g}"
            found = [FieldRow(name="constant", title="Value", value=shown, help="A state starts with 0.")]
    return found


def _pick(name: str, title: str, value: str, choices: Options, *, help_text: str = "", more: bool = False) -> FieldRow:
    return FieldRow(name=name, title=title, value=value, kind="choice", choices=choices, help=help_text, more=more)


def _missing(bound: Column | Columns) -> FieldRow:
    given = bound.missing
    shown = "" if given is None else given if isinstance(given, str) else f"{given:g}"
    return FieldRow(name="missing", title="Where a value is missing", value=shown, help=_MISSING, more=True)


def _scaling(bound: Array | Images) -> list[FieldRow]:
    return [
        _pick("scaling", "Values are scaled", scaling_of(bound), SCALINGS),
        FieldRow(name="scale", title="Scale", value=scale_text(bound.scale), help=_SCALE, more=True),
        FieldRow(
            name="mean",
            title="Mean, by channel",
            value=numbers_text(bound.mean),
            help="Subtracted after scaling. Empty: 0.",
            more=True,
        ),
        FieldRow(
            name="std",
            title="Deviation, by channel",
            value=numbers_text(bound.std),
            help="Divides what is left. Empty: 1.",
            more=True,
        ),
    ]


def _images(bound: Images, named: Options) -> list[FieldRow]:
    fit = "crop" if bound.crop else "pad" if bound.pad else "stretch"
    short = [
        FieldRow(
            name="short_side",
            title="Short side before the cut, in pixels",
            value="" if bound.short_side is None else str(bound.short_side),
            help=f"Empty: {max(bound.size)}, the longer side of the size.",
        )
    ]
    return [
        FieldRow(name="height", title="Height in pixels", value=str(bound.size[0])),
        FieldRow(name="width", title="Width in pixels", value=str(bound.size[1])),
        _pick("channels", "Channels", str(bound.channels), _CHANNELS),
        _pick("fit", "Brought to size", fit, _FITS),
        *(short if bound.crop else []),
        *_scaling(bound),
        _pick("layout", "Order of the axes", bound.layout, _LAYOUTS, more=True),
        _pick("colours", "Order of the colours", bound.colours, _COLOURS, more=True),
        _pick("resample", "Resampling", bound.resample, _RESAMPLE, more=True),
        _pick("file", "Column that names the files", bound.file, named, more=True),
    ]


def _text(bound: Text, named: Options, inputs: Options, *, text_only: bool) -> list[FieldRow]:
    column = _pick("text", "Column of text", bound.text, named)
    if text_only:
        return [column]
    others: Options = (("", "None"), *inputs)
    return [
        column,
        FieldRow(
            name="tokenizer",
            title="Tokenizer file",
            value=bound.tokenizer or "",
            kind="file",
            help="The tokenizer.json that was saved with the model.",
        ),
        FieldRow(
            name="max_length",
            title="Most tokens",
            value="" if bound.max_length is None else str(bound.max_length),
            help="Longer texts are cut. Empty: as the tokenizer file says.",
        ),
        FieldRow(name="pad", title="Fill short texts up", value="yes" if bound.pad else "", kind="flag"),
        _pick("mask", "Input that tells text from filling (mask)", bound.mask or "", others),
        _pick("types", "Input that tells two texts apart (types)", bound.types or "", others, more=True),
    ]


def _bytes(bound: Bytes, named: Options) -> list[FieldRow]:
    return [
        FieldRow(name="first", title="Bytes from the start", value=str(bound.first)),
        FieldRow(name="last", title="Bytes from the end", value=str(bound.last)),
        FieldRow(
            name="pad", title="Where a file is shorter", value=str(bound.pad), help="The number that fills the rest."
        ),
        FieldRow(
            name="strip", title="Leave out blank space at both ends", value="yes" if bound.strip else "", kind="flag"
        ),
        FieldRow(
            name="block",
            title="Bytes read at either end",
            value=str(bound.block),
            help="Blank space is looked for in so many.",
            more=True,
        ),
        _pick("file", "Column that names the files", bound.file, named, more=True),
    ]
