"""An agency file: encrypted, append-only, one row a packet, and clear sentences where it can't be used."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.agency.coverage import figures
from core.agency.noncompliance import noncompliance
from core.agency.portfolio import Portfolio
from core.agency.records import AgencyDates, Root
from core.agency.store import AgencyStore
from core.agency.tables import NAMES, table
from core.casefile.store import Store
from core.errors import CaseFileError, InputError, ReadOnlyError, WrongPassphraseError
from tests.core.agency.samples import AGENCY, digest, found, measure, stated

PASSPHRASE = "correct horse battery"
ROOT = Root(fingerprint=digest("root"), name="Root", pem="", by="", at="")


@pytest.fixture
def store(tmp_path: Path):
    made = AgencyStore.create(tmp_path / "department.agency", PASSPHRASE, agency=AGENCY, by="Chris Officer")
    yield made
    made.close()


def take(store: AgencyStore, *packets: dict) -> list[bool]:
    return [store.take_in(one, roots=[ROOT], by="Chris Officer")[1] for one in packets]


def test_what_was_taken_in_is_there_when_it_is_opened_again(store: AgencyStore, tmp_path: Path) -> None:
    assert take(store, found("a"), found("b", says=stated("meets"))) == [True, True]
    kept = store.packets()
    detail = store.detail(kept[0].sha256)
    assert detail is not None
    assert detail.stated == stated()
    store.close()
    assert b"Benefit" not in store.path.read_bytes()
    assert (store.path.stat().st_mode & 0o077) == 0
    with AgencyStore.open(store.path, PASSPHRASE) as again:
        assert again.packets() == kept
        assert again.agency == AGENCY
        assert again.check().ok


def test_the_same_packet_twice_is_one_and_a_better_look_at_it_counts(store: AgencyStore) -> None:
    doubtful = found("a", says=stated("meets"), unchecked=("chain",))
    assert take(store, doubtful, doubtful) == [True, False]
    assert [one.state for one in store.portfolio().standings] == ["not verified"]
    assert take(store, found("a", says=stated("meets"))) == [False]  # with a root now
    assert [(one.state, len(one.history)) for one in store.portfolio().standings] == [("compliant", 1)]


def test_rows_can_not_be_changed_and_a_forged_row_is_found(store: AgencyStore) -> None:
    take(store, found("a"))
    with pytest.raises(IntegrityError, match="can't be changed"), store._database.writing() as connection:
        connection.execute(text("UPDATE entry SET subject = 'x'"))
    with store._database.writing() as connection:
        connection.execute(text("DROP TRIGGER content_kept"))
        connection.execute(text("UPDATE content SET body = replace(body, 'does not meet', 'meets')"))
    assert not store.check().ok


def test_a_root_that_is_no_longer_trusted_takes_the_standing_with_it(store: AgencyStore) -> None:
    store._append(
        ("root-trusted", ROOT.fingerprint, {"fingerprint": ROOT.fingerprint, "name": "Root", "pem": ""}), by="C"
    )
    take(store, found("a", says=stated("meets")))
    assert store.portfolio().standings[0].state == "compliant"
    with pytest.raises(InputError):
        store.distrust(ROOT.fingerprint, reason=" ", by="C")
    store.distrust(ROOT.fingerprint, reason="The key was stolen.", by="C")
    assert store.roots() == ()
    assert store.portfolio().standings[0].state == "not verified"
    assert "trusted no longer" in store.portfolio().standings[0].sentence


def test_deployments_are_joined_only_with_a_reason_and_by_cases_that_are_there(store: AgencyStore) -> None:
    take(store, found("a"), found("b"))
    one, other = (packet.case_id for packet in store.packets())
    with pytest.raises(InputError, match="different cases"):
        store.join(one, one, reason="x", by="C")
    with pytest.raises(InputError, match="why"):
        store.join(other, one, reason="", by="C")
    store.join(other, one, reason="A new case file of the same system", by="C")
    assert len(store.portfolio().standings) == 1
    with pytest.raises(InputError, match="2026-13"):
        store.set_dates(AgencyDates(enacted="2026-13-01"), by="C")


def test_an_agency_file_and_a_case_are_not_taken_for_each_other(store: AgencyStore, tmp_path: Path) -> None:
    store.close()
    with pytest.raises(CaseFileError, match=r"department\.agency is not a case file"):
        Store.open(store.path, PASSPHRASE)
    Store.create(tmp_path / "one.touchstone", PASSPHRASE, title="One", by="C").close()
    with pytest.raises(CaseFileError, match=r"one\.touchstone is not an agency file"):
        AgencyStore.open(tmp_path / "one.touchstone", PASSPHRASE)


def test_wrong_passphrase_torn_file_and_second_window_are_told_in_a_sentence(store: AgencyStore) -> None:
    take(store, found("a"))
    with AgencyStore.open(store.path, PASSPHRASE) as second:
        assert second.read_only
        assert len(second.packets()) == 1
        with pytest.raises(ReadOnlyError):
            second.take_in(found("b"), roots=[], by="C")
    store.close()
    with pytest.raises(WrongPassphraseError, match="does not open"):
        AgencyStore.open(store.path, "another passphrase")
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[: len(whole) - 4096 * 3])
    with pytest.raises(CaseFileError, match="damaged"):
        AgencyStore.open(store.path, PASSPHRASE)
    with pytest.raises(InputError, match="name"):
        AgencyStore.create(store.path.with_name("x.agency"), PASSPHRASE, agency=" ", by="C")
    with pytest.raises(CaseFileError, match="already"):
        AgencyStore.create(store.path, PASSPHRASE, agency="A", by="C")


def test_a_full_disk_is_told_and_leaves_what_was_there(store: AgencyStore) -> None:
    take(store, found("a"))
    pages = store._database.pragma("page_count")
    store._database.pragma(f"max_page_count = {pages}")
    with pytest.raises(CaseFileError, match="disk is full"):
        take(store, *(found(f"b {number}") for number in range(200)))
    store._database.pragma("max_page_count = 1000000")
    assert store.check().ok
    assert store.packets()[0].case_id == digest("a")[:32]


@pytest.mark.slow
def test_two_thousand_packets_open_and_every_view_answers_within_a_second(tmp_path: Path) -> None:
    """The benchmark of the agency file: 2,000 packets of 500 deployments, 20 measures each."""
    path = fill(tmp_path / "large.agency", packets=2_000, deployments=500)
    said: dict[str, float] = {}
    began = time.perf_counter()
    with AgencyStore.open(path, PASSPHRASE) as store:
        said["open"] = time.perf_counter() - began

        def timed(name: str, act):
            started = time.perf_counter()
            result = act()
            said[name] = time.perf_counter() - started
            return result

        assert len(timed("read", store.packets)) == 2_000
        made: Portfolio = timed("portfolio", store.portfolio)
        assert len(made.standings) == 500
        timed("detail", lambda: store.detail(store.packets()[-1].sha256))
        timed("noncompliance", lambda: noncompliance(made))
        timed("coverage", lambda: figures(made))
        for name in NAMES:
            timed(name, lambda name=name: table(made, name))
    print({name: round(seconds, 3) for name, seconds in said.items()})
    assert all(seconds < 1.0 for seconds in said.values()), said


def fill(path: Path, *, packets: int, deployments: int) -> Path:
    words = ("meets", "does not meet", "incomplete", "first screen passed")
    with AgencyStore.create(path, PASSPHRASE, agency=AGENCY, by="C") as store, store._database.writing():
        for number in range(packets):
            which, turn = number % deployments, number // deployments
            says = stated(
                words[(which + turn) % 4],
                measures=tuple(measure(0.5 + 0.01 * turn, probe=f"probe-{one}") for one in range(20)),
            )
            store.take_in(
                found(
                    f"case {which}", name=f"System {which:04}", says=says, created=f"2026-{turn + 1:02}-01T00:00:00Z"
                ),
                roots=[ROOT],
                by="C",
            )
    return path
