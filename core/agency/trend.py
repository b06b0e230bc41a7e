"""What was measured from version to version of one deployment, in the order of its packets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.agency.portfolio import Standing
from core.agency.records import Measure, TakenIn

Key = tuple[str, str, str]  # probe, measure, part of the data


@dataclass(frozen=True, kw_only=True)
class Point:
    """One measure in one packet. `apart` says how it lies to the point before: "apart" where the intervals share no
    number, "overlap" where they do, empty for the first point and where an interval is missing.
    """

    packet: TakenIn
    measure: Measure
    apart: str


@dataclass(frozen=True, kw_only=True)
class Trend:
    """One measure over the verified packets that hold it, oldest first."""

    probe: str
    title: str
    name: str
    about: str
    unit: str
    points: tuple[Point, ...]

    @property
    def change(self) -> float | None:
        """The last estimate less the first; None with fewer than two."""
        if len(self.points) < 2:
            return None
        first, last = self.points[0].measure.estimate, self.points[-1].measure.estimate
        return None if first is None or last is None else last - first


@dataclass(frozen=True, kw_only=True)
class Step:
    """What is different in one packet from the one before: sentences, none where nothing that is kept differs."""

    packet: TakenIn
    before: TakenIn | None
    sentences: tuple[str, ...]


def trends(standing: Standing) -> tuple[Trend, ...]:
    """Every measure of a deployment's verified packets; those of a countersigned packet are counted once."""
    found: dict[Key, list[tuple[TakenIn, Measure]]] = {}
    for packet in versions(standing.history):
        newest = {(one.probe, one.name, one.about): one for one in packet.measures}  # a probe may have run twice
        for key, measure in newest.items():
            found.setdefault(key, []).append((packet, measure))
    return tuple(_trend(pairs) for pairs in found.values())


def versions(history: Sequence[TakenIn]) -> tuple[TakenIn, ...]:
    """The verified packets, oldest first; of a packet that was countersigned, the one with most signatures."""
    last = {one.packet_id or one.sha256: one for one in history if one.verified}
    return tuple(one for one in history if last.get(one.packet_id or one.sha256) is one)


def steps(standing: Standing) -> tuple[Step, ...]:
    """What changed from packet to packet, newest first."""
    shown = versions(standing.history)
    pairs = list(zip((None, *shown), shown, strict=False))
    return tuple(Step(packet=after, before=before, sentences=_changes(before, after)) for before, after in pairs[::-1])


def _trend(pairs: Sequence[tuple[TakenIn, Measure]]) -> Trend:
    points: list[Point] = []
    for packet, measure in pairs:
        before = points[-1].measure if points else None
        points.append(Point(packet=packet, measure=measure, apart=_apart(before, measure)))
    first = pairs[0][1]
    return Trend(
        probe=first.probe,
        title=first.title,
        name=first.name,
        about=first.about,
        unit=first.unit,
        points=tuple(points),
    )


def _apart(before: Measure | None, now: Measure) -> str:
    if before is None or before.low is None or before.high is None or now.low is None or now.high is None:
        return ""
    return "apart" if now.low > before.high or now.high < before.low else "overlap"


def _changes(before: TakenIn | None, after: TakenIn) -> tuple[str, ...]:
    if before is None:
        return ()
    asked = (
        ("Version", before.version, after.version),
        ("Guideline pack", before.pack, after.pack),
        ("Stage", before.stage, after.stage),
        ("Conclusion", before.word, after.word),
        ("Items answered", f"{before.answered} of {before.due}", f"{after.answered} of {after.due}"),
        ("Open findings", str(before.open_findings), str(after.open_findings)),
        ("Owner", before.owner, after.owner),
        ("Marking", before.marking, after.marking),
    )
    return tuple(f"{what}: {old or 'not said'} → {new or 'not said'}" for what, old, new in asked if old != new)
