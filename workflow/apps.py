from importlib import import_module

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "workflow"
    verbose_name = "申报办理"

    def ready(self) -> None:
        # Models are not loaded before this; the module adds itself to the readers.
        import_module("workflow.reading")
