"""The model as a probe sees it: rows in, scores by class out, in fixed chunks on one thread a core."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.probe import Data, Report
from core.worker.chunks import chunk_rows, fixed_batch
from core.worker.cores import cores
from core.worker.outputs import ScoreOutput, as_scores, as_values, check_rows, doubts, one_score_doubts

if TYPE_CHECKING:  # a name for types alone
    from core.probe import Batch
    from core.worker.machine import Workstation

Floats = NDArray[np.float64]
Run = Callable[[str, "Batch"], Any]  # output name, inputs -> raw output
# A score this close to the limit reaches it. Models count in float32, and the same trees summed on another number of
# threads differ by up to 5e-7: without this, a tie would be decided by the machine.
TIE = 1e-6


class ScoringModel:
    """Implements `core.probe.Model` over anything that runs a batch.

    `open_run` is called at the first prediction, so that a probe that only looks at the file never runs it. The scores
    of the test and train parts are computed once. `warnings` collects doubts about the scores.
    """

    def __init__(
        self,
        *,
        inspection: Mapping[str, Any],
        open_run: Callable[[], Run],
        output: ScoreOutput | None,
        data: Data,
        report: Report,
        machine: Workstation | None = None,
    ) -> None:
        self.machine = machine
        self._inspection, self._open_run, self._output = inspection, open_run, output
        self._data, self._report = data, report
        self._run: Run | None = None
        self._kept: dict[int, Floats] = {}
        self._parts = [part.inputs for part in (data.test, data.train) if part is not None]
        self._pool: ThreadPoolExecutor | None = None
        self._lock = threading.Lock()
        self.warnings: list[str] = []

    @property
    def inspection(self) -> Mapping[str, Any]:
        """What parsing the file found; {} for recorded scores."""
        return self._inspection

    def keep(self, inputs: Batch) -> None:
        """Compute the scores of these inputs once, and collect doubts about them, as is done for whole parts."""
        self._parts.append(inputs)

    def predict(self, inputs: Batch, said: str = "") -> Floats:
        """Scores (n, classes) or (n,) values, see `core.probe.Model.predict`."""
        kept = self._kept.get(id(inputs))
        if kept is not None:
            return kept
        n = len(next(iter(inputs.values())))
        raw = self._raw(inputs, n, said) if n else None
        scores = self._scores(raw, n)
        if any(inputs is part for part in self._parts):
            scores.setflags(write=False)
            self._kept[id(inputs)] = scores
            if raw is not None and self._output is not None:
                kind, data = self._output.kind, self._data
                found = doubts(raw, kind) + one_score_doubts(raw, kind, data.classes, data.positive)
                self.warnings += [doubt for doubt in found if doubt not in self.warnings]
        return scores

    def decide(self, scores: Floats) -> NDArray[np.int64]:
        """Decisions (n,) as class indices, see `core.probe.Model.decide`."""
        positive = self._data.positive
        if self._data.task == "binary" and positive is not None:
            chosen, other = scores[:, positive], scores[:, 1 - positive]
            limit = other if self._data.threshold is None else self._data.threshold
            return np.where(chosen >= limit - TIE, positive, 1 - positive).astype(np.int64)
        return np.asarray(scores.argmax(axis=1), dtype=np.int64)

    def close(self) -> None:
        """End the threads."""
        if self.machine is not None:
            self.machine.close()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _scores(self, raw: Any, n: int) -> Floats:
        classes = self._data.classes
        if n == 0:
            return np.zeros((0, len(classes)) if classes else (0,))
        assert self._output is not None, "a probe without needs on data asked for scores"
        if self._output.kind == "value":
            return as_values(raw, n)
        return as_scores(raw, n, self._output.kind, classes, self._data.positive)

    def _raw(self, inputs: Batch, n: int, said: str) -> Any:
        """What the output gives for all rows, chunk by chunk, in order."""
        batch = fixed_batch(self._inspection, inputs) if self._inspection else None
        rows = batch or chunk_rows(inputs)
        starts = range(0, n, rows)
        found = []
        for raw in self._raws(inputs, starts, rows, batch):
            found.append(raw)
            if said:
                self._report.progress(len(found), len(starts), said)
        if isinstance(found[0], list):
            return [row for raw in found for row in raw]
        return found[0] if len(found) == 1 else np.concatenate(found)

    def _raws(self, inputs: Batch, starts: range, rows: int, batch: int | None) -> Iterator[Any]:
        # The first is run alone: what is wrong shows before threads are busy.
        yield self._chunk(inputs, starts[0], rows, batch)
        if len(starts) < 3 or cores() == 1:
            for start in starts[1:]:
                yield self._chunk(inputs, start, rows, batch)
            return
        self._pool = self._pool or ThreadPoolExecutor(max_workers=cores())
        waiting = [self._pool.submit(self._chunk, inputs, start, rows, batch) for start in starts[1:]]
        try:
            for future in waiting:
                yield future.result()
        finally:
            for future in waiting:
                future.cancel()

    def _chunk(self, inputs: Batch, start: int, rows: int, batch: int | None) -> Any:
        chunk = {name: values[start : start + rows] for name, values in inputs.items()}
        n = len(next(iter(chunk.values())))
        if batch is not None and n < batch:
            chunk = {name: _filled(values, batch) for name, values in chunk.items()}
        assert self._output is not None, "a probe without needs on data asked for scores"
        raw = self._runner()(self._output.name, chunk)
        check_rows(raw, batch or n)
        return raw[:n]

    def _runner(self) -> Run:
        with self._lock:
            if self._run is None:
                self._run = self._open_run()
            return self._run


def _filled(values: NDArray[Any], rows: int) -> NDArray[Any]:
    """`values` with its last row repeated up to `rows` rows."""
    return np.concatenate([values, np.repeat(values[-1:], rows - len(values), axis=0)])
