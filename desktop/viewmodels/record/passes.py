"""The evaluations of one deployment: by stage, in figures, what changed since the last one, what is carried over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from core import clock
from core.evaluation.carrying import carried
from core.evaluation.changes import Change, changes_since, figures
from core.evaluation.determinations import value_of
from core.evaluation.passes import pass_before
from core.evaluation.stages import gate_cautions, pre_deployment, stages
from desktop.session import Session
from desktop.viewmodels.record.recorder import Recorder
from desktop.viewmodels.record.states import Action, PillWord, RegisterState, Row

_STAGE_PILLS: Mapping[str, PillWord] = {
    "now": ("Now", "info"),
    "evaluated": ("Evaluated", "good"),
    "not evaluated": ("Not evaluated", "none"),
}


NOTHING = RegisterState(title="")


@dataclass(frozen=True, kw_only=True)
class StageState:
    """One stage of the life of the system."""

    title: str
    pill: PillWord
    sentence: str


@dataclass(frozen=True, kw_only=True)
class PassesState:
    """`changes` are rows of (what, subject, before, after); `since` names the evaluation that they start from."""

    stages: tuple[StageState, ...] = ()
    before: str = ""  # which evaluations came before deployment
    cautions: tuple[str, ...] = ()
    passes: RegisterState = NOTHING
    carried: RegisterState = NOTHING
    changes: tuple[tuple[str, str, str, str], ...] = ()
    since: str = ""


class PassesModel(Recorder):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.state: PassesState = PassesState()
        self.refresh()

    def act(self, key: str, row_id: str, _values: Mapping[str, str]) -> bool:
        """Confirm what is carried over in one cell, or go and look at it."""
        component, element = row_id.split("-")
        if key == "open":
            self._session.ask_page("checklist", {"component": component, "element": element, "show": "earlier"})
            return True
        pack = self._session.pack
        items = [item.id for item in pack.items if item.cell == (component, element)]
        return self._record(
            lambda store: store.confirm_carried(items, pack=pack, by=self._session.person),
            f"Confirmed for this evaluation: {row_id}.",
            "answers",
            "findings",
        )

    def _read(self) -> PassesState:
        held = self._session
        evaluations = held.evaluations
        previous = pass_before(evaluations)
        return PassesState(
            stages=_stages(held),
            before=pre_deployment(
                evaluations,
                in_use=value_of(held.record.answers, "in-use"),
                since=value_of(held.record.answers, "in-use-since"),
            ),
            cautions=gate_cautions(evaluations[:-1], evaluations[-1].stage) if evaluations else (),
            passes=_passes(held),
            carried=_carried(held),
            changes=tuple((one.about, one.subject, one.before, one.after) for one in changes_of(held)),
            since=previous.title if previous else "",
        )


def changes_of(session: Session) -> tuple[Change, ...]:
    """What changed since the evaluation before the newest one; nothing before the second one."""
    return changes_since(
        session.evaluations,
        answers=session.answers,
        findings=session.findings,
        readings=session.readings,
        evidence=session.evidence,
        described=session.record.described,
    )


def _stages(session: Session) -> tuple[StageState, ...]:
    return tuple(
        StageState(
            title=one.stage.capitalize(),
            pill=_STAGE_PILLS[one.state],
            sentence=f"{one.evaluation.title}, {clock.shown(one.evaluation.opened_at)[:10]}" if one.evaluation else "",
        )
        for one in stages(session.evaluations)
    )


def _passes(session: Session) -> RegisterState:
    rows = []
    counting = session.pack.by_id.keys() - session.held_back.keys()
    for one in figures(session.evaluations, session.answers, session.findings, counting=counting):
        told = one.evaluation
        counts = (one.yes, one.partly, one.no, one.not_applicable, one.carried, one.findings_open)
        cells = (clock.shown(told.opened_at)[:10], told.title, told.stage.capitalize(), *map(str, counts))
        rows.append(Row(id=told.id, cells=cells))
    return RegisterState(
        title="Evaluations of this deployment",
        subtitle="Each begins with the answers of the one before; the figures are those at its end, or now.",
        columns=("Begun", "Title", "Stage", "Yes", "Partly", "No", "N/A", "Carried", "Findings open"),
        wide=1,
        right=(3, 4, 5, 6, 7, 8),
        rows=tuple(rows),
        empty="No evaluation has begun.",
        blocked=session.why_not_writable,
    )


def _carried(session: Session) -> RegisterState:
    evaluation = session.evaluation
    held = carried(session.answers, evaluation.id) if evaluation else {}
    components = {one.id: one.title for one in session.pack.components}
    elements = {one.id: one.title for one in session.pack.elements}
    present = session.deployment.components if session.deployment else tuple(components)
    held = {item: one for item, one in held.items() if item not in session.held_back}  # those are asked again
    asked = [item for item in session.pack.items if item.id in held and item.component in present]
    cells = Counter(item.cell for item in asked)
    rows = []
    for cell, count in cells.items():
        oldest = min(held[item.id].at for item in asked if item.cell == cell)
        where = f"{components[cell[0]]}, {elements[cell[1]]}"
        rows.append(Row(id="-".join(cell), cells=("-".join(cell), where, str(count), clock.shown(oldest)[:10])))
    return RegisterState(
        title="Answers carried over",
        subtitle="Not confirmed in this evaluation yet. Read them, then confirm them as they stand, cell by cell, or"
        " answer an item again in the checklist.",
        columns=("Cell", "Component and element", "Answers", "Oldest"),
        wide=1,
        right=(2,),
        rows=tuple(rows),
        actions=(
            Action(key="open", title="Read in the checklist", icon="list"),
            Action(key="confirm", title="Confirm as they stand", icon="check"),
        ),
        empty="Nothing is carried over: every answer was given in this evaluation.",
        blocked=session.why_not_writable,
    )
