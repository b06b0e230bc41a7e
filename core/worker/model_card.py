"""Read a model card in the worker process: JSON, YAML, or Markdown with or without front matter.

Cards have many forms; a field is known by its name, wherever it stands. What is not understood is named, not guessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from core.errors import InputError
from core.exchange.model_card import TITLES
from core.probe import Report

MOST_BYTES = 2 << 20
MOST_CHARACTERS = 20_000  # of one field
MOST_DEPTH = 40
MOST_IGNORED = 40
_HINT = "The file can still be attached as evidence as it is."
# How other forms call the fields: Hugging Face's template, the Model Card Toolkit, CycloneDX, and plain English.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "model_name", "model_id", "model"),
    "version": ("version", "model_version"),
    "developer": ("developer", "developed_by", "developers", "supplier", "vendor", "owners", "author", "authors",
                  "organization", "manufacturer", "publisher"),
    "licence": ("licence", "license", "licenses", "license_name"),
    "task": ("task", "pipeline_tag", "model_type", "type", "tasks", "architecture"),
    "description": ("description", "overview", "model_description", "summary", "model_summary"),
    "intended_use": ("intended_use", "intended_uses", "direct_use", "uses", "use_cases", "usecases", "primary_uses",
                     "intended_uses_limitations", "for", "primary_intended_uses"),
    "out_of_scope": ("out_of_scope", "out_of_scope_use", "out_of_scope_uses", "not_for", "misuse"),
    "training_data": ("training_data", "trained_on", "datasets", "train_data", "training_datasets"),
    "evaluation_data": ("evaluation_data", "testing_data", "test_data", "tested_on", "eval_data",
                        "testing_data_factors_metrics"),
    "metrics": ("metrics", "performance_metrics", "results", "evaluation_results", "model_index", "evaluation",
                "performance", "quantitative_analysis", "quantitative_analyses"),
    "limitations": ("limitations", "known_limits", "technical_limitations", "bias_risks_and_limitations", "caveats",
                    "caveats_and_recommendations", "tradeoffs"),
    "risks": ("risks", "known_risks", "ethical_considerations", "risks_and_biases", "bias"),
    "contact": ("contact", "model_card_contact", "contacts"),
    "sha256": ("sha256", "sha_256", "digest", "sha_256_of_the_model_file"),
}  # fmt: skip
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names}
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$")
_LABELLED = re.compile(r"^\s*[-*]\s+\**([A-Za-z][A-Za-z0-9 -]{1,40}?)(?:\s*\[optional\])?\**:\**\s+(.+)$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_TITLE = re.compile(r"^model card(?: for)?:?\s+", re.IGNORECASE)


def work(task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """What the card at `task["path"]` says: `{fields: {name: text}, ignored: [names]}`.

    Raises InputError for a file that is too large, no text, broken, or built to exhaust its reader.
    """
    path = Path(task["path"])
    report.progress(0, 0, "Reading the model card")
    if path.stat().st_size > MOST_BYTES:
        raise InputError(f"{path.name} is larger than {MOST_BYTES >> 20} MB, and no model card.", _HINT)
    text = _text_of(path)
    kind = path.suffix.lower()
    if kind == ".json":
        found = list(_named(_json(text, path.name), path.name))
    elif kind in {".yaml", ".yml"}:
        found = list(_named(_yaml(text, path.name), path.name))
    else:
        found = list(_markdown(text, path.name))
    return _sorted_out(found)


def _text_of(path: Path) -> str:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"{path.name}, line {line}: the file is not UTF-8 text.", "Save it as UTF-8.") from error
    if "\x00" in text:
        raise InputError(f"{path.name} holds bytes that no text has.", _HINT)
    return text


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{name}, line {error.lineno}: this is no JSON ({error.msg}).", _HINT) from error
    except (RecursionError, ValueError) as error:
        raise InputError(f"{name} is nested too deeply, or holds a number that is too long.", _HINT) from error


def _yaml(text: str, name: str) -> Any:
    """Plain values alone: a tag that makes objects is refused, and so are anchors, which can multiply without end."""
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise InputError(f"{name}, line {line}: it repeats a part by reference, which no card needs.", _HINT)
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(f"{name}, line {line}: this is no plain YAML ({error.problem}).", _HINT) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise InputError(f"{name} is no plain YAML.", _HINT) from error


def _markdown(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Front matter first, then what stands under each heading and in lines such as `- Trained on: ...`."""
    lines = text.splitlines()
    if lines and lines[0].strip() == "---":
        end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
        if end is None:
            raise InputError(f"{name}: its front matter has no end.", "A line --- ends it.")
        yield from _named(_yaml("\n".join(lines[1:end]), name), name)
        lines = lines[end + 1 :]
    key, told, fenced = "", list[str](), False
    for line in [*lines, "# "]:
        fenced ^= line.lstrip().startswith("```")
        heading = None if fenced else (_HEADING.match(line) or (line == "# "))
        if heading:
            if key and "\n".join(told).strip():
                yield key, "\n".join(told).strip()
            key, told = (heading.group(2), []) if isinstance(heading, re.Match) else ("", [])
            if isinstance(heading, re.Match) and _TITLE.match(key):
                yield "name", _TITLE.sub("", key)
                key = "description"  # what stands under the title
        elif not fenced and (labelled := _LABELLED.match(line)) and _key(labelled.group(1)) in _FIELD_OF:
            yield labelled.group(1), labelled.group(2)
        else:
            told.append(re.sub(r"^\\(?=[#=-])", "", line).replace("&lt;", "<"))


