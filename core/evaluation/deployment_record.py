"""What is recorded of a deployment beside its description: intake, exemptions, decisions, people, parts.

Moments are stored stamps; days are ISO dates or empty. `by` and `at` come from the row of the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from core.evaluation.calendar_days import parse_day
from core.evaluation.records import Deployment, Evaluation
from core.evaluation.release import PublicWords, ReleaseReview

Scope = Literal["use", "cells", "items"]
Basis = Literal["national-security-assessment", "edge-case", "emergency", "director"]
DecisionKind = Literal["cease", "continue", "met", "withdrawn"]
RoleId = Literal["director", "caio", "owner", "evaluator", "second-reviewer", "board", "classifier"]


@dataclass(frozen=True, kw_only=True)
class ActDates:
    """The two dates that every clock counts from. There is no default: empty until a person sets them."""

    enacted: str = ""
    released: str = ""
    source: str = ""  # where the dates are taken from
    by: str = ""
    at: str = ""

    @property
    def enacted_on(self) -> date | None:
        return parse_day(self.enacted)

    @property
    def released_on(self) -> date | None:
        return parse_day(self.released)


@dataclass(frozen=True, kw_only=True)
class IntakeAnswer:
    """The newest answer to one question of the intake. `value`: yes, no, unsure, or a date."""

    question_id: str
    value: str
    picked: tuple[str, ...] = ()
    reason: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True, kw_only=True)
class Overruling:
    """A person's word in place of what the rules give. An empty `word` takes an earlier one back."""

    determination_id: str
    word: str
    reason: str
    by: str = ""
    at: str = ""


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """An exemption under section 4(a)(2), as it is now. `cells` as "MOD-VAL", `items` as "MOD-VAL-1"."""

    id: str = ""
    scope: Scope
    targets: tuple[str, ...] = ()
    basis: Basis
    authority: str  # who granted it
    granted: str
    until: str = ""
    assessment: str = ""  # 4(a)(2)(A): which assessment covers the use
    assessment_level: str = ""
    assessment_date: str = ""
    after_action_due: str = ""  # 4(a)(2)(B)
    after_action_done: str = ""
    after_action_record: str = ""
    reason: str
    marking: str = "(U)"
    ended: str = ""
    end_reason: str = ""
    renewals: tuple[str, ...] = ()  # the earlier last days
    by: str = ""
    at: str = ""
    changed_by: str = ""
    changed_at: str = ""


@dataclass(frozen=True, kw_only=True)
class ClockDecision:
    """What was decided about a clock. `cease`: the use ends on `day`; `continue`: it goes on by `authority`;
    `met`: what the clock asks for was done outside of this case; `withdrawn`: what was decided before no longer holds.
    `proof` says where it can be seen.
    """

    clock_id: str
    kind: DecisionKind
    day: str
    owner: str
    proof: str = ""
    authority: str = ""
    reason: str = ""
    marking: str = "(U)"
    by: str = ""
    at: str = ""


@dataclass(frozen=True, kw_only=True)
class RoleHolder:
    """Who holds a role for this deployment. The last four are for the Chief AI Officer (section 4(e))."""

    role: RoleId
    name: str
    organization: str = ""  # agency, bureau or office
    designated: str = ""
    full_time: str = ""  # yes, no
    practicability: str = ""  # why not full-time
    senior: str = ""  # yes, no, not asked (no agency of 31 U.S.C. 901(b))
    record: str = ""  # the document that designates
    by: str = ""
    at: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a component. `fields` are those of its kind (core/evaluation/components.py)."""

    id: str = ""
    component: str
    kind: str
    title: str
    fields: Mapping[str, str] = field(default_factory=dict)
    marking: str = "(U)"
    removed: str = ""  # why it no longer counts
    by: str = ""
    at: str = ""


@dataclass(frozen=True, kw_only=True)
class Described:
    """The deployment as it was described at one moment."""

    deployment: Deployment
    by: str
    at: str


@dataclass(frozen=True, kw_only=True)
class DeploymentRecord:
    """All of it at one moment. `answers` by question, `overrulings` by determination, `decisions` by clock."""

    dates: ActDates = ActDates()
    answers: Mapping[str, IntakeAnswer] = field(default_factory=dict)
    overrulings: Mapping[str, Overruling] = field(default_factory=dict)
    exemptions: tuple[Exemption, ...] = ()
    decisions: Mapping[str, ClockDecision] = field(default_factory=dict)
    roles: Mapping[str, RoleHolder] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    described: tuple[Described, ...] = ()
    public_words: PublicWords = field(default_factory=PublicWords)
    releases: Mapping[str, ReleaseReview] = field(default_factory=dict)  # the newest review by document
