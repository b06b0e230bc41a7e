"""The lineage of data: data sets, the steps between them, and the models, as one graph with a chain of digests.

Section 3(b)(2) asks for collection and filtering; item DP-3 of the action plan for integrity and lineage. An edge is
made by what a step takes and gives, or by what a model says it was trained, validated and tested on. It holds where the
digest that the step names is the one that the data set has.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from core.evaluation import data_sets
from core.evaluation.deployment_record import Part
from core.evaluation.lineage_readings import Measured, measured_by
from core.evaluation.parts import count_of, names_in, of_kind, same_name
from core.evaluation.records import ReadingRecord

NodeKind = Literal["data", "step", "model"]
EdgeState = Literal["holds", "broken", "not named", "no digest"]
SHORT = 12  # characters of a digest that are shown where the whole has no room


@dataclass(frozen=True, kw_only=True)
class Node:
    """A data set, a step or a model. `word` is the role, the action or the version; `rows` are the records of a data
    set, `before` and `after` those of a step; `measured` what readings used a file with the same digest.
    """

    id: str
    kind: NodeKind
    part: Part
    word: str = ""
    rows: int | None = None
    before: int | None = None
    after: int | None = None
    sha256: str = ""
    measured: Measured = field(default_factory=Measured)

    @property
    def title(self) -> str:
        return self.part.title

    @property
    def marked(self) -> str:
        return f"{self.part.marking} {self.part.title}"


@dataclass(frozen=True, kw_only=True)
class Edge:
    """From one node to the next. `named` is the digest that the step or the model names for the data set."""

    source: str
    target: str
    named: str
    state: EdgeState


@dataclass(frozen=True, kw_only=True)
class Lineage:
    """The graph. `unknown` are (node id, name) of data sets that are named and not recorded; `cycle` the ids of nodes
    that go round in a circle, which recording refuses and merging two copies can still bring.
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    cycle: tuple[str, ...] = ()

    def node(self, key: str) -> Node:
        """The node with this id. Raises KeyError."""
        return self.by_id[key]

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        return {one.id: one for one in self.nodes}

    def only(self, shown: Collection[str]) -> Lineage:
        """The graph with these nodes alone, and the edges between them."""
        return Lineage(
            nodes=tuple(one for one in self.nodes if one.id in shown),
            edges=tuple(one for one in self.edges if one.source in shown and one.target in shown),
            unknown=tuple(one for one in self.unknown if one[0] in shown),
            cycle=tuple(one for one in self.cycle if one in shown),
        )

    def into(self, key: str) -> tuple[Edge, ...]:
        """The edges that end at a node."""
        return tuple(one for one in self.edges if one.target == key)

    def out_of(self, key: str) -> tuple[Edge, ...]:
        """The edges that begin at a node."""
        return tuple(one for one in self.edges if one.source == key)


def lineage(parts: Sequence[Part], readings: Sequence[ReadingRecord] = ()) -> Lineage:
    """The graph of what is recorded. A name stands for the data set of that name, without regard to case and spaces;
    where two copies of a case brought one name twice, for the first.
    """
    sets, steps, models = (of_kind(parts, kind) for kind in (data_sets.KIND, "data-step", "model"))
    measured = measured_by(readings, [one.fields.get("sha256", "") for one in (*sets, *models)])
    nodes = (
        *(_data_node(one, measured) for one in sets),
        *(_step_node(one) for one in steps if one.fields.get("takes") or one.fields.get("gives")),
        *(_model_node(one, measured) for one in models if sets),
    )
    by_name: dict[str, Node] = {}
    for node in nodes:
        if node.kind == "data":
            by_name.setdefault(same_name(node.title), node)
    edges, unknown = _edges(nodes, by_name)
    return Lineage(nodes=nodes, edges=edges, unknown=unknown, cycle=_cycle(nodes, edges))


def _data_node(part: Part, measured: Mapping[str, Measured]) -> Node:
    digest = part.fields.get("sha256", "")
    return Node(
        id=_key(part),
        kind="data",
        part=part,
        word=part.fields.get("role", ""),
        rows=count_of(part, "rows"),
        sha256=digest,
        measured=measured.get(digest, Measured()),
    )


