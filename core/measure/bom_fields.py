"""The fields that a bill of materials of a model is asked for, each with who asks for it.

NTIA: The Minimum Elements For a Software Bill of Materials, 2021. Model cards: Mitchell et al. 2019. Datasheets:
Gebru et al. 2021. PS and PW: tasks of NIST SP 800-218A. Ids such as MOD-TRA-1 are items of the guideline pack.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from core.measure.bom_document import Component, at, licence_of, says_something

Section = Literal["bill", "model", "model card", "training data"]
State = Literal["present", "says nothing", "missing"]
SECTIONS: tuple[Section, ...] = ("bill", "model", "model card", "training data")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One field: any of `paths` fills it, relative to the document, the model, its card or a dataset's component."""

    name: str
    section: Section
    paths: tuple[str, ...]
    by: str


def _asked(section: Section, name: str, paths: str, by: str) -> Asked:
    return Asked(name=name, section=section, paths=tuple(paths.split(" ")), by=by)


ASKED = (
    _asked("bill", "date", "metadata.timestamp", "NTIA: timestamp"),
    _asked("bill", "author", "metadata.authors metadata.manufacturer metadata.supplier", "NTIA: author of SBOM data"),
    _asked("bill", "what the model depends on", "dependencies.dependsOn", "NTIA: dependency relationship"),
    _asked("model", "supplier", "supplier publisher manufacturer authors", "NTIA: supplier name; MOD-TRA-1"),
    _asked("model", "name", "name", "NTIA: component name"),
    _asked("model", "version", "version", "NTIA: version; MOD-TRA-1"),
    _asked("model", "digest", "hashes.content", "NTIA: component hash; PS.2.1; MOD-TRA-1"),
    _asked("model", "licence", "licenses", "Model cards: model details; MOD-TRA-1"),
    _asked(
        "model",
        "pedigree",
        "pedigree.ancestors pedigree.variants pedigree.commits pedigree.patches pedigree.notes",
        "PS.3.2; POST-TRA-1",
    ),
    _asked("model card", "approach", "modelParameters.approach.type", "Model cards: model details"),
    _asked("model card", "task", "modelParameters.task", "Model cards: model details"),
    _asked(
        "model card",
        "architecture",
        "modelParameters.architectureFamily modelParameters.modelArchitecture",
        "Model cards: model details",
    ),
    _asked("model card", "inputs", "modelParameters.inputs.format", "MOD-TRA-1"),
    _asked("model card", "outputs", "modelParameters.outputs.format", "MOD-TRA-1"),
    _asked("model card", "training data named", "modelParameters.datasets", "Model cards: training data; MOD-TRA-1"),
    _asked(
        "model card",
        "measured performance",
        "quantitativeAnalysis.performanceMetrics.value",
        "Model cards: quantitative analyses; MOD-TRA-1",
    ),
    _asked("model card", "users", "considerations.users", "Model cards: intended use"),
    _asked("model card", "uses", "considerations.useCases", "Model cards: intended use; MOD-TRA-1"),
    _asked("model card", "limits", "considerations.technicalLimitations", "Model cards: caveats; MOD-TRA-1"),
    _asked("model card", "ethical considerations", "considerations.ethicalConsiderations", "Model cards: ethics"),
    _asked("model card", "fairness by group", "considerations.fairnessAssessments", "Model cards: factors"),
    _asked("training data", "version", "version", "DAT-SEC-1"),
    _asked("training data", "digest", "hashes.content", "DAT-SEC-1; PS.1.2"),
    _asked(
        "training data",
        "source",
        "supplier publisher authors manufacturer externalReferences.url data.contents.url pedigree.notes",
        "Datasheets: collection process; PW.3.2",
    ),
    _asked("training data", "description", "description data.description", "Datasheets: motivation; DAT-TRA-1"),
    _asked(
        "training data",
        "owner",
        "data.governance.owners data.governance.custodians data.governance.stewards",
        "Datasheets: maintenance; DAT-TRA-1",
    ),
    _asked("training data", "sensitivity", "data.classification data.sensitiveData", "Datasheets: composition"),
    _asked("training data", "licence", "licenses", "Datasheets: distribution; DAT-TRA-1"),
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """One field as the bill holds it: `where` it was looked for, within `place`, and the start of what is there."""

    asked: Asked
    state: State
    place: str
    where: str
    shown: str


def look(document: Mapping[str, Any], model: Component | None, datasets: Sequence[Component]) -> list[Found]:
    """Every field, in order. A field of the training data is present when every dataset has it."""
    return [_look(asked, document, model, datasets) for asked in ASKED]


def datasets_of(model: Component | None, all_components: Sequence[Component]) -> list[Component]:
    """The datasets that the model card names: components that it refers to, or what it says of them in place."""
    named: list[Component] = []
    for entry in at(model.body, "modelCard.modelParameters.datasets") if model else []:
        if not isinstance(entry, Mapping):
            continue
        ref = entry.get("ref")
        if not isinstance(ref, str):  # described in place: the fields of a component's data
            where = f"{model.where if model else ''}.modelCard.modelParameters.datasets"
            named.append(Component(body={**entry, "data": [entry]}, where=where))
        else:
            named += [one for one in all_components if one.text("bom-ref") == ref][:1]
    return named


def _look(asked: Asked, document: Mapping[str, Any], model: Component | None, datasets: Sequence[Component]) -> Found:
    if asked.section == "bill":
        body: Mapping[str, Any] = document
        if asked.paths == ("dependencies.dependsOn",):
            ref = model.text("bom-ref") if model else ""
            body = {"dependencies": [one for one in at(document, "dependencies") if ref and ref in at(one, "ref")]}
        return _found(asked, [(body, "")])
    if asked.section == "training data":
        return _found(asked, [(one.body, one.where) for one in datasets])
    if model is None:
        return _found(asked, [])
    if asked.section == "model":
        return _found(asked, [(model.body, model.where)])
    cards = [one for one in at(model.body, "modelCard") if isinstance(one, Mapping)]
    return _found(asked, [(card, f"{model.where}.modelCard") for card in cards[:1]])


def _found(asked: Asked, bodies: Sequence[tuple[Mapping[str, Any], str]]) -> Found:
    states: list[State] = []
    shown, where = "", asked.paths[0]
    for body, place in bodies:
        values = [(path, value) for path in asked.paths for value in at(body, path)]
        said = [(path, value) for path, value in values if _says(asked, body, place, value)]
        states.append("present" if said else "says nothing" if values else "missing")
        path = (said or values or [(asked.paths[0], None)])[0][0]
        where = path
        shown = shown or (_short(said[0][1]) if said else "")
    worst = next(
        (state for state in ("missing", "says nothing") if state in states), "present" if states else "missing"
    )
    within = ", ".join(place for _, place in bodies[:3] if place)
    return Found(asked=asked, state=worst, place=within, where=where, shown=shown if worst == "present" else "")  # type: ignore[arg-type]


def _says(asked: Asked, body: Mapping[str, Any], place: str, value: Any) -> bool:
    if asked.paths == ("licenses",):
        return bool(licence_of(Component(body=body, where=place)))
    return says_something(value)


def _short(value: Any) -> str:
    if isinstance(value, Mapping):
        value = next((inner for inner in value.values() if says_something(inner)), "")
        return _short(value)
    if isinstance(value, list):
        return _short(value[0]) if value else ""
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"
