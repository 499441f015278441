"""How the OpenAPI contract is made from the views: parameters, answers, errors on every operation, named enumerations."""

from inspect import getdoc
from pathlib import Path
from typing import Any

import orjson
from django.utils.module_loading import import_string
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from api.enumerations import ENUMERATIONS, Enumeration
from api.problems import ITEM_CODES, KINDS, MEDIA_TYPE
from api.values import Code, Expandable

Schema = dict[str, Any]
READ_ERRORS = ("400", "401", "404", "406", "414", "429", "500", "503")
BODY_ERRORS = ("413", "415")
COMMON_HEADERS = {"X-Request-ID": "Id of the request, also in the log and in problem details."}
LIST_HEADERS = {"Link": "The addresses of `next` and `previous` (RFC 8288)."}
EXAMPLES = Path(__file__).parent / "examples.json"
OPTIONAL = "x-only-on-request"
SHARED = frozenset({"on", "match", "page_size", "cursor", "count", "format"})


class Contract(AutoSchema):
    """Reads what a view declares: `query_parameters()`, `path_parameters`, `answer`."""

    def get_override_parameters(self) -> list[Any]:
        paths = getattr(self.view, "path_parameters", {})
        return [OpenApiParameter(name, str, "path", True, text) for name, text in paths.items()]

    def _get_filter_parameters(self) -> list[Schema]:
        parameters = self.view.query_parameters() if hasattr(self.view, "query_parameters") else []
        return [query_parameter(parameter) for parameter in parameters]

    def _get_pagination_parameters(self) -> list[Schema]:
        return []

    def get_response_serializers(self) -> Any:
        return getattr(self.view, "answer", None) or super().get_response_serializers()

    def get_request_serializer(self) -> Any:
        return getattr(self.view, "question", None)

    def get_summary(self) -> str | None:
        """The first sentence of the description."""
        return self.get_description().partition(". ")[0].split("\n")[0].rstrip(".")

    def get_description(self) -> str:  # type: ignore[override]
        """Lists are described by their class, details by the object that they answer with."""
        action = getattr(self.view, "action", "")
        if action == "list":
            return str(self.view.get_view_description())
        if action == "retrieve":
            return getdoc(getattr(self.view, "answer", None)) or ""
        return super().get_description()

    def get_auth(self) -> list[Any]:
        return []  # Nothing that is read needs a token.

    def _get_paginator(self) -> Any:
        return Envelope()


class Envelope:
    """The form of every list."""

    def get_paginated_response_schema(self, rows: Schema) -> Schema:
        page = {
            "type": ["string", "null"],
            "description": "Root-relative address of that page; null where the list ends.",
        }
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": page | {"examples": ["/api/v1/agreements/?cursor=WyJuIiwi"]},
                "previous": page | {"examples": ["/api/v1/agreements/?cursor=WyJwIiwi"]},
                "count": {"type": "integer", "description": "Rows that match; only with `count=true`."},
                "results": rows,
            },
        }


def query_parameter(parameter: Any) -> Schema:
    """A parameter of the query. A list in one value is not exploded; a parameter that may be repeated is."""
    shown: Schema = {"name": parameter.name, "in": "query", "description": parameter.description}
    shown["schema"] = dict(parameter.schema)
    if shown["schema"].get("type") == "array":
        shown |= {"style": "form", "explode": parameter.many}
    return shown


