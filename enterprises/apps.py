from importlib import import_module

from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "enterprises"
    verbose_name = "产教融合型企业"

    def ready(self) -> None:
        # Models are not loaded before this: the kinds register themselves on import.
        import_module("enterprises.kinds")
        import_module("enterprises.handlers").connect()
        import_module("enterprises.file_readers")
