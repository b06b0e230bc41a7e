"""The energy card: electricity by phase, emissions, and the accuracy that was got for it (action plan EE-3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.evaluation.deployment_record import Part
from core.evaluation.parts import count_of, number_of, of_kind
from core.evaluation.records import ReadingRecord

_MADE = ("training", "fine-tuning")  # what the accuracy of the model was bought with


@dataclass(frozen=True, kw_only=True)
class PhaseEnergy:
    """The sums of one phase. `co2e_kg` sums the records that name a grid factor; `without_factor` counts the others."""

    phase: str
    records: int
    kwh: float
    co2e_kg: float | None
    without_factor: int
    wh_per_decision: float | None = None


@dataclass(frozen=True, kw_only=True)
class EnergyCard:
    """`accuracy` is the newest measured accuracy, `per_kwh` that accuracy in percentage points by kWh of training and
    fine-tuning; None where a reading or the energy is missing.
    """

    phases: tuple[PhaseEnergy, ...]
    kwh: float
    co2e_kg: float | None
    accuracy: float | None
    per_kwh: float | None

    @property
    def sentence(self) -> str:
        """The sums in words, and what the accuracy cost."""
        emitted = f", {self.co2e_kg:,.4g} kg CO2e where a grid factor is named" if self.co2e_kg is not None else ""
        if self.per_kwh is None or self.accuracy is None:
            got = "Accuracy by kWh can't be said: a reading of accuracy or the energy of training is missing."
        else:
            got = (
                f"The newest measured accuracy is {100 * self.accuracy:.1f} %: {self.per_kwh:,.4g} percentage points by"
                " kWh of training and fine-tuning."
            )
        return f"All phases: {self.kwh:,.6g} kWh{emitted}. {got}"


def energy_card(parts: Iterable[Part], readings: Sequence[ReadingRecord]) -> EnergyCard:
    """The card of what is recorded. Emissions are energy times the grid factor that its record names."""
    held = of_kind(parts, "energy")
    phases = tuple(
        _phase(phase, [one for one in held if one.fields.get("phase") == phase])
        for phase in dict.fromkeys(one.fields.get("phase", "") for one in held)
    )
    made = sum(one.kwh for one in phases if one.phase in _MADE)
    accuracy = newest_accuracy(readings)
    known = [one.co2e_kg for one in phases if one.co2e_kg is not None]
    return EnergyCard(
        phases=phases,
        kwh=sum(one.kwh for one in phases),
        co2e_kg=sum(known) if known else None,
        accuracy=accuracy,
        per_kwh=100 * accuracy / made if accuracy is not None and made > 0 else None,
    )


def newest_accuracy(readings: Sequence[ReadingRecord]) -> float | None:
    """The accuracy on all rows in the newest reading of `perf-ci` that gives one; None where none does."""
    for record in reversed(readings):
        if record.probe != "perf-ci" or record.body.get("status", "ok") != "ok":
            continue
        for metric in record.body.get("metrics", ()):
            if metric["name"] == "accuracy" and not metric.get("slice") and metric["estimate"] is not None:
                return float(metric["estimate"])
    return None


def _phase(phase: str, held: Sequence[Part]) -> PhaseEnergy:
    kwh = [number_of(one, "kwh") or 0.0 for one in held]
    factors = [number_of(one, "factor") for one in held]
    emitted = [energy * factor for energy, factor in zip(kwh, factors, strict=True) if factor is not None]
    decided = [(energy, count_of(one, "decisions")) for energy, one in zip(kwh, held, strict=True)]
    counted = [(energy, count) for energy, count in decided if count]
    decisions = sum(count for _, count in counted)
    return PhaseEnergy(
        phase=phase,
        records=len(held),
        kwh=sum(kwh),
        co2e_kg=sum(emitted) if emitted else None,
        without_factor=factors.count(None),
        wh_per_decision=1000 * sum(energy for energy, _ in counted) / decisions if decisions else None,
    )