class CodeExtension(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """Every vocabulary is one named enumeration, whatever fields hold its codes."""

    target_class = "api.values.Code"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> Schema:
        target: Code = self.target
        return target.enumeration.ref


class ExpandableExtension(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """A key or the object behind it."""

    target_class = "api.values.Expandable"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> Schema:
        target: Expandable = self.target
        ref = auto_schema.resolve_serializer(import_string(target.target), direction).ref
        if target.only:
            return {"type": "array", "items": ref, OPTIONAL: True}
        either = {"oneOf": [{"type": "string"}, ref]}
        return {"type": "array", "items": either} if target.many else either


class DayOrRangeExtension(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """A day, or two bounds."""

    target_class = "api.values.DayOrRange"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> Schema:
        day = {"type": "string", "format": "date"}
        either = {"type": ["string", "null"], "format": "date"}
        return {"oneOf": [day, {"type": "array", "items": either, "minItems": 2, "maxItems": 2}]}


def null_enums(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """`oneOf` of one reference and null reads better, and generates better, than unions with empty enumerations."""
    schemas = result.get("components", {}).get("schemas", {})
    for name in ("NullEnum", "BlankEnum"):
        if name in schemas:
            _replace(schemas, {"$ref": f"#/components/schemas/{name}"}, {"type": "null"})
            del schemas[name]
    return result


def _replace(node: Any, old: Schema, new: Schema) -> None:
    for key, inner in list(node.items() if isinstance(node, dict) else enumerate(node)):
        if inner == old:
            node[key] = dict(new)
        elif isinstance(inner, dict | list):
            _replace(inner, old, new)


def required_responses(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """Every name of an answer is always there, but for those that only `expand` and `count` bring."""
    for name, schema in result.get("components", {}).get("schemas", {}).items():
        if not name.endswith("Request") and "properties" in schema and not name.startswith("Paginated"):
            optional = {key for key, value in schema["properties"].items() if value.pop(OPTIONAL, False)}
            schema["required"] = sorted(schema["properties"].keys() - optional)
    return result


def errors(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """The documented errors and headers of every operation."""
    components = result.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas |= _problem_schemas() | {name: one.schema for name, one in ENUMERATIONS.items()}
    components["schemas"] = dict(sorted(schemas.items()))
    components["responses"] = {f"Problem{status}": _problem_response(status) for status in READ_ERRORS + BODY_ERRORS}
    for operations in result.get("paths", {}).values():
        for operation in operations.values():
            if isinstance(operation, dict) and "responses" in operation:
                _add_errors(operation)
    return result


def examples(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """One real object for each of the main schemas, from the registry's own data."""
    known = orjson.loads(EXAMPLES.read_bytes())
    for name, schema in result.get("components", {}).get("schemas", {}).items():
        if name in known:
            schema["examples"] = [known[name]]
    return result


def shared_parameters(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """Parameters that mean the same everywhere stand in the contract once."""
    shared: Schema = {}
    for operations in result.get("paths", {}).values():
        for operation in operations.values():
            parameters = operation.get("parameters", []) if isinstance(operation, dict) else []
            for place, parameter in enumerate(parameters):
                if parameter.get("name") in SHARED:
                    parameters[place] = {"$ref": f"#/components/parameters/{parameter['name']}"}
                    shared[parameter["name"]] = parameter
    result.setdefault("components", {})["parameters"] = dict(sorted(shared.items()))
    return result


def _add_errors(operation: Schema) -> None:
    statuses = READ_ERRORS + (BODY_ERRORS if "requestBody" in operation else ())
    listed = any(parameter.get("name") == "cursor" for parameter in operation.get("parameters", ()))
    for response in operation["responses"].values():
        headers = COMMON_HEADERS | (LIST_HEADERS if listed else {})
        response["headers"] = {name: _header(text) for name, text in headers.items()}
    for status in statuses:
        operation["responses"].setdefault(status, {"$ref": f"#/components/responses/Problem{status}"})


def _header(text: str) -> Schema:
    return {"description": text, "schema": {"type": "string"}}


def _problem_response(status: str) -> Schema:
    codes = [code for code, kind in KINDS.items() if str(kind.status) == status]
    return {
        "description": " ".join(KINDS[code].meaning for code in codes),
        "headers": {"X-Request-ID": _header(COMMON_HEADERS["X-Request-ID"])},
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _problem_schemas() -> Schema:
    text = {"type": "string"}
    fault = {
        "code": {"$ref": "#/components/schemas/FaultCode"},
        "parameter": text | {"description": "Name of the query parameter."},
        "pointer": text | {"description": "JSON pointer into the body (RFC 6901), after `#`."},
        "value": {"description": "The bad value, at most 100 characters of it."},
        "detail": text,
        "suggestion": text | {"description": "What may be meant."},
    }
    problem = {
        "type": text
        | {"examples": ["/problems/validation_error"], "description": "Root-relative address of the documentation."},
        "title": text,
        "status": {"type": "integer"},
        "detail": text,
        "code": {"$ref": "#/components/schemas/ProblemCode"},
        "instance": text | {"description": "Path of the request."},
        "request_id": {"type": ["string", "null"]},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemError"}},
    }
    return {
        "FaultCode": Enumeration("FaultCode", tuple(ITEM_CODES.items())).schema,
        "ProblemCode": Enumeration("ProblemCode", tuple((code, kind.title) for code, kind in KINDS.items())).schema,
        "ProblemError": {"type": "object", "properties": fault, "required": ["code", "detail"]},
        "Problem": {
            "type": "object",
            "description": "Problem details (RFC 9457).",
            "properties": problem,
            "required": [name for name in problem if name != "errors"],
        },
    }
