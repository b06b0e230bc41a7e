"""The review of an open case: submitting, returning, accepting, reopening, and the second person for a packet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from core.casefile import chain, deployment_record, evaluations, review_kinds, review_rows
from core.casefile.open_case import OpenCase
from core.errors import InputError, RefusedError
from core.evaluation.review import LEAST_SEEN, Review, ReviewAct, act_problems, export_problem, release_problems


class ReviewCase(OpenCase):
    """An open case file with the review of its newest evaluation; see `Store`."""

    def review(self) -> Review:
        """Where the review stands, with the digest of the case as it is now."""
        with self._database.reading() as connection:
            return review_rows.review(connection)

    def is_locked(self) -> bool:
        """Whether the newest evaluation is accepted, so that nothing in it changes."""
        with self._database.reading() as connection:
            return review_kinds.is_locked(connection)

    def act_on_review(self, act: ReviewAct, *, complete: bool, items: Collection[str], by: str) -> None:
        """Records an act of the review; `act.seen` may be the first characters of the digest that was shown.

        `complete` says whether anything is missing, `items` are those of the pack. Raises InputError before the first
        evaluation, and RefusedError with the reasons why not (`core.evaluation.review.act_problems`).
        """
        with self._database.writing() as connection:
            evaluation = evaluations.newest_evaluation(connection)
            if evaluation is None:
                raise InputError("No evaluation has been started.", "Start one first.")
            found = review_rows.review(connection)
            whole = replace(act, evaluation_id=evaluation.id, seen=_whole(act.seen, found))
            roles = deployment_record.record(connection).roles
            _demand(act_problems(whole, found, by=by, complete=complete, items=items, roles=roles))
            seen = whole.seen or found.content  # whoever reopens need not have looked
            review_rows.append(connection, replace(whole, seen=seen), by=by)

    def set_two_person(self, *, on: bool, reason: str, by: str) -> None:
        """Says whether packets need a second person now. Raises InputError without a reason, or where it is so."""
        if not reason.strip():
            raise InputError("Say why packets need a second person, or no longer do.")
        with self._database.writing() as connection:
            if review_rows.review(connection).two_person == on:
                raise InputError(f"Packets {'need' if on else 'do not need'} a second person already.")
            body = {"on": on, "reason": reason.strip()}
            chain.append(connection, kind=review_kinds.RULE, subject="", body=body, by=by)

    def release_packet(self, *, seen: str, remark: str, by: str) -> None:
        """Records that a second person lets the packet of the case as it stands go out. Raises RefusedError."""
        with self._database.writing() as connection:
            found = review_rows.review(connection)
            whole = _whole(seen, found)
            _demand(release_problems(found, seen=whole, by=by))
            body = {"seen": whole, "remark": remark.strip()}
            chain.append(connection, kind=review_kinds.RELEASED, subject="", body=body, by=by)

    def demand_released(self, *, by: str = "") -> None:
        """Raises RefusedError where packets need a second person and `by` may not make this one.

        Without `by`, as when it is signed: where nobody has released it as the case stands.
        """
        if problem := export_problem(self.review(), by=by):
            raise RefusedError(
                problem, "A second person releases it on the page Review, or by: touchstone review release"
            )


def _whole(seen: str, found: Review) -> str:
    """The digest that a person gave the beginning of."""
    given = seen.strip().lower()
    return found.content if len(given) >= LEAST_SEEN and found.content.startswith(given) else given


def _demand(found: tuple[str, ...]) -> None:
    if found:
        raise RefusedError(found[0], " ".join(found[1:]))
