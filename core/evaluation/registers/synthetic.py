"""Answers that rest on content made by AI: section 3(e) of the Act.

"... mechanisms to manage the risks from relying on synthetic content or content created by artificial intelligence
systems to improve a dataset or model, or to meet evaluation guidelines". An answer is carried by the evidence that is
linked to it and by the readings that support it. An answer of no claims nothing for the deployment and is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from core.evaluation.answers import Standing
from core.evaluation.deployment_record import Part
from core.evaluation.parts import marked, number_of, of_kind
from core.evaluation.records import Evidence, EvidenceLink, ReadingRecord

CLAUSE = "3(e)"
_CLAIMS = ("yes", "partly", "not-applicable", "waiting")
_OF_READINGS = ("test data", "labels")


@dataclass(frozen=True, kw_only=True)
class Reliance:
    """An answer that content made by AI carries. `names` are evidence or kinds of data; `alone`: nothing else does;
    `checked`: every such piece has a human check in the register, and data also a test on real data alone.
    """

    item_id: str
    kind: Literal["evidence", "test data"]
    names: tuple[str, ...]
    evidence: tuple[str, ...] = ()  # ids
    alone: bool
    checked: bool

    @property
    def sentence(self) -> str:
        """The warning, with what is missing."""
        what = " and ".join(f"“{name}”" for name in self.names)
        only = " and nothing else" if self.alone else ""
        made = "evidence made by AI" if self.kind == "evidence" else "readings on data made by AI"
        return f"The answer to {self.item_id} rests on {made} ({what}){only}. {self._managed}"

    @property
    def _managed(self) -> str:
        if self.checked:
            return "How that risk is managed is in the register of synthetic content (3(e))."
        lacking = "a human check" if self.kind == "evidence" else "a human check or a test on real data alone"
        return f"The register of synthetic content does not record {lacking} (3(e))."


def reliances(
    standings: Mapping[str, Standing],
    *,
    evidence: Sequence[Evidence],
    links: Iterable[EvidenceLink],
    readings: Sequence[ReadingRecord],
    parts: Sequence[Part],
) -> tuple[Reliance, ...]:
    """Every answer that claims something and that content made by AI carries, in the order of `standings`."""
    on_evidence, on_data = _on_evidence(parts), _on_data(parts)
    pieces = {one.id: one for one in evidence}
    linked: dict[str, list[Evidence]] = {}
    for link in links:
        if link.evidence_id in pieces:
            linked.setdefault(link.item_id, []).append(pieces[link.evidence_id])
    measured: dict[str, list[ReadingRecord]] = {}
    for record in readings:
        for item_id in record.linked_items if record.body.get("status", "ok") == "ok" else ():
            measured.setdefault(item_id, []).append(record)
    found: list[Reliance] = []
    for item_id, standing in standings.items():
        if standing in _CLAIMS:
            held = _Support(
                pieces=[(one, _entries_of(one, on_evidence)) for one in linked.get(item_id, ())],
                readings=[_entries_on(record, on_data) for record in measured.get(item_id, ())],
            )
            found += _of_item(item_id, held)
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class _Support:
    """What carries an answer: evidence and readings, each with the entries of the ledger on it."""

    pieces: list[tuple[Evidence, list[Part]]]
    readings: list[list[Part]]


def _of_item(item_id: str, held: _Support) -> Iterable[Reliance]:
    made = [(one, entries) for one, entries in held.pieces if one.made_by_ai or entries]
    on_made = [entries for entries in held.readings if entries]
    alone = len(made) == len(held.pieces) and len(on_made) == len(held.readings)
    if made:
        yield Reliance(
            item_id=item_id,
            kind="evidence",
            names=tuple(f"{one.marking} {one.title}" for one, _ in made),
            evidence=tuple(one.id for one, _ in made),
            alone=alone,
            checked=all(any(_is_checked(entry) for entry in entries) for _, entries in made),
        )
    if on_made:
        entries = list({entry.id: entry for found in on_made for entry in found}.values())
        yield Reliance(
            item_id=item_id,
            kind="test data",
            names=tuple(dict.fromkeys(marked(entry) for entry in entries)),
            alone=alone,
            checked=all(_is_checked(entry) and entry.fields.get("real_only", "").strip() for entry in entries),
        )


def _is_checked(entry: Part) -> bool:
    return bool(entry.fields.get("human_check", "").strip())


def _holds_some(entry: Part) -> bool:
    """Whether the entry says of anything that AI made it; a share of 0 says of nothing."""
    share = number_of(entry, "share")
    return share is None or share > 0


def _on_evidence(parts: Iterable[Part]) -> list[Part]:
    ledger = of_kind(parts, "synthetic-content")
    return [one for one in ledger if one.fields.get("where") == "evidence" and _holds_some(one)]


def _on_data(parts: Iterable[Part]) -> list[Part]:
    ledger = of_kind(parts, "synthetic-content")
    return [one for one in ledger if one.fields.get("where") in _OF_READINGS and _holds_some(one)]


def _entries_of(piece: Evidence, ledger: Iterable[Part]) -> list[Part]:
    """The entries on a piece of evidence: by its digest, or by its title where the entry names no digest."""
    title = piece.title.casefold()
    return [
        entry
        for entry in ledger
        if (entry.fields["sha256"] == piece.sha256 if entry.fields.get("sha256") else entry.title.casefold() == title)
    ]


def _entries_on(record: ReadingRecord, ledger: Iterable[Part]) -> list[Part]:
    """The entries on the data of a reading; an entry without a digest is taken to be on the data of every reading."""
    data = record.body.get("data_sha256")
    return [entry for entry in ledger if data and entry.fields.get("sha256", "") in ("", data)]


def ledger_cautions(parts: Sequence[Part], evidence: Iterable[Evidence] = ()) -> tuple[str, ...]:
    """Evidence that AI made and that the ledger does not name, and entries that do not say how the risk is managed
    (section 3(e)).
    """
    on_evidence = _on_evidence(parts)
    found = [
        f"{one.marking} {one.title}: evidence that AI made, and the register does not name it."
        for one in evidence
        if one.made_by_ai and not _entries_of(one, on_evidence)
    ]
    for one in of_kind(parts, "synthetic-content"):
        if not _holds_some(one):
            continue
        where = one.fields.get("where", "")
        if number_of(one, "share") is None:
            found.append(f"{marked(one)}: the share made by AI is not said.")
        if not _is_checked(one):
            found.append(f"{marked(one)}: no human check is recorded.")
        if where != "evidence" and not one.fields.get("real_only", "").strip():
            found.append(f"{marked(one)}: no test on real data alone is recorded.")
    return tuple(found)
