"""The Documents page: words are written, a draft is released by another person, a card comes in, a leak shows."""

from __future__ import annotations

import json

import pytest

from core.evaluation.deployment_record import Part
from core.evaluation.review import ReviewAct
from desktop.viewmodels import outputs
from desktop.views.outputs import OutputsPage
from tests.desktop.conftest import PERSON
from tests.desktop.pressing import DEMO, choose, press, until

REVIEWER = "Ben Okoro"


@pytest.fixture
def page(session, qtbot):
    made = OutputsPage(
        documents=outputs.DocumentsModel(session),
        words=outputs.WordsModel(session),
        card=outputs.CardModel(session),
        check=outputs.CheckModel(session),
    )
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    until(qtbot, lambda: made.settled and bool(made.documents.table.rows()))
    return made


def row(page, document):
    return next(one for one in page.documents.table.rows() if one.id == document)


def look_at(page, qtbot, document) -> None:
    page.documents.table.select_where(lambda one: one.id == document)
    until(qtbot, lambda: page.settled and page.documents.side.title.text() == row(page, document).title)


def test_a_summary_is_written_saved_as_draft_released_by_another_person_and_saved_again(
    page, session, qtbot, monkeypatch, tmp_path
):
    page.sections.show_section("words")
    qtbot.keyClicks(page.words.editors["contact"], "Help desk")
    press(qtbot, page.words.record)
    until(qtbot, lambda: page.settled and session.record.public_words.fields == {"contact": "Help desk"})
    page.sections.show_section("documents")
    look_at(page, qtbot, "public-summary")
    side, target = page.documents.side, tmp_path / "summary.html"
    assert side.review.toolTip() == "Save it and read it first: the review is of what it says now."
    side.form.setCurrentIndex(side.form.findData("html"))
    choose(monkeypatch, qtbot, side.save, target)
    until(qtbot, lambda: page.settled and target.exists())
    assert "Draft." in target.read_text(encoding="utf-8")
    assert "Help desk" in target.read_text(encoding="utf-8")
    press(qtbot, side.review)
    until(qtbot, lambda: f"{PERSON} wrote the words" in page.notice.text)
    session.person = REVIEWER
    press(qtbot, side.review)
    until(qtbot, lambda: page.settled and side.pill.word == "Reviewed for release")
    choose(monkeypatch, qtbot, side.save, target)
    until(qtbot, lambda: page.settled and "Draft." not in target.read_text(encoding="utf-8"))
    assert session.store.check().ok


def test_a_document_that_cant_be_made_says_why_and_offers_no_button(page, qtbot):
    look_at(page, qtbot, "label")
    side = page.documents.side
    assert row(page, "label").why_not[0].startswith("This evaluation is incomplete")
    assert not side.save.isEnabled()
    assert side.save.toolTip() == row(page, "label").why_not[0]
    assert not side.review.isVisible()


def test_a_model_card_is_shown_before_it_is_taken_in(page, session, qtbot, monkeypatch):
    page.sections.show_section("card")
    choose(monkeypatch, qtbot, page.card.drop.choose, DEMO / "evidence" / "model-card.md")
    until(qtbot, lambda: page.settled and page.card.take_in.isEnabled())
    assert session.evidence == ()
    press(qtbot, page.card.take_in)
    until(qtbot, lambda: "Kept as evidence" in page.notice.text)
    assert [part.kind for part in session.record.parts] == ["model"]
    assert session.evidence[0].title.startswith("Model card: means-check-hgb")


def test_a_document_is_compared_with_the_open_case_before_it_goes_out(page, session, qtbot, monkeypatch, tmp_path):
    secret = "The sensor at the northern site cannot see low targets."
    part = Part(component="HAI", kind="use", title=secret, marking="(S)",
                fields={"kind": "intended use", "who": "Staff", "situation": "At work"})  # fmt: skip
    session.change(lambda store: store.add_part(part, by=PERSON), "record")
    leaky, clean = tmp_path / "leaky.json", tmp_path / "clean.json"
    leaky.write_text(json.dumps({"said": f"We know: {secret}"}), encoding="utf-8")
    clean.write_text(json.dumps({"said": "All is well."}), encoding="utf-8")
    page.sections.show_section("check")
    for path, word in ((leaky, "Must not go out"), (clean, "Nothing found, word for word")):
        choose(monkeypatch, qtbot, page.check.document.choose, path)
        press(qtbot, page.check.run)
        until(qtbot, lambda: page.settled and bool(page.check.sentence.text()))
        assert page.check.pill.word == word
    assert page.check.table.rowCount() == 0


def test_an_accepted_evaluation_still_lets_documents_be_released_and_words_be_written(page, session, qtbot):
    items = session.pack.by_id.keys()
    for kind, by, role in (("submit", PERSON, ""), ("accept", REVIEWER, "caio")):
        act = ReviewAct(kind=kind, evaluation_id="", seen=session.review.content, role=role)
        session.change(
            lambda store, act=act, by=by: store.act_on_review(act, complete=True, items=items, by=by), "record"
        )
    until(qtbot, lambda: page.settled)
    look_at(page, qtbot, "public-summary")
    assert page.documents.side.review.toolTip() == "Save it and read it first: the review is of what it says now."
    page.sections.show_section("words")
    qtbot.keyClicks(page.words.editors["contact"], "Help desk")
    press(qtbot, page.words.record)
    until(qtbot, lambda: session.record.public_words.fields == {"contact": "Help desk"})
    assert session.review.stands


def test_a_deployment_that_nobody_evaluates_has_its_record_and_no_label(page, session, qtbot, monkeypatch):
    monkeypatch.setattr(type(session.store), "evaluation", lambda _: None)
    session.say_changed("evaluation")
    until(qtbot, lambda: page.settled and row(page, "label").why_not != ())
    assert row(page, "label").why_not == ("No evaluation of the deployment has been begun.",)
    assert row(page, "noncompliance").state == "Can be made"
