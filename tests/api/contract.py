"""The checked-in OpenAPI document, and answers held against it."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.http import HttpResponse
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import best_match

import api

DOCUMENT = Path(api.__file__).with_name("openapi.yaml")


@cache
def document() -> dict[str, Any]:
    """The document as it is checked in."""
    read: dict[str, Any] = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    return read


def operations() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Each (path, METHOD, operation)."""
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield path, method.upper(), operation


def conforming(response: HttpResponse, operation_id: str) -> Any:
    """The body of `response`, after holding it against what the document says of it."""
    operation = next(found for _path, _method, found in operations() if found["operationId"] == operation_id)
    content = operation["responses"][str(response.status_code)]["content"]
    schema = content[response.headers["Content-Type"].split(";")[0]]["schema"]
    body = json.loads(response.content)
    validator = Draft202012Validator({**schema, "components": document()["components"]}, format_checker=FormatChecker())
    wrong = best_match(validator.iter_errors(body))
    assert wrong is None, f"{wrong.json_path}: {wrong.message[:200]}"
    undeclared = list(_undeclared(body, schema))
    assert not undeclared, undeclared
    return body


def _undeclared(value: Any, schema: Mapping[str, Any], at: str = "$") -> Iterator[str]:
    """Members of `value` that `schema` does not name: the answer may not say more than the document."""
    schema = _resolved(schema, value)
    if isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _undeclared(inner, schema.get("items", {}), f"{at}[{place}]")
    elif isinstance(value, dict) and "additionalProperties" in schema:
        for name, inner in value.items():
            yield from _undeclared(inner, schema["additionalProperties"], f"{at}.{name}")
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in schema.get("properties", {}):
                yield f"{at}.{name}"
            else:
                yield from _undeclared(inner, schema["properties"][name], f"{at}.{name}")


def _resolved(schema: Mapping[str, Any], value: Any) -> Mapping[str, Any]:
    for word in ("oneOf", "allOf", "anyOf"):
        if word in schema and value is not None:
            fitting = [one for one in schema[word] if one.get("type") != "null"]
            return _resolved(fitting[0], value) if len(fitting) == 1 else {"additionalProperties": {}}
    if "$ref" in schema:
        return _resolved(document()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], value)
    return schema
