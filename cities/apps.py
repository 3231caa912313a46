from importlib import import_module

from django.apps import AppConfig


class CitiesConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "cities"

    def ready(self) -> None:
        # Models are not loaded before this: the kind registers itself on import.
        import_module("cities.kinds")
