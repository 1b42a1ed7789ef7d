"""The registry of measures."""

import re

from crm.enterprises.models import FinancialYear
from scoring.rulebooks.measures import MAY_BE_NEGATIVE, MEASURES


class TestMeasures:
    def test_knows_the_year_of_every_year_measure(self) -> None:
        for name, measure in MEASURES.items():
            suffix = re.fullmatch(r".*_y([0-9])", name)
            assert measure.year == (int(suffix[1]) if suffix else None)
            assert (measure.year is not None) == (measure.fact == "financial_year")

    def test_has_four_years_of_every_financial_figure(self) -> None:
        stems = {name.removesuffix("_y0") for name in MEASURES if name.endswith("_y0")}
        assert all(f"{stem}_y{back}" in MEASURES for stem in stems for back in range(4))

    def test_knows_what_can_be_negative_as_the_database_does(self) -> None:
        assert MAY_BE_NEGATIVE == FinancialYear.MAY_BE_NEGATIVE

    def test_names_every_measure_once_in_both_languages(self) -> None:
        single = [measure for measure in MEASURES.values() if not measure.year]
        assert len({measure.zh for measure in single}) == len({measure.en for measure in single}) == len(single)
        assert all(name == measure.name for name, measure in MEASURES.items())
