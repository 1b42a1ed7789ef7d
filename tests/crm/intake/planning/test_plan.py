import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.enterprises.models import Enterprise
from crm.intake.findings import refusal
from crm.intake.models import Import
from crm.intake.planning.plan import plan_import
from crm.intake.planning.planned import Decision
from tests.crm.intake.planning.rows import codes, row, rows, under
from tests.factories import EnterpriseFactory, uscc

pytestmark = pytest.mark.django_db

SAID = st.fixed_dictionaries(
    {},
    optional={
        "uscc": st.integers(0, 3).map(uscc),
        "name": st.sampled_from(["甲有限公司", "乙有限公司", "丙有限公司"]),
        "status": st.sampled_from(["operating", "dissolved"]),
        "address": st.sampled_from(["旧址", "新址"]),
    },
)


class TestPlanImport:
    def test_keeps_the_order_of_the_rows(self):
        firm = EnterpriseFactory()
        said = [
            row(5, uscc=firm.uscc, name=firm.name),
            row(3, refusal("uscc.length", value="错", length=1)),
            row(9, uscc=uscc(77), name="新"),
            row(4, uscc=uscc(78), name="免"),
        ]
        decided = under(decisions={("", 4): Decision(leave_out=True)})
        planned = plan_import(kind="enterprises", rows=said, circumstances=decided).rows
        assert [one.row.number for one in planned] == [5, 3, 9, 4]
        assert [one.outcome for one in planned] == ["repeat", "refuse", "create", "refuse"]
        assert codes(planned[3]) == ["row.left_out"]

    def test_leaves_out_even_a_row_that_could_not_be_read(self):
        said = [row(2, refusal("name.missing"))]
        decided = under(decisions={("", 2): Decision(leave_out=True)})
        (planned,) = plan_import(kind="enterprises", rows=said, circumstances=decided).rows
        assert codes(planned) == ["name.missing", "row.left_out"]

    @pytest.mark.parametrize("kind", Import.Kind.values)
    def test_takes_an_empty_table_of_every_kind(self, kind: str):
        assert plan_import(kind=kind, rows=[], circumstances=under()).rows == ()

    @settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(SAID, max_size=6))
    def test_gives_one_outcome_a_row_that_its_findings_explain_and_the_same_one_again(self, said: list[dict[str, str]]):
        if not Enterprise.objects.filter(uscc=uscc(0)).exists():
            EnterpriseFactory(uscc=uscc(0), name="甲有限公司")
        read = rows(*said)
        plan = plan_import(kind="enterprises", rows=read, circumstances=under())
        assert [one.row.number for one in plan.rows] == [one.number for one in read]
        assert sum(plan.counts().values()) == len(read)
        for one in plan.rows:
            refuses = any(finding.refuses for finding in one.findings)
            holds = any(finding.holds for finding in one.findings)
            assert (one.outcome == "refuse") == refuses
            assert (one.outcome == "conflict") == (holds and not refuses)
            assert all("%(" not in finding.message for finding in one.findings)
        assert plan_import(kind="enterprises", rows=read, circumstances=under()) == plan
