"""What is recorded of the deployment beside its description: intake, dates, exemptions, clocks, people, parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from core.casefile import answering, campaigns, deployment_kinds, evaluations, packs
from core.casefile import deployment_record as rows
from core.casefile.open_case import OpenCase
from core.catalog.model import GuidelinePack
from core.errors import InputError
from core.evaluation.calendar_days import parse_day
from core.evaluation.carrying import as_draft, carried
from core.evaluation.clocks import decision_problems
from core.evaluation.data_profiles import profile_entry
from core.evaluation.deployment_record import (
    ActDates,
    ClockDecision,
    DeploymentRecord,
    Exemption,
    IntakeAnswer,
    Overruling,
    Part,
    RoleHolder,
)
from core.evaluation.determinations import answer_problems, overruling_problems
from core.evaluation.exemptions import exemption_problems, renewal_problems
from core.evaluation.lineage import recording_problems
from core.evaluation.people import role_problems
from core.evaluation.recordable import part_problems
from core.evaluation.records import Answer
from core.evaluation.release import PublicWords, ReleaseReview, review_problems, words_problems
from core.evaluation.standing import determinations


class DeploymentCase(OpenCase):
    """An open case file with the record of its deployment; see `Store`. What is refused raises InputError."""

    def deployment_record(self) -> DeploymentRecord:
        """All that is recorded of the deployment beside its description."""
        with self._database.reading() as connection:
            return rows.record(connection)

    def set_act_dates(self, dates: ActDates, *, by: str) -> None:
        """Records the dates of enactment and release, from which the clocks count; empty takes one back."""
        with self._database.writing() as connection:
            rows.set_dates(connection, dates, by=by)

    def answer_intake(self, answer: IntakeAnswer, *, by: str) -> None:
        """Records the answer to a question of the intake; an empty date takes an earlier one back."""
        _demand(answer_problems(answer))
        with self._database.writing() as connection:
            rows.append(connection, deployment_kinds.INTAKE, answer.question_id, answer, by=by)

    def overrule(self, determination_id: str, word: str, *, reason: str, today: date, by: str) -> None:
        """Puts `word` in place of what the rules give; an empty word takes that back. Both need a reason."""
        with self._database.writing() as connection:
            known = determinations(rows.record(connection), evaluations.deployment(connection), today)
            found = next((one for one in known if one.id == determination_id), None)
            if found is None:
                raise InputError(f"There is no determination '{determination_id}'.")
            _demand(overruling_problems(found, word=word, reason=reason))
            said = Overruling(determination_id=determination_id, word=word, reason=reason.strip())
            rows.append(connection, deployment_kinds.OVERRULING, determination_id, said, by=by)

    def add_exemption(self, exemption: Exemption, *, pack: GuidelinePack, by: str) -> None:
        """Records an exemption (`core.evaluation.exemptions.exemption_problems`)."""
        _demand(exemption_problems(exemption, pack))
        left_out = ("id", "renewals", "changed_by", "changed_at")
        with self._database.writing() as connection:
            rows.append(connection, deployment_kinds.EXEMPTION, "", exemption, by=by, leave_out=left_out)

    def renew_exemption(self, exemption_id: str, *, until: str, reason: str, today: date, by: str) -> None:
        """Gives an exemption a later last day; the earlier one stays in its history."""
        with self._database.writing() as connection:
            held = rows.one_exemption(connection, exemption_id)
            _demand(renewal_problems(held, until=until, reason=reason, today=today))
            body = {"until": until, "change_reason": reason.strip()}
            rows.append_change(connection, deployment_kinds.EXEMPTION_CHANGE, exemption_id, body, by=by)

    def end_exemption(self, exemption_id: str, *, day: str, reason: str, by: str) -> None:
        """Ends an exemption on a day, with the reason."""
        _demand_day_and(day, reason, "Say why the exemption ends.")
        with self._database.writing() as connection:
            rows.one_exemption(connection, exemption_id)
            body = {"ended": day, "end_reason": reason.strip()}
            rows.append_change(connection, deployment_kinds.EXEMPTION_CHANGE, exemption_id, body, by=by)

    def record_after_action(self, exemption_id: str, *, day: str, record: str, by: str) -> None:
        """Records the evaluation after an edge or emergency case (4(a)(2)(B)): its day, and where it can be read."""
        _demand_day_and(day, record, "Say where the evaluation afterwards can be read.")
        with self._database.writing() as connection:
            if not rows.one_exemption(connection, exemption_id).after_action_due:
                raise InputError("This exemption asks for no evaluation afterwards.")
            body = {"after_action_done": day, "after_action_record": record.strip()}
            rows.append_change(connection, deployment_kinds.EXEMPTION_CHANGE, exemption_id, body, by=by)

    def decide_clock(self, decision: ClockDecision, *, today: date, by: str) -> None:
        """Records what was decided about a clock (`core.evaluation.clocks.decision_problems`)."""
        _demand(decision_problems(decision, today))
        with self._database.writing() as connection:
            rows.append(connection, deployment_kinds.CLOCK, decision.clock_id, decision, by=by)

    def set_role(self, holder: RoleHolder, *, by: str) -> None:
        """Records who holds a role."""
        _demand(role_problems(holder))
        with self._database.writing() as connection:
            rows.append(connection, deployment_kinds.ROLE, holder.role, holder, by=by)

    def write_public_words(self, words: PublicWords, *, by: str) -> None:
        """Records what may be read by anybody, in place of what was written before (`release.words_problems`)."""
        said = {name: value.strip() for name, value in words.fields.items() if value.strip()}
        _demand(words_problems(PublicWords(fields=said)))
        with self._database.writing() as connection:
            rows.append(connection, deployment_kinds.PUBLIC_WORDS, "words", PublicWords(fields=said), by=by)

    def review_for_release(self, review: ReleaseReview, *, by: str) -> None:
        """Records that somebody reviewed a document before it goes out (`release.review_problems`)."""
        with self._database.writing() as connection:
            _demand(review_problems(review, rows.public_words(connection), by=by))
            rows.append(connection, deployment_kinds.RELEASE, review.document, review, by=by)

    def add_part(self, part: Part, *, by: str) -> None:
        """Records a part of a component, or an entry of a register (`core.evaluation.recordable.part_problems`).

        A red-team campaign that is marked failed opens a finding, as a failed reading does.
        """
        _demand(part_problems(part))
        with self._database.writing() as connection:
            _demand(recording_problems(part, rows.parts(connection)))
            made = rows.append(
                connection, deployment_kinds.PART, part.component, part, by=by, leave_out=("id", "removed")
            )
            campaigns.follow_campaign(connection, replace(part, id=made, by=by), rows.parts(connection), by=by)

    def change_part(self, part: Part, *, by: str) -> None:
        """Records what is now said of a part, by its id."""
        _demand(part_problems(part))
        with self._database.writing() as connection:
            held = rows.one_part(connection, part.id)
            if (held.component, held.kind) != (part.component, part.kind):
                raise InputError("An entry stays of its kind.", "Take it out and record it anew.")
            _demand(recording_problems(part, rows.parts(connection)))
            said = {"title": part.title, "fields": dict(part.fields), "marking": part.marking}
            body = {"name": part.title, "register": part.kind if not part.component else "", **said}
            rows.append_change(connection, deployment_kinds.PART_CHANGE, part.id, body, by=by)
            campaigns.follow_campaign(connection, part, rows.parts(connection), by=by)

    def record_profile(self, data_set_id: str, found: Mapping[str, Any], *, by: str) -> None:
        """Records the profile of a data set's file, whose digest it has from now (`data_profiles.profile_entry`)."""
        with self._database.writing() as connection:
            held = rows.one_part(connection, data_set_id)
            named, profile = profile_entry(held, found)
            _demand((*part_problems(named), *part_problems(profile)))
            if named.fields != held.fields:
                said = {"title": named.title, "fields": dict(named.fields), "marking": named.marking}
                body = {"name": named.title, "register": "", **said}
                rows.append_change(connection, deployment_kinds.PART_CHANGE, held.id, body, by=by)
            rows.append(connection, deployment_kinds.PART, "DAT", profile, by=by, leave_out=("id", "removed"))

    def remove_part(self, part_id: str, *, reason: str, by: str) -> None:
        """Takes a part out of the inventory with the reason; its row stays."""
        if not reason.strip():
            raise InputError("Say why the part is taken out.")
        with self._database.writing() as connection:
            held = rows.one_part(connection, part_id)
            register = held.kind if not held.component else ""
            body = {"name": held.title, "register": register, "removed": reason.strip()}
            rows.append_change(connection, deployment_kinds.PART_CHANGE, part_id, body, by=by)

    def confirm_carried(self, items: Sequence[str], *, pack: GuidelinePack, by: str) -> tuple[Answer, ...]:
        """Confirms carried answers to these items, word for word, as answers of the newest evaluation.

        An item whose answer is not carried, or that the pack does not have, is passed over.
        """
        with self._database.writing() as connection:
            evaluation = evaluations.newest_evaluation(connection)
            held = carried(answering.answers(connection), evaluation.id) if evaluation else {}
            changed = packs.asked_again(connection)  # the question is another one: the old words do not answer it
            wanted = [item for item in items if item in held and item in pack.by_id and item not in changed]
            return tuple(
                answering.confirm(connection, as_draft(held[item]), item=pack.item(item), by=by) for item in wanted
            )


def _demand(found: tuple[str, ...]) -> None:
    if found:
        raise InputError(found[0], " ".join(found[1:]))


def _demand_day_and(day: str, text: str, sentence: str) -> None:
    if parse_day(day) is None:
        raise InputError("Give the day as 2026-11-22.")
    if not text.strip():
        raise InputError(sentence)
