"""Who may write: one window at a time, told apart even after a crash; drives; rights; threads."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from core.casefile import drive, lock, opening
from core.casefile.store import Store
from core.errors import CaseFileError, PassphraseChangedError, ReadOnlyError
from tests.core.casefile.acts import confirm
from tests.core.casefile.conftest import EVALUATOR, PASSPHRASE
from tests.core.evaluation.samples import draft

ROOT = Path(__file__).parents[3]
HOLD = """
import sys
from pathlib import Path
from core.casefile import lock
held = lock.take(Path(sys.argv[1]))
print(held if isinstance(held, str) else "taken", flush=True)
sys.stdin.readline()
"""


def test_the_second_window_reads_only_and_says_why(store: Store, path: Path) -> None:
    confirm(store, "MOD-VAL-1", "yes")
    with Store.open(path, PASSPHRASE) as second:
        assert second.read_only
        assert second.read_only_reason.startswith(f"{path.name} is open in another window since 20")
        assert f" by {lock.user_name()}, so" in second.read_only_reason
        with pytest.raises(ReadOnlyError, match="reading only"):
            confirm(second, "MOD-VAL-2", "yes")
        with pytest.raises(ReadOnlyError):
            second.save_draft(draft("MOD-VAL-2", "no"))
        with pytest.raises(ReadOnlyError):
            second.change_passphrase(PASSPHRASE, "quite another passphrase")
        confirm(store, "MOD-VAL-2", "no")
        assert [answer.item_id for answer in second.answers()] == ["MOD-VAL-1", "MOD-VAL-2"]
        assert second.check().ok


def test_once_the_first_is_closed_the_next_can_write(store: Store, path: Path) -> None:
    second = Store.open(path, PASSPHRASE)
    store.close()
    second.close()
    with Store.open(path, PASSPHRASE) as third:
        assert not third.read_only
        confirm(third, "MOD-VAL-1", "yes")


def test_a_lock_that_can_not_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(lock.os, "write", full)
    with pytest.raises(OSError, match="No space"):
        lock.take(tmp_path / "work.touchstone")
    assert not list(tmp_path.iterdir())


def test_a_wrong_passphrase_does_not_keep_the_lock(store: Store, path: Path) -> None:
    store.close()
    with pytest.raises(Exception, match="does not open"):
        Store.open(path, "wrong from the start")
    with Store.open(path, PASSPHRASE) as again:
        assert not again.read_only


def test_another_process_holds_the_case_until_it_ends_however_it_ends(store: Store, path: Path) -> None:
    store.close()
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "taken\n"
        with Store.open(path, PASSPHRASE) as second:
            assert "open in another window" in second.read_only_reason
        other.kill()
        other.wait(10)
        with Store.open(path, PASSPHRASE) as third:
            assert not third.read_only
    finally:
        other.kill()
        other.communicate()


def test_reading_only_can_be_asked_for(store: Store, path: Path) -> None:
    store.close()
    with Store.open(path, PASSPHRASE, read_only=True) as reader:
        assert reader.read_only
        assert reader.read_only_reason == "It was opened for reading only."
        assert reader.check().ok
        with pytest.raises(CaseFileError, match="can't be written"):
            reader._database.pragma("user_version = 9")
    assert list(path.parent.iterdir()) == [path]
    with Store.open(path, PASSPHRASE) as writer:
        assert not writer.read_only


@pytest.mark.parametrize(("refused", "said"), [("file", "is a read-only file"), ("folder", "folder of")])
def test_a_case_that_can_not_be_written_is_read_and_says_why(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch, refused: str, said: str
) -> None:
    confirm(store, "MOD-VAL-1", "yes")
    store.close()
    blocked = path if refused == "file" else path.parent
    real = os.access
    monkeypatch.setattr(os, "access", lambda of, mode: mode != os.W_OK or (Path(of) != blocked and real(of, mode)))
    with Store.open(path, PASSPHRASE) as reader:
        assert said in reader.read_only_reason
        assert len(reader.answers()) == 1
        assert reader.check().ok
    assert list(path.parent.iterdir()) == [path]


def test_a_drive_that_knows_no_locks_is_read_only_and_says_why(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()

    def refuse(_: int) -> bool:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(lock, "_try_lock", refuse)
    with Store.open(path, PASSPHRASE) as reader:
        assert "No locks available" in reader.read_only_reason


def test_a_lock_file_removed_while_it_was_being_locked_is_made_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else two windows would each hold the lock of a file of their own."""
    real, file = lock._try_lock, path.with_name(path.name + ".lock")
    tried: list[int] = []

    def lock_after_the_holder_left(handle: int) -> bool:
        if not tried:
            file.unlink()
        tried.append(handle)
        return real(handle)

    monkeypatch.setattr(lock, "_try_lock", lock_after_the_holder_left)
    held = lock.take(path)
    assert isinstance(held, lock.CaseLock)
    assert isinstance(lock.take(path), str)
    held.release()
    assert not file.exists()


