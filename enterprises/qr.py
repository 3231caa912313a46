"""The QR code of a certificate: the address of its public page."""

from __future__ import annotations

import segno
from django.conf import settings

from enterprises.models import Certificate

# Read also where a quarter of it is damaged or covered by a seal.
CORRECTION = "q"


def address_of(certificate: Certificate) -> str:
    """The public page on the portal's own address."""
    return f"{settings.BASE_URL.rstrip('/')}{certificate.get_absolute_url()}"


def code_of(certificate: Certificate) -> segno.QRCode:
    """The code as a matrix."""
    return segno.make(address_of(certificate), error=CORRECTION, micro=False)


def picture_of(certificate: Certificate) -> str:
    """The code as SVG in a data: address, for paper that reaches no network."""
    picture: str = code_of(certificate).svg_data_uri(scale=8, border=2)
    return picture
