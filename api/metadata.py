"""The answer to OPTIONS: what the address is and which parameters it takes. No row of any table."""

from typing import Any

from rest_framework.metadata import BaseMetadata


class Parameters(BaseMetadata):
    """Name, description and query parameters, as in the OpenAPI contract."""

    def determine_metadata(self, request: Any, view: Any) -> dict[str, Any]:
        from api.schema import query_parameter  # Needs the settings that name this module.

        method = getattr(view, "action_map", {}).get("get")
        if method:
            view.action = method
        parameters = view.query_parameters() if hasattr(view, "query_parameters") else []
        return {
            "name": view.get_view_name(),
            "description": view.get_view_description(),
            "methods": [name for name in view.allowed_methods if name != "OPTIONS"],
            "parameters": [query_parameter(parameter) for parameter in parameters],
        }
