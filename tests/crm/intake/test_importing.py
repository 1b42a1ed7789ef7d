import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.enterprises.models import Enterprise, FinancialYear, FormerName, Registration
from crm.errors import DomainError
from crm.intake.models import Import, ImportRow
from crm.intake.refused_rows import refused_rows_workbook
from crm.intake.reports import findings_by_code, row_findings
from crm.intake.services import ImportOvertaken, NotPreviewed, commit_import, committing, discard_import
from tests.crm.intake.files import KNOWN_ON, codes, csv_file, imported, outcomes, preview, xlsx_file
from tests.factories import (
    EnterpriseFactory,
    FinancialYearFactory,
    FormerNameFactory,
    IndustryFactory,
    RegionFactory,
    UserFactory,
    uscc,
)

pytestmark = pytest.mark.django_db

CODE = uscc(910_001)
ELSEWHERE = "91530100MA6NABCD06"
"""Of a division that is in none of the regions here."""
HEADER = ("企业名称", "统一社会信用代码", "成立日期", "注册资本_万元", "所在省份", "地市", "区县", "行业代码", "状态")
FIRM = ("南阳示例机电有限公司", CODE, "2018-03-01", "500", "河南", "南阳", "卧龙区", "C3812", "存续")
YEARS = ("信用代码", "企业名称", "年度", "口径", "营业收入（万元）", "研发费用（万元）", "职工总数")


@pytest.fixture
def directory() -> None:
    RegionFactory()
    IndustryFactory()


def firm_row(**changed: str) -> tuple[str, ...]:
    return tuple((dict(zip(HEADER, FIRM, strict=True)) | changed).values())


@pytest.mark.usefixtures("directory")
class TestPreviewImport:
    def test_changes_no_fact(self):
        import_ = preview(csv_file(HEADER, FIRM))
        assert import_.state == Import.State.PREVIEWED
        assert import_.counts == {"create": 1, "update": 0, "repeat": 0, "conflict": 0, "refuse": 0}
        assert not Enterprise.objects.exists()

    def test_keeps_each_row_as_read_and_as_understood(self):
        preview(csv_file(HEADER, FIRM))
        row = ImportRow.objects.get()
        assert (row.sheet, row.number, tuple(row.cells)) == ("", 2, FIRM)
        assert row.values["new"] == {
            "name": FIRM[0],
            "uscc": CODE,
            "registered_on": "2018-03-01",
            "registered_capital": "5000000.00",
            "status": "operating",
            "registered_region": "411303",
            "operating_region": "411303",
            "industry": "3812",
        }

    def test_tells_old_and_new_of_an_update(self):
        imported(csv_file(HEADER, FIRM))
        import_ = preview(csv_file(HEADER, firm_row(成立日期="2018-03-02")))
        assert outcomes(import_) == ["update"]
        assert import_.rows.get().values["old"] == {"registered_on": "2018-03-01"}

    def test_accepts_a_division_code_of_no_list_with_a_remark(self):
        import_ = preview(csv_file(HEADER[:2], ("某地机电有限公司", ELSEWHERE)))
        assert outcomes(import_) == ["create"]
        assert codes(import_) == [["uscc.division_not_listed"]]

    def test_leaves_an_unknown_region_or_industry_empty_with_a_remark(self):
        import_ = preview(csv_file(HEADER, firm_row(区县="无此区", 行业代码="9999")))
        assert outcomes(import_) == ["create"]
        assert set(codes(import_)[0]) == {"region.not_found", "industry.not_found"}
        assert import_.rows.get().values["new"]["registered_region"] == "411300"

    def test_refuses_a_row_that_is_wider_or_narrower_than_its_header(self):
        import_ = preview(csv_file(HEADER, (*FIRM, "多"), FIRM[:4]))
        assert ["row.width" in found for found in codes(import_)] == [True, True]
        assert outcomes(import_) == ["refuse", "refuse"]

    def test_refuses_a_row_without_any_code_and_says_what_to_do(self):
        import_ = preview(csv_file(HEADER, firm_row(统一社会信用代码="无")))
        assert codes(import_) == [["uscc.missing"]]
        assert "Add it" in str(row_findings(import_.rows.get())[0]["message"]) or translation.get_language() != "en"

    def test_finds_a_firm_by_its_old_registration_number(self):
        firm = EnterpriseFactory(uscc=CODE, registration_no="411300100012345")
        import_ = preview(csv_file(HEADER, firm_row(统一社会信用代码="411300100012345")))
        assert outcomes(import_) == ["update"]
        assert import_.rows.get().enterprise == firm

    def test_holds_an_old_number_that_several_firms_have(self):
        EnterpriseFactory.create_batch(2, registration_no="411300100012345")
        import_ = preview(csv_file(HEADER, firm_row(统一社会信用代码="411300100012345")))
        assert (outcomes(import_), codes(import_)) == (["conflict"], [["enterprise.unidentified"]])

    def test_refuses_a_new_firm_without_a_name(self):
        assert codes(preview(csv_file(HEADER, firm_row(企业名称="-"))))[0][-1] == "name.missing"

    def test_refuses_an_end_without_a_status_that_ends(self):
        import_ = preview(csv_file((*HEADER, "注销日期"), (*FIRM, "2020-01-01")))
        assert codes(import_)[0][-1] == "status.end_without_reason"

    def test_refuses_a_new_firm_outside_the_regions_of_the_uploader(self):
        lead = UserFactory(county_lead=True, regions=[RegionFactory(code="411323")])
        assert codes(preview(csv_file(HEADER, FIRM), user=lead))[0][-1] == "region.not_yours"

    def test_counts_a_row_said_twice_as_a_repeat(self):
        import_ = preview(csv_file(HEADER, FIRM, FIRM))
        assert outcomes(import_) == ["create", "repeat"]
        assert import_.counts["create"] == 1

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"kind": "nonsense"}, "import.kind_unknown"),
            ({"source": " "}, "import.source_missing"),
            ({"known_on": date(2099, 1, 1)}, "import.known_on_in_future"),
        ],
    )
    def test_refuses_what_it_cannot_date_or_place(self, given: dict[str, Any], code: str):
        with pytest.raises(DomainError) as refused:
            preview(csv_file(HEADER, FIRM), **given)
        assert refused.value.code == code

    @pytest.mark.parametrize(
        ("file", "code"),
        [(csv_file(("甲", "乙"), ("1", "2")), "table.no_header"), (csv_file(HEADER), "table.no_rows")],
    )
    def test_refuses_a_table_without_header_or_rows(self, file: io.BytesIO, code: str):
        with pytest.raises(DomainError) as refused:
            preview(file)
        assert refused.value.code == code
        assert not Import.objects.exists()


