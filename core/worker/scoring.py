"""The model as a probe sees it: rows in, scores by class out, in fixed chunks on one thread a core."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.probe import Data, Report
from core.worker.chunks import chunk_rows, fixed_batch
from core.worker.outputs import ScoreOutput, as_scores, as_values, doubts

if TYPE_CHECKING:  # a name for types alone
    from core.probe import Batch

Floats = NDArray[np.float64]
Run = Callable[[str, "Batch"], Any]  # output name, inputs -> raw output
Piece = tuple[Floats, list[str]]  # scores of one chunk, and doubts about them


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


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
    ) -> None:
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

    def predict(self, inputs: Batch, said: str = "") -> Floats:
        """Scores (n, classes) or (n,) values, see `core.probe.Model.predict`."""
        kept = self._kept.get(id(inputs))
        if kept is not None:
            return kept
        scores, doubts_seen = self._predict(inputs, said)
        if any(inputs is part for part in self._parts):
            scores.setflags(write=False)
            self._kept[id(inputs)] = scores
            self.warnings += [doubt for doubt in doubts_seen[:1] if doubt not in self.warnings]
        return scores

    def decide(self, scores: Floats) -> NDArray[np.int64]:
        """Decisions (n,) as class indices, see `core.probe.Model.decide`."""
        positive = self._data.positive
        if self._data.task == "binary" and positive is not None:
            chosen, other = scores[:, positive], scores[:, 1 - positive]
            limit = other if self._data.threshold is None else self._data.threshold
            return np.where(chosen >= limit, positive, 1 - positive).astype(np.int64)
        return np.asarray(scores.argmax(axis=1), dtype=np.int64)

    def close(self) -> None:
        """End the threads."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _predict(self, inputs: Batch, said: str) -> Piece:
        n = len(next(iter(inputs.values())))
        classes = len(self._data.classes)
        if n == 0:
            return np.zeros((0, classes) if classes else (0,)), []
        batch = fixed_batch(self._inspection) if self._inspection else None
        rows = batch or chunk_rows(inputs)
        starts = range(0, n, rows)
        pieces: dict[int, Piece] = {}
        for start, piece in self._pieces(inputs, starts, rows, batch):
            pieces[start] = piece
            if said:
                self._report.progress(len(pieces), len(starts), said)
        in_order = [pieces[start] for start in starts]
        return np.concatenate([scores for scores, _ in in_order]), [one for _, found in in_order for one in found]

    def _pieces(self, inputs: Batch, starts: range, rows: int, batch: int | None) -> Iterator[tuple[int, Piece]]:
        """Each chunk's first row and scores, as they are ready."""
        # The first is run alone: what is wrong shows before threads are busy.
        yield starts[0], self._chunk(inputs, starts[0], rows, batch)
        if len(starts) < 3 or cores() == 1:
            for start in starts[1:]:
                yield start, self._chunk(inputs, start, rows, batch)
            return
        self._pool = self._pool or ThreadPoolExecutor(max_workers=cores())
        waiting: dict[Future[Piece], int] = {
            self._pool.submit(self._chunk, inputs, start, rows, batch): start for start in starts[1:]
        }
        try:
            while waiting:
                ready, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in ready:
                    yield waiting.pop(future), future.result()
        finally:
            for future in waiting:
                future.cancel()

    def _chunk(self, inputs: Batch, start: int, rows: int, batch: int | None) -> Piece:
        chunk = {name: values[start : start + rows] for name, values in inputs.items()}
        n = len(next(iter(chunk.values())))
        if batch is not None and n < batch:
            chunk = {name: _filled(values, batch) for name, values in chunk.items()}
        assert self._output is not None, "a probe without needs on data asked for scores"
        raw = self._runner()(self._output.name, chunk)
        ran = batch or n
        if self._output.kind == "value":
            return as_values(raw, ran)[:n], []
        scores = as_scores(raw, ran, self._output.kind, self._data.classes, self._data.positive)[:n]
        return scores, doubts(raw, self._output.kind)

    def _runner(self) -> Run:
        with self._lock:
            if self._run is None:
                self._run = self._open_run()
            return self._run


def _filled(values: NDArray[Any], rows: int) -> NDArray[Any]:
    """`values` with its last row repeated up to `rows` rows."""
    if len(values) == 0:
        raise InputError("There are no rows to run the model on.")
    return np.concatenate([values, np.repeat(values[-1:], rows - len(values), axis=0)])
