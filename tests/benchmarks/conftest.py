"""What was measured is kept with each test, so that it can be printed and written into the table."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Measured = Callable[..., None]


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Measured:
    """`measured(what, result, aim="", met=None)`: one line of the table; the first three are texts.

    `met`: whether the aim is met, where a test has several; else it is whether the test passed.
    """

    def note(what: str, result: str, aim: str = "", *, met: bool | None = None) -> None:
        request.node.user_properties.append(("measured", (what, result, aim, met)))
        print(f"\n{what}: {result}{f' (aim: {aim})' if aim else ''}")

    return note
