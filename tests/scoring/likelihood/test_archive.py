import io
import pickle
import zipfile
from typing import Any

import numpy as np
import pandas as pd
import pytest
import skops.io
from sklearn.dummy import DummyClassifier
from sklearn.preprocessing import FunctionTransformer

from scoring.likelihood import archive
from scoring.likelihood.archive import TRUSTED, Contents, pack, unfinite, unpack
from scoring.likelihood.candidates import candidates, log_odds
from scoring.likelihood.candidates.boosting import FullBoosting
from scoring.likelihood.errors import ModelRefused
from scoring.likelihood.features import plain_features

RAN: list[str] = []


class Exploit:
    def __reduce__(self) -> tuple[Any, ...]:
        return RAN.append, ("code ran",)


def table(rows: int = 300) -> tuple[pd.DataFrame, np.ndarray]:
    rng = np.random.default_rng(0)
    X = pd.DataFrame({"a": rng.normal(size=rows), "b": rng.normal(size=rows)}).mask(rng.random((rows, 2)) < 0.1)
    return X, (rng.random(rows) < 1 / (1 + np.exp(-X["a"].fillna(0)))).astype(int).to_numpy()


def held(estimator: object) -> Contents:
    return Contents(estimator=estimator, refits=(), propensity=None)


def packed(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive_made:
        for name, content in entries.items():
            archive_made.writestr(name, content)
    return made.getvalue()


def npy(shape: tuple[int, ...], content: bytes) -> bytes:
    """An array of floats whose head says `shape`, whatever is in it."""
    made = io.BytesIO()
    np.lib.format.write_array_header_1_0(made, {"descr": "<f8", "fortran_order": False, "shape": shape})
    return made.getvalue() + content


class TestUnpack:
    @pytest.mark.parametrize("name", ["logistic", "additive_boosting", "paired_boosting", "full_boosting"])
    def test_reads_back_every_candidate_that_can_be_chosen(self, name: str) -> None:
        X, y = table()
        fitted = candidates(plain_features(X.columns), baseline=None, seed=0)[name].fit(X, y)
        again = unpack(pack(Contents(estimator=fitted, refits=(fitted,), propensity=None)), where="here")
        np.testing.assert_array_equal(again.estimator.decision_function(X), fitted.decision_function(X))
        np.testing.assert_array_equal(again.refits[0].decision_function(X), fitted.decision_function(X))
        assert again.propensity is None
        assert unfinite(again.estimator) == ""

    def test_refuses_a_pickle_without_running_it(self) -> None:
        with pytest.raises(ModelRefused, match="no skops archive"):
            unpack(pickle.dumps(Exploit()), where="model.skops")
        assert RAN == []

    def test_refuses_a_type_that_is_not_listed(self) -> None:
        with pytest.raises(ModelRefused, match="log_odds"):
            unpack(pack(held(FunctionTransformer(log_odds))), where="model.skops")

    def test_refuses_an_archive_that_would_blow_up_before_opening_it(self) -> None:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr("schema.json", b"\0" * (archive.LARGEST_CONTENT + 1))
        assert len(made.getvalue()) < 200_000
        with pytest.raises(ModelRefused, match="would unpack to"):
            unpack(made.getvalue(), where="model.skops")

    def test_refuses_too_many_entries(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archive, "MOST_ENTRIES", 1)
        with pytest.raises(ModelRefused, match="entries"):
            unpack(pack(held(DummyClassifier().fit(np.zeros((2, 1)), [0, 1]))), where="model.skops")

    def test_refuses_too_large_a_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archive, "LARGEST_FILE", 10)
        with pytest.raises(ModelRefused, match="at most are read"):
            unpack(pack(held(DummyClassifier().fit(np.zeros((2, 1)), [0, 1]))), where="model.skops")

    def test_refuses_a_broken_archive(self) -> None:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as empty:
            empty.writestr("nothing.txt", "")
        with pytest.raises(ModelRefused, match="cannot be read"):
            unpack(made.getvalue(), where="model.skops")

    def test_refuses_an_archive_with_other_parts_than_a_model_has(self) -> None:
        with pytest.raises(ModelRefused, match="cannot be read"):
            unpack(bytes(skops.io.dumps({"anything": 1})), where="model.skops")

    @pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_refuses_another_way_of_packing_before_opening_it(self, method: int) -> None:
        with pytest.raises(ModelRefused, match="packed as no model is"):
            unpack(packed({"schema.json": b"{}"}, method), where="model.skops")

    def test_refuses_what_needs_a_password_before_opening_it(self) -> None:
        made = bytearray(packed({"schema.json": b"{}"}))
        for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # both places that tell of an entry
            made[made.index(head) + flags] |= 1
        with pytest.raises(ModelRefused, match="with a password"):
            unpack(bytes(made), where="model.skops")

    def test_refuses_a_schema_nested_too_deep(self) -> None:
        with pytest.raises(ModelRefused, match="RecursionError"):
            unpack(packed({"schema.json": b"[" * 200_000}), where="model.skops")

    def test_refuses_an_entry_whose_packed_bytes_are_broken(self) -> None:
        made = bytearray(packed({"schema.json": bytes(range(256)) * 40}))
        at = made.index(b"schema.json") + len(b"schema.json")
        made[at : at + 40] = b"\xff" * 40
        with pytest.raises(ModelRefused, match="cannot be read as a model"):
            unpack(bytes(made), where="model.skops")

    @pytest.mark.parametrize("raised", [MemoryError, EOFError, NotImplementedError, RuntimeError])
    def test_refuses_whatever_reading_stumbles_over(
        self, raised: type[Exception], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stumble(*given: object, **named: object) -> None:
            raise raised

        monkeypatch.setattr(skops.io, "loads", stumble)
        with pytest.raises(ModelRefused, match=raised.__name__):
            unpack(pack(held(DummyClassifier().fit(np.zeros((2, 1)), [0, 1]))), where="model.skops")

    @pytest.mark.parametrize("shape", [(2**40,), (3,), (1,), (-2, -1)])
    def test_refuses_an_array_that_asks_for_other_room_than_it_fills(self, shape: tuple[int, ...]) -> None:
        with pytest.raises(ModelRefused, match=r"1\.npy|cannot be \(-2, -1\)"):
            unpack(packed({"schema.json": b"{}", "1.npy": npy(shape, b"\0" * 16)}), where="model.skops")

    def test_refuses_an_archive_within_the_archive(self) -> None:
        inner = packed({"a.npy": b"\0" * 1_000_000})
        with pytest.raises(ModelRefused, match="cannot be read as a model"):
            unpack(packed({"schema.json": b"{}", "1.npy": inner}), where="model.skops")


class TestTrusted:
    def test_lists_no_more_than_the_candidates_need(self) -> None:
        X, y = table()
        made = candidates(plain_features(X.columns), baseline=None, seed=0).values()
        needed = {name for one in made for name in skops.io.get_untrusted_types(data=pack(held(one.fit(X, y))))}
        assert needed == set(TRUSTED)


class TestUnfinite:
    def test_finds_a_leaf_that_is_no_number_deep_inside(self) -> None:
        X, y = table()
        fitted = FullBoosting(max_iter=3).fit(X, y)
        assert unfinite(fitted) == ""
        fitted.trees_._predictors[2][0].nodes["value"][-1] = np.nan
        assert unfinite(fitted).endswith("nodes.value")

    @pytest.mark.parametrize("broken", [np.inf, -np.inf, np.nan])
    def test_finds_a_number_anywhere(self, broken: float) -> None:
        assert unfinite({"a": [1.0, (2.0, np.array([0.0, broken]))]}) == "model.a.1.1"
        assert unfinite([np.float64(broken)]) == "model.0"
        assert unfinite(np.array([[1.0, 2.0], None], dtype=object)) == ""
