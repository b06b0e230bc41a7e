"""Documents: kept whole or not at all, streamed, once for each content."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from sqlalchemy import text

from core.casefile import chain, upload
from core.casefile.store import Store
from core.errors import CaseFileError, InputError
from tests.core.casefile.acts import attach
from tests.core.casefile.conftest import EVALUATOR, PASSPHRASE

LARGE = bytes(range(256)) * 5000  # three chunks
Write = Callable[..., Path]


def chunk_rows(store: Store) -> int:
    with store._database.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM chunk")).scalar_one())


def test_a_document_comes_back_byte_for_byte_with_its_digest_and_type(store: Store, document: Write) -> None:
    kept = attach(store, document(LARGE, "log.bin"), items=("MOD-VAL-1", "DAT-VAL-1"))
    assert b"".join(store.evidence_chunks(kept.id)) == LARGE
    assert [len(chunk) for chunk in store.evidence_chunks(kept.id)][:2] == [upload.CHUNK_BYTES] * 2
    assert (kept.sha256, kept.size_bytes) == (hashlib.sha256(LARGE).hexdigest(), len(LARGE))
    assert (kept.media_type, kept.file_name, kept.by) == ("application/octet-stream", "log.bin", EVALUATOR)
    assert store.evidence() == (kept,)
    assert [link.item_id for link in store.links()] == ["MOD-VAL-1", "DAT-VAL-1"]


def test_the_file_can_go_once_it_is_attached(store: Store, path: Path, document: Write) -> None:
    source = document(LARGE)
    kept = attach(store, source)
    source.unlink()
    store.close()
    with Store.open(path, PASSPHRASE) as again:
        target = path.with_name("saved.bin")
        again.save_evidence(kept.id, target)
        assert target.read_bytes() == LARGE
        with pytest.raises(InputError, match="already is a file"):
            again.save_evidence(kept.id, target)


def test_the_same_content_is_stored_once_whatever_it_is_called(store: Store, document: Write) -> None:
    first = attach(store, document(LARGE, "a.bin"))
    rows = chunk_rows(store)
    copied: list[int] = []
    second = attach(store, document(LARGE, "b.bin"), title="Again", on_progress=lambda done, _: copied.append(done))
    assert copied == []
    assert chunk_rows(store) == rows == 3
    assert first.id != second.id
    assert first.sha256 == second.sha256
    assert store.check().ok


def test_a_note_is_evidence_too(store: Store) -> None:
    kept = store.attach_note("Asked the owner.", title="Interview", made_by_ai=False, marking="(U)", by=EVALUATOR)
    assert b"".join(store.evidence_chunks(kept.id)) == b"Asked the owner."
    assert (kept.media_type, kept.origin) == ("text/plain", EVALUATOR)
    with pytest.raises(InputError, match="empty"):
        store.attach_note(" \n", title="Interview", made_by_ai=False, marking="(U)", by=EVALUATOR)


@pytest.mark.parametrize("fields", [{"title": " "}, {"by": ""}, {"marking": "(X)"}])
def test_evidence_without_what_it_needs_is_refused_before_it_is_read(
    store: Store, document: Write, fields: dict[str, Any]
) -> None:
    with pytest.raises(InputError):
        attach(store, document(), **fields)
    assert chunk_rows(store) == 0


def test_an_empty_file_a_folder_and_a_missing_file_are_refused(store: Store, document: Write, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"minutes\.txt is empty"):
        attach(store, document(b""))
    with pytest.raises(InputError, match="is not a file"):
        attach(store, tmp_path)
    with pytest.raises(InputError, match=r"There is no file .*none\.pdf"):
        attach(store, tmp_path / "none.pdf")
    assert store.evidence() == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_refused_without_waiting_for_it(store: Store, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="is not a file"):
        attach(store, tmp_path / "pipe")


def interrupted(store: Store, source: Path, act: Callable[[], None]) -> None:
    def on_progress(done: int, _: int) -> None:
        act()

    attach(store, source, on_progress=on_progress)


@pytest.fixture
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "_CHUNKS_IN_A_TRANSACTION", 1)


@pytest.mark.usefixtures("_small_steps")
def test_a_file_that_changes_or_shrinks_meanwhile_leaves_nothing(store: Store, document: Write) -> None:
    source = document(LARGE)

    def write_over() -> None:
        with source.open("r+b") as file:
            file.seek(-10, os.SEEK_END)
            file.write(b"0123456789")

    for act in (write_over, lambda: os.truncate(source, 600_000)):
        with pytest.raises(InputError, match="changed while it was being read"):
            interrupted(store, source, act)
        assert (chunk_rows(store), store.evidence()) == (0, ())
        source.write_bytes(LARGE)


@pytest.mark.usefixtures("_small_steps")
def test_a_person_who_stops_it_leaves_nothing(store: Store, document: Write) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted(store, document(LARGE), stop)
    assert chunk_rows(store) == 0


@pytest.mark.usefixtures("_small_steps")
def test_other_work_goes_on_between_the_chunks_and_progress_is_told(store: Store, document: Write) -> None:
    seen: list[tuple[int, int]] = []

    def on_progress(done: int, total: int) -> None:
        seen.append((done, total))
        store.save_deployment(store.deployment(), by=EVALUATOR)  # type: ignore[arg-type]

    attach(store, document(LARGE), on_progress=on_progress)
    assert seen[0] == (upload.CHUNK_BYTES, len(LARGE))
    assert seen[-1] == (len(LARGE), len(LARGE))


def test_a_drive_that_fails_while_reading_is_named(
    store: Store, document: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(file: BinaryIO, _: str) -> Any:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(upload.hashlib, "file_digest", fail)
    with pytest.raises(InputError, match=r"minutes\.txt can't be read: Input/output error"):
        attach(store, document())


def test_a_full_disk_is_said_to_be_full_and_leaves_nothing(store: Store, document: Write) -> None:
    pages = store._database.pragma("page_count")
    store._database.pragma(f"max_page_count = {pages + 50}")
    with pytest.raises(CaseFileError, match="disk is full") as caught:
        attach(store, document(LARGE))
    assert "Free some space" in caught.value.hint
    store._database.pragma("max_page_count = 1000000")
    assert (chunk_rows(store), store.evidence()) == (0, ())
    assert store.check().ok
    assert attach(store, document(LARGE)).size_bytes == len(LARGE)


def test_a_document_that_could_not_be_recorded_is_not_kept(
    store: Store, document: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise CaseFileError("The drive failed.")

    with monkeypatch.context() as patch:
        patch.setattr(chain, "append", fail)
        with pytest.raises(CaseFileError, match="drive failed"):
            attach(store, document(LARGE))
    with store._database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM document")).scalar_one() == 0
    assert chunk_rows(store) == 0


@pytest.mark.usefixtures("_small_steps")
def test_the_same_content_brought_by_two_at_once_is_stored_once(store: Store, document: Write) -> None:
    source, twin = document(LARGE, "a.bin"), document(LARGE, "b.bin")
    brought: list[int] = []

    def bring_the_twin(*_: int) -> None:
        if not brought:
            brought.append(1)
            attach(store, twin)

    attach(store, source, on_progress=bring_the_twin)
    assert [kept.file_name for kept in store.evidence()] == ["b.bin", "a.bin"]
    assert chunk_rows(store) == 3
    assert store.check().ok


@pytest.mark.usefixtures("_small_steps")
def test_a_file_that_grows_as_it_is_read_comes_to_an_end(store: Store, document: Write) -> None:
    source = document(LARGE)

    def grow(*_: int) -> None:
        with source.open("ab") as file:
            file.write(bytes(upload.CHUNK_BYTES))

    with pytest.raises(InputError, match="changed while it was being read"):
        attach(store, source, on_progress=grow)
    assert chunk_rows(store) == 0


def test_what_a_crash_left_half_written_is_swept_at_the_next_opening(store: Store, path: Path) -> None:
    with store._database.writing() as connection:
        connection.execute(text("INSERT INTO chunk VALUES ('never sealed', 0, x'00')"))
    store.close()
    with Store.open(path, PASSPHRASE) as again:
        assert chunk_rows(again) == 0


def test_a_large_file_is_never_held_in_memory(path: Path) -> None:
    """64 MB go in, through the check and out again in a process whose memory grows by far less."""
    script = f"""
from pathlib import Path
from core.casefile.store import Store
from core.worker.peak_memory import peak_memory_bytes
size, piece = 64_000_000, bytes(range(250)) * 4000
source = Path({str(path)!r}).with_name("large.bin")
with source.open("wb") as file:
    for number in range(size // len(piece)):
        file.write(piece[number:] + piece[:number])
with Store.create(Path({str(path)!r}), {PASSPHRASE!r}, title="Case", by="Jane Doe") as store:
    before = peak_memory_bytes()[0]
    kept = store.attach(source, title="Large", origin="x", made_by_ai=False, marking="(U)", by="Jane Doe")
    assert kept.size_bytes == size
    assert store.check().ok
    store.save_evidence(kept.id, source.with_name("out.bin"))
    print((peak_memory_bytes()[0] - before) // 1000)
"""
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 24_000  # KB; a copy in memory would be 62,500
    assert path.with_name("out.bin").read_bytes() == path.with_name("large.bin").read_bytes()
