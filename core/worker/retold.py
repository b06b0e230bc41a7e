"""The written texts behind inputs of tokens, and the same way from changed texts to inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.plan import Input, Plan, Text
from core.worker import tokens
from core.worker.reading import Told
from core.worker.source import Source
from core.worker.table import Table
from core.worker.values import words

Maker = Callable[[NDArray[Any]], Mapping[str, NDArray[Any]]]
_BLANK = " "


def texts_of(bound: Mapping[str, Input], source: Source) -> dict[str, NDArray[Any]]:
    """By column, the texts (n,) that a tokenizer makes inputs of."""
    return {one.text: words(source, one.text) for one in _tokenized(bound).values()}


def makers(plan: Plan, bound: Mapping[str, Input], inspection: Mapping[str, Any]) -> dict[str, Maker]:
    """By column, what makes texts (m,) the inputs that the plan binds to it: tokens, mask and types."""
    declared = {value["name"]: value for value in inspection.get("inputs", ())}
    return {
        one.text: partial(_made, one, name, declared, plan.path(one.tokenizer or ""))
        for name, one in _tokenized(bound).items()
    }


def _tokenized(bound: Mapping[str, Input]) -> dict[str, Text]:
    return {name: one for name, one in bound.items() if isinstance(one, Text) and one.tokenizer is not None}


def _made(
    bound: Text, name: str, declared: Mapping[str, Mapping[str, Any]], tokenizer: Path, texts: NDArray[Any]
) -> Mapping[str, NDArray[Any]]:
    """Raises InputError as `core.worker.tokens.read_tokens`; a text that became empty is a blank, not a missing one."""
    column = [str(text) or _BLANK for text in np.asarray(texts).tolist()]
    table = Table(
        name="the changed texts", n=len(column), header=(bound.text,), columns={bound.text: column}, folder=Path()
    )
    return tokens.read_tokens(bound, name, declared, tokenizer, table, Told())
