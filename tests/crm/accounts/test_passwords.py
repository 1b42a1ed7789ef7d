"""Passwords that are made here."""

import pytest

from crm.accounts.models import User
from crm.accounts.passwords import LENGTH, random_password, refuse_weak_password


class TestRandomPassword:
    def test_is_never_twice_the_same(self) -> None:
        assert len({random_password() for _time in range(200)}) == 200

    @pytest.mark.parametrize("_time", range(20))
    def test_passes_the_rules_of_this_installation(self, _time: int) -> None:
        refuse_weak_password(random_password(), User(username="zhang"))

    def test_can_be_read_from_paper(self) -> None:
        made = "".join(random_password() for _time in range(100))
        assert len(made) == 100 * LENGTH
        assert not set("0Oo1Il") & set(made)
