"""Reads what a plan says of the model's inputs: one entry each, of one of seven kinds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, cast

import yaml

from core.plan.model import Array, Bytes, Column, Columns, Constant, Images, Input, Missing, Text
from core.plan.nodes import Fields, fault, flag, nearest, number, one_of, several, text, value, whole

KINDS = ("column", "columns", "array", "images", "text", "bytes", "constant")
LARGEST_SIDE = 1 << 14
LONGEST_TOKENS = 1 << 20
LONGEST_BYTES = 1 << 24
_NO_NUMBERS: tuple[float, ...] = ()


def read_inputs(node: yaml.Node, where: str) -> Mapping[str, Input]:
    """The entries of `inputs` by model input. Raises InputError naming the line and the field."""
    fields = Fields(node, where)
    bound = {name: fields.need(name, _input) for name in fields.names()}
    for name, one in bound.items():
        for other in (one.mask, one.types) if isinstance(one, Text) else ():
            if other is not None and other in bound:
                raise fault(
                    node, f'"{other}" is filled by "{name}" and has an entry of its own.', "Keep one of the two."
                )
    return bound


def _input(node: yaml.Node, where: str) -> Input:
    fields = Fields(node, where)
    kinds = [name for name in KINDS if name in fields]
    if len(kinds) != 1:
        first = fields.names()[0] if fields.names() else ""
        raise fault(node, f"the input {where} needs exactly one of {', '.join(KINDS)}.", nearest(first, KINDS))
    bound: Input
    match kinds[0]:
        case "column":
            bound = Column(column=fields.need("column", text), missing=fields.take("missing", _missing, None))
        case "columns":
            bound = Columns(
                columns=fields.need("columns", several(text)), missing=fields.take("missing", _missing, None)
            )
        case "array":
            bound = Array(array=fields.need("array", text), **_pixels(fields))
        case "images":
            bound = fields.need("images", _images)
        case "bytes":
            bound = fields.need("bytes", _bytes)
        case "constant":
            bound = Constant(constant=fields.need("constant", _constant))
        case _:
            bound = _text(fields)
    fields.done()
    return bound


def _images(node: yaml.Node, where: str) -> Images:
    fields = Fields(node, where)
    size = fields.need("size", several(whole))
    if len(size) != 2 or min(size) < 1 or max(size) > LARGEST_SIDE:
        raise fault(node, f"size must be [height, width] in pixels, each from 1 to {LARGEST_SIDE:,}.")
    pixels = {name: given for name, given in _pixels(fields).items() if given is not None}
    images = Images(
        size=(size[0], size[1]),
        channels=fields.take("channels", whole, 3),
        crop=cast("Any", fields.take("crop", one_of("center"), None)),
        short_side=fields.take("short_side", whole, None),
        pad=cast("Any", fields.take("pad", one_of("end"), None)),
        resample=cast("Any", fields.take("resample", one_of("nearest", "bilinear", "bicubic"), "bilinear")),
        colours=cast("Any", fields.take("colours", one_of("RGB", "BGR"), "RGB")),
        file=fields.take("file", text, "file"),
        **pixels,
    )
    fields.done()
    _check_images(images, node)
    return images


def _check_images(images: Images, node: yaml.Node) -> None:
    if images.channels not in {1, 3, 4}:
        raise fault(node, "channels must be 1 (grey), 3 (colours) or 4 (colours and transparency).")
    if images.crop is not None and images.pad is not None:
        raise fault(node, "a picture is either cropped or padded.", "Keep one of crop and pad.")
    if images.short_side is None:
        return
    if images.crop is None:
        raise fault(node, "short_side is the length before crop: center, and there is no crop.")
    if not max(images.size) <= images.short_side <= LARGEST_SIDE:
        raise fault(node, f"short_side must be at least {max(images.size)}, the longer side of size.")


def _pixels(fields: Fields) -> dict[str, Any]:
    std = fields.take("std", several(number), _NO_NUMBERS)
    if 0.0 in std:
        raise fault(fields.node, "std divides, so it can't be 0.")
    return {
        "layout": fields.take("layout", one_of("NCHW", "NHWC"), None),
        "scale": fields.take("scale", _fraction, 1.0),
        "mean": fields.take("mean", several(number), _NO_NUMBERS),
        "std": std,
    }


def _fraction(node: yaml.Node, where: str) -> float:
    """A number, or one divided by another: 1/255."""
    written = text(node, where)
    if written.count("/") != 1:
        return number(node, where)
    try:
        over, under = (float(part) for part in written.split("/"))
        found = over / under
    except (ValueError, ZeroDivisionError):
        found = math.nan
    if not math.isfinite(found):
        raise fault(node, f"{where} must be a number or a fraction such as 1/255, not {written!r}.")
    return found


def _text(fields: Fields) -> Text:
    bound = Text(
        text=fields.need("text", text),
        tokenizer=fields.take("tokenizer", text, None),
        max_length=fields.take("max_length", whole, None),
        pad=fields.take("pad", flag, False),  # noqa: FBT003 - the default of the field
        mask=fields.take("mask", text, None),
        types=fields.take("types", text, None),
    )
    if bound.tokenizer is None and bound != Text(text=bound.text):
        raise fault(fields.node, "max_length, pad, mask and types belong to a tokenizer.", "Name its file: tokenizer.")
    if bound.max_length is not None and not 1 <= bound.max_length <= LONGEST_TOKENS:
        raise fault(fields.node, f"max_length must be from 1 to {LONGEST_TOKENS:,} tokens.")
    if bound.mask is not None and bound.mask == bound.types:
        raise fault(fields.node, "mask and types are two inputs.")
    return bound


def _bytes(node: yaml.Node, where: str) -> Bytes:
    fields = Fields(node, where)
    bound = Bytes(
        first=fields.need("first", whole),
        last=fields.take("last", whole, 0),
        pad=fields.take("pad", whole, 256),
        strip=fields.take("strip", flag, False),  # noqa: FBT003 - the default of the field
        block=fields.take("block", whole, 4096),
        file=fields.take("file", text, "file"),
    )
    fields.done()
    if min(bound.first, bound.last) < 0 or not 0 < bound.first + bound.last <= LONGEST_BYTES:
        raise fault(node, f"first and last must be from 0 to {LONGEST_BYTES:,} bytes together, and not both 0.")
    if not max(bound.first, bound.last) <= bound.block <= LONGEST_BYTES:
        raise fault(node, "block must be at least as long as first and last.")
    return bound


def _constant(node: yaml.Node, where: str) -> float | str:
    given = value(node, where)
    return given if isinstance(given, str) else float(given)


def _missing(node: yaml.Node, where: str) -> Missing:
    given = value(node, where)
    if isinstance(given, str) and given.lower() in {"nan", ".nan"}:
        return "nan"
    return given if isinstance(given, str) else float(given)
