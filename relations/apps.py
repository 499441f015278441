"""The registry, and its desk, as Django apps."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin


class RelationsConfig(AppConfig):
    name = "relations"
    verbose_name = "Registry"
    default_auto_field = "django.db.models.BigAutoField"
    default = True

    def ready(self) -> None:
        from relations.receivers import connect  # The receivers need the models.

        connect()


class DeskConfig(admin.AdminConfig):
    """django.contrib.admin with the site of the curators' desk."""

    default = False
    default_site = "relations.admin.site.DeskSite"

    def ready(self) -> None:
        super().ready()
        import_module("relations.admin.pages")  # They register with the site, which must be there first.
