"""The words of the marking system and their order, from `resources/markings`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

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
    to_portion: Mapping[str, str]
    to_banner: Mapping[str, str]
    codes: Mapping[str, str]

    def level(self, banner: str) -> Level:
        """The level with this banner word. Raises KeyError."""
        return {level.banner: level for level in self.levels}[banner]


@cache
def words() -> Words:
    """The words that come with the program, read once."""
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
        to_portion=abbreviations,
        to_banner={short: long for long, short in abbreviations.items()},
        codes=codes,
    )


def _level(rank: int, row: Mapping[str, str]) -> Level:
    return Level(rank=rank, banner=row["banner"], portion=row["portion"], colour=row["colour"], text_colour=row["text"])
