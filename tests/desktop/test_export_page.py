"""Sign and export by mouse, and the Packets page on what came out: from the case to a packet that is verified."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from core.hashing import file_sha256
from core.signing.demo import make_demo_keys
from desktop.viewmodels.export import reading
from tests.desktop.pressing import choose, press, until

PASSPHRASE = "demonstration keys"


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    return make_demo_keys(tmp_path_factory.mktemp("keys"), passphrase=PASSPHRASE)


@pytest.fixture
def page(open_window):
    open_window.shell.go("export")
    return open_window.shell.page("export")


def made(page, qtbot):
    """Go on to step 3 and wait for the packet."""
    press(qtbot, page.steps.next)
    press(qtbot, page.steps.next)
    until(qtbot, lambda: page.settled and page._model.state.built is not None)
    return page._model.state.built


def signed(page, qtbot, monkeypatch, keys):
    """Sign as evaluator and wait for the check of the written file."""
    press(qtbot, page.steps.next)
    choose(monkeypatch, qtbot, page.sign.drop.choose, keys.evaluator_p12)
    qtbot.keyClicks(page.sign.passphrase, PASSPHRASE)
    press(qtbot, page.sign.unlock)
    until(qtbot, lambda: page._model.state.key is not None)
    qtbot.keyClick(page.sign.sure, Qt.Key.Key_Space)
    press(qtbot, page.sign.sign)
    until(qtbot, lambda: page._model.state.verification is not None)


def test_making_a_packet_can_be_stopped_and_then_it_is_made_signed_and_verified_through_the_pages(
    page, open_window, qtbot, monkeypatch, keys, tmp_path
):
    stop_it(page, qtbot, tmp_path)
    press(qtbot, page.packet.stale.action)
    until(qtbot, lambda: page.settled)
    built = page._model.state.built
    assert dict(built.facts)["Evaluation"].startswith("incomplete")
    signed(page, qtbot, monkeypatch, keys)
    state = page._model.state
    assert state.step == 4
    target = tmp_path / state.outcome.path.rpartition("/")[2]
    assert file_sha256(target) == state.outcome.digest
    assert state.outcome.groups.replace(" ", "") == state.outcome.digest
    assert not list(tmp_path.glob("*unsigned*"))
    assert [packet.roles for packet in open_window.session.store.packets()] == [("evaluator",)]
    words = {one.title: one.word for one in state.verification.statements}
    assert words == {"Intact": "Intact", "Trusted": "Not checked", "Complete": "Incomplete"}
    choose(monkeypatch, qtbot, page.done.root, keys.root_pem)
    until(qtbot, lambda: page.settled)
    assert page._model.state.verification.verdict.word == "Verified"
    press(qtbot, page.done.review)
    packets = open_window.shell.page("packets")
    until(qtbot, lambda: packets._model.state.verification is not None and packets.settled)
    look_at_the_packets_page(packets, qtbot, monkeypatch, keys, tmp_path)


def look_at_the_packets_page(packets, qtbot, monkeypatch, keys, tmp_path):
    state = packets._model.state
    assert [row.path for row in state.roots] == [str(keys.root_pem)]
    assert [check.number for check in state.verification.checks] == list(range(1, 19))
    assert state.verification.signers[0].name == "DEMONSTRATION Evaluator"
    assert dict(state.facts)["Agency"] == "Office of Benefits"
    packets.tabs.setCurrentIndex(2)
    packets.contents.files.select_where(lambda file: file.name == "readings.json")
    saved = tmp_path / "saved.json"
    choose(monkeypatch, qtbot, packets.contents.save, saved)
    until(qtbot, lambda: packets._model.state.saved != "")
    listed = next(file.sha256 for file in state.files if file.name == "readings.json")
    assert file_sha256(saved) == listed


@pytest.mark.slow
def test_a_changed_packet_is_not_verified(page, open_window, qtbot, monkeypatch, keys, tmp_path):
    made(page, qtbot)
    signed(page, qtbot, monkeypatch, keys)
    forged = tmp_path / "forged.pdf"
    data = bytearray((tmp_path / page._model.state.outcome.path).read_bytes())
    data[len(data) // 3] ^= 1
    forged.write_bytes(data)
    open_window.shell.go("packets")
    packets = open_window.shell.page("packets")
    choose(monkeypatch, qtbot, packets.trust.add, keys.root_pem)
    choose(monkeypatch, qtbot, packets.drop.choose, forged)
    until(qtbot, lambda: packets._model.state.verification is not None)
    assert packets._model.state.verification.verdict.word == "Not verified"
    assert any(check.word == "Failed" and check.sentence for check in packets._model.state.verification.checks)
    assert packets.failures.isVisible()
    assert packets.failures.y() < packets.trust.y() < packets.checks.y()


def stop_it(page, qtbot, tmp_path):
    """Stop the making of the packet: nothing is left of it."""
    before = {path.name for path in tmp_path.iterdir()}
    press(qtbot, page.steps.next)
    press(qtbot, page.steps.next)
    until(qtbot, lambda: page._model.state.busy == "Laying out the pages")
    assert page._model.state.all_steps == 100
    press(qtbot, page.progress.cancel)
    until(qtbot, lambda: page.settled)
    assert page._model.state.built is None
    assert "you stopped it" in page.notice.text
    assert page.notice.property("kind") == "info"  # nothing went wrong
    assert {path.name for path in tmp_path.iterdir()} == before
    assert page.packet.stale.text == "The packet is not made yet."


def test_the_page_does_not_look_at_the_case_again_while_it_is_hidden(page, open_window, monkeypatch, document):
    asked = []
    looked = reading.standing
    monkeypatch.setattr(reading, "standing", lambda session: asked.append(1) or looked(session))
    open_window.shell.go("evidence")

    def attach(store):
        store.attach(document("a.txt"), title="A", origin="Ana", made_by_ai=False, marking="(U)", by="Ana Ruiz")

    for _ in range(3):
        open_window.session.change(attach, "evidence")
    assert asked == []
    open_window.shell.go("export")
    assert asked == [1]
    assert len(page._model.state.contents.evidence) == 3


@pytest.mark.slow
def test_a_wrong_passphrase_of_the_key_stands_beside_the_field(page, qtbot, monkeypatch, keys):
    made(page, qtbot)
    press(qtbot, page.steps.next)
    choose(monkeypatch, qtbot, page.sign.drop.choose, keys.evaluator_p12)
    qtbot.keyClicks(page.sign.passphrase, "wrong")
    press(qtbot, page.sign.unlock)
    until(qtbot, lambda: page._model.state.key_error != "")
    assert "passphrase" in page.sign.passphrase.accessibleDescription()
    assert not page.sign.sign.isVisible()


@pytest.mark.slow
def test_signing_waits_for_the_ticked_statement(page, qtbot, monkeypatch, keys):
    made(page, qtbot)
    press(qtbot, page.steps.next)
    choose(monkeypatch, qtbot, page.sign.drop.choose, keys.reviewer_p12)
    qtbot.keyClicks(page.sign.passphrase, PASSPHRASE)
    press(qtbot, page.sign.unlock)
    until(qtbot, lambda: page._model.state.key is not None)
    assert not page.sign.sign.isEnabled()
    page.sign.role.setCurrentIndex(1)
    assert page.sign.sure.accessibleDescription().endswith("signs it as Second reviewer.")


@pytest.mark.slow
def test_a_packet_can_stay_unsigned_and_the_page_says_so(page, qtbot, tmp_path):
    made(page, qtbot)
    press(qtbot, page.steps.next)
    press(qtbot, page.sign.unsigned)
    until(qtbot, lambda: page._model.state.verification is not None)
    assert "not signed" in page.done.notice.text
    assert page._model.state.outcome.path.endswith("-unsigned.pdf")


def test_what_is_missing_leads_to_its_item(page, open_window, qtbot):
    state = page._model.state.standing
    assert not state.complete
    first = state.missing[0]
    page.missing.page_asked.emit(first.page, first.item_id)
    assert open_window.shell.current == "checklist"
    assert open_window.shell.page("checklist")._model.list.current == first.item_id


@pytest.mark.slow
def test_evidence_is_withheld_by_a_tick_and_the_packet_is_then_stale(page, open_window, qtbot, document):
    source = document("report.txt")
    open_window.session.change(
        lambda store: store.attach(source, title="Report", origin="us", made_by_ai=False, marking="(U)", by="Ana Ruiz"),
        "evidence",
    )
    made(page, qtbot)
    press(qtbot, page.steps.back)
    page.contents.table.item(0, 0).setCheckState(Qt.CheckState.Unchecked)
    assert not open_window.session.evidence[0].include
    assert page._model.state.stale
    press(qtbot, page.steps.next)
    until(qtbot, lambda: page.settled and not page._model.state.stale)
    assert dict(page._model.state.built.facts)["Withheld"] == "1"


def test_a_file_that_is_no_packet_gets_a_sentence(open_window, qtbot, monkeypatch, document):
    open_window.shell.go("packets")
    packets = open_window.shell.page("packets")
    choose(monkeypatch, qtbot, packets.drop.choose, document("letter.pdf", "no packet"))
    until(qtbot, lambda: packets.settled)
    found = packets._model.state.verification
    assert found is not None
    assert found.verdict.word == "No packet"


@pytest.mark.slow
def test_a_fingerprint_that_is_none_is_named_beside_the_field(open_window, qtbot):
    open_window.shell.go("packets")
    packets = open_window.shell.page("packets")
    press(qtbot, packets.trust.more)
    qtbot.keyClicks(packets.trust.fingerprint, "12ab")
    press(qtbot, packets.trust.expect)
    assert "64" in packets.trust.fingerprint.accessibleDescription()
    qtbot.keyClicks(packets.trust.fingerprint, "AB:" * 31 + "AB")
    press(qtbot, packets.trust.expect)
    assert packets._model.state.signers[0].fingerprint == "ab" * 32
