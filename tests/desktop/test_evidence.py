"""Taking documents into the case, saying what they are, and what they support."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QImage

from core.sizes import bytes_text
from desktop.viewmodels.attaching import About
from desktop.viewmodels.evidence import EvidenceModel
from desktop.views.evidence import EvidencePage


@pytest.fixture
def page(session, qtbot):
    made = EvidencePage(EvidenceModel(session))
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


def attach(page, qtbot, path, *, origin="Vendor"):
    before = len(page._model.state.rows)
    page._model.attaching.offer([str(path)])
    page.form.origin.clear()
    qtbot.keyClicks(page.form.origin, origin)
    qtbot.mouseClick(page.form.submit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page._model.state.rows) == before + 1, timeout=5000)


def test_an_empty_page_says_what_it_is_for_and_offers_the_next_step(page):
    assert page.parts.currentIndex() == 1
    assert page.empty.action.text() == "Attach a file"


def test_an_attached_file_is_listed_chosen_and_previewed(page, session, qtbot, document):
    attach(page, qtbot, document("report.txt", "Accuracy 0.873\n"))
    assert page.table.selected().title == "report"
    assert page.preview._text.toPlainText() == "Accuracy 0.873\n"
    assert page.closer.digest.digest == session.evidence[0].sha256


def test_a_picture_is_shown(page, qtbot, tmp_path):
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    picture.save(str(tmp_path / "screen.png"))
    attach(page, qtbot, tmp_path / "screen.png")
    assert not page.preview._picture.pixmap().isNull()


def test_a_file_that_claims_to_be_a_picture_and_is_none_is_not_shown(page, qtbot, tmp_path):
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    attach(page, qtbot, tmp_path / "broken.png")
    assert page.preview._parts.currentWidget() is page.preview._nothing


def test_a_document_can_be_withheld_from_the_packet(page, session, qtbot, document):
    attach(page, qtbot, document("report.txt"))
    assert session.evidence[0].include
    page.closer.include.click()
    assert not session.evidence[0].include
    assert page.table.rows()[0].include is False


def test_sensitive_test_content_is_kept_in_the_appendix_named_or_not(page, session, qtbot, document):
    attach(page, qtbot, document("prompts.txt"))
    page.closer.appendix.setCurrentIndex(2)
    page.closer.appendix.activated.emit(2)
    assert (session.evidence[0].include, session.evidence[0].appendix) == (False, "unnamed")
    assert page.table.rows()[0].where == "Appendix"
    assert not page.closer.include.isEnabled()  # it is taken out of the appendix first
    page.closer.appendix.setCurrentIndex(0)
    page.closer.appendix.activated.emit(0)
    assert (session.evidence[0].include, session.evidence[0].appendix) == (False, "")
    assert page.closer.include.isEnabled()


def test_a_wrong_marking_is_named_and_not_saved(page, session, qtbot, document):
    attach(page, qtbot, document("report.txt"))
    page.closer.marking.setText("SECRET")
    page.closer.marking.editingFinished.emit()
    assert page.closer._marking_field.error
    assert session.evidence[0].marking == "(U)"
    page.closer.marking.setText("(CUI)")
    page.closer.marking.editingFinished.emit()
    assert not page.closer._marking_field.error
    assert session.evidence[0].marking == "(CUI)"


def test_a_document_is_linked_to_an_item_and_taken_off_again(page, session, qtbot, document):
    attach(page, qtbot, document("report.txt"))
    page.closer.picker.setCurrentIndex(3)
    page.closer.picker.activated.emit(3)
    assert [link.item_id for link in session.links] == [session.pack.items[2].id]
    assert page.table.rows()[0].items == 1
    page.closer.unlink_chosen.emit(session.pack.items[2].id)
    assert session.links == ()


def test_a_saved_copy_has_the_same_bytes(page, qtbot, document, tmp_path):
    path = document("report.txt")
    attach(page, qtbot, path)
    page._model.save_copy(str(tmp_path / "copy.txt"))
    qtbot.waitUntil(lambda: page.notice.text.startswith("A copy is saved"), timeout=5000)
    assert (tmp_path / "copy.txt").read_bytes() == path.read_bytes()


def test_several_files_are_asked_about_one_after_the_other(page, session, qtbot, document):
    page._model.attaching.offer([str(document("a.txt", "a")), str(document("b.txt", "b"))])
    assert page._model.attaching.state.more == 1
    for origin in ("Ana", "Ben"):
        page.form.origin.setText(origin)
        qtbot.mouseClick(page.form.submit, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: page._model.attaching.state.progress is None, timeout=5000)
    assert [(one.file_name, one.origin) for one in session.evidence] == [("a.txt", "Ana"), ("b.txt", "Ben")]
    assert page.form.isHidden()


def test_a_copy_that_is_stopped_leaves_nothing(page, session, qtbot, tmp_path):
    large = tmp_path / "large.bin"
    large.write_bytes(b"x" * 8_000_000)
    model = page._model.attaching
    model.offer([str(large)])
    model.submit(About(title="Large", origin="Ana", made_by_ai=False, marking="(U)", include=True))
    model.cancel()
    qtbot.waitUntil(lambda: model.state.progress is None, timeout=5000)
    assert "stopped" in page.notice.text
    assert session.evidence == ()


def test_a_file_that_is_gone_is_an_error_in_the_page(page, qtbot, tmp_path):
    model = page._model.attaching
    model.offer([str(tmp_path / "gone.txt")])
    model.submit(About(title="Gone", origin="Ana", made_by_ai=False, marking="(U)", include=True))
    qtbot.waitUntil(lambda: "gone.txt" in page.notice.text, timeout=5000)
    assert page._model.state.rows == ()


@pytest.mark.parametrize(("size", "text"), [(812, "812 bytes"), (14_300, "14.3 kB"), (3_140_000, "3.1 MB")])
def test_sizes_read_as_a_person_says_them(size, text):
    assert bytes_text(size) == text


def test_files_that_hover_are_told_what_happens_if_they_are_let_go(page, document):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(document(name, "x"))) for name in ("a.txt", "b.txt")])
    copy, none, left = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    page.dragEnterEvent(QDragEnterEvent(QPoint(9, 9), copy, data, left, none))
    assert page.veil.isVisible()
    assert page.veil.text == "Let go to attach 2 files."
    assert not page.veil.grab().isNull()  # and it can be drawn
    page.dragLeaveEvent(QDragLeaveEvent())
    assert not page.veil.isVisible()
