from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "accounts"
    verbose_name = "单位与账户"

    def ready(self) -> None:
        # Models are not loaded before this; the module adds itself to the recorders.
        import_module("accounts.reference")
