"""The worklist of a run: what its sentences name."""

from datetime import date

from scoring.rulebooks.measures import MEASURES
from scoring.worklist import dated


class TestDated:
    def test_names_the_year_that_a_figure_is_missing_for(self) -> None:
        said = dated(MEASURES["rnd_expense_y1"], date(2026, 11, 23))
        assert (said.zh, said.en) == ("2024年研究开发费用", "R&D expense 2024")

    def test_leaves_alone_what_is_of_no_single_year(self) -> None:
        assert dated(MEASURES["ip_class1"], date(2026, 11, 23)).zh == MEASURES["ip_class1"].zh
