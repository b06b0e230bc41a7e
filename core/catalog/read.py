"""From the YAML nodes of a pack file to frozen records, with every mistake noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

import yaml

from core.catalog.model import Component, Element, GuidelinePack, Item, Source
from core.catalog.validity import pack_validity
from core.yaml_table import Note, Table

METHODS = ("examine", "interview", "test")
STAGES = ("design", "development", "deployment", "operation")
USES = ("cited", "adapted", "data")

_PARTS = ("pack", "schema", "components", "elements", "probes", "sources", "items")
_ABOUT = (
    *("id", "version", "title", "date", "status", "language", "marking"),
    *("basis", "wording", "review_interval_months", "state", "in_force_from", "rescinded_on", "extends", "namespace"),
)
_ITEM = (
    *("id", "component", "element", "title", "question", "guidance", "methods", "stages", "references", "probes"),
    *("core", "protected_classes", "synthetic_content", "na_when"),
)
_SOURCE = ("prefix", "title", "publisher", "date", "status", "rights", "use", "where", "doi", "ids")


def read_pack(root: yaml.Node, sha256: str, note: Note) -> GuidelinePack:
    """The pack in the document `root`. Mistakes go to `note`; with one or more of them the result is not to be used."""
    file = Table(root, "pack file", note)
    file.only(*_PARTS)
    about = file.table("pack", "pack")
    about = Table(root, "pack", lambda *_: None) if about is None else about
    about.only(*_ABOUT)
    validity = pack_validity(about)
    components = tuple(_component(node, note) for node in file.nodes("components"))
    elements = tuple(_element(node, note) for node in file.nodes("elements"))
    sources = tuple(_source(node, note) for node in file.nodes("sources"))
    probes = _probes(file)
    items = tuple(_item(node, components, elements, validity.namespace, note) for node in file.nodes("items"))
    _unique(file, "components", [component.id for component in components])
    _unique(file, "elements", [element.id for element in elements])
    _unique(file, "sources", [source.prefix for source in sources])
    _check_items(file, items, {source.prefix: source for source in sources}, probes, note)
    return GuidelinePack(
        id=about.text("id"),
        version=about.text("version"),
        title=about.text("title"),
        date=about.text("date"),
        status=about.text("status"),
        language=about.text("language"),
        marking=about.text("marking"),
        sha256=sha256,
        components=components,
        elements=elements,
        items=items,
        sources=sources,
        probes=probes,
        **asdict(validity),
    )


def _component(node: yaml.Node, note: Note) -> Component:
    table = Table(node, "components", note)
    table.only("id", "title", "act")
    return Component(id=table.text("id"), title=table.text("title"), act=table.text("act"))


def _element(node: yaml.Node, note: Note) -> Element:
    table = Table(node, "elements", note)
    table.only("id", "title", "act")
    return Element(id=table.text("id"), title=table.text("title"), act=table.text("act"))


def _source(node: yaml.Node, note: Note) -> Source:
    name = Table(node, "source", lambda *_: None).text("prefix")
    table = Table(node, f"source {name}" if name else "source", note)
    table.only(*_SOURCE)
    names = table.table("ids", f"source {name}, ids") if table.has("ids") else None
    return Source(
        prefix=table.text("prefix"),
        title=table.text("title"),
        publisher=table.text("publisher"),
        date=table.text("date"),
        status=table.text("status"),
        rights=table.text("rights"),
        use=table.some_of("use", USES),
        where=table.text("where", required=False),
        doi=table.text("doi", required=False),
        ids=dict(names.all_texts()) if names else None,
    )


def _probes(file: Table) -> Mapping[str, str]:
    names = file.table("probes", "probes")
    return dict(names.all_texts()) if names else {}


def _item(
    node: yaml.Node, components: Iterable[Component], elements: Iterable[Element], namespace: str, note: Note
) -> Item:
    name = Table(node, "item", lambda *_: None).text("id")
    table = Table(node, f"item {name}" if name else "item without an id", note)
    table.only(*_ITEM)
    item = Item(
        id=table.text("id"),
        component=table.one_of("component", tuple(component.id for component in components)),
        element=table.one_of("element", tuple(element.id for element in elements)),
        title=table.text("title"),
        question=table.text("question"),
        guidance=table.text("guidance"),
        methods=table.some_of("methods", METHODS),
        stages=table.some_of("stages", STAGES),
        references=table.texts("references"),
        probes=table.texts("probes"),
        core=table.flag("core"),
        protected_classes=table.flag("protected_classes"),
        synthetic_content=table.flag("synthetic_content"),
        na_when=table.text("na_when", required=False),
    )
    cell = "-".join(part for part in (namespace, item.component, item.element) if part)
    number = item.id.removeprefix(f"{cell}-")
    if item.id and not (number.isascii() and number.isdigit()):
        table.problem(table.line_of("id"), f"the id has to be {cell}- and a number, since it is in that cell.")
    if item.question and not item.question.rstrip().endswith("?"):
        table.problem(table.line_of("question"), "the question does not end with a question mark.")
    return item


def _unique(file: Table, part: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in ids:
        if name and name in seen:
            file.problem(file.line_of(part), f"'{name}' is there twice in {part}.")
        seen.add(name)


def _check_items(
    file: Table, items: tuple[Item, ...], sources: Mapping[str, Source], probes: Mapping[str, str], note: Note
) -> None:
    """What needs the whole file: ids used once, references and probes that resolve."""
    seen: set[str] = set()
    for item, node in zip(items, file.nodes("items", required=False), strict=True):
        table = Table(node, f"item {item.id}", lambda *_: None)
        if item.id and item.id in seen:
            note(table.line_of("id"), table.where, f"the id {item.id} is used by an earlier item.")
        seen.add(item.id)
        for reference in item.references if sources else ():  # a missing list is said once, not for every item
            what = reference_problem(reference, sources)
            if what:
                note(table.line_of("references"), table.where, what)
        for probe in item.probes if probes else ():
            if probe not in probes:
                note(table.line_of("probes"), table.where, f"the probe '{probe}' is not in the pack's list of probes.")


def reference_problem(reference: str, sources: Mapping[str, Source]) -> str:
    """Why a reference (`PREFIX:id`, or a bare `PREFIX`) names no source of the pack; "" when it does."""
    prefix, _, name = reference.partition(":")
    if prefix not in sources:
        return f"the reference '{reference}' has the prefix '{prefix}', which is no source of the pack."
    names = sources[prefix].ids
    if name and names and name not in names:
        return f"the reference '{reference}' is not in the ids of the source {prefix}."
    return ""
