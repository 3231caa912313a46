from importlib import import_module

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "documents"

    def ready(self) -> None:
        # Models are not loaded before this.
        import_module("documents.exporting").connect()
