"""Find the signatures in the form fields and read what each one holds and covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from asn1crypto import cms, parser, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature

from core.verify.entries import entry
from core.verify.limits import shown
from core.verify.revisions import Revision
from core.verify.verification import Fault
from core.verify.words import counted

MOST_FIELDS = 64
PADES = "/ETSI.CAdES.detached"


@dataclass(frozen=True, kw_only=True)
class Seal:
    """One signature as it lies in the file: its field, its dictionary, the revision that brought it, its signer."""

    field: str
    field_reference: tuple[int, int]
    reference: tuple[int, int]
    revision: int
    embedded: EmbeddedPdfSignature
    certificate: x509.Certificate

    @property
    def dictionary(self) -> generic.DictionaryObject:
        return self.embedded.sig_object

    @property
    def fingerprint(self) -> str:
        return str(self.certificate.sha256.hex())

    @property
    def name(self) -> str:
        """Common name of the certificate, or its whole subject."""
        names = self.certificate.subject.native.get("common_name")
        return shown(names if isinstance(names, str) else self.certificate.subject.human_friendly)

    @property
    def claimed_at(self) -> datetime | None:
        """The time of signing as the signer's machine had it, None when it is missing or makes no sense."""
        try:
            moment = generic.parse_pdf_date(self.dictionary["/M"], strict=True)
        except (KeyError, ValueError, TypeError, PdfReadError):
            return None
        return moment if isinstance(moment, datetime) and moment.tzinfo is not None else None


def signature_fields(reader: PdfFileReader) -> dict[str, generic.IndirectObject]:
    """The form's fields by name, in order. Raises Fault unless all are plain signature fields without children."""
    form = entry(reader.root, "/AcroForm")
    if not isinstance(form, generic.DictionaryObject) or not isinstance(entry(form, "/Fields"), generic.ArrayObject):
        raise Fault("The document has no form with signature fields.")
    found: dict[str, generic.IndirectObject] = {}
    listed = form["/Fields"]
    if len(listed) > MOST_FIELDS:
        raise Fault(f"The document has {len(listed)} form fields; packets have one for each role.")
    for index in range(len(listed)):
        reference = listed.raw_get(index)
        field = reference.get_object() if isinstance(reference, generic.IndirectObject) else None
        if not isinstance(field, generic.DictionaryObject) or entry(field, "/FT") != "/Sig" or "/Kids" in field:
            raise Fault("The form holds a field that is no plain signature field.")
        name = str(entry(field, "/T", ""))
        if not name or name in found:
            raise Fault("Two signature fields have the same name, or one has none.")
        found[name] = reference
    return found


def read_seals(reader: PdfFileReader) -> tuple[Seal, ...]:
    """The filled fields in the order of signing. Raises Fault when one can't be read."""
    seals = []
    for name, reference in signature_fields(reader).items():
        field = reference.get_object()
        if "/V" not in field:
            continue
        value = field.raw_get("/V")
        if not isinstance(value, generic.IndirectObject) or not isinstance(
            value.get_object(), generic.DictionaryObject
        ):
            raise Fault(f"The field {shown(name)} holds something that is no signature.")
        try:
            embedded = EmbeddedPdfSignature(reader, field, name)
            certificate = embedded.signer_cert
        # The signature is untrusted ASN.1: whatever its parsers raise, it can't be read.
        except Exception as error:
            raise Fault(f"The signature in {shown(name)} is damaged and can't be read.") from error
        seals.append(
            Seal(
                field=name,
                field_reference=(reference.idnum, reference.generation),
                reference=(value.idnum, value.generation),
                revision=embedded.signed_revision,
                embedded=embedded,
                certificate=certificate,
            )
        )
    return tuple(sorted(seals, key=lambda seal: seal.revision))


def check_one_each(seals: Sequence[Seal], revisions: Sequence[Revision]) -> None:
    """Each update of the file brought exactly one signature. Raises Fault."""
    brought = [seal.revision for seal in seals]
    expected = list(range(1, len(revisions)))
    if brought != expected:
        updates, signed = counted(len(expected), "update"), counted(len(seals), "signature")
        raise Fault(
            f"There are {updates} behind the document as built, and {signed}; each update must bring exactly one."
        )


