"""Which files of a deployment were measured: readings keep the digests of the model and of the data that they used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import product

import yaml

from core.evaluation.records import ReadingRecord
from core.hashing import files_sha256

Places = tuple[str, ...]
Pairs = Mapping[str, tuple[str, ...]]
_MOST_FILES = 60  # digests that are tried two and two; beyond that, readings on two files are not told apart


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The readings that used a file: how many, and of which probes, the newest day last."""

    readings: int = 0
    probes: tuple[str, ...] = ()
    newest: str = ""

    @property
    def words(self) -> str:
        if not self.readings:
            return "no reading"
        return "1 reading" if self.readings == 1 else f"{self.readings:,} readings"


def measured_by(readings: Sequence[ReadingRecord], digests: Sequence[str]) -> Mapping[str, Measured]:
    """What measured each of these SHA-256 digests; those that no reading used are left out.

    A reading on one file of data keeps its digest. One on test and training data keeps one digest over both, with the
    names that its plan gives them (core/worker/data.py): it is found by trying the known digests in those places.
    """
    known = [one for one in dict.fromkeys(digests) if one]
    found: dict[str, list[ReadingRecord]] = {}
    told: dict[tuple[str, str], frozenset[str]] = {}
    over_two = cache(partial(_over_two, known))
    for record in readings:
        if record.body.get("status", "ok") != "ok":
            continue
        over = str(record.body.get("data_sha256") or "")
        key = (over, record.plan_text)
        if key not in told:
            told[key] = frozenset(_behind(over, record.plan_text, known, over_two))
        model = str(record.body.get("model_sha256") or "")
        for digest in {*told[key], *([model] if model in known else [])}:
            found.setdefault(digest, []).append(record)
    return {digest: _measured(held) for digest, held in found.items()}


def single_file_digests(readings: Sequence[ReadingRecord]) -> Mapping[str, ReadingRecord]:
    """The newest reading by data digest, of readings whose digest is that of one file alone.

    A plan may name training data that a probe did not read: what the probe needs tells.
    """
    from core.probes import PROBES  # numpy, only where somebody looks for digests

    needs_train = {one.id for one in PROBES if one.needs.train}
    single = {}
    for record in readings:
        digest, probe = str(record.body.get("data_sha256") or ""), str(record.body.get("probe", ""))
        files = len(_places(record.plan_text)) - (probe not in needs_train and _has_train(record.plan_text))
        if digest and record.body.get("status", "ok") == "ok" and files == 1:
            single[digest] = record
    return single


def _behind(over: str, plan_text: str, known: Sequence[str], over_two: Callable[[Places], Pairs]) -> Iterator[str]:
    """The known digests that `over` is or was made of."""
    if not over:
        return
    if over in known:
        yield over
        return
    places = _places(plan_text)
    if len(places) != 2 or len(known) > _MOST_FILES:
        return
    yield from over_two(places).get(over, ())


def _over_two(known: Sequence[str], places: Places) -> Pairs:
    """Every two of the known digests by the digest over both, as a plan with these `places` names the files."""
    return {files_sha256(zip(places, pair, strict=True)): pair for pair in product(known, repeat=2)}


@lru_cache(maxsize=256)
def _places(plan_text: str) -> tuple[str, ...]:
    """The files of data that a plan names, tokenizers too; none where it can't be read."""
    try:
        plan = yaml.safe_load(plan_text)
        data, inputs = plan.get("data") or {}, (plan.get("inputs") or {}).values()
        named = [
            data.get("test"),
            data.get("train"),
            *(one.get("tokenizer") for one in inputs if isinstance(one, dict)),
        ]
    except (yaml.YAMLError, AttributeError):
        return ()
    return tuple(dict.fromkeys(str(one) for one in named if one))


@lru_cache(maxsize=256)
def _has_train(plan_text: str) -> bool:
    """Whether the plan names training data in a file of their own."""
    try:
        data = yaml.safe_load(plan_text).get("data") or {}
        return bool(data.get("train")) and data.get("train") != data.get("test")
    except (yaml.YAMLError, AttributeError):
        return False


def _measured(held: Sequence[ReadingRecord]) -> Measured:
    probes = tuple(dict.fromkeys(str(one.body.get("probe", "")) for one in held))
    return Measured(readings=len(held), probes=probes, newest=max(one.at for one in held))
