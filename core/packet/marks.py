"""The markings of a packet are checked before anything is made: a wrongly marked packet must not leave the room."""

from __future__ import annotations

from collections.abc import Iterator

from core.errors import InputError, RefusedError
from core.marking import banner_to_portion, check, check_within
from core.marking.authority import UNSTATED_HINT, unstated
from core.marking.compilation import UNDECIDED_HINT, undecided
from core.marking.training import is_training
from core.snapshot import Snapshot


def check_marks(snapshot: Snapshot) -> None:
    """Refuse a packet whose marks are wrong.

    Raises InputError for a marking that breaks the grammar, and RefusedError for a portion above the banner, for a
    banner above its portions that nobody has decided on as a compilation, or for a classified packet without a whole
    authority block; a case for learning, whose classification nobody made, needs no block.
    """
    banner = snapshot.deployment.marking
    _refuse_faults(banner, "banner", "the case")
    portions = list(_portions(snapshot))
    for portion, whose in portions:
        _refuse_faults(portion, "portion", whose)
    outside = check_within(banner, [portion for portion, _ in portions])
    if outside:
        raise RefusedError(
            f"The packet would be marked {banner}, and {outside[0].message}",
            "Raise the marking of the case on the page Deployment, or correct the portion.",
        )
    on_record = [answer.marking for answer in snapshot.all_answers]  # the banner is that of the whole case
    above = undecided(banner, [*(portion for portion, _ in portions), *on_record], snapshot.custody.compilation)
    if above:
        raise RefusedError(above, UNDECIDED_HINT)
    lacking = "" if is_training(snapshot.title) else unstated(snapshot.custody.authority, banner)
    if lacking:
        raise RefusedError(lacking, UNSTATED_HINT)


def _refuse_faults(marking: str, kind: str, whose: str) -> None:
    faults = check(marking, kind="banner" if kind == "banner" else "portion")
    if faults:
        fix = f"It could be {faults[0].fix}." if faults[0].fix else "Correct it before exporting."
        raise InputError(
            f"The marking '{marking}' of {whose} is not valid ({faults[0].rule}): {faults[0].message}", fix
        )


def _portions(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Every portion mark that the packet shows, and whose it is."""
    yield banner_to_portion(snapshot.pack.marking), "the guideline pack"
    for answer in snapshot.answers.values():
        yield answer.marking, f"the answer to {answer.item_id}"
    for answer in snapshot.all_answers:
        if answer.item_id in snapshot.held_back:  # it is shown as on record, and does not stand
            yield answer.marking, f"an answer to {answer.item_id}"
    for evidence in snapshot.evidence:
        yield evidence.marking, f"the evidence '{evidence.title}'"
    for finding in snapshot.findings:
        yield finding.marking, f"the finding '{finding.title}'"
    for exemption in snapshot.record.exemptions:
        yield exemption.marking, f"the exemption granted on {exemption.granted}"
    for decision in snapshot.record.decisions.values():
        yield decision.marking, f"the decision on the clock '{decision.clock_id}'"
    yield from _of_gradings(snapshot)
    for part in snapshot.record.parts:
        if not part.removed:
            yield part.marking, f"the part '{part.title}'"


def _of_gradings(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for held in snapshot.gradings:
        yield held.outputs.marking, f"the outputs '{held.outputs.title}'"
        for grade in held.grades:
            if grade.note:
                yield grade.marking, f"a note on output {grade.number} of '{held.outputs.title}'"
