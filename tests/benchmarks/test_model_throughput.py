"""How much of a model's own speed the probes get: rows a second, against the best that raw onnxruntime gives.

Raw means: no checks, arrays cut beforehand, every batch size and thread setting tried, the best one counts.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from core.plan import load_plan
from core.worker.cores import cores
from core.worker.subject import open_subject
from tests.benchmarks.conftest import Measured

pytestmark = pytest.mark.benchmark
DIGITS = Path("tests/models/digits")
BATCHES, ROUNDS, SECONDS = (32, 64, 128, 256, 512, 1024, 2048), 5, 0.4
LEAST_ROWS = 4096  # so that no way is held up by a last chunk that one core is left with
SLOW_SAMPLE_US, AIM_SLOW, AIM_TINY = 20.0, 0.95, 0.75
PLANS = (DIGITS / "digits.plan.yaml", DIGITS / "digits_cnn.plan.yaml", Path("resources/demo/adult.plan.yaml"))


class Silent:
    def progress(self, done: int, total: int, text: str = "") -> None: ...


def raw_runs(path: Path, output: str) -> dict[str, Callable[[dict[str, Any], int], None]]:
    """Ways to run the model, by name: threads inside a call, and calls side by side."""
    runs = {}
    for inside, beside in {(1, 1), (1, cores()), (cores(), 1)}:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = inside
        session = onnxruntime.InferenceSession(str(path), options)
        runs[f"{inside} inside, {beside} beside"] = runner(session, output, beside)
    return runs


def runner(session: Any, output: str, beside: int) -> Callable[[dict[str, Any], int], None]:
    pool = ThreadPoolExecutor(beside)

    def run(inputs: dict[str, Any], batch: int) -> None:
        n = len(next(iter(inputs.values())))
        parts = [{name: rows[at : at + batch] for name, rows in inputs.items()} for at in range(0, n, batch)]
        list(pool.map(lambda part: session.run([output], part), parts))

    return run


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan on a network of the digits that is slow: two layers of 2,048 values between its 64 and its 10."""
    folder, rng = tmp_path_factory.mktemp("wide"), np.random.default_rng(0)
    sizes, nodes, weights, before = (64, 2048, 2048, 10), [], [], "input"
    for number, (rows, columns) in enumerate(pairwise(sizes)):
        drawn = (rng.standard_normal((rows, columns)) / np.sqrt(rows)).astype(np.float32)
        weights.append(numpy_helper.from_array(drawn, f"weights{number}"))
        nodes.append(helper.make_node("MatMul", [before, f"weights{number}"], [f"sum{number}"]))
        nodes.append(helper.make_node("Relu", [f"sum{number}"], [f"layer{number}"]))
        before = f"layer{number}"
    nodes[-1] = helper.make_node("Softmax", [f"sum{len(sizes) - 2}"], ["probabilities"])
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", size])
        for name, size in (("input", sizes[0]), ("probabilities", sizes[-1]))
    ]
    graph = helper.make_graph(nodes, "wide", ends[:1], ends[1:], weights)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), folder / "wide.onnx")
    text = PLANS[0].read_text(encoding="utf-8").replace("digits_mlp.onnx", "wide.onnx")
    (folder / "digits_split.npz").write_bytes((DIGITS / "digits_split.npz").read_bytes())
    (folder / "wide.plan.yaml").write_text(text, encoding="utf-8")
    return folder / "wide.plan.yaml"


def test_probes_get_the_speed_of_a_slow_model(wide: Path, measured: Measured) -> None:
    assert measure_throughput(wide, measured) >= SLOW_SAMPLE_US


@pytest.mark.parametrize("plan_path", PLANS, ids=lambda path: path.stem)
def test_probes_get_the_speed_of_the_model(plan_path: Path, measured: Measured) -> None:
    measure_throughput(plan_path, measured)


def measure_throughput(plan_path: Path, measured: Measured) -> float:
    """Hold a plan's model to its aim. Returns what a sample takes of a core at best, in microseconds."""
    plan = load_plan(plan_path)
    subject = open_subject(plan, Silent())
    whole = dict(subject.data.test.inputs)
    ways = raw_runs(plan.path(plan.model), subject.output_name)
    subject.model.predict({name: rows[:8].copy() for name, rows in whole.items()})  # loads the model
    there = len(next(iter(whole.values())))
    first = seconds(lambda: ways["1 inside, 1 beside"](whole, 256))
    times = max(-(-LEAST_ROWS // there), int(SECONDS / first))
    inputs = {name: np.concatenate([rows] * times) for name, rows in whole.items()}
    n = len(next(iter(inputs.values())))
    tried = {(way, batch): seconds(lambda w=way, b=batch: ways[w](inputs, b)) for way, batch in product(ways, BATCHES)}
    best_ways = sorted(tried, key=lambda one: tried[one])[:3]
    ratios = []
    for _ in range(ROUNDS):  # in turns, so that a busy machine holds up both
        raw, ours = [], []
        for way, batch in best_ways:  # as many tries for one as for the other
            raw.append(seconds(lambda w=way, b=batch: ways[w](inputs, b)))
            ours.append(seconds(lambda: subject.model.predict(dict(inputs))))
        ratios.append(min(raw) / min(ours))
    subject.model.close()
    sample_us = tried[best_ways[0]] / n * 1e6 * cores()
    aim = AIM_SLOW if sample_us >= SLOW_SAMPLE_US else AIM_TINY
    ratio = statistics.median(ratios)
    measured(
        f"throughput of {Path(plan.model).name} through a probe's model, {sample_us:.1f} us of a core a sample",
        f"{ratio:.2f} of raw onnxruntime at its best ({best_ways[0][0]}, {best_ways[0][1]} rows)",
        f"at least {aim}",
    )
    assert ratio >= aim
    return sample_us
