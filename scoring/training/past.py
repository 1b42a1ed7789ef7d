"""What was known of all firms on a day of each past year, and all that came after: read once for every target."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

import pandas as pd
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from crm.casework.models import Engagement
from crm.enterprises.models import Enterprise
from crm.programmes.models import Application
from scoring.controllers import groups
from scoring.facts import Facts, read_facts
from scoring.frame import cut
from scoring.likelihood.features import READABLE
from scoring.models import RulebookVersion, TrainingLabel
from scoring.rulebook_points import with_rulebook_points
from scoring.training.slices import slices

KEPT = sorted(READABLE | {"registered_on"})
"""Of a past day's frame: what models, targets and labels read. The rest would fill the memory eight times over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One past day: a row a firm that operated then, with its group of one controller and the slices it belongs to.

    The group is that of today's knowledge, the same on every day: no model reads it, it only keeps sisters together.
    """

    as_of: date
    frame: pd.DataFrame
    group: "pd.Series[str]"
    slices: pd.DataFrame


@dataclass(slots=True, kw_only=True)
class Past:
    """All that training reads.

    `applications` (enterprise, programme, submitted_on, decided_on, outcome) and `engagements` (enterprise,
    happened_on) tell what came after a day; they are no part of any frame. `stated` are the training labels that
    somebody approved (enterprise, target, year, outcome, stated_by). `group` names the group of every firm.
    """

    today: date
    facts: Facts
    applications: pd.DataFrame
    engagements: pd.DataFrame
    stated: pd.DataFrame
    group: "pd.Series[str]"
    _days: dict[date, Day] = field(default_factory=dict)

    @classmethod
    def read(cls, today: date) -> Self:
        """Read what `today` knows of every firm."""
        firms = Enterprise.objects.unmerged()
        applied = Application.objects.known_on(today).filter(enterprise__in=firms)
        engaged = Engagement.objects.filter(enterprise__in=firms, known_on__lte=today)
        facts = read_facts(firms, today)
        return cls(
            today=today,
            facts=facts,
            applications=_table(applied, "programme", "submitted_on", "decided_on", "outcome"),
            engagements=_table(engaged, "happened_on"),
            stated=_stated(),
            group=groups(facts, today),
        )

    def day(self, as_of: date) -> Day:
        """The firms as they were known on `as_of`; made once."""
        if as_of not in self._days:
            self._days[as_of] = self._made(as_of)
        return self._days[as_of]

    def _made(self, as_of: date) -> Day:
        measures = cut(self.facts, as_of)
        frame = with_rulebook_points(measures, list(RulebookVersion.objects.in_force(as_of)))
        return Day(
            as_of=as_of,
            frame=frame[[name for name in KEPT if name in frame]],
            group=self.group.reindex(frame.index),
            slices=slices(frame, self.facts.region_paths),
        )


def _stated() -> pd.DataFrame:
    """The labels that were approved, one a firm, target and year.

    Those of a record that was merged into another speak of the firm that is kept, where it has none of its own.
    """
    approved = TrainingLabel.objects.filter(state=TrainingLabel.State.APPROVED)
    of_firms = approved.annotate(firm=Coalesce("enterprise__merged_into", "enterprise"))
    own_first = of_firms.order_by(F("enterprise__merged_into").asc(nulls_first=True), "-decided_at", "-pk")
    names = ("enterprise", "target", "year", "outcome", "stated_by")
    table = pd.DataFrame.from_records(own_first.values_list("firm", *names[1:]), columns=names)
    return table.drop_duplicates(["enterprise", "target", "year"], ignore_index=True)


def _table(rows: "QuerySet[Any]", *columns: str) -> pd.DataFrame:
    """Plain columns of a queryset: foreign keys by their key, days as datetime64."""
    names = ("enterprise", *columns)
    table = pd.DataFrame.from_records(rows.order_by("pk").values_list(*names), columns=names)
    return table.assign(**{name: pd.to_datetime(table[name]) for name in columns if name.endswith("_on")})
