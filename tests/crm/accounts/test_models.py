"""What a user may do."""

import pytest

from crm.accounts.matrix import MATRIX
from crm.accounts.models import User

LEADER = User(role="leadership")
WORKER = User(role="county_caseworker")


class TestMay:
    def test_is_never_for_whoever_is_no_longer_active(self) -> None:
        gone = User(role="data_steward", is_active=False)
        assert not any(gone.may(action, kind) for kind, action in MATRIX.role("data_steward").rights)
        assert gone.permissions() == {}

    def test_is_not_given_by_a_right_to_counts(self) -> None:
        assert LEADER.right("view", "financials") is not None
        assert not LEADER.may("view", "financials")

    def test_refuses_a_kind_that_the_matrix_does_not_know(self) -> None:
        with pytest.raises(KeyError):
            WORKER.may("view", "firm")


class TestCountsOnly:
    def test_is_for_kinds_of_which_only_numbers_are_told(self) -> None:
        assert LEADER.counts_only("score")
        assert not LEADER.counts_only("enterprise")
        assert not WORKER.counts_only("score")

    def test_is_not_for_kinds_of_which_nothing_is_told(self) -> None:
        assert not LEADER.counts_only("contact")
        assert not LEADER.may_count("contact")
        assert WORKER.may_count("score")


class TestSeesMasked:
    def test_follows_the_right_to_view(self) -> None:
        assert WORKER.sees_masked("contact")
        assert not WORKER.sees_masked("enterprise")
        assert LEADER.sees_masked("enterprise")

    def test_is_the_rule_where_there_is_no_right(self) -> None:
        assert LEADER.sees_masked("contact")


class TestPermissions:
    def test_names_actions_by_kind(self) -> None:
        assert WORKER.permissions()["worklist"] == ["list", "view", "update"]
        assert "settings" not in WORKER.permissions()

    def test_says_count_where_only_numbers_are_told(self) -> None:
        assert LEADER.permissions()["worklist"] == ["count"]
        assert LEADER.permissions()["enterprise"] == ["list", "view"]
