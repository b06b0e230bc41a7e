"""Coverage: how many of the deployments were taken through what the Act and the action plan ask for.

The figures are counts over every deployment in the agency file, not a sample: no interval belongs to them. What a
packet says counts only where it was verified.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.agency.portfolio import Portfolio, Standing


@dataclass(frozen=True, kw_only=True)
class Figure:
    """`count` of `of`; `says` is what was counted."""

    id: str
    title: str
    count: int
    of: int
    says: str

    @property
    def share(self) -> str:
        """The share in per cent, with one decimal; empty where there is nothing to count."""
        return f"{100 * self.count / self.of:.1f} %" if self.of else ""


@dataclass(frozen=True, kw_only=True)
class _Rule:
    id: str
    title: str
    says: str
    holds: Callable[[Standing], bool]
    of_every: bool = False


_RULES = (
    _Rule(
        id="verified",
        title="Verified",
        says="a packet could be verified, its signers trusted",
        holds=lambda one: one.newest.verified,
        of_every=True,
    ),
    _Rule(
        id="decided",
        title="Duties decided",
        says="whether section 4 applies is decided (2(1), 4(a))",
        holds=lambda one: one.newest.determinations.get("duties") in ("apply", "do not apply"),
        of_every=True,
    ),
    _Rule(
        id="evaluated",
        title="Evaluated",
        says="every item due has an answer that stands (3(d))",
        holds=lambda one: one.newest.complete and one.state != "first screen",
    ),
    _Rule(
        id="tested",
        title="Tested",
        says="at least one probe measured the system; the action plan's goal is 100 %",
        holds=lambda one: bool(one.newest.measured),
    ),
    _Rule(
        id="risks",
        title="Known risks reported",
        says="findings are on record, or a complete evaluation opened none; the action plan's goal is 100 %",
        holds=lambda one: bool(one.newest.findings) or (one.newest.stated and one.newest.complete),
    ),
    _Rule(
        id="compliant",
        title="Compliant",
        says="meets the guidelines and may be identified so (4(d)(1))",
        holds=lambda one: one.state == "compliant",
    ),
)


def figures(portfolio: Portfolio) -> tuple[Figure, ...]:
    """The figures, in the order in which a deployment goes its way.

    The first two are of every deployment; the others of those that have a duty, undecided ones included.
    """
    owing = [one for one in portfolio.standings if one.state not in ("no duty", "use ceased")]
    return tuple(_figure(rule, portfolio.standings if rule.of_every else owing) for rule in _RULES)


def _figure(rule: _Rule, of: list[Standing] | tuple[Standing, ...]) -> Figure:
    count = sum(one.newest.verified and rule.holds(one) for one in of)
    return Figure(id=rule.id, title=rule.title, count=count, of=len(of), says=rule.says)
