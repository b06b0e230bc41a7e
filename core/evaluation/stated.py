"""What a packet states of its deployment for those who look after many: `standing.json` inside the packet.

A packet comes from elsewhere, so that every value is checked when it is read, signed or not. The form only grows: a
reader passes over keys that it does not know.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT, VERSION = "touchstone-standing", 1
MOST_ENTRIES, MOST_CHARACTERS = 500, 4_000


@dataclass(frozen=True, kw_only=True)
class StatedClock:
    """One clock of the Act as it stood on the day of the packet. `due` is an ISO date or empty."""

    id: str
    clause: str
    title: str
    state: str
    due: str = ""
    sentence: str = ""
    decision: str = ""  # cease, continue, met; empty where nothing was decided
    decision_day: str = ""
    marking: str = "(U)"  # of the decision that the sentence repeats


@dataclass(frozen=True, kw_only=True)
class StatedPoint:
    """One sentence of what section 4(d)(2)(B) asks for. `clause` is "4(d)(2)(B)(i)" to "(iv)"."""

    clause: str
    text: str
    marking: str = "(U)"


@dataclass(frozen=True, kw_only=True)
class StatedMeasure:
    """The headline number of one reading; None where none was measured or no interval can be given."""

    probe: str
    title: str
    name: str
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    about: str = ""  # the part of the data that it is about
    verdict: str = ""
    status: str = "ok"
    started: str = ""
    model_sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class StatedExemption:
    """One exemption under section 4(a)(2) that was in force on the day of the packet."""

    covers: str
    whole_use: bool
    until: str = ""
    clause: str = "4(a)(2)"
    marking: str = "(U)"


@dataclass(frozen=True, kw_only=True)
class Stated:
    """The deployment under the Act on `day`. `word` and `sentence` as `core.evaluation.verdict.conclusion` gives them.

    `determinations` holds the word of each by its id, `findings` how many there are by status and severity ("open
    high"), `people` the name by role.
    """

    day: str
    word: str
    sentence: str
    in_use: str = ""  # yes, no, or empty where it is not answered
    in_use_since: str = ""
    planned_for: str = ""
    enacted: str = ""
    released: str = ""
    determinations: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    clocks: tuple[StatedClock, ...] = ()
    exemptions: tuple[StatedExemption, ...] = ()
    points: tuple[StatedPoint, ...] = ()
    measures: tuple[StatedMeasure, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready, with the name and version of the form."""
        body = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}
        return {"format": FORMAT, "version": VERSION, **body}


def stated_from_dict(body: Any) -> Stated:
    """What `Stated.as_dict` gave. Raises ValueError with a sentence when a value is not of its kind or too long."""
    table = _table(body, "standing.json")
    if table.get("format") != FORMAT or table.get("version") != VERSION:
        raise ValueError("standing.json is of a form that is not known here.")
    texts = ("day", "word", "sentence", "in_use", "in_use_since", "planned_for", "enacted", "released")
    return Stated(
        **{name: _text(table, name) for name in texts},
        determinations={name: _said(value, name) for name, value in _entries(table, "determinations").items()},
        findings={name: _count(value, name) for name, value in _entries(table, "findings").items()},
        people={name: _said(value, name) for name, value in _entries(table, "people").items()},
        clocks=tuple(StatedClock(**_texts(one, StatedClock)) for one in _list(table, "clocks")),
        exemptions=tuple(_exemption(one) for one in _list(table, "exemptions")),
        points=tuple(StatedPoint(**_texts(one, StatedPoint)) for one in _list(table, "points")),
        measures=tuple(_measure(one) for one in _list(table, "measures")),
    )


def _exemption(one: Mapping[str, Any]) -> StatedExemption:
    whole = one.get("whole_use")
    if not isinstance(whole, bool):
        raise ValueError("whole_use of an exemption is neither true nor false.")  # noqa: TRY004 - no caller is to blame
    return StatedExemption(whole_use=whole, **_texts(one, StatedExemption, leave_out=("whole_use",)))


def _measure(one: Mapping[str, Any]) -> StatedMeasure:
    numbers = ("estimate", "low", "high")
    values: dict[str, Any] = {name: _number(one.get(name), name) for name in numbers}
    return StatedMeasure(**{**values, **_texts(one, StatedMeasure, leave_out=numbers)})


def _texts(one: Mapping[str, Any], kind: type, leave_out: tuple[str, ...] = ()) -> dict[str, str]:
    names = [name for name in kind.__dataclass_fields__ if name not in leave_out]  # type: ignore[attr-defined]
    return {name: _text(one, name) for name in names}


def _text(table: Mapping[str, Any], name: str) -> str:
    if name not in table:
        raise ValueError(f"standing.json does not say {name}.")
    return _said(table[name], name)


def _said(value: Any, name: str) -> str:
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS:
        raise ValueError(f"{name} in standing.json is no text, or is too long.")
    return value


def _count(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{name} in standing.json is no count.")
    return value


def _number(value: Any, name: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{name} in standing.json is no number.")
    return float(value)


def _entries(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = _table(table.get(name), name)
    if len(found) > MOST_ENTRIES:
        raise ValueError(f"{name} in standing.json has too many entries.")
    return {_said(key, name): value for key, value in found.items()}


def _list(table: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = table.get(name)
    if not isinstance(found, list) or len(found) > MOST_ENTRIES:
        raise ValueError(f"{name} in standing.json is no list, or is too long.")
    return [_table(one, name) for one in found]


def _table(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{name} holds no table.")  # noqa: TRY004 - as above
    return value
