"""Comments on a pack and proposals to change it, as a file that goes to whoever keeps the pack (section 3(a)(3)).

A file names the pack that it is about, by its digest, and who speaks; then come entries: a comment, a change of one
field, a new item for a cell, or a removal, each with its reason. It is YAML or JSON, and changes no pack by itself.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

import yaml

from core.catalog.load import compose_yaml
from core.catalog.model import GuidelinePack
from core.errors import InputError
from core.marking import banner_to_portion, check, roll_up
from core.yaml_table import Note, Table

Kind = Literal["comment", "change", "add", "remove"]
KINDS: tuple[Kind, ...] = ("comment", "change", "add", "remove")
FIELDS = ("title", "question", "guidance", "na_when", "references", "methods", "stages")
LIMIT_BYTES = 1_000_000
_FORM = "touchstone-proposal-1"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One comment or proposal. `subject` is an item's id, or for an addition a cell (MOD-VAL); "pack" is the whole."""

    kind: Kind
    subject: str
    reason: str
    field: str = ""  # of a change
    proposed: str = ""  # the new text, or the question of a new item


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What one person or office says about a pack."""

    pack: str  # tbd-ai 2026.1
    pack_sha256: str
    by: str
    organisation: str
    date: str
    marking: str
    entries: tuple[Entry, ...] = ()


def entry_problems(entry: Entry, pack: GuidelinePack) -> tuple[str, ...]:
    """Why an entry makes no sense for this pack, one sentence each; empty when it does."""
    found = []
    if not entry.reason.strip():
        found.append(f"The {entry.kind} on {entry.subject} needs a reason.")
    if entry.kind == "add":
        if entry.subject not in {"-".join(item.cell) for item in pack.items} | _cells(pack):
            found.append(f"{entry.subject} is no cell of {pack.id}: a cell is written MOD-VAL.")
        if not entry.proposed.strip().endswith("?"):
            found.append("A new item is proposed by its question, which ends with a question mark.")
    elif entry.subject not in pack.by_id and not (entry.kind == "comment" and entry.subject == "pack"):
        found.append(f"{entry.subject} is no item of {pack.id} {pack.version}.")
    if entry.kind == "change" and entry.field not in FIELDS:
        found.append(f"A change names one of the fields {', '.join(FIELDS)}.")
    if entry.kind == "change" and not entry.proposed.strip():
        found.append(f"The change of {entry.subject} needs the text that is proposed.")
    return tuple(found)


def entry_of(kind: str, subject: str, *, field: str, proposed: str, reason: str) -> Entry:
    """An entry as it was typed. Raises InputError for a kind that there is not."""
    known = next((one for one in KINDS if one == kind), None)
    if known is None:
        raise InputError(f"There is no entry of the kind {kind!r}.", f"The kinds are {', '.join(KINDS)}.")
    return Entry(kind=known, subject=subject, field=field, proposed=proposed, reason=reason)


def begin(pack: GuidelinePack, *, by: str, organisation: str, date: str, marking: str) -> Proposal:
    """An empty proposal on `pack`. Raises InputError without a name, or for a marking that breaks a rule."""
    if not by.strip():
        raise InputError("A proposal needs the name of whoever makes it.")
    faults = check(marking, kind="banner")
    if faults:
        raise InputError(
            f"The marking {marking!r} breaks rule {faults[0].rule}: {faults[0].message}", faults[0].fix or ""
        )
    name = f"{pack.id} {pack.version}"
    return Proposal(
        pack=name, pack_sha256=pack.sha256, by=by.strip(), organisation=organisation.strip(), date=date, marking=marking
    )


def with_entry(proposal: Proposal, entry: Entry, pack: GuidelinePack) -> Proposal:
    """The proposal with one more entry. Raises InputError with the first reason why it makes no sense."""
    if proposal.pack_sha256 != pack.sha256:
        raise InputError(f"The proposal is about {proposal.pack}, not about {pack.id} {pack.version}.")
    found = entry_problems(entry, pack)
    if found:
        raise InputError(found[0], " ".join(found[1:]))
    return replace(proposal, entries=(*proposal.entries, entry))


def add_to_file(
    path: Path, entry: Entry, pack: GuidelinePack, *, by: str, organisation: str, date: str, marking: str
) -> Proposal:
    """Adds an entry to the proposal in a file, which is begun where there is none; what is in the file now.

    `marking` is the banner of what the entry says: the file is marked as high as the highest of its entries. Raises
    InputError where the file is somebody else's, is about another pack, or can't be read or written.
    """
    begun = begin(pack, by=by, organisation=organisation, date=date, marking=marking)
    if path.exists():
        held = read(path)
        if held.by != begun.by:
            raise InputError(f"{path.name} is the proposal of {held.by}.", "Write your own into another file.")
        both = [banner_to_portion(one) for one in (held.marking, begun.marking)]
        begun = replace(held, marking=held.marking if held.marking == begun.marking else roll_up(both))
    made = with_entry(begun, entry, pack)
    write(made, path)
    return made


def as_text(proposal: Proposal, *, form: Literal["yaml", "json"]) -> str:
    """The file of a proposal."""
    said = asdict(proposal)
    entries = [{name: value for name, value in entry.items() if value} for entry in said.pop("entries")]
    body = {"form": _FORM, "about": said, "entries": entries}
    if form == "json":
        return json.dumps(body, indent=2, ensure_ascii=False) + "\n"
    return yaml.safe_dump(body, sort_keys=False, allow_unicode=True, width=110)


def write(proposal: Proposal, path: Path) -> None:
    """Writes the file; JSON where its name ends in .json, else YAML. Raises InputError when it can't be written."""
    text = as_text(proposal, form="json" if path.suffix.lower() == ".json" else "yaml")
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise InputError(f"{path} can't be written: {error.strerror or error}.") from error


