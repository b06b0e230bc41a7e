"""The model card of a case: what its record, readings and findings say of the model, as far as they are marked (U)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.evaluation.data_sets import DATA_SET
from core.evaluation.deployment_record import Part
from core.evaluation.findings import open_findings
from core.evaluation.parts import of_kind, said_of
from core.exchange import model_card as card_file
from core.exchange.model_card import TITLES, ModelCard
from core.outputs.paper import Block, Facts, Paper, Points, Words, section
from core.outputs.public import public_paper, public_refusals, told
from core.outputs.sifting import BANNER, Sieve, is_public, sieve_of
from core.packet.readings import shown_readings
from core.snapshot import Snapshot

ID, TITLE = "model-card", "Model card"
_MOST = 20
_SHORT_FIELDS = ("name", "version", "developer", "licence", "task", "sha256", "contact")


def refusals(snapshot: Snapshot) -> tuple[str, ...]:
    """Why there can't be a card yet; empty when there can."""
    return public_refusals(snapshot)


def card(snapshot: Snapshot, sieve: Sieve) -> ModelCard:
    """What the case says of its model. Several models stand in one card, one line each."""
    parts = sieve.only((part for part in snapshot.record.parts if not part.removed), "parts of the inventory")
    known, words = told(snapshot, sieve), snapshot.record.public_words.fields
    models, steps, data = of_kind(parts, "model"), of_kind(parts, "data-step"), of_kind(parts, "data-set")
    uses = of_kind(parts, "use")
    misuses = [one for one in uses if one.fields.get("kind") == "foreseeable misuse"]
    tested = [one for one in steps if one.fields.get("action") == "split"]
    trained = [one for one in steps if one not in tested]
    return ModelCard(
        name="; ".join(one.title for one in models) or known.name,
        version=_joined(models, "version") or known.version,
        developer=_joined(models, "supplier") or words.get("vendor", ""),
        licence=_joined(models, "licence"),
        task=_joined(models, "task"),
        description=known.purpose,
        intended_use=_lines((one for one in uses if one not in misuses), "who", "situation"),
        out_of_scope=_lines(misuses, "who", "situation", "harm", "safeguard"),
        training_data="\n".join(
            text
            for text in (
                _data_lines(data, ("source", "collected", "cleaned", "training")),
                _lines([*trained, *of_kind(parts, "change")], "action", "source", "after", "reason", "what"),
            )
            if text
        ),
        evaluation_data="\n".join(
            text
            for text in (_data_lines(data, ("validation", "test")), _lines(tested, "source", "after", "reason"))
            if text
        ),
        metrics=_metrics(snapshot, sieve),
        limitations=_limitations(snapshot, sieve),
        risks=_lines(of_kind(parts, "known-risk"), "what", "treatment", "residual"),
        contact=words.get("contact", ""),
        sha256=_joined(models, "sha256"),
    )


def paper(snapshot: Snapshot) -> Paper:
    """The card as a paper; it says what it is silent about."""
    sieve = sieve_of(snapshot)
    made = card(snapshot, sieve)
    blocks: list[Block] = [Facts(rows=tuple((TITLES[name], made.said.get(name, "")) for name in _SHORT_FIELDS))]
    for name, text in made.said.items():
        if name not in _SHORT_FIELDS:
            lines = tuple(text.splitlines())
            blocks += section(TITLES[name], Points(points=lines) if len(lines) > 1 else Words(text=text))
    silent = ", ".join(made.silent) or "nothing that a card should say"
    blocks += section(
        "About this card",
        Words(text=f"It is silent about: {silent}."),
        Words(text=sieve.sentence()),
    )
    return public_paper(snapshot, ID, TITLE, blocks)


def as_markdown(snapshot: Snapshot, paper: Paper) -> str:
    """The card as Markdown with front matter; a draft says so in its description."""
    made = card(snapshot, sieve_of(snapshot))
    if paper.draft:
        made = replace(made, description=f"DRAFT: {paper.draft}\n{made.description}")
    return card_file.as_markdown(made, marking=BANNER)


def as_card_json(snapshot: Snapshot, paper: Paper) -> str:
    """The card as JSON, with its digest and whether it is a draft."""
    about = {"marking": BANNER, "draft": paper.draft, "digest": paper.digest, "made_at": paper.made_at}
    return card_file.as_json(card(snapshot, sieve_of(snapshot)), about)


def _joined(parts: Iterable[Part], field: str) -> str:
    return "; ".join(value for part in parts if (value := part.fields.get(field, "")))


def _lines(parts: Iterable[Part], *fields: str) -> str:
    return "\n".join(
        ": ".join(
            text
            for text in (part.title, ", ".join(part.fields[name] for name in fields if part.fields.get(name)))
            if text
        )
        for part in parts
    )


def _data_lines(parts: Iterable[Part], roles: Sequence[str]) -> str:
    """Data sets of these roles, one line each: role, records, digest."""
    chosen = [one for one in parts if one.fields.get("role") in roles]
    told = [said_of(one, [DATA_SET.field(name) for name in ("version", "rows", "sha256")]) for one in chosen]
    return "\n".join(
        f"{one.title}: {', '.join([one.fields.get('role', ''), *(f'{title} {words}' for title, words in said)])}"
        for one, said in zip(chosen, told, strict=True)
    )


def _metrics(snapshot: Snapshot, sieve: Sieve) -> str:
    readings = [one for one in shown_readings(snapshot.readings) if one.reading.status == "ok" and one.explanation]
    if not is_public(sieve.unmarked):
        sieve.kept_back["test results"] += len(readings)
        return ""
    return "\n".join(f"{one.title}: {one.explanation.sentence}" for one in readings[-_MOST:] if one.explanation)


def _limitations(snapshot: Snapshot, sieve: Sieve) -> str:
    accepted = [one for one in snapshot.findings if one.status == "accepted"]
    shown = sieve.only([*open_findings(snapshot.findings), *accepted], "findings")
    return "\n".join(f"{one.title} ({one.severity}, {one.status})" for one in shown[:_MOST])
