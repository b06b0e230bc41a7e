"""Making, opening, closing: passphrases, rights, damage, versions."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.casefile import connection, schema
from core.casefile.passphrase import MINIMUM_LENGTH, passphrase_problems, quoted
from core.casefile.store import Store
from core.errors import CaseFileError, InputError, TouchstoneError, WrongPassphraseError
from tests.core.casefile.acts import confirm, run_raw
from tests.core.casefile.conftest import EVALUATOR, PASSPHRASE

posix_only = pytest.mark.skipif(os.name != "posix", reason="rights are kept otherwise on Windows")


def test_what_is_kept_is_there_again_when_the_case_is_opened(store: Store, path: Path) -> None:
    answer = confirm(store, "MOD-VAL-1", "yes")
    before = (store.case_id, store.title, store.deployment(), store.evaluations(), store.chain_head())
    store.close()
    with Store.open(path, PASSPHRASE) as again:
        assert (again.case_id, again.title, again.deployment(), again.evaluations(), again.chain_head()) == before
        assert again.answers() == (answer,)
        assert (again.read_only, again.read_only_reason, again.journal_note) == (False, "", "")


def test_another_passphrase_does_not_open_it(store: Store, path: Path) -> None:
    store.close()
    with pytest.raises(WrongPassphraseError, match="does not open"):
        Store.open(path, PASSPHRASE + " ")


def test_the_same_letters_typed_as_composed_or_not_open_it(path: Path) -> None:
    Store.create(path, "Übung macht den Meister", title="Case", by=EVALUATOR).close()
    Store.open(path, "U\u0308bung macht den Meister").close()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(blacklist_categories=("Cc", "Cs")), min_size=MINIMUM_LENGTH, max_size=40))
def test_any_passphrase_that_the_rules_allow_works(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, passphrase: str
) -> None:
    if passphrase_problems(passphrase):
        return
    monkeypatch.setattr(connection, "KDF_ROUNDS", 1000)
    path = tmp_path_factory.mktemp("case") / "case.touchstone"
    Store.create(path, passphrase, title="Case", by=EVALUATOR).close()
    with Store.open(path, passphrase) as store:
        assert store.title == "Case"
    with pytest.raises(WrongPassphraseError):
        Store.open(path, passphrase + "x")


@pytest.mark.parametrize(
    ("weak", "why"),
    [
        ("short", "at least"),
        ("a" * 300, "at most"),
        ("tab\tin a passphrase", "control"),
        ("aaaaaaaaaaaaaaaa", "different"),
        ("x'" + "0a1b2c3d" * 8 + "'", "raw key"),
    ],
)
def test_a_weak_passphrase_is_refused_and_nothing_is_made(path: Path, weak: str, why: str) -> None:
    assert any(why in problem for problem in passphrase_problems(weak))
    with pytest.raises(InputError, match="passphrase"):
        Store.create(path, weak, title="Case", by=EVALUATOR)
    assert not path.exists()


def test_a_nul_never_reaches_the_database() -> None:
    with pytest.raises(InputError, match="NUL"):
        quoted("long enough but \0 cut")


def test_the_cost_of_the_key_is_what_is_stated(path: Path, real_key: None) -> None:
    with Store.create(path, PASSPHRASE, title="Case", by=EVALUATOR) as store:
        database = store._database
        assert int(database.pragma("kdf_iter")) == connection.KDF_ROUNDS == 256_000
        assert database.pragma("cipher_kdf_algorithm") == "PBKDF2_HMAC_SHA512"
        assert database.pragma("cipher_hmac_algorithm") == "HMAC_SHA512"
        assert int(database.pragma("cipher_page_size")) == connection.PAGE_BYTES


def test_nothing_can_be_read_without_the_key(store: Store, path: Path) -> None:
    confirm(store, "MOD-VAL-1", "partly", remark="a remark that nobody may see")
    store.close()
    content = path.read_bytes()
    assert b"remark" not in content
    assert b"Benefit" not in content
    assert not content.startswith(b"SQLite")


@posix_only
def test_the_file_and_its_log_are_readable_by_nobody_else(path: Path) -> None:
    before = os.umask(0)
    try:
        with Store.create(path, PASSPHRASE, title="Case", by=EVALUATOR):
            files = [file for file in path.parent.iterdir() if file.name.startswith(path.name)]
            assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
            assert {file.name.removeprefix(path.name) for file in files} == {"", "-wal", "-shm", ".lock"}
    finally:
        os.umask(before)


def test_nothing_lies_beside_a_closed_case(store: Store, path: Path) -> None:
    store.close()
    store.close()
    assert list(path.parent.iterdir()) == [path]


def test_an_existing_file_is_never_written_over(path: Path) -> None:
    path.write_text("something else")
    with pytest.raises(CaseFileError, match="already is a file"):
        Store.create(path, PASSPHRASE, title="Case", by=EVALUATOR)
    assert path.read_text() == "something else"


@pytest.mark.parametrize(("title", "by"), [(" ", EVALUATOR), ("Case", " ")])
def test_a_case_needs_a_title_and_a_name(path: Path, title: str, by: str) -> None:
    with pytest.raises(InputError, match="needs a title and the name"):
        Store.create(path, PASSPHRASE, title=title, by=by)
    assert not path.exists()


def test_a_case_that_could_not_be_filled_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise CaseFileError("The disk is full.")

    monkeypatch.setattr(schema, "create", full)
    with pytest.raises(CaseFileError, match="full"):
        Store.create(path, PASSPHRASE, title="Case", by=EVALUATOR)
    assert list(path.parent.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseFileError, match="can't be made"):
        Store.create(tmp_path / "none" / "case.touchstone", PASSPHRASE, title="Case", by=EVALUATOR)
    with pytest.raises(CaseFileError, match="There is no file"):
        Store.open(tmp_path / "case.touchstone", PASSPHRASE)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"a text that is longer than a page " * 200, "not a case file"),
        (b"%PDF-1.7" + bytes(8192), "not a case file"),
        (b"SQLite format 3\0" + bytes(8192), "not a case file"),
        (b"\x8f\xe2" * 100, "cut short"),
    ],
)
def test_what_can_be_no_case_file_is_said_to_be_none(path: Path, content: bytes, said: str) -> None:
    path.write_bytes(content)
    with pytest.raises(CaseFileError, match=said):
        Store.open(path, PASSPHRASE)
    assert list(path.parent.iterdir()) == [path]


def test_a_case_cut_short_at_a_page_is_said_to_be_so(store: Store, path: Path) -> None:
    store.close()
    size = path.stat().st_size // connection.PAGE_BYTES // 2 * connection.PAGE_BYTES
    os.truncate(path, size)
    with pytest.raises(CaseFileError, match="is damaged") as caught:
        Store.open(path, PASSPHRASE)
    assert "backup" in caught.value.hint


def test_a_case_cut_short_within_a_page_is_never_opened(store: Store, path: Path) -> None:
    store.close()
    os.truncate(path, path.stat().st_size - 100)
    with pytest.raises(CaseFileError, match="is damaged"):
        Store.open(path, PASSPHRASE)


def test_any_changed_byte_of_the_file_is_found(store: Store, path: Path) -> None:
    for number in range(40):
        confirm(store, "MOD-VAL-1", "partly", remark=f"Remark {number} " * 40)
    store.close()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with Store.open(path, PASSPHRASE) as again:
        found = again.check()
    assert not found.ok
    assert "damaged" in found.sentence


def test_a_case_of_a_newer_version_is_refused(store: Store, path: Path) -> None:
    store.close()
    run_raw(path, f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(CaseFileError, match="newer version"):
        Store.open(path, PASSPHRASE)
    assert list(path.parent.iterdir()) == [path]


def test_an_encrypted_database_of_another_program_is_refused(path: Path) -> None:
    path.touch()
    run_raw(path, "CREATE TABLE notes (text)")
    with pytest.raises(CaseFileError, match="not a case file"):
        Store.open(path, PASSPHRASE)


def test_a_case_whose_salt_happens_to_be_text_is_still_a_case(path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        original = connection._cipher
        salt = "61" * 16
        patch.setattr(connection, "_cipher", lambda typed: (*original(typed), f"PRAGMA cipher_salt = \"x'{salt}'\""))
        Store.create(path, PASSPHRASE, title="Case", by=EVALUATOR).close()
    assert path.read_bytes()[:16] == b"a" * 16
    Store.open(path, PASSPHRASE).close()


@pytest.mark.parametrize(
    ("place", "uri"),
    [
        (PurePosixPath("/srv/a case? #1%/é.touchstone"), "file:///srv/a%20case%3F%20%231%25/%C3%A9.touchstone"),
        (PureWindowsPath("C:\\cases\\case"), "file:///C:/cases/case"),
        (PureWindowsPath("\\\\server\\share\\case"), "file:////server/share/case"),
    ],
)
def test_every_place_has_its_name_for_the_database(place: Path, uri: str) -> None:
    assert connection.file_uri(place) == uri


def test_a_closed_case_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(CaseFileError, match="closed"):
        store.answers()


def test_the_passphrase_can_be_changed_and_the_change_is_logged(store: Store, path: Path) -> None:
    new = "quite another passphrase"
    with pytest.raises(WrongPassphraseError):
        store.change_passphrase("not the one in use", new, by=EVALUATOR)
    with pytest.raises(InputError, match="at least"):
        store.change_passphrase(PASSPHRASE, "short", by=EVALUATOR)
    store.change_passphrase(PASSPHRASE, new, by=EVALUATOR)
    assert store.log(1)[0].kind == "passphrase-changed"
    store.close()
    with pytest.raises(WrongPassphraseError):
        Store.open(path, PASSPHRASE)
    with Store.open(path, new) as again:
        assert again.check().ok


def test_what_was_confirmed_survives_a_crash(path: Path) -> None:
    """Another process confirms an answer, saves a draft and is killed without closing anything."""
    script = f"""
import os
from pathlib import Path, PurePosixPath, PureWindowsPath
from core.casefile import connection
connection.KDF_ROUNDS = 1000
from core.casefile.store import Store
from tests.core.evaluation.samples import PACK, draft
store = Store.create(Path({str(path)!r}), {PASSPHRASE!r}, title="Case", by="Jane Doe")
store.start_evaluation(title="Pass", stage="design", profile="full", pack=PACK, by="Jane Doe")
store.confirm_answer(draft("MOD-VAL-1", "no"), item=PACK.item("MOD-VAL-1"), by="Jane Doe")
store.save_draft(draft("MOD-VAL-2", None, remark="half a sent"))
os._exit(9)
"""
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 9, done.stderr
    with Store.open(path, PASSPHRASE) as store:
        assert not store.read_only
        assert [answer.value for answer in store.answers()] == ["no"]
        assert len(store.findings()) == 1
        assert store.drafts()["MOD-VAL-2"].remark == "half a sent"
        assert store.check().ok


def test_no_error_of_this_package_is_a_bug_report(path: Path) -> None:
    path.write_bytes(os.urandom(8192))
    with pytest.raises(TouchstoneError) as caught:
        Store.open(path, PASSPHRASE)
    assert caught.value.hint
