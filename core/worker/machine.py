"""The workstation as a probe may ask for it: `core.probe.Machine` over this process and its run-time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from core.worker import hardware
from core.worker.cores import cores
from core.worker.peak_memory import peak_memory_bytes

if TYPE_CHECKING:
    from core.worker.scoring import ScoringModel


class Workstation:
    """`open_model` loads the model anew, with so many threads inside it, or on another provider."""

    def __init__(self, open_model: Callable[[int | None, str | None], ScoringModel]) -> None:
        self._open_model = open_model
        self._opened: ScoringModel | None = None

    @property
    def facts(self) -> Mapping[str, Any]:
        """See core/worker/hardware.py."""
        from core.worker import model

        runtime = {"name": "onnxruntime", "version": model.version(), "providers": model.providers_present()}
        return hardware.facts(runtime)

    @property
    def cores(self) -> int:
        """How many processor cores this process may use."""
        return cores()

    @property
    def providers(self) -> Sequence[str]:
        """The execution providers that the run-time offers, best first."""
        from core.worker.model import providers_present

        return providers_present()

    def opened(self, *, threads: int | None = None, provider: str | None = None) -> ScoringModel:
        """The model loaded anew; the one opened before is closed. Raises InputError when a provider can't take it."""
        self.close()
        self._opened = self._open_model(threads, provider)
        return self._opened

    def close(self) -> None:
        """End the threads of what was opened."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def peak_memory_bytes(self) -> tuple[int | None, str]:
        """See core/worker/peak_memory.py."""
        return peak_memory_bytes()
