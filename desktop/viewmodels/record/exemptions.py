"""The register of exemptions under section 4(a)(2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from core import clock
from core.evaluation.deployment_record import Exemption
from core.evaluation.exemptions import BASES, SCOPES, after_action, covers_words, state
from desktop.session import Session
from desktop.viewmodels.record.recorder import Recorder
from desktop.viewmodels.record.states import Action, FormField, RegisterState, Row

_NSA, _CASES = ("national-security-assessment",), ("edge-case", "emergency")
ADD_FIELDS = (
    FormField(
        id="basis", title="Ground", kind="choice", needed=True,
        choices=tuple((key, f"{title}, {clause}") for key, (title, clause) in BASES.items()),
    ),
    FormField(id="scope", title="What is exempt", kind="choice", choices=tuple(SCOPES.items()), needed=True),
    FormField(id="targets", title="Cells or items", help="As MOD-SEC, DAT-PRI; or MOD-SEC-1, MOD-SEC-2",
              needed=True, only_if=("scope", ("cells", "items"))),
    FormField(id="authority", title="Granted by", help="The Director, or who acts for the Director", needed=True),
    FormField(id="granted", title="Granted on", kind="day", needed=True),
    FormField(id="until", title="Last day", kind="day", help="Needed for an edge or emergency case"),
    FormField(id="assessment", title="Existing assessment", needed=True, only_if=("basis", _NSA)),
    FormField(id="assessment_level", title="Level of the assessment", needed=True, only_if=("basis", _NSA)),
    FormField(id="assessment_date", title="Date of the assessment", kind="day", needed=True, only_if=("basis", _NSA)),
    FormField(id="after_action_due", title="Evaluation afterwards by", kind="day", only_if=("basis", _CASES)),
    FormField(id="reason", title="Reason", kind="lines", needed=True),
    FormField(id="marking", title="Portion mark", help="The exemption may itself be classified", value="(U)"),
)  # fmt: skip
_REASON = FormField(id="reason", title="Reason", kind="lines", needed=True)
ACTIONS = (
    Action(key="add", title="Add an exemption", icon="add", needs_row=False, fields=ADD_FIELDS),
    Action(key="renew", title="Renew", icon="update",
           fields=(FormField(id="until", title="New last day", kind="day", needed=True), _REASON)),
    Action(key="after", title="Evaluation afterwards", icon="check",
           fields=(FormField(id="day", title="Done on", kind="day", needed=True),
                   FormField(id="record", title="Where it can be read", needed=True))),
    Action(key="end", title="End", icon="close",
           fields=(FormField(id="day", title="Ends on", kind="day", needed=True), _REASON)),
)  # fmt: skip
_PILLS = {"in force": "info", "expires soon": "warn", "expired": "bad", "ended": "none", "not yet in force": "none"}


class ExemptionsModel(Recorder):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.state: RegisterState = RegisterState(title="Exemptions")
        self.refresh()

    def act(self, key: str, row_id: str, values: Mapping[str, str]) -> bool:
        """Do one of `ACTIONS` with what was typed."""
        by, today = self._session.person, clock.today()
        if key == "add":
            new = _exemption(values)
            return self._record(
                lambda store: store.add_exemption(new, pack=self._session.pack, by=by), "The exemption is recorded."
            )
        if key == "renew":
            until, reason = values["until"], values["reason"]
            return self._record(
                lambda store: store.renew_exemption(row_id, until=until, reason=reason, today=today, by=by),
                "The exemption is renewed.",
            )
        if key == "after":
            return self._record(
                lambda store: store.record_after_action(row_id, day=values["day"], record=values["record"], by=by),
                "The evaluation afterwards is recorded.",
            )
        return self._record(
            lambda store: store.end_exemption(row_id, day=values["day"], reason=values["reason"], by=by),
            "The exemption is ended.",
        )

    def _read(self) -> RegisterState:
        today = clock.today()
        found = self._session.record.exemptions
        overdue = [one for one in found if after_action(one, today) == "overdue"]
        expired = [one for one in found if state(one, today) == "expired"]
        return RegisterState(
            title="Exemptions",
            subtitle="A use that the Director exempts from a portion of the guidelines, section 4(a)(2)."
            " Items under an exemption in force are not due.",
            columns=("State", "Ground", "What", "Granted by", "Last day", "Afterwards"),
            wide=2,
            rows=tuple(_row(one, today) for one in reversed(found)),
            actions=ACTIONS,
            empty="No exemption is recorded: every item of the components that are there is due.",
            cautions=(
                *(f"The evaluation after “{one.reason}” was due on {one.after_action_due}." for one in overdue),
                *(f"Expired on {one.until}: {covers_words(one)}. Its items are due again." for one in expired),
            ),
            blocked=self._session.why_not_writable,
        )


def _exemption(values: Mapping[str, str]) -> Exemption:
    told = {name: values.get(name, "").strip() for name in (field.id for field in ADD_FIELDS) if name != "targets"}
    targets = tuple(part.strip().upper() for part in values.get("targets", "").split(",") if part.strip())
    return Exemption(**{**told, "targets": targets})  # type: ignore[arg-type]


def _row(one: Exemption, today: date) -> Row:
    ground, clause = BASES[one.basis]
    now, after = state(one, today), after_action(one, today)
    what = "The whole use" if one.scope == "use" else ", ".join(one.targets)
    detail = [
        ("Ground", f"{ground}, section {clause}"),
        ("Reason", f"{one.marking} {one.reason}"),
        ("Assessment", f"{one.assessment}, level {one.assessment_level}, {one.assessment_date}"),
        ("Granted", f"{one.granted} by {one.authority}"),
        ("Earlier last days", "; ".join(one.renewals)),
        ("Evaluation afterwards", f"due {one.after_action_due}: {after}. {one.after_action_record}"),
        ("Ended", f"{one.ended}: {one.end_reason}"),
        ("Recorded", f"{clock.shown(one.at)} by {one.by}"),
    ]
    shown = {
        "Assessment": bool(one.assessment), "Earlier last days": bool(one.renewals),
        "Evaluation afterwards": bool(after), "Ended": bool(one.ended),
    }  # fmt: skip
    ended = "The exemption was ended." if one.ended else ""
    return Row(
        id=one.id,
        cells=(now.capitalize(), ground, what, one.authority, one.until or "none", after),
        pill=(now.capitalize(), _PILLS[now]),
        detail=tuple((name, value) for name, value in detail if shown.get(name, True)),
        blocked={
            "renew": ended,
            "end": ended,
            "after": "" if after in ("due", "overdue") else "No evaluation afterwards is due.",
        },
    )
