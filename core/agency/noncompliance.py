"""Which deployments section 4(d)(2) asks the agency to document and report: not compliant, or not evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.agency.portfolio import Portfolio, Standing, State

UNCLASSIFIED = "UNCLASSIFIED"
LISTED: tuple[State, ...] = ("does not meet", "incomplete", "first screen", "not verified", "not decided")
Group = Literal["not compliant", "not evaluated"]
POINTS = {
    "4(d)(2)(B)(i)": "Status of the evaluation",
    "4(d)(2)(B)(ii)": "Progress made towards compliance",
    "4(d)(2)(B)(iii)": "Justification for any delay",
    "4(d)(2)(B)(iv)": "Barriers to compliance, including resource constraints",
}


@dataclass(frozen=True, kw_only=True)
class Noncompliance:
    """The deployments that are reported, and those that are not in use yet (4(c)), in the order of the portfolio."""

    listed: tuple[Standing, ...]
    not_deployed: tuple[Standing, ...]

    @property
    def open(self) -> tuple[Standing, ...]:
        """Those that an unclassified report may describe."""
        return tuple(one for one in self.listed if is_open(one))

    @property
    def held_back(self) -> tuple[Standing, ...]:
        """Those that only the appendix describes."""
        return tuple(one for one in self.listed if not is_open(one))


def noncompliance(portfolio: Portfolio) -> Noncompliance:
    """The list on the day of the portfolio (section 4(d)(2)).

    "deploys an artificial intelligence system that is not compliant or is not evaluated": one whose use has ceased,
    that has no duty, or that is said not to be in use is not listed. What is not known counts as deployed and not
    evaluated.
    """
    short = [one for one in portfolio.standings if one.state in LISTED]
    return Noncompliance(
        listed=tuple(one for one in short if one.deployed),
        not_deployed=tuple(one for one in short if not one.deployed),
    )


def group(standing: Standing) -> Group:
    """Not compliant is what a complete evaluation found; the rest is not evaluated."""
    return "not compliant" if standing.state == "does not meet" else "not evaluated"


def is_open(standing: Standing) -> bool:
    """Whether the packet is marked UNCLASSIFIED and nothing more. One that could not be verified has a marking that
    nobody vouches for, so that it is held back. CUI is held back too: the report may be made public.
    """
    return standing.newest.verified and standing.newest.marking == UNCLASSIFIED