def check_coverage(seal: Seal, revision: Revision, data: bytes) -> None:
    """The signature covers its revision and all before it, but for its own bytes, which are plain. Raises Fault."""
    ranges = [int(number) for number in seal.embedded.byte_range]
    if len(ranges) != 4 or ranges[0] != 0 or min(ranges) < 0:
        raise Fault(f"The signature in {seal.field} does not say plainly which bytes it covers.")
    _zero, gap_start, gap_end, rest = ranges
    if gap_end + rest != revision.end or not revision.start < gap_start < gap_end < revision.end:
        raise Fault(f"The signature in {seal.field} does not cover the whole document as it was signed.")
    contents = seal.embedded.pkcs7_content
    # As pyHanko writes it, so that not even the case of a digit can be changed.
    if data[gap_start:gap_end] != b"<" + contents.hex().upper().encode() + b">":
        raise Fault(f"The signature in {seal.field} leaves bytes uncovered that are not its own.")
    if not data[:gap_start].rstrip().endswith(b"/Contents"):
        raise Fault(f"The signature in {seal.field} leaves a gap at the wrong place.")
    used = parser.peek(contents)
    if contents[used:].strip(b"\0"):
        raise Fault(f"There is something behind the signature in {seal.field} that it does not cover.")


def check_order_of_cover(seals: Sequence[Seal], revisions: Sequence[Revision]) -> None:
    """Later signatures cover earlier ones, and the last one covers the file. Raises Fault."""
    ends = [int(seal.embedded.byte_range[2]) + int(seal.embedded.byte_range[3]) for seal in seals]
    if any(later <= earlier for earlier, later in pairwise(ends)) or ends[-1] != revisions[-1].end:
        raise Fault("The last signature does not cover the whole file.")


def check_form(seal: Seal) -> None:
    """The signature is PAdES baseline B-B with nothing unsigned beside it. Raises Fault."""
    where = f"The signature in {seal.field}"
    if entry(seal.dictionary, "/SubFilter") != PADES or entry(seal.dictionary, "/Type", "/Sig") != "/Sig":
        raise Fault(f"{where} is not of the PAdES form.")
    signed_data: cms.SignedData = seal.embedded.signed_data
    if len(signed_data["signer_infos"]) != 1 or len(signed_data["digest_algorithms"]) != 1:
        raise Fault(f"{where} holds more than one signer.")
    if signed_data["encap_content_info"]["content"].native is not None or signed_data["crls"].native:
        raise Fault(f"{where} carries content of its own.")
    signer = signed_data["signer_infos"][0]
    if signer["unsigned_attrs"].native:
        raise Fault(f"{where} carries attributes that nobody signed.")
    if signer["digest_algorithm"].native != signed_data["digest_algorithms"][0].native:
        raise Fault(f"{where} names two digest algorithms.")
    named = signer["sid"].chosen
    issuer_fits = (
        isinstance(named, cms.IssuerAndSerialNumber) and named["issuer"].dump() == seal.certificate.issuer.dump()
    )
    if (signed_data["version"].native, signer["version"].native) != ("v1", "v1") or not issuer_fits:
        raise Fault(f"{where} names its signer in an unusual way.")
    kinds = [attribute["type"].native for attribute in signer["signed_attrs"]]
    for kind in ("content_type", "message_digest", "signing_certificate_v2"):
        if kinds.count(kind) != 1:
            raise Fault(f"{where} lacks the signed attribute {kind}, which PAdES demands.")


def is_certification(seal: Seal, reader: PdfFileReader) -> bool:
    """Whether the document names this signature as its certification, one that allows only signing after it."""
    rules = entry(seal.dictionary, "/Reference")
    if not isinstance(rules, generic.ArrayObject) or len(rules) != 1:
        return False
    rule = rules[0]
    if not isinstance(rule, generic.DictionaryObject) or entry(rule, "/TransformMethod") != "/DocMDP":
        return False
    params = entry(rule, "/TransformParams")
    if not isinstance(params, generic.DictionaryObject) or entry(params, "/P") != 2:
        return False
    permissions = entry(reader.root, "/Perms")
    if not isinstance(permissions, generic.DictionaryObject) or set(permissions) != {"/DocMDP"}:
        return False
    named = permissions.raw_get("/DocMDP")
    return isinstance(named, generic.IndirectObject) and (named.idnum, named.generation) == seal.reference
