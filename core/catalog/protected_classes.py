"""The classes that Federal law protects, the statutes, and what changed around them: section 3(c)(2) of the Act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import yaml

from core.errors import InputError
from core.paths import resources


@dataclass(frozen=True, kw_only=True)
class ProtectedClass:
    """A ground that Federal law protects; `statutes` are ids of `ProtectedClasses.statutes`."""

    id: str
    label: str
    statutes: tuple[str, ...]

    @property
    def short(self) -> str:
        """The label without what stands in brackets."""
        return self.label.partition(" (")[0]


@dataclass(frozen=True, kw_only=True)
class Statute:
    id: str
    name: str
    cite: str
    area: str


@dataclass(frozen=True, kw_only=True)
class LegalEvent:
    """Something that changed in law or its enforcement. `day` and `effective` are ISO dates or empty."""

    day: str
    effective: str = ""
    statutes: tuple[str, ...]  # empty: it bears on all
    text: str

    def known_on(self, today: date) -> bool:
        """Whether it had happened by `today`; what stands in a statute itself always had."""
        return not self.day or date.fromisoformat(self.day) <= today

    def words_on(self, today: date) -> str:
        """The event as it stands on `today`, with its own date."""
        when = self.day or "Standing"
        if not self.effective:
            return f"{when}: {self.text}"
        holds = date.fromisoformat(self.effective) <= today
        return f"{when}: {self.text} {'In effect since' if holds else 'Takes effect on'} {self.effective}."


@dataclass(frozen=True, kw_only=True)
class ScreeningRatio:
    """The four-fifths rule: its source and words. The threshold itself is a setting of the probe."""

    name: str
    source: str
    rule: str
    denominators: str


@dataclass(frozen=True, kw_only=True)
class ProtectedClasses:
    as_of: str
    caution: str
    classes: Mapping[str, ProtectedClass]
    statutes: Mapping[str, Statute]
    events: tuple[LegalEvent, ...]
    screening: ScreeningRatio

    def events_on(self, today: date, statute: str = "") -> tuple[LegalEvent, ...]:
        """What had happened by `today`: all of it, or what bears on one statute by name."""
        return tuple(one for one in self.events if one.known_on(today) and (not statute or statute in one.statutes))


@cache
def protected_classes() -> ProtectedClasses:
    """The classes that come with the program. Raises InputError when their file was damaged."""
    try:
        told = yaml.safe_load((resources() / "policy" / "protected-classes.yaml").read_text(encoding="utf-8"))
        ratio = told["screening_ratio"]
        return ProtectedClasses(
            as_of=told["meta"]["as_of"],
            caution=told["meta"]["caution"],
            classes={
                one["id"]: ProtectedClass(id=one["id"], label=one["label"], statutes=tuple(one["statutes"]))
                for one in told["classes"]
            },
            statutes={key: Statute(id=key, **one) for key, one in told["statutes"].items()},
            events=tuple(LegalEvent(**{**one, "statutes": tuple(one["statutes"])}) for one in told["legal_status"]),
            screening=ScreeningRatio(**{name: ratio[name] for name in ("name", "source", "rule", "denominators")}),
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise InputError("The list of protected classes can't be read.", "Install Touchstone again.") from error
