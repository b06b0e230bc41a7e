"""Verify a packet from the file alone.

The checks, in the order in which they are made. A check's number and id never change; a new check gets a new number.

 The file
  1. readable          It is a PDF, whole, not encrypted, within limits, for two readers that share no code.
  2. packet            It holds a manifest of a version known here. Without 1 and 2 it is no packet, and no other
                       check is made.

 Intact: is it as its signers left it?
  3. layout            Every byte belongs to the unsigned document or to one update behind it: nothing lies before,
                       between or behind them, and each update brought exactly one signature.
  4. signed            It is signed, and the first signature certifies: it allows further signatures and nothing else.
  5. genuine           Each signature is PAdES, fits its certificate, and fits the bytes that it covers.
  6. whole-file        Each signature covers all that was there when it was made, and the last one covers the file.
  7. changes           Each update filled one prepared signature field and changed nothing else.
  8. algorithms        Digests and keys are strong enough.

 Trusted: do the signers' certificates lead to a root that the reviewer chose?
  9. chain             Each certificate was valid at the time of signing, is meant for signing documents, and leads to
                       a root that was given. Revocation is not checked: nothing is fetched.
 10. roles             Each signature is in the field that the packet prepared for a role.
 11. expected-signers  The certificates that the reviewer expects signed in their roles. Required when some are given.

 Contents
 12. files             The attached files are exactly those in the manifest: name, size, digest, relationship.
 13. files-beside      So are the files beside the packet. Required when a folder is given.
 14. readings          readings.json is well-formed.
 15. oscal             The OSCAL documents are valid against NIST's schemas.
 16. markings          Each marking follows the grammar, and the documents agree on it.
 17. passive           Nothing in the document acts by itself or is fetched from elsewhere.

 Statement
 18. completeness      How complete the evaluation is. An incomplete one is stated and does not fail.

Policy (9 to 11) is apart from integrity (3 to 8): a packet can be intact without being trusted, and the other way
round never.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core import clock
from core.errors import PacketError
from core.hashing import sha256
from core.verify import steps
from core.verify.asked import Asked, read_expected, read_roots
from core.verify.limits import shown
from core.verify.packet_read import PacketRead, open_packet, read_bytes
from core.verify.summary import manifest_summary, signatures_seen, unsigned_roles
from core.verify.verification import Check, Fault, Group, NotChecked, Outcome, Verification, group_outcome

Look = Callable[[PacketRead], str]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One check: `look` returns a sentence when all is well, and raises Fault or NotChecked otherwise."""

    number: int
    id: str
    title: str
    group: Group
    look: Look
    required: Callable[[Asked], bool] = lambda _asked: True


STEPS = (
    Step(number=1, id="readable", title="The file can be read as a PDF", group="file", look=steps.readable),
    Step(number=2, id="packet", title="It is a packet", group="file", look=steps.packet),
    Step(number=3, id="layout", title="Nothing lies outside of what was signed", group="intact", look=steps.layout),
    Step(number=4, id="signed", title="It is signed and certified", group="intact", look=steps.signed),
    Step(number=5, id="genuine", title="Every signature is genuine", group="intact", look=steps.genuine),
    Step(number=6, id="whole-file", title="The signatures cover the whole file", group="intact", look=steps.whole_file),
    Step(number=7, id="changes", title="Only signatures were added", group="intact", look=steps.changes),
    Step(number=8, id="algorithms", title="The algorithms are strong", group="intact", look=steps.algorithms),
    Step(number=9, id="chain", title="The signers are trusted here", group="trusted", look=steps.chain),
    Step(number=10, id="roles", title="The signatures are in their roles", group="trusted", look=steps.roles),
    Step(
        number=11,
        id="expected-signers",
        title="The expected people signed",
        group="trusted",
        look=steps.expected_signers,
        required=lambda asked: bool(asked.signers),
    ),
    Step(number=12, id="files", title="The files inside are the listed ones", group="contents", look=steps.files),
    Step(
        number=13,
        id="files-beside",
        title="The files beside it are the listed ones",
        group="contents",
        look=steps.files_beside,
        required=lambda asked: asked.beside is not None,
    ),
    Step(number=14, id="readings", title="The readings are well-formed", group="contents", look=steps.readings),
    Step(number=15, id="oscal", title="The OSCAL documents are valid", group="contents", look=steps.oscal),
    Step(number=16, id="markings", title="The markings are right and agree", group="contents", look=steps.markings),
    Step(number=17, id="passive", title="Nothing in it acts by itself", group="contents", look=steps.passive),
    Step(number=18, id="completeness", title="How complete it is", group="statement", look=steps.completeness),
)


