"""The findings page's commands: filter, choose, type, record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from core import clock
from core.errors import TouchstoneError
from core.evaluation.barriers import KINDS
from core.evaluation.delay import FORM_ONLY, delay_faults, named
from core.evaluation.finding_acts import Act
from core.evaluation.records import Finding
from desktop.session import Change, Session
from desktop.viewmodels.asleep import Asleep
from desktop.viewmodels.findings import forms
from desktop.viewmodels.findings.detail import detail
from desktop.viewmodels.findings.listing import listed
from desktop.viewmodels.findings.states import Filter, FindingDetail, ListState, Origin

KEEP_AFTER_MS = 400
_READ = ("findings", "answers", "approvals", "readings", "deployment", "evaluation", "record")
DONE = {
    "decision": "The finding is changed.",
    "milestone": "The milestone is recorded.",
    "note": "The progress is recorded.",
    "delay": "The justification of the delay is recorded.",
    "barrier": "The barrier is recorded.",
}


class FindingsModel(QObject):
    list_changed = Signal(object)  # ListState
    detail_changed = Signal(object)  # FindingDetail or None
    notice_changed = Signal(str, str, str)

    form_only = FORM_ONLY
    kinds = tuple((key, f"{kind.title}: {kind.meaning}") for key, kind in KINDS.items())
    units = tuple(dict.fromkeys(unit for kind in KINDS.values() for unit in kind.units))

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._typed: dict[str, dict[str, str]] = {}  # what stands in the forms of the chosen finding, unrecorded
        self._errors: dict[str, dict[str, str]] = {}
        self._before_lock = ""
        self.list = ListState()
        self.detail: FindingDetail | None = None
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep)
        self.asleep = Asleep(self.refresh)
        session.changed.connect(self._follow)
        session.closing.connect(self.keep)
        self.refresh()

    def refresh(self) -> None:
        """Look at the case again."""
        held = self._session
        if not held.is_open:
            self._typed, self._errors = {}, {}
            self.list, self.detail = ListState(filter=self.list.filter), None
        else:
            self.list = listed(held, self.list.filter, self.list.chosen, clock.today())
            ids = [row.id for row in self.list.rows]
            if self.list.chosen not in ids:
                self._turn_to(self._before_lock if self._before_lock in ids else ids[0] if ids else "")
            self.detail = self._detail()
        self.list_changed.emit(self.list)
        self.detail_changed.emit(self.detail)

    def filter(self, wanted: Filter) -> None:
        """List other findings."""
        self.list = replace(self.list, filter=wanted)
        self.refresh()

    def choose(self, finding_id: str) -> None:
        """Look at one finding."""
        if finding_id != self.list.chosen:
            self.notice_changed.emit("", "", "")
            self._turn_to(finding_id)
            self.refresh()

    def show_target(self, target: Mapping[str, Any]) -> None:
        """Go to the finding target["finding"], the first one of the item target["item"], or those of target["show"]."""
        wanted = str(target.get("finding", "")) or self._of_item(str(target.get("item", "")))
        if target.get("show"):
            self.filter(Filter(show=str(target["show"])))
        if wanted:
            if wanted not in {row.id for row in self.list.rows}:
                self.filter(Filter(show="all"))
            self.choose(wanted)

    def type(self, form: str, fields: Mapping[str, str]) -> None:
        """Keep what stands in a form; what is wrong with it was about what stood there before."""
        finding = self._finding()
        if finding is None:
            return
        if dict(fields) == dict(self._recorded(finding)[form]):
            self._typed.pop(form, None)
        else:
            self._typed[form] = dict(fields)
        self._errors.pop(form, None)
        self._keeping.start()
        self._show_detail()

    def discard(self, form: str) -> None:
        """Forget what was typed into a form."""
        self._typed.pop(form, None)
        self._errors.pop(form, None)
        self._keeping.start()
        self._show_detail()

    def record(self, form: str) -> bool:
        """Record what stands in a form; False, with errors beside its fields, when it can't be."""
        finding = self._finding()
        if finding is None:
            return False
        fields = self._fields(finding)[form]
        by = self._session.person
        if form == "decision" and forms.accepts(fields, finding):
            by = fields["by"].strip()
        if not self._do(form, forms.act_of(form, fields, finding), by):
            return False
        self._typed.pop(form, None)
        self.keep()
        self._show_detail()
        return True

    def change_milestone(self, milestone_id: str) -> None:
        """Put a milestone into the form, to be changed."""
        self._load("milestone", milestone_id)

    def reach_milestone(self, milestone_id: str) -> None:
        """Record that a milestone is reached today."""
        reached = {**self._listed("milestone", milestone_id), "done": clock.today().isoformat()}
        self._do("milestone", forms.milestone_of(reached))

    def drop_milestone(self, milestone_id: str) -> None:
        """Take a milestone out of the plan."""
        self._do("milestone", replace(forms.milestone_of(self._listed("milestone", milestone_id)), dropped=True))

    def change_barrier(self, barrier_id: str) -> None:
        """Put a barrier into the form, to be changed."""
        self._load("barrier", barrier_id)

    def lift_barrier(self, barrier_id: str) -> None:
        """Record that a barrier is gone since today."""
        gone = {**self._listed("barrier", barrier_id), "lifted": clock.today().isoformat()}
        self._do("barrier", forms.barrier_of(gone))

    def drop_barrier(self, barrier_id: str) -> None:
        """Take a barrier out: it was recorded by mistake."""
        self._do("barrier", replace(forms.barrier_of(self._listed("barrier", barrier_id)), dropped=True))

    def open_origin(self, origin: Origin) -> None:
        """Go to the item or the reading that the finding came from."""
        self._session.ask_page(origin.page, origin.target)

    def take_next_step(self) -> None:
        """What an empty page offers: the checklist, or, where nothing was begun, the finding that says so."""
        if not self.list.not_begun:
            self._session.ask_page("checklist")
            return
        marking, by = self._session.portion, self._session.person
        try:
            self._session.change(lambda store: store.record_not_evaluated(marking=marking, by=by), "findings")
        except TouchstoneError as error:
            self.notice_changed.emit("error", error.message, error.hint)

    def keep(self) -> None:
        """Write what is typed to the case file, outside the log."""
        self._keeping.stop()
        if self.list.chosen and self._session.is_open and not self._session.why_read_only:
            text = json.dumps(self._typed) if self._typed else ""
            self._session.store.keep_form(f"finding {self.list.chosen}", text)

    def _do(self, form: str, act: Act, by: str | None = None) -> bool:
        name, chosen = self._session.person if by is None else by, self.list.chosen
        try:
            problems = self._session.store.finding_problems(chosen, act, by=name)
            self._errors[form] = {one.field: one.sentence for one in reversed(problems)}
            if problems:
                self.notice_changed.emit("error", "Nothing is recorded yet.", "See what is said beside the fields.")
                self._show_detail()
                return False
            self._session.change(lambda store: store.act_on_finding(chosen, act, by=name), "findings", subject=chosen)
        except TouchstoneError as error:
            self.notice_changed.emit("error", error.message, error.hint)
            return False
        self.notice_changed.emit("success", DONE[form], "")
        return True

    def _load(self, form: str, listed_id: str) -> None:
        self._typed[form] = self._listed(form, listed_id)
        self._errors.pop(form, None)
        self._keeping.start()
        self._show_detail()

    def _listed(self, form: str, listed_id: str) -> dict[str, str]:
        finding = self._finding()
        assert finding is not None, "a list is shown without its finding"
        every = finding.milestones if form == "milestone" else finding.barriers
        one = asdict(next(one for one in every if one.id == listed_id))
        return {name: one[name] for name in forms.BLANK[form]}

    def _turn_to(self, finding_id: str) -> None:
        """Another finding is chosen: keep what is typed on this one, and take up what was typed on that one."""
        self.keep()
        self.list = replace(self.list, chosen=finding_id)
        kept = self._session.store.form(f"finding {finding_id}") if finding_id else ""
        self._typed, self._errors = json.loads(kept) if kept else {}, {}

    def _finding(self) -> Finding | None:
        chosen = self.list.chosen
        return next((one for one in self._session.findings if one.id == chosen), None) if chosen else None

    def _of_item(self, item_id: str) -> str:
        every = [one for one in self._session.findings if item_id and one.item_id == item_id]
        return next((one.id for one in every if one.status != "closed"), every[-1].id if every else "")

    def _recorded(self, finding: Finding) -> dict[str, forms.Fields]:
        described, holder = self._session.deployment, self._session.record.roles.get("owner")
        return forms.recorded(finding, holder.name if holder else described.owner if described else "")

    def _fields(self, finding: Finding) -> dict[str, forms.Fields]:
        return {name: {**fields, **self._typed.get(name, {})} for name, fields in self._recorded(finding).items()}

    def _detail(self) -> FindingDetail | None:
        finding = self._finding()
        if finding is None:
            return None
        return self._with_typed(detail(self._session, finding, clock.today()), finding)

    def _with_typed(self, shown: FindingDetail, finding: Finding) -> FindingDetail:
        fields, says = self._fields(finding), ""
        if "delay" in self._typed:
            told = {name: fields["delay"][name] for name in ("cause", "action", "date")}
            says = named(delay_faults(**told, today=clock.today()))
        errors = {form: dict(found) for form, found in self._errors.items() if found}
        return replace(shown, forms=fields, typed=frozenset(self._typed), errors=errors, delay_says=says)

    def _show_detail(self) -> None:
        """Show the forms again; what surrounds them has not changed."""
        finding = self._finding()
        if finding is not None and self.detail is not None and self.detail.row.id == finding.id:
            self.detail = self._with_typed(self.detail, finding)
            self.detail_changed.emit(self.detail)

    def _follow(self, change: Change) -> None:
        if change.touches(*_READ):
            if "case" in change.kinds:
                self._before_lock = self.list.chosen or self._before_lock
                self.list = replace(self.list, chosen="")
                self._typed, self._errors = {}, {}
                self.notice_changed.emit("", "", "")
            self.asleep.refresh(is_open=self._session.is_open)
