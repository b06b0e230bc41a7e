"""The order in which outputs are kept and shown: shuffled by digests, so that anybody can work it out again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from core.evaluation.names import normalised_name
from core.hashing import sha256

Thing = TypeVar("Thing")


def shuffled(things: Sequence[Thing], seed: int) -> list[Thing]:
    """`things` sorted by the SHA-256 of "seed:place", with places counted from 1 as they were imported."""
    placed = enumerate(things, 1)
    return [thing for _, thing in sorted(placed, key=lambda one: _mixed(seed, "", one[0]))]


def order_of(grader: str, count: int, seed: int) -> list[int]:
    """The numbers 1 to `count` in the order in which `grader` sees them.

    Sorted by the SHA-256 of "seed:name:number", with the words of the name in small letters and alphabetical order.
    Each grader has another order, so that tiredness and contrast with the output before do not fall on the same ones.
    """
    name = " ".join(normalised_name(grader))
    return sorted(range(1, count + 1), key=lambda number: _mixed(seed, f"{name}:", number))


def _mixed(seed: int, name: str, number: int) -> str:
    return sha256(f"{seed}:{name}{number}".encode())
