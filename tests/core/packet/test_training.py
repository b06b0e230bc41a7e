"""What comes of a case for learning says so on every page, and no real key signs it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.agency.intake import came
from core.agency.store import AgencyStore
from core.errors import SigningError
from core.marking.training import TRAINING, file_name, is_training, shown_banner
from core.outputs import documents, sources_paper
from core.packet.build import BuiltPacket, build
from core.signing.demo import make_demo_keys
from core.signing.keys import open_p12
from core.signing.sign import sign_packet
from core.verify.report import text
from core.verify.verify import verify_packet
from tests.core.packet.reading_pdf import opened, page_texts
from tests.core.packet.sample_case import small_snapshot
from tests.core.signing.key_files import PASSPHRASE, p12, rsa_key


@pytest.fixture(scope="module")
def exercise() -> BuiltPacket:
    return build(replace(small_snapshot(complete=True, good=True), title=f"{TRAINING}: my first case"))


def test_the_title_decides_and_the_words_stand_in_banner_and_file_name() -> None:
    assert is_training(" Training example 3")
    assert not is_training("A training example")
    assert shown_banner("SECRET//NOFORN", training=True) == "SECRET//NOFORN · TRAINING EXAMPLE"
    assert shown_banner("SECRET//NOFORN", training=False) == "SECRET//NOFORN"
    assert file_name("packet.pdf", "SECRET//NOFORN", training=True) == "(S--NF) TRAINING EXAMPLE packet.pdf"
    assert file_name("(U) TRAINING EXAMPLE p.pdf", "SECRET", training=True) == "(S) TRAINING EXAMPLE p.pdf"


def test_every_page_the_title_and_the_manifest_say_it(exercise: BuiltPacket, complete: BuiltPacket) -> None:
    pages = page_texts(exercise)
    assert all(page.count(f"UNCLASSIFIED · {TRAINING}") == 2 for page in pages)
    assert "Nothing here was evaluated." in pages[0]
    with opened(exercise) as pdf:
        assert str(pdf.docinfo["/Title"]).startswith(f"{TRAINING}: ")
    assert exercise.manifest.training
    assert exercise.manifest.marking == "UNCLASSIFIED"
    assert not complete.manifest.training
    assert TRAINING not in "".join(page_texts(complete))


def test_only_a_demonstration_key_signs_it_and_verification_says_what_it_is(
    exercise: BuiltPacket, tmp_path: Path
) -> None:
    packet, signed = tmp_path / "packet.pdf", tmp_path / "signed.pdf"
    packet.write_bytes(exercise.pdf)
    real = open_p12(p12(tmp_path / "real.p12", rsa_key(2048)), PASSPHRASE)
    with pytest.raises(SigningError, match="This packet is a TRAINING EXAMPLE"):
        sign_packet(packet, signed, key=real, role="evaluator")
    assert not signed.exists()
    keys = make_demo_keys(tmp_path / "keys", passphrase="demo")
    sign_packet(packet, signed, key=open_p12(keys.evaluator_p12, "demo"), role="evaluator")
    seen = verify_packet(signed.read_bytes(), trust=(keys.root_pem.read_bytes(),), name="signed.pdf").as_dict()
    assert seen["manifest"]["training"] is True
    assert "UNCLASSIFIED · TRAINING EXAMPLE" in text(seen)
    assert "nothing was evaluated" in text(seen)


def test_a_document_of_it_is_a_draft_that_says_so_and_an_agency_does_not_take_it_in(tmp_path: Path) -> None:
    snapshot = replace(small_snapshot(complete=True, good=True), title=f"{TRAINING}: my first case")
    made = documents.make(snapshot, sources_paper.ID, "txt")
    assert TRAINING in made.draft
    assert TRAINING in made.content.decode()
    found = {"verification": {"manifest": {"training": True}}}
    with AgencyStore.create(
        tmp_path / "agency.touchstone", "correct horse battery staple", agency="Agency", by="Ann"
    ) as store:
        assert came(store, tmp_path / "packet.pdf", found, (), by="Ann").packet is None
        assert not store.packets()
