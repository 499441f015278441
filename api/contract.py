"""The settings of Django REST framework and of drf-spectacular: what every resource and the OpenAPI contract share."""

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["api.formats.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.formats.JSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "api.formats.Negotiation",
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.tokens.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": [],  # Nothing below /api/ writes.
    "DEFAULT_METADATA_CLASS": "api.metadata.Parameters",
    "DEFAULT_SCHEMA_CLASS": "api.schema.Contract",
    "EXCEPTION_HANDLER": "api.problems.handle",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "TEST_REQUEST_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
}
DESCRIPTION = """An open registry of international agreements: who is bound by what, since when, and who says so.

Every status is derived from dated, cited acts, for any day (`on`), with its reasons. Dates are as precise as their
source (EDTF, ISO 8601-2) and stand beside the first and last day that they can mean. Addresses are root-relative.

Lists are paged by `next` and `previous` and do not freeze: rows that change while you walk are seen where they are then.
Parameters are read strictly: what is unknown, empty, repeated or malformed is a problem (RFC 9457) that names it.
`fields` and `omit` make an answer smaller; the schemas below describe it whole.
"""
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Relations",
    "DESCRIPTION": DESCRIPTION,
    "VERSION": "1",
    "LICENSE": {"name": "Data: CC BY 4.0", "identifier": "CC-BY-4.0"},
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "api.schema.null_enums",
        "api.schema.required_responses",
        "api.schema.errors",
        "api.schema.examples",
        "api.schema.shared_parameters",  # Last: the others read the parameters where they stand.
    ],
}
