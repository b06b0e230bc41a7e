"""Whatever is put behind the last signature is found: a packet is what its signers signed, and nothing more."""

from __future__ import annotations

import pytest

from core.errors import SigningError
from core.signing.sign import sign_packet
from tests.core.verify.forging import (
    CHANGES,
    repacked_objects,
    signed_with_change,
    updated,
    with_classic_table,
    with_pressed_look,
)
from tests.core.verify.signed_sample import Signed, check, failed, signed_without_looking

NEED_THREE = {"signatures swapped"}


@pytest.mark.parametrize("name", CHANGES)
def test_an_update_behind_the_signatures_is_found(signed: Signed, name: str) -> None:
    forged = updated(signed.thrice, CHANGES[name])
    assert forged.startswith(signed.thrice)
    found = signed.verify(forged)
    assert (found.exit_status, found.intact) == (1, False)
    assert {"layout", "whole-file", "changes"} <= failed(found)


@pytest.mark.parametrize("name", sorted(set(CHANGES) - NEED_THREE))
def test_an_update_that_a_later_signature_covers_is_found(signed: Signed, name: str) -> None:
    """A forger with a key of their own signs over the change, so that the last signature covers the file."""
    forged = updated(signed.once, CHANGES[name])
    forged = signed_without_looking(forged, signed.key("owner"), "owner", certify=False)
    found = signed.verify(forged)
    assert (found.exit_status, found.intact) == (1, False)
    assert "changes" in failed(found)


@pytest.mark.parametrize("name", sorted(set(CHANGES) - NEED_THREE - {"an empty update"}))
def test_a_change_made_in_the_signing_update_itself_is_found(signed: Signed, name: str) -> None:
    """The forger changes something in the very update that the owner's signature brings."""
    forged = signed_with_change(signed.once, signed.key("owner"), "owner", CHANGES[name])
    found = signed.verify(forged)
    assert (found.exit_status, found.intact) == (1, False)
    assert "changes" in failed(found)


@pytest.mark.parametrize("tail", [b"\n", b" ", b"%", b"extra", b"\0" * 2000, b"\n%%EOF\n", b"startxref\n0\n%%EOF\n"])
def test_bytes_behind_the_end_are_found(signed: Signed, tail: bytes) -> None:
    found = signed.verify(signed.thrice + tail)
    assert not found.intact
    assert found.exit_status in (1, 2)


def test_bytes_before_the_header_are_found(signed: Signed) -> None:
    assert signed.verify(b"#!/bin/sh\n" + signed.thrice).exit_status == 2


@pytest.mark.parametrize("cut", [1, 2, 7, 30, 1000, 20_000])
def test_a_packet_cut_short_is_found(signed: Signed, cut: int) -> None:
    found = signed.verify(signed.thrice[:-cut])
    assert not found.intact
    assert found.exit_status in (1, 2)


def test_a_packet_cut_back_before_its_first_signature_is_unsigned(signed: Signed) -> None:
    found = signed.verify(signed.thrice[: len(signed.unsigned)])
    assert (found.exit_status, failed(found)) == (1, {"signed"})


def test_nobody_signs_a_packet_that_was_changed(signed: Signed, tmp_path) -> None:
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(updated(signed.once, CHANGES["a page with other content"]))
    with pytest.raises(SigningError, match="not as it was made"):
        sign_packet(forged, tmp_path / "out.pdf", key=signed.key("owner"), role="owner")
    assert not (tmp_path / "out.pdf").exists()


def test_the_sentence_says_what_was_replaced(signed: Signed) -> None:
    forged = updated(signed.once, CHANGES["a page with other content"])
    forged = signed_without_looking(forged, signed.key("owner"), "owner", certify=False)
    assert "each update must bring exactly one" in check(signed.verify(forged), "changes").sentence


def test_a_container_of_objects_that_is_overwritten_is_found(signed: Signed) -> None:
    forged = repacked_objects(signed.once)
    assert not signed.verify(forged).intact
    forged = signed_without_looking(forged, signed.key("owner"), "owner", certify=False)
    assert "changes" in failed(signed.verify(forged))


def test_an_update_with_a_table_of_the_old_kind_is_found(signed: Signed) -> None:
    found = signed.verify(with_classic_table(signed.thrice))
    assert (found.intact, found.exit_status) == (False, 1)
    assert "layout" in failed(found)


def test_a_signature_field_that_changes_when_it_is_pressed_is_found(signed: Signed) -> None:
    plain = signed_with_change(signed.once, signed.key("owner"), "owner", lambda _writer: None, late=True)
    assert signed.verify(plain).intact
    forged = signed_with_change(signed.once, signed.key("owner"), "owner", with_pressed_look, late=True)
    assert "changes" in failed(signed.verify(forged))
