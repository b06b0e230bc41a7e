"""Whatever two people do in two copies of a case, merged both ways the copies say the same, and count it right."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.casefile import connection
from core.casefile.store import Store
from core.casefile.undoing import Step
from core.errors import TouchstoneError
from core.evaluation.answers import newest
from core.evaluation.findings import FROM_ANSWERS
from core.evaluation.progress import progress
from tests.core.casefile.acts import confirm
from tests.core.casefile.conftest import PASSPHRASE
from tests.core.evaluation.samples import PACK, deployment

PEOPLE = ("Jane Doe", "Ann Lee")
REVIEWERS = ("Ben Otieno", "Max Roe")
ASKED = ("MOD-VAL-1", "MOD-VAL-2")
ANSWERS = st.tuples(st.just("answer"), st.sampled_from(ASKED), st.sampled_from(("yes", "no", "not-applicable")))
OTHERS = st.tuples(
    st.sampled_from(("undo", "redo", "approve", "refuse", "link", "unlink", "own")), st.sampled_from(ASKED)
)
ACTS = st.lists(st.tuples(st.integers(0, 1), ANSWERS | OTHERS), min_size=1, max_size=9)


class Person:
    """Somebody with a copy, who can take back what they did last, as in the window."""

    def __init__(self, store: Store, number: int) -> None:
        self.store, self.by, self.reviewer = store, PEOPLE[number], REVIEWERS[number]
        self.done: list[Step] = []
        self.undone: list[Step] = []

    def do(self, act: Sequence[str]) -> None:
        before = self.store.last_row()
        try:
            self._act(*act)
        except TouchstoneError:
            return  # refused, as the window would say
        step = None if act[0] in ("undo", "redo") else self.store.step_since(before)
        if step is not None:
            self.done.append(step)
            self.undone.clear()

    def _act(self, what: str, item: str, value: Any = None) -> None:
        if what == "answer":
            confirm(self.store, item, value, by=self.by, reason="Not used here.")
        elif what == "undo" and self.done:
            self.store.undo(self.done[-1], by=self.by)
            self.undone.append(self.done.pop())
        elif what == "redo" and self.undone:
            self.store.redo(self.undone[-1], by=self.by)
            self.done.append(self.undone.pop())
        elif what in ("approve", "refuse"):
            last = newest(self.store.answers())[item].id if item in newest(self.store.answers()) else ""
            self.store.approve(last, approved=what == "approve", remark="Seen.", by=self.reviewer)
        elif what in ("link", "unlink"):
            turn = self.store.link if what == "link" else self.store.unlink
            turn(self.store.evidence()[0].id, item, by=self.by)
        elif what == "own" and self.store.findings():
            self.store.change_finding(self.store.findings()[-1].id, owner=self.by, by=self.by)


@pytest.fixture(scope="module")
def base() -> Iterator[tuple[Path, Path]]:
    """A case and a copy of it: one item not applicable and waiting, one open finding, one linked piece of evidence."""
    rounds, connection.KDF_ROUNDS = connection.KDF_ROUNDS, 1000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base"
        with Store.create(path, PASSPHRASE, title="Case", by=PEOPLE[0]) as store:
            store.save_deployment(deployment(), by=PEOPLE[0])
            store.start_evaluation(title="First", stage="deployment", profile="full", pack=PACK, by=PEOPLE[0])
            confirm(store, "MOD-VAL-1", "no")
            confirm(store, "MOD-VAL-1", "not-applicable", reason="No model.")
            confirm(store, "MOD-VAL-2", "no")
            store.attach_note("Seen.", title="Note", made_by_ai=False, marking="(U)", by=PEOPLE[0], items=ASKED[:1])
            store.backup(Path(folder) / "copy")
        connection.KDF_ROUNDS = rounds
        yield path, Path(folder) / "copy"


@given(acts=ACTS)
@example(acts=[(0, ("answer", ASKED[0], "no")), (1, ("approve", ASKED[0]))])
@example(acts=[(copy, ("answer", ASKED[1], value)) for value in ("yes", "no") for copy in (0, 1)])  # two findings
@example(acts=[(copy, ("answer", ASKED[1], value)) for copy, value in ((0, "yes"), (0, "no"), (1, "no"))])
@settings(max_examples=8, deadline=None, derandomize=True)
def test_copies_that_were_merged_both_ways_say_the_same(base: tuple[Path, Path], acts: Any) -> None:
    act_and_compare(base, acts)


@pytest.mark.slow
@given(acts=ACTS)
@settings(max_examples=150, deadline=None)
def test_many_more_copies_say_the_same(base: tuple[Path, Path], acts: Any) -> None:
    act_and_compare(base, acts)


def act_and_compare(base: tuple[Path, Path], acts: Any) -> None:
    """Does the acts in two copies, merges both ways, settles what differs, and compares."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_cases:
        people = []
        for number, source in enumerate(base):
            path = Path(folder) / str(number)
            shutil.copyfile(source, path)
            people.append(Person(open_cases.enter_context(Store.open(path, PASSPHRASE)), number))
        for number, act in acts:
            people[number].do(act)
        one, other = (person.store for person in people)
        one.merge(other.path, PASSPHRASE, by=PEOPLE[0])
        other.merge(one.path, PASSPHRASE, by=PEOPLE[1])
        assert said(one) == said(other)
        for store in (one, other):
            assert store.check().ok
            assert most_open(store) <= 1
            recount(store)
        settle(one)
        other.merge(one.path, PASSPHRASE, by=PEOPLE[1])
        assert said(one) == said(other)
        assert most_open(one) <= 1
        assert not other.conflicts()


