"""How many firms the staff of each county can visit: the measure of a list that is only useful as far as it is read."""

from collections import Counter
from collections.abc import Iterable

from crm.accounts.models import User
from crm.directory.models import Region
from scoring.likelihood.metrics import Capacity
from scoring.likelihood.targets import Target
from scoring.training.past import Day
from scoring.training.slices import county_of

FIRMS_A_CASEWORKER = 60
"""Firms that one caseworker can take through an application in a year: an assumption of ours, about one a week."""
ROLE = "county_caseworker"


def capacity_by_county(region_paths: Iterable[str]) -> Capacity:
    """The capacity of each county by its active caseworkers; a county that has none counts as if it had one.

    :param region_paths: of the regions in which firms lie, or once lay.
    """
    counties = {county for path in region_paths if (county := county_of(path))}
    areas = User.objects.filter(role=ROLE, is_active=True).values_list("regions__path", flat=True)
    staff = Counter(county_of(path or "") for path in areas)
    names = Region.objects.filter(code__in=counties).values_list("code", "name")
    return Capacity(
        by_county={county: FIRMS_A_CASEWORKER * max(staff[county], 1) for county in sorted(counties)},
        default=FIRMS_A_CASEWORKER,
        names={county: (name, name) for county, name in names},
    )


def at_risk_by_county(target: Target, day: Day) -> dict[str, int]:
    """Firms at risk on a past day by county ("" where it is not known): of whom the staff can visit so many."""
    counties = day.slices.loc[target.at_risk(day.frame), "county"].fillna("").astype(str).value_counts()
    return {str(county): int(firms) for county, firms in counties.items()}
