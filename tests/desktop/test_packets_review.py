"""What a reviewer does on the Packets page besides checking: compare, countersign, return with comments."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from core.evaluation.review import Review
from core.packet.contents import Contents
from core.packet.export import export
from core.packet.manifest_of import manifest_of
from core.signing.demo import make_demo_keys
from core.signing.keys import open_p12
from core.signing.sign import sign_packet
from core.verify.summary import manifest_summary
from desktop.viewmodels.export import writing
from desktop.viewmodels.export.states import Outcome
from desktop.viewmodels.packets.review import ReviewModel
from desktop.widgets.text import Words
from tests.core.packet.sample_case import PACK, small_snapshot
from tests.desktop.conftest import PERSON
from tests.desktop.pressing import choose, press, until

PASSPHRASE = "demonstration keys"
TABS = {"Compare": 3, "Countersign": 4, "Return with comments": 5}


@pytest.fixture(scope="module")
def packets(tmp_path_factory):
    """An earlier and a later packet of one case, the later one signed by the evaluator; and the keys."""
    folder = tmp_path_factory.mktemp("packets")
    keys = make_demo_keys(folder / "keys", passphrase=PASSPHRASE)
    case = small_snapshot(complete=True, good=True)
    item = PACK.items[0].id
    export(replace(case, answers={**case.answers, item: replace(case.answers[item], value="no")}), folder / "first.pdf")
    export(case, folder / "second.pdf")
    key = open_p12(keys.evaluator_p12, PASSPHRASE)
    sign_packet(folder / "second.pdf", folder / "second.pdf", key=key, role="evaluator")
    return folder, keys


@pytest.fixture
def page(open_window, qtbot, packets):
    folder, keys = packets
    open_window.shell.go("packets", {"packet": str(folder / "second.pdf"), "roots": [str(keys.root_pem)]})
    shown = open_window.shell.page("packets")
    until(qtbot, lambda: shown._model.state.verification is not None and shown.settled)
    return shown


def test_tab_comes_to_a_root_before_the_tabs_although_it_was_added_later(page, qtbot):
    remove = [one for one in page.trust.findChildren(QAbstractButton) if "demo-root.pem" in one.accessibleName()]
    until(qtbot, lambda: not page._order.isActive())
    reached, at = [], page.trust.add
    while not reached or reached[-1] is not page.trust.add:
        at = at.nextInFocusChain()
        reached.append(at)
    assert remove
    assert reached.index(remove[0]) < reached.index(page.tabs) < reached.index(page.read_comments)


def test_the_checks_are_laid_out_before_they_are_painted(page):
    page._shown = None
    page.show_state(page._model.state)  # as when a check ends; nothing was painted in between
    words = [one for one in page.checks.findChildren(Words) if one.isVisible() and one.wordWrap()]
    assert len(words) > 30
    assert [one.text() for one in words if one.height() < one.heightForWidth(one.width())] == []


def test_a_packet_is_compared_with_an_earlier_one(page, qtbot, monkeypatch, packets):
    page.tabs.setCurrentIndex(TABS["Compare"])
    choose(monkeypatch, qtbot, page.compare.drop.choose, packets[0] / "first.pdf")
    until(qtbot, lambda: page.settled and page._review.state.compared != "")
    page.compare.table.select_where(lambda row: row.section == "Answer")
    row = page.compare.table.selected()
    assert (row.word, row.before[:3], row.after[:4]) == ("changed", "no:", "yes:")


def test_the_name_of_a_packet_that_several_people_countersign_does_not_grow(session, tmp_path):
    model = ReviewModel(session)
    for came, proposed in (("p", "p-countersigned"), ("p-countersigned", "p-countersigned-2")):
        (tmp_path / f"{came}.pdf").touch()
        model._path = str(tmp_path / f"{came}.pdf")
        assert model.countersigned_name() == str(tmp_path / f"{proposed}.pdf")


@pytest.mark.slow
def test_a_packet_is_countersigned_into_a_file_of_its_own(page, qtbot, monkeypatch, packets, tmp_path):
    before = (packets[0] / "second.pdf").read_bytes()
    page.tabs.setCurrentIndex(TABS["Countersign"])
    part = page.countersign
    assert part.role.currentText() == "Second reviewer"  # the first role that has not signed
    choose(monkeypatch, qtbot, part.drop.choose, packets[1].of_role("second-reviewer"))
    qtbot.keyClicks(part.passphrase, PASSPHRASE)
    press(qtbot, part.unlock)
    until(qtbot, lambda: page._review.state.key is not None and page.settled)
    qtbot.keyClick(part.sure, Qt.Key.Key_Space)
    choose(monkeypatch, qtbot, part.sign, tmp_path / "countersigned.pdf")
    until(qtbot, lambda: page._model.state.path.endswith("countersigned.pdf") and page.settled)
    until(qtbot, lambda: page._model.state.verification is not None)
    assert [one.role for one in page._model.state.verification.signers] == ["Evaluator", "Second reviewer"]
    assert page._model.state.verification.verdict.word == "Verified"
    assert (packets[0] / "second.pdf").read_bytes() == before


def test_a_packet_of_the_open_case_is_countersigned_only_where_its_second_person_released_it(
    session, qtbot, monkeypatch, tmp_path
):
    made = Outcome(path=str(tmp_path / "signed.pdf"), signed=True, digest="a" * 64, groups="", facts=())
    monkeypatch.setattr(writing, "sign", lambda *_args, **_named: made)
    session.change(lambda store: store.set_two_person(on=True, reason="Insider threat.", by=PERSON), "record")
    content = session.review.content
    model = ReviewModel(session)

    def countersign(case_id: str, digest: str) -> str:
        model.leave()
        packet = replace(small_snapshot(), case_id=case_id, review=Review(content=digest))
        manifest = manifest_summary(manifest_of(Contents(packet, (), (), ())))
        model.begin(f"{case_id}-{digest}.pdf", "b" * 64, manifest)
        model._key = object()
        model.countersign("caio", "", made.path)
        until(qtbot, lambda: not model.state.busy)
        return model.state.error

    assert "nobody has released what this one was made of" in countersign(session.store.case_id, content)
    assert countersign("another case", content) == "", "the open case has no say in it"
    assert not session.store.packets()
    session.change(lambda store: store.release_packet(seen=content, remark="", by="Ben Okoro"), "record")
    assert "nobody has released" in countersign(session.store.case_id, "c" * 64)
    assert countersign(session.store.case_id, content) == ""
    assert [(one.sha256, one.roles) for one in session.store.packets()] == [("a" * 64, ("caio",))]


@pytest.mark.slow
def test_comments_go_back_to_the_evaluator_who_opens_the_item(page, open_window, qtbot, monkeypatch, tmp_path):
    page.tabs.setCurrentIndex(TABS["Return with comments"])
    part = page.comments
    assert not part.write.isEnabled()
    item = PACK.items[0].id
    part.about.setText(item)
    part.text.setPlainText("Which data was this?")
    press(qtbot, part.add)
    qtbot.keyClicks(part.name, "Sam Okafor")
    choose(monkeypatch, qtbot, part.write, tmp_path / "comments.json")
    until(qtbot, lambda: "comments are written" in page.notice.text)
    choose(monkeypatch, qtbot, page.read_comments, tmp_path / "comments.json")
    until(qtbot, lambda: page._review.state.returned is not None)
    assert page._review.state.returned.comments[0].text == "Which data was this?"
    assert page._review.state.returned.sha256 == page._review.sha256
    page.returned.item_asked.emit(item)
    assert open_window.shell.page("checklist").isVisible()
