import pytest
from django.utils import translation

from crm.intake.findings import Finding, hold, refusal, remark, shown


class TestFinding:
    @pytest.mark.parametrize(
        ("made", "refuses", "holds"),
        [(refusal("name.missing"), True, False), (hold("name.missing"), False, True), (remark("x"), False, False)],
    )
    def test_refuses_holds_or_only_tells(self, made: Finding, refuses: bool, holds: bool):
        assert (made.refuses, made.holds) == (refuses, holds)

    def test_comes_back_from_json_as_it_was(self):
        made = hold("amount.thousandfold", value=5, other=1).at("营业收入").about("revenue")
        assert Finding.from_json(made.to_json()) == made

    @pytest.mark.parametrize(("refuses", "weight"), [(True, "refuse"), (False, "remark")])
    def test_is_read_as_it_was_stored_before_there_was_a_weight(self, refuses: bool, weight: str):
        stored = {"code": "name.missing", "column": "名称", "details": {}, "refuses": refuses}
        assert Finding.from_json(stored).weight == weight

    def test_tells_fields_and_reasons_in_the_language_of_the_reader(self):
        made = remark(
            "source.outranked", fields="address、name", source="税务局", known_on="2026-01-01", reason="newest"
        )
        with translation.override("en"):
            assert "of address、name: 税务局 (known on 2026-01-01)" in made.message
            assert "because it became known last" in made.message

    def test_tells_a_word_that_is_no_field_as_it_is(self):
        assert "甲、乙" in remark("row.contradicts", rows="2", fields="甲、乙").message

    def test_never_quotes_the_whole_of_a_long_cell(self):
        assert len(shown("长" * 500)) == 60
