"""Recording recognitions, loading programmes."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import seeds
from crm.directory.upsert import Changes
from crm.programmes.models import Programme, Recognition
from crm.programmes.services import (
    CertificateTaken,
    ProgrammesUnreadable,
    TermOverlaps,
    TermRunsBackward,
    load_programmes,
    record_recognition,
)
from tests.factories import EnterpriseFactory, ProgrammeFactory, RecognitionFactory

pytestmark = pytest.mark.django_db

SEEDS = Path(seeds.__file__).parent


def record(**changed: Any) -> Recognition:
    fields: dict[str, Any] = {
        "certificate_no": "GR202541000001",
        "valid_from": date(2025, 11, 1),
        "valid_until": date(2028, 10, 31),
        "known_on": date(2025, 12, 1),
        "source": "科技厅公告",
    }
    enterprise = changed.pop("enterprise", None) or EnterpriseFactory()
    return record_recognition(enterprise=enterprise, programme=ProgrammeFactory(code="hnte"), **fields | changed)


class TestRecordRecognition:
    def test_records_the_term_and_the_day_it_became_known(self) -> None:
        made = record(batch="2025年第一批")
        stored = Recognition.objects.get()
        assert (stored, stored.known_on, stored.batch) == (made, date(2025, 12, 1), "2025年第一批")

    @pytest.mark.parametrize("first_ends", [date(2025, 11, 1), date(2028, 10, 31), date(2030, 1, 1)])
    def test_refuses_a_term_that_overlaps_an_earlier_certificate(self, first_ends: date) -> None:
        held = RecognitionFactory(valid_from=date(2022, 11, 1), valid_until=first_ends)
        with pytest.raises(TermOverlaps, match=held.certificate_no):
            record(enterprise=held.enterprise)

    def test_takes_a_term_that_begins_the_day_after(self) -> None:
        held = RecognitionFactory(valid_from=date(2022, 11, 1), valid_until=date(2025, 10, 31))
        assert record(enterprise=held.enterprise).pk

    def test_takes_a_term_beside_a_withdrawn_certificate(self) -> None:
        held = RecognitionFactory(valid_until=date(2027, 10, 31), withdrawn_on=date(2025, 6, 1))
        assert record(enterprise=held.enterprise).pk

    def test_takes_a_term_beside_one_of_another_programme(self) -> None:
        held = RecognitionFactory(programme__code="tech_sme")
        assert record(enterprise=held.enterprise).pk

    def test_takes_one_day_as_a_term(self) -> None:
        assert record(valid_until=date(2025, 11, 1)).pk

    def test_refuses_a_term_that_runs_backward(self) -> None:
        with pytest.raises(TermRunsBackward, match="2025-10-31"):
            record(valid_until=date(2025, 10, 31))

    def test_refuses_a_number_that_stands_on_another_certificate(self) -> None:
        RecognitionFactory(certificate_no="GR202541000001")
        with pytest.raises(CertificateTaken, match="GR202541000001"):
            record()

    def test_takes_announcements_that_lack_the_number(self) -> None:
        RecognitionFactory(certificate_no="")
        assert record(certificate_no="").certificate_no == ""

    def test_names_an_overlap_with_a_term_that_has_no_number(self) -> None:
        held = RecognitionFactory(certificate_no="", valid_until=date(2028, 10, 31))
        with pytest.raises(TermOverlaps, match=r"—.*2028-10-31"):
            record(enterprise=held.enterprise)


class TestLoadProgrammes:
    def test_ships_terms_where_a_document_has_one_and_of_no_other_that_is_not_sure(self) -> None:
        load_programmes(SEEDS / "programmes.yaml")
        terms = dict(Programme.objects.exclude(term_months=None).values_list("code", "term_months"))
        assert terms == dict.fromkeys(("hnte", "innovative_sme", "srdi_sme", "little_giant"), 36)

    def test_refuses_a_field_that_it_does_not_know(self, tmp_path: Path) -> None:
        file = tmp_path / "programmes.yaml"
        file.write_text(
            "x: {kind: loan, tier: null, zh: x, en: x, issuer: x, term_months: null, draft: true}\n", "utf-8"
        )
        with pytest.raises(ProgrammesUnreadable, match=r"programmes\.yaml: .*x.*draft, is_draft"):
            load_programmes(file)
        assert not Programme.objects.exists()

    def test_brings_an_issuer_that_moved_up_to_date(self, tmp_path: Path) -> None:
        file = tmp_path / "programmes.yaml"
        line = (
            "hnte: {{kind: recognition, tier: 2, zh: 高企, en: HNTE, issuer: {}, term_months: 36, is_draft: false}}\n"
        )
        file.write_text(line.format("科技部"), "utf-8")
        load_programmes(file)
        file.write_text(line.format("工业和信息化部"), "utf-8")
        assert load_programmes(file) == Changes(created=0, updated=1, unchanged=0)
        assert Programme.objects.get().issuer == "工业和信息化部"
