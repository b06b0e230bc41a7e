"""What stands behind the banner: roll-up, the decision on compilation, the authority and CUI blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from core.errors import TouchstoneError
from core.marking.authority import Authority, CuiBlock, authority_problems, cui_problems, unstated
from core.marking.compilation import is_above, undecided
from core.marking.training import is_training
from desktop.session import Session
from desktop.viewmodels.casefile.section import Section

if TYPE_CHECKING:  # the case file is reached through the session alone
    from core.casefile.store import Store


@dataclass(frozen=True, kw_only=True)
class MarkingsState:
    """`authority` and `cui` hold the fields as stated; `problems` is what is missing or wrong, a sentence each."""

    banner: str = "UNCLASSIFIED"
    rolled_up: str = "UNCLASSIFIED"
    portions: tuple[str, ...] = ()
    above: bool = False
    decision: str = ""
    authority: Mapping[str, str] | None = None
    cui: Mapping[str, str] | None = None
    problems: tuple[str, ...] = ()
    edition: str = ""
    blocked: str = ""


class MarkingsModel(Section):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.state = self.look()

    def look(self) -> MarkingsState:
        if not self._session.is_open:
            self.state = MarkingsState(blocked=self.blocked)
            return self.state
        from core.marking.words import words

        store = self._session.store
        banner, portions, rolled = store.banner(), store.portions(), store.rolled_up()
        authority, cui, decided = store.authority(), store.cui_block(), store.compilation()
        above = is_above(banner, portions)
        problems = [*authority_problems(authority, banner), *cui_problems(cui, banner, holds_cui=store.holds_cui())]
        if undecided_on := undecided(banner, portions, decided):
            problems.append(f"{undecided_on} No packet is made until then.")
        elif not is_training(self._session.title) and unstated(authority, banner):
            problems.append("No packet is made until the authority block is right (32 CFR 2001.21).")
        self.state = MarkingsState(
            banner=banner,
            rolled_up=rolled,
            portions=portions,
            above=above,
            decision=f"{decided.reason} Decided by {decided.by} on {decided.at[:10]}." if decided else "",
            authority={**asdict(authority), "sources": "\n".join(authority.sources)},
            cui=asdict(cui),
            problems=tuple(problems),
            edition=f"{words().edition}, profile {words().default_profile}",
            blocked=self.blocked,
        )
        return self.state

    def state_authority(self, fields: Mapping[str, str]) -> None:
        """Record the classification authority block."""
        sources = tuple(line.strip() for line in fields["sources"].splitlines() if line.strip())
        texts = {name: value.strip() for name, value in fields.items() if name != "sources"}
        block = Authority(sources=sources, **texts)
        self._record(lambda store, person: store.state_authority(block, by=person), "The authority block is recorded.")

    def state_cui(self, fields: Mapping[str, str]) -> None:
        """Record the CUI designation indicator."""
        block = CuiBlock(**{name: value.strip() for name, value in fields.items()})
        self._record(lambda store, person: store.state_cui(block, by=person), "The CUI designation is recorded.")

    def decide_compilation(self, reason: str) -> None:
        """Record why the whole is marked above its parts."""
        banner = self.state.banner
        self._record(
            lambda store, person: store.decide_compilation(banner, reason, by=person), "The decision is recorded."
        )

    def _record(self, act: Callable[[Store, str], object], said: str) -> None:
        person = self._session.person
        try:
            self._session.change(lambda store: act(store, person), "markings")
        except TouchstoneError as error:
            self._failed(error)
        else:
            self._end(said)
