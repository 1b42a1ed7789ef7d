from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.likelihood.cards.curves import curves, strongest
from scoring.likelihood.cards.plots import calibration, plots, ranked
from scoring.likelihood.cards.svg import Scale
from scoring.likelihood.cards.words import LANGUAGES, Lang, short, told
from scoring.likelihood.features import Feature
from scoring.likelihood.metrics import CurvePoint
from scoring.likelihood.model import Influence, PrintedCurve
from tests.scoring.likelihood.city import trained

SVG = "{http://www.w3.org/2000/svg}"
CURVE = (PrintedCurve(feature="rnd_intensity", at=(0.0, 0.03, 0.06), log_odds=(-0.8, 0.1, 0.6), missing=-0.4),)


def words(picture: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(picture).iter(f"{SVG}text")]


def count(picture: str, shape: str) -> int:
    return len(list(ElementTree.fromstring(picture).iter(f"{SVG}{shape}")))


class TestPlots:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_stay_on_their_page_and_carry_a_title(self, lang: Lang) -> None:
        for picture in plots(replace(trained().card, curves=CURVE), lang).values():
            root = ElementTree.fromstring(picture)
            width, height = float(root.attrib["width"]), float(root.attrib["height"])
            assert root.findtext(f"{SVG}title")
            placed = [one for one in root.iter(f"{SVG}text") if "x" in one.attrib]
            assert all(0 <= float(one.attrib["x"]) <= width for one in placed)
            assert all(0 <= float(one.attrib["y"]) <= height for one in placed)

    def test_draw_a_dot_for_every_bin_of_the_calibration(self) -> None:
        assert count(calibration(trained().card.curve, "zh"), "circle") == len(trained().card.curve)

    def test_draw_a_point_beyond_the_square_on_its_edge(self) -> None:
        sure = (CurvePoint(predicted=1.0, observed=1.0, firms=3), CurvePoint(predicted=0.0, observed=0.0, firms=3))
        assert count(calibration(sure, "en"), "circle") == 2

    def test_show_every_slice_that_was_tested_and_mark_what_is_worse(self) -> None:
        card = trained().card
        tested = len(ranked(card))
        assert tested > 0
        assert count(plots(card, "zh")["slices"], "circle") == tested + 1  # and the legend's
        first = next(one for one in card.slices if one.auc_p is not None)
        worse = tuple(replace(one, worse=one is first) for one in card.slices)
        marked = plots(replace(card, slices=worse), "zh")["slices"]
        assert marked.count("#c4320a") > plots(card, "zh")["slices"].count("#c4320a")

    def test_name_the_counties_and_escape_what_could_be_read_as_markup(self) -> None:
        card = trained().card
        odd = tuple(replace(one, en="A & <b>", capacity=1) for one in card.counties)
        assert "A & <b>" in words(plots(replace(card, counties=odd), "en")["counties"])

    def test_leave_out_counties_that_can_visit_every_firm(self) -> None:
        card = trained().card
        idle = tuple(replace(one, precision=None, lift=None) for one in card.counties)
        assert "counties" not in plots(replace(card, counties=idle), "zh")


class TestCurves:
    def test_draw_the_strongest_first_with_their_values(self) -> None:
        said = words(curves(replace(trained().card, curves=CURVE), "zh"))
        assert "研发费用占营收比" in said
        assert "0.0%" in said
        assert "6.0%" in said

    def test_leave_out_what_moves_nothing(self) -> None:
        still = (Influence(feature="rnd_intensity", mean_abs=0.0),)
        assert strongest(replace(trained().card, curves=CURVE, influence=still)) == []


class TestScale:
    @given(st.floats(-1e6, 1e6))
    def test_keeps_every_value_on_the_page(self, value: float) -> None:
        assert 10 <= Scale(low=0, high=1, start=10, end=90)(value) <= 90
        assert 10 <= Scale(low=0, high=1, start=90, end=10)(value) <= 90


class TestTold:
    @pytest.mark.parametrize(
        ("unit", "value", "zh", "en"),
        [
            ("yuan", 12_345_678.0, "1,235万元", "CNY 12.3m"),
            ("ratio", 0.031, "3.1%", "3.1%"),
            ("ratio", 0.42, "42%", "42%"),
            ("yes_no", 1.0, "是", "yes"),
            ("years", 3.5, "3.5", "3.5"),
            ("count", 3.0, "3", "3"),
        ],
    )
    def test_writes_a_value_as_people_do(self, unit: str, value: float, zh: str, en: str) -> None:
        feature = Feature(name="x", zh="x", en="x", unit=unit)  # type: ignore[arg-type]  # the table above is the list
        assert (told(feature, value, "zh"), told(feature, value, "en")) == (zh, en)

    def test_writes_a_section_by_its_name(self) -> None:
        section = next(one for one in trained().features if one.name == "industry_section")
        assert told(section, 2.0, "zh") == "C 制造业"


class TestShort:
    def test_gives_a_chinese_character_twice_the_room(self) -> None:
        assert short("abcdef", 3) == "abcdef"
        assert short("一二三四", 3) == "一二三…"
