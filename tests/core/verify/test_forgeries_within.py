"""Spoiled packets that somebody signed all the same: the contents must agree with what the packet says of itself."""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils.reader import PdfFileReader

from core import clock
from core.hashing import canonical_json
from core.manifest import READINGS_NAME, RESULTS_NAME
from core.signing.keys import open_p12
from tests.core.verify.forging import signed_with_change
from tests.core.verify.packet_sample import a_manifest, a_packet, a_reading, files
from tests.core.verify.signed_sample import Signed, check, failed, signed_without_looking


def forge(signed: Signed, data: bytes) -> bytes:
    return signed_without_looking(data, signed.key("evaluator"))


def test_the_forgers_tools_make_good_packets_when_nothing_is_changed(signed: Signed) -> None:
    assert signed.verify(forge(signed, a_packet())).exit_status == 0
    again = signed_with_change(signed.once, signed.key("owner"), "owner", lambda _writer: None)
    assert signed.verify(again).exit_status == 0


SWEEP = [0, *(pytest.param(start, marks=pytest.mark.slow) for start in range(1, 5))]


@pytest.mark.parametrize("start", SWEEP)
def test_any_changed_byte_of_a_signed_packet_is_found(signed: Signed, start: int) -> None:
    steps = random.Random(start)
    for position in range(start * 211, len(signed.thrice), 4001):
        forged = bytearray(signed.thrice)
        forged[position] ^= 1 << steps.randrange(8)
        found = signed.verify(bytes(forged))
        assert not found.intact, position
        assert found.exit_status in (1, 2), position


def test_any_changed_byte_of_a_signature_itself_is_found(signed: Signed) -> None:
    """Its padding and the parts that it does not sign, too."""
    start = signed.once.rindex(b"/Contents <") + len(b"/Contents <")
    end = signed.once.index(b">", start)
    for position in range(start, end, 83):
        forged = bytearray(signed.once)
        forged[position] = ord("1") if forged[position] == ord("0") else ord("0")
        found = signed.verify(bytes(forged))
        assert (found.exit_status, found.intact) == (1, False), position
    lower = signed.once[:start] + signed.once[start:end].lower() + signed.once[end:]
    assert failed(signed.verify(lower)) == {"whole-file"}


def test_a_replaced_manifest_does_not_fit_the_files(signed: Signed) -> None:
    content = files()
    other = a_manifest({**content, READINGS_NAME: b'{"readings":[]}'})
    found = signed.verify(forge(signed, a_packet(content, other)))
    assert failed(found) == {"files"}
    assert "readings.json" in check(found, "files").sentence


def test_a_file_that_is_not_listed_or_not_there_is_found(signed: Signed) -> None:
    content = files()
    more = {**content, "extra.txt": b"x"}
    assert (
        "not in the manifest"
        in check(signed.verify(forge(signed, a_packet(more, a_manifest(content)))), "files").sentence
    )
    assert (
        "not in the packet"
        in check(signed.verify(forge(signed, a_packet(content, a_manifest(more)))), "files").sentence
    )


@pytest.mark.parametrize("name", ["../evil.txt", "a/b.txt", "c:evil.txt", "two\nlines.txt", "rtl\u202etxt.exe"])
def test_a_file_name_that_leads_elsewhere_is_found(signed: Signed, name: str) -> None:
    found = signed.verify(forge(signed, a_packet({**files(), name: b"x"})))
    assert failed(found) == {"files"}
    assert "\u202e" not in json.dumps(found.as_dict(), ensure_ascii=False)


def _first_spec(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.Names.EmbeddedFiles.Names[1]


def _two_contents(pdf: pikepdf.Pdf) -> None:
    _first_spec(pdf).EF.UF = pdf.make_stream(b"another content")


def _two_names(pdf: pikepdf.Pdf) -> None:
    _first_spec(pdf).UF = String("another.txt")


def _listed_twice(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.Names.EmbeddedFiles.Names
    names.append(names[0])
    names.append(names[1])


def _not_associated(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF[0]


def _hidden_file(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"hidden")
    pdf.Root.PieceInfo = pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("h"), EF=Dictionary(F=stream)))


def _endless_tree(pdf: pikepdf.Pdf) -> None:
    tree = pdf.Root.Names.EmbeddedFiles
    tree.Kids = Array([tree])


FILE_SPOILS: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "two contents": (_two_contents, ""),
    "two names": (_two_names, ""),
    "listed twice": (_listed_twice, ""),
    "an endless tree": (_endless_tree, ""),
    "not associated": (_not_associated, "files"),
    "hidden elsewhere": (_hidden_file, "passive"),
}


@pytest.mark.parametrize("name", FILE_SPOILS)
def test_attachments_that_readers_could_take_differently_are_found(signed: Signed, name: str) -> None:
    spoil, expected = FILE_SPOILS[name]
    found = signed.verify(forge(signed, a_packet(change=spoil)))
    if expected:
        assert failed(found) == {expected}
    else:  # the manifest itself can't be relied on
        assert found.exit_status == 2


