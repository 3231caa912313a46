"""A kind of application for the tests of the life cycle alone."""

from importlib import import_module

from django.apps import AppConfig


class TestKindConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "tests.workflow.testkind"
    label = "testkind"

    def ready(self) -> None:
        import_module("tests.workflow.testkind.kinds")
        import_module("tests.workflow.testkind.drafted")
        import_module("tests.workflow.testkind.units")
