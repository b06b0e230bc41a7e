"""How every register stands on one day: its entries, and what is wrong or missing in it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from core.catalog.acquisition import acquisition_points, acquisition_policies
from core.catalog.model import GuidelinePack
from core.catalog.protected_classes import protected_classes
from core.evaluation.answers import Standing, standings
from core.evaluation.deployment_record import DeploymentRecord, Part
from core.evaluation.exemptions import exempt_items
from core.evaluation.parts import PartKind, items_in, marked, of_kind, said_of
from core.evaluation.records import Answer, Approval, Evidence, EvidenceLink, ReadingRecord
from core.evaluation.registers import acquisition, board, classes, energy, entries, privacy, synthetic
from core.evaluation.registers.kinds import registers
from core.evaluation.registers.synthetic import Reliance, reliances


@dataclass(frozen=True, kw_only=True)
class RegisterFacts:
    """What the registers are judged by. `standings` are the answers that stand, by item; `present` the components that
    the deployment has.
    """

    parts: tuple[Part, ...]
    pack: GuidelinePack
    standings: Mapping[str, Standing]
    evidence: tuple[Evidence, ...]
    links: tuple[EvidenceLink, ...]
    readings: tuple[ReadingRecord, ...]
    present: tuple[str, ...]
    exempt: frozenset[str]
    today: date


@dataclass(frozen=True, kw_only=True)
class RegisterStanding:
    """One register. `cautions`: what is wrong or missing, one sentence each."""

    kind: PartKind
    entries: tuple[Part, ...]
    cautions: tuple[str, ...]
    figures: tuple[str, ...] = ()  # what its entries come to

    @property
    def is_told(self) -> bool:
        """Whether the packet tells of it: it has entries, or the Act asks for it."""
        return bool(self.entries or self.kind.empty)


@dataclass(frozen=True, kw_only=True)
class Registers:
    """All of them by id, the protected classes, the items open on them, and the answers that AI content carries."""

    by_id: Mapping[str, RegisterStanding]
    classes: tuple[classes.ClassStanding, ...]
    class_items: tuple[str, ...]
    reliances: tuple[Reliance, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What must not be missed where an answer is shown: section 3(e)."""
        return tuple(one.sentence for one in self.reliances)

    def warnings_on(self, item_id: str) -> tuple[str, ...]:
        """The warnings of one item."""
        return tuple(one.sentence for one in self.reliances if one.item_id == item_id)


def facts_of(
    *,
    record: DeploymentRecord,
    pack: GuidelinePack,
    answers: Iterable[Answer],
    approvals: Iterable[Approval],
    held_back: Container[str] = (),
    evidence: tuple[Evidence, ...],
    links: tuple[EvidenceLink, ...],
    readings: tuple[ReadingRecord, ...],
    present: tuple[str, ...],
    today: date,
) -> RegisterFacts:
    """What a case tells on `today`; an answer to an item in `held_back` does not stand."""
    return RegisterFacts(
        parts=record.parts,
        pack=pack,
        standings=standings(pack, answers, approvals, held_back=held_back),
        evidence=evidence,
        links=links,
        readings=readings,
        present=present,
        exempt=frozenset(exempt_items(pack, record.exemptions, today)),
        today=today,
    )


def registers_standing(facts: RegisterFacts) -> Registers:
    """How every register stands. Raises InputError when a list that comes with the program was damaged."""
    return Registers(
        by_id={
            key: RegisterStanding(
                kind=kind,
                entries=of_kind(facts.parts, key),
                cautions=_cautions(key, facts),
                figures=_figures(key, facts),
            )
            for key, kind in registers().items()
        },
        classes=classes.class_standings(facts.parts, facts.readings, protected_classes()),
        class_items=classes.open_class_items(facts.pack, facts.standings, present=facts.present, exempt=facts.exempt),
        reliances=reliances(
            facts.standings,
            evidence=facts.evidence,
            links=facts.links,
            readings=facts.readings,
            parts=facts.parts,
        ),
    )


def _class_cautions(facts: RegisterFacts) -> tuple[str, ...]:
    found = classes.class_standings(facts.parts, facts.readings, protected_classes())
    return classes.class_cautions(found, classes.unregistered_columns(facts.parts, facts.readings))


_CAUTIONS: Mapping[str, Callable[[RegisterFacts], tuple[str, ...]]] = {
    "protected-class": _class_cautions,
    "synthetic-content": lambda facts: synthetic.ledger_cautions(facts.parts, facts.evidence),
    "incident": lambda facts: entries.incident_cautions(facts.parts),
    "known-risk": lambda facts: entries.risk_cautions(facts.parts, facts.today),
    "red-team": lambda facts: entries.campaign_cautions(facts.parts),
    "board-member": lambda facts: board.member_cautions(facts.parts),
    "board-meeting": lambda facts: board.meeting_cautions(facts.parts),
    "board-vote": lambda facts: board.vote_cautions(facts.parts),
    "privacy-assessment": lambda facts: privacy.privacy_cautions(facts.parts, facts.today),
    "dp-claim": lambda facts: privacy.claim_cautions(facts.parts),
    "custody": lambda facts: entries.custody_cautions(facts.parts),
    "pilot": lambda facts: entries.pilot_cautions(facts.parts, facts.today),
    "acquisition": lambda facts: acquisition.acquisition_cautions(facts.parts, acquisition_points(), facts.today),
}


def _cautions(key: str, facts: RegisterFacts) -> tuple[str, ...]:
    told = _CAUTIONS.get(key)
    return (*(told(facts) if told else ()), *_unknown_items(key, facts))


def _figures(key: str, facts: RegisterFacts) -> tuple[str, ...]:
    match key:
        case "energy" if of_kind(facts.parts, key):
            return (energy.energy_card(facts.parts, facts.readings).sentence,)
        case "board-meeting":
            return tuple(f"{marked(one.meeting)}: {one.sentence}." for one in board.board_decisions(facts.parts))
        case "acquisition" if of_kind(facts.parts, key):
            known = acquisition_policies()
            return tuple(f"{one.title}: {one.status}." for one in known if one.since <= facts.today.isoformat())
        case _:
            return ()


def told_of(part: Part, kind: PartKind) -> tuple[tuple[str, str], ...]:
    """(title, words) of all that is said of an entry, with what follows from it."""
    said = said_of(part, kind.fields)
    if kind.id != "protected-class":
        return said
    return (*said, ("Statutes", classes.statutes_of(part.fields.get("class", ""), protected_classes())))


def _unknown_items(key: str, facts: RegisterFacts) -> tuple[str, ...]:
    """Items that entries name and that the pack in use does not have."""
    return tuple(
        f"{marked(one)}: the pack in use has no item {item_id}."
        for one in of_kind(facts.parts, key)
        for item_id in items_in(one.fields.get("items", ""))
        if item_id not in facts.pack.by_id
    )
