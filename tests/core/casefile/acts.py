"""Short ways to do what the tests do often, and to reach under a case file's skin."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.casefile.connection import Database
from core.casefile.store import Store
from core.evaluation.records import Answer, Evidence, ReadingRecord
from tests.core.casefile.conftest import EVALUATOR, PASSPHRASE
from tests.core.evaluation.samples import PACK, draft


def confirm(store: Store, item_id: str, value: Any, *, by: str = EVALUATOR, **fields: Any) -> Answer:
    return store.confirm_answer(draft(item_id, value, **fields), item=PACK.item(item_id), by=by)


def attach(store: Store, source: Path, **fields: Any) -> Evidence:
    values: dict[str, Any] = {
        "title": "Minutes",
        "origin": "Records office",
        "made_by_ai": False,
        "marking": "(U)",
        "by": EVALUATOR,
    }
    return store.attach(source, **{**values, **fields})


def reading(verdict: str | None, **thresholds: Mapping[str, float]) -> dict[str, Any]:
    marks = thresholds or {"accuracy": {"min": 0.8}}
    return {"probe": "perf-ci", "version": "1", "metrics": [], "verdict": verdict, "thresholds": marks}


def add(store: Store, body: Mapping[str, Any], *, plan_name: str = "Plan") -> ReadingRecord:
    return store.add_reading(body, plan_name=plan_name, plan_text="name: Plan\n", by=EVALUATOR, pack=PACK)


def run_raw(path: Path, *statements: str) -> Any:
    """Runs SQL on the decrypted tables of a closed case, as someone who knows the passphrase could."""
    database = Database(path, PASSPHRASE, mode="write")
    try:
        result = None
        for statement in statements:
            result = database.run(statement)
        return result
    finally:
        database.close()
