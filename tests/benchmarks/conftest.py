"""What was measured is kept with each test, so that it can be printed and written into the table."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Measured = Callable[..., None]


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Measured:
    """`measured(what, result, aim="")`: one line of the table; all three are texts."""

    def note(what: str, result: str, aim: str = "") -> None:
        request.node.user_properties.append(("measured", (what, result, aim)))
        print(f"\n{what}: {result}{f' (aim: {aim})' if aim else ''}")

    return note
