"""What is decided about the markings of an open case: who classified it, and whether it is more than its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from core.casefile import answering, chain, custody, deployment_record, evaluations, evidence, findings, kinds, undoing
from core.casefile.custody import Custody
from core.casefile.open_case import OpenCase
from core.errors import InputError
from core.marking import roll_up
from core.marking.authority import Authority, CuiBlock, authority_problems, cui_problems
from core.marking.compilation import Compilation, compilation_problems


class MarkingCase(OpenCase):
    """An open case file with the blocks and decisions behind its banner; see `Store`."""

    def portions(self) -> tuple[str, ...]:
        """The portion mark of every text in the case that has one, each mark once: what the banner rolls up."""
        with self._database.reading() as connection:
            record = deployment_record.record(connection)
            marks = (
                *(answer.marking for answer in answering.answers(connection)),
                *(piece.marking for piece in evidence.evidence(connection)),
                *(finding.marking for finding in findings.findings(connection)),
                *(exemption.marking for exemption in record.exemptions),
                *(decision.marking for decision in record.decisions.values()),
                *(part.marking for part in record.parts if not part.removed),
            )
        return tuple(dict.fromkeys(marks))

    def banner(self) -> str:
        """The banner of the case as the deployment says; UNCLASSIFIED before that."""
        with self._database.reading() as connection:
            described = evaluations.deployment(connection)
        return described.marking if described else "UNCLASSIFIED"

    def rolled_up(self) -> str:
        """The banner that the portions of the case ask for: a proposal."""
        return roll_up(self.portions())

    def state_authority(self, block: Authority, *, by: str) -> None:
        """Records the classification authority block. Raises InputError with what it lacks for the case's banner."""
        _demand(authority_problems(block, self.banner()))
        self._record(kinds.AUTHORITY, asdict(block), by=by)

    def authority(self) -> Authority:
        """The block as it was stated last; an empty one before that."""
        said = self._newest(kinds.AUTHORITY)
        return Authority(**{**said.body, "sources": tuple(said.body["sources"])}) if said else Authority()

    def state_cui(self, block: CuiBlock, *, by: str) -> None:
        """Records the CUI designation indicator. Raises InputError with what it lacks."""
        _demand(cui_problems(block, self.banner(), holds_cui=self.holds_cui()))
        self._record(kinds.CUI_BLOCK, asdict(block), by=by)

    def cui_block(self) -> CuiBlock:
        """The indicator as it was stated last; an empty one before that."""
        said = self._newest(kinds.CUI_BLOCK)
        return CuiBlock(**said.body) if said else CuiBlock()

    def holds_cui(self) -> bool:
        """Whether any portion of the case is CUI."""
        return any(portion.startswith("(CUI") for portion in self.portions())

    def decide_compilation(self, banner: str, reason: str, *, by: str) -> Compilation:
        """Records that the whole is `banner`, above what its parts roll up to. Raises InputError where it is not."""
        portions = self.portions()
        _demand(compilation_problems(banner, portions, reason))
        body = {"banner": banner, "rolled_up": roll_up(portions), "reason": " ".join(reason.split())}
        entry = self._record(kinds.COMPILATION, body, by=by)
        return Compilation(**body, by=entry.by, at=entry.at)

    def compilation(self) -> Compilation | None:
        """The decision that covers the banner of today; None where none does."""
        said = self._newest(kinds.COMPILATION)
        if said is None or said.body["banner"] != self.banner():
            return None
        return Compilation(**said.body, by=said.by, at=said.at)

    def custody(self) -> Custody:
        """How the case was looked after: packs, merges, removals, and what stands behind its banner."""
        with self._database.reading() as connection:
            return custody.read(
                connection, authority=self.authority(), cui=self.cui_block(), compilation=self.compilation()
            )

    def _record(self, kind: str, body: Mapping[str, object], *, by: str) -> chain.Entry:
        with self._database.writing() as connection:
            return chain.append(connection, kind=kind, subject="marking", body=body, by=by)

    def _newest(self, kind: str) -> chain.Entry | None:
        with self._database.reading() as connection:
            return next(undoing.standing(connection, kind, newest=1), None)


def _demand(found: tuple[str, ...]) -> None:
    if found:
        raise InputError(found[0], " ".join(found[1:]))
