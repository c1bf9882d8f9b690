"""Digital signatures on PDFs (PAdES baseline B): the signatory's first, then the agency's seal.

Article 5.1 of Decree 30/2020 asks for both. There is no time-stamp authority here, so the moment of
signing is the signer's own claim, and validity past the certificate's end is not proved; a vendor
with a time-stamp service lifts the same signatures to baseline T and LTA.
"""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from asn1crypto import x509
from pyhanko.pdf_utils import content, layout
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import Signer, signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import ValueErrorWithMessage
from pyhanko.sign.signers import PdfSignatureMetadata
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

from motcua.capabilities.documents.papers.typesetting import compile_template, to_text
from motcua.capabilities.documents.signers import current
from motcua.foundation.kernel import clock

SIGNATORY: Final = "Signatory"
SEAL: Final = "Seal"
_FALLBACK_BOXES: Final = {SIGNATORY: (330, 60, 505, 122), SEAL: (90, 60, 265, 122)}
"""Where a PDF without places for signatures gets them: points on its last page."""
_FULL: Final = layout.SimpleBoxLayoutRule(
    x_align=layout.AxisAlignment.ALIGN_MID,
    y_align=layout.AxisAlignment.ALIGN_MID,
    margins=layout.Margins(0, 0, 0, 0),
)


@dataclass(frozen=True, kw_only=True)
class Signature:
    """What one signature of a PDF says, and whether it holds."""

    field: str
    signer: str
    organisation: str
    title: str
    signed_at: datetime | None
    """The signer's own claim."""
    is_intact: bool
    """The bytes it covers are those that were signed."""
    is_trusted: bool
    """Its certificate leads to an authority this installation trusts."""
    is_undisturbed: bool
    """Nothing but further signatures was added after it."""

    @property
    def is_valid(self) -> bool:
        """Whether the signature holds in every respect."""
        return self.is_intact and self.is_trusted and self.is_undisturbed


@dataclass(frozen=True, kw_only=True)
class Report:
    """The signatures of a PDF in the order they were made."""

    signatures: tuple[Signature, ...]
    is_covered: bool
    """The last signature covers the file to its end."""
    is_readable: bool
    """The file could be searched for signatures at all."""

    @property
    def is_valid(self) -> bool:
        """Whether there are signatures, all hold, and nothing stands outside them."""
        return (
            bool(self.signatures)
            and self.is_covered
            and all(signature.is_valid for signature in self.signatures)
        )


_ROOM_BESIDE_CERTIFICATES: Final = 1_024
"""Bytes of a signature that are not certificates, generously: attributes, algorithms, the RSA number."""


