from importlib import import_module

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "workflow"
    verbose_name = "申报办理"

    def ready(self) -> None:
        # Models are not loaded before this; each module makes itself known.
        import_module("workflow.reading")
        import_module("workflow.handlers").connect()
