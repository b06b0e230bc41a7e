"""What an acquisition of AI has to settle, by memorandum: the points of OMB M-25-22 and the standing of M-24-18."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import yaml

from core.errors import InputError
from core.paths import resources


@dataclass(frozen=True, kw_only=True)
class AcquisitionPolicy:
    """A memorandum with its points by id. `since` and `until` are ISO dates; `until` is empty while it stands."""

    id: str
    title: str
    since: str
    until: str
    status: str
    points: Mapping[str, str]

    def stands_on(self, day: date) -> bool:
        """Whether it had been issued and not been rescinded by `day`."""
        return self.since <= day.isoformat() and (not self.until or day.isoformat() < self.until)


@cache
def acquisition_policies() -> tuple[AcquisitionPolicy, ...]:
    """The memoranda that come with the program, the newest first. Raises InputError when their file was damaged."""
    try:
        told = yaml.safe_load((resources() / "policy" / "acquisition.yaml").read_text(encoding="utf-8"))
        return tuple(
            AcquisitionPolicy(**{**one, "points": {point["id"]: point["text"] for point in one["points"]}})
            for one in told["policies"]
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise InputError("The points of an acquisition can't be read.", "Install Touchstone again.") from error


def acquisition_points() -> Mapping[str, str]:
    """Every point of every memorandum, by id."""
    return {key: text for one in acquisition_policies() for key, text in one.points.items()}
