"""How far an evaluation has come, cell by cell, and whether the deployment meets the guidelines.

The Act: guidelines "include an assessment of the trustworthiness of all components covered under subsection (b) with
regards to all elements under subsection (c)" (section 3(d)), so every item of the profile is due, at every stage. An
item is not due only where the deployment's record says that its component is not present. The stage of an evaluation
says what a pass looks at, and answers of earlier passes count (section 3(g)).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from core.catalog.model import GuidelinePack, Item
from core.catalog.profile import by_cell
from core.evaluation.answers import VALUES, Standing, standings
from core.evaluation.carrying import carried
from core.evaluation.findings import open_findings
from core.evaluation.records import Answer, Approval, Deployment, EvidenceLink, Finding, Profile

CellState = Literal[
    "component not present",
    "nothing asked",
    "exempt",
    "not started",
    "in progress",
    "waiting for review",
    "carried over",
    "gaps",
    "met",
]
Page = Literal["deployment", "checklist", "findings", "casefile"]


@dataclass(frozen=True, kw_only=True)
class CellProgress:
    """Counts of one cell. `due` is the sum of yes, partly, no, not_applicable, waiting, refused and unanswered.

    `waiting` and `refused` are answers of not applicable without, and against, a second reviewer's approval.
    `drafts`, `with_evidence` (items that have evidence linked) and `open_findings` are counted beside; so are
    `carried`, the answers of an earlier evaluation that nobody has confirmed in this one, and `exempt`, the items that
    are not due under section 4(a)(2).
    """

    component: str
    element: str
    state: CellState
    due: int = 0
    yes: int = 0
    partly: int = 0
    no: int = 0
    not_applicable: int = 0
    waiting: int = 0
    refused: int = 0
    unanswered: int = 0
    drafts: int = 0
    with_evidence: int = 0
    open_findings: int = 0
    carried: int = 0
    exempt: int = 0

    @property
    def answered(self) -> int:
        """Items due whose answer stands: yes, partly, no, or not applicable with what it needs."""
        return self.yes + self.partly + self.no + self.not_applicable


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One thing that is still to be done: a sentence, the page to do it on, and the item or finding it is about."""

    sentence: str
    page: Page
    item_id: str | None = None
    finding_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Where an evaluation stands.

    `complete`: the deployment is described and every item due has an answer that stands. `missing` says what is not;
    `unmet` says what else keeps it from meeting the guidelines. `meets_guidelines` is never true on the quick profile.
    """

    profile: Profile
    cells: Mapping[tuple[str, str], CellProgress]
    due: int
    answered: int
    open_findings: int
    complete: bool
    meets_guidelines: bool
    missing: tuple[Missing, ...]
    unmet: tuple[Missing, ...]

    @property
    def cells_due(self) -> int:
        """Cells that have an item due (section 3(d): all components by all elements)."""
        return sum(cell.due > 0 for cell in self.cells.values())

    @property
    def cells_answered(self) -> int:
        """Of these, the cells in which every item due has an answer that stands."""
        return sum(cell.due > 0 and cell.answered == cell.due for cell in self.cells.values())


def progress(
    pack: GuidelinePack,
    profile: Profile,
    deployment: Deployment | None,
    *,
    answers: Iterable[Answer],
    approvals: Iterable[Approval] = (),
    findings: Iterable[Finding] = (),
    drafts: Collection[str] = (),
    links: Iterable[EvidenceLink] = (),
    held_back: Mapping[str, Missing] | None = None,
    evaluation_id: str = "",
    exempt: Collection[str] = (),
) -> Progress:
    """Where an evaluation with `pack` on `profile` stands.

    Coverage counts the newest confirmed answer to each item over all passes, so `answers` are those of the whole case
    in the order of the log; `drafts` are the ids of items that have a draft. What is in `held_back` (items, and
    other things by title, each with the sentence why: merged copies differ, the question changed) counts as not
    answered until somebody decides; what is carried over into `evaluation_id`
    counts, but has to be confirmed for it to be complete (3(g)); items in `exempt` are not due (4(a)(2)). A deployment
    meets the guidelines when, on the full profile, each item due is yes or an approved not applicable and no finding is
    open (section 4(c)).
    """
    still_open, answers = open_findings(tuple(findings)), tuple(answers)
    marks = _Marks(
        standings=standings(pack, answers, approvals, held_back=held_back or {}),
        drafts=drafts,
        supported={link.item_id for link in links},
        concerned=Counter(finding.item_id for finding in still_open),
        carried=carried(answers, evaluation_id) if evaluation_id else {},
        exempt=exempt,
        held=held_back or {},
    )
    return _counted(pack, profile, deployment, marks, still_open)


def _counted(
    pack: GuidelinePack,
    profile: Profile,
    deployment: Deployment | None,
    marks: _Marks,
    still_open: tuple[Finding, ...],
) -> Progress:
    present = {component.id for component in pack.components} if deployment is None else set(deployment.components)
    asked = {cell: items if cell[0] in present else () for cell, items in by_cell(pack, profile).items()}
    cells = {cell: _cell(cell, items, marks, is_present=cell[0] in present) for cell, items in asked.items()}
    due = [item for items in asked.values() for item in items if item.id not in marks.exempt]
    missing = [
        *(*_deployment_missing(deployment), *_held_missing(pack, marks.held)),
        *(gap for item in due for gap in _item_missing(item, marks.standings, marks.held)),
        *(_carried_missing(item) for item in due if marks.is_carried(item) and item.id not in marks.held),
    ]
    unmet = [*(gap for item in due for gap in _item_unmet(item, marks.standings)), *map(_finding_unmet, still_open)]
    return Progress(
        profile=profile,
        cells=cells,
        due=len(due),
        answered=sum(cell.answered for cell in cells.values()),
        open_findings=len(still_open),
        complete=not missing,
        meets_guidelines=profile == "full" and bool(due) and not missing and not unmet,
        missing=tuple(missing),
        unmet=tuple(unmet),
    )


@dataclass(frozen=True, kw_only=True)
class _Marks:
    """What is known of the items, by id, when the cells are counted."""

    standings: Mapping[str, Standing]
    drafts: Collection[str]
    supported: Collection[str]
    concerned: Mapping[str | None, int]
    carried: Collection[str]
    exempt: Collection[str]
    held: Mapping[str, Missing]

    def is_carried(self, item: Item) -> bool:
        """Whether the answer stands, but comes from an earlier evaluation."""
        return item.id in self.carried and self.standings.get(item.id) in VALUES


def _cell(cell: tuple[str, str], asked: tuple[Item, ...], marks: _Marks, *, is_present: bool) -> CellProgress:
    items = tuple(item for item in asked if item.id not in marks.exempt)
    counts = Counter[str](marks.standings.get(item.id, "unanswered") for item in items)
    concerned = sum(marks.concerned.get(item.id, 0) for item in items)
    carried = sum(marks.is_carried(item) for item in items)
    return CellProgress(
        component=cell[0],
        element=cell[1],
        state=_state(counts, concerned, exempt=len(asked) - len(items), carried=carried, is_present=is_present),
        due=len(items),
        yes=counts["yes"],
        partly=counts["partly"],
        no=counts["no"],
        not_applicable=counts["not-applicable"],
        waiting=counts["waiting"],
        refused=counts["refused"],
        unanswered=counts["unanswered"],
        drafts=sum(item.id in marks.drafts for item in items),
        with_evidence=sum(item.id in marks.supported for item in items),
        open_findings=concerned,
        carried=carried,
        exempt=len(asked) - len(items),
    )


def _state(counts: Counter[str], concerned: int, *, exempt: int, carried: int, is_present: bool) -> CellState:
    if not is_present:
        return "component not present"
    due = counts.total()
    if due == 0:
        return "exempt" if exempt else "nothing asked"
    if counts["unanswered"] == due:
        return "not started"
    if counts["unanswered"] or counts["refused"]:
        return "in progress"
    if counts["waiting"] or carried:
        return "waiting for review" if counts["waiting"] else "carried over"
    return "gaps" if counts["no"] or counts["partly"] or concerned else "met"


def _held_missing(pack: GuidelinePack, held: Mapping[str, Missing]) -> Iterable[Missing]:
    for name in sorted(held.keys() - pack.by_id.keys()):
        yield held[name]


def _deployment_missing(deployment: Deployment | None) -> Iterable[Missing]:
    if deployment is None:
        yield Missing(sentence="The deployment is not described.", page="deployment")
    elif not deployment.components:
        yield Missing(sentence="No component is recorded as present in the deployment.", page="deployment")


def _item_missing(item: Item, standings: Mapping[str, Standing], held: Mapping[str, Missing]) -> Iterable[Missing]:
    if item.id in held:
        yield held[item.id]
        return
    sentence = {
        None: f"{item.id} has no confirmed answer.",
        "waiting": f"{item.id} is not applicable for a reason of its own; a second reviewer has to approve it.",
        "refused": f"{item.id} was refused as not applicable by the second reviewer; answer it again.",
    }.get(standings.get(item.id))
    if sentence:
        yield Missing(sentence=sentence, page="checklist", item_id=item.id)


def _carried_missing(item: Item) -> Missing:
    said = f"{item.id} has an answer carried over from an earlier evaluation; confirm it or answer again."
    return Missing(sentence=said, page="checklist", item_id=item.id)


def _item_unmet(item: Item, standings: Mapping[str, Standing]) -> Iterable[Missing]:
    stands = standings.get(item.id)
    if stands in ("no", "partly"):
        yield Missing(sentence=f"{item.id} is answered {stands}.", page="checklist", item_id=item.id)


def _finding_unmet(finding: Finding) -> Missing:
    about = finding.item_id or finding.title
    sentence = f"The finding on {about} ({finding.severity}) is open."
    return Missing(sentence=sentence, page="findings", item_id=finding.item_id, finding_id=finding.id)