def test_a_lock_file_with_rubbish_in_it_still_gives_a_sentence(store: Store, path: Path) -> None:
    for rubbish in (b"", b"not json", b"[1]", b'{"since": "never"}'):
        path.with_name(path.name + ".lock").write_bytes(rubbish)
        with Store.open(path, PASSPHRASE) as second:
            assert (
                second.read_only_reason
                == f"{path.name} is open in another window, so it is open for reading only here."
            )


def test_on_a_network_drive_it_uses_a_rollback_journal_and_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.create(path, PASSPHRASE, title="Case", by=EVALUATOR).close()
    monkeypatch.setattr(opening, "network_drive", lambda _: "nfs4")
    with Store.open(path, PASSPHRASE) as store:
        assert "network drive (nfs4)" in store.journal_note
        assert store._database.pragma("journal_mode") == "delete"
        assert not path.with_name(path.name + "-wal").exists()
        store.save_draft(draft("MOD-VAL-1", "no"))
        assert store.check().ok
    monkeypatch.undo()
    monkeypatch.setattr("core.casefile.connection.KDF_ROUNDS", 1000)
    with Store.open(path, PASSPHRASE) as store:
        assert store.journal_note == ""
        assert store._database.pragma("journal_mode") == "wal"


def test_what_was_confirmed_is_on_the_disk_before_it_is_said_to_be(store: Store) -> None:
    assert store._database.pragma("synchronous") == 2
    store.save_draft(draft("MOD-VAL-1", "no"))
    assert store._database.pragma("synchronous") == 2


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/local ext4 rw 0 0
//server/share /mnt/our\\040share cifs rw 0 0
me@host: /mnt/far fuse.sshfs rw 0 0
short line
"""


@pytest.mark.skipif(sys.platform == "win32", reason="mounts are read on Linux")
@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/srv/case", ""),
        ("/home/jane/case", "nfs4"),
        ("/home/local/case", ""),
        ("/mnt/our share/sub/case", "cifs"),
        ("/mnt/far/case", "fuse.sshfs"),
        ("/homestead/case", ""),
    ],
)
def test_the_longest_mount_point_says_what_drive_it_is(place: str, kind: str) -> None:
    assert drive.network_drive(Path(place), MOUNTS) == kind


@pytest.mark.skipif(sys.platform == "win32", reason="mounts are read on Linux")
def test_what_is_mounted_last_over_a_place_counts() -> None:
    assert drive.network_drive(Path("/data/case"), "a /data nfs rw\nb /data ext4 rw\n") == ""


def test_several_threads_take_turns(store: Store) -> None:
    failed: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(15):
                confirm(store, "MOD-VAL-1", "partly", remark=f"{name} {number}", by=name)
                store.save_draft(draft("MOD-VAL-2", None, remark=name))
                with store.one_moment():
                    assert store.chain_head() == store.log(1)[0].digest
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    threads = [threading.Thread(target=work, args=(f"Worker {letter}",)) for letter in "ABC"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(store.answers()) == 45
    assert store.check().ok


def test_one_moment_shows_nothing_of_what_comes_later(store: Store, path: Path) -> None:
    with Store.open(path, PASSPHRASE) as reader, reader.one_moment():
        before = reader.answers()
        confirm(store, "MOD-VAL-1", "yes")
        assert reader.answers() == before == ()


def test_a_reader_is_told_that_the_passphrase_was_changed_and_not_that_the_file_is_damaged(path: Path) -> None:
    with Store.create(path, PASSPHRASE, title="Case", by=EVALUATOR) as writer, Store.open(path, PASSPHRASE) as reader:
        writer.change_passphrase(PASSPHRASE, "another one, and long", by=EVALUATOR)
        with pytest.raises(PassphraseChangedError, match="changed in another window"):
            reader.log()
        assert reader.key_lost
        assert len(writer.log()) == 3


def test_on_a_full_disk_a_case_opens_for_reading_and_says_why(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.create(path, PASSPHRASE, title="Case", by=EVALUATOR).close()
    monkeypatch.setattr(drive, "ROOM_BYTES", 2**62)
    for wanted in (False, True):
        with Store.open(path, PASSPHRASE, read_only=wanted) as store:
            assert store.title == "Case"
            assert store.read_only
    with Store.open(path, PASSPHRASE) as store:
        assert "is full" in store.read_only_reason
