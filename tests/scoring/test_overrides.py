"""Overrides: what a person thinks stands beside the model's likelihood, and never in its place."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from scoring.models import Likelihood, LikelihoodOverride, ModelVersion, ScoringRun
from scoring.overrides import (
    LONGEST_STAY,
    NoProbability,
    NoSuchTarget,
    OverrideConfirmed,
    OverrideEnded,
    OwnOverride,
    ReasonTooShort,
    UntilOutOfBounds,
    confirm_override,
    end_override,
    make_override,
    may_confirm,
    may_end,
    overrides_of,
    standing_overrides,
    stands,
)
from tests.crm.enterprises.merging.situations import merged, recorded
from tests.factories import EnterpriseFactory, UserFactory

TODAY = date(2026, 6, 1)
NEXT_YEAR = date(2027, 3, 1)
REASON = "厂房在建，研发团队已扩充一倍，银行授信已批"
pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> Enterprise:
    return EnterpriseFactory()


@pytest.fixture
def maker() -> User:
    return UserFactory()


@pytest.fixture
def lead() -> User:
    return UserFactory(county_lead=True)


def made(firm: Enterprise, by: User, **said: object) -> LikelihoodOverride:
    given = {"target": "hnte_12m", "probability": 0.8, "reason": REASON, "until": NEXT_YEAR, "on": TODAY, **said}
    return make_override(enterprise=firm, by=by, **given)  # type: ignore[arg-type]  # as each test has it


def scored(firm: Enterprise, probability: float | None) -> Likelihood:
    """A finished run that says so of the firm."""
    run = ScoringRun.objects.create(kind="score", as_of=TODAY, state="done", finished_at=timezone.now())
    version, _made = ModelVersion.objects.get_or_create(
        target="hnte_12m", version="1", defaults={"sha256": "0" * 64, "card": {}, "is_promoted": True}
    )
    because = None if probability is not None else {"code": "facts_missing", "zh": "数据不足", "en": "facts missing"}
    return Likelihood.objects.create(
        run=run,
        enterprise=firm,
        model_version=version,
        target="hnte_12m",
        probability=probability,
        abstained_because=because,
    )


class TestMakeOverride:
    def test_keeps_what_was_thought_beside_what_the_model_said(self, firm: Enterprise, maker: User) -> None:
        stored = scored(firm, 0.2)
        override = made(firm, maker)
        assert (override.probability, override.model_probability) == (0.8, 0.2)
        assert (override.reason, override.until, override.made_by) == (REASON, NEXT_YEAR, maker)
        stored.refresh_from_db()
        assert stored.probability == 0.2

    @pytest.mark.parametrize("said", [None, "no run at all"])
    def test_knows_that_the_model_said_nothing(self, firm: Enterprise, maker: User, said: str | None) -> None:
        if said is None:
            scored(firm, None)
        assert made(firm, maker).model_probability is None

    def test_ends_the_one_that_stood_before_and_keeps_it_on_record(self, firm: Enterprise, maker: User) -> None:
        first = made(firm, maker)
        other = UserFactory()
        second = made(firm, other, probability=0.3)
        first.refresh_from_db()
        assert (first.probability, first.ended_by, first.end_note) == (0.8, other, _("replaced by a newer one"))
        assert not stands(first, TODAY)
        assert list(overrides_of(firm, "hnte_12m")) == [second, first]

    def test_leaves_those_of_other_targets_and_firms_alone(self, firm: Enterprise, maker: User) -> None:
        other_target, other_firm = made(firm, maker, target="gazelle_3y"), made(EnterpriseFactory(), maker)
        made(firm, maker)
        for one in (other_target, other_firm):
            one.refresh_from_db()
            assert stands(one, TODAY)

    @pytest.mark.parametrize("probability", [-0.01, 1.01, float("nan"), float("inf")])
    def test_refuses_what_is_no_probability(self, firm: Enterprise, maker: User, probability: float) -> None:
        with pytest.raises(NoProbability):
            made(firm, maker, probability=probability)

    @pytest.mark.parametrize("reason", ["", "看好", "  太短的理由   ", "看\u200b好" * 4, "长" * 401])
    def test_refuses_a_reason_that_says_nothing_or_too_much(self, firm: Enterprise, maker: User, reason: str) -> None:
        with pytest.raises(ReasonTooShort):
            made(firm, maker, reason=reason)

    @pytest.mark.parametrize("until", [TODAY - timedelta(days=1), TODAY + LONGEST_STAY + timedelta(days=1)])
    def test_refuses_a_day_that_is_over_or_too_far_ahead(self, firm: Enterprise, maker: User, until: date) -> None:
        with pytest.raises(UntilOutOfBounds, match=str(until)):
            made(firm, maker, until=until)

    @pytest.mark.parametrize("until", [TODAY, TODAY + LONGEST_STAY])
    def test_takes_the_first_and_the_last_day_that_there_is(self, firm: Enterprise, maker: User, until: date) -> None:
        assert stands(made(firm, maker, until=until), TODAY)

    def test_refuses_what_nothing_is_foretold_of(self, firm: Enterprise, maker: User) -> None:
        with pytest.raises(NoSuchTarget):
            made(firm, maker, target="unicorn_1m")


class TestStanding:
    def test_ends_by_itself_when_its_last_day_is_over(self, firm: Enterprise, maker: User) -> None:
        override = made(firm, maker)
        assert standing_overrides(firm, NEXT_YEAR) == {"hnte_12m": override}
        day_after = NEXT_YEAR + timedelta(days=1)
        assert standing_overrides(firm, day_after) == {}
        assert not stands(override, day_after)

    def test_survives_a_merge_and_speaks_of_the_firm_that_is_kept(self, maker: User, lead: User) -> None:
        kept, gone = recorded(), recorded()
        made(kept, maker)
        newer = made(gone, maker, probability=0.1)
        merged(kept, gone)
        newer.refresh_from_db()
        assert (newer.enterprise_id, newer.probability, newer.reason, newer.ended_at) == (gone.pk, 0.1, REASON, None)
        assert standing_overrides(kept, TODAY) == {"hnte_12m": newer}
        assert confirm_override(override_id=newer.pk, by=lead, on=TODAY).confirmed_by == lead

    def test_of_a_merged_record_is_outspoken_but_not_ended_by_a_newer_one(self, maker: User) -> None:
        kept, gone = recorded(), recorded()
        older, theirs = made(kept, maker), made(gone, maker, probability=0.1)
        merged(kept, gone)
        newest = made(kept, maker, probability=0.5)
        for one in (older, theirs):
            one.refresh_from_db()
        assert (older.ended_at is None, theirs.ended_at is None) == (False, True)
        assert standing_overrides(kept, TODAY) == {"hnte_12m": newest}


class TestConfirmOverride:
    def test_says_that_another_person_thinks_so_too(self, firm: Enterprise, maker: User, lead: User) -> None:
        override = made(firm, maker)
        assert may_confirm(override, lead, TODAY)
        confirmed = confirm_override(override_id=override.pk, by=lead, on=TODAY)
        assert (confirmed.confirmed_by, confirmed.probability) == (lead, 0.8)
        assert not may_confirm(confirmed, lead, TODAY)
        with pytest.raises(OverrideConfirmed):
            confirm_override(override_id=override.pk, by=UserFactory(county_lead=True), on=TODAY)

    def test_is_not_for_who_made_it_whatever_the_role(self, firm: Enterprise, lead: User) -> None:
        override = made(firm, lead)
        assert not may_confirm(override, lead, TODAY)
        with pytest.raises(OwnOverride):
            confirm_override(override_id=override.pk, by=lead, on=TODAY)

    def test_is_not_open_to_a_caseworker(self, firm: Enterprise, maker: User) -> None:
        assert not may_confirm(made(firm, maker), UserFactory(), TODAY)

    def test_refuses_one_that_has_ended_or_run_out(self, firm: Enterprise, maker: User, lead: User) -> None:
        override = made(firm, maker)
        with pytest.raises(OverrideEnded):
            confirm_override(override_id=override.pk, by=lead, on=NEXT_YEAR + timedelta(days=1))
        end_override(override_id=override.pk, by=maker, note="")
        with pytest.raises(OverrideEnded):
            confirm_override(override_id=override.pk, by=lead, on=TODAY)


class TestEndOverride:
    def test_keeps_what_was_thought_and_why_it_was_ended(self, firm: Enterprise, maker: User) -> None:
        override = made(firm, maker)
        assert may_end(override, maker)
        ended = end_override(override_id=override.pk, by=maker, note=" 企业搬走了 ")
        assert (ended.probability, ended.end_note, ended.ended_by) == (0.8, "企业搬走了", maker)
        assert not may_end(ended, maker)
        assert standing_overrides(firm, TODAY) == {}

    def test_ends_nothing_twice(self, firm: Enterprise, maker: User) -> None:
        override = made(firm, maker)
        end_override(override_id=override.pk, by=maker, note="first")
        with pytest.raises(OverrideEnded):
            end_override(override_id=override.pk, by=UserFactory(), note="second")
        override.refresh_from_db()
        assert override.end_note == "first"