def verify_packet(
    source: bytes | Path,
    *,
    trust: Sequence[bytes] = (),
    signers: Mapping[str, str] | None = None,
    beside: Path | None = None,
    name: str = "",
    on_check: Callable[[int, int, str], None] | None = None,
) -> Verification:
    """Make every check on the packet `source` and say what was found.

    `trust` holds root certificates (PEM) that the reviewer chose; `signers` the expected SHA-256 fingerprints by role;
    `beside` the folder with the files that belong beside the packet; `name` what to call `source` when it is bytes.
    `on_check(done, total, title)` hears of each check before it is made.
    Whatever `source` holds, this returns a Verification. Raises InputError for a root that is no certificate,
    UsageError for an unknown role or what is no fingerprint, and PacketError only when the file can't be read at all.
    """
    asked = Asked(roots=read_roots(trust), signers=read_expected(signers) if signers else None, beside=beside)
    data = read_bytes(source)
    name = name or (source.name if isinstance(source, Path) else "packet")
    try:
        packet = open_packet(data, asked)
        packet.manifest  # noqa: B018 - reads it
    except (PacketError, Fault) as error:
        return _unreadable(data, name, asked, error)
    checks = []
    for done, step in enumerate(STEPS):
        if on_check is not None:
            on_check(done, len(STEPS), step.title)
        checks.append(_made(step, packet))
    return Verification(
        file_name=name,
        sha256=sha256(data),
        size_bytes=len(data),
        verified_at=clock.stamp(),
        checks=tuple(checks),
        signatures=signatures_seen(packet),
        unsigned_roles=unsigned_roles(packet),
        manifest=manifest_summary(packet.manifest),
        intact=group_outcome(checks, "intact") is True,
        trusted=group_outcome(checks, "trusted"),
        complete=bool(packet.manifest.status["complete"]),
    )


def _made(step: Step, packet: PacketRead) -> Check:
    try:
        return _check(step, packet.asked, "ok", step.look(packet))
    except Fault as fault:
        return _check(step, packet.asked, "failed", str(fault))
    except NotChecked as reason:
        return _check(step, packet.asked, "not checked", str(reason))
    # A hostile file can make any reader stumble in ways nobody foresaw. It must end in a sentence, and must not pass.
    except Exception as error:  # noqa: BLE001
        sentence = f"The file is built so strangely that this can't be checked ({type(error).__name__})."
        return _check(step, packet.asked, "failed", sentence)


def _check(step: Step, asked: Asked, outcome: Outcome, sentence: str) -> Check:
    return Check(
        number=step.number,
        id=step.id,
        title=step.title,
        group=step.group,
        required=step.required(asked),
        outcome=outcome,
        sentence=sentence,
    )


def not_opened(name: str, sentence: str) -> Verification:
    """The result for a file that could not even be read: the same form as any other, with nothing looked at."""
    asked = Asked(roots=(), signers=None, beside=None)
    return replace(_unreadable(b"", name, asked, PacketError(sentence)), sha256="")


def _unreadable(data: bytes, name: str, asked: Asked, error: PacketError | Fault) -> Verification:
    """The result for a file that is no packet: the first two checks tell why, and nothing else can be looked at."""
    fails = 0 if isinstance(error, PacketError) else 1
    checks = []
    for index, step in enumerate(STEPS):
        if index < fails:
            checks.append(_check(step, asked, "ok", "The file is a PDF."))
        elif index == fails:
            checks.append(_check(step, asked, "failed", shown(error)))
        else:
            checks.append(_check(step, asked, "not checked", "The file can't be read as a packet."))
    return Verification(
        file_name=name,
        sha256=sha256(data),
        size_bytes=len(data),
        verified_at=clock.stamp(),
        checks=tuple(checks),
        signatures=(),
        unsigned_roles=(),
        manifest=None,
        intact=False,
        trusted=None,
        complete=None,
    )
