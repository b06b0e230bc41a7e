"""What a packet will say, gathered once from the snapshot: names, readings with their explanations, and files."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import core
from core.catalog.model import Item
from core.evaluation.answers import Standing, newest_approvals, standing
from core.evaluation.records import Approval, Evidence, Finding, ReadingRecord
from core.manifest import PacketFile
from core.marking.training import is_training
from core.packet.placing import Placed
from core.probe import Explanation, Reading
from core.snapshot import Snapshot

SHORT = 8  # characters of a digest that the report shows where it names something
_NAMESPACE = uuid.UUID("6f1c3f5e-2b0a-5c57-9a57-0d1f6f0d4c11")


def short(identifier: str) -> str:
    """The first characters of an id or digest, enough to tell it apart within one case."""
    return identifier[:SHORT]


@dataclass(frozen=True, kw_only=True)
class ShownReading:
    """A reading as the report shows it. `explanation` is None where this program does not know its probe."""

    record: ReadingRecord
    reading: Reading
    title: str
    explanation: Explanation | None


@dataclass(frozen=True)
class Contents:
    """Everything that the layout prints. `files` are the packet's files without the manifest."""

    snapshot: Snapshot
    readings: tuple[ShownReading, ...]
    placed: tuple[Placed, ...]
    files: tuple[PacketFile, ...]

    @property
    def generator(self) -> str:
        return f"Touchstone {core.__version__}"

    @cached_property
    def packet_id(self) -> str:
        """The same snapshot always gives the same packet: its id comes from the case and the head of its chain."""
        return str(uuid.uuid5(_NAMESPACE, f"{self.snapshot.case_id}:{self.snapshot.chain_head}"))

    @property
    def marking(self) -> str:
        """The banner of every page."""
        return self.snapshot.deployment.marking

    @property
    def training(self) -> bool:
        """Whether it comes from a case for learning."""
        return is_training(self.snapshot.title)

    @property
    def name(self) -> str:
        """What the packet is about: the deployment's name, or the case's title where it has none."""
        return self.snapshot.deployment.name or self.snapshot.title

    @cached_property
    def approval_of(self) -> Mapping[str, Approval]:
        """The newest decision by answer."""
        return newest_approvals(self.snapshot.approvals)

    def standing(self, item: Item) -> Standing | None:
        """What the newest answer to `item` counts as; None where there is none."""
        answer = self.snapshot.answers.get(item.id)
        return standing(answer, item, self.approval_of.get(answer.id)) if answer else None

    @cached_property
    def evidence_of(self) -> Mapping[str, tuple[Evidence, ...]]:
        """Evidence by item, in the order of the register."""
        by_item: dict[str, list[Evidence]] = {}
        linked = {(link.evidence_id, link.item_id) for link in self.snapshot.links}
        items = sorted({item_id for _, item_id in linked})
        for evidence in self.snapshot.evidence:
            for item_id in items:
                if (evidence.id, item_id) in linked:
                    by_item.setdefault(item_id, []).append(evidence)
        return {item_id: tuple(found) for item_id, found in by_item.items()}

    @cached_property
    def readings_of(self) -> Mapping[str, tuple[ShownReading, ...]]:
        """Readings by item."""
        by_item: dict[str, list[ShownReading]] = {}
        for shown in self.readings:
            for item_id in shown.record.linked_items:
                by_item.setdefault(item_id, []).append(shown)
        return {item_id: tuple(found) for item_id, found in by_item.items()}

    @cached_property
    def findings_of(self) -> Mapping[str, tuple[Finding, ...]]:
        """Findings by item."""
        by_item: dict[str, list[Finding]] = {}
        for finding in self.snapshot.findings:
            if finding.item_id:
                by_item.setdefault(finding.item_id, []).append(finding)
        return {item_id: tuple(found) for item_id, found in by_item.items()}
