"""What is asked at intake: the questions of resources/policy/intake.yaml, and the status of the texts behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

import yaml

from core.errors import InputError
from core.paths import resources

QuestionKind = Literal["choice", "pick", "date"]


@dataclass(frozen=True, kw_only=True)
class Policy:
    """A text that questions come from, and whether it is in force."""

    id: str
    title: str
    status: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. `about` is the determination it leads to; `options` are those of a pick, by id."""

    id: str
    about: str
    policy: str
    clause: str
    kind: QuestionKind
    text: str
    help: str = ""
    only_if: str = ""  # not asked once that question is answered no
    unless: str = ""  # not asked once that question is answered yes
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Intake:
    policies: Mapping[str, Policy]
    questions: Mapping[str, Question]

    def about(self, determination: str) -> tuple[Question, ...]:
        """The questions that lead to one determination, in order."""
        return tuple(one for one in self.questions.values() if one.about == determination)


@cache
def intake() -> Intake:
    """The questions that come with the program. Raises InputError when their file was damaged."""
    try:
        told = yaml.safe_load((resources() / "policy" / "intake.yaml").read_text(encoding="utf-8"))
        policies = {one["id"]: Policy(**one) for one in told["policies"]}
        questions = {one["id"]: _question(one) for one in told["questions"]}
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise InputError("The questions of the intake can't be read.", "Install Touchstone again.") from error
    return Intake(policies=policies, questions=questions)


def _question(told: Mapping[str, Any]) -> Question:
    words: dict[str, Any] = {name: " ".join(value.split()) for name, value in told.items() if name != "options"}
    options = {key: " ".join(text.split()) for key, text in told.get("options", {}).items()}
    return Question(**words, options=options)
