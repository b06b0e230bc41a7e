"""Opening a full case, against the least work that could give the same: deriving the key, and reading as many rows."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from core.casefile import chain, connection, evidence, kinds
from core.casefile.store import Store
from core.casefile.upload import Stored
from core.evaluation.progress import progress
from tests.benchmarks.conftest import Measured
from tests.core.casefile.acts import confirm, reading
from tests.core.casefile.conftest import EVALUATOR, PASSPHRASE
from tests.core.evaluation.samples import ITEMS, PACK, deployment

pytestmark = pytest.mark.benchmark
ANSWERS, DOCUMENTS, READINGS = 200, 5000, 500
METRIC = {
    "name": "selection_rate",
    "estimate": 0.25,
    "low": 0.2,
    "high": 0.3,
    "level": 0.95,
    "method": "wilson",
    "n": 900,
}


def best(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of several runs in seconds: what the work takes when nothing else is in the way."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def fill(store: Store) -> None:
    store.save_deployment(deployment(), by=EVALUATOR)
    store.start_evaluation(title="Pass", stage="deployment", profile="full", pack=PACK, by=EVALUATOR)
    stored = Stored(sha256="0" * 64, size_bytes=1, media_type="text/plain")
    with store._database.writing() as rows:
        for number in range(ANSWERS):
            item = ITEMS[number % len(ITEMS)]
            body = {"value": "yes", "remark": "Seen. " * 40, "reason": "", "reason_listed": False, "marking": "(U)"}
            body |= {"evaluation_id": "first", "needs_review": False}
            chain.append(rows, kind=kinds.ANSWER, subject=item.id, body=body, by=EVALUATOR)
        for number in range(DOCUMENTS):
            about = evidence.About(
                title=f"Document {number}",
                file_name=f"{number}.pdf",
                origin="Records office",
                made_by_ai=False,
                marking="(U)",
                include=True,
            )
            evidence.attach(rows, stored, about=about, by=EVALUATOR)
        body = {
            **reading("pass"),
            "status": "ok",
            "metrics": [{**METRIC, "slice": {"sex": str(group)}} for group in range(60)],
        }
        said = {"plan_name": "Plan", "plan_text": "name: Plan\n" * 30, "linked_items": ["MOD-VAL-1"], "body": body}
        for _ in range(READINGS):
            chain.append(rows, kind=kinds.READING, subject="perf-ci", body=said, by=EVALUATOR)
    confirm(store, "MOD-VAL-1", "no")


def open_and_read(path: Path) -> None:
    """All that the first page of the window shows."""
    with Store.open(path, PASSPHRASE) as store:
        assert len(store.evidence()) == DOCUMENTS
        assert len(store.readings()) == READINGS
        answers = store.answers()
        assert len(answers) == ANSWERS + 1
        progress(
            PACK,
            "full",
            store.deployment(),
            answers=answers,
            approvals=store.approvals(),
            findings=store.findings(),
            drafts=store.drafts().keys(),
            links=store.links(),
        )


def test_opening_a_full_case_costs_little_more_than_its_key_and_its_rows(tmp_path: Path, measured: Measured) -> None:
    path, plain = tmp_path / "case.touchstone", tmp_path / "plain.db"
    with Store.create(path, PASSPHRASE, title="Case", by=EVALUATOR) as store:
        fill(store)
        with store._database.reading() as rows:
            bodies = [(entry.digest, json.dumps(dict(entry.body))) for entry in chain.entries(rows)]
    with sqlite3.connect(plain) as database:
        database.execute("CREATE TABLE row (digest TEXT PRIMARY KEY, body TEXT)")
        database.executemany("INSERT INTO row VALUES (?, ?)", bodies)

    def least() -> None:
        hashlib.pbkdf2_hmac("sha512", PASSPHRASE.encode(), bytes(16), connection.KDF_ROUNDS, 32)
        with sqlite3.connect(plain) as database:
            assert sum(bool(json.loads(body)) for _, body in database.execute("SELECT * FROM row")) == len(bodies)

    floor, taken = best(least), best(lambda: open_and_read(path))
    measured(
        "opening a case of 5,000 documents and 500 readings, over its key and its plain rows alone",
        f"{taken / floor:.2f} ({taken:.2f} s)",
        "under 4",
    )
    assert taken < 4 * floor


def test_a_draft_is_saved_without_waiting_for_the_disk(tmp_path: Path, measured: Measured) -> None:
    """A draft costs no more than a few plain rows committed to a file that is never synchronised."""
    from tests.core.evaluation.samples import draft

    plain = sqlite3.connect(tmp_path / "plain.db", isolation_level=None)
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("PRAGMA synchronous = OFF")
    plain.execute("CREATE TABLE row (id TEXT PRIMARY KEY, body TEXT)")

    def rows() -> None:
        for number in range(200):
            plain.execute("INSERT OR REPLACE INTO row VALUES ('MOD-VAL-1', ?)", ("x" * number,))

    with Store.create(tmp_path / "case.touchstone", PASSPHRASE, title="Case", by=EVALUATOR) as store:

        def drafts() -> None:
            for number in range(200):
                store.save_draft(draft("MOD-VAL-1", None, remark="x" * number))

        floor, taken = best(rows), best(drafts)
    plain.close()
    measured("saving a draft, over a plain row that is never synchronised", f"{taken / floor:.0f}", "under 120")
    assert taken < 120 * floor  # waiting for the disk would be some 300
