"""One PAdES baseline B-B signature as one incremental update, written through pyHanko.

What the update holds is kept to the least, because a reviewer refuses everything else: the signature, its appearance,
and with the first signature the certification. Title, dates and XMP stay as they were built.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_signer import PdfSigningSession

from core.signing.keys import SigningKey
from core.signing.stamp import stamp_style


@dataclass(frozen=True, kw_only=True)
class Intent:
    """What one signature says: which field, when, why, where, and the lines that are shown."""

    field_name: str
    moment: datetime
    reason: str
    location: str
    lines: tuple[str, ...]
    certify: bool


class _LeastWriter(IncrementalPdfFileWriter):
    def _update_meta(self) -> None:
        """Signing is no change of the document: the date of modification and the XMP stay."""


class _MomentSigner(PdfSigner):
    """Signs at a given moment, and touches the catalog only when it certifies."""

    moment: datetime

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:  # noqa: ARG002
        # pyHanko would declare PDF 2.0 for NIST curves, which PDF/A-3 does not allow.
        if self.signature_meta.certify:
            pdf_out.register_extension(ESIC_EXTENSION_1)

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002 - as in the method it replaces
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self.moment
        return session


def signed_bytes(data: bytes, key: SigningKey, intent: Intent) -> bytes:
    """`data` and behind it one update that signs the field of `intent`.

    Nothing is fetched from a network: no time stamp, no revocation data. Raises pyHanko's errors for a file that can't
    be signed, and KeyError when the field is missing; the caller has verified the packet before.
    """
    writer = _LeastWriter(io.BytesIO(data))
    metadata = PdfSignatureMetadata(
        field_name=intent.field_name,
        md_algorithm=key.digest,
        subfilter=SigSeedSubFilter.PADES,
        certify=intent.certify,
        # Later roles must still be able to fill their own field.
        docmdp_permissions=MDPPerm.FILL_FORMS,
        reason=intent.reason or None,
        location=intent.location or None,
        embed_validation_info=False,
    )
    width_pt, height_pt = _field_size(writer, intent.field_name)
    style = stamp_style(intent.lines, width_pt=width_pt, height_pt=height_pt)
    signer = _MomentSigner(metadata, signer=key.signer, stamp_style=style)
    signer.moment = intent.moment
    output = io.BytesIO()
    signer.sign_pdf(writer, existing_fields_only=True, output=output)
    return output.getvalue()


def _field_size(writer: IncrementalPdfFileWriter, field_name: str) -> tuple[float, float]:
    """Width and height of the field in points."""
    for name, _value, reference in enumerate_sig_fields(writer.prev):
        if name == field_name:
            left, bottom, right, top = (float(edge) for edge in reference.get_object()["/Rect"])
            return abs(right - left), abs(top - bottom)
    raise KeyError(field_name)