@pytest.mark.usefixtures("directory")
class TestCommitImport:
    def test_writes_the_firm_with_its_row(self):
        import_ = imported(csv_file(HEADER, FIRM))
        firm = Enterprise.objects.get()
        assert (firm.name, firm.registered_on) == (FIRM[0], date(2018, 3, 1))
        assert firm.registered_capital == Decimal("5000000.00")
        assert (firm.registered_region_id, firm.operating_region_id, firm.industry_id) == ("411303", "411303", "3812")
        assert (firm.source, firm.known_on, firm.status, firm.is_synthetic) == ("测试", KNOWN_ON, "operating", False)
        assert firm.import_row == import_.rows.get()
        assert import_.state == Import.State.COMMITTED
        assert import_.committed_at is not None

    def test_good_rows_go_in_and_refused_rows_stay_out(self):
        import_ = imported(csv_file(HEADER, FIRM, firm_row(统一社会信用代码="错"), firm_row(统一社会信用代码=uscc(1))))
        assert import_.counts == {"create": 2, "update": 0, "repeat": 0, "conflict": 0, "refuse": 1}
        assert Enterprise.objects.count() == 2

    def test_a_corrected_sheet_updates_by_code(self):
        imported(csv_file(HEADER, FIRM))
        import_ = imported(csv_file(HEADER, firm_row(注册资本_万元="600")), known_on=date(2026, 4, 1))
        assert import_.counts == {"create": 0, "update": 1, "repeat": 0, "conflict": 0, "refuse": 0}
        firm = Enterprise.objects.get()
        assert firm.registered_capital == Decimal("6000000.00")
        assert firm.registrations.get(registered_capital=6_000_000).import_row == import_.rows.get()

    def test_a_blank_cell_erases_nothing(self):
        imported(csv_file(HEADER, FIRM))
        import_ = imported(csv_file(HEADER, firm_row(注册资本_万元="-", 行业代码="")))
        assert outcomes(import_) == ["repeat"]
        assert Enterprise.objects.get().registered_capital == Decimal("5000000.00")

    def test_the_old_name_becomes_a_former_name(self):
        imported(csv_file(HEADER, FIRM))
        imported(csv_file(HEADER, firm_row(企业名称="南阳新名机电有限公司")))
        assert Enterprise.objects.get().name == "南阳新名机电有限公司"
        assert FormerName.objects.get().name == FIRM[0]

    def test_another_spelling_of_the_name_changes_nothing(self):
        EnterpriseFactory(uscc=CODE, name="示例（南阳）有限公司")
        import_ = preview(csv_file(("统一社会信用代码", "企业名称"), (CODE, "示例(南阳) 有限公司")))
        assert outcomes(import_) == ["repeat"]

    def test_an_older_table_only_fills_what_is_empty(self):
        imported(csv_file(HEADER, firm_row(行业代码="")))
        older = csv_file(HEADER, firm_row(企业名称="旧名有限公司"))
        import_ = imported(older, known_on=date(2025, 1, 1))
        firm = Enterprise.objects.get()
        assert (firm.name, firm.industry_id) == (FIRM[0], "3812")
        assert "source.outranked" in codes(import_)[0]

    def test_keeps_the_row_before_an_update_in_the_history(self):
        imported(csv_file(HEADER, FIRM))
        imported(csv_file(HEADER, firm_row(成立日期="2018-03-02")))
        history = Enterprise._meta.apps.get_model("enterprises", "EnterpriseEvent").objects
        event = history.get()
        assert event.registered_on == date(2018, 3, 1)
        assert event.pgh_context.metadata["import_id"] == Import.objects.latest("pk").pk

    def test_names_who_committed_and_not_who_uploaded(self):
        firm = EnterpriseFactory(uscc=CODE)
        uploader, steward = UserFactory(role="data_steward"), UserFactory(role="data_steward")
        import_ = preview(csv_file(("信用代码", "名称"), (CODE, "新名有限公司")), user=uploader)
        commit_import(import_id=import_.pk, by=steward)
        import_.refresh_from_db()
        assert (import_.uploaded_by, import_.committed_by) == (uploader, steward)
        event = Enterprise._meta.apps.get_model("enterprises", "EnterpriseEvent").objects.get(pgh_obj=firm)
        assert event.pgh_context.metadata["user"] == steward.pk

    def test_plans_again_so_that_the_counts_are_true(self):
        import_ = preview(csv_file(HEADER, FIRM))
        imported(csv_file(HEADER, FIRM))
        assert commit_import(import_id=import_.pk, by=None).counts == {
            "create": 0,
            "update": 0,
            "repeat": 1,
            "conflict": 0,
            "refuse": 0,
        }
        assert outcomes(import_) == ["repeat"]

    def test_refuses_what_left_the_scope_of_the_uploader_since_the_preview(self):
        firm = EnterpriseFactory(uscc=CODE)
        lead = UserFactory(county_lead=True, regions=[firm.operating_region])
        import_ = preview(csv_file(("信用代码", "名称"), (CODE, "新名有限公司")), user=lead)
        lead.regions.set([RegionFactory(code="411323")])
        done = commit_import(import_id=import_.pk, by=None, good_rows_only=True)
        assert done.counts["refuse"] == 1
        firm.refresh_from_db()
        assert firm.name != "新名有限公司"

    def test_refuses_what_lies_outside_the_scope_of_who_commits(self):
        own, other = RegionFactory(code="411303"), RegionFactory(code="411323", name="西峡县")
        mine = EnterpriseFactory(uscc=uscc(1), name="甲", operating_region=own)
        theirs = EnterpriseFactory(uscc=uscc(2), name="乙", operating_region=other)
        uploader = UserFactory(county_lead=True, regions=[own, other])
        rows = [(uscc(1), "甲新", ""), (uscc(2), "乙新", ""), (uscc(3), "丙", "411303"), (uscc(4), "丁", "411323")]
        import_ = preview(csv_file(("信用代码", "名称", "行政区划"), *rows), user=uploader)
        assert outcomes(import_) == ["update", "update", "create", "create"]
        done = commit_import(import_id=import_.pk, by=UserFactory(county_lead=True, regions=[own]), good_rows_only=True)
        assert outcomes(done) == ["update", "refuse", "create", "refuse"]
        assert done.counts == {"create": 1, "update": 1, "repeat": 0, "conflict": 0, "refuse": 2}
        mine.refresh_from_db()
        theirs.refresh_from_db()
        assert (mine.name, theirs.name) == ("甲新", "乙")
        assert not Enterprise.objects.filter(uscc=uscc(4)).exists()

    def test_gives_who_commits_no_more_than_the_uploader_had(self):
        own, other = RegionFactory(code="411303"), RegionFactory(code="411323")
        EnterpriseFactory(uscc=uscc(2), operating_region=other)
        uploader = UserFactory(county_lead=True, regions=[own, other])
        import_ = preview(
            csv_file(YEARS, (uscc(2), "", "2025", "审计", "100", "5", "12")), "financial_years", user=uploader
        )
        uploader.regions.set([own])
        done = commit_import(import_id=import_.pk, by=UserFactory(role="data_steward"), good_rows_only=True)
        assert done.counts["refuse"] == 1

    @pytest.mark.parametrize(("status", "stored"), [("注销", "dissolved"), ("吊销", "revoked"), ("迁出", "moved_out")])
    def test_stores_an_end_without_a_day_and_remarks_it(self, status: str, stored: str):
        import_ = imported(csv_file(HEADER, firm_row(状态=status)))
        assert (outcomes(import_), codes(import_)[0][-1]) == (["create"], "status.end_day_missing")
        firm = Enterprise.objects.get()
        assert (firm.status, firm.ended_on) == (stored, None)

    def test_remarks_an_end_without_a_day_of_a_known_firm_until_the_day_is_known(self):
        imported(csv_file(HEADER, FIRM))
        ended = firm_row(状态="注销")
        assert "status.end_day_missing" in codes(imported(csv_file(HEADER, ended)))[0]
        imported(csv_file((*HEADER, "注销日期"), (*ended, "2020-01-01")))
        assert "status.end_day_missing" not in codes(imported(csv_file(HEADER, ended)))[0]
        firm = Enterprise.objects.get()
        assert (firm.status, firm.ended_on) == ("dissolved", date(2020, 1, 1))

    def test_remarks_no_end_that_an_older_table_states_in_vain(self):
        imported(csv_file(HEADER, FIRM))
        import_ = imported(csv_file(HEADER, firm_row(状态="注销")), known_on=date(2025, 1, 1))
        assert "status.end_day_missing" not in codes(import_)[0]
        assert Enterprise.objects.get().status == "operating"

    def test_leaves_nothing_when_it_fails_in_the_middle(self, monkeypatch: pytest.MonkeyPatch):
        import_ = preview(csv_file(HEADER, FIRM, firm_row(统一社会信用代码=uscc(1))))

        def write_and_fail(*given: Any) -> None:
            services_write(*given)
            assert Enterprise.objects.count() == 2
            raise DatabaseError("the disk is full")

        services_write = committing.write_plan
        monkeypatch.setattr(committing, "write_plan", write_and_fail)
        with pytest.raises(DatabaseError):
            commit_import(import_id=import_.pk, by=None)
        import_.refresh_from_db()
        assert import_.state == Import.State.PREVIEWED
        assert not Enterprise.objects.exists()
        monkeypatch.undo()
        assert commit_import(import_id=import_.pk, by=None).counts["create"] == 2

    def test_says_so_when_somebody_else_was_faster(self, monkeypatch: pytest.MonkeyPatch):
        import_ = preview(csv_file(HEADER, FIRM))
        write = committing.write_plan

        def overtaken(*given: Any) -> None:
            EnterpriseFactory(uscc=CODE)
            write(*given)

        monkeypatch.setattr(committing, "write_plan", overtaken)
        with pytest.raises(ImportOvertaken):
            commit_import(import_id=import_.pk, by=None)
        assert not Enterprise.objects.exists()

    def test_happens_once(self):
        import_ = imported(csv_file(HEADER, FIRM))
        with pytest.raises(NotPreviewed):
            commit_import(import_id=import_.pk, by=None)

    def test_asks_the_database_as_often_for_many_rows_as_for_few(self, django_assert_max_num_queries: Any):
        few = preview(csv_file(HEADER, FIRM))
        many = preview(csv_file(HEADER, *(firm_row(统一社会信用代码=uscc(n)) for n in range(300))))
        with django_assert_max_num_queries(45):
            commit_import(import_id=few.pk, by=None)
        with django_assert_max_num_queries(45):
            commit_import(import_id=many.pk, by=None)


