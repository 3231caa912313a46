"""What the system administrator may look at; nothing of the life cycle is edited."""

from __future__ import annotations

from django.contrib import admin

from ui.admin import ReadOnlyAdmin
from workflow.models import (
    Application,
    Mail,
    Notice,
    Notification,
    Proposal,
    Round,
    RuleSet,
    Step,
    Submission,
)


@admin.register(Application)
class ApplicationAdmin(ReadOnlyAdmin):
    """Where each case stands."""

    list_display = ("number", "title", "kind", "stage", "stage_since", "due_at")
    list_filter = ("kind", "stage")
    search_fields = ("number", "title")
    list_select_related = ("applicant",)
    show_full_result_count = False


@admin.register(Step)
class StepAdmin(ReadOnlyAdmin):
    """The chained record."""

    list_display = ("application_id", "sequence", "move", "by_name", "at", "hash")
    list_filter = ("action", "move")
    search_fields = ("application__number", "by_name")
    show_full_result_count = False


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    """The sent log."""

    list_display = ("address", "state", "attempts", "tried_at", "sent_at", "error")
    list_filter = ("state",)
    search_fields = ("address",)


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    """Rounds with their window."""

    list_display = ("name", "kind", "year", "opens_at", "closes_at", "published_at")
    list_filter = ("kind", "year")


for model in (RuleSet, Notice, Notification, Proposal, Submission):
    admin.site.register(model, ReadOnlyAdmin)
