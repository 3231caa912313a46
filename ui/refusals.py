"""Why something is refused, in words ready to show. Below everything else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Severity(TextChoices):
    """How grave an issue is: an error stops the move, a warning does not."""

    ERROR = "error", _("必须改正")
    WARNING = "warning", _("请留意")


@dataclass(frozen=True)
class Issue:
    """One thing wrong with one field, as a check found it."""

    field: str
    sentence: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True)
class Verdict:
    """The answer of a permission: allowed, or not and why."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    @classmethod
    def yes(cls) -> "Verdict":
        """Allowed."""
        return cls(True)

    @classmethod
    def no(cls, reason: str) -> "Verdict":
        """Not allowed; the reason is a sentence for the user."""
        return cls(False, str(reason))


class Refusal(Exception):
    """The domain says no; `sentence` is shown to the user as it stands."""

    status = 422
    code = "invalid"

    def __init__(self, sentence: str, *, issues: Sequence[Issue] = ()) -> None:
        self.sentence = str(sentence)
        self.issues = tuple(issues)
        super().__init__(self.sentence)

    @classmethod
    def at(cls, field: str, sentence: str) -> Self:
        """Refused for what stands in one field."""
        return cls(sentence, issues=[Issue(field, sentence)])


class NotAllowed(Refusal):
    """This user may not do this."""

    status = 403
    code = "not-allowed"


class NotFound(Refusal):
    """There is no such thing for this user."""

    status = 404
    code = "not-found"


class Stale(Refusal):
    """Somebody else changed it meanwhile."""

    status = 409
    code = "stale"


class Closed(Refusal):
    """The stage or the round does not take this any more."""

    status = 409
    code = "closed"


class Invalid(Refusal):
    """What was sent does not hold together."""

    status = 422
    code = "invalid"


def allow(verdict: Verdict) -> None:
    """Go on, or raise what a permission says against it."""
    if not verdict:
        raise NotAllowed(verdict.reason)


def model_issues(fault: ValidationError) -> list[Issue]:
    """What a model's own rules found, each at its field."""
    return [
        Issue("" if name == NON_FIELD_ERRORS else name, sentence)
        for name, sentences in fault.message_dict.items()
        for sentence in sentences
    ]


def refuse(issues: Sequence[Issue]) -> None:
    """Raise `Invalid` with all that the checks found, if they found anything."""
    if issues:
        raise Invalid(issues[0].sentence, issues=issues)