class TestDiscardImport:
    def test_keeps_the_rows_and_bars_the_commit(self):
        import_ = preview(csv_file(HEADER, FIRM))
        assert discard_import(import_id=import_.pk).state == Import.State.DISCARDED
        assert import_.rows.count() == 1
        with pytest.raises(NotPreviewed):
            commit_import(import_id=import_.pk, by=None)


@pytest.mark.django_db
class TestFinancialYears:
    def test_records_the_year_in_yuan_with_its_row(self):
        firm = EnterpriseFactory(uscc=CODE, name="甲")
        import_ = imported(csv_file(YEARS, (CODE, "甲", "2025年", "审计", "1.2345", "-", "12.5")), "financial_years")
        year = FinancialYear.objects.get()
        assert (year.enterprise, year.year, year.basis) == (firm, 2025, "audit")
        assert (year.source, year.known_on) == ("测试", KNOWN_ON)
        assert (year.revenue, year.rnd_expense, year.headcount) == (Decimal("12345.00"), None, Decimal("12.50"))
        assert year.import_row == import_.rows.get()

    def test_a_corrected_sheet_of_the_same_source_and_day_updates(self):
        EnterpriseFactory(uscc=CODE, name="甲")
        imported(csv_file(YEARS, (CODE, "甲", "2025", "审计", "100", "5", "12")), "financial_years")
        import_ = imported(csv_file(YEARS, (CODE, "甲", "2025", "审计", "110", "-", "12")), "financial_years")
        assert import_.counts["update"] == 1
        assert import_.rows.get().values["old"] == {"revenue": "1000000.00"}
        year = FinancialYear.objects.get()
        assert (year.revenue, year.rnd_expense) == (Decimal("1100000.00"), Decimal("50000.00"))

    def test_another_day_or_basis_is_another_statement(self):
        EnterpriseFactory(uscc=CODE, name="甲")
        row = (CODE, "甲", "2025", "审计", "100", "5", "12")
        imported(csv_file(YEARS, row), "financial_years")
        imported(csv_file(YEARS, row), "financial_years", known_on=date(2026, 6, 1))
        imported(csv_file(YEARS, (*row[:3], "税务", *row[4:])), "financial_years")
        assert FinancialYear.objects.count() == 3

    def test_takes_figures_of_no_stated_basis_as_declared_and_says_so(self):
        EnterpriseFactory(uscc=CODE)
        import_ = imported(csv_file(("信用代码", "年度", "职工总数"), (CODE, "2025", "12")), "financial_years")
        assert FinancialYear.objects.get().basis == "declared"
        assert [finding["code"] for finding in import_.mapping["findings"]] == ["table.basis_assumed"]

    def test_refuses_an_absent_firm_and_one_out_of_scope_in_the_same_words(self):
        EnterpriseFactory(uscc=CODE)
        lead = UserFactory(county_lead=True, regions=[RegionFactory(code="411323")])
        rows = [(code, "甲", "2025", "审计", "100", "5", "12") for code in (CODE, uscc(990001))]
        import_ = preview(csv_file(YEARS, *rows), "financial_years", user=lead)
        assert codes(import_) == [["enterprise.not_found"], ["enterprise.not_found"]]

    def test_remarks_on_a_name_that_the_firm_never_had(self):
        firm = EnterpriseFactory(uscc=CODE, name="甲")
        FormerNameFactory(enterprise=firm, name="老甲")
        rows = [(CODE, name, year, "审计", "100", "5", "12") for name, year in (("老甲", "2024"), ("乙", "2025"))]
        import_ = preview(csv_file(YEARS, *rows), "financial_years")
        assert codes(import_) == [[], ["name.differs"]]
        assert outcomes(import_) == ["create", "create"]

    def test_holds_a_figure_a_thousand_times_off_within_one_file(self):
        EnterpriseFactory(uscc=CODE, name="甲")
        years = (("2024", "100"), ("2025", "1000001"))
        rows = [(CODE, "甲", year, "审计", revenue, "5", "12") for year, revenue in years]
        assert codes(preview(csv_file(YEARS, *rows), "financial_years")) == [[], ["amount.thousandfold"]]

    def test_refuses_two_versions_of_one_year(self):
        EnterpriseFactory(uscc=CODE, name="甲")
        rows = [(CODE, "甲", "2025", "审计", revenue, "5", "12") for revenue in ("100", "101")]
        assert codes(preview(csv_file(YEARS, *rows), "financial_years")) == [["row.contradicts"], ["row.contradicts"]]

    def test_refuses_a_row_without_a_year_or_without_figures(self):
        EnterpriseFactory(uscc=CODE, name="甲")
        rows = [(CODE, "甲", "", "审计", "1", "", ""), (CODE, "甲", "2025", "审计", "-", "", "")]
        assert codes(preview(csv_file(YEARS, *rows), "financial_years")) == [["year.missing"], ["figures.missing"]]

    def test_does_not_touch_what_another_source_said(self):
        firm = EnterpriseFactory(uscc=CODE, name="甲")
        other = FinancialYearFactory(enterprise=firm, year=2025)
        imported(csv_file(YEARS, (CODE, "甲", "2025", "审计", "1999", "5", "12")), "financial_years")
        other.refresh_from_db()
        assert other.headcount == Decimal(60)


