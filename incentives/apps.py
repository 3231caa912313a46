from importlib import import_module

from django.apps import AppConfig


class IncentivesConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "incentives"
    verbose_name = "激励政策"

    def ready(self) -> None:
        # Models are not loaded before this: the kinds register themselves on import.
        import_module("incentives.kinds")
        import_module("incentives.granting.kind")
        import_module("incentives.applying.kind")
        import_module("incentives.handlers").connect()
        import_module("incentives.file_readers")
        import_module("incentives.panels")
        import_module("incentives.indicators.first").connect()
        import_module("incentives.rewarding.frozen").connect()
