"""Whether a pack is in force, when it is to be reviewed, and whether it adds to another one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from core import clock
from core.catalog.model import GuidelinePack, PackState
from core.yaml_table import Table

STATES: tuple[PackState, ...] = ("draft", "in force", "rescinded")
_NAMESPACE = re.compile(r"X[A-Z0-9]{1,7}")
_MONTHS_MOST = 120


@dataclass(frozen=True, kw_only=True)
class Validity:
    """What the head of a pack file says of its standing; see `GuidelinePack`."""

    state: PackState = "in force"
    in_force_from: str = ""
    rescinded_on: str = ""
    review_interval_months: int = 12
    extends: str = ""
    namespace: str = ""


@dataclass(frozen=True, kw_only=True)
class Review:
    """The review clock of a pack: the guidelines are updated "at least yearly" (section 3(a)(3)).

    `due` is None where the pack's date can't be read; `days_left` is negative once the review is overdue.
    """

    due: date | None
    days_left: int | None
    sentence: str


def pack_validity(about: Table) -> Validity:
    """The standing that the part `pack` of a file gives; mistakes are noted. What is not there has its default."""
    state: PackState = "in force"
    if about.has("state"):
        state = next((known for known in STATES if known == about.one_of("state", STATES)), state)
    found = Validity(
        state=state,
        in_force_from=_day(about, "in_force_from"),
        rescinded_on=_day(about, "rescinded_on"),
        review_interval_months=_months(about),
        extends=about.text("extends", required=False),
        namespace=about.text("namespace", required=False),
    )
    if found.rescinded_on and state != "rescinded":
        about.problem(about.line_of("rescinded_on"), "only a pack whose state is rescinded has 'rescinded_on'.")
    if bool(found.extends) != bool(found.namespace):
        about.problem(about.line, "an add-on has both 'extends' (the pack it adds to) and 'namespace'.")
    if found.namespace and not _NAMESPACE.fullmatch(found.namespace):
        about.problem(
            about.line_of("namespace"), "a namespace is X and one to seven capital letters or digits, such as XAG."
        )
    return found


def standing_on(pack: GuidelinePack, today: date) -> str:
    """Whether the pack is in force on `today`, as words for the person: "in force", "draft, not in force" ..."""
    if pack.state == "draft":
        return "draft, not in force"
    if pack.state == "rescinded":
        return f"rescinded on {pack.rescinded_on}" if pack.rescinded_on else "rescinded"
    begins = clock.day_of(pack.in_force_from)
    if begins is not None and today < begins:
        return f"in force from {pack.in_force_from}"
    return "in force"


def review(pack: GuidelinePack, today: date) -> Review:
    """When the pack is to be reviewed next: its date and the interval it names (section 3(a)(3))."""
    made = clock.day_of(pack.date)
    if made is None:
        return Review(due=None, days_left=None, sentence=f"The date of the pack, {pack.date!r}, can't be read.")
    due = clock.months_after(made, pack.review_interval_months)
    left = (due - today).days
    if left < 0:
        sentence = f"Its review was due on {due} (section 3(a)(3)): {-left} days ago."
    else:
        sentence = f"Its next review is due on {due} (section 3(a)(3)): in {left} days."
    return Review(due=due, days_left=left, sentence=sentence)


def _day(about: Table, name: str) -> str:
    text = about.text(name, required=False)
    if text and clock.day_of(text) is None:
        about.problem(about.line_of(name), f"'{name}' has to be a date as 2026-11-22, not '{text}'.")
        return ""
    return text


def _months(about: Table) -> int:
    text = about.text("review_interval_months", required=False)
    if not text:
        return 12
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= _MONTHS_MOST:
        about.problem(
            about.line_of("review_interval_months"),
            f"the interval of review is 1 to {_MONTHS_MOST} months, not '{text}'.",
        )
        return 12
    return int(text)
