"""Keys and signed packets, made once for all tests here: signing is the slow part."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.verify.signed_sample import Signed, sign_all


@pytest.fixture(scope="session")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Signed:
    return sign_all(tmp_path_factory.mktemp("signed"))


@pytest.fixture(scope="session")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration keys of somebody else."""
    from core.signing.demo import make_demo_keys

    folder = tmp_path_factory.mktemp("stranger")
    make_demo_keys(folder, passphrase="other")
    return folder