def test_an_empty_file_is_a_file(signed: Signed) -> None:
    assert signed.verify(forge(signed, a_packet({**files(), "empty.txt": b""}))).exit_status == 0


def test_a_packed_file_that_unpacks_without_end_is_stopped(signed: Signed) -> None:
    content = {**files(), "zeros.bin": b"\0" * 200}
    packet = a_packet({**content, "zeros.bin": b"\0" * 50_000_000}, a_manifest(content))
    found = signed.verify(forge(signed, packet))
    assert "larger than the manifest says" in check(found, "files").sentence


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _named_script(pdf: pikepdf.Pdf) -> None:
    script = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("1")))
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("a"), script]))


def _launch(pdf: pikepdf.Pdf) -> None:
    _link(pdf, Dictionary(S=Name.Launch, F=String("calc.exe"), O=Name.Print))


def _next_launch(pdf: pikepdf.Pdf) -> None:
    following = pdf.make_indirect(Dictionary(S=Name.Launch, F=String("calc.exe")))
    _link(pdf, Dictionary(S=Name.URI, URI=String("https://example.gov"), Next=following))


def _remote(pdf: pikepdf.Pdf) -> None:
    _link(pdf, Dictionary(S=Name.GoToR, F=String("other.pdf"), D=Array([0, Name.Fit])))


def _file_link(pdf: pikepdf.Pdf) -> None:
    _link(pdf, Dictionary(S=Name.URI, URI=String("file:///etc/passwd")))


def _link(pdf: pikepdf.Pdf, action: pikepdf.Object) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action, F=4)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def _form_action(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.URI, URI=String("https://example.gov")))


def _xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")


def _outside(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Contents = pdf.make_stream(b"", F=String("https://example.gov/content"))


def _page_attachment(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=_first_spec(pdf))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def _layers(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("later")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))


ACTIVE = [
    _script,
    _named_script,
    _launch,
    _next_launch,
    _remote,
    _file_link,
    _form_action,
    _xfa,
    _outside,
    _page_attachment,
    _layers,
]


@pytest.mark.parametrize("spoil", ACTIVE)
def test_active_content_is_found(signed: Signed, spoil: Callable[[pikepdf.Pdf], None]) -> None:
    found = signed.verify(forge(signed, a_packet(change=spoil)))
    assert failed(found) == {"passive"}


def test_a_disguised_script_is_found(signed: Signed) -> None:
    def marked(pdf: pikepdf.Pdf) -> None:
        pdf.Root.PieceInfo = pdf.make_stream(b"x", {"/QQQQ": String("app.alert(1)")})

    plain = a_packet(change=marked)
    disguised = plain.replace(b"/QQQQ", b"/J#53", 1)
    assert plain != disguised
    assert failed(signed.verify(forge(signed, plain))) == set()
    assert failed(signed.verify(forge(signed, disguised))) == {"passive"}


def test_web_links_are_counted_and_allowed(signed: Signed) -> None:
    found = signed.verify(
        forge(
            signed, a_packet(change=lambda pdf: _link(pdf, Dictionary(S=Name.URI, URI=String("https://example.gov"))))
        )
    )
    assert found.exit_status == 0
    assert "1 link to the web" in check(found, "passive").sentence


def _without_probe(reading: dict[str, Any]) -> None:
    del reading["probe"]


def _other_verdict(reading: dict[str, Any]) -> None:
    reading["verdict"] = "splendid"


def _upside_down(reading: dict[str, Any]) -> None:
    reading["metrics"][0].update(low=0.9, high=0.1)


def _text_estimate(reading: dict[str, Any]) -> None:
    reading["metrics"][0]["estimate"] = "high"


def _no_digest(reading: dict[str, Any]) -> None:
    reading["model_sha256"] = "abc"


@pytest.mark.parametrize("spoil", [_without_probe, _other_verdict, _upside_down, _text_estimate, _no_digest])
def test_readings_that_make_no_sense_are_found(signed: Signed, spoil: Callable[[dict[str, Any]], None]) -> None:
    reading = a_reading()
    spoil(reading)
    content = {**files(), READINGS_NAME: canonical_json({"readings": [reading]})}
    assert failed(signed.verify(forge(signed, a_packet(content)))) == {"readings"}


@pytest.mark.parametrize(
    "text", [b" ", b"[1]", b'{"readings": 3}', b'{"readings": [], "readings": []}', b"[" * 100_000]
)
def test_readings_that_are_no_json_are_found(signed: Signed, text: bytes) -> None:
    assert failed(signed.verify(forge(signed, a_packet({**files(), READINGS_NAME: text})))) == {"readings"}


def test_oscal_that_is_not_valid_is_found(signed: Signed) -> None:
    results = json.loads(files()[RESULTS_NAME])
    del results["assessment-results"]["results"][0]["start"]
    content = {**files(), RESULTS_NAME: canonical_json(results)}
    found = signed.verify(forge(signed, a_packet(content)))
    assert failed(found) == {"oscal"}
    assert "start" in check(found, "oscal").sentence


