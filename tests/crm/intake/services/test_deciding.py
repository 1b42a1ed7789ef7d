import pytest

from crm.accounts.models import User
from crm.enterprises.models import Enterprise, FinancialYear
from crm.errors import DomainError
from crm.intake.models import Import
from crm.intake.services import RowChange, RowMended, commit_import, decide_all, discard_import, mend_row
from tests.crm.intake.files import codes, csv_file, outcomes, preview
from tests.crm.intake.services.firms import BAD, CODE, ROWS, firms, years
from tests.factories import EnterpriseFactory, FinancialYearFactory, RegionFactory, UserFactory, uscc

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward() -> User:
    user: User = UserFactory(role="data_steward")
    return user


def mend(import_: Import, place: int, by: User, **change: object) -> RowMended:
    row = import_.rows.order_by("pk")[place]
    return mend_row(import_id=import_.pk, row_id=row.pk, by=by, change=RowChange(**change))


def counts(import_: Import) -> dict[str, int]:
    now = Import.objects.get(pk=import_.pk).counts
    return {outcome: number for outcome, number in now.items() if number}


class TestMendRow:
    def test_reads_the_row_again_from_its_cells_and_keeps_what_stood_there(self, steward: User):
        import_ = firms(*ROWS, BAD)
        mended = mend(import_, 2, steward, cells={"A": uscc(910_003)})
        assert (mended.row.outcome, mended.also) == ("create", ())
        row = import_.rows.get(pk=mended.row.pk)
        assert (row.cells[0], row.edits) == (uscc(910_003), {"0": "123"})
        assert counts(import_) == {"create": 3}

    def test_takes_a_cell_back_to_what_the_file_said(self, steward: User):
        import_ = firms(*ROWS, BAD)
        mend(import_, 2, steward, cells={"A": uscc(910_003)})
        row = mend(import_, 2, steward, cells={"A": "123"}).row
        assert (row.outcome, row.edits) == ("refuse", None)
        assert counts(import_) == {"create": 2, "refuse": 1}

    def test_tells_of_the_other_rows_that_it_changes(self, steward: User):
        import_ = firms(ROWS[0], (CODE, "另一名字有限公司", "2018-03-01", "500"), ROWS[1])
        assert outcomes(import_) == ["conflict", "conflict", "create"]
        mended = mend(import_, 1, steward, cells={"A": uscc(910_009)})
        assert [row.number for row in mended.also] == [2]
        assert outcomes(import_) == ["create", "create", "create"]
        assert counts(import_) == {"create": 3}

    def test_brings_a_clash_about_where_two_rows_now_say_the_same(self, steward: User):
        import_ = firms(*ROWS)
        mended = mend(import_, 1, steward, cells={"A": CODE})
        assert (mended.row.outcome, [row.outcome for row in mended.also]) == ("conflict", ["conflict"])
        assert counts(import_) == {"conflict": 2}

    def test_confirms_what_looked_like_a_slip(self, steward: User):
        firm = EnterpriseFactory(uscc=CODE, name="南阳甲机电有限公司")
        FinancialYearFactory(enterprise=firm, year=2024, revenue=1_000_000)
        import_ = years((CODE, "南阳甲机电有限公司", "2025", "9999999"))
        assert codes(import_) == [["amount.thousandfold"]]
        row = mend(import_, 0, steward, confirm=["amount.thousandfold"], note="电话核实").row
        assert row.outcome == "create"
        assert row.decision["confirmed"] == ["amount.thousandfold"]
        assert (row.decision["by"], row.decision["note"]) == (steward.pk, "电话核实")
        commit_import(import_id=import_.pk, by=steward)
        assert FinancialYear.objects.filter(year=2025).count() == 1

    def test_assigns_the_firm_of_a_row_that_names_none(self, steward: User):
        firm = EnterpriseFactory(uscc=CODE, name="南阳甲机电有限公司")
        import_ = years(("", "南阳甲机电公司", "2025", "100"))
        assert outcomes(import_) == ["conflict"]
        row = mend(import_, 0, steward, enterprise=CODE.lower()).row
        assert (row.outcome, row.enterprise) == ("create", firm)
        assert mend(import_, 0, steward, enterprise="").row.outcome == "conflict"

    def test_confirms_nothing_of_what_is_mended_afterwards(self, steward: User):
        EnterpriseFactory(uscc=CODE, name="南阳甲机电有限公司")
        headers = ("统一社会信用代码", "年度", "营业收入（万元）", "研发费用（万元）")
        import_ = preview(csv_file(headers, (CODE, "2025", "100", "120")), "financial_years")
        (code,) = codes(import_)[0]
        assert mend(import_, 0, steward, confirm=[code], note="电话核实").row.outcome == "create"
        assert mend(import_, 0, steward, cells={"D": "120"}).row.outcome == "create"
        row = mend(import_, 0, steward, cells={"D": "9999999"}).row
        assert (row.outcome, row.decision["confirmed"], row.decision["note"]) == ("conflict", [], "电话核实")

    def test_forgets_which_firm_a_row_was_about_when_it_names_another(self, steward: User):
        firms_on_record = [EnterpriseFactory(uscc=CODE), EnterpriseFactory(uscc=uscc(910_002))]
        import_ = years(("", "南阳甲机电公司", "2025", "100"))
        mend(import_, 0, steward, enterprise=CODE)
        assert mend(import_, 0, steward, cells={"D": "110"}).row.enterprise == firms_on_record[0]
        row = mend(import_, 0, steward, cells={"A": uscc(910_002), "B": firms_on_record[1].name}).row
        assert (row.outcome, row.enterprise) == ("create", firms_on_record[1])

    @pytest.mark.parametrize("change", [{"leave_out": False}, {"cells": {"B": "南阳甲有限公司 "}}])
    def test_sees_no_contradiction_between_rows_that_say_the_same(self, steward: User, change: dict[str, object]):
        RegionFactory(code="411303")
        said = (CODE, "南阳甲有限公司", "卧龙区")
        import_ = preview(csv_file(("统一社会信用代码", "企业名称", "所在区县"), said, said))
        assert outcomes(import_) == ["create", "repeat"]
        mend(import_, 1, steward, **change)
        assert outcomes(import_) == ["create", "repeat"]

    def test_a_row_left_out_is_decided_and_does_not_bar_the_commit(self, steward: User):
        import_ = firms(*ROWS, BAD)
        assert mend(import_, 2, steward, leave_out=True).row.outcome == "refuse"
        assert commit_import(import_id=import_.pk, by=steward).state == "committed"
        assert Enterprise.objects.count() == 2

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"cells": {"ZZ": "1"}}, "import.cell_unknown"),
            ({"confirm": ["amount.thousandfold"]}, "import.not_confirmable"),
            ({"confirm": ["row.contradicts"]}, "import.not_confirmable"),
            ({"enterprise": uscc(77)}, "import.firm_unknown"),
        ],
    )
    def test_refuses_what_does_not_fit_the_row(self, steward: User, change: dict[str, object], code: str):
        import_ = firms(*ROWS)
        with pytest.raises(DomainError) as refused:
            mend(import_, 0, steward, **change)
        assert refused.value.code == code
        assert outcomes(import_) == ["create", "create"]

    def test_assigns_no_firm_that_who_decides_may_not_see(self):
        EnterpriseFactory(uscc=CODE, operating_region=RegionFactory(code="411323"))
        lead = UserFactory(county_lead=True, regions=[RegionFactory(code="411303")])
        with pytest.raises(DomainError) as refused:
            mend(years(("", "某公司", "2025", "100"), user=lead), 0, lead, enterprise=CODE)
        assert refused.value.code == "import.firm_unknown"

    def test_is_over_when_the_import_is_no_preview_any_more(self, steward: User):
        import_ = firms(*ROWS)
        discard_import(import_id=import_.pk)
        with pytest.raises(DomainError) as refused:
            mend(import_, 0, steward, leave_out=True)
        assert refused.value.code == "import.not_previewed"


class TestDecideAll:
    def test_confirms_every_row_that_waits_for_the_same_reason(self, steward: User):
        for number in (1, 2):
            firm = EnterpriseFactory(uscc=uscc(number), name=f"企业{number}")
            FinancialYearFactory(enterprise=firm, year=2024, revenue=1_000_000)
        import_ = years(*((uscc(number), f"企业{number}", "2025", "9999999") for number in (1, 2)))
        assert counts(import_) == {"conflict": 2}
        assert decide_all(import_id=import_.pk, code="amount.thousandfold", by=steward) == 2
        assert counts(import_) == {"create": 2}

    @pytest.mark.parametrize("code", ["amount.thousandfold", "row.contradicts", "nonsense"])
    def test_refuses_a_code_that_nobody_can_confirm_here(self, steward: User, code: str):
        import_ = firms(ROWS[0], (CODE, "另一名字有限公司", "2018-03-01", "500"))
        with pytest.raises(DomainError) as refused:
            decide_all(import_id=import_.pk, code=code, by=steward)
        assert refused.value.code == "import.not_confirmable"
