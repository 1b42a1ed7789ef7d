from dataclasses import replace

import pytest

from scoring.likelihood.cards import LANGUAGES, Lang, card_files, markdown
from scoring.likelihood.model import Card, Finding, SelectionNote
from tests.scoring.likelihood.city import trained

REFUSED = Finding(rule="slices", held=False, signable=True, zh="3 个分组较差", en="3 slices are worse")
FATAL = Finding(rule="calibrated", held=False, signable=False, zh="预测与实际不符", en="they do not agree")


def with_findings(*found: Finding) -> Card:
    return replace(trained().card, earned=all(one.held for one in found), findings=found)


def table(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, its head first, without the rule."""
    below = text.split(f"## {heading}\n", 1)[1].splitlines()
    start = next(place for place, line in enumerate(below) if line.startswith("|"))
    rows = [line for line in below[start:] if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows if not set(row) <= set("|- ")]


class TestMarkdown:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_says_first_what_is_foretold_and_whether_it_may_be_used(self, lang: Lang) -> None:
        text = markdown(with_findings(replace(FATAL, held=True)), lang)
        first, rest = text.split("\n", 1)
        assert ("高新技术企业" in first) if lang == "zh" else ("high and new technology" in first)
        assert ("**符合全部启用条件。**" if lang == "zh" else "**It meets every condition") in rest[:600]

    def test_tells_that_a_condition_may_be_signed_for(self) -> None:
        assert "批准人逐项签字确认后方可启用" in markdown(with_findings(REFUSED), "zh")
        assert "- 3 slices are worse" in markdown(with_findings(REFUSED), "en")

    def test_tells_that_a_condition_forbids_it(self) -> None:
        assert "**有 2 项启用条件未达到，不得启用：**" in markdown(with_findings(REFUSED, FATAL), "zh")
        assert "not to be put in use" in markdown(with_findings(REFUSED, FATAL), "en")

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_holds_every_finding_candidate_county_slice_and_year(self, lang: Lang) -> None:
        card = trained().card
        text = markdown(card, lang)
        assert all((one.zh if lang == "zh" else one.en) in text for one in card.findings)
        heads = {
            "zh": ("与其他方法比较", "各区县", "各分组是否差于整体", "数据"),
            "en": ("Beside other methods", "County by county", "Is it worse for some firms?", "Data"),
        }[lang]
        counts = (len(card.candidates), len(card.counties), len(card.slices), len(card.years))
        tables = [table(text, head) for head in heads]
        for rows, count in zip(tables, counts, strict=True):
            assert len(rows) >= 1 + count
            assert {len(row) for row in rows[: 1 + count]} == {len(rows[0])}

    def test_names_the_counties(self) -> None:
        named = tuple(replace(one, zh="宛城区", en="Wancheng") for one in trained().card.counties[:1])
        card = replace(trained().card, counties=named)
        assert "| 宛城区 |" in markdown(card, "zh")
        assert "| Wancheng |" in markdown(card, "en")

    def test_tells_who_has_an_outcome_where_that_is_a_selection(self) -> None:
        card = replace(trained().card, selection=SelectionNote(share=0.12, auc=0.81, effective_rows=345.4))
        assert "只有 12% 的企业有结果" in markdown(card, "zh")
        assert "345" in markdown(card, "en")
        assert "企业有结果" not in markdown(trained().card, "zh")

    def test_says_on_whom_it_could_be_checked(self) -> None:
        asked = {question: replace(trained().card, question=question) for question in ("if_applied", "applies")}
        assert "只在申报过并已有结论的企业上检验过" in markdown(asked["if_applied"], "zh")
        assert "checked only on firms that applied" in markdown(asked["if_applied"], "en")
        assert "只在无人走访的企业上检验过" in markdown(asked["applies"], "zh")
        assert "checked only on firms that were not visited" in markdown(asked["applies"], "en")
        assert "checked only" not in markdown(trained().card, "en")

    def test_says_why_there_are_no_hits_at_capacity(self) -> None:
        card = trained().card
        assert "staff can visit all firms at risk" not in markdown(card, "en")
        without = tuple(
            replace(one, metrics=tuple(metric for metric in one.metrics if "capacity" not in metric.name))
            for one in card.candidates
        )
        assert "staff can visit all firms at risk" in markdown(replace(card, candidates=without), "en")
        idle = tuple(replace(one, precision=None, lift=None) for one in card.counties)
        assert "工作人员能走访全部待预测企业" in markdown(replace(card, counties=idle), "zh")

    def test_leaves_out_parts_of_firms_for_a_table_that_is_not_about_firms(self) -> None:
        card = replace(trained().card, target="polish", question="", counties=(), slices=(), curves=())
        text = markdown(card, "en")
        assert text.startswith("# Model card: polish\n")
        assert "County by county" not in text
        assert "Curves" not in text

    def test_lets_no_word_end_a_cell_early(self) -> None:
        odd = replace(trained().card.counties[0], zh="甲|乙")
        assert "| 甲∣乙 |" in markdown(replace(trained().card, counties=(odd,)), "zh")


class TestCardFiles:
    def test_shows_every_plot_that_it_draws_and_no_other(self) -> None:
        made = card_files(trained().card)
        for lang in LANGUAGES:
            plots = {name for name in made if name.endswith(f".{lang}.svg")}
            shown = {name for name in made if f"![]({name})" in made[f"card.{lang}.md"]}
            assert plots == shown
            assert plots >= {f"calibration.{lang}.svg", f"slices.{lang}.svg"}