def test_a_missing_oscal_document_is_found(signed: Signed) -> None:
    content = files()
    del content[RESULTS_NAME]
    assert "oscal" in failed(signed.verify(forge(signed, a_packet(content))))


@pytest.mark.parametrize("banner", ["UNCLASSFIED", "SECRET"])
def test_a_marking_that_is_wrong_or_disagrees_is_found(signed: Signed, banner: str) -> None:
    content = files()
    packet = a_packet(content, a_manifest(content, marking=banner))
    assert failed(signed.verify(forge(signed, packet))) == {"markings"}


def test_a_file_marked_above_the_packet_is_found(signed: Signed) -> None:
    from dataclasses import replace

    content = files()
    manifest = a_manifest(content)
    manifest = replace(manifest, files=(replace(manifest.files[0], marking="(S//NF)"), *manifest.files[1:]))
    found = signed.verify(forge(signed, a_packet(content, manifest)))
    assert failed(found) == {"markings"}


def test_a_signature_under_a_strange_root_is_intact_and_not_trusted(signed: Signed, stranger: Path) -> None:
    key = open_p12(stranger / "demo-evaluator.p12", "other")
    found = signed.verify(signed_without_looking(signed.unsigned, key))
    assert (failed(found), found.exit_status, found.intact, found.trusted) == ({"chain"}, 1, True, False)
    assert "none of the roots" in check(found, "chain").sentence


def test_a_strangers_later_signature_is_not_trusted(signed: Signed, stranger: Path) -> None:
    key = open_p12(stranger / "demo-owner.p12", "other")
    found = signed.verify(signed_without_looking(signed.once, key, "owner", certify=False))
    assert failed(found) == {"chain"}
    assert [seen.trusted for seen in found.signatures] == [True, False]


def test_a_signature_outside_the_validity_of_its_certificate_is_not_trusted(signed: Signed) -> None:
    for days in (-9000, 1200):
        moment = clock.now() + timedelta(days=days)
        forged = signed_without_looking(signed.unsigned, signed.key("evaluator"), moment=moment)
        found = signed.verify(forged)
        assert (failed(found), found.intact) == ({"chain"}, True)


def test_a_later_signature_that_claims_an_earlier_time_is_found(signed: Signed) -> None:
    once = signed_without_looking(signed.unsigned, signed.key("evaluator"), moment=clock.now() + timedelta(hours=20))
    moment = clock.now() - timedelta(hours=20)
    found = signed.verify(signed_without_looking(once, signed.key("owner"), "owner", certify=False, moment=moment))
    assert failed(found) == {"chain"}
    assert "claims to have signed before" in check(found, "chain").sentence


def test_a_first_signature_that_does_not_certify_is_found(signed: Signed) -> None:
    forged = signed_without_looking(signed.unsigned, signed.key("evaluator"), certify=False)
    assert failed(signed.verify(forged)) == {"signed"}


def test_the_fields_must_be_those_of_the_manifest(signed: Signed) -> None:
    content = files()
    swapped = {
        "evaluator": "Signature-owner",
        "owner": "Signature-evaluator",
        "second-reviewer": "Signature-second-reviewer",
        "caio": "Signature-caio",
    }
    found = signed.verify(forge(signed, a_packet(content, a_manifest(content, signature_fields=swapped))))
    assert found.signatures[0].role == "owner", "the role is the one that the manifest gives the field"
    other = {**swapped, "owner": "Signature-nobody"}
    found = signed.verify(forge(signed, a_packet(content, a_manifest(content, signature_fields=other))))
    assert failed(found) == {"roles"}


def test_an_old_reference_to_an_object_that_comes_later_is_found(signed: Signed) -> None:
    """The evaluator signs a page that refers to nothing; a later signer brings what it refers to."""

    def refer(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Annots = Array([])
        pdf.Root.PieceInfo = pdf.make_stream(b"x", {"/Later": 99999999})

    data = a_packet(change=refer)
    size = int(PdfFileReader(io.BytesIO(data)).trailer["/Size"])
    once = forge(signed, data.replace(b"/Later 99999999", (b"/Later %d 0 R" % (size + 12)).ljust(15), 1))
    new = signed_without_looking(once, signed.key("owner"), "owner", certify=False)
    numbers = [int(number) for number in re.findall(rb"\n(\d+) 0 obj", new[len(once) :])]
    assert size + 12 in numbers, "the attack needs the number of a new object"
    found = signed.verify(new)
    assert "changes" in failed(found)
    assert "reads differently" in check(found, "changes").sentence


def test_a_catalog_that_refers_to_an_object_that_comes_later_is_found(signed: Signed) -> None:
    def refer(pdf: pikepdf.Pdf) -> None:
        pdf.Root.PieceInfo = 99999999

    plain = a_packet(change=refer, compress=False)
    assert plain.count(b"/PieceInfo 99999999") == 1
    assert failed(signed.verify(forge(signed, plain))) == set()
    spoiled = plain.replace(b"/PieceInfo 99999999", b"/PieceInfo 200 0 R ")
    found = signed.verify(forge(signed, spoiled))
    assert "does not exist" in check(found, "changes").sentence
