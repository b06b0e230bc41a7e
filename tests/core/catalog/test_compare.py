"""Two packs side by side, add-ons, standing and review, and proposals."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.catalog import compare_report, proposal
from core.catalog.add_on import join
from core.catalog.compare import compare, content_digest
from core.catalog.load import builtin_pack, pack_of
from core.catalog.validity import review, standing_on
from core.errors import InputError
from tests.core.evaluation.samples import PACK, item

CHANGED = replace(PACK.item("MOD-VAL-2"), question="Is it measured on field data?")
RETITLED = replace(PACK.item("DAT-VAL-1"), title="Another title", core=False)
MOVED = replace(PACK.item("MOD-SEC-1"), id="DAT-SEC-9", component="DAT", question="Is it only here?")
OLD = replace(PACK, items=(*(one for one in PACK.items if one.id != "MOD-SEC-1"), replace(MOVED, id="MOD-SEC-1")))
NEW = replace(
    PACK,
    version="next",
    sha256="b" * 64,
    items=(PACK.item("MOD-VAL-1"), CHANGED, RETITLED, MOVED, item("MOD-SEC-4", question="Is it new?")),
)
ADD_ON = """
pack: {{id: agency-extra, version: '1.0', title: Own items, date: '2026-11-23', status: s, language: en-US,
  marking: UNCLASSIFIED, extends: {extends}, namespace: {space}}}
components: [{{id: MOD, title: Models, act: 3(b)(1)}}]
elements: [{{id: VAL, title: Validity, act: 3(c)(1)(A)}}]
probes: {{}}
sources: []
items:
- {{id: {item}, component: MOD, element: VAL, title: T, question: Is it ours?, guidance: G, methods: [examine],
  stages: [design], references: [], probes: [], core: true, protected_classes: false, synthetic_content: false}}
