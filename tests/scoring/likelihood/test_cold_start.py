import pickle

import numpy as np
import pytest

from scoring.likelihood.cold_start import LEAST, has_enough, refuse_too_few
from scoring.likelihood.errors import LikelihoodError, TooFewOutcomes


def outcomes(reached: int, not_reached: int) -> np.ndarray:
    return np.array([1] * reached + [0] * not_reached)


class TestRefuseTooFew:
    def test_says_what_is_needed_in_both_languages(self) -> None:
        with pytest.raises(TooFewOutcomes, match="3 of 60 firms reached the target in the years used to train") as why:
            refuse_too_few("hnte_12m", outcomes(3, 57), "train")
        assert (why.value.code, why.value.found, why.value.needed) == ("too_few_outcomes", 3, 30)
        assert "至少需要30家" in why.value.zh

    def test_asks_also_for_firms_that_did_not_reach_the_target(self) -> None:
        with pytest.raises(TooFewOutcomes, match="9 of 109 firms did not reach") as why:
            refuse_too_few("hnte_if_applied", outcomes(100, 9), "judge")
        assert (why.value.found, why.value.needed) == (9, 10)

    def test_is_content_at_the_minimum(self) -> None:
        for part, least in LEAST.items():
            refuse_too_few("hnte_12m", outcomes(least.reached, least.not_reached), part)
            assert not has_enough(outcomes(least.reached - 1, least.not_reached), part)


class TestErrors:
    def test_come_whole_out_of_another_process(self) -> None:
        back = pickle.loads(pickle.dumps(TooFewOutcomes("few", "少", 3, 30)))
        assert (str(back), back.en, back.zh, back.found, back.needed) == ("few", "few", "少", 3, 30)
        assert pickle.loads(pickle.dumps(LikelihoodError("no", "不"))).zh == "不"

    def test_speak_english_where_there_is_no_other_wording(self) -> None:
        assert LikelihoodError("no").zh == "no"
