"""Twelve files that somebody could slip into the registry: each is refused, no code runs, the champion goes on."""

import hashlib
import io
import pickle
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.preprocessing import FunctionTransformer

from scoring.likelihood import archive
from scoring.likelihood.archive import Contents, pack
from scoring.likelihood.candidates import log_odds
from scoring.likelihood.candidates.logistic import RegularisedLogistic
from scoring.likelihood.errors import ModelRefused
from scoring.likelihood.predict import score
from scoring.likelihood.registry import load, save
from scoring.likelihood.signed import LARGEST_DOCUMENT
from tests.scoring.likelihood.city import KEY, city, frame, trained
from tests.scoring.likelihood.test_registry import resign

RAN: list[str] = []


class Exploit:
    def __reduce__(self) -> tuple[Any, ...]:
        return RAN.append, ("code ran",)


def holding(content: bytes) -> Callable[[Path], None]:
    """A model file whose card was signed for it: what refuses is the reading, not the signature."""

    def put(folder: Path) -> None:
        (folder / "model.skops").write_bytes(content)
        resign(folder, lambda body: body.update(model_sha256=hashlib.sha256(content).hexdigest()))

    return put


def logistic(*, turned: bool = False, broken: bool = False) -> bytes:
    X: pd.DataFrame = city().X.iloc[:, ::-1] if turned else city().X
    fitted = RegularisedLogistic(codes=("industry_section",)).fit(X, city().y)
    if broken:
        fitted.coef_[3] = np.nan
    refits = tuple(fitted for _ in trained().refits)
    return pack(Contents(estimator=fitted, refits=refits, propensity=None))


def inflated() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("schema.json", b"\0" * (archive.LARGEST_CONTENT + 1))
    return made.getvalue()


def strange_type() -> bytes:
    return pack(Contents(estimator=FunctionTransformer(log_odds), refits=(), propensity=None))


def unsigned(folder: Path) -> None:
    card = folder / "card.json"
    card.write_text(card.read_text().replace('"signature": "', '"unsigned": "'))


def another_key(folder: Path) -> None:
    save(trained_again(folder.name), folder.parents[1], key=b"the key of another instance")


def card_of_another_model(folder: Path) -> None:
    other = save(trained_again("20200101-0badcafe"), folder.parents[1], key=KEY)
    shutil.copy(other / "card.json", folder / "card.json")
    shutil.rmtree(other)


def truncated(folder: Path) -> None:
    file = folder / "model.skops"
    file.write_bytes(file.read_bytes()[:-200])


def linked(folder: Path) -> None:
    file = folder / "model.skops"
    outside = folder.parents[1] / "outside.skops"
    file.rename(outside)
    file.symlink_to(outside)


def too_large_a_card(folder: Path) -> None:
    card = folder / "card.json"
    card.write_text(card.read_text() + " " * LARGEST_DOCUMENT)


HOSTILE: dict[str, tuple[Callable[[Path], None], str]] = {
    "pickle named .skops": (lambda folder: holding(pickle.dumps(Exploit()))(folder), "no skops archive"),
    "unlisted type": (lambda folder: holding(strange_type())(folder), "type that no model is made of"),
    "inflated archive": (lambda folder: holding(inflated())(folder), "would unpack to"),
    "columns in another order": (lambda folder: holding(logistic(turned=True))(folder), "was fitted on"),
    "weights that are no numbers": (lambda folder: holding(logistic(broken=True))(folder), "no numbers"),
    "another scikit-learn": (
        lambda folder: resign(folder, lambda body: body["card"].update(sklearn_version="1.2.0")),
        r"scikit-learn 1\.2\.0",
    ),
    "unsigned": (unsigned, "not signed JSON"),
    "signed with another key": (another_key, "not signed with this instance's key"),
    "card of another model": (card_of_another_model, "moved here"),
    "truncated": (truncated, "not the file that its card describes"),
    "link to elsewhere": (linked, "is a link"),
    "too large a card": (too_large_a_card, "at most"),
}


def trained_again(version: str) -> Any:
    return replace(trained(), card=replace(trained().card, version=version))


class TestHostileModels:
    def test_are_twelve_kinds(self) -> None:
        assert len(HOSTILE) == 12

    @pytest.mark.parametrize("kind", HOSTILE)
    def test_are_refused_without_running_code_and_the_champion_goes_on(self, tmp_path: Path, kind: str) -> None:
        champion = save(trained(), tmp_path, key=KEY)
        challenger = save(trained_again("20261124-deadbeef"), tmp_path, key=KEY)
        before = score(frame(50, seed=1), load(champion, key=KEY))
        slip, because = HOSTILE[kind]
        slip(challenger)
        with pytest.raises(ModelRefused, match=because):
            load(challenger, key=KEY)
        assert RAN == []
        after = score(frame(50, seed=1), load(champion, key=KEY))
        pd.testing.assert_frame_equal(before, after)

    def test_features_in_another_order_on_the_card_are_refused_too(self, tmp_path: Path) -> None:
        folder = save(trained(), tmp_path, key=KEY)
        resign(folder, lambda body: body["card"]["features"].reverse())
        with pytest.raises(ModelRefused, match="differ in name, order or meaning"):
            load(folder, key=KEY)

    def test_a_candidate_without_exact_reasons_is_refused_too(self, tmp_path: Path) -> None:
        folder = save(trained(), tmp_path, key=KEY)
        fitted = RegularisedLogistic(codes=("industry_section",)).fit(city().X, city().y)
        holding(pack(Contents(estimator=fitted.coef_, refits=(), propensity=None)))(folder)
        with pytest.raises(ModelRefused, match="no exact reasons"):
            load(folder, key=KEY)
