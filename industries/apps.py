from django.apps import AppConfig


class IndustriesConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "industries"
    verbose_name = "国民经济行业"
