from dataclasses import replace

import numpy as np
import pandas as pd

from scoring.likelihood.features import Feature
from scoring.likelihood.peers import FEWEST, peer_groups, peers_of
from tests.scoring.likelihood.city import trained

FEATURES = (
    Feature(name="share", zh="占比", en="share", unit="ratio"),
    Feature(name="section", zh="门类", en="section", unit="code", categories=("C", "I")),
    Feature(name="never", zh="未知", en="never known"),
)


def firms(sizes: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    X = pd.DataFrame({"share": np.arange(float(len(sizes))), "section": 1.0, "never": np.nan})
    return X, pd.DataFrame({"county": "", "industry_section": "C", "size": sizes, "age": ""})


class TestPeerGroups:
    def test_give_the_middle_firm_of_each_section_and_size_and_of_all(self) -> None:
        whole, micro = peer_groups(*firms(["micro"] * 21 + ["small"] * (FEWEST - 1) + [""] * 30), FEATURES)
        assert (whole.industry_section, whole.size, whole.firms) == ("", "", 70)
        assert (micro.industry_section, micro.size, micro.firms) == ("C", "micro", 21)
        assert micro.medians == (10.0, None, None)

    def test_leave_out_too_few_firms(self) -> None:
        assert len(peer_groups(*firms(["micro"] * (FEWEST - 1)), FEATURES)) == 1


class TestPeersOf:
    def test_takes_all_firms_where_its_own_kind_is_too_few(self) -> None:
        card = trained().card
        assert peers_of(card, "C", "micro").size == "micro"
        assert peers_of(card, "Z", "micro").size == ""
        assert peers_of(replace(card, peers=card.peers[:1]), "C", "micro").firms == card.peers[0].firms
