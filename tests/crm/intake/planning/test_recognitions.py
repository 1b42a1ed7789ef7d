"""The plan of tables of recognitions: announcements with names only, terms, certificates."""

from datetime import date

import pytest

from crm.intake.planning.plan import plan_import
from crm.intake.planning.planned import Decision
from tests.crm.intake.planning.rows import codes, finding, plan, row, under
from tests.factories import EnterpriseFactory, FormerNameFactory, ProgrammeFactory, RecognitionFactory

pytestmark = pytest.mark.django_db

START = date(2025, 11, 1)


def announced(**changed: object) -> dict[str, object]:
    return {"programme": "高企", "valid_from": START, "batch": "2025年第一批"} | changed


@pytest.fixture(autouse=True)
def hnte() -> None:
    ProgrammeFactory(code="hnte")


class TestAnnouncements:
    def test_make_recognitions_of_the_firms_that_they_name(self) -> None:
        firm = EnterpriseFactory()
        (planned,) = plan("recognitions", announced(name=firm.name)).rows
        assert (planned.outcome, planned.enterprise) == ("create", firm.pk)
        assert planned.row.values["programme"] == "hnte"
        assert finding(planned, "recognition.term_from_programme").details == {"end": "2028-10-31"}

    def test_find_a_firm_by_the_name_that_it_bore(self) -> None:
        former = FormerNameFactory(name="南阳旧名机电有限公司")
        (planned,) = plan("recognitions", announced(name="南阳旧名机电有限公司")).rows
        assert (planned.outcome, planned.enterprise) == ("create", former.enterprise.pk)
        assert "enterprise.by_former_name" in codes(planned)

    def test_wait_for_somebody_where_the_name_is_only_alike(self) -> None:
        EnterpriseFactory(name="南阳示例机电有限公司")
        (planned,) = plan("recognitions", announced(name="南阳示例机电有限责任公司")).rows
        assert (planned.outcome, planned.enterprise) == ("conflict", None)

    @pytest.mark.parametrize("word", ["hnte", "高新技术企业", "高企", "国家高新技术企业", "高新 技术企业"])
    def test_name_the_programme_by_code_name_or_what_it_is_called(self, word: str) -> None:
        (planned,) = plan("recognitions", announced(uscc=EnterpriseFactory().uscc, programme=word)).rows
        assert planned.row.values["programme"] == "hnte"

    def test_refuse_a_programme_that_is_not_on_record(self) -> None:
        (planned,) = plan("recognitions", announced(uscc=EnterpriseFactory().uscc, programme="独角兽")).rows
        assert (planned.outcome, codes(planned)) == ("refuse", ["programme.not_found"])

    def test_have_to_say_until_when_where_the_programme_does_not(self) -> None:
        ProgrammeFactory(code="tech_sme")
        said = announced(uscc=EnterpriseFactory().uscc, programme="科小")
        assert "recognition.term_missing" in codes(plan("recognitions", said).rows[0])
        until = plan("recognitions", said | {"valid_until": date(2026, 3, 31)}).rows[0]
        assert (until.outcome, codes(until)) == ("create", [])

    def test_bring_the_number_later(self) -> None:
        known = RecognitionFactory(valid_from=START, certificate_no="")
        said = announced(uscc=known.enterprise.uscc, certificate_no="ＧＲ2025 41000001")
        (planned,) = plan("recognitions", said).rows
        assert (planned.outcome, planned.target) == ("update", known.pk)
        assert set(planned.fills) == {"certificate_no", "batch"}
        assert planned.row.values["certificate_no"] == "GR202541000001"


