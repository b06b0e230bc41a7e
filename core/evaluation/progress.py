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
from core.evaluation.answers import Standing, newest, newest_approvals, standing
from core.evaluation.findings import open_findings
from core.evaluation.records import Answer, Approval, Deployment, EvidenceLink, Finding, Profile

CellState = Literal[
    "component not present", "nothing asked", "not started", "in progress", "waiting for review", "gaps", "met"
]
Page = Literal["deployment", "checklist", "findings"]


@dataclass(frozen=True, kw_only=True)
class CellProgress:
    """Counts of one cell. `due` is the sum of yes, partly, no, not_applicable, waiting, refused and unanswered.

    `waiting` and `refused` are answers of not applicable without, and against, a second reviewer's approval.
    `drafts`, `with_evidence` (items that have evidence linked) and `open_findings` are counted beside.
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
) -> Progress:
    """Where an evaluation with `pack` on `profile` stands.

    Coverage counts the newest confirmed answer to each item over all passes, so `answers` are those of the whole case
    in the order of the log; `drafts` are the ids of items that have a draft. A deployment meets the guidelines when,
    on the full profile, each item due is yes or an approved not applicable and no finding is open (section 4(c)).
    """
    still_open = open_findings(tuple(findings))
    standings = _standings(pack, answers, approvals)
    marks = _Marks(
        standings=standings,
        drafts=drafts,
        supported={link.item_id for link in links},
        concerned=Counter(finding.item_id for finding in still_open),
    )
    present = {component.id for component in pack.components} if deployment is None else set(deployment.components)
    asked = {cell: items if cell[0] in present else () for cell, items in by_cell(pack, profile).items()}
    cells = {cell: _cell(cell, items, marks, is_present=cell[0] in present) for cell, items in asked.items()}
    due = [item for items in asked.values() for item in items]
    missing = [*_deployment_missing(deployment), *(gap for item in due for gap in _item_missing(item, standings))]
    unmet = [*(gap for item in due for gap in _item_unmet(item, standings)), *map(_finding_unmet, still_open)]
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


def _cell(cell: tuple[str, str], items: tuple[Item, ...], marks: _Marks, *, is_present: bool) -> CellProgress:
    counts = Counter[str](marks.standings.get(item.id, "unanswered") for item in items)
    concerned = sum(marks.concerned.get(item.id, 0) for item in items)
    return CellProgress(
        component=cell[0],
        element=cell[1],
        state=_state(counts, len(items), concerned, is_present=is_present),
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
    )


def _standings(pack: GuidelinePack, answers: Iterable[Answer], approvals: Iterable[Approval]) -> Mapping[str, Standing]:
    """What the newest answer to each item of the pack counts as; an answer to an item of another pack does not."""
    items, decided = pack.by_id, newest_approvals(approvals)
    return {
        item_id: standing(answer, items[item_id], decided.get(answer.id))
        for item_id, answer in newest(answers).items()
        if item_id in items
    }


def _state(counts: Mapping[str, int], due: int, concerned: int, *, is_present: bool) -> CellState:
    if not is_present:
        return "component not present"
    if due == 0:
        return "nothing asked"
    if counts["unanswered"] == due:
        return "not started"
    if counts["unanswered"] or counts["refused"]:
        return "in progress"
    if counts["waiting"]:
        return "waiting for review"
    return "gaps" if counts["no"] or counts["partly"] or concerned else "met"


def _deployment_missing(deployment: Deployment | None) -> Iterable[Missing]:
    if deployment is None:
        yield Missing(sentence="The deployment is not described.", page="deployment")
    elif not deployment.components:
        yield Missing(sentence="No component is recorded as present in the deployment.", page="deployment")


def _item_missing(item: Item, standings: Mapping[str, Standing]) -> Iterable[Missing]:
    sentence = {
        None: f"{item.id} has no confirmed answer.",
        "waiting": f"{item.id} is not applicable for a reason of its own; a second reviewer has to approve it.",
        "refused": f"{item.id} was refused as not applicable by the second reviewer; answer it again.",
    }.get(standings.get(item.id))
    if sentence:
        yield Missing(sentence=sentence, page="checklist", item_id=item.id)


def _item_unmet(item: Item, standings: Mapping[str, Standing]) -> Iterable[Missing]:
    stands = standings.get(item.id)
    if stands in ("no", "partly"):
        yield Missing(sentence=f"{item.id} is answered {stands}.", page="checklist", item_id=item.id)


def _finding_unmet(finding: Finding) -> Missing:
    about = finding.item_id or finding.title
    sentence = f"The finding on {about} ({finding.severity}) is open."
    return Missing(sentence=sentence, page="findings", item_id=finding.item_id, finding_id=finding.id)
