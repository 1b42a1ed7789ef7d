"""Size classes of 300号 and above-scale industry on the worked examples and line by line."""

from collections.abc import Mapping

import pytest

from scoring.rulebooks.explain import explain_each
from scoring.rulebooks.explanation import Explanation
from scoring.rulebooks.loader import load_rulebook
from tests.scoring.rulebooks.firms import SHIPPED, WAN, Values, frame_of, read_csv, worked_examples

SIZE = load_rulebook(SHIPPED / "sme_size" / "2011.yaml")
ABOVE_SCALE = load_rulebook(SHIPPED / "above_scale_industry" / "2011.yaml")
FIRMS = worked_examples()
A_DIVISION_OF_LINE = {"1": 1, "2": 35, "12": 65, "15": 72, "16": 73}
VERDICT = {"yes": "met", "no": "unmet", "n/a": "unmet"}


def measures(firm: Mapping[str, str]) -> Values:
    return {
        "industry_division": float(firm["div"]),
        "headcount_y0": float(firm["staff"]),
        "revenue_y0": float(firm["sales2025"]) * WAN,
        "total_assets_y0": float(firm["assets2025"]) * WAN,
        "main_revenue_y0": float(firm["main2025"]) * WAN,
        "above_scale_listed": False,
    }


def size_of(values: Values) -> Explanation:
    return next(explain_each(frame_of([values]), SIZE))


@pytest.mark.parametrize("row", read_csv("size"), ids=lambda row: row["id"])
class TestWorkedExamples:
    def test_have_their_size_class(self, row: dict[str, str]) -> None:
        assert size_of(measures(FIRMS[row["id"]])).class_id == row["size"]

    def test_are_above_scale_or_not(self, row: dict[str, str]) -> None:
        explanation = next(explain_each(frame_of([measures(FIRMS[row["id"]])]), ABOVE_SCALE))
        assert explanation.verdict == VERDICT[row["above_scale"]]
        assert (explanation.criteria[0].status == "unmet") == (row["above_scale"] == "n/a")


class TestLines:
    @pytest.mark.parametrize("row", read_csv("size_rows"), ids=lambda row: "-".join(row.values()))
    def test_put_a_firm_into_its_class(self, row: dict[str, str]) -> None:
        values = {
            "industry_division": float(A_DIVISION_OF_LINE[row["row"]]),
            "headcount_y0": float(row["staff"]),
            "revenue_y0": float(row["revenue"]) * WAN if row["revenue"] else None,
            "total_assets_y0": float(row["assets"]) * WAN if row["assets"] else None,
        }
        assert size_of(values).class_id == row["class"]

    @pytest.mark.parametrize("division", [53, 59, 66, 70, 83, 84, 91])
    def test_leave_open_what_the_document_does_not_list(self, division: int) -> None:
        firm = {"industry_division": float(division), "headcount_y0": 50.0, "revenue_y0": 1e7, "total_assets_y0": 1e7}
        assert size_of(firm).class_id is None
        assert size_of(firm).verdict == "undetermined"