DAYS = st.sampled_from(["2018-03-01", "N/A", "2025-02-30"])
TEXT = st.text(st.characters(codec="gb18030", categories=("Lo", "Lu", "Nd")), min_size=1, max_size=12)


class TestImportingAgain:
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.lists(st.tuples(TEXT, DAYS, st.integers(0, 10**8)), min_size=1, max_size=8),
        st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    )
    def test_the_same_file_again_only_repeats(self, firms: list[tuple[str, str, int]], encoding: str):
        Registration.objects.all().delete()
        Enterprise.objects.all().delete()
        rows = [(uscc(n), name, day, f"{capital}万元") for n, (name, day, capital) in enumerate(firms)]
        header = ("统一社会信用代码", "企业名称", "成立日期", "注册资本")
        first = imported(csv_file(header, *rows, encoding=encoding))
        again = imported(csv_file(header, *rows, encoding=encoding))
        assert first.counts["create"] + first.counts["refuse"] == len(rows)
        assert again.counts == first.counts | {"create": 0, "repeat": first.counts["create"]}

    @pytest.mark.usefixtures("directory")
    def test_csv_and_xlsx_of_one_table_say_the_same(self):
        imported(csv_file(HEADER, FIRM, encoding="gb18030"))
        assert outcomes(imported(xlsx_file(HEADER, FIRM))) == ["repeat"]


