"""The child model of the test kind: one field that may be missing."""

from django.db import models

from workflow.models import Application


class TestApplication(Application):
    """An application whose path its round's rules name under `extra`."""

    KIND = "test_kind"
    __test__ = False  # not a test case, whatever its name

    goal = models.CharField("目标", max_length=200, blank=True)
    listed_step = models.BigIntegerField(null=True)
    delisted_step = models.BigIntegerField(null=True)
