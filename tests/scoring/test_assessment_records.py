"""Issued assessments: numbered without gaps, whole, unalterable, and the same when they are worked out again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import orjson
import pghistory
import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from crm.accounts.models import User
from crm.enterprises.models import Enterprise, FinancialYear
from scoring.assessment_records import NoRulebook, Verification, issue_record, read_measures, records_seen_by
from scoring.explanations import NotOperating
from scoring.frame import frame
from scoring.models import AssessmentRecord
from scoring.provenance import facts_behind
from scoring.snapshots import sha256_of
from tests.factories import (
    EnterpriseFactory,
    FinancialYearFactory,
    ImportFactory,
    ImportRowFactory,
    RegionFactory,
    UserFactory,
)
from tests.scoring.situations import REVENUE, STAFF, rulebook_version

DAY = date(2026, 6, 1)
STAYS = "scoring.AssessmentRecord:assessment_record_stays"


@pytest.fixture
def user(db: None) -> User:
    return UserFactory(regions=[RegionFactory(code="411303")])  # type: ignore[no-any-return]  # of a factory


@pytest.fixture
def firm(db: None) -> Enterprise:
    """A firm that meets the sample rulebook."""
    rulebook_version(REVENUE, STAFF)
    row = ImportRowFactory(table=ImportFactory(file_name="火炬.xlsx"), sheet="年报", number=37)
    firm: Enterprise = EnterpriseFactory()
    FinancialYearFactory(enterprise=firm, year=2025, import_row=row)
    return firm


def issued(firm: Enterprise, user: User, *, as_of: date = DAY, on: date = DAY, **given: Any) -> AssessmentRecord:
    asked = {"programme": "sample", "purpose": "申诉", **given}
    return issue_record(enterprise=firm, as_of=as_of, by=user, on=on, **asked)


class TestIssueRecord:
    def test_says_all_that_an_appeal_needs(self, firm: Enterprise, user: User) -> None:
        record = issued(firm, user)
        assert (record.enterprise_name, record.uscc, record.verdict) == (firm.name, firm.uscc, "met")
        assert (record.as_of, record.purpose, record.issued_by) == (DAY, "申诉", user)
        said = orjson.loads(record.explanation)
        assert [(one["id"], one["status"], one["article"], one["confidence"]) for one in said["criteria"]] == [
            ("revenue", "met", "第一条", "solid"),
            ("staff", "met", "第一条", "solid"),
        ]
        assert said["criteria"][0]["note"]["zh"] == "待核"
        assert (said["as_of"], said["rulebook_sha256"]) == ("2026-06-01", record.rulebook.sha256)
        assert said["measures_sha256"] == record.snapshot.sha256
        assert record.sha256 == sha256_of(record.explanation.encode())
        (fact,) = record.facts["revenue_y0"]
        assert (fact["value"], fact["source"], fact["period"]) == ("20000000.00", "test", "2025")
        assert (fact["import_place"]["file_name"], fact["import_place"]["row"]) == ("火炬.xlsx", 37)
        assert [(measure.name, value) for measure, value in read_measures(record)] == [
            ("revenue_y0", 20_000_000.0),
            ("headcount_y0", 60.0),
        ]

    def test_goes_by_what_was_known_and_in_force_on_the_day(self, firm: Enterprise, user: User) -> None:
        newer = rulebook_version(REVENUE, version="2026", since=DAY)
        FinancialYearFactory(enterprise=firm, year=2025, revenue=9_000_000, known_on=DAY)
        before, after = issued(firm, user, as_of=date(2026, 5, 31)), issued(firm, user)
        assert (before.rulebook.version, before.verdict) == ("2020", "met")
        assert (after.rulebook, after.verdict) == (newer, "unmet")

    @pytest.mark.django_db(transaction=True)
    def test_names_the_very_facts_that_it_read_whatever_is_written_meanwhile(
        self, firm: Enterprise, user: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def change() -> None:
            try:
                FinancialYear.objects.filter(enterprise=firm).update(revenue=9_000_000)
            finally:
                connection.close()

        def changed_behind_its_back(*asked: Any) -> Any:
            read = frame(*asked)
            with ThreadPoolExecutor(max_workers=1) as other:
                other.submit(change).result()
            return read

        monkeypatch.setattr("scoring.assessment_records.frame", changed_behind_its_back)
        with pghistory.context(user=user.pk):
            record = issued(firm, user)
        read = {measure.name: value for measure, value in read_measures(record)}
        assert (read["revenue_y0"], record.facts["revenue_y0"][0]["value"]) == (20_000_000.0, "20000000.00")
        with pgtrigger.ignore(STAYS):  # what protects records would stop the clearing up after this test
            AssessmentRecord.objects.all().delete()

    def test_is_refused_without_a_rulebook(self, firm: Enterprise, user: User) -> None:
        for asked in ({"programme": "none"}, {"as_of": date(2019, 12, 31)}):
            with pytest.raises(NoRulebook):
                issued(firm, user, **asked)

    def test_is_refused_of_a_firm_that_did_not_operate(self, firm: Enterprise, user: User) -> None:
        rulebook_version(REVENUE, programme="old", since=date(2000, 1, 1))
        with pytest.raises(NotOperating) as refused:
            issued(firm, user, programme="old", as_of=date(2001, 1, 1))
        assert (refused.value.code, AssessmentRecord.objects.count()) == ("assessment.not_operating", 0)


class TestNumbers:
    def test_begin_anew_with_each_year(self, firm: Enterprise, user: User) -> None:
        days = (DAY, DAY, date(2027, 1, 1), DAY)
        assert [issued(firm, user, on=day).number for day in days] == [
            "PG2026-000001",
            "PG2026-000002",
            "PG2027-000001",
            "PG2026-000003",
        ]

    def test_leave_no_gap_where_issuing_failed(self, firm: Enterprise, user: User) -> None:
        issued(firm, user)
        with pytest.raises(DatabaseError), transaction.atomic():
            issued(firm, user, purpose="长" * 201)
        assert issued(firm, user).number == "PG2026-000002"

    def test_go_on_past_six_digits(self, firm: Enterprise, user: User) -> None:
        record = issued(firm, user)
        with pgtrigger.ignore(STAYS):
            AssessmentRecord.objects.filter(pk=record.pk).update(number="PG2026-1000000")
        assert issued(firm, user).number == "PG2026-1000001"

    @pytest.mark.django_db(transaction=True)
    def test_are_each_given_once_however_many_ask_at_once(
        self, firm: Enterprise, user: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read, behind = frame(DAY, Enterprise.objects.all()), facts_behind(firm, DAY)
        monkeypatch.setattr("scoring.assessment_records.frame", lambda *_asked: read)  # so that they ask at once
        monkeypatch.setattr("scoring.assessment_records.facts_behind", lambda *_asked: behind)

        def one_more(_number: int) -> str:
            try:
                return issued(firm, user).number
            finally:
                connection.close()

        with ThreadPoolExecutor(max_workers=6) as pool:
            numbers = sorted(pool.map(one_more, range(12)))
        assert numbers == [f"PG2026-{number:06}" for number in range(1, 13)]
        with pgtrigger.ignore(STAYS):  # what protects records would stop the clearing up after this test
            AssessmentRecord.objects.all().delete()


class TestImmutable:
    def test_refuses_every_change_and_deletion(self, firm: Enterprise, user: User) -> None:
        record = issued(firm, user)
        for change in (
            lambda: AssessmentRecord.objects.update(purpose="另"),
            lambda: AssessmentRecord.objects.filter(pk=record.pk).delete(),
            lambda: setattr(record, "verdict", "unmet") or record.save(),
        ):
            with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
                change()
        record.refresh_from_db()
        assert (record.purpose, record.verdict) == ("申诉", "met")

    def test_keeps_the_firm_the_rulebook_and_who_issued_it(self, firm: Enterprise, user: User) -> None:
        record = issued(firm, user)
        for kept in (firm, user, record.rulebook, record.snapshot):
            with pytest.raises(ProtectedError), transaction.atomic():
                kept.delete()


class TestVerification:
    def test_finds_the_same_bytes_whatever_became_of_the_facts(self, firm: Enterprise, user: User) -> None:
        record = issued(firm, user)
        FinancialYear.objects.filter(enterprise=firm).update(revenue=9_000_000, headcount=None)
        found = Verification.of(AssessmentRecord.objects.get(pk=record.pk))
        assert (found.same_bytes, found.found_sha256, found.differs_in) == (True, record.sha256, ())
        otherwise = {one.measure.name: (one.before, one.after) for one in found.facts_now_read_otherwise}
        assert otherwise == {"revenue_y0": (20_000_000.0, 9_000_000.0), "headcount_y0": (60.0, None)}

    def test_is_silent_about_what_became_known_later(self, firm: Enterprise, user: User) -> None:
        record = issued(firm, user)
        FinancialYearFactory(enterprise=firm, year=2025, revenue=9_000_000, known_on=date(2026, 6, 2))
        assert Verification.of(record).facts_now_read_otherwise == ()

    @pytest.mark.parametrize(
        ("model", "values", "place"),
        [
            ("record", {"explanation": '{"verdict":"unmet"}'}, "$.as_of"),
            ("snapshot", {"measures": {"revenue_y0": 1.0, "headcount_y0": 60.0}}, "$.criteria[0].measures[0].value"),
        ],
    )
    def test_finds_what_was_tampered_with(
        self, firm: Enterprise, user: User, model: str, values: dict[str, Any], place: str
    ) -> None:
        record = issued(firm, user)
        with pgtrigger.ignore(STAYS, "scoring.MeasureSnapshot:measure_snapshot_stays"):
            row = record if model == "record" else record.snapshot
            type(row)._default_manager.filter(pk=row.pk).update(**values)
        found = Verification.of(AssessmentRecord.objects.get(pk=record.pk))
        assert not found.same_bytes
        assert place in found.differs_in

    def test_looks_at_the_facts_of_the_record_that_the_firm_was_merged_into(self, firm: Enterprise, user: User) -> None:
        record = issued(firm, user)
        survivor = EnterpriseFactory()
        FinancialYear.objects.filter(enterprise=firm).update(enterprise=survivor)
        Enterprise.objects.filter(pk=firm.pk).update(merged_into=survivor)
        found = Verification.of(AssessmentRecord.objects.get(pk=record.pk))
        assert (found.same_bytes, found.facts_now_read_otherwise) == (True, ())


class TestRecordsSeenBy:
    def test_are_those_of_firms_in_scope_and_of_what_was_merged_into_them(self, firm: Enterprise, user: User) -> None:
        record = issued(firm, user)
        elsewhere = UserFactory(regions=[RegionFactory(code="411323")])
        assert list(records_seen_by(user)) == [record]
        assert list(records_seen_by(elsewhere)) == []
        survivor = EnterpriseFactory(registered_region=RegionFactory(code="411323"))
        Enterprise.objects.filter(pk=firm.pk).update(merged_into=survivor)
        assert list(records_seen_by(elsewhere)) == [record]
        assert list(records_seen_by(user)) == []