def read(path: Path) -> Proposal:
    """The proposal in a file. Raises InputError with the line and what is wrong; see `entry_problems` for the rest."""
    try:
        if path.stat().st_size > LIMIT_BYTES:
            raise InputError(f"{path.name} is larger than {LIMIT_BYTES:,} bytes, which no proposal is.")
        root = compose_yaml(path.read_bytes(), path.name)
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror or error}.") from error
    problems: list[str] = []

    def note(line: int, where: str, what: str) -> None:
        problems.append(f"line {line}, {where}: {what}")

    proposal = _read(root, note)
    if problems:
        raise InputError(f"{path.name}, {problems[0]}", "; ".join(problems[1:6]))
    return proposal


def collected(proposals: Sequence[Proposal], pack: GuidelinePack) -> tuple[dict[str, str], ...]:
    """All entries of several proposals as rows, by subject in pack order, with the text of today beside each."""
    order = {item.id: number for number, item in enumerate(pack.items)}
    rows = [
        {
            "subject": entry.subject,
            "kind": entry.kind,
            "field": entry.field,
            "today": _today(entry, pack),
            "proposed": entry.proposed,
            "reason": entry.reason,
            "by": proposal.by,
            "organisation": proposal.organisation,
            "date": proposal.date,
            "marking": proposal.marking,
            "stale": "" if proposal.pack_sha256 == pack.sha256 else f"made on {proposal.pack}",
        }
        for proposal in proposals
        for entry in proposal.entries
    ]
    return tuple(sorted(rows, key=lambda row: (order.get(row["subject"], len(order)), row["subject"])))


def _read(root: yaml.Node, note: Note) -> Proposal:
    file = Table(root, "proposal file", note)
    file.only("form", "about", "entries")
    if file.text("form") != _FORM:
        file.problem(file.line_of("form"), f"'form' has to be {_FORM}.")
    about = file.table("about", "about")
    if about is None:
        return Proposal(pack="", pack_sha256="", by="", organisation="", date="", marking="")
    about.only("pack", "pack_sha256", "by", "organisation", "date", "marking")
    entries = tuple(_entry(Table(node, "an entry", note)) for node in file.nodes("entries"))
    marking = about.text("marking")
    if marking and check(marking, kind="banner"):
        about.problem(about.line_of("marking"), f"the marking '{marking}' breaks a rule of markings.")
    return Proposal(
        pack=about.text("pack"),
        pack_sha256=about.text("pack_sha256"),
        by=about.text("by"),
        organisation=about.text("organisation", required=False),
        date=about.text("date"),
        marking=marking,
        entries=entries,
    )


def _entry(table: Table) -> Entry:
    table.only("kind", "subject", "reason", "field", "proposed")
    given = table.one_of("kind", KINDS)
    return Entry(
        kind=next((known for known in KINDS if known == given), KINDS[0]),
        subject=table.text("subject"),
        reason=table.text("reason"),
        field=table.text("field", required=False),
        proposed=table.text("proposed", required=False),
    )


def _cells(pack: GuidelinePack) -> set[str]:
    return {f"{component.id}-{element.id}" for component in pack.components for element in pack.elements}


def _today(entry: Entry, pack: GuidelinePack) -> str:
    item = pack.by_id.get(entry.subject)
    if item is None:
        return ""
    value = getattr(item, entry.field) if entry.field in FIELDS else item.question
    return ", ".join(value) if isinstance(value, tuple) else str(value)
