"""The certificate on paper."""

from __future__ import annotations

from documents.pdf import render_pdf
from enterprises.models import Certificate
from enterprises.qr import address_of, picture_of

TEMPLATE = "print/enterprises/certificate.html"
TITLE = "产教融合型企业认证证书"


def certificate_pdf(certificate: Certificate) -> bytes:
    """One page across; the same certificate gives the same file."""
    context = {
        "certificate": certificate,
        "address": address_of(certificate),
        "qr": picture_of(certificate),
    }
    data: bytes = render_pdf(
        TEMPLATE,
        context,
        title=TITLE,
        moment=certificate.issued_at,
        style="certificate",
    )
    return data