class _Signer(signers.PdfSigner):
    """A signer that takes the moment of signing as an argument, as everything here does."""

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:  # of the library
        super().__init__(*args, **kwargs)
        self._at = at

    def init_signing_session(
        self,
        pdf_out: Any,  # of the library, untyped
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002 - the library's signature
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session


class _Face(content.PdfContent):
    """A typeset page as the visible face of a signature."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        super().__init__()

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject["/Face"] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = layout.BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Face Do"


def sign(pdf: bytes, *, signatory: str, seal: str, reason: str, at: datetime) -> bytes:
    """Return the PDF with the signatory's signature and over it the agency's, both visible.

    Raises:
        KeyUnavailable: if one of the keys cannot be used.
    """
    vendor = current()
    # Both keys first: a paper with one signature must not come to be.
    person, agency = vendor.get_signer(signatory), vendor.get_signer(seal)
    signed = _sign(pdf, person, field=SIGNATORY, reason=reason, at=at)
    return _sign(signed, agency, field=SEAL, reason=reason, at=at)


def seal(pdf: bytes, *, seal: str, reason: str, at: datetime) -> bytes:
    """Return the PDF with the agency's signature alone, visible.

    Raises:
        KeyUnavailable: if the key cannot be used.
    """
    return _sign(pdf, current().get_signer(seal), field=SEAL, reason=reason, at=at)


def verify(pdf: bytes, *, at: datetime, is_fresh: bool = False) -> Report:
    """Return what the signatures of the PDF are worth at the given moment.

    A PDF that was signed just now, by this process, needs no search for later changes, which costs
    more than all the rest.
    """
    trust = ValidationContext(trust_roots=current().list_roots(), allow_fetching=False, moment=at)
    try:
        embedded = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures
        statuses = [
            (one, validate_pdf_signature(one, trust, skip_diff=is_fresh)) for one in embedded
        ]
    except (PdfError, ValueErrorWithMessage, ValueError, KeyError, TypeError):
        return Report(signatures=(), is_covered=False, is_readable=False)
    return Report(
        signatures=tuple(_describe(one, status) for one, status in statuses),
        is_readable=True,
        is_covered=bool(statuses)
        and statuses[-1][1].coverage == SignatureCoverageLevel.ENTIRE_FILE,
    )


def _sign(pdf: bytes, signer: Signer, *, field: str, reason: str, at: datetime) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    box = _box_of(writer, field)
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        location="Việt Nam",
        name=_named(signer.signing_cert, "common_name"),
    )
    new_field = None
    if box is None:
        box = _FALLBACK_BOXES[field]
        new_field = SigFieldSpec(sig_field_name=field, on_page=-1, box=box)
    style = StaticStampStyle(
        background=_Face(_face(signer.signing_cert, field=field, box=box, at=at)),
        background_layout=_FULL,
        background_opacity=1.0,
        border_width=0,
    )
    output = io.BytesIO()
    _Signer(metadata, signer, stamp_style=style, new_field_spec=new_field, at=at).sign_pdf(
        writer, output=output, bytes_reserved=_room_for(signer)
    )
    return output.getvalue()


def _room_for(signer: Signer) -> int:
    """Return how many hexadecimal digits to keep free for the signature.

    Without it the library makes each signature twice to learn its size.
    """
    certificates = [signer.signing_cert, *signer.cert_registry]
    return 2 * (sum(len(one.dump()) for one in certificates) + _ROOM_BESIDE_CERTIFICATES)


def _box_of(writer: IncrementalPdfFileWriter, field: str) -> tuple[int, int, int, int] | None:
    for name, _value, reference in enumerate_sig_fields(writer.prev):
        if name == field:
            left, bottom, right, top = (int(side) for side in reference.get_object()["/Rect"])
            return left, bottom, right, top
    return None


def _face(
    certificate: x509.Certificate, *, field: str, box: tuple[int, int, int, int], at: datetime
) -> bytes:
    """Return one page saying who signed when, as Appendix I of Decree 30/2020 lays out."""
    moment = at.astimezone(clock.VIETNAM).strftime("%d/%m/%Y %H:%M:%S %z")
    signer, organisation = (
        _named(certificate, "common_name"),
        _named(certificate, "organization_name"),
    )
    lines = [f"Cơ quan ký: {signer}" if field == SEAL else f"Người ký: {signer}"]
    if field == SIGNATORY:
        lines.append(f"Cơ quan: {organisation}")
    lines.append(f"Thời gian ký: {moment}")
    values = {
        "lines": lines,
        "is_seal": field == SEAL,
        "width": box[2] - box[0],
        "height": box[3] - box[1],
    }
    page, _places = compile_template("stamp", to_text(values), at=at)
    return page


def _describe(embedded: Any, status: Any) -> Signature:  # types of the library, untyped
    certificate: x509.Certificate = embedded.signer_cert
    return Signature(
        field=embedded.field_name,
        signer=_named(certificate, "common_name"),
        organisation=_named(certificate, "organization_name"),
        title=_named(certificate, "title"),
        signed_at=embedded.self_reported_timestamp,
        is_intact=status.intact and status.valid,
        is_trusted=status.trusted,
        is_undisturbed=status.docmdp_ok is not False
        and status.coverage
        in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION),
    )


def _named(certificate: x509.Certificate, part: str) -> str:
    return str(certificate.subject.native.get(part, ""))
