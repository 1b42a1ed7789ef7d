"""Which measures a plan must leave as they are, so that all it reckons with is linear: the corners of mean growth.

The growth formula of 195号 divides by the middle year, so no lever moves the middle or the oldest year of it. A mean of
yearly ratios is linear as long as only the newest year's denominator moves.
"""

from collections.abc import Iterator

from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.schema import (
    Bands,
    BestOf,
    Comparison,
    MeanGrowth,
    MeanRatio,
    Quantity,
    Rulebook,
)


def quantities(rulebook: Rulebook) -> Iterator[Quantity]:
    """Yield every quantity that a rulebook looks at."""
    for criterion in rulebook.walk():
        if isinstance(criterion.clause, Comparison):
            yield criterion.clause.quantity
    for item in rulebook.score.items() if rulebook.score else ():
        match item.scale:
            case Bands():
                yield item.scale.quantity
            case BestOf():
                yield from (route.bands.quantity for route in item.scale.routes)


def frozen(rulebook: Rulebook) -> frozenset[str]:
    """Name the measures that no plan under a rulebook may move or assume."""
    kept: set[str] = set()
    for quantity in quantities(rulebook):
        if isinstance(quantity, MeanGrowth):
            kept |= {quantity.oldest, quantity.middle}
        elif isinstance(quantity, MeanRatio):
            pairs = sorted(
                zip(quantity.numerator, quantity.denominator, strict=True), key=lambda pair: MEASURES[pair[1]].year or 0
            )
            kept |= {name for pair in pairs[1:] for name in pair}
    return frozenset(kept)