class TestReports:
    def test_count_rows_by_finding(self):
        import_ = preview(csv_file(HEADER, firm_row(统一社会信用代码="错"), firm_row(统一社会信用代码="误")))
        found = {finding["code"]: finding["count"] for finding in findings_by_code(import_)}
        assert found["uscc.length"] == 2

    def test_refused_rows_come_back_to_be_corrected(self):
        import_ = preview(csv_file(HEADER, FIRM, firm_row(统一社会信用代码="91530100MA6NABCD00")))
        again = preview(io.BytesIO(refused_rows_workbook(import_)))
        assert codes(again) == [[code for code in codes(import_)[1] if code != "row.width"]]
        assert [column["field"] for column in again.mapping["sheets"][0]["columns"][-2:]] == [None, None]

    def test_messages_are_told_in_the_language_of_the_reader(self):
        import_ = preview(csv_file(HEADER, firm_row(统一社会信用代码="错")))
        with translation.override("en"):
            assert "has 1 characters" in str(row_findings(import_.rows.get())[0]["message"])


class TestStaging:
    def test_leaves_no_temporary_table_behind(self):
        EnterpriseFactory(uscc=CODE)
        imported(csv_file(("信用代码", "名称"), (CODE, "新名有限公司")))
        assert not [name for name in connection.introspection.table_names() if name.startswith("new_")]
