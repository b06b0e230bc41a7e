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

from core.casefile import documents
from core.casefile.media_type import media_type
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
    assert [len(chunk) for chunk in store.evidence_chunks(kept.id)][:2] == [documents.CHUNK_BYTES] * 2
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
    second = attach(store, document(LARGE, "b.bin"), title="Again")
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
    monkeypatch.setattr(documents, "_CHUNKS_IN_A_TRANSACTION", 1)


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
        store.link  # noqa: B018
        store.save_deployment(store.deployment(), by=EVALUATOR)  # type: ignore[arg-type]

    attach(store, document(LARGE), on_progress=on_progress)
    assert seen[0] == (documents.CHUNK_BYTES, len(LARGE))
    assert seen[-1] == (len(LARGE), len(LARGE))


def test_a_drive_that_fails_while_reading_is_named(
    store: Store, document: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(file: BinaryIO, _: str) -> Any:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(documents.hashlib, "file_digest", fail)
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


def test_what_a_crash_left_half_written_is_swept_at_the_next_opening(store: Store, path: Path) -> None:
    with store._database.writing() as connection:
        connection.execute(text("INSERT INTO chunk VALUES ('never sealed', 0, x'00')"))
    store.close()
    with Store.open(path, PASSPHRASE) as again:
        assert chunk_rows(again) == 0


def test_what_is_said_of_evidence_can_change_and_its_content_can_not(store: Store, document: Write) -> None:
    kept = attach(store, document(), include=True)
    changed = store.change_evidence(kept.id, include=False, marking="(CUI)", title="Minutes, final", by="Ann Lee")
    assert (changed.include, changed.marking, changed.title) == (False, "(CUI)", "Minutes, final")
    assert (changed.id, changed.sha256, changed.by) == (kept.id, kept.sha256, kept.by)
    assert store.evidence() == (changed,)
    line = store.log(1)[0]
    assert (line.by, line.sentence) == (
        "Ann Lee",
        "Evidence 'Minutes' renamed to 'Minutes, final', marked (CUI), withheld from the packet.",
    )
    for fields in ({"title": " "}, {"marking": "CUI?"}):
        with pytest.raises(InputError):
            store.change_evidence(kept.id, by="Ann Lee", **fields)  # type: ignore[arg-type]
    rows = len(store.log())
    store.change_evidence(kept.id, title="Minutes, final", by="Ann Lee")
    assert len(store.log()) == rows


def test_links_are_made_and_taken_away_once(store: Store, document: Write) -> None:
    kept = attach(store, document())
    for _ in range(2):
        store.link(kept.id, "MOD-VAL-1", by=EVALUATOR)
    assert len(store.links()) == 1
    for _ in range(2):
        store.unlink(kept.id, "MOD-VAL-1", by=EVALUATOR)
    assert store.links() == ()
    store.link(kept.id, "MOD-VAL-1", by="Ann Lee")
    assert [(link.item_id, link.by) for link in store.links()] == [("MOD-VAL-1", "Ann Lee")]
    assert [line.kind.split("-")[1] for line in store.history(kept.id)] == [
        "attached", "linked", "unlinked", "linked",
    ]  # fmt: skip


def test_evidence_that_is_not_there_is_named_as_such(store: Store) -> None:
    for act in (
        lambda: store.link("0" * 64, "MOD-VAL-1", by=EVALUATOR),
        lambda: store.change_evidence("0" * 64, title="x", by=EVALUATOR),
        lambda: store.evidence_chunks("0" * 64),
    ):
        with pytest.raises(InputError, match="no such evidence"):
            act()


@pytest.mark.parametrize(
    ("start", "name", "expected"),
    [
        (b"%PDF-1.7", "a.txt", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\0", "a.pdf", "image/png"),
        (b"MZ\x90\0", "report.pdf", "application/octet-stream"),
        (b"PK\x03\x04rest", "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\x03\x04rest", "a.pdf", "application/zip"),
        (b"a,b\n1,2\n", "A.CSV", "text/csv"),
        (b"{}", "a.json", "application/json"),
        (b"plain words", "a.docx", "text/plain"),
        ("é".encode()[:1] + b"\xff", "a.txt", "application/octet-stream"),
        (b"caf\xc3", "cut.txt", "text/plain"),
        (b"\x08\x07\x12\x00", "model.onnx", "application/onnx"),
        (b"RIFF\0\0\0\0WEBP", "a.webp", "image/webp"),
        (b"RIFF", "a.webp", "text/plain"),
    ],
)
def test_the_bytes_say_what_a_file_is_and_the_name_only_which_text(start: bytes, name: str, expected: str) -> None:
    assert media_type(start, name) == expected


def test_a_person_may_say_what_a_file_is(store: Store, document: Write) -> None:
    assert attach(store, document(), media_type="message/rfc822").media_type == "message/rfc822"


@pytest.mark.skipif(sys.platform == "win32", reason="peak memory is measured by the resource module")
def test_a_large_file_is_never_held_in_memory(path: Path) -> None:
    """64 MB go in, through the check and out again in a process whose memory grows by far less."""
    script = f"""
import resource, sys
from pathlib import Path
from core.casefile.store import Store
size, piece = 64_000_000, bytes(range(250)) * 4000
source = Path({str(path)!r}).with_name("large.bin")
with source.open("wb") as file:
    for number in range(size // len(piece)):
        file.write(piece[number:] + piece[:number])
with Store.create(Path({str(path)!r}), {PASSPHRASE!r}, title="Case", by="Jane Doe") as store:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kept = store.attach(source, title="Large", origin="x", made_by_ai=False, marking="(U)", by="Jane Doe")
    assert kept.size_bytes == size
    assert store.check().ok
    store.save_evidence(kept.id, source.with_name("out.bin"))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(grown // (1024 if sys.platform == "darwin" else 1))
"""
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 24_000  # KB; a copy in memory would be 62,500
    assert path.with_name("out.bin").read_bytes() == path.with_name("large.bin").read_bytes()