def _step_node(part: Part) -> Node:
    return Node(
        id=_key(part),
        kind="step",
        part=part,
        word=part.fields.get("action", ""),
        before=count_of(part, "before"),
        after=count_of(part, "after"),
    )


def _model_node(part: Part, measured: Mapping[str, Measured]) -> Node:
    digest = part.fields.get("sha256", "")
    return Node(
        id=_key(part),
        kind="model",
        part=part,
        word=f"version {part.fields['version']}" if part.fields.get("version") else "",
        sha256=digest,
        measured=measured.get(digest, Measured()),
    )


def _key(part: Part) -> str:
    return part.id or f"new {part.kind} {part.title}"


def _edges(nodes: Sequence[Node], by_name: Mapping[str, Node]) -> tuple[tuple[Edge, ...], tuple[tuple[str, str], ...]]:
    edges: list[Edge] = []
    unknown: list[tuple[str, str]] = []
    for node in nodes:
        for key in {"step": ("takes", "gives"), "model": ("data",)}.get(node.kind, ()):
            for name, digest in _named(node.part, key):
                other = by_name.get(same_name(name))
                if other is None:
                    unknown.append((node.id, name))
                    continue
                ends = (node.id, other.id) if key == "gives" else (other.id, node.id)
                edges.append(Edge(source=ends[0], target=ends[1], named=digest, state=_state(digest, other.sha256)))
    return tuple(edges), tuple(unknown)


def _named(part: Part, key: str) -> tuple[tuple[str, str], ...]:
    """The names of a field with the digest of each; a step that gives one has it in "SHA-256 of the result"."""
    found = names_in(part.fields.get(key, ""))
    if key == "gives" and len(found) == 1 and not found[0][1]:
        return ((found[0][0], part.fields.get("sha256", "")),)
    return found


def _state(named: str, held: str) -> EdgeState:
    if not held:
        return "no digest"
    if not named:
        return "not named"
    return "holds" if named == held else "broken"


def _cycle(nodes: Sequence[Node], edges: Sequence[Edge]) -> tuple[str, ...]:
    """The nodes that lie on a circle or between circles: what is left when ends and beginnings are taken away."""
    left = {one.id for one in nodes}
    while True:
        held = [one for one in edges if one.source in left and one.target in left]
        inner = {one.source for one in held} & {one.target for one in held}
        if inner == left:
            return tuple(one.id for one in nodes if one.id in left)
        left = inner


def recording_problems(part: Part, others: Sequence[Part]) -> tuple[str, ...]:
    """Why a data set, step or model can't be recorded beside the others; empty when it can.

    A data set has a name of its own, since steps call it by that; and nothing may come from itself.
    """
    rest = [one for one in others if not one.removed and (not part.id or one.id != part.id)]
    if part.kind == data_sets.KIND:
        taken = {same_name(one.title) for one in of_kind(rest, data_sets.KIND)}
        if same_name(part.title) in taken:
            return (f"There is a data set “{part.title}” already.", "Give it another name: steps call it by its name.")
    if part.kind not in (data_sets.KIND, "data-step"):
        return ()
    graph = lineage([*rest, part])
    if _key(part) not in graph.cycle:
        return ()
    round_about = ", ".join(f"“{graph.node(one).title}”" for one in graph.cycle)
    return (
        f"With this, data would come from themselves: {round_about}.",
        "Record what a step gives as a data set of its own.",
    )


def with_digests(step: Part, parts: Sequence[Part]) -> Part:
    """The step or model with the digest that each of its data sets has now written behind its name.

    From then on a changed file shows as a broken chain.
    """
    held = {same_name(one.title): one.fields.get("sha256", "") for one in of_kind(parts, data_sets.KIND)}
    fields = dict(step.fields)
    for key in ("takes", "gives", "data"):
        lines = [f"{name} {held.get(same_name(name)) or digest}".strip() for name, digest in _named(step, key)]
        if lines:
            fields[key] = "\n".join(lines)
    return replace(step, fields=fields)
