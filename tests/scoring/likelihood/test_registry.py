import hashlib
import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone

from scoring.likelihood.archive import ModelRefused, pack
from scoring.likelihood.candidates import MonotoneBoosting, RegularisedLogistic
from scoring.likelihood.predict import score
from scoring.likelihood.registry import _signature, _text, load, read_card, save
from tests.scoring.likelihood.city import KEY, city, frame, trained


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return save(trained(), tmp_path, key=KEY)


def resign(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the card and sign it with the right key: what then refuses is not the signature."""
    body = json.loads((folder / "card.json").read_text())["body"]
    change(body)
    (folder / "card.json").write_text(json.dumps({"signature": _signature(_text(body), KEY), "body": body}))


def replace_model(folder: Path, content: bytes) -> None:
    (folder / "model.skops").write_bytes(content)
    resign(folder, lambda body: body.update(model_sha256=hashlib.sha256(content).hexdigest()))


class TestSave:
    def test_writes_a_folder_a_version(self, folder: Path) -> None:
        assert folder.parts[-2:] == ("hnte_12m", trained().card.version)
        assert {path.name for path in folder.iterdir()} == {"model.skops", "card.json", "card.md", "reliability.svg"}

    def test_replaces_the_same_version_and_leaves_nothing_half_written(self, folder: Path) -> None:
        assert save(trained(), folder.parents[1], key=KEY) == folder
        assert [path.name for path in folder.parent.iterdir()] == [folder.name]

    def test_tells_people_what_was_judged(self, folder: Path) -> None:
        card = (folder / "card.md").read_text()
        assert "promoted" in card
        assert all(finding.zh in card for finding in trained().card.findings)
        assert (folder / "reliability.svg").read_text().count("<circle") == 10


class TestLoad:
    def test_gives_back_the_same_model(self, folder: Path) -> None:
        again, given = load(folder, key=KEY), frame(200, seed=42)
        assert (again.card, again.support, again.calibration) == (
            trained().card,
            trained().support,
            trained().calibration,
        )
        np.testing.assert_array_equal(score(given, again)["probability"], score(given, trained())["probability"])

    @pytest.mark.parametrize("estimator", [RegularisedLogistic(codes=("industry_section",))])
    def test_gives_back_a_logistic_regression_too(self, tmp_path: Path, estimator: RegularisedLogistic) -> None:
        fitted = clone(estimator).fit(city().X, city().y)
        again = load(save(replace(trained(), estimator=fitted), tmp_path, key=KEY), key=KEY)
        np.testing.assert_array_equal(again.estimator.decision_function(city().X), fitted.decision_function(city().X))

    def test_refuses_a_pickle_named_skops(self, folder: Path) -> None:
        replace_model(folder, pickle.dumps({"any": "thing"}))
        with pytest.raises(ModelRefused, match="no skops archive"):
            load(folder, key=KEY)

    def test_refuses_a_model_file_that_was_changed(self, folder: Path) -> None:
        content = bytearray((folder / "model.skops").read_bytes())
        content[len(content) // 2] ^= 1
        (folder / "model.skops").write_bytes(bytes(content))
        with pytest.raises(ModelRefused, match="not the file that its card describes"):
            load(folder, key=KEY)

    def test_refuses_a_card_that_was_changed(self, folder: Path) -> None:
        text = (folder / "card.json").read_text()
        (folder / "card.json").write_text(text.replace('"promoted": true', '"promoted": false'))
        with pytest.raises(ModelRefused, match="not signed with this instance's key"):
            load(folder, key=KEY)

    def test_refuses_a_model_of_another_instance(self, folder: Path) -> None:
        with pytest.raises(ModelRefused, match="not signed with this instance's key"):
            load(folder, key=b"another key")

    def test_refuses_another_scikit_learn(self, folder: Path) -> None:
        resign(folder, lambda body: body["card"].update(sklearn_version="1.2.0"))
        with pytest.raises(ModelRefused, match=r"scikit-learn 1\.2\.0"):
            load(folder, key=KEY)

    def test_refuses_features_in_another_order(self, folder: Path) -> None:
        resign(folder, lambda body: body["card"]["features"].reverse())
        with pytest.raises(ModelRefused, match="differ in name, order or meaning"):
            load(folder, key=KEY)

    def test_refuses_a_model_fitted_on_columns_in_another_order(self, folder: Path) -> None:
        turned: pd.DataFrame = city().X.iloc[:, ::-1]
        replace_model(folder, pack(clone(trained().estimator).fit(turned, city().y)))
        with pytest.raises(ModelRefused, match="was fitted on"):
            load(folder, key=KEY)

    def test_refuses_a_candidate_without_exact_reasons(self, folder: Path) -> None:
        full = MonotoneBoosting(max_iter=2).fit(city().X, city().y)
        replace_model(folder, pack(full))
        with pytest.raises(ModelRefused, match="MonotoneBoosting"):
            load(folder, key=KEY)

    def test_refuses_weights_that_are_no_numbers(self, folder: Path) -> None:
        broken = RegularisedLogistic(codes=("industry_section",)).fit(city().X, city().y)
        broken.coef_[:] = np.nan
        replace_model(folder, pack(broken))
        with pytest.raises(ModelRefused, match="no numbers"):
            load(folder, key=KEY)

    @pytest.mark.parametrize("name", ["card.json", "model.skops"])
    def test_names_a_file_that_is_missing(self, folder: Path, name: str) -> None:
        (folder / name).unlink()
        with pytest.raises(ModelRefused, match=f"{name} is missing"):
            load(folder, key=KEY)


class TestReadCard:
    def test_reads_the_card_without_the_model(self, folder: Path) -> None:
        (folder / "model.skops").unlink()
        assert read_card(folder, key=KEY) == trained().card
