from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.casefile import connection
from core.casefile.store import Store
from tests.core.evaluation.samples import PACK, deployment

PASSPHRASE = 'it\'s a "long" Übung; --'
EVALUATOR = "Jane Doe"


@pytest.fixture(autouse=True)
def _cheap_key(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """The key's cost is not what these tests are about; `real_key` asks for it."""
    if "real_key" not in request.fixturenames:
        monkeypatch.setattr(connection, "KDF_ROUNDS", 1000)


@pytest.fixture
def real_key() -> None:
    return None


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a case é.touchstone"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """An open case with a deployment and a started evaluation."""
    with Store.create(path, PASSPHRASE, title="Benefit screening", by=EVALUATOR) as made:
        made.save_deployment(deployment(), by=EVALUATOR)
        made.start_evaluation(title="First pass", stage="deployment", profile="full", pack=PACK, by=EVALUATOR)
        yield made


@pytest.fixture
def document(tmp_path: Path) -> Callable[..., Path]:
    def write(content: bytes = b"minutes of the meeting", name: str = "minutes.txt") -> Path:
        target = tmp_path / name
        target.write_bytes(content)
        return target

    return write
