"""The words of the marking system and their order, from `resources/markings`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from core.errors import InputError
from core.paths import resources


@dataclass(frozen=True, kw_only=True)
class Level:
    """One level: its rank (0 is lowest), its two forms, and the colours of its banner (`#RRGGBB`)."""

    rank: int
    banner: str
    portion: str
    colour: str
    text_colour: str


@dataclass(frozen=True, kw_only=True)
class Profile:
    """How a community writes what the grammar leaves open. `cui_alone`: no category stands in a CUI banner (C12)."""

    title: str
    cui_alone: bool


@dataclass(frozen=True, kw_only=True)
class Words:
    """Everything that the grammar knows by name. Marks are in the banner's form unless said otherwise."""

    levels: tuple[Level, ...]
    compartmented: tuple[str, str]  # colour and text colour of a banner with an SCI control
    sci: tuple[str, ...]
    sap: str
    aea: tuple[str, ...]
    aea_unclassified: tuple[str, ...]
    dissem: tuple[str, ...]
    nonic: tuple[str, ...]
    cui_controls: tuple[str, ...]
    if_in_any: tuple[str, ...]  # controls that a banner has as soon as one portion has them
    tetragraphs: Mapping[str, frozenset[str]]
    rules: Mapping[str, str]
    profiles: Mapping[str, Profile]
    default_profile: str
    edition: str  # what the lists were taken from
    to_portion: Mapping[str, str]
    to_banner: Mapping[str, str]
    codes: Mapping[str, str]

    def profile(self, name: str) -> Profile:
        """The profile of this name, or the one that is set for "". Raises InputError for one that is not there."""
        found = self.profiles.get(name or self.default_profile)
        if found is None:
            raise InputError(f"The marking profile '{name}' is not one of {', '.join(self.profiles)}.")
        return found

    def level(self, banner: str) -> Level:
        """The level with this banner word. Raises KeyError."""
        return {level.banner: level for level in self.levels}[banner]


@cache
def words() -> Words:
    """The words that come with the program, with what the local folder adds or replaces, read once.

    Raises InputError, naming file and line, where the local folder has a mistake.
    """
    from core.marking.local import local_folder, with_local  # which needs the records of this module

    return with_local(own_words(), local_folder())


def own_words() -> Words:
    """The words that come with the program alone."""
    import yaml  # beside its only use: pages name markings before the first of them is read

    folder = resources() / "markings"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (folder / "us-marking-grammar.yaml").open(encoding="utf-8") as file:
        data: dict[str, Any] = yaml.load(file, Loader=loader)  # noqa: S506 - one of the two safe loaders
    with (folder / "country-codes.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["code"]: row["name"] for row in csv.DictReader(file)}
    abbreviations: dict[str, str] = data["abbreviations"]
    return Words(
        levels=tuple(_level(rank, row) for rank, row in enumerate(data["levels"])),
        compartmented=(data["compartmented"]["colour"], data["compartmented"]["text"]),
        sci=tuple(data["sci"]),
        sap=data["sap"],
        aea=tuple(data["aea"]),
        aea_unclassified=tuple(data["aea_unclassified"]),
        dissem=tuple(data["dissem"]),
        nonic=tuple(data["nonic"]),
        cui_controls=tuple(data["cui_controls"]),
        if_in_any=tuple(data["roll_up"]["if_in_any"]),
        tetragraphs={code: frozenset(members) for code, members in data["tetragraphs"].items()},
        rules=data["rules"],
        profiles={name: Profile(**row) for name, row in data["profiles"].items()},
        default_profile=next(iter(data["profiles"])),
        edition=f"{data['meta']['id']} {data['meta']['version']}",
        to_portion=abbreviations,
        to_banner={short: long for long, short in abbreviations.items()},
        codes=codes,
    )


def _level(rank: int, row: Mapping[str, str]) -> Level:
    return Level(rank=rank, banner=row["banner"], portion=row["portion"], colour=row["colour"], text_colour=row["text"])
