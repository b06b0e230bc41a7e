"""The registers: what each is for, the clause or policy that asks for it, and the fields of an entry.

`clause` is a section of the Act where it begins with a digit; else it names the policy or programme that asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from core.catalog.acquisition import acquisition_points
from core.catalog.protected_classes import protected_classes
from core.evaluation.parts import PartField, PartKind, choice, day, lines, text

# As CycloneDX names the sources of energy, so that the card can be written in its form.
_SOURCES = ("coal", "oil", "natural-gas", "nuclear", "wind", "solar", "geothermal", "hydropower", "biofuel", "unknown",
            "other")  # fmt: skip
_ITEMS = PartField(id="items", title="Items that it bears on", kind="items", help="As MOD-VAL-1, DAT-PRI-2")


def _number(key: str, title: str) -> PartField:
    return PartField(id=key, title=title, kind="number")


SYNTHETIC = PartKind(
    id="synthetic-content", clause="3(e)", title="Piece of synthetic content", plural="Synthetic content",
    help="Content made by AI in data, labels, feedback or evidence: how much, made by what, checked by whom.",
    empty="Nothing is recorded: section 3(e) asks how the risks of relying on content made by AI are managed. Record"
    " each use of it; where there is none, an entry with a share of 0 says so.",
    fields=(
        choice("where", "Where it is", "training data", "test data", "labels", "feedback", "evidence"),
        PartField(id="share", title="Share made by AI", kind="percent", help="In percent"),
        text("generator", "Generator and its version", needed=True),
        PartField(id="sha256", title="SHA-256 of the data or evidence", kind="digest",
                  help="Ties the entry to readings on these data, or to that piece of evidence"),
        lines("human_check", "Human check: who looked at how much, and found what"),
        lines("real_only", "Test on real data alone: where, and what it showed"), _ITEMS,
    ),
)  # fmt: skip
CONSULTATION = PartKind(
    id="consultation", clause="3(f)", title="Consultation", plural="Consultations", name="With whom",
    help="Workers, people affected, civil society, developers: who was asked, what they said, what followed.",
    fields=(
        choice("group", "Group", "workers", "union", "people affected", "civil society", "developers", "academia",
               "other agency"),
        day("day", "Day", needed=True), text("how", "How they were asked"),
        lines("said", "What they said", needed=True),
        lines("followed", "What followed from it"), _ITEMS,
    ),
)  # fmt: skip
INCIDENT = PartKind(
    id="incident", clause="Action plan TS-4, CS-3", title="Incident", plural="Incidents and near misses",
    name="In a few words",
    help="What went wrong or nearly did, whom it harmed, to whom it was reported, what was learnt.",
    fields=(
        choice("kind", "Kind", "incident", "near miss"), day("day", "Day", needed=True),
        lines("what", "What happened", needed=True),
        choice("severity", "Harm", "none", "minor", "serious", "death or grave loss"),
        lines("harm", "Who was harmed, how"),
        text("reported_to", "Reported to"), day("reported_on", "Reported on"),
        lines("lesson", "Lesson, and what should change in the guidelines"),
        lines("proposed", "Proposed to those who keep the guidelines"),
        choice("anonymised", "In saved files, leave out who recorded it and who was told", "yes", "no"), _ITEMS,
    ),
)  # fmt: skip
RISK = PartKind(
    id="known-risk", clause="Action plan MD-2", title="Known risk", plural="Known risks", name="Risk",
    help="Risks that are known and stay: what is done about them and what is left.",
    fields=(
        choice("likelihood", "Likelihood", "low", "moderate", "high"),
        choice("harm", "Harm", "low", "moderate", "high"),
        lines("what", "What can happen, to whom", needed=True), lines("treatment", "What is done about it"),
        lines("residual", "What is left"), text("owner", "Owner"), day("review", "Looked at again on"), _ITEMS,
    ),
)  # fmt: skip
RED_TEAM = PartKind(
    id="red-team", clause="Action plan MD-2", title="Red-team campaign", plural="Red-team campaigns", name="Campaign",
    help="Testing by people who try to make the system fail: scope, team, attempts, what they found.",
    fields=(
        text("team", "Team", needed=True), choice("independent", "Independent of those who built it", "yes", "no"),
        day("start", "Begun", needed=True), day("end", "Ended"), lines("scope", "Scope and rules", needed=True),
        text("techniques", "Techniques (as AML.T0043)"),
        PartField(id="attempts", title="Attempts", kind="count"),
        PartField(id="successes", title="Attempts that succeeded", kind="count"),
        PartField(id="result", title="Result", kind="choice", choices=("passed", "failed"),
                  help="Failed opens a finding on each item; a later campaign with the same techniques closes it"),
        lines("found", "What was found"), text("report", "Where the report is"), _ITEMS,
    ),
)  # fmt: skip
CUSTODY = PartKind(
    id="custody", clause="Action plan CS-3", title="Custody event", plural="Custody of weights and data",
    name="File or data set",
    help="Who had weights and data when, how they were protected, and who stood beside it.",
    fields=(
        choice("what", "What it is", "weights", "training data", "test data", "keys", "other"),
        choice("event", "Event", "received", "checked", "copied", "moved", "handed over", "exported", "destroyed"),
        day("day", "Day", needed=True), text("from", "From"), text("to", "Held by, or handed to", needed=True),
        text("second", "Second person",
             help="Who stood beside it when it was copied, handed over, exported or destroyed"),
        text("protection", "How it is protected"), PartField(id="sha256", title="SHA-256", kind="digest"),
    ),
)  # fmt: skip
PRIVACY = PartKind(
    id="privacy-assessment", clause="E-Government Act of 2002, sec. 208", title="Privacy assessment",
    plural="Privacy assessments", name="Assessment",
    help="Threshold analyses, privacy impact assessments and notices: whether they are needed, and how they stand.",
    fields=(
        choice("kind", "Kind", "threshold analysis", "privacy impact assessment", "system of records notice", "other"),
        choice("status", "Status", "not begun", "under way", "done", "not needed"),
        day("day", "Day"), text("approved", "Approved by"), text("where", "Where it can be read"),
        day("review", "Looked at again on"), lines("reason", "Where not needed: why"), _ITEMS,
    ),
)  # fmt: skip
DP_CLAIM = PartKind(
    id="dp-claim", clause="Action plan DP-1", title="Differential-privacy claim", plural="Differential-privacy claims",
    name="Claim",
    help="A claim says epsilon, delta, the unit that is protected, and how the loss was accounted for; without all four"
    " it says little.",
    fields=(
        _number("epsilon", "Epsilon"), _number("delta", "Delta (0 for pure)"),
        text("unit", "Unit of privacy", help="What one change adds or takes away: a record, a person, a household"),
        text("accounting", "Accounting", help="How the loss of all releases was added up: method, tool, version"),
        PartField(id="units", title="Units in the data", kind="count"), text("mechanism", "Mechanism and clipping"),
        text("claimed_by", "Claimed by"), text("checked", "Checked by, and how"), _ITEMS,
    ),
)  # fmt: skip
PILOT = PartKind(
    id="pilot", clause="OMB M-25-21; action plan RG-3", title="Pilot", plural="Pilots", name="Pilot",
    help="Use that is limited in scale and time, certified by the Chief AI Officer, and tracked.",
    fields=(
        lines("limits", "Limits on scale", needed=True), PartField(id="people", title="People at most", kind="count"),
        day("start", "Begins", needed=True), day("expires", "Expires", needed=True),
        text("certified_by", "Certified by"), day("certified_on", "Certified on"),
        text("tracked", "Where it is tracked"),
        day("ended", "Ended on"), lines("outcome", "Outcome"),
    ),
)  # fmt: skip
ENERGY = PartKind(
    id="energy", clause="Action plan EE-3", title="Energy record", plural="Energy card", name="What was run",
    help="Electricity by phase, how it was measured, and where; the sums and the accuracy for it follow.",
    fields=(
        choice("phase", "Phase", "training", "fine-tuning", "evaluation", "inference"),
        PartField(id="kwh", title="Energy, kWh", kind="number", needed=True),
        choice("method", "Method", "metered", "power times hours", "stated by the supplier", "other"),
        _number("hours", "Hours"), text("devices", "Devices"), text("place", "Place, grid"),
        text("supplier", "Supplier of the power"),
        PartField(id="source", title="Source of the power", kind="choice", choices=_SOURCES,
                  titles={"natural-gas": "Natural gas"}),
        day("day", "Day or last day"),
        _number("factor", "Grid factor, kg CO2e per kWh"), text("factor_source", "Source of the factor"),
        PartField(id="decisions", title="Decisions made with it (inference)", kind="count"),
    ),
)  # fmt: skip
MEMBER = PartKind(
    id="board-member", clause="Action plan RG-3", title="Board member", plural="Review board", name="Member",
    help="Who sits on the review board. Meetings and votes stand in registers of their own.",
    fields=(
        choice("role", "Role", "chair", "member", "adviser without a vote"), text("office", "Office", needed=True),
        day("since", "Since"), day("until", "Until"), text("interest", "Interests declared"),
    ),
)  # fmt: skip
MEETING = PartKind(
    id="board-meeting", clause="Action plan RG-3", title="Board meeting", plural="Meetings of the board",
    name="Meeting", help="What was put to the board and what it decided.",
    fields=(
        day("day", "Day", needed=True), lines("question", "What was put to the board", needed=True),
        choice("decision", "Decision", "approved", "approved with conditions", "not approved", "put off"),
        lines("conditions", "Conditions"), text("minutes", "Where the minutes are"), _ITEMS,
    ),
)  # fmt: skip
VOTE = PartKind(
    id="board-vote", clause="Action plan RG-3", title="Vote", plural="Votes and dissent", name="Member",
    help="How each member voted; who voted against says why, and it goes into the packet.",
    fields=(
        text("meeting", "Meeting", needed=True, help="Its name as it is recorded"),
        choice("vote", "Vote", "for", "against", "abstained", "absent"),
        lines("dissent", "Dissent, in the member's words"),
    ),
)  # fmt: skip


def _protected() -> PartKind:
    labels = {one.id: one.label for one in protected_classes().classes.values()}
    return PartKind(
        id="protected-class", clause="3(c)(2)", title="Protected class", plural="Protected classes", named_by="class",
        help="Each class that the use can bear on, and the grouping column of the readings that it is measured by.",
        empty="No class is registered: section 3(c)(2) asks for accuracy and bias risks by protected class.",
        fields=(
            PartField(id="class", title="Class", kind="choice", needed=True, choices=tuple(labels), titles=labels),
            text("column", "Grouping column of the readings", help="Exactly as it is called in the data"),
            lines("otherwise", "How it is looked at where no column measures it"),
            lines("counsel", "Note of counsel"), text("counsel_name", "Counsel"), day("counsel_day", "Day of the note"),
        ),
    )  # fmt: skip


def _acquisition() -> PartKind:
    points = acquisition_points()
    return PartKind(
        id="acquisition", clause="OMB M-25-22", title="Acquisition point", plural="Acquisition checklist",
        named_by="point",
        help="What the contract settles, point by point, and what was asked of the vendor.",
        fields=(
            PartField(id="point", title="Point", kind="choice", needed=True, choices=tuple(points), titles=points),
            choice("state", "State", "settled", "in part", "not settled", "asked of the vendor", "does not apply"),
            text("where", "Clause of the contract, or where it is settled"), text("vendor", "Vendor"),
            day("asked", "Asked of the vendor on"), day("received", "Received on"), lines("note", "Note"),
        ),
    )  # fmt: skip


@cache
def registers() -> Mapping[str, PartKind]:
    """Every register by id, in the order in which they are shown. Raises InputError when a list was damaged."""
    kinds = (
        _protected(), SYNTHETIC, CONSULTATION, INCIDENT, RISK, RED_TEAM, MEMBER, MEETING, VOTE, PRIVACY, DP_CLAIM,
        CUSTODY, PILOT, ENERGY, _acquisition(),
    )  # fmt: skip
    return {kind.id: kind for kind in kinds}
