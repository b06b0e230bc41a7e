"""Packets that several tests look at, built once."""

from __future__ import annotations

import pytest

from core.packet.build import BuiltPacket, build
from tests.core.packet.sample_case import awkward_snapshot, small_snapshot, snapshot


@pytest.fixture(scope="session")
def incomplete() -> BuiltPacket:
    return build(snapshot())


@pytest.fixture(scope="session")
def complete() -> BuiltPacket:
    return build(small_snapshot(complete=True, good=True))


@pytest.fixture(scope="session")
def awkward() -> BuiltPacket:
    return build(awkward_snapshot())