"""


def add_on(extends: str = "tbd-ai", space: str = "XAG", item: str = "XAG-MOD-VAL-1"):
    return pack_of(ADD_ON.format(extends=extends, space=space, item=item).encode(), "add-on.yaml")


def test_a_difference_says_what_came_went_moved_and_changed_and_whose_answers_stand():
    diff = compare(OLD, NEW)
    assert [one.id for one in diff.added] == ["MOD-SEC-4"]
    assert [one.id for one in diff.removed] == ["DAT-SEC-1"]
    assert diff.moved == {"MOD-SEC-1": "DAT-SEC-9"}
    assert [(one.id, one.asks_again, [field.field for field in one.fields]) for one in diff.changed] == [
        ("MOD-VAL-2", True, ["question"]),
        ("DAT-VAL-1", False, ["title", "core"]),
    ]
    assert (diff.ask_again, diff.kept, diff.unchanged) == (
        ("MOD-VAL-2",),
        ("MOD-VAL-1", "DAT-VAL-1"),
        ("MOD-VAL-1",),
    )
    assert compare(builtin_pack(), builtin_pack()).changed == ()


@pytest.mark.parametrize(
    ("field", "value", "counts"),
    [
        ("question", "Another?", True),
        ("guidance", "Another.", True),
        ("methods", ("test",), True),
        ("na_when", "Never.", True),
        ("title", "Another", False),
        ("references", ("ACT:3",), False),
        ("probes", (), False),
        ("guidance", "  \n", False),
    ],
)
def test_the_content_digest_covers_what_an_answer_depends_on(field: str, value: object, counts: bool):
    one = PACK.item("MOD-VAL-1")
    assert (content_digest(one) != content_digest(replace(one, **{field: value}))) is counts


def test_the_difference_reads_as_text_json_and_html():
    diff = compare(OLD, NEW)
    text = compare_report.as_text(diff)
    assert "question: Is [-the main performance measured?-]{+it measured on field data?+}" in text
    assert "moved    MOD-SEC-1 to DAT-SEC-9" in text
    said = json.loads(compare_report.as_json(diff))
    assert said["ask_again"] == ["MOD-VAL-2"]
    assert said["changed"][0]["fields"][0]["after"] == "Is it measured on field data?"
    html = compare_report.as_html(compare(OLD, replace(NEW, items=(replace(CHANGED, title="<b>"), *NEW.items[2:]))))
    assert "Is <del>the main performance measured?</del><ins>it measured on field data?</ins>" in html
    assert "&lt;b&gt;" in html
    assert "<b>" not in html


def test_an_agencys_items_join_in_their_own_name_space_and_change_nothing():
    base = builtin_pack()
    joined = join(base, [add_on()])
    assert joined.items[: len(base.items)] == base.items
    assert joined.items[-1].id == "XAG-MOD-VAL-1"
    assert joined.item("XAG-MOD-VAL-1").cell == ("MOD", "VAL")
    assert (joined.version, joined.add_ons) == ("2026.1+XAG-1.0", ("agency-extra 1.0",))
    assert joined.sha256 != base.sha256
    assert join(base, []) is base
    with pytest.raises(InputError, match="adds to other"):
        join(base, [add_on(extends="other")])
    with pytest.raises(InputError, match="not an add-on"):
        join(base, [base])
    with pytest.raises(InputError, match="name space XAG"):
        join(base, [add_on(), replace(add_on(), sha256="c" * 64)])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"item": "MOD-VAL-1"}, "the id has to be XAG-MOD-VAL- and a number"),
        ({"space": "MOD"}, "a namespace is X and one to seven"),
        ({"space": "''"}, "both 'extends'"),
    ],
)
def test_an_add_on_outside_its_name_space_is_refused_with_the_line(fields: dict[str, str], said: str):
    with pytest.raises(InputError, match="line") as caught:
        add_on(**fields)
    assert said in f"{caught.value.message} {caught.value.hint}"


def test_a_pack_is_reviewed_at_least_yearly_and_is_in_force_or_not():
    pack = replace(PACK, date="2026-02-28", review_interval_months=12)
    assert review(pack, date(2027, 2, 27)).days_left == 1
    assert "1 days ago" in review(pack, date(2027, 3, 1)).sentence
    assert review(replace(pack, date="2026-08-31", review_interval_months=6), date(2026, 9, 1)).due == date(2027, 2, 28)
    assert review(replace(pack, date="spring"), date(2026, 9, 1)).due is None
    today = date(2026, 11, 23)
    assert standing_on(pack, today) == "in force"
    assert standing_on(replace(pack, in_force_from="2026-12-01"), today) == "in force from 2026-12-01"
    assert standing_on(replace(pack, state="draft"), today) == "draft, not in force"
    assert standing_on(replace(pack, state="rescinded", rescinded_on="2026-01-02"), today) == "rescinded on 2026-01-02"


def test_a_proposal_goes_out_and_comes_back_as_yaml_and_json(tmp_path: Path):
    begun = proposal.begin(PACK, by="Ana Ruiz", organisation="Agency", date="2026-11-23", marking="UNCLASSIFIED")
    entries = (
        proposal.Entry(kind="change", subject="MOD-VAL-1", field="question", proposed="Is it: right?", reason="Clear"),
        proposal.Entry(kind="add", subject="DAT-SEC", proposed="Is it kept?", reason="Missing"),
        proposal.Entry(kind="comment", subject="pack", reason="Well made"),
    )
    for entry in entries:
        begun = proposal.with_entry(begun, entry, PACK)
    for name in ("p.yaml", "p.json"):
        proposal.write(begun, tmp_path / name)
        assert proposal.read(tmp_path / name) == begun
    rows = proposal.collected([begun, replace(begun, pack_sha256="0" * 64, by="Ben")], PACK)
    assert [row["subject"] for row in rows] == ["MOD-VAL-1"] * 2 + ["DAT-SEC"] * 2 + ["pack"] * 2
    assert rows[0]["today"] == PACK.item("MOD-VAL-1").question
    assert [bool(row["stale"]) for row in rows[:2]] == [False, True]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"kind": "change", "subject": "MOD-VAL-1", "reason": "x", "proposed": "y"}, "names one of the fields"),
        ({"kind": "change", "subject": "MOD-VAL-1", "reason": "x", "field": "title"}, "needs the text"),
        ({"kind": "comment", "subject": "MOD-VAL-1", "reason": " "}, "needs a reason"),
        ({"kind": "remove", "subject": "pack", "reason": "x"}, "pack is no item"),
        ({"kind": "add", "subject": "MOD", "reason": "x", "proposed": "Is it?"}, "no cell"),
        ({"kind": "add", "subject": "MOD-VAL", "reason": "x", "proposed": "It is."}, "question mark"),
    ],
)
def test_an_entry_that_makes_no_sense_is_refused(entry: dict[str, str], said: str):
    assert said in " ".join(proposal.entry_problems(proposal.Entry(**entry), PACK))


def test_a_proposal_file_with_a_mistake_names_its_line(tmp_path: Path):
    path = tmp_path / "p.yaml"
    begun = proposal.begin(PACK, by="Ana", organisation="", date="2026-11-23", marking="UNCLASSIFIED")
    text = proposal.as_text(begun, form="yaml")
    path.write_text(
        text.replace("entries: []", "entries:\n- {kind: praise, subject: pack, reason: x}"), encoding="utf-8"
    )
    with pytest.raises(InputError, match="line 10, an entry: the kind 'praise'"):
        proposal.read(path)
