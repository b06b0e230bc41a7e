"""The lineage of data as a graph to draw, and as a table with the same facts."""

from __future__ import annotations

from core.chart.graph import Graph, GraphEdge, GraphNode
from core.chart.graph_layout import ranks
from core.evaluation.components import removed_words
from core.evaluation.lineage import Edge, Lineage, Node
from core.evaluation.lineage_faults import ChainStanding, chain_standing

TITLE = "Lineage of the data"
HEADER = ("Node", "What it is", "Records", "SHA-256", "Comes from", "Chain", "Readings")
_KINDS = {"data": "data", "step": "step", "model": "model"}
_SHAPES = {"data": "box", "step": "step", "model": "double"}
_STATES = {"holds": "holds", "broken": "broken", "not named": "open", "no digest": "open"}
_DIGEST_SHOWN = 8


def lineage_graph(graph: Lineage) -> Graph:
    """What is drawn of the lineage. Its summary is the alternative text: numbers first, then each break."""
    standing = chain_standing(graph)
    breaks = [one.sentence for one in standing.faults if one.breaks]
    return Graph(
        title=TITLE,
        summary=" ".join([standing.sentence, *breaks]),
        nodes=tuple(_box(one, standing) for one in graph.nodes),
        edges=tuple(
            GraphEdge(source=one.source, target=one.target, ties=_STATES[one.state])  # type: ignore[arg-type]
            for one in graph.edges
        ),
        header=HEADER,
        rows=tuple(node_row(graph, graph.node(one), standing) for one in _downwards(graph)),
    )


def _downwards(graph: Lineage) -> list[str]:
    """The nodes in the order of the picture, from source to model."""
    names = [one.id for one in graph.nodes]
    rank = ranks(names, [(one.source, one.target) for one in graph.edges])
    return sorted(names, key=lambda one: rank[one])


def _box(node: Node, standing: ChainStanding) -> GraphNode:
    faulty = any(one.breaks for one in standing.of(node.id))
    return GraphNode(id=node.id, shape=_SHAPES[node.kind], lines=_lines(node), faulty=faulty)  # type: ignore[arg-type]


def _lines(node: Node) -> tuple[str, str, str]:
    match node.kind:
        case "step":
            return (
                node.marked,
                f"{node.word}: {records_of(node)}",
                removed_words(node.part) or "records removed: not said",
            )
        case "model":
            return node.marked, node.word or "model", _digest_line(node)
        case _:
            return node.marked, f"{node.word}, {records_of(node)}", _digest_line(node)


def _digest_line(node: Node) -> str:
    if not node.sha256:
        return "no digest"
    return f"{node.sha256[:_DIGEST_SHOWN]}, {node.measured.words}"


def records_of(node: Node) -> str:
    """The records of a node in words: "32,561 records", "48,842 to 39,073", "39,073 after"."""
    if node.kind == "step":
        told = {"before": node.before, "after": node.after}
        said = {side: f"{count:,}" for side, count in told.items() if count is not None}
        if len(said) == 1:
            return "".join(f"{count} {side}" for side, count in said.items())
        return " to ".join(said.values()) or "records not said"
    return "records not said" if node.rows is None else f"{node.rows:,} record{'' if node.rows == 1 else 's'}"


def node_row(graph: Lineage, node: Node, standing: ChainStanding) -> tuple[str, ...]:
    """A node as a line of the table, under `HEADER`."""
    return (
        node.marked,
        f"{_KINDS[node.kind]}, {node.word}" if node.word else _KINDS[node.kind],
        "" if node.kind == "model" else records_of(node).removesuffix(" records").removesuffix(" record"),
        node.sha256[:_DIGEST_SHOWN],
        "; ".join(graph.node(one.source).title for one in graph.into(node.id)),
        chain_words(graph, node, standing),
        "" if node.kind == "step" else f"{node.measured.readings:,}",
    )


def chain_words(graph: Lineage, node: Node, standing: ChainStanding) -> str:
    """How the chain holds at one node: "holds", "broken", "1 of 2 hold" of its links."""
    if any(one.breaks for one in standing.of(node.id)):
        return "broken"
    ties: tuple[Edge, ...] = (*graph.into(node.id), *graph.out_of(node.id))
    held = sum(one.state == "holds" for one in ties)
    if not ties:
        return "alone"
    return "holds" if held == len(ties) else f"{held} of {len(ties)} hold"
