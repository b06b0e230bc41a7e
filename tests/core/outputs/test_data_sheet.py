"""The document of data sheets: what is (U) alone, and nothing looks broken because its neighbour was left out."""

from __future__ import annotations

from dataclasses import replace

from core.evaluation.data_sets import data_sheets, sheet_with
from core.evaluation.deployment_record import DeploymentRecord
from core.outputs import data_sheet, model_card
from core.outputs.as_text import as_text
from core.outputs.documents import make
from core.outputs.sifting import sieve_of
from core.snapshot import Snapshot
from tests.core.evaluation.lineage_sample import TEST, chain
from tests.core.packet.sample_case import snapshot

SECRET = "GREYSTONE"


def held(*, secret: bool = True) -> Snapshot:
    """The sample chain; its cleaned data and a sheet are marked (S)."""
    parts = [replace(one, marking="(S)", title=SECRET) if secret and one.title == "Clean" else one for one in chain()]
    if secret:
        parts = [
            replace(one, fields={name: text.replace("Clean ", f"{SECRET} ") for name, text in one.fields.items()})
            if one.kind == "data-step" else one
            for one in parts
        ]  # fmt: skip
    sheets = {one.data_set.title: one for one in data_sheets(parts)}
    said = replace(sheet_with(sheets["Test"], {"purpose": "To measure"}), id="s")
    kept = replace(sheet_with(sheets["Train"], {"purpose": SECRET}), id="t", marking="(S)")
    base = snapshot()
    return replace(base, record=DeploymentRecord(parts=(*parts, said, kept)))


def test_what_is_not_public_is_left_out_counted_and_breaks_no_chain() -> None:
    text = as_text(data_sheet.paper(held()))
    assert SECRET not in text
    assert "parts of the inventory (2)" in text
    assert "3 data sets, 2 steps, 1 model. 5 of 5 links hold by digest." in text
    assert "broken" not in text
    assert "To measure" in text
    assert "Not said: Made by" in text


def test_the_document_is_made_in_every_form_with_its_marking() -> None:
    for form in ("pdf", "svg", "json", "html", "txt"):
        made = make(held(secret=False), data_sheet.ID, form)
        assert made.marking == "UNCLASSIFIED"
        assert made.draft
    drawn = make(held(), data_sheet.ID, "svg").content.decode()
    assert "UNCLASSIFIED. DRAFT:" in drawn
    assert SECRET not in drawn


def test_there_is_no_document_without_a_data_set_and_the_model_card_names_those_there_are() -> None:
    base = snapshot()
    assert "No data set is recorded." in data_sheet.refusals(base)
    card = model_card.card(held(), sieve_of(held()))
    assert f"Test: test, Records 20, SHA-256 of the file {TEST}" in card.evaluation_data
    assert "Train: training, Records 70" in card.training_data
    assert SECRET not in card.training_data
