"""Undoing an import of firms that were assessed since: their history goes with them, an issued record keeps them."""

from datetime import date

import pytest

from crm.enterprises.models import Enterprise
from crm.intake.models import Kind
from scoring.assessment_records import issue_record
from scoring.models import AssessmentRecord, MeasureSnapshot, ScoringRun, VerdictChange
from scoring.runs import carry_out, open_run
from tests.crm.intake.writing.undone import taken_in, undone
from tests.factories import RegionFactory, UserFactory, uscc
from tests.scoring.situations import rulebook_version

DAY = date(2026, 6, 1)
FIRST, SECOND = uscc(7101), uscc(7102)


@pytest.mark.django_db
def test_takes_the_history_along_and_keeps_the_firm_of_a_record_and_tells_why() -> None:
    RegionFactory(code="411303")
    rulebook_version()
    made = taken_in(
        Kind.ENTERPRISES,
        {"统一社会信用代码": FIRST, "企业名称": "南阳新办机电有限公司", "区县": "卧龙区"},
        {"统一社会信用代码": SECOND, "企业名称": "南阳又一家有限公司", "区县": "卧龙区"},
    )
    carry_out(open_run(ScoringRun.Kind.ASSESS, DAY))
    assert VerdictChange.objects.count() == MeasureSnapshot.objects.count() == 2
    kept_firm = Enterprise.objects.get(uscc=SECOND)
    record = issue_record(
        enterprise=kept_firm, programme="sample", as_of=DAY, purpose="", by=UserFactory(data_steward=True), on=DAY
    )
    (kept,) = undone(made).kept
    assert (kept["uscc"], kept["what"], kept["why"]) == (SECOND, "南阳又一家有限公司", "record_issued")
    assert list(Enterprise.objects.all()) == [kept_firm]
    assert {change.enterprise for change in VerdictChange.objects.all()} == {kept_firm}
    assert list(AssessmentRecord.objects.all()) == [record]
