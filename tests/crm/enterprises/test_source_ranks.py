"""The ranks that ship, and the bureau's own."""

from pathlib import Path

import pytest

import seeds
from crm.enterprises.models import FinancialYear, SourceRank
from crm.enterprises.source_ranks import SourceRanksUnreadable, load_source_ranks
from crm.enterprises.statements import ranks_of

SHIPPED = Path(seeds.__file__).with_name("source_ranks.yaml")
pytestmark = pytest.mark.django_db


class TestLoadSourceRanks:
    def test_puts_audited_accounts_first_and_what_the_firm_declares_last(self) -> None:
        load_source_ranks(SHIPPED)
        ranks = ranks_of("financial_year")
        assert sorted(FinancialYear.Basis.values, key=lambda basis: ranks.of("revenue", "", basis)) == [
            "audit", "tax", "statistics", "declared",
        ]  # fmt: skip

    def test_leaves_what_the_bureau_changed_or_deleted(self) -> None:
        first = load_source_ranks(SHIPPED)
        SourceRank.objects.filter(basis="audit").update(rank=99)
        SourceRank.objects.get(basis="declared").delete()
        again = load_source_ranks(SHIPPED)
        assert (again.created, again.updated, again.unchanged) == (0, 0, first.created)
        assert SourceRank.objects.get(basis="audit").rank == 99
        assert not SourceRank.objects.filter(basis="declared").exists()

    @pytest.mark.parametrize(
        "text", ["- {table: registration, source: 甲}", "- {table: registration, rank: 1, sauce: 甲}"]
    )
    def test_refuses_a_row_that_is_not_as_it_has_to_be(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "ranks.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SourceRanksUnreadable, match=r"rank|sauce"):
            load_source_ranks(path)
