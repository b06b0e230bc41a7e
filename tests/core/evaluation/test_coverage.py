"""Whether the Act covers a use: the definition, the covered use, exemptions, existing or new, tiers, overruling."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.catalog.intake import intake
from core.evaluation import coverage, tiers
from core.evaluation.deployment_record import ActDates, DeploymentRecord, Exemption, IntakeAnswer, Overruling
from core.evaluation.determinations import answer_problems, overruling_problems
from core.evaluation.standing import determinations
from tests.core.evaluation.samples import deployment

TODAY = date(2026, 11, 23)
DATES = ActDates(enacted="2025-03-01", released="2026-01-15")


def said(**values: Any) -> dict[str, IntakeAnswer]:
    """Answers by question, with - for _; a tuple picks."""
    found = {}
    for name, value in values.items():
        key = name.replace("_", "-")
        picked = value if isinstance(value, tuple) else ()
        found[key] = IntakeAnswer(question_id=key, value="yes" if picked else str(value or "no"), picked=picked)
    return found


def exemption(**changes: Any) -> Exemption:
    told: dict[str, Any] = {
        "scope": "use",
        "basis": "director",
        "authority": "Director of NIST",
        "granted": "2026-01-01",
        "reason": "Test",
    }
    return Exemption(**(told | changes))


@pytest.mark.parametrize(
    ("answers", "word"),
    [
        ({}, "undecided"),
        ({"machine_based": "yes", "perceives": "yes", "abstracts": "yes", "infers": "yes"}, "yes"),
        ({"machine_based": "yes", "perceives": "yes", "abstracts": "yes"}, "undecided"),
        ({"machine_based": "yes", "perceives": "yes", "abstracts": "yes", "infers": "unsure"}, "undecided"),
        ({"abstracts": "no"}, "no"),
        ({"machine_based": "no", "perceives": "yes", "abstracts": "yes", "infers": "yes"}, "no"),
    ],
)
def test_an_ai_system_is_all_of_the_definition(answers: dict[str, str], word: str) -> None:
    found = coverage.ai_system(said(**answers))
    assert found.word == word
    assert [ground.clause for ground in found.because] == ["2(1)", "2(1)(A)", "2(1)(B)", "2(1)(C)"]
    assert bool(found.cautions) == (word == "undecided")


@pytest.mark.parametrize(
    ("alone", "informs", "word"),
    [
        ("yes", "no", "covered"), ("no", "yes", "covered"), ("unsure", "yes", "covered"),
        ("no", "no", "not covered"), ("no", "unsure", "undecided"), ("no", "", "undecided"),
    ],
)  # fmt: skip
def test_any_automated_decision_making_is_covered(alone: str, informs: str, word: str) -> None:
    answers = said(decides_alone=alone, **({"decides_with_person": informs} if informs else {}))
    assert coverage.covered_use(answers, (), TODAY).word == word


@pytest.mark.parametrize(
    ("held", "word"),
    [
        (exemption(), "exempt"),
        (exemption(scope="items", targets=("MOD-SEC-1",)), "exempt in part"),
        (exemption(until="2026-11-22"), "covered"),
        (exemption(until="2026-11-23"), "exempt"),
        (exemption(granted="2026-11-24"), "covered"),
        (exemption(ended="2026-11-23"), "covered"),
        (exemption(ended="2026-11-24"), "exempt"),
    ],
)
def test_an_exemption_counts_from_its_grant_to_its_last_day(held: Exemption, word: str) -> None:
    found = coverage.covered_use(said(decides_alone="yes"), (held,), TODAY)
    assert found.word == word
    assert any("any portion" in one for one in found.cautions) == (word == "exempt in part")


@pytest.mark.parametrize(
    ("since", "dates", "word"),
    [
        ("2025-02-28", DATES, "existing"),
        ("2025-03-01", DATES, "gap"),  # the day of enactment is not before it
        ("2026-01-14", DATES, "gap"),
        ("2026-01-15", DATES, "new"),  # section 4 took effect on that day
        ("2025-06-01", ActDates(enacted="2025-03-01"), "gap"),
        ("2025-06-01", ActDates(), "existing"),  # what the description says
        ("", DATES, "existing"),
    ],
)
def test_existing_is_before_enactment_and_new_is_from_release(since: str, dates: ActDates, word: str) -> None:
    found = coverage.timing(said(in_use="yes", in_use_since=since), dates, said_existing=True)
    assert found.word == word
    assert any("safe reading" in one for one in found.cautions) == (word == "gap")


def test_what_is_not_in_use_is_new_and_a_description_that_says_otherwise_is_named() -> None:
    found = coverage.timing(said(in_use="no"), DATES, said_existing=True)
    assert found.word == "new"
    assert any("description says existing" in one for one in found.cautions)


def test_the_duties_follow_from_system_and_use_and_are_feared_while_undecided() -> None:
    def word(system: str, **use: str) -> str:
        every = dict.fromkeys(coverage.DEFINITION, "yes") if system == "yes" else {"infers": system}
        answers = said(**every, **use)
        return coverage.duties(coverage.ai_system(answers), coverage.covered_use(answers, (), TODAY)).word

    assert word("yes", decides_alone="yes") == "apply"
    assert word("no", decides_alone="yes") == "do not apply"
    assert word("yes", decides_alone="no", decides_with_person="no") == "do not apply"
    assert word("unsure", decides_alone="yes") == "undecided"


@pytest.mark.parametrize(
    ("answers", "m2521", "m2410", "nss"),
    [
        ({}, "undecided", "undecided", "undecided"),
        (
            {"principal_basis": "yes", "effect_on": ("access",), "rights_impacting": "yes", "safety_impacting": "no",
             "national_security_system": "no"},
            "yes", "rights-impacting", "not in scope",
        ),
        (
            {"principal_basis": "no", "effect_on": ("access",), "rights_impacting": "no", "safety_impacting": "no",
             "national_security_system": "no"},
            "no", "neither", "not in scope",
        ),
        (
            {"national_security_system": "yes", "prohibited_use": ("prohibited-1",), "nss_high_impact": "no"},
            "not in scope", "not in scope", "prohibited",
        ),
        (
            {"national_security_system": "yes", "prohibited_use": "no", "nss_high_impact": ("force",)},
            "not in scope", "not in scope", "high-impact",
        ),
        (
            {"national_security_system": "yes", "prohibited_use": "unsure", "nss_high_impact": "no"},
            "not in scope", "not in scope", "undecided",
        ),
    ],
)  # fmt: skip
def test_the_tiers_of_the_same_answers(answers: dict[str, Any], m2521: str, m2410: str, nss: str) -> None:
    told = said(**answers)
    found = (tiers.high_impact(told), tiers.rights_and_safety(told), tiers.national_security(told))
    assert tuple(one.word for one in found) == (m2521, m2410, nss)
    assert "rescinded" in found[1].status
    assert "NSPM-11" in found[2].status


def test_a_listed_area_that_is_held_not_high_impact_asks_for_a_written_determination() -> None:
    found = tiers.high_impact(said(principal_basis="no", effect_on=("rights",)))
    assert any("written determination" in one for one in found.cautions)


def test_the_gate_of_human_like_features_speaks_up_against_the_description() -> None:
    present = tiers.human_like(said(human_like=("voice",)), ("MOD",))
    assert present.word == "present"
    assert "leaves the component ANT out" in present.cautions[0]
    assert tiers.human_like(said(human_like="no"), ("MOD",)).cautions == ()
    assert tiers.human_like(said(human_like="no"), ("ANT",)).cautions


def test_overruling_keeps_what_the_rules_gave_and_says_who_and_why() -> None:
    over = Overruling(determination_id="covered-use", word="not covered", reason="Counsel, memo 12", by="Pat Kim")
    record = DeploymentRecord(answers=said(decides_alone="yes"), overrulings={"covered-use": over})
    found = {one.id: one for one in determinations(record, deployment(), TODAY)}
    use = found["covered-use"]
    assert (use.word, use.by_rule, use.overruled) == ("not covered", "covered", over)
    assert "Pat Kim" in use.sentence
    assert "memo 12" in use.sentence
    assert found["duties"].word == "do not apply"


def test_overruling_needs_another_of_its_own_words_and_a_reason() -> None:
    found = coverage.ai_system({})
    assert overruling_problems(found, word="yes", reason="Because") == ()
    assert overruling_problems(found, word="covered", reason="Because")
    assert overruling_problems(found, word="undecided", reason="Because")
    assert overruling_problems(found, word="yes", reason=" ")


@pytest.mark.parametrize(
    ("question", "value", "picked", "taken"),
    [
        ("infers", "yes", (), True),
        ("infers", "maybe", (), False),
        ("nothing", "yes", (), False),
        ("in-use-since", "2024-02-29", (), True),
        ("in-use-since", "2023-02-29", (), False),
        ("in-use-since", "", (), True),
        ("effect-on", "yes", ("rights",), True),
        ("effect-on", "yes", (), False),
        ("effect-on", "no", ("rights",), False),
        ("effect-on", "yes", ("moon",), False),
        ("effect-on", "no", (), True),
    ],
)
def test_an_answer_has_to_fit_its_question(question: str, value: str, picked: tuple[str, ...], taken: bool) -> None:
    answer = IntakeAnswer(question_id=question, value=value, picked=picked)
    assert (answer_problems(answer) == ()) == taken


def test_every_question_leads_to_a_determination_and_names_its_clause() -> None:
    known = {one.id for one in determinations(DeploymentRecord(), None, TODAY)}
    for question in intake().questions.values():
        assert question.about in known
        assert question.clause
        assert question.policy in intake().policies
        assert bool(question.options) == (question.kind == "pick")
