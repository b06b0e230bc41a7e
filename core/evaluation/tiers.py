"""Tier views of one use: M-25-21, M-24-10 and the framework for national security systems.

They are views of the same intake, beside the Act: none of them takes an item out of the evaluation. The status of each
policy (in force, rescinded) comes with it from resources/policy/intake.yaml.
"""

from __future__ import annotations

from core.catalog.intake import intake
from core.evaluation.determinations import (
    NO,
    UNDECIDED,
    YES,
    Answers,
    Determination,
    all_of,
    any_of,
    grounds,
    unanswered,
    value_of,
)

OUT_OF_SCOPE = "not in scope"
LISTED_BUT_NOT = (
    "In a listed area but held not to be high-impact: for categories that are presumed high-impact, M-25-21 asks for a"
    " written determination to the Chief AI Officer."
)


def high_impact(answers: Answers) -> Determination:
    """OMB M-25-21: high-impact where the output is a principal basis for decisions or actions with legal, material,
    binding or significant effect on a listed interest. National security systems are out of its scope.
    """
    word = all_of(answers, ("principal-basis", "effect-on"))
    cautions = unanswered(answers, ("principal-basis", "effect-on")) if word == UNDECIDED else ()
    if value_of(answers, "national-security-system") == YES:
        word, cautions = OUT_OF_SCOPE, ()
    if value_of(answers, "effect-on") == YES and word == NO:
        cautions = (LISTED_BUT_NOT,)
    sentence = {
        YES: "High-impact: the minimum practices of M-25-21, section 4(b), apply.",
        NO: "Not high-impact.",
        OUT_OF_SCOPE: "M-25-21 does not cover national security systems.",
        UNDECIDED: "Whether it is high-impact is not decided.",
    }[word]
    return _view("m-25-21", "High-impact AI", "M-25-21", word, sentence, (YES, NO, OUT_OF_SCOPE), answers, cautions)


def rights_and_safety(answers: Answers) -> Determination:
    """OMB M-24-10, section 5(b), rescinded on 2025-04-03: rights-impacting, safety-impacting, both or neither."""
    rights, safety = value_of(answers, "rights-impacting"), value_of(answers, "safety-impacting")
    word = {(YES, YES): "both", (YES, NO): "rights-impacting", (NO, YES): "safety-impacting", (NO, NO): "neither"}.get(
        (rights, safety), UNDECIDED
    )
    cautions = unanswered(answers, ("rights-impacting", "safety-impacting")) if word == UNDECIDED else ()
    if value_of(answers, "national-security-system") == YES:
        word, cautions = OUT_OF_SCOPE, ()
    sentence = {
        "both": "Rights-impacting and safety-impacting.",
        "rights-impacting": "Rights-impacting.",
        "safety-impacting": "Safety-impacting.",
        "neither": "Neither rights-impacting nor safety-impacting.",
        OUT_OF_SCOPE: "M-24-10 did not cover national security systems.",
        UNDECIDED: "Whether it is rights- or safety-impacting is not decided.",
    }[word]
    words = ("both", "rights-impacting", "safety-impacting", "neither", OUT_OF_SCOPE)
    return _view("m-24-10", "Rights- and safety-impacting AI", "M-24-10", word, sentence, words, answers, cautions)


def national_security(answers: Answers) -> Determination:
    """The framework under NSM-25 (rescinded 2026-06-05): prohibited use, high-impact use, or neither, where the system
    is a national security system (44 U.S.C. 3552(b)(6)).
    """
    is_one = value_of(answers, "national-security-system")
    prohibited, high = any_of(answers, ("prohibited-use",)), any_of(answers, ("nss-high-impact",))
    if is_one == NO:
        word = OUT_OF_SCOPE
    elif is_one == YES and prohibited == YES:
        word = "prohibited"
    elif is_one == YES and prohibited == NO and high in (YES, NO):
        word = "high-impact" if high == YES else "neither"
    else:
        word = UNDECIDED
    asked = ("national-security-system", "prohibited-use", "nss-high-impact")
    sentence = {
        OUT_OF_SCOPE: "It is not a national security system.",
        "prohibited": "A use on the framework's list of prohibited uses.",
        "high-impact": "A national security system with a use on the framework's list of high impact.",
        "neither": "A national security system with neither a prohibited nor a listed high-impact use.",
        UNDECIDED: "Whether it is a national security system, and of which tier, is not decided.",
    }[word]
    words = (OUT_OF_SCOPE, "prohibited", "high-impact", "neither")
    cautions = unanswered(answers, asked) if word == UNDECIDED else ()
    return _view("nss", "National security system", "Framework under NSM-25", word, sentence, words, answers, cautions)


def human_like(answers: Answers, components: tuple[str, ...]) -> Determination:
    """Section 3(b)(7): any human-like feature makes the component "anthropomorphic" (ANT) part of the system."""
    word = {YES: "present", NO: "absent", UNDECIDED: UNDECIDED}[any_of(answers, ("human-like",))]
    cautions = unanswered(answers, ("human-like",)) if word == UNDECIDED else ()
    if word == "present" and "ANT" not in components:
        cautions = ("The description leaves the component ANT out, though the system has human-like features.",)
    if word == "absent" and "ANT" in components:
        cautions = ("The description has the component ANT, though no human-like feature is named: its items are due.",)
    sentence = {
        "present": "Human-like features are present: the items of component ANT have to be answered.",
        "absent": "No human-like feature: the component ANT can be left out.",
        UNDECIDED: "Whether it has human-like features is not decided.",
    }[word]
    words = ("present", "absent")
    return _view("human-like", "Human-like features", "3(b)(7)", word, sentence, words, answers, cautions)


def _view(
    about: str,
    title: str,
    clause: str,
    word: str,
    sentence: str,
    words: tuple[str, ...],
    answers: Answers,
    cautions: tuple[str, ...],
) -> Determination:
    told = intake()
    questions = told.about(about)
    policy = told.policies[questions[0].policy]
    return Determination(
        id=about,
        title=title,
        clause=clause,
        word=word,
        sentence=sentence,
        words=words,
        because=grounds(answers, questions),
        cautions=cautions,
        status="" if policy.id == "act" else f"{policy.title}: {policy.status}.",
    )
