"""What the person types into a setting of an input, back into the binding. Raises InputError in one sentence."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

from core.errors import InputError
from core.plan import Array, Bytes, Column, Columns, Constant, Images, Input, Text
from core.plan.inputs import LARGEST_SIDE, LONGEST_BYTES, LONGEST_TOKENS

IMAGENET = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))  # as torchvision gives them
SCALINGS = (
    ("raw", "Not at all: as they are"),
    ("unit", "0–255 becomes 0 to 1"),
    ("signed", "0–255 becomes −1 to 1"),
    ("imagenet", "ImageNet mean, deviation"),
    ("own", "As in More settings"),
)
_SCALED: dict[str, tuple[float, tuple[float, ...], tuple[float, ...]]] = {
    "raw": (1.0, (), ()),
    "unit": (1 / 255, (), ()),
    "signed": (1 / 255, (0.5,), (0.5,)),
    "imagenet": (1 / 255, *IMAGENET),
}


def scaling_of(bound: Array | Images) -> str:
    """The key of the scaling that a binding has, "own" where it is none of the common ones."""
    is_so = (bound.scale, bound.mean, bound.std)
    return next((key for key, scaled in _SCALED.items() if scaled == is_so), "own")


def scale_text(scale: float) -> str:
    """A scale as a person writes it: 1/255 rather than 0.00392157."""
    whole = round(1 / scale) if scale else 0
    return f"1/{whole}" if abs(whole) > 1 and 1 / whole == scale else f"{scale:.10g}"


def numbers_text(values: tuple[float, ...]) -> str:
    return ", ".join(f"{value:g}" for value in values)


def with_field(bound: Input, name: str, text: str) -> Input:
    """`bound` with one field set to what was typed or picked."""
    typed = text.strip()
    made: Input = bound
    match bound:
        case Images():
            made = _images(bound, name, typed)
        case Array() if name in {"scaling", "scale", "mean", "std"}:
            made = replace(bound, **_scaled(name, typed, bound))
        case Array():
            made = replace(bound, **{name: typed or None})  # type: ignore[arg-type] # picked from what is offered
        case Column() | Columns() if name == "missing":
            made = replace(bound, missing=_missing(typed))
        case Column():
            made = replace(bound, column=text)
        case Text():
            made = _text(bound, name, text)
        case Bytes():
            made = _bytes(bound, name, text)
        case Constant():
            made = Constant(constant=float(typed) if _is_number(typed) else text)
    return made


def _images(bound: Images, name: str, typed: str) -> Images:
    values: dict[str, Any]
    if name in {"height", "width"}:
        pixels = whole(typed, 1, LARGEST_SIDE)
        values = {"size": (pixels, bound.size[1]) if name == "height" else (bound.size[0], pixels)}
    elif name in {"scaling", "scale", "mean", "std"}:
        values = _scaled(name, typed, bound)
    elif name == "fit":
        values = {"crop": "center" if typed == "crop" else None, "pad": "end" if typed == "pad" else None}
        values["short_side"] = bound.short_side if typed == "crop" else None
    elif name == "short_side":
        values = {"short_side": whole(typed, max(bound.size), LARGEST_SIDE) if typed else None}
    else:
        values = {name: int(typed) if name == "channels" else typed}
    made = replace(bound, **values)
    if made.short_side is not None and made.short_side < max(made.size):
        made = replace(made, short_side=None)
    return made


def _scaled(name: str, typed: str, bound: Array | Images) -> dict[str, Any]:
    if name == "scaling":
        scale, mean, std = _SCALED.get(typed, (bound.scale, bound.mean, bound.std))
        return {"scale": scale, "mean": mean, "std": std}
    if name == "scale":
        return {"scale": _fraction(typed)}
    values = tuple(_number(part) for part in re.split(r"[,;\s]+", typed.strip("[] ")) if part)
    if name == "std" and 0.0 in values:
        raise InputError("The deviation divides, so it can't be 0.")
    return {name: values}


def _text(bound: Text, name: str, text: str) -> Text:
    match name:
        case "max_length":
            return replace(bound, max_length=whole(text, 1, LONGEST_TOKENS) if text.strip() else None)
        case "pad":
            return replace(bound, pad=text == "yes")
        case "tokenizer" if not text:
            return Text(text=bound.text)
        case _:
            return replace(bound, **{name: text or None})  # type: ignore[arg-type] # picked from what is offered


def _bytes(bound: Bytes, name: str, text: str) -> Bytes:
    if name == "strip":
        return replace(bound, strip=text == "yes")
    if name == "file":
        return replace(bound, file=text)
    least = max(bound.first, bound.last) if name == "block" else 0
    made = replace(bound, **{name: whole(text, least, LONGEST_BYTES)})  # type: ignore[arg-type] # one of four numbers
    if made.first + made.last == 0:
        raise InputError("At least one byte must be read.")
    return replace(made, block=max(made.block, made.first, made.last))


def whole(text: str, low: int, high: int) -> int:
    """A whole number within its limits."""
    try:
        value = int(text.strip().replace(",", ""))
    except ValueError:
        raise InputError(f"{text.strip() or 'Nothing'} is no whole number.") from None
    if not low <= value <= high:
        raise InputError(f"It must be from {low:,} to {high:,}.")
    return value


def _fraction(typed: str) -> float:
    over, _, under = typed.partition("/")
    below = _number(under) if under else 1.0
    if below == 0.0:
        raise InputError("A fraction can't be divided by 0.")
    return _number(over) / below


def _number(typed: str) -> float:
    if not _is_number(typed):
        raise InputError(f"{typed.strip() or 'Nothing'} is no number.")
    return float(typed)


def _is_number(typed: str) -> bool:
    try:
        return math.isfinite(float(typed))
    except ValueError:
        return False


def _missing(typed: str) -> float | str | None:
    if not typed:
        return None
    return float(typed) if _is_number(typed) else typed
