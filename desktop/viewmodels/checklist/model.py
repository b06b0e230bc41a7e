"""The commands of the checklist. What is typed is kept as a draft within a third of a second, and on leaving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.catalog.model import Item
from core.errors import TouchstoneError
from desktop.session import Change, Session
from desktop.viewmodels.asleep import Asleep
from desktop.viewmodels.attaching import AttachModel
from desktop.viewmodels.checklist.answer_form import draft_of, faults, mended, stored
from desktop.viewmodels.checklist.detail import detail
from desktop.viewmodels.checklist.listing import carried_items, listed, next_unanswered
from desktop.viewmodels.checklist.many import ManyModel
from desktop.viewmodels.checklist.reviewing import Reviewing
from desktop.viewmodels.checklist.state import Filter, FormState, ItemDetail, ListState, Typed
from desktop.viewmodels.checklist.table import TableModel
from desktop.viewmodels.search import SearchModel, Thing

DRAFT_AFTER_MS = 300


class ChecklistModel(QObject):
    list_changed = Signal(object)  # ListState
    item_changed = Signal(object)  # ItemDetail, or None when no item is chosen
    form_changed = Signal(object)  # FormState
    notice_changed = Signal(str, str, str)  # kind, message, hint

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.attaching = AttachModel(session)
        self.many = ManyModel(session)
        self.table = TableModel(session)
        self.table.taken.connect(self._look_again)
        self.table.reading.connect(self.keep_draft)
        self.table.said.connect(self.notice_changed)
        self.reviewing = Reviewing(session, self._change)
        self.picking = SearchModel(session, self)
        self.asleep = Asleep(self._look_again)
        self.list = ListState()
        self.item: ItemDetail | None = None
        self.form = FormState()
        self._asked: Item | None = None
        self._unsaved = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER_MS)
        self._timer.timeout.connect(self.keep_draft)
        session.changed.connect(self._follow)
        session.closing.connect(self.keep_draft)
        self._reset()

    # ---- the list ----

    def filter(self, wanted: Filter) -> None:
        """List other items; the item in front of the person stays while it is still listed."""
        self.keep_draft()
        self._show_list(wanted)
        if self.list.current not in {row.id for row in self.list.rows}:
            self.choose(self.list.rows[0].id if self.list.rows else "")

    def choose(self, item_id: str) -> None:
        """Put an item in front of the person; an empty id puts none."""
        if self._asked is not None and self._asked.id == item_id:
            return
        self.keep_draft()
        self._asked = self._session.pack.by_id.get(item_id)
        self.list = replace(self.list, current=item_id)
        self._show_item()
        self._show_form(stored(self._session, self._asked), note=self._note())
        self.list_changed.emit(self.list)

    def go_to_next(self) -> None:
        """Put the next unanswered item of the list in front of the person."""
        following = next_unanswered(self.list.rows, self.list.current)
        if following:
            self.choose(following)
        else:
            self.notice_changed.emit("success", "Every item in this list is answered.", "")

    def ask_many(self, selected: Sequence[str]) -> None:
        """Ask about one decision over the selected items, or over the cell or component of the current one."""
        self.keep_draft()
        self.many.begin(selected, self.list.current)

    def show_target(self, target: dict[str, Any]) -> None:
        """Go where another page points: {"item"}, {"component", "element"} or {"show"}."""
        item_id = str(target.get("item") or "")
        wanted = Filter(
            component=str(target.get("component", "")),
            element=str(target.get("element", "")),
            show=str(target.get("show", "all")),
        )
        if item_id or wanted != Filter():
            self.filter(wanted)
        if item_id:
            self.choose(item_id)

    def sources_of(self, item_id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What stands behind an item, as (title, lines): the Act, the sources, the suggestions of the playbook."""
        from core.catalog.explained import explained  # it reads long lists of other frameworks

        pack = self._session.pack
        return explained(pack.item(item_id), pack, {}).behind

    # ---- the answer ----

    def type(self, typed: Typed) -> None:
        """Take what stands in the form now; it is kept as a draft soon."""
        if self._asked is None or typed == self.form.typed or self._session.why_not_writable:
            return
        self._unsaved = True
        self._timer.start()
        errors = {key: said for key, said in self.form.errors.items() if not mended(key, self.form.typed, typed)}
        self.form = replace(self.form, typed=typed, note="Keeping the draft …", draft=True, changed=True, errors=errors)
        self.form_changed.emit(self.form)

    def answer(self, value: str) -> None:
        """Choose yes, partly, no or not-applicable."""
        listed = value == "not-applicable" and self.form.typed.reason_listed
        self.type(replace(self.form.typed, value=value, reason_listed=listed))

    def keep_draft(self) -> None:
        """Write the draft now, if something was typed since it was written last."""
        self._timer.stop()
        if not self._unsaved or self._asked is None or not self._session.is_open:
            return
        self._unsaved = False
        draft = draft_of(self._asked.id, self.form.typed)
        try:
            self._session.change(lambda store: store.save_draft(draft), "drafts", subject=draft.item_id)
        except TouchstoneError as error:
            self.notice_changed.emit("error", error.message, error.hint)
            return
        self.form = replace(self.form, note=f"Draft saved {datetime.now().astimezone():%H:%M:%S}")
        self.form_changed.emit(self.form)

    def confirm(self) -> bool:
        """Confirm what stands in the form; False, with errors beside the fields, when it can't be."""
        if self._asked is None:
            return False
        errors = faults(self._asked, self.form.typed)
        if errors:
            self.form = replace(self.form, errors=errors)
            self.form_changed.emit(self.form)
            return False
        self._timer.stop()
        self._unsaved = False
        item, draft = self._asked, draft_of(self._asked.id, self.form.typed)
        return self._change(
            lambda store: store.confirm_answer(draft, item=item, by=self._session.person),
            "answers",
            "drafts",
            "findings",
        )

    def discard(self) -> None:
        """Throw the draft away and show what is confirmed."""
        if self._asked is not None:
            item_id = self._asked.id
            self._timer.stop()
            self._unsaved = False
            try:
                self._session.discard_draft(item_id)
            except TouchstoneError as error:
                self.notice_changed.emit("error", error.message, error.hint)

    def approve(self, *, approved: bool, remark: str, reviewer: str, together: bool = False) -> bool:
        """Record a second reviewer's decision on the answer that waits, or on all of the same decision."""
        answer = self._session.newest_answers.get(self._asked.id) if self._asked else None
        said: Mapping[str, Any] = {"approved": approved, "remark": remark, "reviewer": reviewer}
        return answer is not None and self.reviewing.decide(answer, together=together, **said)

    # ---- evidence ----

    def attach(self, paths: Sequence[str]) -> None:
        """Ask about files that are to support the item, then copy them into the case."""
        if self._asked is not None:
            self.attaching.offer(paths, (self._asked.id,))

    def link(self, evidence_id: str) -> None:
        """Let evidence that is in the case support this item too."""
        self._link("link", evidence_id)

    def offer_links(self) -> None:
        """Let the person pick, by typing, a piece of evidence that does not support the item yet."""
        linked = {line.id for line in self.item.evidence} if self.item else set()
        self.picking.open_only(
            [
                Thing(kind="Evidence", title=one.title, detail=one.file_name, call=partial(self.link, one.id))
                for one in self._session.evidence
                if one.id not in linked
            ]
        )

    def unlink(self, evidence_id: str) -> None:
        """Take the link away; the evidence stays in the case."""
        self._link("unlink", evidence_id)

    def open_evidence(self, evidence_id: str) -> None:
        self._session.ask_page("evidence", {"evidence": evidence_id})

    def open_reading(self, reading_id: str) -> None:
        self._session.ask_page("probes", {"reading": reading_id})

    # ---- inside ----

    def _link(self, how: str, evidence_id: str) -> None:
        if self._asked is not None:
            item_id, by = self._asked.id, self._session.person
            self._change(lambda store: getattr(store, how)(evidence_id, item_id, by=by), "links")

    def _change(self, action: Any, *kinds: str) -> bool:
        try:
            self._session.change(action, *kinds, subject=self._asked.id if self._asked else "")
        except TouchstoneError as error:
            self.notice_changed.emit("error", error.message, error.hint)
            return False
        self.notice_changed.emit("", "", "")
        return True

    def _note(self) -> str:
        if self._asked is None:
            return ""
        return "Draft, not confirmed yet" if self._asked.id in self._session.drafts else ""

    def _show_list(self, wanted: Filter) -> None:
        self.list = listed(self._session, wanted, self.list.current)
        self.list_changed.emit(self.list)

    def _show_item(self) -> None:
        self.item = detail(self._session, self._asked, self.reviewing.needed) if self._asked else None
        self.item_changed.emit(self.item)

    def _show_form(self, typed: Typed, note: str) -> None:
        is_draft = self._asked is not None and self._asked.id in self._session.drafts
        self.form = FormState(
            typed=typed,
            note=note,
            draft=is_draft,
            changed=is_draft,
            carried=self._asked is not None and self._asked.id in carried_items(self._session),
            not_begun="" if self._session.evaluation else "No pass has begun. Begin one on the Deployment page.",
            blocked=self._session.why_not_writable,
        )
        self.form_changed.emit(self.form)

    def _reset(self) -> None:
        self._asked, self.item, self._unsaved = None, None, False
        if not self._session.is_open:
            self.list, self.form = ListState(), FormState()
            self.list_changed.emit(self.list)
            self.item_changed.emit(None)
            return
        before = self.list.current
        self._show_list(self.list.filter)
        known = {row.id for row in self.list.rows}
        first = self.list.rows[0].id if self.list.rows else ""
        self.list = replace(self.list, current="")
        self.choose(before if before in known else first)

    def _follow(self, change: Change) -> None:
        if "case" in change.kinds:
            self._reset()
        elif change.kinds == {"drafts"} and self._unsaved is False and change.subject == self.list.current:
            self._show_list(self.list.filter)
            if self._asked is not None and self._asked.id not in self._session.drafts:
                self._show_form(stored(self._session, self._asked), "")
        elif change.touches(
            "answers",
            "approvals",
            "evidence",
            "links",
            "readings",
            "deployment",
            "evaluation",
            "drafts",
            "person",
            "record",
        ):
            self.asleep.refresh(is_open=self._session.is_open)

    def _look_again(self) -> None:
        self._show_list(self.list.filter)
        if self._asked is not None:
            self._show_item()
            if not self._unsaved:
                self._show_form(stored(self._session, self._asked), self._note())
