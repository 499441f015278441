"""The accounts of curators, with the name under which the public sees each of them."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin

from relations.models import Handle

if TYPE_CHECKING:  # Only the stubs give Django's classes type arguments.
    StackedInline = admin.StackedInline[Any, Any]
    Accounts = UserAdmin[Any]
else:
    StackedInline, Accounts = admin.StackedInline, UserAdmin

User = get_user_model()


class PublicName(StackedInline):
    model = Handle
    verbose_name = verbose_name_plural = "public name"
    can_delete = False


admin.site.unregister(User)


@admin.register(User)
class CuratorAdmin(Accounts):
    """Django's page; when somebody joined and was last here is not edited."""

    readonly_fields = ("last_login", "date_joined")
    inlines = (PublicName,)

    def get_inlines(self, request: Any, obj: Any) -> Any:
        return self.inlines if obj else ()