def settle(store: Store) -> None:
    """Chooses, for every conflict, what the other copy says."""
    while store.conflicts():
        conflict = store.conflicts()[0]
        store.settle(conflict.id, conflict.theirs.id, by="Kim Ito", pack=PACK)


def said(store: Store) -> dict[str, Any]:
    """What a case says, whatever the order of its rows; of an item in conflict, only that it is."""
    held = store.held_back()
    now = counted(store)
    words = ("due", "answered", "open_findings", "complete", "meets_guidelines")
    return {
        "held": sorted(held),
        "answers": {item: one.value for item, one in newest(store.answers()).items() if item not in held},
        "findings": Counter((one.item_id, one.status) for one in store.findings() if one.item_id not in held),
        "links": {(one.evidence_id, one.item_id) for one in store.links()},
        "progress": {name: getattr(now, name) for name in words} if not held else {},
    }


def most_open(store: Store) -> int:
    """How many findings are open, of the item whose answers have most of them open."""
    opened = Counter(one.item_id for one in store.findings() if one.status == "open" and one.cause in FROM_ANSWERS)
    return max(opened.values(), default=0)


def counted(store: Store) -> Any:
    return progress(
        PACK,
        "full",
        store.deployment(),
        answers=store.answers(),
        approvals=store.approvals(),
        findings=store.findings(),
        held_back=store.held_back(),
        links=store.links(),
    )


def recount(store: Store) -> None:
    """The counts of progress, counted again in the plainest way."""
    now, held, answers = counted(store), store.held_back(), newest(store.answers())
    approved = {one.answer_id: one.approved for one in store.approvals()}
    standing = {
        item: one
        for item, one in answers.items()
        if item not in held and (one.value != "not-applicable" or approved.get(one.id))
    }
    assert now.answered == len(standing)
    assert now.due == len(PACK.items)
    is_open = {finding.item_id for finding in store.findings() if finding.status == "open"}
    assert now.open_findings == sum(finding.status == "open" for finding in store.findings())
    for item, one in standing.items():
        assert (one.value == "no") == (item in is_open), f"{item} is answered {one.value}, and its finding differs"
    assert now.meets_guidelines == (
        len(standing) == now.due and not held and not is_open and all(one.value != "no" for one in standing.values())
    )
