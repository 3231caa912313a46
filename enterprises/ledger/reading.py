"""Who may read the files of an import: whoever sees the import."""

from __future__ import annotations

from django.db.models import Q

from documents.models import Attachment
from documents.permissions import Reader
from enterprises.models import EnterpriseImport


def may_read_ledger(user: Reader, attachment: Attachment) -> bool:
    """The uploaded ledger and the checked workbook, for colleagues too."""
    if not user.is_authenticated:
        return False
    seen = EnterpriseImport.objects.visible_to(user)
    return seen.filter(Q(file=attachment) | Q(check_job__result=attachment)).exists()
