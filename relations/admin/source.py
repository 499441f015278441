"""Sources at the desk."""

from django.contrib import admin

from relations.admin.base import RecordAdmin, fieldset
from relations.admin.columns import dated
from relations.admin.search import Found
from relations.models import Source


@admin.register(Source)
class SourceAdmin(Found, RecordAdmin):
    list_display = ("key", "title", "publisher", "kind", "published", "revision")
    list_filter = ("kind",)
    search_fields = ("key", "title", "publisher", "link")
    published = dated("published_on")
    fieldsets = [
        fieldset(None, "key", "title", ("kind", "publisher", "language", "published_on"), "link", "archived_link"),
        fieldset("Licence", "licence", "credit"),
    ]
