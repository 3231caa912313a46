"""A cultivation application is filled in as its enterprise would."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from cities.demo import demo_pdf
from enterprises.demo_content import content_of
from enterprises.models import CultivationApplication
from enterprises.models.sections import SECTIONS
from workflow.services import save_section


def fill(
    application: CultivationApplication,
    *,
    by: User,
    now: datetime,
    leave_out: tuple[str, ...] = (),
) -> None:
    """Fill in every section and put a file in every place that needs one."""
    today = timezone.localdate(now)
    content = content_of(application.registered_name, today)
    for section in SECTIONS:
        if section.key in leave_out:
            continue
        rows = content[section.key].rows
        wanted = [
            s for s in section.slots if s.required or (rows and section.row_files)
        ]
        save_section(
            application,
            section=section.key,
            given=content[section.key],
            by=by,
            version=application.section_states.get(section=section.key).version,
            uploads={slot.key: demo_pdf(str(slot.label)) for slot in wanted},
            now=now,
        )
