from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from crm.enterprises.models import Enterprise, FinancialYear, FormerName, Registration, SourceRank
from crm.enterprises.projection import state_known
from crm.intake.models import Import
from crm.intake.planning.planned import ImportPlan
from crm.intake.writing.write import write_plan
from tests.crm.intake.planning.rows import KNOWN_ON, SOURCE, plan
from tests.factories import EnterpriseFactory, ImportFactory, ImportRowFactory, RegionFactory, uscc

pytestmark = pytest.mark.django_db


def written(kind: str, *said: dict[str, Any], **given: Any) -> tuple[Import, ImportPlan]:
    """The import of a table that says this, planned and written."""
    about = {"source": SOURCE, "known_on": KNOWN_ON} | given
    import_ = ImportFactory(kind=kind, **about)
    import_.committed_at = timezone.now()
    planned = plan(kind, *said, **about)
    stored = [
        ImportRowFactory(table=import_, number=row.row.number, enterprise_id=row.enterprise) for row in planned.rows
    ]
    write_plan(planned, import_, {("", row.number): row.pk for row in stored})
    return import_, planned


class TestWriteEnterprises:
    def test_makes_the_firm_and_the_statement_that_it_is_known_from(self):
        region = RegionFactory()
        import_, _plan = written(
            "enterprises",
            {"uscc": uscc(1), "name": "甲", "registered_capital": Decimal("5.00"), "registered_region": region.code},
        )
        firm, row = Enterprise.objects.get(), import_.rows.get()
        assert (firm.uscc, firm.name, firm.status, firm.legal_form) == (uscc(1), "甲", "operating", "")
        assert (firm.registered_capital, firm.operating_region, firm.import_row) == (Decimal("5.00"), region, row)
        assert (firm.source, firm.known_on, firm.is_synthetic) == (SOURCE, KNOWN_ON, False)
        said = Registration.objects.get()
        assert (said.enterprise, said.name, said.status, said.legal_form) == (firm, "甲", None, None)
        assert (said.source, said.known_on, said.import_row) == (SOURCE, KNOWN_ON, row)
        assert said.recorded_at == import_.committed_at

    def test_names_the_new_firm_in_its_row(self):
        import_, _plan = written("enterprises", {"uscc": uscc(1), "name": "甲"}, {"uscc": uscc(2), "name": "乙"})
        assert [row.enterprise.uscc for row in import_.rows.order_by("number")] == [uscc(1), uscc(2)]

    def test_adds_a_statement_about_a_known_firm_and_shows_what_counts(self):
        firm = EnterpriseFactory(name="旧名有限公司", address="旧址", known_on=date(2025, 1, 1), source="旧库")
        import_, _plan = written("enterprises", {"uscc": firm.uscc, "name": "新名有限公司", "legal_form": "其他"})
        firm.refresh_from_db()
        assert (firm.name, firm.legal_form, firm.address) == ("新名有限公司", "其他", "旧址")
        assert FormerName.objects.get().name == "旧名有限公司"
        old, new = Registration.objects.order_by("known_on")
        assert (old.source, old.name, old.address, old.import_row) == ("旧库", "旧名有限公司", "旧址", None)
        assert (new.name, new.address, new.import_row) == ("新名有限公司", None, import_.rows.get())

    def test_keeps_what_does_not_count_and_goes_on_showing_what_does(self):
        firm = EnterpriseFactory(address="旧址", known_on=date(2025, 1, 1), source="市场监管局")
        SourceRank.objects.create(table="registration", source="市场监管局", rank=1)
        written("enterprises", {"uscc": firm.uscc, "address": "新址"})
        firm.refresh_from_db()
        assert firm.address == "旧址"
        assert Registration.objects.get(source=SOURCE).address == "新址"

    def test_puts_right_what_the_source_said_on_the_same_day(self):
        firm = EnterpriseFactory(known_on=date(2025, 1, 1))
        written("enterprises", {"uscc": firm.uscc, "address": "误址", "legal_form": "其他"})
        import_, planned = written("enterprises", {"uscc": firm.uscc, "address": "正址"})
        said = Registration.objects.get(source=SOURCE)
        assert (said.address, said.legal_form, said.import_row) == ("正址", "其他", import_.rows.get())
        assert planned.rows[0].target == said.pk
        firm.refresh_from_db()
        assert firm.address == "正址"

    def test_puts_right_what_was_only_shown_of_a_firm_without_statements(self):
        firm = EnterpriseFactory(known_on=KNOWN_ON, source=SOURCE, address="误址")
        written("enterprises", {"uscc": firm.uscc, "address": "正址"})
        assert Registration.objects.get().address == "正址"
        firm.refresh_from_db()
        assert (firm.address, firm.legal_form) == ("正址", "有限责任公司")

    def test_writes_nothing_of_rows_that_repeat_wait_or_are_refused(self):
        firm = EnterpriseFactory(known_on=date(2025, 1, 1))
        state_known([firm.pk])
        _import, planned = written(
            "enterprises",
            {"uscc": firm.uscc, "name": firm.name},
            {"uscc": uscc(8), "name": "甲"},
            {"uscc": uscc(8), "name": "乙"},
            {"name": "丙"},
        )
        assert planned.counts() == {"create": 0, "update": 0, "repeat": 1, "conflict": 2, "refuse": 1}
        assert (Enterprise.objects.count(), Registration.objects.count()) == (1, 1)

    def test_asks_the_database_as_often_for_many_rows_as_for_few(self, django_assert_max_num_queries: Any):
        known = EnterpriseFactory.create_batch(10, known_on=date(2025, 1, 1))
        said = [{"uscc": firm.uscc, "address": "新址"} for firm in known]
        said += [{"uscc": uscc(500 + n), "name": f"新{n}"} for n in range(10)]
        import_ = ImportFactory(kind="enterprises", source=SOURCE, known_on=KNOWN_ON, committed_at=None)
        import_.committed_at = timezone.now()
        planned = plan("enterprises", *said)
        ids = {("", row.row.number): ImportRowFactory(table=import_, number=row.row.number).pk for row in planned.rows}
        with django_assert_max_num_queries(15):
            write_plan(planned, import_, ids)
        assert Registration.objects.filter(source=SOURCE).count() == 20


