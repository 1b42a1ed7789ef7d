import io
import pickle
import zipfile
from typing import Any

import numpy as np
import pytest
import skops.io
from sklearn.dummy import DummyClassifier
from sklearn.preprocessing import FunctionTransformer

from scoring.likelihood import archive
from scoring.likelihood.archive import TRUSTED, ModelRefused, pack, unpack
from scoring.likelihood.candidates import log_odds
from tests.scoring.likelihood.city import trained

RAN: list[str] = []


class Exploit:
    def __reduce__(self) -> tuple[Any, ...]:
        return RAN.append, ("code ran",)


class TestUnpack:
    def test_reads_back_what_was_packed(self) -> None:
        assert type(unpack(pack(trained().estimator), where="here")) is type(trained().estimator)

    def test_refuses_a_pickle_without_running_it(self) -> None:
        with pytest.raises(ModelRefused, match="no skops archive"):
            unpack(pickle.dumps(Exploit()), where="model.skops")
        assert RAN == []

    def test_refuses_a_type_that_is_not_listed(self) -> None:
        with pytest.raises(ModelRefused, match="log_odds"):
            unpack(skops.io.dumps(FunctionTransformer(log_odds)), where="model.skops")

    def test_refuses_an_archive_that_would_blow_up_before_opening_it(self) -> None:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr("schema.json", b"\0" * (archive.LARGEST_CONTENT + 1))
        assert len(held.getvalue()) < 200_000
        with pytest.raises(ModelRefused, match="would unpack to"):
            unpack(held.getvalue(), where="model.skops")

    def test_refuses_too_many_entries(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archive, "MOST_ENTRIES", 1)
        with pytest.raises(ModelRefused, match="entries"):
            unpack(pack(DummyClassifier().fit(np.zeros((2, 1)), [0, 1])), where="model.skops")

    def test_refuses_too_large_a_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archive, "LARGEST_FILE", 10)
        with pytest.raises(ModelRefused, match="at most are read"):
            unpack(pack(DummyClassifier().fit(np.zeros((2, 1)), [0, 1])), where="model.skops")

    def test_refuses_a_broken_archive(self) -> None:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as empty:
            empty.writestr("nothing.txt", "")
        with pytest.raises(ModelRefused, match="cannot be read"):
            unpack(held.getvalue(), where="model.skops")


class TestTrusted:
    def test_lists_no_more_than_the_candidates_need(self) -> None:
        assert set(skops.io.get_untrusted_types(data=pack(trained().estimator))) <= set(TRUSTED)
        assert not [name for name in TRUSTED if name.split(".")[0] not in {"numpy", "scoring", "sklearn"}]
