"""Runs an ONNX model: the only file that imports onnxruntime."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onnxruntime

from core.errors import InputError, RefusedError
from core.worker.model_errors import sentence_for

if TYPE_CHECKING:  # a name for types alone
    from core.probe import Batch

onnxruntime.disable_telemetry_events()

DEFAULT_PROVIDERS = ("CPUExecutionProvider",)
_ONLY_FATAL = 4


def providers_present() -> list[str]:
    """The execution providers that this onnxruntime was built with, best first."""
    return [str(name) for name in onnxruntime.get_available_providers()]


class Session:
    """One model, loaded and ready. Threads may call `run` at the same time.

    `threads` are those inside one call (None: as `_options` chooses). Raises RefusedError when the inspection found a
    problem (operators of `allow_domains` are let through), InputError when a provider is not present or can't start, or
    onnxruntime does not take the model.
    """

    def __init__(
        self,
        path: Path,
        inspection: Mapping[str, Any],
        *,
        providers: Sequence[str] = DEFAULT_PROVIDERS,
        allow_domains: Sequence[str] = (),
        threads: int | None = None,
    ) -> None:
        _refuse(inspection, allow_domains)
        absent = [name for name in providers if name not in providers_present()]
        if absent:
            hint = f"Present: {', '.join(providers_present())}."
            raise InputError(f"The execution provider {absent[0]} is not present on this machine.", hint)
        self.name = path.name
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), _options(inspection, threads), providers=list(providers)
            )
        except MemoryError:
            raise
        except Exception as error:
            raise sentence_for(error, f"The model {path.name} can't be loaded") from error
        self.providers = [str(name) for name in self._session.get_providers()]
        unused = [name for name in providers if name not in self.providers]
        if unused:  # onnxruntime goes on without one that can't start, and only logs it
            hint = f"Its libraries or its device are missing; {', '.join(self.providers)} would run."
            raise InputError(f"The execution provider {unused[0]} can't be used on this machine.", hint)

    def run(self, output: str, inputs: Batch) -> Any:
        """What the output gives for one batch: an array, or a list of dicts. Raises InputError when refused."""
        try:
            return self._session.run([output], dict(inputs))[0]
        except MemoryError:
            raise
        except Exception as error:
            raise sentence_for(error, f"The model {self.name} could not be run on the data") from error


def _refuse(inspection: Mapping[str, Any], allow_domains: Sequence[str]) -> None:
    problems = [
        problem
        for problem in inspection["problems"]
        if problem["kind"] != "custom-operator" or problem["subject"] not in allow_domains
    ]
    if problems:
        more = f" There are {len(problems) - 1} more problems." if len(problems) > 1 else ""
        hint = "It is not run. Look at the inspection of the model, and ask for a file without this." + more
        raise RefusedError(problems[0]["sentence"], hint)


def _options(inspection: Mapping[str, Any], threads: int | None) -> Any:
    """One thread inside, no spinning, unless `threads` says otherwise: the probes' own threads, one a core, share it.

    Forests get two, on every machine: their float32 sums differ in the last bits with the number of threads, and
    single rows hang on those bits. Two is what their reference values were made with.
    """
    options = onnxruntime.SessionOptions()
    forest = any(operator["name"].startswith("TreeEnsemble") for operator in inspection["operators"])
    options.intra_op_num_threads = threads or (2 if forest else 1)
    options.inter_op_num_threads = 1
    options.log_severity_level = _ONLY_FATAL
    options.use_deterministic_compute = True
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    return options


def version() -> str:
    """The version of onnxruntime."""
    return str(onnxruntime.__version__)
