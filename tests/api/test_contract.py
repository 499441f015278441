"""The answers are what the contract says, name by name, and the contract is the one that the code makes."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate

from api import fields
from tests.api.dossiers import dossier
from tests.api.endpoints import Endpoint, address, endpoints

CONTRACT = Path(__file__).parents[2] / "api" / "openapi.yaml"


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def closed(contract: dict[str, Any]) -> dict[str, Any]:
    """The contract with every object closed: a name that it does not know is a fault."""
    copy: dict[str, Any] = json.loads(json.dumps(contract))
    for schema in copy["components"]["schemas"].values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    return copy


def faults(answer: Any, closed: dict[str, Any], path: str, status: str = "200") -> list[str]:
    response = closed["paths"][path]["get"]["responses"][status]
    if "$ref" in response:
        response = closed["components"]["responses"][response["$ref"].rpartition("/")[2]]
    schema = next(iter(response["content"].values()))["schema"]
    validator = Draft202012Validator(schema | {"components": closed["components"]}, format_checker=FormatChecker())
    return [
        f"{path} {'/'.join(map(str, fault.absolute_path))}: {fault.message[:200]}"
        for fault in validator.iter_errors(answer)
    ]


def expansions(endpoint: Endpoint) -> Iterator[str]:
    shape = getattr(endpoint.view, "shape", None)
    if shape is not None and endpoint.action in ("list", "retrieve"):
        yield from sorted(fields.paths(shape))


def test_every_answer_is_what_the_contract_says_and_has_no_other_name(
    client: Client, db: None, closed: dict[str, Any]
) -> None:
    dossier()
    found = []
    for endpoint in endpoints():
        answer = client.get(address(endpoint))
        assert answer.status_code == 200, (endpoint.name, answer.content[:300])
        found += faults(answer.json(), closed, endpoint.template)
    assert found == []


def test_every_expanded_answer_is_what_the_contract_says(client: Client, db: None, closed: dict[str, Any]) -> None:
    dossier()
    found = []
    for endpoint in endpoints():
        for path in expansions(endpoint):
            answer = client.get(f"{address(endpoint)}?expand={path}")
            assert answer.status_code == 200, (endpoint.name, path, answer.content[:300])
            found += faults(answer.json(), closed, endpoint.template)
    assert found == []


def test_lists_show_something_so_that_the_contract_is_really_tried(client: Client, db: None) -> None:
    dossier()
    empty = [one.name for one in endpoints() if one.listed and client.get(address(one)).json()["results"] == []]
    assert empty == []


def test_errors_are_what_the_contract_says(client: Client, db: None, closed: dict[str, Any]) -> None:
    dossier()
    found = []
    for endpoint in endpoints():
        bad = client.get(f"{endpoint.template.format(key='zz', a='zz', b='zz')}?nonsense=1")
        found += faults(bad.json(), closed, endpoint.template, str(bad.status_code))
    assert found == []


def test_every_read_endpoint_stands_in_the_contract(contract: dict[str, Any]) -> None:
    assert {one.template for one in endpoints() if one.name != "resolve"} <= contract["paths"].keys()


def test_the_contract_is_valid(contract: dict[str, Any]) -> None:
    validate(contract)


def test_the_contract_in_the_repository_is_the_one_that_the_code_makes() -> None:
    made = OpenApiYamlRenderer().render(SchemaGenerator().get_schema(request=None, public=True), renderer_context={})
    assert made.decode() == CONTRACT.read_text(encoding="utf-8"), "Repair: make schema"


def test_every_name_of_an_answer_is_required_but_what_only_a_parameter_brings(contract: dict[str, Any]) -> None:
    optional = {
        f"{name}.{key}"
        for name, schema in contract["components"]["schemas"].items()
        if not name.endswith("Request")
        for key in schema.get("properties", {}).keys() - set(schema.get("required", []))
    }
    own = ("participations", "events", "provisions", "assessments", "citations")
    brought = {f"{row}.{name}" for row in ("AgreementRow", "PairAgreement") for name in own}
    brought |= {"Concept.narrower", "Problem.errors"}
    brought |= {f"ProblemError.{name}" for name in ("parameter", "pointer", "value", "suggestion")}
    assert {name for name in optional if not name.endswith(".count")} == brought


def test_no_enumeration_has_an_invented_name(contract: dict[str, Any]) -> None:
    assert [name for name in contract["components"]["schemas"] if re.search(r"[0-9a-f]{3}Enum$|Enum$", name)] == []


def test_no_answer_holds_an_enumeration_without_a_name(contract: dict[str, Any]) -> None:
    text = json.dumps(
        {name: schema for name, schema in contract["components"]["schemas"].items() if "properties" in schema}
    )
    assert '"enum"' not in text


def test_every_operation_documents_its_errors(contract: dict[str, Any]) -> None:
    missing = [
        f"{path} {method} {status}"
        for path, operations in contract["paths"].items()
        for method, operation in operations.items()
        for status in ("400", "404", "406", "414", "500", "503")
        if status not in operation["responses"]
    ]
    assert missing == []


def test_every_operation_has_a_description_and_every_parameter_too(contract: dict[str, Any]) -> None:
    silent = []
    for path, operations in contract["paths"].items():
        for method, operation in operations.items():
            if not operation.get("description"):
                silent.append(f"{path} {method}")
            silent += [
                f"{path} {parameter['name']}"
                for parameter in operation.get("parameters", ())
                if "$ref" not in parameter and not parameter.get("description")
            ]
    assert silent == []


def test_every_main_schema_has_an_example_that_it_describes(closed: dict[str, Any]) -> None:
    schemas = closed["components"]["schemas"]
    shown = {name for name, schema in schemas.items() if "examples" in schema}
    assert shown >= {"AgreementRow", "Party", "ParticipationRow", "Event", "Provision", "Facility", "Assessment"}
    assert shown >= {"Outcome", "Concept", "Source", "Citation", "DayStatus"}
    for name in shown:
        for example in schemas[name]["examples"]:
            validator = Draft202012Validator(schemas[name] | {"components": closed["components"]})
            assert [fault.message for fault in validator.iter_errors(example)] == [], name
