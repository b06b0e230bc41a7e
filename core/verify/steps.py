"""What each numbered check looks at: a sentence when all is well, Fault or NotChecked otherwise. See verify.py."""

from __future__ import annotations

from core import marking
from core.manifest import READINGS_NAME, RESULTS_NAME
from core.verify import signatures, trust
from core.verify.active import check_passive
from core.verify.changes import check_same_objects, check_updates
from core.verify.documents import OPTIONAL, OSCAL, check_oscal, check_readings, oscal_marking
from core.verify.files import check_beside, check_inside
from core.verify.limits import shown
from core.verify.opened import complaint
from core.verify.packet_read import PacketRead
from core.verify.roles import check_expected, check_fields
from core.verify.signatures import signature_fields
from core.verify.verification import Fault, NotChecked
from core.verify.words import counted


def readable(packet: PacketRead) -> str:
    """The file was opened before any check; what is left is that the stricter reader had nothing to complain of."""
    warnings = packet.opened.pdf.get_warnings()
    if warnings:
        raise Fault(f"The PDF is damaged in places: {complaint(warnings[0])}.")
    return f"A PDF with {counted(len(packet.opened.pdf.pages), 'page')}, not encrypted."


def packet(packet: PacketRead) -> str:
    manifest = packet.manifest
    return f"Packet {shown(manifest.packet_id)}, made by {shown(manifest.generator)} on {shown(manifest.created)}."


def layout(packet: PacketRead) -> str:
    revisions = packet.revisions
    signatures.check_one_each(packet.seals, revisions)
    return f"The document as it was built, and {counted(len(revisions) - 1, 'update')} behind it, nothing else."


def signed(packet: PacketRead) -> str:
    if not packet.seals:
        raise Fault("The packet is not signed.")
    if not signatures.is_certification(packet.seals[0], packet.opened.reader):
        raise Fault("The first signature does not certify the packet.")
    if any("/Reference" in seal.dictionary for seal in packet.seals[1:]):
        raise Fault("A later signature sets rules of its own.")
    count = counted(len(packet.seals), "signature")
    return f"{count}; the first, by {packet.seals[0].name}, certifies the packet."


def genuine(packet: PacketRead) -> str:
    for seal, judged in zip(packet.signed, packet.judged, strict=True):
        if not judged.intact:
            raise Fault(f"The signature in {seal.field} by {seal.name} does not fit what it covers.")
        signatures.check_form(seal)
    return "Every signature fits its certificate and the bytes that it covers."


def whole_file(packet: PacketRead) -> str:
    seals, revisions = packet.signed, packet.revisions
    signatures.check_one_each(seals, revisions)
    for seal in seals:
        signatures.check_coverage(seal, revisions[seal.revision], packet.opened.data)
    signatures.check_order_of_cover(seals, revisions)
    return f"The signature of {seals[-1].name} covers every byte of the file but its own."


def changes(packet: PacketRead) -> str:
    seals, revisions = packet.signed, packet.revisions
    signatures.check_one_each(seals, revisions)
    replaced = check_updates(packet.opened.reader, revisions, seals)
    check_same_objects(packet.opened.data, packet.opened.pdf, revisions[0], replaced)
    return "Pages, files and metadata are as they were built; each update only filled the field of one role."


def algorithms(packet: PacketRead) -> str:
    for seal in packet.signed:
        trust.check_algorithms(seal)
    return f"Signed with {', '.join(dict.fromkeys(trust.algorithm(seal) for seal in packet.signed))}."


def chain(packet: PacketRead) -> str:
    seals = packet.signed
    if not packet.asked.roots:
        raise NotChecked("No root certificate was given, so it is not known whether the signers are who they say.")
    for seal, judged in zip(seals, packet.judged, strict=True):
        if judged.problem:
            raise Fault(f"The certificate of {seal.name} ({seal.field}) {judged.problem}.")
    trust.check_times(seals)
    return (
        "Every certificate leads to a root that was given and was valid at the time of signing, which is the time of "
        "the signer's machine. Whether one was revoked is not checked."
    )


def roles(packet: PacketRead) -> str:
    return check_fields(packet.manifest, list(signature_fields(packet.opened.reader)), packet.seals)


def expected_signers(packet: PacketRead) -> str:
    if not packet.asked.signers:
        raise NotChecked("No expected signers were given: see above who signed, and compare the fingerprints.")
    return check_expected(packet.manifest, packet.seals, packet.asked.signers)


def files(packet: PacketRead) -> str:
    return check_inside(packet)


def files_beside(packet: PacketRead) -> str:
    return check_beside(packet)


def readings(packet: PacketRead) -> str:
    return check_readings(packet.json(READINGS_NAME))


def oscal(packet: PacketRead) -> str:
    there = [name for name in OSCAL if name not in OPTIONAL or name in packet.attachments]
    for name in there:
        check_oscal(name, packet.json(name))
    more = ", and so is the plan of action" if OPTIONAL & set(there) else ""
    return f"Assessment results, plan and system security plan are valid OSCAL{more}."


def markings(packet: PacketRead) -> str:
    banner = packet.manifest.marking
    _refuse_marking(banner, "banner", "The marking of the packet")
    portions = []
    for file in packet.manifest.files:
        _refuse_marking(file.marking, "portion", f"The marking of {shown(file.name)}")
        portions.append(file.marking)
    above = marking.check_within(banner, portions) if portions else ()
    if above:
        raise Fault(f"The packet is marked {shown(banner)} but holds more than that: {shown(above[0].message)}")
    stated = oscal_marking(packet.json(RESULTS_NAME), RESULTS_NAME)
    if stated != banner:
        raise Fault(f"The packet is marked {shown(banner)} but its OSCAL results are marked {shown(stated)}.")
    training = " It is a TRAINING EXAMPLE: nothing in it was evaluated." if packet.manifest.training else ""
    return f"Marked {shown(banner)}; every file carries a marking within that.{training}"


def _refuse_marking(text: str, kind: marking.Kind, what: str) -> None:
    faults = marking.check(text, kind=kind)
    if faults:
        raise Fault(f"{what}, {shown(text)}, does not follow the grammar: {shown(faults[0].message)}")


def passive(packet: PacketRead) -> str:
    links = check_passive(packet.opened.pdf, [attached.number for attached in packet.attachments.values()])
    return f"No scripts, no actions, nothing from elsewhere; {counted(links, 'link')} to the web."


def completeness(packet: PacketRead) -> str:
    status = packet.manifest.status
    found = status["open_findings"]
    counts = f"{status['answered']} of {status['due']} items are answered; open findings: {found}"
    if status["meets_guidelines"]:
        return f"The evaluation is complete and meets the guidelines: {counts}."
    if status["complete"]:
        return f"The evaluation is complete and does not meet the guidelines: {counts}."
    return f"The evaluation is incomplete: {counts}."
