"""The reasons on the worklist, in words."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from scoring.priorities.sentences import Case, sentences

STAFF = SimpleNamespace(zh="科技人员占比", en="S&T staff ratio")
RND = SimpleNamespace(zh="研发费用占比", en="R&D intensity")


def codes_and_words(action: str = "apply", **known: Any) -> dict[str, str]:
    return {one.code: one.zh for one in sentences(Case(programme="hnte", action=action, **known))}


class TestSentences:
    def test_names_the_gaps(self) -> None:
        assert (
            codes_and_words(action="close_gap", gaps=[STAFF, RND])["close_gap"]
            == "对照高新技术企业规则只差2项：科技人员占比、研发费用占比"
        )

    def test_names_three_missing_facts_and_counts_the_rest(self) -> None:
        said = codes_and_words(action="find_facts", missing=[STAFF, RND, STAFF, RND])["find_facts"]
        assert said == "尚无法判定高新技术企业：缺4项事实，先补科技人员占比、研发费用占比、科技人员占比…"

    def test_mentions_facts_missing_beside_a_gap(self) -> None:
        assert set(codes_and_words(action="close_gap", gaps=[STAFF], missing=[RND])) == {"close_gap", "also_missing"}

    def test_says_when_a_certificate_ends(self) -> None:
        said = codes_and_words(action="renew", due_on=date(2026, 12, 1), days_left=8)["renew"]
        assert "2026-12-01" in said
        assert "8天" in said

    def test_says_what_a_renewal_would_fail_on(self) -> None:
        said = codes_and_words(action="renew", due_on=date(2026, 12, 1), days_left=8, gaps=[STAFF], missing=[RND])
        assert said["renewal_gaps"] == "按现有事实重新认定还有1项不满足：科技人员占比"
        assert "also_missing" in said

    @pytest.mark.parametrize(("chance", "said"), [(0.0004, "<1%"), (0.423, "42%"), (0.9999, ">99%")])
    def test_never_calls_a_chance_certain_or_impossible(self, chance: float, said: str) -> None:
        assert codes_and_words(chance=chance)["chance"].endswith(said)

    def test_speaks_of_experts_only_where_there_are_any(self) -> None:
        said = {name: sentences(Case(programme=name, action="apply"))[0].zh for name in ("hnte", "tech_sme")}
        assert ("专家" in said["hnte"], "专家" in said["tech_sme"]) == (True, False)

    def test_keeps_the_chance_of_one_programme_off_the_other(self) -> None:
        assert len(sentences(Case(programme="tech_sme", action="apply", chance=0.4))) == 1

    def test_speaks_both_languages(self) -> None:
        (said,) = sentences(Case(programme="tech_sme", action="apply"))
        assert "科技型中小企业" in said.zh
        assert "technology SME" in said.en
