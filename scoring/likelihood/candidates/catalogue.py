"""Which candidates stand for choice on a table, the simplest first."""

from scoring.likelihood.candidates.base import Candidate
from scoring.likelihood.candidates.boosting import AdditiveBoosting, FullBoosting, PairedBoosting
from scoring.likelihood.candidates.logistic import RegularisedLogistic
from scoring.likelihood.candidates.rulebook import RulebookBaseline
from scoring.likelihood.features import Feature

# Where policy itself reads two figures together: the R&D that 195号 asks for depends on sales, staff ratios on how many
# there are, points for IP take either class, and growth is judged by how old and how large the firm is.
PAIRS = (
    ("revenue_y0", "rnd_ratio_3y"),
    ("revenue_y0", "rnd_intensity"),
    ("headcount_y0", "st_staff_ratio"),
    ("ip_class1", "ip_class2"),
    ("age_years", "revenue_growth"),
    ("revenue_y0", "revenue_growth"),
    ("headcount_y0", "headcount_growth"),
)


def candidates(features: tuple[Feature, ...], *, baseline: str | None, seed: int) -> dict[str, Candidate]:
    """Unfitted candidates for a table with these features, the simplest first.

    The rulebook stands only where a `baseline` is named. Pairs are those of policy; a table without such features finds
    its own.
    """
    named = {feature.name for feature in features}
    codes = tuple(feature.name for feature in features if feature.categories)
    directions = tuple(int(feature.direction) for feature in features)
    pairs = tuple(pair for pair in PAIRS if named.issuperset(pair))
    made: dict[str, Candidate] = {}
    if baseline is not None:
        sign = next(feature.direction for feature in features if feature.name == baseline)
        made["rulebook"] = RulebookBaseline(points=baseline, increasing=None if sign == 0 else sign > 0)
    made["logistic"] = RegularisedLogistic(codes=codes, directions=directions)
    made["additive_boosting"] = AdditiveBoosting(directions=directions, random_state=seed)
    if len(features) > 1:
        made["paired_boosting"] = PairedBoosting(pairs=pairs, directions=directions, random_state=seed)
    made["full_boosting"] = FullBoosting(directions=directions, random_state=seed)
    return made
