"""Whether section 4 of the Act applies to a use: an AI system, in a covered use, not exempt, existing or new."""

from __future__ import annotations

from datetime import date

from core.catalog.intake import intake
from core.evaluation.calendar_days import parse_day
from core.evaluation.deployment_record import ActDates, Exemption
from core.evaluation.determinations import (
    NO,
    UNDECIDED,
    YES,
    Answers,
    Determination,
    Ground,
    all_of,
    any_of,
    grounds,
    unanswered,
    value_of,
)
from core.evaluation.exemptions import BASES, covers_words, in_force

DEFINITION = ("machine-based", "perceives", "abstracts", "infers")
COVERED = ("decides-alone", "decides-with-person")
ANY_PORTION = (
    "The Act takes a use out of “covered use” when it is exempt from any portion of the guidelines. Whether the rest"
    " still applies is for counsel to say; until that is recorded, the rest is due."
)
GAP = (
    "In use since after enactment but before section 4 was in effect: not “before the date of enactment” (4(b)) and not"
    " clearly “new” (4(c)). The safe reading: evaluate before any further integration, and in any case within 2 years"
    " of the release of the guidelines."
)


def ai_system(answers: Answers) -> Determination:
    """Section 2(1): a machine-based system as its first sentence says, that does each of (A), (B) and (C)."""
    word = all_of(answers, DEFINITION)
    sentence = {
        YES: "It is an artificial intelligence system: every part of the definition is met.",
        NO: "It is not an artificial intelligence system: a part of the definition is not met.",
        UNDECIDED: "Whether it is an artificial intelligence system is not decided.",
    }[word]
    return Determination(
        id="ai-system",
        title="Artificial intelligence system",
        clause="2(1)(A)-(C)",
        word=word,
        sentence=sentence,
        words=(YES, NO),
        because=grounds(answers, intake().about("ai-system")),
        cautions=unanswered(answers, DEFINITION) if word == UNDECIDED else (),
    )


def covered_use(answers: Answers, exemptions: tuple[Exemption, ...], today: date) -> Determination:
    """Section 4(a): use in any automated decision making, but for what the Director exempts.

    The Act does not define "automated decision making"; "any" is read widely, so that output which informs a decision
    of a person counts, as section 2(1) says "make or inform".
    """
    valid = [one for one in exemptions if in_force(one, today)]
    by_answers = any_of(answers, COVERED)
    word = {YES: "covered", NO: "not covered", UNDECIDED: UNDECIDED}[by_answers]
    cautions: tuple[str, ...] = unanswered(answers, COVERED) if word == UNDECIDED else ()
    if word != "not covered" and valid:
        word = "exempt" if any(one.scope == "use" for one in valid) else "exempt in part"
        cautions = (*cautions, *((ANY_PORTION,) if word == "exempt in part" else ()))
    sentence = {
        "covered": "It is a covered use: use in automated decision making.",
        "not covered": "It is not a covered use: no decision is made or informed by its output.",
        "exempt": "It is not a covered use: the whole use is exempt.",
        "exempt in part": "A portion of the guidelines is exempt for this use.",
        UNDECIDED: "Whether it is a covered use is not decided.",
    }[word]
    exempt = tuple(
        Ground(clause=BASES[one.basis][1], asked=f"Exemption: {BASES[one.basis][0]}", answer=covers_words(one))
        for one in valid
    )
    return Determination(
        id="covered-use",
        title="Covered use",
        clause="4(a)",
        word=word,
        sentence=sentence,
        words=("covered", "not covered"),
        because=(*grounds(answers, intake().about("covered-use")), *exempt),
        cautions=cautions,
    )


def timing(answers: Answers, dates: ActDates, *, said_existing: bool) -> Determination:
    """Existing (4(b)), new (4(c)), or in the gap between enactment and the effective date (4(f)).

    "In use before the date of enactment" is existing, so the day of enactment itself is not. Section 4 takes effect on
    the day of release (4(f)), so that day is new. Without dates, what the description says is taken.
    """
    since, enacted, released = parse_day(value_of(answers, "in-use-since")), dates.enacted_on, dates.released_on
    in_use = value_of(answers, "in-use")
    word, cautions = _timing_word(since, enacted, released, in_use), []
    if not word:
        word = "existing" if said_existing else "new"
        cautions.append("Taken from the description: the date of first use or the dates of the Act are not recorded.")
    elif word != "gap" and (word == "existing") != said_existing:
        cautions.append(f"The description says {'existing' if said_existing else 'new'}; the dates say {word}.")
    if word == "gap":
        cautions.append(GAP)
    sentence = {
        "existing": "Existing: in use before the date of enactment.",
        "new": "New: an acquisition or integration that has to meet the guidelines before it is deployed.",
        "gap": "Neither existing nor clearly new: in use since a day between enactment and release.",
    }[word]
    known = (
        Ground(clause="4(b)", asked="Date of enactment", answer=dates.enacted or "Not set"),
        Ground(clause="4(f)", asked="Release of the guidelines, when section 4 took effect", answer=_released(dates)),
        Ground(clause="4(b), 4(c)", asked="Description", answer="Existing" if said_existing else "New"),
    )
    return Determination(
        id="timing",
        title="Existing or new",
        clause="4(b), 4(c), 4(f)",
        word=word,
        sentence=sentence,
        words=("existing", "new", "gap"),
        because=(*grounds(answers, intake().about("timing")), *known),
        cautions=tuple(cautions),
    )


def _released(dates: ActDates) -> str:
    return dates.released or "Not set"


def _timing_word(since: date | None, enacted: date | None, released: date | None, in_use: str) -> str:
    if in_use == NO:
        return "new"
    if since is None or enacted is None:
        return ""
    if since < enacted:
        return "existing"
    return "gap" if released is None or since < released else "new"


def duties(system: Determination, use: Determination) -> Determination:
    """Whether the duties of section 4 fall on this use: an AI system (2(1)) in a covered use (4(a))."""
    if system.word == NO or use.word in ("not covered", "exempt"):
        word, sentence = "do not apply", "The duties of section 4 do not apply; an evaluation is voluntary."
    elif system.word == YES and use.word in ("covered", "exempt in part"):
        word, sentence = "apply", "The duties of section 4 apply to this deployment."
    else:
        word = UNDECIDED
        sentence = "Not decided yet. Until it is, treat the deployment as one to which section 4 applies."
    return Determination(
        id="duties",
        title="Duties of section 4",
        clause="2(1), 4(a)",
        word=word,
        sentence=sentence,
        words=("apply", "do not apply"),
        because=tuple(Ground(clause=one.clause, asked=one.title, answer=one.sentence) for one in (system, use)),
    )
