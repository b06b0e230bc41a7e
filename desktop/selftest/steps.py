"""Numbered steps that are done one after the other, each with how it ended and how long it took."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.errors import TouchstoneError
from core.plan import Plan


@dataclass(kw_only=True)
class Scene:
    """What the steps hand on to each other. Everything is made in `folder`."""

    folder: Path
    plan: Plan | None = None
    reading: dict[str, Any] = field(default_factory=dict)
    case: Path | None = None
    packet: Path | None = None
    root: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """`work` gives one sentence on what it found, and raises when it is not as it must be."""

    title: str
    work: Callable[[Scene], str]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How one step ended. `detail` is what a developer would want of a failed one."""

    number: int
    title: str
    ok: bool
    seconds: float
    sentence: str
    detail: str = ""


class StepFailedError(TouchstoneError):
    """Something is not as it must be."""


def demand(holds: object, sentence: str) -> None:
    """Raise StepFailedError with `sentence` unless `holds`."""
    if not holds:
        raise StepFailedError(sentence)


def go_through(steps: Iterable[Step], scene: Scene) -> Iterator[Outcome]:
    """Do every step, also after one that failed, and give each outcome as it comes."""
    for number, step in enumerate(steps, 1):
        begun = time.monotonic()
        ok, detail = True, ""
        try:
            sentence = step.work(scene)
        except TouchstoneError as error:
            ok, sentence = False, f"{error.message} {error.hint}".strip()
            detail = str(getattr(error, "detail", ""))
        except Exception as error:  # noqa: BLE001 - whatever it is, the list goes on
            ok, sentence = False, f"{type(error).__name__}: {error}"
            detail = traceback.format_exc()
        seconds = time.monotonic() - begun
        yield Outcome(number=number, title=step.title, ok=ok, seconds=seconds, sentence=sentence, detail=detail)
