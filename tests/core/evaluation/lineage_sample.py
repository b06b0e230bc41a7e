"""A chain from source to model, with every digest named, and ways to spoil it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.evaluation.deployment_record import Part

RAW, CLEAN, TRAIN, TEST = (letter * 64 for letter in "abcd")


def data_set(title: str, role: str, rows: int | str = "", sha256: str = "", **more: Any) -> Part:
    fields = {"role": role, "rows": str(rows), "sha256": sha256}
    return Part(id=f"id of {title}", component="DAT", kind="data-set", title=title, fields=fields, **more)


def step(title: str, action: str, takes: str, gives: str, before: int | str, after: int | str) -> Part:
    fields = {
        "action": action, "source": "Forms", "reason": "Rule 7", "takes": takes, "gives": gives,
        "before": str(before), "after": str(after),
    }  # fmt: skip
    return Part(id=f"id of {title}", component="DAT", kind="data-step", title=title, fields=fields)


def chain() -> tuple[Part, ...]:
    """Raw > Cleaning > Clean > Split > Train and Test > Ranker."""
    return (
        data_set("Raw", "source", 100, RAW),
        data_set("Clean", "cleaned", 90, CLEAN),
        data_set("Train", "training", 70, TRAIN),
        data_set("Test", "test", 20, TEST),
        step("Cleaning", "cleaned", f"raw  {RAW}", f"Clean {CLEAN}", 100, 90),
        step("Split", "split", f"Clean {CLEAN}", f"Train {TRAIN}; Test {TEST}", 90, 70),
        Part(
            id="id of Ranker", component="MOD", kind="model", title="Ranker",
            fields={"version": "2", "data": f"Train {TRAIN}\nTest {TEST}", "sha256": "e" * 64},
        ),
    )  # fmt: skip


def spoiled(parts: tuple[Part, ...], title: str, **fields: str) -> tuple[Part, ...]:
    """The same parts; one of them says something else."""
    return tuple(replace(one, fields={**one.fields, **fields}) if one.title == title else one for one in parts)
