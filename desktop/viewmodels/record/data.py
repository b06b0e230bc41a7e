"""The data of the system: data sets with sheet and profile, the steps between them, and their lineage (DP-3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from core import clock
from core.catalog.datasheet import sheet_form
from core.chart import draw_graph, graph_height
from core.evaluation.components import BY_ID
from core.evaluation.data_profiles import HEADER, DataProfile, profiles
from core.evaluation.data_sets import KIND, DataSheet, data_sheets, sheet_with
from core.evaluation.deployment_record import Part
from core.evaluation.lineage import SHORT, lineage
from core.evaluation.lineage_faults import chain_standing
from core.evaluation.lineage_picture import lineage_graph
from core.evaluation.lineage_readings import single_file_digests
from core.runs import profile_data
from desktop.job_watch import JobWatch
from desktop.session import Change, Session
from desktop.viewmodels.record.data_states import DataState, GraphState, SetState, SheetPartState
from desktop.viewmodels.record.inventory import act_on_part, part_register
from desktop.viewmodels.record.recorder import Recorder
from desktop.viewmodels.record.states import Action, FormField, PillWord

FROM_FILE, COMPARE, FROM_READING = "from-file", "compare-file", "from-reading"
_PILLS: Mapping[str, PillWord] = {
    "whole": ("Whole", "good"),
    "broken": ("Broken", "bad"),
    "open": ("Not all said", "warn"),
    "empty": ("Nothing recorded", "none"),
}


class DataModel(Recorder):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.state: DataState = DataState()
        self._watch: JobWatch | None = None
        self._busy = ""
        self.refresh()

    def act(self, kind_id: str, key: str, row_id: str, values: Mapping[str, str]) -> bool:
        """Add, change or take out a data set or a step, or take a digest from a reading."""
        if key == FROM_READING:
            part = self._part(row_id)
            named = replace(part, fields={**part.fields, "sha256": values["sha256"]})
            return self._record(
                lambda store: store.change_part(named, by=self._session.person),
                f"{part.title} has the digest that the reading recorded.",
            )
        return self._record(*act_on_part(self._session, kind_id, key, row_id, values))

    def write_sheet(self, set_id: str, values: Mapping[str, str]) -> bool:
        """Record what is said in one part of the data sheet of a data set."""
        sheet = next(one for one in data_sheets(self._session.record.parts) if one.data_set.id == set_id)
        made, by = sheet_with(sheet, values), self._session.person
        name = sheet.data_set.title
        if made.id:
            return self._record(lambda store: store.change_part(made, by=by), f"The data sheet of {name} is recorded.")
        return self._record(lambda store: store.add_part(made, by=by), f"The data sheet of {name} is begun.")

    def profile(self, set_id: str, path: str) -> None:
        """Take digest and profile of a file in a worker process, and record both with the data set."""
        self._look(path, f"Profiling {Path(path).name}", partial(self._on_profiled, set_id), digest_only=False)

    def compare(self, set_id: str, path: str) -> None:
        """Take the digest of a file and say whether it is the one of the data set. Nothing is recorded."""
        self._look(path, f"Comparing {Path(path).name}", partial(self._on_compared, set_id), digest_only=True)

    def _look(self, path: str, title: str, done: Any, *, digest_only: bool) -> None:
        if self._watch is not None and self._watch.running:
            return
        watch = self._watch = JobWatch(profile_data(Path(path), digest_only=digest_only), self)
        watch.finished.connect(done)
        watch.failed.connect(lambda reason, hint, _detail: self._end("error", reason, hint))
        watch.cancelled.connect(lambda: self._end("info", "Stopped; nothing is recorded.", ""))
        self._session.follow(title, watch)
        self._busy = f"{title}."
        self.refresh()

    def _on_profiled(self, set_id: str, found: dict[str, Any]) -> None:
        self._busy = ""
        by = self._session.person
        self._record(
            lambda store: store.record_profile(set_id, found, by=by),
            f"{found['name']}: {found['rows']:,} records, digest {str(found['sha256'])[:SHORT]}.",
        )
        self.refresh()

    def _on_compared(self, set_id: str, found: dict[str, Any]) -> None:
        part = self._part(set_id)
        held, now = part.fields.get("sha256", ""), str(found["sha256"])
        if held == now:
            self._end("success", f"{found['name']} is the file of {part.title}: the same digest, {now[:SHORT]}.", "")
        else:
            message = f"{found['name']} is not the file of {part.title}, or it changed."
            self._end("error", message, f"Recorded is {held[:SHORT] or 'no digest'}; the file has {now[:SHORT]}.")

    def _end(self, kind: str, message: str, hint: str) -> None:
        self._busy = ""
        self.refresh()
        self.said.emit(kind, message, hint)

    def _part(self, part_id: str) -> Part:
        return next(one for one in self._session.record.parts if one.id == part_id)

    def _follow(self, change: Change) -> None:
        if "case" in change.kinds and self._watch is not None and self._watch.running:
            self._watch.cancel()
        super()._follow(change)

    def _read(self) -> DataState:
        held = self._session
        parts = held.record.parts
        found = profiles(parts)
        return DataState(
            case=str(held.path),
            graph=self._graph(),
            registers={
                KIND: part_register(held, BY_ID[KIND], title="Data sets", more=self._set_actions()),
                "data-step": part_register(held, BY_ID["data-step"], title="Steps"),
            },
            sets={one.data_set.id: _set(one, found.get(one.data_set.id)) for one in data_sheets(parts)},
            header=HEADER,
            source=sheet_form().source,
            blocked=held.why_not_writable,
            busy=self._busy,
        )

    def _graph(self) -> GraphState:
        graph = lineage(self._session.record.parts, self._session.readings)
        standing, drawn = chain_standing(graph), lineage_graph(graph)
        return GraphState(
            pill=_PILLS[standing.word],
            title=drawn.title,
            sentence=standing.sentence,
            summary=drawn.summary,
            draw=partial(draw_graph, drawn),
            height=partial(graph_height, drawn),
            drawn=bool(drawn.nodes),
            header=drawn.header,
            rows=drawn.rows,
            breaks=tuple(one.sentence for one in standing.faults if one.breaks),
            open=tuple(one.sentence for one in standing.faults if not one.breaks),
        )

    def _set_actions(self) -> tuple[Action, ...]:
        digests = single_file_digests(self._session.readings)
        words = {
            digest: f"{digest[:SHORT]}, {one.body.get('probe', '')}, {clock.shown(one.at)}"
            for digest, one in digests.items()
        }
        field = FormField(
            id="sha256",
            title="Digest that a reading recorded",
            kind="choice",
            needed=True,
            choices=(("", "Choose"), *words.items()),
            help="Of readings on one file of data",
        )
        none = "" if words else "No reading on one file of data is recorded."
        return (
            Action(key=FROM_FILE, title="Profile a file", icon="fingerprint", blocked=self._busy),
            Action(key=COMPARE, title="Compare with a file", icon="search", blocked=self._busy),
            Action(key=FROM_READING, title="Digest of a reading", icon="link", fields=(field,), blocked=none),
        )


def _set(sheet: DataSheet, profile: DataProfile | None) -> SetState:
    return SetState(
        id=sheet.data_set.id,
        name=f"{sheet.data_set.marking} {sheet.data_set.title}",
        sheet_words=sheet.words,
        parts=tuple(
            SheetPartState(
                id=part.id,
                title=f"{part.title}, {part.said} of {len(part.rows)}",
                fields=tuple(
                    FormField(id=key, title=title, kind="lines", help=ask) for key, title, ask, _ in part.rows
                ),
                values={key: said for key, _, _, said in part.rows},
            )
            for part in sheet.parts
        ),
        profile=profile.sentence if profile else "",
        profile_current=profile is None or profile.current,
        columns=tuple(one.row for one in profile.columns) if profile else (),
    )
