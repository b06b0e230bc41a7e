"""What is said of evidence, its links to items, and what kind of file it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from core.casefile.media_type import media_type
from core.casefile.store import Store
from core.errors import InputError
from tests.core.casefile.acts import attach
from tests.core.casefile.conftest import EVALUATOR

Write = Callable[..., Path]


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
