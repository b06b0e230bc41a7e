"""Nothing above (U) leaves in a public document, and each document says what its clause asks for."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from core.casefile import connection
from core.casefile.store import Store
from core.catalog.load import builtin_pack
from core.errors import InputError, RefusedError, UsageError
from core.evaluation.deployment_record import ActDates
from core.evaluation.finding_acts import SetBarrier
from core.evaluation.release import PublicWords, ReleaseReview
from core.evaluation.review import Review
from core.outputs import barriers_report, inventory, label, noncompliance, summary
from core.outputs.as_html import as_html
from core.outputs.documents import BY_ID, DOCUMENTS, make
from core.snapshot import take
from core.worker.file_texts import texts_of
from tests.core.outputs.planted import SECRET, accepted, planted
from tests.core.packet.sample_case import AWKWARD, deployment, small_snapshot, snapshot

PUBLIC = [one.id for one in DOCUMENTS if one.public and one.id != label.ID]


@pytest.fixture(scope="module")
def secret_case():
    return planted()


@pytest.fixture(scope="module")
def good_case():
    return accepted(small_snapshot(complete=True, good=True))


def every_text(content: bytes, form: str) -> str:
    return "\n".join(text for _, text in texts_of(content, f"document.{form}"))


@pytest.mark.parametrize("document", PUBLIC)
def test_no_word_above_u_is_in_any_form_of_a_public_document(secret_case, document):
    for form in BY_ID[document].forms:
        made = make(secret_case, document, form)
        assert made.marking == "UNCLASSIFIED"
        assert SECRET.encode() not in made.content, form
        assert SECRET not in every_text(made.content, form), form
        assert "counts and states are of the whole case" in made.draft


def test_the_same_words_are_there_once_everything_is_marked_u():
    open_case = planted(marking="UNCLASSIFIED", portion="(U)", words=PublicWords())
    for document in (*PUBLIC, "noncompliance"):
        assert SECRET.encode() in make(open_case, document, "json").content, document


@pytest.mark.parametrize("portion", ["(CUI)", "(U//FOUO)", "(C)"])
def test_a_portion_that_is_not_the_bare_u_is_not_public(portion):
    case = planted(marking="UNCLASSIFIED", portion=portion)
    found = make(case, "barriers", "json").content + make(case, "noncompliance-public", "json").content
    assert b"barrier is in the way" not in found
    assert b"cause" not in found.replace(b'"Cause"', b"").replace(b"because", b"")


def test_a_classified_case_says_nothing_in_public_before_somebody_wrote_its_words():
    bare = planted(words=PublicWords(fields={"name": "Claim list"}))
    with pytest.raises(RefusedError, match="write the agency and purpose for the public"):
        make(bare, "public-summary", "txt")


def test_the_record_of_noncompliance_has_the_four_points_behind_their_marks(secret_case):
    text = make(secret_case, "noncompliance", "txt").content.decode()
    places = [text.index(point) for point in ("(i) Status", "(ii) Progress", "(iii) Justification", "(iv) Barriers")]
    assert places == sorted(places)
    for told in ("title", "milestone", "note", "cause", "action", "barrier is in the way here"):
        assert f"(S) {SECRET} {told}" in re.sub(r"\s+", " ", text)
    assert text.startswith("SECRET\n")


def test_the_public_extract_says_how_much_was_left_out_and_names_nobody(secret_case):
    text = as_html(noncompliance.public_extract(secret_case))
    assert "Left out of this document because of their marking: " in text
    assert f"findings ({len(secret_case.findings)})" in text
    open_case = planted(marking="UNCLASSIFIED", portion="(U)")
    owners = replace(open_case, findings=tuple(replace(one, owner="Dana Whitfield") for one in open_case.findings))
    assert "Dana Whitfield" not in as_html(noncompliance.public_extract(owners))


def test_the_report_on_barriers_leaves_to_its_appendix_what_is_above_u(secret_case):
    count = len(secret_case.findings)
    assert f"marked SECRET: {count} marked (S)" in make(secret_case, "barriers", "txt").content.decode().replace(
        "\n", " "
    )
    appendix = make(secret_case, "barriers-appendix", "txt")
    assert appendix.marking == "SECRET"
    assert appendix.content.decode().count("barrier is in the way here") == count
    assert barriers_report.appendix_refusals(planted(marking="UNCLASSIFIED", portion="(U)"))


def test_a_label_is_refused_with_the_reasons_unless_the_evaluation_is_complete_and_met(good_case):
    assert not label.refusals(good_case)
    for case, reason in (
        (snapshot(), "incomplete: 64 of 200"),
        (small_snapshot(complete=True), "does not meet the guidelines"),
        (replace(good_case, progress=replace(good_case.progress, meets_guidelines=False)), "first screen"),
        (
            replace(good_case, review=Review()),
            "accepted on the page Review first. This evaluation has not been submitted",
        ),
        (accepted(good_case, kind="submit"), "nobody has accepted it yet"),
        (accepted(good_case, seen="0" * 64), "not what was accepted"),
        (replace(good_case, pack=replace(good_case.pack, state="draft")), "not in force: draft"),
    ):
        with pytest.raises(RefusedError) as refused:
            make(case, "label", "json")
        assert reason in f"{refused.value.message} {refused.value.hint}"


def test_the_label_says_the_same_in_json_svg_and_pdf(good_case):
    body = json.loads(make(good_case, "label", "json").content)
    assert (body["compliant"], body["draft"], body["clause"]) == (True, True, "4(d)(1)")
    assert body["evaluation"]["items_due"] == 8
    assert body["evaluation"]["accepted"] is True
    drawn = ET.fromstring(make(good_case, "label", "svg").content)
    texts = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert any("Benefit screening 2.3" in text for text in texts)
    assert not list(drawn.iter("{http://www.w3.org/2000/svg}script"))
    pdf = make(good_case, "label", "pdf").content
    assert pdf == make(good_case, "label", "pdf").content
    shown = every_text(pdf, "pdf")
    assert "Identified as compliant under section 4(d)(1)" in shown.replace("\n", " ")
    assert "DRAFT" in shown


def test_a_review_releases_a_document_until_its_words_change(good_case):
    digest = make(good_case, "label", "json").digest
    review = {"label": ReleaseReview(document="label", digest=digest, by="Sam Okafor", at="2026-11-23T10:00:00Z")}
    reviewed = replace(good_case, record=replace(good_case.record, releases=review), chain_head="f" * 64)
    assert not make(reviewed, "label", "json").draft
    assert "MEETS THE" in make(reviewed, "label", "svg").content.decode()
    other = replace(reviewed, deployment=deployment(version="2.4"))
    assert make(other, "label", "json").draft


def test_the_summary_is_plain_and_states_its_grade_with_its_source():
    told = summary.paper(planted())
    words = " ".join(block.text for block in told.blocks if block.kind == "words")
    assert "Flesch-Kincaid grade level (Kincaid and others, 1975)" in words
    grade = float(re.search(r"Reading grade (-?[0-9.]+)", words).group(1))
    assert grade < 9


def test_the_inventory_row_has_every_column_and_says_why_one_is_empty():
    case = planted(marking="UNCLASSIFIED", portion="(U)")
    header, row = csv.reader(io.StringIO(make(case, "inventory", "csv").content.decode("utf-8-sig")))
    assert len(header) == len(row) == len(inventory.columns()) == 34
    assert row[header.index("Use Case Name")] == "Claim list"
    told = json.loads(make(case, "inventory", "json").content)["columns"]
    assert told["is_withheld"] == {
        "header": "Should this AI use case be withheld from public reporting?", "value": "",
        "source": "for the agency to say",
    }  # fmt: skip
    risky = planted(words=PublicWords(fields={**planted().record.public_words.fields, "name": "=cmd()"}))
    assert "'=cmd()" in make(risky, "inventory", "csv").content.decode("utf-8-sig")


def test_what_people_wrote_can_break_no_form():
    fields = dict.fromkeys(("agency", "name", "purpose", "affected", "contact"), AWKWARD)
    case = planted(words=PublicWords(fields=fields))
    page = make(case, "public-summary", "html").content.decode()
    assert "<b>brackets</b>" not in page
    assert "&lt;b&gt;brackets&lt;/b&gt;" in page
    for form in ("pdf", "txt", "json"):
        assert make(case, "public-summary", form).content


def test_what_there_is_not_is_a_usage_error(good_case):
    with pytest.raises(UsageError, match="no document 'poster'"):
        make(good_case, "poster", "pdf")
    with pytest.raises(UsageError, match="no form 'svg'"):
        make(good_case, "public-summary", "svg")


def test_what_comes_of_a_case_for_learning_says_so_and_is_never_released(good_case):
    training = replace(good_case, title="TRAINING EXAMPLE: screening")
    digest = make(training, "public-summary", "json").digest
    review = ReleaseReview(document="public-summary", digest=digest, by="Sam Okafor", at="2026-11-23T10:00:00Z")
    reviewed = replace(training, record=replace(training.record, releases={"public-summary": review}))
    assert "TRAINING EXAMPLE" in make(reviewed, "public-summary", "json").draft
    assert "TRAINING EXAMPLE" in every_text(make(reviewed, "public-summary", "pdf").content, "pdf")
    with pytest.raises(RefusedError, match="for learning"):
        make(training, "label", "json")


def test_a_deployment_that_nobody_began_to_evaluate_has_a_record_once_it_is_described(tmp_path, monkeypatch):
    monkeypatch.setattr(connection, "KDF_ROUNDS", 1000)
    with Store.create(tmp_path / "case", "correct horse battery", title="Screening", by="Ana Ruiz") as store:
        a_record_without_an_evaluation(store)


def a_record_without_an_evaluation(store: Store) -> None:
    with pytest.raises(InputError, match="not described"):
        take(store, builtin_pack(), by="Ana Ruiz", begun=False)
    store.save_deployment(deployment(), by="Ana Ruiz")
    store.set_act_dates(ActDates(enacted="2020-01-01", released="2021-01-01", source="Order 1"), by="Ana Ruiz")
    finding = store.record_not_evaluated(marking="(U)", by="Ana Ruiz").id
    with pytest.raises(InputError, match="recorded already"):
        store.record_not_evaluated(marking="(U)", by="Ana Ruiz")
    store.act_on_finding(finding, SetBarrier(kind="staff", text="Nobody can run the probes."), by="Ana Ruiz")
    case = take(store, builtin_pack(), by="Ana Ruiz", begun=False)
    for document in ("noncompliance", "noncompliance-public"):
        told = make(case, document, "txt").content.decode()
        assert "no evaluation has been begun" in told
        assert "last day of section 4(b), 2023-01-01, has passed" in " ".join(told.split())
        assert "Nobody can run the probes." in told
        assert make(case, document, "pdf").content.startswith(b"%PDF")
    for document in ("label", "public-summary"):
        with pytest.raises(RefusedError, match="No evaluation of the deployment has been begun"):
            make(case, document, "txt")
    store.start_evaluation(title="First", stage="deployment", profile="full", pack=builtin_pack(), by="Ana Ruiz")
    assert store.findings()[0].status == "closed"
    with pytest.raises(InputError, match="An evaluation was begun"):
        store.record_not_evaluated(marking="(U)", by="Ana Ruiz")
