"""What does not fit in the lineage of data: digests that differ, counts that do not add up, ends that hang loose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from core.evaluation.lineage import SHORT, Edge, Lineage, Node

Word = Literal["broken", "open", "whole", "empty"]
_NEEDS_MODEL = ("training", "validation", "test")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that does not fit. `breaks`: the chain does not hold there; else something is not said yet."""

    node: str
    sentence: str
    breaks: bool


@dataclass(frozen=True, kw_only=True)
class ChainStanding:
    """How the chain stands. `sentence` says it in numbers."""

    word: Word
    sentence: str
    faults: tuple[Fault, ...]

    def of(self, node: str) -> tuple[Fault, ...]:
        """The faults of one node."""
        return tuple(one for one in self.faults if one.node == node)


def chain_standing(graph: Lineage) -> ChainStanding:
    """Whether the chain of digests is whole, and all that does not fit, breaks first."""
    if not graph.nodes:
        return ChainStanding(word="empty", sentence="No data set is recorded.", faults=())
    found = sorted(_faults(graph), key=lambda one: not one.breaks)
    holds = sum(one.state == "holds" for one in graph.edges)
    word: Word = "broken" if any(one.breaks for one in found) else "whole"
    if word == "whole" and (found or holds < len(graph.edges) or not graph.edges):
        word = "open"
    return ChainStanding(word=word, sentence=_sentence(graph, holds), faults=tuple(found))


def _sentence(graph: Lineage, holds: int) -> str:
    count = {kind: sum(one.kind == kind for one in graph.nodes) for kind in ("data", "step", "model")}
    broken = sum(one.state == "broken" for one in graph.edges)
    measured = sum(one.kind == "data" and bool(one.measured.readings) for one in graph.nodes)
    told = [f"{holds} of {_counted(len(graph.edges), 'link')} hold by digest"]
    if broken:
        told.append(f"{broken} {'is' if broken == 1 else 'are'} broken")
    if open_ones := len(graph.edges) - holds - broken:
        told.append(f"for {open_ones} no digest is named")
    named = (
        f"{_counted(count['data'], 'data set')}, {_counted(count['step'], 'step')}, {_counted(count['model'], 'model')}"
    )
    return f"{named}. {', '.join(told)}. {_counted(measured, 'data set')} measured by readings."


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _faults(graph: Lineage) -> Iterator[Fault]:
    if graph.cycle:
        names = ", ".join(f"“{graph.node(one).marked}”" for one in graph.cycle)
        for one in graph.cycle[:1]:
            yield Fault(node=one, sentence=f"DAT: data come from themselves, in a circle: {names}.", breaks=True)
    for edge in graph.edges:
        if edge.state == "broken":
            yield _digest_fault(graph, edge)
    for key, name in graph.unknown:
        sentence = f"DAT: “{graph.node(key).marked}” names the data set “{name}”, and none is recorded by that name."
        yield Fault(node=key, sentence=sentence, breaks=True)
    for node in graph.nodes:
        if node.kind == "step":
            yield from _count_faults(graph, node)
        elif node.kind == "data":
            yield from _data_faults(graph, node)
    yield from _same_file(graph.nodes)


def _digest_fault(graph: Lineage, edge: Edge) -> Fault:
    ends = graph.node(edge.source), graph.node(edge.target)
    data, namer = ends if ends[0].kind == "data" else (ends[1], ends[0])
    sentence = (
        f"DAT: “{namer.marked}” names the digest {edge.named[:SHORT]} for “{data.marked}”, which has"
        f" {data.sha256[:SHORT]}: the file changed, or it is another one."
    )
    return Fault(node=data.id, sentence=sentence, breaks=True)


def _count_faults(graph: Lineage, step: Node) -> Iterator[Fault]:
    """The records before a step are those of what it takes; those after it are those of what it gives.

    A join makes other records of those that it takes, so that only what it gives is counted. What a split gives may
    also add up to what it began with: "after" is then what it left in the main part.
    """
    taken = [graph.node(one.source) for one in graph.into(step.id)]
    given = [graph.node(one.target) for one in graph.out_of(step.id)]
    before, after = _sum(taken), _sum(given)
    if step.word != "joined" and step.before is not None and before is not None and before != step.before:
        yield _counts(step, f"begins with {step.before:,} records; what it takes has {before:,}")
    if step.after is not None and after is not None and after != step.after and not _left_main(step, given):
        yield _counts(step, f"leaves {step.after:,} records; what it gives has {after:,}")
    for side, held in (("takes", taken), ("gives", given)):
        from_outside = side == "takes" and step.word in ("collected", "generated")
        if not held and not from_outside and not any(key == step.id for key, _ in graph.unknown):
            yield Fault(
                node=step.id, sentence=f"DAT: “{step.marked}” does not say which data set it {side}.", breaks=False
            )


def _left_main(step: Node, given: Sequence[Node]) -> bool:
    """Whether a split's "after" is that of one part alone, and all parts add up to what it began with."""
    return step.word == "split" and _sum(given) == step.before and step.after in {one.rows for one in given}


def _sum(nodes: Sequence[Node]) -> int | None:
    """The records of data sets together; None where one does not say."""
    rows = [one.rows for one in nodes]
    return sum(one for one in rows if one is not None) if rows and None not in rows else None


def _counts(step: Node, what: str) -> Fault:
    return Fault(node=step.id, sentence=f"DAT: “{step.marked}” {what}.", breaks=True)


def _data_faults(graph: Lineage, node: Node) -> Iterator[Fault]:
    if not node.sha256:
        yield Fault(node=node.id, sentence=f"DAT: “{node.marked}” has no digest.", breaks=False)
    if not graph.into(node.id) and node.word not in ("source", "collected", "in use", "other"):
        yield Fault(node=node.id, sentence=f"DAT: no step says that it gives “{node.marked}”.", breaks=False)
    models = [one for one in graph.nodes if one.kind == "model"]
    if (
        node.word in _NEEDS_MODEL
        and models
        and not any(graph.node(e.target).kind == "model" for e in graph.out_of(node.id))
    ):
        yield Fault(node=node.id, sentence=f"DAT: no model names “{node.marked}” ({node.word}).", breaks=False)


def _same_file(nodes: Sequence[Node]) -> Iterator[Fault]:
    """Training data that are also the test data tell nothing of how the model does on what it has not seen."""
    training = {one.sha256: one for one in nodes if one.kind == "data" and one.word == "training" and one.sha256}
    for node in nodes:
        if node.kind == "data" and node.word in ("test", "validation") and node.sha256 in training:
            sentence = (
                f"DAT: “{node.marked}” ({node.word}) is the same file as “{training[node.sha256].marked}” (training)."
            )
            yield Fault(node=node.id, sentence=sentence, breaks=True)
