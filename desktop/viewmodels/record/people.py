"""Who holds which role, and the designation of the Chief AI Officer."""

from __future__ import annotations

from collections.abc import Mapping

from core import clock
from core.evaluation.deployment_record import RoleHolder
from core.evaluation.people import ROLES, designation_cautions
from desktop.session import Session
from desktop.viewmodels.record.recorder import Recorder
from desktop.viewmodels.record.states import Action, FormField, RegisterState, Row

_YES_NO = (("", "Not recorded"), ("yes", "Yes"), ("no", "No"))
_CAIO = ("role", ("caio",))
FIELDS = (
    FormField(id="role", title="Role", kind="choice", choices=tuple((key, title) for key, (title, _) in ROLES.items())),
    FormField(id="name", title="Name", needed=True),
    FormField(id="organization", title="Agency, bureau or office"),
    FormField(id="designated", title="Designated on", kind="day", needed=True, only_if=_CAIO),
    FormField(id="full_time", title="Full-time employee, 4(e)(2)", kind="choice", choices=_YES_NO, only_if=_CAIO),
    FormField(id="practicability", title="Where not: why it was not practicable", only_if=_CAIO),
    FormField(
        id="senior",
        title="Position above GS-15, 4(e)(3)",
        kind="choice",
        choices=(*_YES_NO, ("not asked", "Not asked: no agency of 31 U.S.C. 901(b)")),
        only_if=_CAIO,
    ),
    FormField(id="record", title="Document that designates", only_if=_CAIO),
)
NAMES = tuple(field.id for field in FIELDS)


class PeopleModel(Recorder):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.state: RegisterState = RegisterState(title="People")
        self.refresh()

    def act(self, _key: str, _row_id: str, values: Mapping[str, str]) -> bool:
        """Record who holds a role."""
        told = {name: values.get(name, "").strip() for name in NAMES}
        holder = RoleHolder(**told)  # type: ignore[arg-type]
        return self._record(
            lambda store: store.set_role(holder, by=self._session.person), f"Recorded: {ROLES[holder.role][0]}."
        )

    def _read(self) -> RegisterState:
        held = self._session.record.roles
        return RegisterState(
            title="People and roles",
            subtitle="Who answers for what in this deployment. Signing checks the key, not this list.",
            columns=("Role", "Clause", "Name", "Agency, bureau or office", "Designated"),
            wide=3,
            rows=tuple(_row(role, held.get(role)) for role in ROLES),
            actions=(Action(key="set", title="Record who holds a role", icon="edit", fields=FIELDS),),
            cautions=designation_cautions(held.get("caio")),
            blocked=self._session.why_not_writable,
        )


def _row(role: str, holder: RoleHolder | None) -> Row:
    title, clause = ROLES[role]
    if holder is None:
        return Row(id=role, cells=(title, clause, "Not recorded", "", ""), values={"role": role})
    detail = [("Recorded", f"{clock.shown(holder.at)} by {holder.by}")]
    if role == "caio":
        detail = [
            ("Full-time employee", f"{holder.full_time or 'not recorded'} {holder.practicability}".strip()),
            ("Above GS-15", holder.senior or "not recorded"),
            ("Document", holder.record or "not named"),
            *detail,
        ]
    return Row(
        id=role,
        cells=(title, clause, holder.name, holder.organization, holder.designated),
        detail=tuple(detail),
        values={name: getattr(holder, name) for name in NAMES},
    )