class TestWriteYears:
    def test_makes_the_year_with_its_row(self):
        firm = EnterpriseFactory()
        import_, _plan = written(
            "financial_years", {"uscc": firm.uscc, "year": 2025, "basis": "tax", "revenue": Decimal("12345.00")}
        )
        year = FinancialYear.objects.get()
        assert (year.enterprise, year.year, year.basis, year.revenue) == (firm, 2025, "tax", Decimal("12345.00"))
        assert (year.rnd_expense, year.source, year.known_on) == (None, SOURCE, KNOWN_ON)
        assert (year.import_row, year.recorded_at) == (import_.rows.get(), import_.committed_at)

    def test_corrects_what_is_stated_and_leaves_the_rest(self):
        firm = EnterpriseFactory()
        said = {"uscc": firm.uscc, "year": 2025, "basis": "tax"}
        written("financial_years", said | {"revenue": Decimal("100.00"), "costs": Decimal("90.00")})
        import_, _plan = written("financial_years", said | {"revenue": Decimal("110.00"), "headcount": Decimal(3)})
        year = FinancialYear.objects.get()
        assert (year.revenue, year.costs, year.headcount) == (Decimal("110.00"), Decimal("90.00"), Decimal(3))
        assert year.import_row == import_.rows.get()

    def test_keeps_two_sources_beside_one_another(self):
        firm = EnterpriseFactory()
        said = {"uscc": firm.uscc, "year": 2025, "basis": "tax"}
        written("financial_years", said | {"revenue": Decimal(100)})
        written("financial_years", said | {"revenue": Decimal(110)}, source="另一来源")
        assert FinancialYear.objects.count() == 2

    def test_writes_all_or_nothing(self):
        firm = EnterpriseFactory()
        bad = {"uscc": firm.uscc, "year": 2025, "basis": "tax", "headcount": Decimal(-1)}
        with pytest.raises(IntegrityError), transaction.atomic():
            written("financial_years", bad, bad | {"year": 2024, "headcount": Decimal(1)})
        assert not FinancialYear.objects.exists()
