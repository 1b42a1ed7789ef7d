"""Cards of models through the API: all that decides on their use, and nothing of fewer than five firms."""

import pytest

from crm.accounts.models import User
from scoring.models import ModelVersion
from tests.api.models import MODELS, county, part, read, with_card
from tests.api.problems import field_codes, problem
from tests.api.situations import client_of
from tests.scoring.stored_models import a_version

pytestmark = pytest.mark.django_db


class TestModelCard:
    def test_tells_all_that_decides_on_its_use(self, model_approver: User, waiting_model: ModelVersion) -> None:
        card = read(model_approver, f"/hnte_12m/{waiting_model.version}", "readModel")
        assert (card["question"], card["horizon"], card["reasons_by"], card["refits"]) == (
            "becomes",
            12,
            "additive",
            3,
        )
        assert [finding["rule"] for finding in card["findings"]] == ["calibrated", "slices", "too_good"]
        assert [one["algorithm"]["code"] for one in card["candidates"]] == ["logistic"]
        assert {one["name"] for one in card["features"]} >= {"revenue_y0", "rnd_intensity"}
        assert (card["peers"], card["can"]) == (3, ["promote"])

    def test_may_not_be_put_in_use_by_who_trained_it(self, model_owner: User, waiting_model: ModelVersion) -> None:
        assert read(model_owner, f"/hnte_12m/{waiting_model.version}", "readModel")["can"] == []
        model_owner.role = "rule_approver"
        model_owner.save()
        assert read(model_owner, f"/hnte_12m/{waiting_model.version}", "readModel")["can"] == []

    def test_may_not_be_put_in_use_where_a_condition_failed_that_nobody_signs_for(
        self, model_owner: User, model_approver: User
    ) -> None:
        for number, (refused, can) in enumerate([("calibrated", []), ("slices", ["promote"])]):
            version = a_version(trained_by=model_owner, refused=(refused,), version=f"2026-05-0{number + 1}-aaaa")
            assert read(model_approver, f"/hnte_12m/{version.version}", "readModel")["can"] == can

    def test_tells_nothing_of_fewer_than_five_firms_nor_what_would_tell_it(
        self, model_approver: User, waiting_model: ModelVersion
    ) -> None:
        parts = [
            part("size", "micro", 200, 40),
            part("size", "small", 60, 12, worse_in=("auc",)),
            part("size", "medium", 30, 8),
            part("size", "large", 9, 2),
            part("age", "0-3", 3, 1),
            part("age", "3-5", 90, 30),
            part("age", "", 80, 20),
        ]
        counties = [county("411302", 40, 9), county("411303", 4, 1), county("411323", 20, 6)]
        with_card(waiting_model, slices=parts, counties=counties)
        card = read(model_approver, f"/hnte_12m/{waiting_model.version}", "readModel")
        told = {(one["dimension"], one["code"]): one for one in card["slices"]}
        assert {key: one["positives"] for key, one in told.items()} == {
            ("size", "micro"): 40,
            ("size", "small"): 12,
            ("size", "medium"): None,
            ("size", "large"): None,
            ("age", "0-3"): None,
            ("age", "3-5"): 30,
            ("age", ""): None,
        }
        assert (told["size", "large"]["rows"], told["size", "large"]["happened"]) == (9, None)
        assert [one["name"] for one in told["size", "large"]["metrics"]] == ["auc"]
        assert (told["age", "0-3"]["rows"], told["age", "0-3"]["metrics"]) == (None, [])
        assert (told["size", "small"]["worse_in"], told["size", "small"]["zh"]) == (["auc"], "小型")
        assert (told["age", ""]["zh"], told["age", ""]["en"]) == ("不详", "not known")
        assert [(one["zh"], one["firms"], one["precision"]) for one in card["counties"]][1] == ("县411303", None, None)
        assert [one["positives"] for one in card["counties"]] == [9, None, None]

    def test_tells_nothing_of_a_part_that_nearly_all_firms_of_reached(
        self, model_approver: User, waiting_model: ModelVersion
    ) -> None:
        with_card(waiting_model, counties=[county("411302", 40, 37), county("411323", 20, 12), county("411303", 90, 9)])
        told = read(model_approver, f"/hnte_12m/{waiting_model.version}", "readModel")["counties"]
        assert [(one["firms"], one["positives"], one["happened"], one["precision"] is None) for one in told] == [
            (40, None, None, True),
            (20, None, None, True),
            (90, 9, 0.1, False),
        ]

    def test_tells_no_year_in_which_few_reached_the_target(
        self, model_approver: User, waiting_model: ModelVersion
    ) -> None:
        (judged,) = waiting_model.card["years"]
        early = {**judged, "as_of": "2020-04-02", "use": "train"}
        with_card(
            waiting_model,
            years=[
                {**early, "rows": 213, "positives": 4},
                {**early, "rows": 310, "positives": 21, "as_of": "2021-04-02"},
                {**early, "rows": 320, "positives": 33, "as_of": "2022-04-02"},
                judged,
            ],
        )
        years = read(model_approver, f"/hnte_12m/{waiting_model.version}", "readModel")["years"]
        assert [(one["rows"], one["positives"]) for one in years] == [(213, None), (310, None), (320, 33), (300, 150)]
        text = client_of(model_approver).get(f"{MODELS}/hnte_12m/{waiting_model.version}/card").content.decode()
        assert "2020-04-02" not in text
        assert "2022-04-02" in text

    def test_never_serves_the_values_that_bins_of_drift_begin_at(
        self, model_approver: User, waiting_model: ModelVersion
    ) -> None:
        edges = [edge for one in waiting_model.card["reference"] for edge in one["edges"] if edge > 1_000]
        assert edges
        address = f"{MODELS}/hnte_12m/{waiting_model.version}"
        for path in (address, f"{address}/card", f"{MODELS}/hnte_12m", MODELS):
            text = client_of(model_approver).get(path).content.decode()
            assert not [edge for edge in edges if str(edge) in text]

    def test_prints_what_a_feature_does_alone(self, model_approver: User, waiting_model: ModelVersion) -> None:
        curve = {"feature": "rnd_intensity", "at": [0.0, 0.1], "log_odds": [-1.0, 1.0], "missing": -0.2}
        with_card(waiting_model, curves=[curve])
        (told,) = read(model_approver, f"/hnte_12m/{waiting_model.version}", "readModel")["curves"]
        assert (told["points"][1], told["missing"], told["unit"]) == ({"at": 0.1, "log_odds": 1.0}, -0.2, "ratio")

    @pytest.mark.parametrize(("query", "word"), [("", "模型"), ("?lang=zh", "模型"), ("?lang=en", "odel")])
    def test_is_downloaded_in_both_languages(
        self, model_approver: User, waiting_model: ModelVersion, query: str, word: str
    ) -> None:
        with_card(waiting_model, counties=[county("411303", 4, 1), county("411323", 20, 6), county("411302", 40, 9)])
        answer = client_of(model_approver).get(f"{MODELS}/hnte_12m/{waiting_model.version}/card{query}")
        assert answer.status_code == 200, answer.content
        text = answer.content.decode()
        assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
        assert waiting_model.version in answer.headers["Content-Disposition"]
        assert text.startswith("#")
        assert word in text
        assert "411303" not in text

    def test_is_downloaded_in_no_third(self, model_approver: User, waiting_model: ModelVersion) -> None:
        address = f"{MODELS}/hnte_12m/{waiting_model.version}/card"
        assert field_codes(client_of(model_approver).get(f"{address}?lang=fr")) == {"lang": "invalid_choice"}
        assert field_codes(client_of(model_approver).get(f"{address}?path=/etc")) == {"path": "unknown_parameter"}

    @pytest.mark.parametrize(
        "path",
        ["/nothing", "/nothing/2026-05-01-aaaa", "/hnte_12m/1999", "/gazelle_3y/2026-05-01-aaaa", "/hnte_12m/.."],
    )
    def test_is_not_there_for_what_is_not_there(
        self, model_approver: User, waiting_model: ModelVersion, path: str
    ) -> None:
        problem(client_of(model_approver).get(f"{MODELS}{path}"), 404, "not_found")
