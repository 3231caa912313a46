from importlib import import_module

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "reporting"

    def ready(self) -> None:
        # Models exist only now: the kind and the handlers are made known by name.
        import_module("reporting.kinds")
        import_module("reporting.handlers").connect()
