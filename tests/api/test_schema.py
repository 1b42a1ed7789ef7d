"""OpenAPI tells the truth."""

import pytest
import yaml
from django.test import Client
from django.utils import translation
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.validation import validate_schema

from api.schema import EnglishGenerator
from tests.api.contract import document, operations


def generated() -> dict[str, object]:
    return EnglishGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]  # untyped there


class TestDocument:
    def test_is_openapi(self) -> None:
        validate_schema(document())  # type: ignore[no-untyped-call]  # untyped there
        assert document()["openapi"] == "3.1.0"

    def test_is_what_the_code_says(self) -> None:
        for language in ("zh-hans", "en"):
            with translation.override(language):
                assert yaml.safe_load(OpenApiYamlRenderer().render(generated())) == document()

    def test_names_operations_once_and_in_camel_case(self) -> None:
        names = [operation["operationId"] for _path, _method, operation in operations()]
        assert len(names) == len(set(names))
        assert all(name.isalpha() and name[0].islower() for name in names)

    def test_documents_the_errors_of_every_operation(self) -> None:
        for path, method, operation in operations():
            wanted = (
                {"400", "401", "403"} | ({"404"} if "{" in path else set()) | ({"409"} if method != "GET" else set())
            )
            assert wanted <= operation["responses"].keys(), (method, path)
            for status, answer in operation["responses"].items():
                if status >= "400":
                    assert list(answer["content"]) == ["application/problem+json"]


@pytest.mark.django_db
class TestSchema:
    def test_is_served_to_who_is_signed_in(self, caseworker: Client) -> None:
        answer = caseworker.get("/api/v1/schema")
        assert yaml.safe_load(answer.content) == document()
