"""Outputs that say nearly the same to different prompts."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from core.evaluation.grading.words import words_of

LEAST_WORDS = 8  # a shorter answer, "Yes.", may well be right twice
RUN = 3


def twins(
    prompts: Sequence[str], texts: Sequence[str], systems: Sequence[str], *, near: float
) -> tuple[tuple[int, ...], dict[int, int]]:
    """(the places that were compared, the place of a twin by place), counted from 0.

    Two outputs of one system are twins where their prompts differ and the Jaccard similarity of their sets of runs of
    three words is at least `near` (Broder, On the resemblance and containment of documents, 1997). Every such pair is
    found: two sets that similar share one of the rarest |x| - ceil(near |x|) + 1 runs of each (prefix filter, Bayardo,
    Ma and Srikant, Scaling up all pairs similarity search, 2007). Outputs of fewer than eight words are left out.
    """
    runs = {at: _runs(words) for at, text in enumerate(texts) if len(words := words_of(text)) >= LEAST_WORDS}
    asked = [words_of(prompt) for prompt in prompts]
    frequency = Counter(run for held in runs.values() for run in held)
    rare: dict[tuple[str, ...], list[int]] = defaultdict(list)
    found: dict[int, int] = {}
    for at, held in runs.items():
        ordered = sorted(held, key=lambda run: (frequency[run], run))
        prefix = ordered[: len(ordered) - math.ceil(near * len(ordered)) + 1]
        for other in sorted({other for run in prefix for other in rare[run]}):
            if at in found and other in found:
                continue
            if systems[at] != systems[other] or (asked[at] and asked[at] == asked[other]):
                continue
            if len(held & runs[other]) >= near * len(held | runs[other]):
                found.setdefault(at, other)
                found.setdefault(other, at)
        for run in prefix:
            rare[run].append(at)
    return tuple(runs), dict(sorted(found.items()))


def _runs(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
