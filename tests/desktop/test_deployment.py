"""Describing the deployment and beginning a pass."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from core.casefile.store import Store
from desktop.viewmodels.deployment import DeploymentModel
from desktop.views.deployment import DeploymentPage
from tests.desktop.conftest import PASSPHRASE, PERSON


@pytest.fixture
def page(session, qtbot):
    made = DeploymentPage(DeploymentModel(session))
    qtbot.addWidget(made)
    made.show()
    return made


def test_an_edit_is_saved_only_by_save(page, session, qtbot):
    assert not page.form.save.isEnabled()
    page.form.version.setText("")
    qtbot.keyClicks(page.form.version, "2.4")
    assert page.form.save.isEnabled()
    assert session.deployment.version == ""
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    assert session.deployment.version == "2.4"
    assert not page.form.save.isEnabled()


def test_a_missing_owner_and_a_wrong_marking_are_named_beside_their_fields(page, session, qtbot):
    page.form.owner.clear()
    page.form.marking.setText("SECRET/NOFORN")
    page.form.edited.emit()
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    assert page.form.fields["owner"].error
    assert "SECRET//NOFORN" in page.form.fields["marking"].error
    assert not page.form.fields["agency"].error
    assert session.deployment.owner == "Chris Lee"


def test_the_marking_of_the_case_is_on_both_banners(open_window, qtbot):
    open_window.shell.go("deployment")
    page = open_window.shell.page("deployment")
    page.form.marking.clear()
    qtbot.keyClicks(page.form.marking, "CUI")
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    assert [banner.text() for banner in open_window.shell._banners] == ["CUI", "CUI"]
    assert open_window.session.portion == "(CUI)"


def test_a_second_pass_begins_with_its_own_profile(page, session, qtbot):
    qtbot.mouseClick(page.passing.begin, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.passing.title_line, "Yearly look")
    page.passing.profile.setCurrentIndex(1)
    qtbot.mouseClick(page.passing.start, Qt.MouseButton.LeftButton)
    assert session.evaluation.title == "Yearly look"
    assert session.evaluation.profile == "quick"
    assert page.passing.form.isHidden()


def test_a_case_without_a_pass_offers_the_form_at_once(session, qtbot, tmp_path):
    Store.create(tmp_path / "new.touchstone", PASSPHRASE, title="New", by=PERSON).close()
    session.open(tmp_path / "new.touchstone", PASSPHRASE, by=PERSON)
    session.announce_case()
    page = DeploymentPage(DeploymentModel(session))
    qtbot.addWidget(page)
    page.show()
    assert page.passing.form.isVisible()
    assert not page.passing.begin.isVisible()
    qtbot.mouseClick(page.passing.start, Qt.MouseButton.LeftButton)
    assert session.evaluation is None
    assert page.form.components.ticked == tuple(component.id for component in session.pack.components)


def test_nothing_of_one_case_stands_in_the_next(page, session, qtbot, tmp_path):
    qtbot.keyClicks(page.form.version, "2.4")
    Store.create(tmp_path / "new.touchstone", PASSPHRASE, title="New", by=PERSON).close()
    session.close()
    session.open(tmp_path / "new.touchstone", PASSPHRASE, by=PERSON)
    session.announce_case()
    typed = page.typed()
    assert (typed.agency, typed.name, typed.version, typed.purpose, typed.owner) == ("", "", "", "", "")
    assert typed.components == tuple(component.id for component in session.pack.components)


def test_what_is_typed_waits_through_a_lock(page, session, qtbot, case_path):
    page.form.version.clear()
    qtbot.keyClicks(page.form.version, "2.4")
    session.lock()
    session.open(case_path, PASSPHRASE, by=PERSON)
    session.announce_case()
    assert page.typed().version == "2.4"
    assert page.typed().agency == "Office of Benefits"
    assert page.passing.form.isHidden()
