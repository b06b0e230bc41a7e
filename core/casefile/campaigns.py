"""What a red-team campaign does to the findings, when it is recorded and when what is said of it changes."""

from __future__ import annotations

from sqlalchemy import Connection

from core.casefile import chain, findings, kinds
from core.evaluation.deployment_record import Part
from core.evaluation.registers.campaigns import PASSED, RED_TEAM, items_of, opened_by_campaign, tries_again


def follow_campaign(connection: Connection, campaign: Part, recorded: tuple[Part, ...], *, by: str) -> None:
    """Opens a finding on each item of a campaign that is marked failed, or closes those that it shows to be mended.

    `recorded` are all parts by now. A failure that an open finding tells already, and that is found once more, is
    carried on. What one campaign opened is closed by another one alone, so that no mark is turned into a repair.
    """
    if campaign.kind != RED_TEAM or campaign.removed:
        return
    by_id = {one.id: one for one in recorded}
    for item_id in items_of(campaign):
        fields = opened_by_campaign(campaign, item_id)
        earlier = [
            finding
            for finding in findings.findings(connection)
            if finding.cause == RED_TEAM and finding.item_id == item_id and finding.status != "closed"
        ]
        if any(finding.entry_id == campaign.id for finding in earlier):
            continue
        again = [one for one in earlier if one.entry_id in by_id and tries_again(campaign, by_id[one.entry_id])]
        still = next((finding for finding in again if finding.status == "open"), None)
        if fields is not None and still is not None:
            carried = {name: fields[name] for name in ("entry_id", "title", "detail", "marking")}
            findings.change(connection, still, carried, f"It failed again: {campaign.title}.", by=by)
        elif fields is not None:
            chain.append(connection, kind=kinds.FINDING, subject=item_id or RED_TEAM, body=fields, by=by)
        elif campaign.fields.get("result") == PASSED:
            for finding in again:
                said = f"Closed: a later red-team campaign passed ({campaign.title})."
                findings.change(connection, finding, {"status": "closed"}, said, by=by)
