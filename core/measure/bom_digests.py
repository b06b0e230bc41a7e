"""Which component of a bill of materials is the model at hand, and whether the bill's digests are those of files."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from core.measure.bom_document import MODEL_TYPE, Component, at, hashes_of

Digests = Mapping[str, Mapping[str, str]]  # by file name, then by algorithm
MOST_COMPARED = 200


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One digest of the bill. `component` is the place of what has it, `name` its name; `file` is the file that it was
    held against, "" where none was.
    """

    component: str
    name: str
    of_model: bool
    algorithm: str
    file: str
    state: Literal["matches", "differs", "not compared"]


def model_of(components: Sequence[Component], files: Digests) -> Component | None:
    """The component that is the model: the one with a digest of its files, else with their name, else the first."""
    models = [one for one in components if one.text("type") == MODEL_TYPE]
    for one in models:
        if any(files[name].get(algorithm) == digest for algorithm, digest in hashes_of(one) for name in files):
            return one
    for one in models:
        if any(_is_named(one, name) for name in files):
            return one
    return models[0] if models else None


def compare(
    model: Component | None, others: Sequence[Component], digests: Digests, of_model: Collection[str]
) -> list[Compared]:
    """Every digest of the bill against the files at hand; `of_model` names the files that the model is made of."""
    own = {name: found for name, found in digests.items() if name in of_model}
    rest = {name: found for name, found in digests.items() if name not in of_model}
    found = _compared(model, own, own, is_model=True) if model else []
    for one in others:
        named = {name: found for name, found in rest.items() if _is_named(one, name)}
        found += _compared(one, named, rest, is_model=False)
    return found[:MOST_COMPARED]


def _compared(one: Component, named: Digests, all_files: Digests, *, is_model: bool) -> list[Compared]:
    """A digest that is found among `all_files` matches; where it is not, it differs from the files of its name."""
    made: list[Compared] = []
    for algorithm, digest in hashes_of(one):
        same = next((name for name, found in all_files.items() if found.get(algorithm) == digest), None)
        known = [name for name, found in named.items() if algorithm in found]
        state: Literal["matches", "differs", "not compared"] = (
            "matches" if same else "differs" if known else "not compared"
        )
        file = same or (known[0] if known else "")
        made.append(
            Compared(
                component=one.where,
                name=one.text("name"),
                of_model=is_model,
                algorithm=algorithm,
                file=file,
                state=state,
            )
        )
    return made


def _is_named(one: Component, file: str) -> bool:
    """Whether a component bears the name of a file, with or without its ending, or says where the file is."""
    wanted = {file.casefold(), PurePosixPath(file).stem.casefold()}
    said = [one.text("name"), *at(one.body, "data.name"), *at(one.body, "data.contents.url")]
    return any(PurePosixPath(str(text)).name.casefold() in wanted for text in said if isinstance(text, str))
