"""A case of 5,000 pieces of evidence, 500 readings and a gigabyte of attachments, in a process of its own.

`python -m tests.benchmarks.large_case FOLDER [SHARE]` makes it, opens, checks, copies, exports, verifies and shows it,
and prints a line of JSON. SHARE is that of the full size, 1 unless it is given.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from core.casefile.store import Store
from core.catalog.load import builtin_pack
from core.packet.export import export
from core.snapshot import take_for_packet
from tests.benchmarks.packet_of import peak_mb
from tests.core.casefile.conftest import EVALUATOR, PASSPHRASE
from tests.core.packet.sample_case import deployment
from tests.core.packet.sample_readings import bodies

EVIDENCE, READINGS, LARGE, LARGE_BYTES = 5_000, 500, 4, 250_000_000
PAGES = ("overview", "deployment", "checklist", "probes", "evidence", "findings", "export", "packets")


def timed(found: dict[str, float], name: str, work: Any) -> Any:
    begun = time.perf_counter()
    result = work()
    found[name] = time.perf_counter() - begun
    found[f"{name}_mb"] = peak_mb()
    return result


def attach_large(store: Store, folder: Path, share: float) -> None:
    source = folder / "recording.bin"
    for number in range(LARGE):
        with source.open("wb") as file:
            for _ in range(round(LARGE_BYTES * share) // 1_000_000):
                file.write(os.urandom(1_000_000))
        keep(store, source, f"Recording {number}", include=number == 0)
    source.unlink()


def keep(store: Store, source: Path, title: str, *, include: bool, items: tuple[str, ...] = ()) -> None:
    store.attach(
        source,
        title=title,
        origin="Test team",
        made_by_ai=False,
        marking="(U)",
        by=EVALUATOR,
        include=include,
        items=items,
    )


def attach_small(store: Store, folder: Path, share: float) -> None:
    items = builtin_pack().items
    source = folder / "note.txt"
    for number in range(round(EVIDENCE * share) - LARGE):
        source.write_text(f"Record {number} of the test team.\n" * 20, encoding="utf-8")
        keep(store, source, f"Record {number}", include=number < 200, items=(items[number % len(items)].id,))


def add_readings(store: Store, share: float) -> None:
    made = bodies()
    for number in range(round(READINGS * share)):
        body = dict(made[number % len(made)])
        store.add_reading(body, plan_name="Plan", plan_text="name: Plan\n", by=EVALUATOR, pack=builtin_pack())


def show_pages(case: Path, found: dict[str, float]) -> None:
    """Every page of the window, opened for the first time and then again, in seconds until it is painted."""
    from PySide6.QtWidgets import QApplication

    from desktop.app import App
    from desktop.preferences import PreferencesFile

    app = QApplication([])
    made = App(app, PreferencesFile(case.with_name("preferences.json")))
    made.shell.resize(1440, 900)
    made.shell.show()
    timed(found, "window_open", lambda: made.session.open(case, PASSPHRASE, by=EVALUATOR))
    made.session.announce_case()

    def go(page: str) -> None:
        made.shell.go(page)
        app.processEvents()
        made.shell.grab()

    for again in ("first", "again"):
        for page in PAGES:
            timed(found, f"page_{again}_{page}", lambda page=page: go(page))
    made.session.close()


def main() -> None:
    folder, share = Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    case = folder / "large.touchstone"
    found: dict[str, float] = {"start_mb": peak_mb()}
    with Store.create(case, PASSPHRASE, title="Large", by=EVALUATOR) as store:
        store.save_deployment(deployment(), by=EVALUATOR)
        store.start_evaluation(title="Pass", stage="operation", profile="full", pack=builtin_pack(), by=EVALUATOR)
        timed(found, "attach_large", lambda: attach_large(store, folder, share))
        timed(found, "attach_small", lambda: attach_small(store, folder, share))
        timed(found, "add_readings", lambda: add_readings(store, share))
    found["case_bytes"] = case.stat().st_size
    timed(found, "open", lambda: Store.open(case, PASSPHRASE).close())
    with Store.open(case, PASSPHRASE) as store:
        integrity = timed(found, "check", store.check)
        found["check_ok"] = integrity.ok
        timed(found, "backup", lambda: store.backup(folder / "copy.touchstone"))
        show_and_export(store, folder, found)
    show_pages(case, found)
    print(json.dumps(found))


def show_and_export(store: Store, folder: Path, found: dict[str, float]) -> None:
    """A packet with a quarter of the large files beside it."""
    from core.verify.verify import verify_packet

    snapshot = timed(found, "snapshot", lambda: take_for_packet(store, builtin_pack(), by=EVALUATOR))
    packet = timed(found, "export", lambda: export(snapshot, folder / "out" / "packet.pdf"))
    found["beside"] = len(packet.beside)
    found["pages"] = packet.pages
    result = timed(found, "verify", lambda: verify_packet(folder / "out" / "packet.pdf", beside=folder / "out"))
    found["verified_beside"] = next(check.outcome == "ok" for check in result.checks if check.id == "files-beside")


if __name__ == "__main__":
    main()
