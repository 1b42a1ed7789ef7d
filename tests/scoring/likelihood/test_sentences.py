"""Reasons in words: what the firm has, what firms like it have, and which way it moves the likelihood."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.likelihood.features import READABLE, Unit
from scoring.likelihood.sentences import ALL_FIRMS, LIKE_IT, NEVER_SAID, Others, Sentence, Value, sentence
from scoring.likelihood.targets import TARGETS

FEATURES = {one.feature.name: one.feature for target in TARGETS.values() for one in target.derivations}
NUMBERS = st.floats(min_value=-1e12, max_value=1e12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A reason with the words of `rnd_intensity`, unless told otherwise."""

    feature: str = "rnd_intensity"
    zh: str = "研发费用占营收比"
    en: str = "R&D ÷ revenue"
    unit: str = "ratio"
    value: Value = 0.031
    contribution: float = -0.4


def said(peer: float | None = None, others: Others = LIKE_IT, **told: object) -> Sentence:
    found = sentence(Told(**told), peer, others)  # type: ignore[arg-type]  # as each test has it
    assert found
    return found


class TestSentence:
    def test_compares_with_firms_like_it_and_says_which_way_that_moves(self) -> None:
        assert said(0.052) == Sentence(
            zh="研发费用占营收比 3.1%，低于同类企业的 5.2%，使可能性降低",
            en="R&D ÷ revenue: 3.1 %, below the 5.2 % of firms like it; this lowers the likelihood",
        )

    def test_says_above_and_raises(self) -> None:
        one = said(0.02, contribution=0.4)
        assert one.zh == "研发费用占营收比 3.1%，高于同类企业的 2.0%，使可能性提高"
        assert one.en.endswith("above the 2.0 % of firms like it; this raises the likelihood")

    def test_calls_equal_what_reads_equal(self) -> None:
        assert "3.1%，与同类企业相近" in said(0.0312).zh
        assert "3.1 %, about as firms like it" in said(0.0312).en

    @pytest.mark.parametrize(
        ("value", "peer"),
        [(12_341_000.0, 12_344_000.0), (999_960.0, 999_990.0), (10_041.0, 10_044.0), (120_300_000.0, 120_400_000.0)],
    )
    def test_calls_equal_in_both_languages_what_reads_equal_in_one(self, value: float, peer: float) -> None:
        one = said(peer, value=value, unit="yuan")
        assert "与同类企业相近" in one.zh
        assert "about as firms like it" in one.en

    def test_gives_both_amounts_in_one_unit(self) -> None:
        one = said(123_000_000.0, value=60_000_000.0, unit="yuan")
        assert "0.60 亿元，低于同类企业的 1.23 亿元" in one.zh
        assert "60.00 million yuan, below the 123.00 million yuan" in one.en
        one = said(800_000.0, value=1_500_000.0, unit="yuan")
        assert "1.50 million yuan, above the 0.80 million yuan" in one.en

    def test_does_not_say_like_it_where_it_is_compared_with_all(self) -> None:
        assert said(0.052, ALL_FIRMS) == Sentence(
            zh="研发费用占营收比 3.1%，低于全市企业的 5.2%，使可能性降低",
            en="R&D ÷ revenue: 3.1 %, below the 5.2 % of all firms; this lowers the likelihood",
        )
        flag, unknown = said(1.0, ALL_FIRMS, unit="yes_no", value=False), said(0.052, ALL_FIRMS, value=None)
        assert ("与全市多数企业不同" in flag.zh, "unlike most firms;" in flag.en) == (True, True)
        assert ("全市企业为 5.2%" in unknown.zh, "(all firms: 5.2 %)" in unknown.en) == (True, True)

    def test_does_without_a_comparison_where_there_is_none(self) -> None:
        assert said().zh == "研发费用占营收比 3.1%，使可能性降低"

    def test_says_of_a_small_part_that_it_hardly_matters(self) -> None:
        for contribution in (0.0, 0.009, -0.009):
            assert "几乎没有影响" in said(0.052, contribution=contribution).zh

    def test_says_that_a_figure_is_not_known_and_what_others_have(self) -> None:
        assert said(0.052, value=None).zh == "研发费用占营收比未知（同类企业为 5.2%），使可能性降低"
        assert said(value=None).en == "R&D ÷ revenue: not known; this lowers the likelihood"

    @pytest.mark.parametrize(
        ("value", "peer", "words"),
        [
            (True, False, "是，与多数同类企业不同"),
            (False, False, "否，与多数同类企业相同"),
            (True, True, "是，与多数同类企业相同"),
            (False, None, "否，使可能性"),
            (None, True, "未知，使可能性"),
        ],
    )
    def test_says_yes_or_no_of_a_flag(self, value: bool | None, peer: bool | None, words: str) -> None:
        one = said(peer, feature="own_rnd_ip", zh="拥有自主研发知识产权", unit="yes_no", value=value)
        assert words in one.zh

    def test_names_a_code_by_its_category(self) -> None:
        assert said(None, feature="kind", zh="类别", en="kind", unit="code", value="B").zh == "类别为B，使可能性降低"

    @pytest.mark.parametrize("name", sorted(NEVER_SAID))
    def test_keeps_quiet_about_what_is_not_for_the_firm_to_hear(self, name: str) -> None:
        assert sentence(Told(feature=name), 0.05) is None

    def test_has_words_in_both_languages_for_every_feature_that_models_read(self) -> None:
        quiet = set()
        for feature in FEATURES.values():
            value: Value = feature.categories[0] if feature.categories else True if feature.unit == "yes_no" else 2.5
            told = Told(feature=feature.name, zh=feature.zh, en=feature.en, unit=feature.unit, value=value)
            found = sentence(told, None if feature.categories else 1.0)
            if found is None:
                quiet.add(feature.name)
                continue
            assert found.zh.startswith(feature.zh)
            assert found.en.startswith(feature.en)
        assert quiet == {"industry_section", "tier", "rulebook_unmet", "rulebook_points"}

    def test_knows_of_no_protected_fact_that_a_model_may_read_and_would_say(self) -> None:
        readable = {name for name in NEVER_SAID if name in READABLE}
        assert readable == {"industry_section", "tier", "mainland_resident"}

    @given(
        value=st.none() | st.booleans() | NUMBERS,
        peer=st.none() | NUMBERS,
        contribution=st.floats(-20, 20),
        unit=st.sampled_from(Unit.__args__),  # type: ignore[attr-defined]  # of a Literal
    )
    def test_finds_words_whatever_the_figures(
        self, value: Value, peer: float | None, contribution: float, unit: str
    ) -> None:
        one = said(peer, value=value, contribution=contribution, unit=unit)
        assert ("提高" in one.zh) == ("raises" in one.en) == (contribution >= 0.01)
        assert ("降低" in one.zh) == ("lowers" in one.en) == (contribution <= -0.01)
