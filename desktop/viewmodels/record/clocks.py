"""The clocks of the Act, the two dates that they count from, and what was decided about them."""

from __future__ import annotations

from collections.abc import Mapping

from core import clock
from core.evaluation.clocks import ALLOWED, Clock
from core.evaluation.deployment_record import ActDates, ClockDecision
from desktop.session import Session
from desktop.viewmodels.record.recorder import Recorder
from desktop.viewmodels.record.states import Action, FormField, RegisterState, Row

_OWNER = FormField(id="owner", title="Who answers for it", needed=True)
_PROOF = FormField(id="proof", title="Proof", help="A record, a document, or a piece of evidence of this case")
_REASON = FormField(id="reason", title="Reason", kind="lines", needed=True)
FROM_SETTINGS = "The settings of the machine on which it was recorded"
ACTIONS = (
    Action(key="cease", title="The use ceases", icon="cancel", fields=(
        FormField(id="day", title="Last day of use", kind="day", needed=True,
                  help="In the future it is planned; from that day on, proof is needed"), _OWNER, _PROOF)),
    Action(key="continue", title="The use goes on", icon="arrow_forward", fields=(
        FormField(id="day", title="Decided on", kind="day", needed=True), _OWNER,
        FormField(id="authority", title="By whose authority", needed=True,
                  help="Name and office, and the law, waiver or order"), _REASON)),
    Action(key="met", title="It was done", icon="check", fields=(
        FormField(id="day", title="Done on", kind="day", needed=True), _OWNER, _PROOF)),
    Action(key="withdrawn", title="Withdraw the decision", icon="undo", fields=(
        FormField(id="day", title="Day", kind="day", needed=True), _OWNER, _REASON)),
)  # fmt: skip
PILLS = {
    "passed": ("Passed", "bad"),
    "today": ("Due today", "bad"),
    "soon": ("Soon", "warn"),
    "running": ("Running", "info"),
    "done": ("Done", "good"),
    "no date": ("No date", "warn"),
    "none stated": ("No day stated", "none"),
    "does not apply": ("Does not apply", "none"),
}


class ClocksModel(Recorder):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.state: RegisterState = RegisterState(title="Clocks")
        session.settings_changed.connect(self.refresh)
        self.refresh()

    @property
    def dates(self) -> ActDates:
        """The dates as they are recorded."""
        return self._session.record.dates if self._session.is_open else ActDates()

    @property
    def date_fields(self) -> tuple[FormField, ...]:
        held = self.dates
        return (
            FormField(id="enacted", title="Day of enactment", kind="day", value=held.enacted,
                      help="None is built in: the Act is a bill"),
            FormField(id="released", title="Release of the guidelines", kind="day", value=held.released,
                      help="Section 4 takes effect then, 4(f)"),
            FormField(id="source", title="Where the dates are taken from", value=held.source,
                      help="A public law, a notice, an order"),
        )  # fmt: skip

    @property
    def proposed_dates(self) -> str:
        """The dates in Settings as words, where they differ from those of this case; empty where nothing is new."""
        if not self._session.is_open or self._session.why_not_writable or not self._proposal():
            return ""
        enacted, released = self._proposal()["enacted"], self._proposal()["released"]
        return f"Settings of this machine: enacted {enacted or 'not set'}, guidelines released {released or 'not set'}."

    def take_proposed_dates(self) -> bool:
        """Record the dates that stand in Settings, as taken from there."""
        return self.set_dates(self._proposal())

    def _proposal(self) -> Mapping[str, str]:
        """What would be recorded; a date that Settings do not have stays as the case has it. Empty for nothing new."""
        said, held = self._session.settings, self.dates
        taken = {
            "enacted": said.enacted_on.isoformat() if said.enacted_on else held.enacted,
            "released": said.released_on.isoformat() if said.released_on else held.released,
        }
        if taken == {"enacted": held.enacted, "released": held.released}:
            return {}
        return {**taken, "source": held.source or FROM_SETTINGS}

    def set_dates(self, values: Mapping[str, str]) -> bool:
        """Record the dates; an empty one is taken back."""
        dates = ActDates(**{name: values[name].strip() for name in ("enacted", "released", "source")})
        return self._record(
            lambda store: store.set_act_dates(dates, by=self._session.person), "The dates of the Act are recorded."
        )

    def act(self, key: str, row_id: str, values: Mapping[str, str]) -> bool:
        """Record a decision about a clock."""
        told = {name: values.get(name, "").strip() for name in ("day", "owner", "proof", "authority", "reason")}
        decision = ClockDecision(clock_id=row_id, kind=key, marking=self._session.portion, **told)  # type: ignore[arg-type]
        return self._record(
            lambda store: store.decide_clock(decision, today=clock.today(), by=self._session.person),
            "The decision is recorded.",
        )

    def _read(self) -> RegisterState:
        act = self._session.act
        return RegisterState(
            title="Clocks",
            subtitle=f"Read on {act.day}. A day ends at midnight where this machine is; nothing moves for holidays.",
            columns=("State", "Clause", "What is due", "By whom", "Due", "Days left"),
            wide=2,
            right=(5,),
            rows=tuple(_row(one) for one in act.clocks),
            actions=ACTIONS,
            cautions=tuple(f"Not to be deployed yet (4(c)): {sentence}" for sentence in act.gate),
            blocked=self._session.why_not_writable,
        )


def _row(one: Clock) -> Row:
    word, kind = PILLS[one.state]
    allowed = ALLOWED.get(one.id, ())
    held = one.decision
    detail = [("Stands", one.sentence), ("How it is counted", one.rule[0].upper() + one.rule[1:])]
    if one.then:
        detail.append(("When it passes", one.then))
    if held is not None:
        who = f"{held.marking} {held.kind} on {held.day}, owner {held.owner}. {held.proof or held.reason}"
        detail.append(("Decided", f"{who} Recorded by {held.by}, {clock.shown(held.at)}."))
    blocked = {action.key: "" if action.key in allowed else _why_not(action.key) for action in ACTIONS}
    if held is None or held.kind == "withdrawn":
        blocked["withdrawn"] = "Nothing was decided on this clock."
    left = "" if one.left is None else f"{one.left:,}"
    return Row(
        id=one.id,
        cells=(word, one.clause, one.title, one.who, str(one.due or ""), left),
        pill=(word, kind),
        detail=tuple(detail),
        blocked=blocked,
    )


def _why_not(key: str) -> str:
    if key in ("cease", "continue"):
        return "Decided on the clock of section 4(b)."
    return "What the case holds says whether it is done."
