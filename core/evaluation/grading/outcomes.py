"""What several graders say of one output together, and the shares that follow from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from core.evaluation.grading.records import WORDS, Grade, Word
from core.measure.agreement import cohens_kappa
from core.measure.intervals import Interval, clopper_pearson, newcombe, newcombe_paired

Outcome = Literal["pass", "fail", "split", "unsure"]
_NO_WIDTH = 1e-6
Asked = Mapping[int, str]  # the prompt of each output, by its number


@dataclass(frozen=True, kw_only=True)
class Rate:
    """The share of outputs that pass. `interval.n` = passed + failed + split; `unsure` outputs are not in it."""

    passed: int
    failed: int
    split: int
    unsure: int
    interval: Interval


@dataclass(frozen=True, kw_only=True)
class Difference:
    """The share of `one` less that of `other`; `paired` where both answered the same prompts."""

    one: str
    other: str
    paired: bool
    interval: Interval


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """Two graders on the `n` outputs that both graded: the share on which they said the same, and Cohen's kappa."""

    one: str
    other: str
    n: int
    same: int
    share: Interval
    table: tuple[tuple[int, ...], ...]
    kappa: Interval


def outcome(words: Iterable[Word]) -> Outcome:
    """Pass or fail by the majority of the graders who could tell; split where they are even; unsure where none could.

    A split counts against the system: it is in the share's base and does not pass.
    """
    counted = Counter(words)
    passed, failed = counted["pass"], counted["fail"]
    if not passed + failed:
        return "unsure"
    if passed == failed:
        return "split"
    return "pass" if passed > failed else "fail"


def outcomes(grades: Iterable[Grade], criterion: str) -> dict[int, Outcome]:
    """The outcome of each graded output on one criterion, by its number."""
    said: dict[int, list[Word]] = {}
    for grade in grades:
        if criterion in grade.words:
            said.setdefault(grade.number, []).append(grade.words[criterion])
    return {number: outcome(words) for number, words in sorted(said.items())}


def rate(found: Iterable[Outcome], *, level: float) -> Rate:
    """The share that passes, with the exact interval of Clopper and Pearson (1934)."""
    counted = Counter(found)
    n = counted["pass"] + counted["fail"] + counted["split"]
    return Rate(
        passed=counted["pass"],
        failed=counted["fail"],
        split=counted["split"],
        unsure=counted["unsure"],
        interval=clopper_pearson(counted["pass"], n, level=level),
    )


def differences(
    found: Mapping[int, Outcome], kinds: Mapping[int, str], asked: Asked, *, level: float
) -> tuple[Difference, ...]:
    """Every two kinds (systems, or groups) against each other; `kinds` names that of each output by its number.

    Outputs to the same prompts are compared prompt by prompt (Newcombe 1998, paired, method 10), others as independent
    samples (method 10). All intervals hold together at `level` (Bonferroni over the pairs).
    """
    names = sorted({kinds[number] for number in found if kinds.get(number)})
    pairs = list(combinations(names, 2))
    if not pairs:
        return ()
    strict = 1 - (1 - level) / len(pairs)
    return tuple(_difference(found, kinds, asked, pair, strict, level, len(pairs)) for pair in pairs)


def _difference(
    found: Mapping[int, Outcome],
    kinds: Mapping[int, str],
    asked: Asked,
    pair: tuple[str, str],
    strict: float,
    level: float,
    pairs: int,
) -> Difference:
    told = {number: one for number, one in found.items() if one != "unsure"}
    sides = [{number: told[number] == "pass" for number in told if kinds.get(number) == name} for name in pair]
    by_prompt = [{asked.get(number, ""): passed for number, passed in side.items()} for side in sides]
    all_asked = [[asked.get(number, "") for number in found if kinds.get(number) == name] for name in pair]
    paired = _same_prompts(*all_asked)
    if paired:
        both = [(by_prompt[0][prompt], by_prompt[1][prompt]) for prompt in by_prompt[0] if prompt in by_prompt[1]]
        cells = Counter(both)
        interval = newcombe_paired(
            cells[True, True], cells[True, False], cells[False, True], cells[False, False], level=strict
        )
    else:
        (x1, n1), (x2, n2) = ((sum(side.values()), len(side)) for side in sides)
        interval = newcombe(x1, n1, x2, n2, level=strict)
    if pairs > 1:
        interval = replace(interval, level=level, method=f"{interval.method}, Bonferroni over {pairs} pairs")
    return Difference(one=pair[0], other=pair[1], paired=paired, interval=interval)


def _same_prompts(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether both were asked the same prompts, each of them once."""
    return "" not in one and len(set(one)) == len(one) and sorted(one) == sorted(other)


def agreement(grades: Iterable[Grade], graders: Sequence[str], criterion: str, *, level: float) -> tuple[Agreed, ...]:
    """Every two graders on the outputs that both graded. Units: outputs; kinds: pass, fail, cannot tell."""
    said: dict[str, dict[int, Word]] = {name: {} for name in graders}
    for grade in grades:
        if grade.by in said and criterion in grade.words:
            said[grade.by][grade.number] = grade.words[criterion]
    found = []
    for one, other in combinations(graders, 2):
        both = [(said[one][number], said[other][number]) for number in said[one] if number in said[other]]
        table = tuple(tuple(both.count((row, column)) for column in WORDS) for row in WORDS)
        found.append(
            Agreed(
                one=one,
                other=other,
                n=len(both),
                same=(same := sum(first == second for first, second in both)),
                share=clopper_pearson(same, len(both), level=level),
                table=table,
                kappa=_kappa(table, level=level),
            )
        )
    return tuple(found)


def _kappa(table: tuple[tuple[int, ...], ...], *, level: float) -> Interval:
    """Cohen's kappa; without an interval where the large-sample one has no width at all, which claims too much.

    That is so where all agree, where all differ in the same way, and where one of them gave one word throughout.
    """
    found = cohens_kappa(table, level=level)
    if found.estimate is None or found.low is None or found.high is None or found.high - found.low > _NO_WIDTH:
        return found
    why = "they agree on every output" if found.estimate > 1 - _NO_WIDTH else "its large-sample variance is 0 here"
    return replace(found, low=None, high=None, method=f"no interval: {why}")
