"""Every address of the registry."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path

from api import docs
from api.router import ANSWERS, router

V1: list[URLPattern | URLResolver] = [
    *router.urls,
    *ANSWERS,
    re_path(r"^schema/?\Z", docs.schema, name="schema"),
    re_path(r"^docs/?\Z", docs.reader, name="docs"),
]

handler400, handler403 = "api.outside.handler400", "api.outside.handler403"
handler404, handler500 = "api.outside.handler404", "api.outside.handler500"
urlpatterns = [
    path("admin/", admin.site.urls),
    re_path(r"^api/?\Z", docs.Versions.as_view(), name="versions"),
    re_path(r"^api/v1/?\Z", docs.Root.as_view(), name="root"),
    path("api/v1/", include(V1)),
    path("problems/", docs.problems, name="problems"),
    re_path(r"^problems/(?P<code>[a-z_]+)/?\Z", docs.problems, name="problem"),
]