def _named(value: Any, name: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """(name, text) of every field that has a known name, and of what else stands at the top; shallow ones first."""
    if depth > MOST_DEPTH:
        raise InputError(f"{name} is nested too deeply.", _HINT)
    if depth == 0 and not isinstance(value, Mapping):
        raise InputError(f"{name} is no model card: it is not made of named fields.", _HINT)
    if isinstance(value, list):
        for one in value:
            yield from _named(one, name, depth + 1)
        return
    if not isinstance(value, Mapping):
        return
    inner = {str(key): told for key, told in value.items() if _is_inner(str(key), told)}
    for key, told in value.items():
        if _key(str(key)) in _FIELD_OF and str(key) not in inner:
            yield str(key), _said(told, name, depth)
        elif depth == 0 and str(key) not in inner:
            yield str(key), ""
    for one in inner.values():
        yield from _named(one, name, depth + 1)


def _is_inner(key: str, told: Any) -> bool:
    """Whether the fields of a card may stand inside: a table or list without a known name, or a table "model"."""
    known = _key(key) in _FIELD_OF
    return isinstance(told, Mapping | list) and (not known or (_key(key) == "model" and isinstance(told, Mapping)))


def _said(value: Any, name: str, depth: int = 0) -> str:
    """A value as words: lists and tables become lines."""
    if depth > MOST_DEPTH:
        raise InputError(f"{name} is nested too deeply.", _HINT)
    if isinstance(value, Mapping):
        parts = ((str(key).replace("_", " "), _said(one, name, depth + 1)) for key, one in value.items())
        return "; ".join(f"{key}: {text}" for key, text in parts if text)
    if isinstance(value, list):
        return "\n".join(text for one in value if (text := _said(one, name, depth + 1)))
    return "" if value is None else str(value)


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def _sorted_out(found: list[tuple[str, str]]) -> dict[str, Any]:
    """The first text of each field counts; more of it from another place is put beneath."""
    fields: dict[str, str] = {}
    ignored: list[str] = []
    for key, text in found:
        field, clean = _FIELD_OF.get(_key(key)), _CONTROL.sub("", text).strip()
        if field is None:
            ignored.append(_CONTROL.sub("", key)[:80])
        elif clean and field not in fields:
            fields[field] = clean
        elif clean and field not in ("name", "version", "sha256") and clean not in fields[field]:
            fields[field] += f"\n{clean}"
    for field, text in fields.items():
        if len(text) > MOST_CHARACTERS:
            fields[field] = f"{text[:MOST_CHARACTERS]}… (cut: {len(text):,} characters in the file)"
    return {"fields": {name: fields[name] for name in TITLES if name in fields}, "ignored": ignored[:MOST_IGNORED]}
