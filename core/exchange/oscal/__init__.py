"""OSCAL 1.2.1 (NIST): the results of an evaluation, the minimal plan and system record that they refer to, and the
plan of action and milestones.

How the words of the house map: item -> control, answer -> finding of its objective, reading -> observation by TEST,
finding -> risk, evidence -> resource. Not applicable (section 3(d)) is an observation and never a finding. Every UUID
is derived (version 5), so the same snapshot gives the same bytes.
"""

from core.exchange.oscal.milestones import plan_of_action
from core.exchange.oscal.plan import assessment_plan
from core.exchange.oscal.results import assessment_results
from core.exchange.oscal.system import system_security_plan

__all__ = ["assessment_plan", "assessment_results", "plan_of_action", "system_security_plan"]
