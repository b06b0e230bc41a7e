"""Outputs of a generative system in an open case: importing them, grading them blind, closing the grading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from core.casefile import (
    chain,
    conflicts,
    documents,
    drafts,
    evidence,
    grading_kinds,
    grading_rows,
    readings,
    upload,
)
from core.casefile.open_case import OpenCase
from core.casefile.upload import Stored
from core.catalog.model import GuidelinePack
from core.errors import InputError, RefusedError
from core.evaluation.grading.columns import Recorded
from core.evaluation.grading.imported import Import
from core.evaluation.grading.order import shuffled
from core.evaluation.grading.records import Grade, Graded, Output, OutputSet
from core.evaluation.grading.rules import form_of, grader_named, set_problems
from core.evaluation.records import ReadingRecord
from core.probe import Reading

_GRADED = "Outputs graded: {}"
_FILES = "Origin data: {}"
_NO_PLAN = "# No plan was run: what was recorded or made elsewhere was looked at.\n"


class GradingCase(OpenCase):
    """An open case file with graded outputs; see `Store`. What is refused raises InputError."""

    def output_sets(self) -> tuple[OutputSet, ...]:
        """Every set of outputs, in the order in which they were imported."""
        with self._database.reading() as connection:
            return grading_rows.sets(connection)

    def import_outputs(self, recorded: Sequence[Recorded], about: Import, *, by: str) -> OutputSet:
        """Keeps outputs as evidence made by AI, in an order shuffled by the seed, with the key in the set's row."""
        problems = set_problems(
            title=about.title, graders=about.graders, seed=about.seed, marking=about.marking, origin=about.origin
        )
        if problems or not recorded:
            raise InputError(*(problems[0], " ".join(problems[1:])) if problems else ("There is no output to import.",))
        order = shuffled(recorded, about.seed)
        said = evidence.About(
            title=f"Outputs: {about.title.strip()}",
            file_name="outputs.jsonl",
            origin=about.origin.strip(),
            made_by_ai=True,
            marking=about.marking,
            include=about.include,
        )
        evidence.demand_sound(said, by=by)

        def record(connection: Connection, stored: Stored) -> OutputSet:
            kept = evidence.attach(connection, stored, about=said, by=by, media_type="application/jsonl")
            made = OutputSet(
                id="",
                title=about.title.strip(),
                evidence_id=kept.id,
                count=len(order),
                rubric=about.rubric,
                seed=about.seed,
                graders=tuple(" ".join(name.split()) for name in about.graders),
                origins=tuple(one.origin for one in order),
                columns=dict(about.columns),
                file_name=about.file_name,
                file_sha256=about.file_sha256,
                outputs_sha256=stored.sha256,
                marking=about.marking,
                by=by,
                at="",
            )
            return grading_rows.add_set(connection, made, by=by)

        return upload.store_bytes(self._database, grading_rows.document(order), said.file_name, record)

    def outputs_of(self, set_id: str) -> tuple[Output, ...]:
        """The outputs of a set as graders see them, by number."""
        with self._database.reading() as connection:
            made = grading_rows.one_set(connection, set_id)
        return grading_rows.outputs_in(b"".join(documents.chunks(self._database, made.outputs_sha256)))

    def grades_of(self, set_id: str, grader: str) -> tuple[Grade, ...]:
        """What one grader has graded: nobody's grades are shown to another before the grading is closed."""
        with self._database.reading() as connection:
            made = grading_rows.one_set(connection, set_id)
            name = grader_named(made, grader)
            return tuple(one for one in grading_rows.grades(connection, made) if one.by == name)

    def grade_output(self, grade: Grade, *, by: str) -> Grade:
        """Records what `by` says of an output (`core.evaluation.grading.rules.grade_problems`)."""
        with self._database.writing() as connection:
            return grading_rows.add_grade(connection, grade, by=by)

    def close_grading(self, set_id: str, *, why: str, by: str, pack: GuidelinePack) -> tuple[ReadingRecord, ...]:
        """Closes a grading and records its results, and what the program counted, as readings linked to items.

        A limit of the rubric that is missed opens a finding. `why` is needed where somebody is not done.
        """
        from core.evaluation.grading.content import count_content  # as the results: they bring numpy
        from core.evaluation.grading.readings import content_reading, grading_reading
        from core.evaluation.grading.results import results

        outputs = self.outputs_of(set_id)
        with self._database.writing() as connection:
            self._demand_one_grade_each(connection, set_id)
            made = grading_rows.close(connection, grading_rows.one_set(connection, set_id), why=why, by=by)
            for grader in made.graders:
                drafts.keep_form(connection, form_of(made, grader), "")
            held = self._graded(connection, made, outputs)
            counted = content_reading(made, count_content(outputs, made.origins, made.rubric.checks))
            found = [(counted, made.rubric.checks.items)]
            if held.grades:
                found.insert(0, (grading_reading(made, results(held)), made.rubric.items))
            name = _GRADED.format(made.title)
            return tuple(
                readings.add(
                    connection, one.as_dict(), plan_name=name, plan_text=_NO_PLAN, by=by, pack=pack, items=items
                )
                for one, items in found
            )

    def add_origin(self, reading: Reading, *, title: str, by: str, pack: GuidelinePack) -> ReadingRecord:
        """Records what was found of origin data in files, linked to the items of the pack that ask for it."""
        name = _FILES.format(title)
        with self._database.writing() as connection:
            return readings.add(connection, reading.as_dict(), plan_name=name, plan_text=_NO_PLAN, by=by, pack=pack)

    def gradings(self) -> tuple[Graded, ...]:
        """Every set with its grades, those of a grading that goes on left out: only how many there are."""
        with self._database.reading() as connection:
            made = grading_rows.sets(connection)
        found = []
        for one in made:
            outputs = self.outputs_of(one.id) if one.closed else ()
            with self._database.reading() as connection:
                found.append(self._graded(connection, one, outputs))
        return tuple(found)

    @staticmethod
    def _demand_one_grade_each(connection: Connection, set_id: str) -> None:
        """Raises RefusedError where a grader said two things in two copies, and nobody has chosen."""
        for one in conflicts.open_conflicts(connection):
            if one.about == grading_kinds.GRADE and _set_of(connection, one.ours.id) == set_id:
                raise RefusedError(f"Copies of the case differ: {one.title}.", "Settle it on the page Case file first.")

    @staticmethod
    def _graded(connection: Connection, made: OutputSet, outputs: Sequence[Output]) -> Graded:
        held = grading_rows.grades(connection, made)
        shown = Graded(outputs=made, done=grading_rows.done(made, held))
        if not made.closed:
            return shown
        prompts = tuple(one.prompt for one in outputs)
        return replace(shown, grades=held, prompts=prompts, late=grading_rows.late(connection, made))


def _set_of(connection: Connection, digest: str) -> str:
    """The set that the grade of this row is of."""
    return str(next(chain.entries(connection, digest=digest)).body.get("set_id", ""))
