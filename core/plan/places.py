"""Where a plan's files lie: the same plan with its files named otherwise, and as it may be shown to others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import yaml

from core.errors import InputError
from core.plan.model import Input, Plan, Text
from core.plan.read import parse_plan
from core.plan.write import plan_text


def renamed(plan: Plan, name: Callable[[str], str]) -> Plan:
    """The plan with `name` of each of its paths: model, bill of materials, data, training data, tokenizers."""

    def of_input(one: Input) -> Input:
        return replace(one, tokenizer=name(one.tokenizer)) if isinstance(one, Text) and one.tokenizer else one

    data = plan.data
    if data is not None:
        data = replace(data, test=name(data.test), train=name(data.train) if data.train else None)
    inputs = {key: of_input(one) for key, one in plan.inputs.items()}
    model, bom = (name(path) if path else None for path in (plan.model, plan.bom))
    return replace(plan, model=model, bom=bom, data=data, inputs=inputs)


_FOLDERS = re.compile(r"""(?<![\w.\\/])(?:[A-Za-z]:[\\/]|/)(?:[^\s"'\\/]+[\\/])*""")  # those of an absolute path
_IN_WORDS = re.compile(_FOLDERS.pattern.removesuffix("*") + "+")  # "and/or" and "/no" are words
_REMARK = re.compile(r"(?:^|\s)#.*", re.MULTILINE)


def without_folders(written: str) -> str:
    """The text of a plan as others may see it: a path of this machine is cut to the file's name, relative ones stay.

    Where two files of other folders have one name, what tells their folders apart stays too. A text that names no
    absolute path, in a remark neither, comes back as it is; else the remarks go. One that is no plan any more is cut
    wherever it holds such a path.
    """
    try:
        held = yaml.safe_load(written)
    except yaml.YAMLError:
        return _FOLDERS.sub("", written)
    in_remarks = any(_IN_WORDS.search(remark) for remark in _REMARK.findall(written))
    try:
        plan = parse_plan(written, Path())
    except InputError:
        told = any(_leads_through_folders(one) or _IN_WORDS.search(one) for one in _texts(held))
        return yaml.safe_dump(_cut(held), sort_keys=False, allow_unicode=True) if told or in_remarks else written
    short = _short([path for path in _paths(plan) if _leads_through_folders(path)])
    named = replace(plan, name=words_without_folders(plan.name))
    if not short and named == plan and not in_remarks:
        return written
    return plan_text(renamed(named, lambda path: short.get(path, path)))


def words_without_folders(words: str) -> str:
    """What a person wrote, with each absolute path in it cut to its last part."""
    return _IN_WORDS.sub("", words)


def _paths(plan: Plan) -> Sequence[str]:
    """The files that a plan names, each once."""
    texts = (one.tokenizer for one in plan.inputs.values() if isinstance(one, Text))
    named = (plan.model, plan.bom, plan.data and plan.data.test, plan.data and plan.data.train, *texts)
    return tuple(dict.fromkeys(path for path in named if path))


def _leads_through_folders(path: str) -> bool:
    """Whether it is absolute, on this system or on another."""
    return PurePosixPath(path).is_absolute() or PureWindowsPath(path).is_absolute()


def _short(paths: Sequence[str]) -> Mapping[str, str]:
    """File names; those that are shared begin at the first folder that differs."""
    parts = {path: PureWindowsPath(path).parts for path in paths}  # takes both kinds of slashes
    short = {}
    for path, own in parts.items():
        alike = [other for other in parts.values() if other[-1] == own[-1]]
        shared = next((at for at, level in enumerate(zip(*alike, strict=False)) if len(set(level)) > 1), len(own) - 1)
        short[path] = (
            "/".join(own[shared:]) if shared else own[-1]
        )  # two drives: nothing but the drive tells them apart
    return short


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [text for inner in value.values() for text in _texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    return [value] if isinstance(value, str) else []


def _cut(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _cut(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_cut(inner) for inner in value]
    if not isinstance(value, str):
        return value
    return PureWindowsPath(value).name if _leads_through_folders(value) else words_without_folders(value)