class TestOverlaps:
    def test_are_held_with_both_terms_named(self) -> None:
        held = RecognitionFactory(valid_from=date(2024, 11, 1), certificate_no="GR202441000001")
        (planned,) = plan("recognitions", announced(uscc=held.enterprise.uscc)).rows
        assert planned.outcome == "conflict"
        assert finding(planned, "recognition.overlaps").details == {
            "number": "GR202441000001",
            "start": "2025-11-01",
            "end": "2028-10-31",
            "other_start": "2024-11-01",
            "other_end": "2027-10-31",
        }

    def test_can_be_confirmed(self) -> None:
        held = RecognitionFactory(valid_from=date(2024, 11, 1))
        decided = {("", 2): Decision(confirmed=frozenset({"recognition.overlaps"}))}
        (planned,) = plan("recognitions", announced(uscc=held.enterprise.uscc), decisions=decided).rows
        assert planned.outcome == "create"

    def test_are_none_the_day_after_the_other_term(self) -> None:
        held = RecognitionFactory(valid_from=date(2022, 11, 1), valid_until=date(2025, 10, 31))
        assert plan("recognitions", announced(uscc=held.enterprise.uscc)).rows[0].outcome == "create"

    def test_are_none_with_what_was_withdrawn_or_is_of_another_programme(self) -> None:
        firm = EnterpriseFactory()
        RecognitionFactory(enterprise=firm, valid_from=date(2024, 11, 1), withdrawn_on=date(2025, 6, 1))
        RecognitionFactory(enterprise=firm, valid_from=date(2024, 10, 1), programme__code="tech_sme")
        assert plan("recognitions", announced(uscc=firm.uscc)).rows[0].outcome == "create"

    def test_within_one_file_hold_both_rows(self) -> None:
        firm = EnterpriseFactory()
        rows = plan(
            "recognitions", announced(uscc=firm.uscc), announced(uscc=firm.uscc, valid_from=date(2025, 12, 1))
        ).rows
        assert [planned.outcome for planned in rows] == ["conflict", "conflict"]
        assert finding(rows[0], "recognition.overlaps_row").details["row"] == "3"

    def test_come_of_a_term_that_is_made_longer(self) -> None:
        firm = EnterpriseFactory()
        RecognitionFactory(enterprise=firm, valid_from=START, valid_until=date(2028, 10, 31))
        RecognitionFactory(enterprise=firm, valid_from=date(2022, 11, 1), valid_until=date(2025, 10, 31))
        said = announced(uscc=firm.uscc, valid_from=date(2022, 11, 1), valid_until=date(2025, 11, 1))
        assert plan("recognitions", said).rows[0].outcome == "conflict"

    def test_are_told_apart_by_sheet(self) -> None:
        firm = EnterpriseFactory()
        said = [
            row(2, uscc=firm.uscc, programme="hnte", valid_from=START),
            row(2, uscc=firm.uscc, programme="hnte", valid_from=date(2025, 12, 1)),
        ]
        second = type(said[1])(sheet="第二批", number=2, cells=(), values=said[1].values)
        rows = plan_import(kind="recognitions", rows=[said[0], second], circumstances=under()).rows
        assert [planned.outcome for planned in rows] == ["conflict", "conflict"]


class TestCertificates:
    def test_of_another_firm_refuse_the_row(self) -> None:
        RecognitionFactory(certificate_no="GR202541000001")
        said = announced(uscc=EnterpriseFactory().uscc, certificate_no="GR202541000001")
        (planned,) = plan("recognitions", said).rows
        assert (planned.outcome, "recognition.certificate_taken" in codes(planned)) == ("refuse", True)

    def test_of_another_term_of_the_firm_refuse_the_row_and_name_it(self) -> None:
        known = RecognitionFactory(certificate_no="GR202541000001", valid_from=date(2022, 1, 1))
        said = announced(uscc=known.enterprise.uscc, certificate_no="GR202541000001")
        (planned,) = plan("recognitions", said).rows
        assert finding(planned, "recognition.certificate_known").details["term"] == "2022-01-01 – 2025-10-31"

    def test_of_another_programme_do_not_matter(self) -> None:
        RecognitionFactory(certificate_no="20250001", programme__code="tech_sme")
        said = announced(uscc=EnterpriseFactory().uscc, certificate_no="20250001")
        assert plan("recognitions", said).rows[0].outcome == "create"

    def test_in_two_rows_refuse_both(self) -> None:
        rows = plan(
            "recognitions",
            announced(uscc=EnterpriseFactory().uscc, certificate_no="GR202541000001"),
            announced(uscc=EnterpriseFactory().uscc, certificate_no="GR202541000001"),
        ).rows
        assert [planned.outcome for planned in rows] == ["refuse", "refuse"]

    def test_repeat_without_complaint(self) -> None:
        known = RecognitionFactory(certificate_no="GR202541000001", valid_from=START, batch="2025年第一批")
        said = announced(uscc=known.enterprise.uscc, certificate_no="GR202541000001")
        (planned,) = plan("recognitions", said).rows
        assert (planned.outcome, codes(planned)) == ("repeat", [])


class TestWithdrawals:
    def test_come_as_updates(self) -> None:
        known = RecognitionFactory(valid_from=START)
        said = announced(uscc=known.enterprise.uscc, batch="", withdrawn_on=date(2026, 2, 1))
        assert "withdrawn_on" in plan("recognitions", said).rows[0].fills

    def test_do_not_come_before_the_term(self) -> None:
        said = announced(uscc=EnterpriseFactory().uscc, withdrawn_on=date(2025, 10, 31))
        assert "fact.days_backward" in codes(plan("recognitions", said).rows[0])
