"""What holds for every probe on the list."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import re
from pathlib import Path

import pytest

from core.chart import draw
from core.errors import InputError
from core.hashing import canonical_json
from core.probe import Probe, Reading, Task, reading_from_dict
from core.probes import PROBES, probe, wording
from tests.core.probes.linear_world import made, quick, read

TASKS: tuple[Task, ...] = ("binary", "multiclass", "regression")
PACK = Path("resources/guidelines/tbd-ai-2026.1.yaml")

each_probe = pytest.mark.parametrize("one", PROBES, ids=lambda one: one.id)
each_use = pytest.mark.parametrize(
    ("one", "task"),
    [(one, task) for one in PROBES for task in TASKS if not one.needs.tasks or task in one.needs.tasks],
    ids=lambda value: value if isinstance(value, str) else value.id,
)


def test_ids_are_unique_and_lower_case_with_hyphens() -> None:
    ids = [one.id for one in PROBES]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", one) for one in ids)


def test_a_probe_is_found_by_its_id_and_an_unknown_one_is_refused_with_the_known() -> None:
    assert probe("perf-ci") is next(one for one in PROBES if one.id == "perf-ci")
    with pytest.raises(InputError, match="luck") as caught:
        probe("luck")
    assert "perf-ci" in caught.value.hint


@each_probe
def test_a_probe_says_who_it_is(one: Probe) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", one.version)
    for sentence in (one.measures, one.cost, one.source):
        assert sentence.endswith(".")
        assert len(sentence) > 20
    assert one.title
    assert one.items
    assert one.metrics


@each_probe
def test_every_default_lies_within_its_limits(one: Probe) -> None:
    names = [setting.name for setting in one.settings]
    assert len(set(names)) == len(names)
    for setting in one.settings:
        assert setting.title
        assert setting.help
        if setting.kind == "choice":
            assert setting.default in setting.choices
        elif setting.kind in ("int", "float"):
            assert isinstance(setting.default, int if setting.kind == "int" else float)
            assert setting.minimum is not None
            assert setting.maximum is not None
            assert setting.minimum <= setting.default <= setting.maximum


@each_probe
def test_the_items_that_it_supports_are_in_the_pack(one: Probe) -> None:
    known = set(re.findall(r"^\s*-?\s*id:\s*([A-Z]+-[A-Z]+-\d+)", PACK.read_text(encoding="utf-8"), re.MULTILINE))
    assert known, "no items were read from the pack"
    assert set(one.items) <= known


@each_probe
def test_its_file_says_in_its_head_what_it_measures_and_in_which_unit(one: Probe) -> None:
    module = inspect.getmodule(one.run)
    assert module is not None
    assert module.__doc__
    assert re.search(r"\b(unit|units|share|shares|nats)\b", module.__doc__, re.IGNORECASE)


@each_probe
def test_it_imports_no_database_no_run_time_and_no_other_probe(one: Probe) -> None:
    module = inspect.getmodule(one.run)
    assert module is not None
    files = {inspect.getmodule(other.run).__name__ for other in PROBES}  # type: ignore[union-attr]
    imported = set()
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    roots = {name.partition(".")[0] for name in imported}
    assert not roots & {"sqlalchemy", "sqlcipher3", "onnxruntime", "onnx", "scipy", "sklearn", "PySide6"}
    assert not imported & (files - {module.__name__})
    assert not any(name.startswith(("core.casefile", "core.worker", "core.packet")) for name in imported)


@each_use
def test_what_it_measures_is_sound(one: Probe, task: Task) -> None:
    model, data = made(task)
    reading = read(one, model, data, **quick(one))
    assert reading.metrics
    for metric in reading.metrics:
        assert metric.name in one.metrics, f"{metric.name} is not declared"
        assert re.fullmatch(r"[a-z][a-z0-9_]*", metric.name)
        assert metric.method
        assert metric.unit
        assert metric.n >= 0
        assert 0 < metric.level <= 1
        assert (metric.low is None) == (metric.high is None)
        if metric.estimate is not None and metric.low is not None:
            assert metric.low <= metric.estimate <= metric.high  # type: ignore[operator]
        if metric.level == 1.0:
            assert metric.low == metric.estimate == metric.high
    named = [(metric.name, json.dumps(metric.slice, sort_keys=True)) for metric in reading.metrics]
    assert len(set(named)) == len(named), "a metric is given twice"


@each_use
def test_the_reading_goes_through_json_unchanged(one: Probe, task: Task) -> None:
    model, data = made(task)
    reading = read(one, model, data, **quick(one))
    text = json.dumps(reading.as_dict(), allow_nan=False)
    assert reading_from_dict(json.loads(text)).metrics == reading.metrics


@each_use
def test_the_same_seed_gives_the_same_reading(one: Probe, task: Task) -> None:
    if not one.repeatable:
        pytest.skip(f"{one.id} measures this machine, and says so")
    first, second = (read(one, *made(task), **quick(one)).as_dict() for _ in range(2))
    assert json.dumps(first) == json.dumps(second)


@each_use
def test_the_explanation_says_the_headline_and_can_be_drawn(one: Probe, task: Task) -> None:
    model, data = made(task)
    made_now = read(one, model, data, **quick(one))
    reading = reading_from_dict(json.loads(canonical_json(made_now.as_dict())))  # as the case file keeps it
    explained = one.explain(reading)
    assert explained == one.explain(made_now)
    assert explained.headline in reading.metrics
    assert explained.headline is not None
    assert wording.number(explained.headline) in explained.sentence
    for text in (explained.sentence, explained.means, explained.does_not_mean):
        assert text.endswith(".")
        assert "  " not in text
    for title, header, rows in explained.tables:
        assert title
        assert rows
        assert all(len(row) == len(header) and all(row[1:]) for row in rows), f"{title} has an empty cell"
    for chart in explained.charts:
        assert chart.summary.endswith(".")
        assert draw(chart, 420.0, 260.0)


@each_probe
def test_a_reading_without_numbers_is_explained_by_its_reason(one: Probe) -> None:
    skipped = Reading(probe=one.id, version=one.version, status="skipped", seed=0, reason="It needs labels.")
    explained = one.explain(skipped)
    assert explained.headline is None
    assert "needs labels" in explained.sentence
    assert not explained.charts


@each_probe
def test_its_module_is_named_for_it(one: Probe) -> None:
    module = importlib.import_module(f"core.probes.{one.id.replace('-', '_')}")
    assert module.PROBE is one
