"""Whether pictures scaled in another common way would be recognised better: the commonest fault of a binding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.plan import Array, Images
from core.worker import shapes

TRIED_ROWS = 64
_MARGIN = 0.2
_RGB_MEAN, _RGB_STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # of ImageNet, as torchvision gives them
_BETTER = (
    "The model is right in {accuracy:.0%} of {n} rows; with {how} it would be right in {other:.0%}. Look at the scale "
    "of the pictures."
)


@dataclass(frozen=True, kw_only=True)
class OtherScale:
    """A scale by which pictures are recognised far better, and the sentence that says so."""

    sentence: str
    scale: float
    mean: tuple[float, ...]
    std: tuple[float, ...]


def better_scale(
    values: NDArray[Any], bound: Array | Images, right_share: Callable[[NDArray[Any]], float]
) -> OtherScale | None:
    """The best other scale (or None) for pictures `values` (n, ...) of a float input with channels, scaled as `bound`
    says.

    Tried are pixels from 0 to 255 as they are, 0..1, -1..1, ImageNet's mean and deviation, and, for arrays, 0..1 by
    their own largest value. `right_share` gives the share of right answers for values like these.
    """
    raw = _unscaled(values, bound)
    now = right_share(values)
    best, found = now, None
    for how, scale, mean, std in _ways(raw, bound):
        other = replace(bound, scale=scale, mean=mean, std=std)
        tried = shapes.scale(raw, other, other.layout).astype(values.dtype)
        share = 0.0 if np.allclose(tried, values, atol=1e-3) else right_share(tried)
        if share > best:
            sentence = _BETTER.format(accuracy=now, n=len(values), how=how, other=share)
            best, found = share, OtherScale(sentence=sentence, scale=scale, mean=mean, std=std)
    return None if best < now + _MARGIN else found


_Way = tuple[str, float, tuple[float, ...], tuple[float, ...]]


def _ways(raw: NDArray[np.float64], bound: Array | Images) -> list[_Way]:
    largest = float(raw.max())
    ways: list[_Way] = [
        ("scale: 1", 1.0, (), ()),
        ("scale: 1/255", 1 / 255, (), ()),
        ("scale: 1/255, mean: 0.5, std: 0.5", 1 / 255, (0.5,), (0.5,)),
    ]
    if isinstance(bound, Array) and 1.0 < largest < 255.0:
        ways.append((f"scale: 1/{largest:g}", 1 / largest, (), ()))
    if raw.shape[_axis(raw, bound)] == 3:
        said = "scale: 1/255 and ImageNet's mean [0.485, 0.456, 0.406] and std [0.229, 0.224, 0.225]"
        ways.append((said, 1 / 255, _RGB_MEAN, _RGB_STD))
    return ways


def _axis(values: NDArray[Any], bound: Array | Images) -> int:
    return 1 if bound.layout == "NCHW" else values.ndim - 1


def _unscaled(values: NDArray[Any], bound: Array | Images) -> NDArray[np.float64]:
    """The pixels before scaling, as `bound` would scale them."""
    shape = [1] * values.ndim
    shape[_axis(values, bound)] = -1
    mean, std = (np.array(part or (default,)).reshape(shape) for part, default in ((bound.mean, 0.0), (bound.std, 1.0)))
    return np.asarray((values.astype(np.float64) * std + mean) / bound.scale)
