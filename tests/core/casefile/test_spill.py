"""A spill is removed by two people: the words are gone from the file, and the chain is whole and says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from sqlalchemy import text

from core.casefile import connection
from core.casefile.store import Store
from core.errors import InputError, RefusedError
from core.evaluation.records import Deployment
from tests.core.casefile.acts import attach, confirm, run_raw
from tests.core.casefile.conftest import EVALUATOR, PASSPHRASE
from tests.core.evaluation.samples import deployment, draft

Write = Callable[..., Path]
WORDS = "Operation Blue Heron"
SECOND = "Ann Lee"
SAID = {"what": "The name of a program", "why": "Entered on the wrong system", "by": EVALUATOR, "second": SECOND}


@pytest.fixture
def spilled(store: Store, document: Write) -> Store:
    """The words are in an answer, the finding it opened, a draft, and a document larger than a chunk."""
    confirm(store, "MOD-VAL-1", "no", remark=f"Feeds {WORDS}.")
    confirm(store, "MOD-VAL-2", "yes")
    content = b"x" * (512 * 1024 - 9) + WORDS.encode() + b"y" * 900_000  # across the border of two chunks
    attach(store, document(content, "list.bin"), items=("MOD-VAL-2",), title="A list")
    attach(store, document(b"harmless"))
    store.save_draft(draft("DAT-VAL-1", None, remark=f"see {WORDS.upper()}"))
    return store


def removed(store: Store) -> None:
    hits = store.find_words(WORDS)
    store.remove_spill([hit.id for hit in hits if hit.row], draft_items=[hit.id for hit in hits if not hit.row], **SAID)


def decrypted(path: Path) -> bytes:
    """Every page of the closed file as it lies, free ones included, without its encryption (SQLCipher 4)."""
    data = path.read_bytes()
    key = PBKDF2HMAC(hashes.SHA512(), 32, data[:16], connection.KDF_ROUNDS).derive(PASSPHRASE.encode())
    pages = []
    for start in range(0, len(data), connection.PAGE_BYTES):
        page = data[start : start + connection.PAGE_BYTES]
        reserve = connection.PAGE_BYTES - 80  # behind it: 16 bytes of IV, then the HMAC
        cipher = Cipher(algorithms.AES(key), modes.CBC(page[reserve : reserve + 16])).decryptor()
        pages.append(cipher.update(page[16 if start == 0 else 0 : reserve]))
    return b"".join(pages)


def test_every_place_that_holds_the_words_is_found(spilled: Store) -> None:
    hits = spilled.find_words("operation blue heron")
    assert [(hit.where, hit.removable) for hit in hits] == [
        ("what the row says", True),
        ("what the row says", True),
        ("the document", True),
        ("a draft", True),
    ]
    assert hits[-1].id == "DAT-VAL-1"
    with pytest.raises(InputError, match="at least 3"):
        spilled.find_words(" a ")


def test_what_was_removed_is_in_no_byte_of_the_file_and_the_chain_stays_whole(spilled: Store, path: Path) -> None:
    spilled.record_packet(sha256="0" * 64, file_name="packet.pdf", roles=(), by=EVALUATOR)
    hits = spilled.find_words(WORDS)
    done = spilled.remove_spill(
        [hit.id for hit in hits if hit.row], draft_items=[hit.id for hit in hits if not hit.row], **SAID
    )
    assert (done.rows, done.drafts) == (4, 1), "the answer, the finding, the document and its link"
    assert any("packet.pdf" in one for one in done.outside)
    assert path.with_name(path.name + "-wal").stat().st_size == 0
    assert spilled.find_words(WORDS) == ()
    assert [one.title for one in spilled.evidence()] == ["Minutes"]
    assert spilled.findings() == ()
    assert [answer.item_id for answer in spilled.answers()] == ["MOD-VAL-2"]
    assert spilled.links() == ()
    result = spilled.check()
    assert result.ok
    assert f"Content of 4 rows was removed on record by {EVALUATOR} and {SECOND}" in result.sentence
    assert "The name of a program" in spilled.log()[-1].sentence
    confirm(spilled, "MOD-VAL-1", "yes")
    spilled.close()
    data = decrypted(path).lower()
    assert WORDS.lower().encode() not in data
    assert b"heron" not in data, "no part of it on a page's edge either"
    assert b"the name of a program" in data, "the search would find what is there"
    with Store.open(path, PASSPHRASE) as again:
        assert again.check().ok


def test_a_removal_needs_two_people_words_and_rows_that_can_go(spilled: Store) -> None:
    answer = spilled.find_words(WORDS)[0].id
    before = spilled.log()
    with pytest.raises(RefusedError, match="same person"):
        spilled.remove_spill([answer], **{**SAID, "second": "DOE, Jane A."})
    with pytest.raises(RefusedError, match="two named people"):
        spilled.remove_spill([answer], **{**SAID, "second": " "})
    with pytest.raises(InputError, match="what is removed and why"):
        spilled.remove_spill([answer], **{**SAID, "why": ""})
    with pytest.raises(InputError, match="Nothing is chosen"):
        spilled.remove_spill([], **SAID)
    with pytest.raises(RefusedError, match="the case rests on it"):
        spilled.remove_spill([spilled.log()[1].digest], **SAID)
    assert spilled.log() == before
    assert len(spilled.find_words(WORDS)) == 4


def test_content_that_is_gone_without_a_record_is_still_a_broken_case(spilled: Store, path: Path) -> None:
    removed(spilled)
    spilled.close()
    run_raw(
        path,
        "DROP TRIGGER content_stays",
        "DELETE FROM content WHERE sha256 = (SELECT content_sha256 FROM entry WHERE row = 3)",
    )
    with Store.open(path, PASSPHRASE) as again:
        assert "What row 3 of the log" in again.check().sentence


def test_an_older_description_of_the_deployment_counts_again_when_the_newest_is_removed(store: Store) -> None:
    store.save_deployment(deployment(purpose=WORDS), by=EVALUATOR)
    removed(store)
    held = store.deployment()
    assert isinstance(held, Deployment)
    assert held.purpose != WORDS


def test_a_removal_reaches_a_copy_when_it_is_merged_and_nothing_comes_back_from_one(
    spilled: Store, tmp_path: Path
) -> None:
    spilled.backup(tmp_path / "copy")
    with Store.open(tmp_path / "copy", PASSPHRASE) as copy:
        confirm(copy, "MOD-SEC-1", "yes", by=SECOND)
        removed(spilled)
        spilled.merge(copy.path, PASSPHRASE, by=EVALUATOR)
        assert spilled.find_words(WORDS) == ()
        assert spilled.check().ok
        outcome = copy.merge(spilled.path, PASSPHRASE, by=SECOND)
        assert outcome.removed == 4
        assert [hit.where for hit in copy.find_words(WORDS)] == ["a draft"], "a draft is nobody else's to remove"
        assert copy.check().ok
        with copy._database.reading() as read:
            assert read.execute(text("SELECT count(*) FROM document")).scalar_one() == 1
