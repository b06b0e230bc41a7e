"""A partner's readings against those of a file of methods (`core.outputs.rerun`): same, within, apart, or not run.

"Within" is no test: it says that each number of the re-run lies in the interval that was given with the first one.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from core.errors import InputError
from core.evaluation.records import ReadingRecord
from core.outputs.rerun import FORMAT, VERSION
from core.probe import Metric, reading_from_dict

Outcome = Literal["same", "within", "apart", "not run"]
_SAME = 1e-9  # relative: the same seed and method give the same numbers up to the last bits
_LARGEST_BYTES = 50_000_000


@dataclass(frozen=True, kw_only=True)
class Rerun:
    """One method of the file. `differs` says what was not the same about the two runs, `apart` which numbers left the
    interval or are missing; `reading` is the id of the partner's reading, empty where there is none.
    """

    probe: str
    plan_name: str
    outcome: Outcome
    differs: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    reading: str = ""


def read(path: Path) -> Mapping[str, Any]:
    """The file of methods. Raises InputError with what is wrong with it."""
    hint = "Ask for it anew: touchstone out make CASE rerun --out FILE.json"
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise InputError(f"{path.name} is too large for a file of methods.", hint)
        body = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path.name} is no JSON file.", hint) from error
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise InputError(f"{path.name} is no file of methods for a re-run.", hint)
    if body.get("version") != VERSION:
        raise InputError(f"{path.name} has form {body.get('version')}; this program knows {VERSION}.", hint)
    try:
        for place, method in enumerate(body["methods"], start=1):
            _demand_whole(method, f"{path.name}, method {place}")
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path.name} is torn: {error}.", hint) from error
    return body


def plans(body: Mapping[str, Any]) -> Mapping[str, str]:
    """The texts of the plans by their names, each once."""
    return {method["plan_name"]: method["plan_text"] for method in body["methods"]}


def check(body: Mapping[str, Any], records: Sequence[ReadingRecord]) -> tuple[Rerun, ...]:
    """Every method of the file with the newest of `records` that repeated it: on the same data where there is one."""
    return tuple(_checked(method, records) for method in body["methods"])


def _demand_whole(method: Mapping[str, Any], where: str) -> None:
    texts = ("probe", "version", "plan_name", "plan_text")
    if not all(isinstance(method[name], str) for name in texts) or not isinstance(method["settings"], dict):
        raise InputError(f"{where} does not say which probe and plan it is.", "Ask for the file anew.")
    missing = {"seed", "model_sha256", "data_sha256"} - method.keys()
    if missing:
        raise InputError(f"{where} does not say its {min(missing)}.", "Ask for the file anew.")
    if not method["metrics"] or not all(_is_number(Metric(**metric)) for metric in method["metrics"]):
        raise InputError(f"{where} holds no numbers, or what is no number.", "Ask for the file anew.")


def _is_number(metric: Metric) -> bool:
    """Whether what a file says of a metric can be compared."""
    where: Any = metric.slice or {}
    if not isinstance(where, dict) or not all(
        isinstance(one, str | int | float) for one in (metric.name, *where.values())
    ):
        return False
    numbers = [one for one in (metric.estimate, metric.low, metric.high) if one is not None]
    return all(isinstance(one, int | float) and math.isfinite(one) for one in numbers)


def _checked(method: Mapping[str, Any], records: Sequence[ReadingRecord]) -> Rerun:
    found = [one for one in records if one.probe == method["probe"] and one.body.get("status") == "ok"]
    found = [one for one in found if one.body.get("model_sha256") == method["model_sha256"]]
    if not found:
        return Rerun(probe=method["probe"], plan_name=method["plan_name"], outcome="not run")
    on_same = [one for one in found if one.body.get("data_sha256") == method["data_sha256"]]
    record = (on_same or found)[-1]
    outcomes, apart = _numbers(method, record)
    return Rerun(
        probe=method["probe"],
        plan_name=method["plan_name"],
        outcome="apart" if apart else "same" if outcomes <= {"same"} else "within",
        differs=tuple(_different(method, record.body)),
        apart=apart,
        reading=record.id,
    )


def _numbers(method: Mapping[str, Any], record: ReadingRecord) -> tuple[set[Outcome], tuple[str, ...]]:
    now = {_key(metric): metric for metric in reading_from_dict(record.body).metrics}
    outcomes: set[Outcome] = set()
    apart = []
    for metric in (Metric(**one) for one in method["metrics"]):
        word = _against(metric, now.get(_key(metric)))
        outcomes.add(word)
        if word == "apart":
            where = ", ".join(f"{column} {value}" for column, value in (metric.slice or {}).items())
            apart.append(f"{metric.name} ({where})" if where else metric.name)
    return outcomes, tuple(apart)


def _key(metric: Metric) -> tuple[Any, ...]:
    return metric.name, tuple(sorted((metric.slice or {}).items()))


def _against(first: Metric, again: Metric | None) -> Outcome:
    if again is None:
        return "apart"
    if first.estimate is None or again.estimate is None:
        return "same" if first.estimate == again.estimate else "apart"
    if math.isclose(first.estimate, again.estimate, rel_tol=_SAME, abs_tol=_SAME):
        return "same"
    if first.low is None or first.high is None:
        return "apart"
    return "within" if first.low <= again.estimate <= first.high else "apart"


def _different(method: Mapping[str, Any], body: Mapping[str, Any]) -> Iterator[str]:
    if body.get("data_sha256") != method["data_sha256"]:
        yield "other data"
    if body.get("version") != method["version"]:
        yield f"version {body.get('version')} of the probe, not {method['version']}"
    if body.get("seed") != method["seed"]:
        yield f"seed {body.get('seed')}, not {method['seed']}"
    settings = body.get("settings") or {}
    for name, value in method["settings"].items():
        if settings.get(name) != value:
            yield f"{name} {settings.get(name)}, not {value}"
