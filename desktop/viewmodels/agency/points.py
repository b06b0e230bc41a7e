"""What the newest packet of a deployment says to the four points of section 4(d)(2)(B)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.agency.portfolio import Standing
    from core.agency.store import AgencyStore


def points_of(store: AgencyStore, one: Standing) -> tuple[tuple[str, str], ...]:
    """(what is asked, the packet's words with their portion mark); none where the deployment is not reported, or its
    packet could not be verified: what it says then counts for nothing.
    """
    from core.agency.noncompliance import LISTED, POINTS

    if one.state not in LISTED or not one.newest.verified:
        return ()
    detail = store.detail(one.newest.sha256)
    said = detail.stated.points if detail is not None and detail.stated is not None else ()
    found = []
    for clause, asked in POINTS.items():
        texts = [f"{point.marking} {point.text}" for point in said if point.clause == clause]
        found.append((asked, "\n".join(texts) or "The packet does not say."))
    return tuple(found)
