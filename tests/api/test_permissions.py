"""Every address × method × role: who is let through. An address that is missing here fails the suite."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from api.permissions import SIGNED_IN, Need, Needs, each_need
from crm.accounts.matrix import MATRIX
from crm.enterprises.models import Enterprise
from tests.api.contract import operations
from tests.api.problems import problem
from tests.api.situations import previewed
from tests.factories import UserFactory

FIRM = "enterprises/<uscc:uscc>"
IMPORT = "imports/<int:number>"
RULEBOOK = "rulebooks/<slug:programme>/<version:version>"
DRAFT = "rulebook-drafts/<int:number>"
LIKELIHOOD = f"{FIRM}/likelihoods/<slug:target>"
TARGET = "models/<slug:target>"
MODEL = f"{TARGET}/<version:version>"
TABLE: dict[tuple[str, str], Needs] = {
    ("me", "GET"): SIGNED_IN,
    ("enterprises", "GET"): Need("list", "enterprise"),
    ("enterprises/export", "GET"): Need("export", "enterprise"),
    ("enterprises", "POST"): Need("create", "enterprise"),
    ("enterprises/duplicate-check", "POST"): Need("update", "enterprise"),
    (FIRM, "GET"): Need("view", "enterprise"),
    (FIRM, "PATCH"): Need("update", "enterprise"),
    (f"{FIRM}/facts", "GET"): Need("view", "financials"),
    (f"{FIRM}/assessments", "GET"): Need("view", "assessment"),
    (f"{FIRM}/measures", "GET"): Need("view", "assessment"),
    (f"{FIRM}/what-if", "POST"): Need("run", "assessment"),
    (f"{FIRM}/verdict-changes", "GET"): Need("view", "assessment"),
    (f"{FIRM}/assessment-records", "GET"): Need("view", "assessment"),
    (f"{FIRM}/assessment-records", "POST"): Need("run", "assessment"),
    ("assessment-records/<slug:number>", "GET"): Need("view", "assessment"),
    ("assessment-records/<slug:number>/verify", "POST"): Need("run", "assessment"),
    (f"{FIRM}/likelihoods", "GET"): Need("view", "score"),
    (f"{LIKELIHOOD}/history", "GET"): Need("view", "score"),
    (f"{LIKELIHOOD}/overrides", "POST"): Need("create", "score_override"),
    (f"{LIKELIHOOD}/overrides/<int:number>/confirm", "POST"): Need("approve", "score_override"),
    (f"{LIKELIHOOD}/overrides/<int:number>/end", "POST"): Need("update", "score_override"),
    (f"{FIRM}/completeness", "GET"): (Need("list", "assessment"), Need("view", "financials")),
    (f"{FIRM}/sources", "GET"): Need("view", "enterprise"),
    (f"{FIRM}/source-choices", "POST"): Need("update", "enterprise"),
    (f"{FIRM}/source-choices/<int:number>", "DELETE"): Need("update", "enterprise"),
    ("sources", "GET"): Need("list", "source_rank"),
    ("source-ranks", "GET"): Need("list", "source_rank"),
    ("source-ranks", "PUT"): Need("update", "source_rank"),
    ("facts/<slug:table>/<int:number>/provenance", "GET"): Need("view", "enterprise"),
    ("completeness", "GET"): (Need("list", "assessment"), Need("view", "financials")),
    ("completeness/summary", "GET"): Need("list", "enterprise"),
    ("completeness/sheet.xlsx", "GET"): (
        Need("list", "assessment"),
        Need("view", "financials"),
        Need("export", "enterprise"),
    ),
    (f"{FIRM}/gap-plans/<slug:programme>", "GET"): Need("run", "assessment"),
    ("gaps", "GET"): Need("list", "assessment"),
    ("gaps/run", "GET"): Need("list", "assessment"),
    ("gaps/run", "POST"): Need("run", "assessment"),
    ("levers", "GET"): Need("list", "lever"),
    ("levers/<slug:code>", "PATCH"): Need("update", "lever"),
    ("duplicates", "GET"): Need("list", "duplicate"),
    ("duplicates/<int:number>", "GET"): Need("view", "duplicate"),
    ("duplicates/<int:number>/dismiss", "POST"): Need("update", "duplicate"),
    ("merges", "GET"): Need("list", "duplicate"),
    ("merges", "POST"): Need("approve", "duplicate"),
    ("merges/plan", "GET"): Need("view", "duplicate"),
    ("merges/<int:number>/undo", "POST"): Need("approve", "duplicate"),
    ("worklist", "GET"): Need("list", "worklist"),
    ("pipeline", "GET"): Need("list", "enterprise"),
    ("rulebooks", "GET"): Need("list", "rulebook_published"),
    ("rulebooks/compare", "GET"): Need("view", "rulebook_published"),
    (RULEBOOK, "GET"): Need("view", "rulebook_published"),
    (f"{RULEBOOK}/withdraw", "POST"): Need("approve", "rulebook_draft"),
    (f"{RULEBOOK}/reinstate", "POST"): Need("approve", "rulebook_draft"),
    ("rulebook-drafts", "GET"): Need("list", "rulebook_draft"),
    ("rulebook-drafts", "POST"): Need("create", "rulebook_draft"),
    ("rulebook-drafts/check", "POST"): Need("create", "rulebook_draft"),
    (DRAFT, "GET"): Need("view", "rulebook_draft"),
    (DRAFT, "PATCH"): Need("update", "rulebook_draft"),
    (DRAFT, "DELETE"): Need("delete", "rulebook_draft"),
    (f"{DRAFT}/numbers", "POST"): Need("update", "rulebook_draft"),
    (f"{DRAFT}/submit", "POST"): Need("update", "rulebook_draft"),
    (f"{DRAFT}/take-back", "POST"): Need("update", "rulebook_draft"),
    (f"{DRAFT}/return", "POST"): Need("approve", "rulebook_draft"),
    (f"{DRAFT}/publish", "POST"): Need("approve", "rulebook_draft"),
    (f"{DRAFT}/impact", "GET"): Need("view", "rulebook_draft"),
    (f"{DRAFT}/impact", "POST"): Need("run", "rulebook_draft"),
    (f"{DRAFT}/impact/flips", "GET"): Need("view", "rulebook_draft"),
    ("models", "GET"): Need("list", "model_version"),
    (TARGET, "GET"): Need("view", "model_version"),
    (f"{TARGET}/train", "POST"): Need("run", "model_version"),
    (f"{TARGET}/trainings/<int:number>", "GET"): Need("view", "model_version"),
    (f"{TARGET}/roll-back", "POST"): Need("approve", "model_version"),
    (f"{TARGET}/retire", "POST"): Need("approve", "model_version"),
    (MODEL, "GET"): Need("view", "model_version"),
    (f"{MODEL}/promote", "POST"): Need("approve", "model_version"),
    (f"{MODEL}/card", "GET"): Need("view", "model_version"),
    ("training-labels", "GET"): Need("list", "training_label"),
    ("training-labels", "POST"): Need("create", "training_label"),
    ("training-labels/<int:number>/approve", "POST"): Need("approve", "training_label"),
    ("training-labels/<int:number>/refuse", "POST"): Need("approve", "training_label"),
    ("training-labels/<int:number>/withdraw", "POST"): Need("create", "training_label"),
    ("imports", "GET"): Need("view", "import_job"),
    ("imports", "POST"): Need("create", "import_job"),
    (IMPORT, "GET"): Need("view", "import_job"),
    (IMPORT, "DELETE"): Need("run", "import_job"),
    ("imports/batch", "POST"): Need("create", "import_job"),
    (f"{IMPORT}/mapping", "PUT"): Need("create", "import_job"),
    (f"{IMPORT}/mapping/save", "POST"): Need("create", "import_mapping"),
    (f"{IMPORT}/commit", "POST"): Need("run", "import_job"),
    (f"{IMPORT}/cancel", "POST"): Need("run", "import_job"),
    (f"{IMPORT}/undo", "GET"): Need("run", "import_job"),
    (f"{IMPORT}/undo", "POST"): Need("run", "import_job"),
    (f"{IMPORT}/file", "GET"): (Need("view", "import_job"), Need("view", "enterprise")),
    (f"{IMPORT}/rows", "GET"): (Need("view", "import_job"), Need("view", "enterprise")),
    (f"{IMPORT}/rows/<int:row>", "PATCH"): (Need("create", "import_job"), Need("view", "enterprise")),
    (f"{IMPORT}/rows/<int:row>/candidates", "GET"): (Need("view", "import_job"), Need("view", "enterprise")),
    (f"{IMPORT}/decisions", "POST"): (Need("create", "import_job"), Need("view", "enterprise")),
    (f"{IMPORT}/refused.xlsx", "GET"): (Need("view", "import_job"), Need("view", "enterprise")),
    ("import-kinds", "GET"): Need("view", "import_job"),
    ("import-kinds/<slug:kind>/template.xlsx", "GET"): Need("view", "import_job"),
    ("import-mappings", "GET"): Need("list", "import_mapping"),
    ("import-mappings", "POST"): Need("create", "import_mapping"),
    ("import-mappings/<int:number>", "GET"): Need("view", "import_mapping"),
    ("import-mappings/<int:number>", "PUT"): Need("update", "import_mapping"),
    ("import-mappings/<int:number>", "DELETE"): Need("delete", "import_mapping"),
    ("regions", "GET"): SIGNED_IN,
    ("industries", "GET"): SIGNED_IN,
    ("programmes", "GET"): SIGNED_IN,
    ("technology-fields", "GET"): SIGNED_IN,
    ("chains", "GET"): SIGNED_IN,
    ("schema", "GET"): SIGNED_IN,
}
CELLS = [pytest.param(*key, id=f"{key[1]} {key[0]}") for key in TABLE]


def routes(patterns: list[URLPattern | URLResolver] | None = None, above: str = "") -> Iterator[tuple[str, Any]]:
    """Every address of the API and its view class; None where a plain function answers."""
    for pattern in get_resolver("api.urls").url_patterns if patterns is None else patterns:
        address = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, address)
        else:
            yield address, getattr(pattern.callback, "cls", None)


def declared() -> dict[tuple[str, str], Needs | None]:
    """What the views of version 1 declare, by address and method that they have a handler for."""
    found: dict[tuple[str, str], Needs | None] = {}
    for address, view in routes():
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            if view and hasattr(view, method.lower()):
                found[address.removeprefix("v1/"), method] = getattr(view, "needs", {}).get(method)
    return found


class TestCoverage:
    def test_every_method_of_every_address_declares_what_it_needs(self) -> None:
        assert [key for key, need in declared().items() if need is None] == []

    def test_every_method_of_every_address_has_a_row_here(self) -> None:
        assert declared() == TABLE

    def test_only_the_catch_all_is_no_view(self) -> None:
        assert [address for address, view in routes() if view is None] == [""]

    def test_every_need_is_a_cell_of_the_matrix(self) -> None:
        cells = next(iter(MATRIX.roles.values())).rights
        needs = [need for needs in TABLE.values() for need in each_need(needs) if need != SIGNED_IN]
        assert [need for need in needs if (need.object, need.action) not in cells] == []

    def test_the_document_describes_each_and_says_what_it_needs(self) -> None:
        described = {
            (path.removeprefix("/api/v1/"), method): operation.get("x-needs")
            for path, method, operation in operations()
        }
        expected = {
            (plain(address), method): None if needs == SIGNED_IN else [need._asdict() for need in each_need(needs)]
            for (address, method), needs in TABLE.items()
            if address != "schema"
        }
        assert described == expected


def plain(address: str) -> str:
    """The address as OpenAPI writes it."""
    for converter in ("uscc:", "int:", "slug:", "version:"):
        address = address.replace(f"<{converter}", "{")
    return address.replace(">", "}")


@pytest.fixture
def call(own_firm: Enterprise) -> Callable[[Client, str, str], Any]:
    """Call an address of the table about a firm and an import that exist."""
    table = previewed(UserFactory(role="data_steward"))

    def send(client: Client, address: str, method: str) -> Any:
        filled = address.replace("<uscc:uscc>", own_firm.uscc).replace("<int:number>", str(table.pk))
        filled = filled.replace("<int:row>", "1").replace("<slug:kind>", "enterprises")
        filled = filled.replace("<slug:programme>/<version:version>", "hnte/2016")
        filled = filled.replace("<slug:target>", "hnte_12m").replace("<version:version>", "20260101-0000000")
        filled = filled.replace("<slug:programme>", "hnte").replace("<slug:code>", "rnd_spending")
        filled = filled.replace("<slug:table>", "registration").replace("<slug:number>", "PG2026-000001")
        return getattr(client, method.lower())(f"/api/v1/{filled}")

    return send


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "method"), CELLS)
class TestMayUseFunction:
    def test_asks_who_is_not_signed_in_to_sign_in(self, call: Callable[..., Any], address: str, method: str) -> None:
        answer = call(Client(), address, method)
        problem(answer, 401, "not_authenticated")
        assert answer.headers["WWW-Authenticate"].startswith("Session")

    def test_lets_through_whom_the_matrix_grants_it_and_nobody_else(
        self, call: Callable[..., Any], signed_in: Callable[..., Client], address: str, method: str
    ) -> None:
        needs = [need for need in each_need(TABLE[address, method]) if need != SIGNED_IN]
        for role in MATRIX.roles:
            rights = [MATRIX.role(role).right(need.action, need.object) for need in needs]
            answer = call(signed_in(role), address, method)
            if all(right and not right.counts_only for right in rights):
                assert answer.status_code not in (401, 403), (role, answer.content)
            else:
                problem(answer, 403, "permission_denied")


@pytest.mark.django_db
class TestSecureDefault:
    def test_refuses_a_view_that_declares_nothing(
        self, signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.v1.me.Me.needs", {})
        problem(signed_in("data_steward").get("/api/v1/me"), 403, "permission_denied")
