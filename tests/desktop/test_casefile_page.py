"""The case file page: another person's copy, a signed pack, the blocks of a marking, and a spill, by the buttons."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from core.casefile.store import Store
from core.catalog import proposal
from core.catalog.load import builtin_pack
from core.evaluation.records import AnswerDraft
from core.signing.demo import make_demo_keys
from core.signing.detached import sign_detached
from core.signing.keys import open_p12
from desktop.viewmodels import casefile
from desktop.viewmodels.checklist import ChecklistModel
from desktop.views.casefile import CaseFilePage
from tests.desktop.conftest import PASSPHRASE, PERSON
from tests.desktop.pressing import choose, press

OTHER = "Ben Okoro"
ITEM = "MOD-VAL-1"


@pytest.fixture
def page(session, qtbot):
    made = CaseFilePage(
        copies=casefile.CopiesModel(session),
        packs=casefile.PacksModel(session),
        markings=casefile.MarkingsModel(session),
        removal=casefile.RemovalModel(session),
    )
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    return made


def confirm(store: Store, value: str, remark: str, by: str) -> None:
    store.confirm_answer(AnswerDraft(item_id=ITEM, value=value, remark=remark), item=builtin_pack().item(ITEM), by=by)


def said(page, qtbot, words: str) -> None:
    qtbot.waitUntil(lambda: words in page.notice.text, timeout=20_000)


def test_a_copy_is_saved_worked_on_merged_and_its_conflict_settled(page, session, qtbot, monkeypatch, tmp_path):
    copy = tmp_path / "copy.touchstone"
    choose(monkeypatch, qtbot, page.copies.back_up, copy)
    said(page, qtbot, "A copy is in copy.touchstone")
    session.change(lambda store: confirm(store, "no", "Not on field data.", PERSON), "answers", "findings")
    with Store.open(copy, PASSPHRASE) as other:
        confirm(other, "yes", "", OTHER)
    assert page.copies.merge.toolTip() == "Choose the other copy first."
    page.copies.choose_copy(str(copy))
    qtbot.keyClicks(page.copies.passphrase, "wrong passphrase here")
    press(qtbot, page.copies.merge)
    said(page, qtbot, "does not open")
    qtbot.keyClicks(page.copies.passphrase, PASSPHRASE)
    press(qtbot, page.copies.merge)
    said(page, qtbot, "1 conflict to settle")
    assert ITEM in " ".join(one.sentence for one in session.progress.missing if "merged" in one.sentence)
    (ours, _theirs) = page.copies.choices[session.store.conflicts()[0].id]
    press(qtbot, ours)
    said(page, qtbot, "Your choice is recorded")
    assert page.copies.choices == {}
    assert session.newest_answers[ITEM].value == "no"
    assert session.store.check().ok


def test_a_signed_pack_is_imported_compared_and_the_evaluation_goes_on_with_it(
    page, session, qtbot, monkeypatch, tmp_path
):
    keys = make_demo_keys(tmp_path / "keys", passphrase=PASSPHRASE)
    source = Path(__file__).resolve().parents[2] / "resources" / "guidelines" / "tbd-ai-2026.1.yaml"
    text = source.read_text(encoding="utf-8").replace("version: '2026.1'", "version: '2027.1'")
    last = builtin_pack().item(ITEM).question.split()[-1]
    at = text.index(last, text.index(f"id: {ITEM}\n"))
    pack = tmp_path / "next.yaml"
    pack.write_text(text[:at] + "used in the field?" + text[at + len(last) :], encoding="utf-8", newline="\n")
    session.change(lambda store: confirm(store, "yes", "", PERSON), "answers")
    page.sections.show_section("packs")
    assert "Choose the root" in page.packs.drop.choose.toolTip()
    choose(monkeypatch, qtbot, page.packs.root, keys.root_pem)
    choose(monkeypatch, qtbot, page.packs.drop.choose, pack)
    said(page, qtbot, "next.yaml is not signed")
    sign_detached(pack, key=open_p12(keys.caio_p12, PASSPHRASE))
    choose(monkeypatch, qtbot, page.packs.drop.choose, pack)
    said(page, qtbot, "tbd-ai 2027.1 is imported")
    assert page.packs.pack.currentText() == "tbd-ai 2027.1", "what came is in front"
    press(qtbot, page.packs.compare)
    assert page.packs.table.rowCount() == 1
    words = " ".join(one.accessibleName() for one in page.packs.wordings.findChildren(QLabel))
    assert "[put in: used in the field?]" in words
    qtbot.keyClick(page.packs.pack, Qt.Key.Key_Up)
    assert not page.packs.go_on.isVisibleTo(page), "another pack was not compared"
    qtbot.keyClick(page.packs.pack, Qt.Key.Key_Down)
    press(qtbot, page.packs.compare)
    assert page.packs.table.item(0, 3).text() == "asked again"
    choose(monkeypatch, qtbot, page.packs.save, tmp_path / "difference.html")
    assert "<ins>" in (tmp_path / "difference.html").read_text(encoding="utf-8")
    press(qtbot, page.packs.go_on)
    said(page, qtbot, "asked again: 1")
    assert session.pack.version == "2027.1"
    assert any("changed with the pack" in one.sentence for one in session.progress.missing)
    asked = ChecklistModel(session)
    asked.choose(ITEM)
    assert asked.item.standing == "again"
    assert f"{PERSON}, " in asked.item.said, "the old answer is shown"
    assert asked.form.typed.value == "", "and not typed in anybody's name"
    asked.answer("yes")
    assert asked.confirm()
    assert session.held_back == {}


def test_the_authority_block_is_refused_until_it_is_whole(page, session, qtbot):
    secret = replace(session.deployment, marking="SECRET")
    session.change(lambda store: store.save_deployment(secret, by=PERSON), "deployment")
    page.sections.show_section("markings")
    part = page.markings
    assert "who classified it" in part.fault.text
    fields = {"classified_by": PERSON, "derived_from": "Guide 7", "origin": "2026-11-22", "declassify_on": "OADR"}
    for name, value in fields.items():
        qtbot.keyClicks(part.fields[name], value)
    press(qtbot, part.save_authority)
    said(page, qtbot, "retired")
    part.fields["declassify_on"].setText("20491231")
    press(qtbot, part.save_authority)
    said(page, qtbot, "The authority block is recorded")
    assert session.store.authority().classified_by == PERSON
    part.reason.setPlainText("Together the answers show the schedule.")
    press(qtbot, part.decide)
    said(page, qtbot, "The decision is recorded")
    assert part.fault.isHidden()


def test_a_spill_is_found_and_removed_by_two_people(page, session, qtbot):
    session.change(lambda store: confirm(store, "no", "Feeds Blue Heron.", PERSON), "answers", "findings")
    page.sections.show_section("removal")
    part = page.removal
    qtbot.keyClicks(part.words, "blue heron")
    press(qtbot, part.search)
    qtbot.waitUntil(lambda: len(part.boxes) == 2, timeout=20_000)
    for editor, text in ((part.second, PERSON), (part.what, "A program's name"), (part.why, "Wrong system")):
        assert part.remove.toolTip()
        qtbot.keyClicks(editor, text)
    assert "can't be undone" in part.remove.toolTip()
    part.sure.click()
    press(qtbot, part.remove)
    said(page, qtbot, "taken to be the same person")
    assert part.words.text() == "", "the words stay nowhere"
    assert part.what.text() == "A program's name", "nothing typed is lost on a refusal"
    part.second.setText(OTHER)
    press(qtbot, part.remove)
    said(page, qtbot, "is gone from this file")
    assert session.newest_answers == {}
    assert session.store.find_words("blue heron") == ()
    assert session.store.check().ok
    assert not part._outside.isHidden()


def test_a_comment_on_the_guidelines_goes_into_a_file(page, session, qtbot, monkeypatch, tmp_path):
    page.sections.show_section("packs")
    card = page.packs.proposal
    card.kind.setCurrentIndex(card.kind.findData("change"))
    card.subject.setText("mod-val-1")
    card.words.setPlainText("Is it measured here?")
    choose(monkeypatch, qtbot, card.add, tmp_path / "p.yaml")
    said(page, qtbot, "needs a reason")
    assert card.words.toPlainText(), "nothing typed is lost"
    card.reason.setPlainText("Clearer")
    choose(monkeypatch, qtbot, card.add, tmp_path / "p.yaml")
    said(page, qtbot, "p.yaml has 1 entry now")
    (entry,) = proposal.read(tmp_path / "p.yaml").entries
    assert (entry.subject, entry.field, entry.proposed) == ("MOD-VAL-1", "question", "Is it measured here?")
    assert card.words.toPlainText() == ""
