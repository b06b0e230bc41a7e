"""A model card: what it says, in fields, whichever form it was written in; and as a file of our own.

The sections follow Mitchell and others, "Model Cards for Model Reporting" (2019), as Hugging Face's template and the
Model Card Toolkit name them. A card from elsewhere is read in a worker process (core/worker/model_card.py).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from core.errors import InputError
from core.jobs import Job

SUFFIXES = (".json", ".yaml", ".yml", ".md", ".markdown")
FORMAT = "touchstone-model-card"
TITLES: Mapping[str, str] = {
    "name": "Name",
    "version": "Version",
    "developer": "Developed by",
    "licence": "License",
    "task": "Task",
    "description": "Description",
    "intended_use": "Intended use",
    "out_of_scope": "Out-of-scope use",
    "training_data": "Training data",
    "evaluation_data": "Evaluation data",
    "metrics": "Metrics",
    "limitations": "Limitations",
    "risks": "Known risks",
    "contact": "Contact",
    "sha256": "SHA-256 of the model file",
}
_IN_FRONT = ("name", "version", "developer", "licence", "task", "sha256", "contact")


@dataclass(frozen=True, kw_only=True)
class ModelCard:
    """What a card says; empty where it says nothing. `ignored` names what of a file was not understood."""

    name: str = ""
    version: str = ""
    developer: str = ""
    licence: str = ""
    task: str = ""
    description: str = ""
    intended_use: str = ""
    out_of_scope: str = ""
    training_data: str = ""
    evaluation_data: str = ""
    metrics: str = ""
    limitations: str = ""
    risks: str = ""
    contact: str = ""
    sha256: str = ""
    ignored: tuple[str, ...] = ()

    @property
    def said(self) -> Mapping[str, str]:
        """What it says, by field, in order; without what is empty."""
        return {name: text for name, text in asdict(self).items() if name != "ignored" and text}

    @property
    def silent(self) -> tuple[str, ...]:
        """Titles of the fields about which it says nothing."""
        return tuple(title for name, title in TITLES.items() if name not in self.said)


def reading_job(path: Path) -> Job:
    """A job that reads the card in a file; its result goes to `card_of`.

    Raises InputError for a file that is not there or of another form.
    """
    if not path.is_file():
        raise InputError(f"There is no file {path}.")
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{path.name} is no model card that can be read.", f"It must end in {', '.join(SUFFIXES)}.")
    return Job("core.worker.model_card.work", {"path": str(path)})


def card_of(read: Mapping[str, Any]) -> ModelCard:
    """The card that `reading_job` gives. Raises InputError where it says nothing that a card says."""
    fields = {name: str(text) for name, text in read["fields"].items() if name in TITLES}
    card = ModelCard(**fields, ignored=tuple(map(str, read["ignored"])))
    if not card.said:
        raise InputError(
            "The file says nothing that a model card says.", "It names no model, no use, no data and no limits."
        )
    return card


def as_markdown(card: ModelCard, *, marking: str) -> str:
    """The card as Markdown with YAML front matter, its marking at both ends; read back it gives the same card."""
    front = {name: card.said[name] for name in _IN_FRONT if name in card.said}
    head = yaml.safe_dump({**front, "marking": marking}, sort_keys=False, allow_unicode=True, width=1000)
    body = [f"# Model card: {card.name}"]
    for name, text in card.said.items():
        if name not in _IN_FRONT:
            body += [f"## {TITLES[name]}", _plain(text)]
    return f"---\n{head}---\n\n{marking}\n\n" + "\n\n".join(body) + f"\n\n# {marking}\n"


def as_json(card: ModelCard, about: Mapping[str, Any]) -> str:
    """The card as JSON: `{"format": "touchstone-model-card", "version": 1, ..., "card": {field: text}}`."""
    body = {"format": FORMAT, "format_version": 1, **about, "card": dict(card.said)}
    return json.dumps(body, indent=1, ensure_ascii=False) + "\n"


def _plain(text: str) -> str:
    """`text` whose lines no reader of Markdown takes for a heading, a rule or HTML."""
    escaped = text.replace("<", "&lt;")
    return "\n".join(
        f"\\{line}" if line[:1] in {"#", "="} or line[:3] == "---" else line for line in escaped.split("\n")
    )
