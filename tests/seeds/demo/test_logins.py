"""Demo logins: one a role, with passwords that nobody chose."""

import pytest

from crm.accounts.matrix import MATRIX
from crm.accounts.models import User
from seeds.demo.logins import make_logins, make_missing_logins, reset_logins
from tests.factories import UserFactory


@pytest.mark.usefixtures("reference_data")
class TestMakeLogins:
    def test_makes_one_for_each_role_that_can_sign_in(self) -> None:
        logins = make_logins()
        assert [login.role for login in logins] == MATRIX.role_codes()
        for login in logins:
            user = User.objects.get(username=login.username)
            assert user.check_password(login.password)
            assert (user.pk, user.role, user.is_demo) == (login.user_id, login.role, True)

    def test_lets_the_county_answer_for_its_county_and_the_others_for_the_city(self) -> None:
        make_logins()
        regions = {user.username: [one.code for one in user.regions.all()] for user in User.objects.all()}
        assert regions["demo-county-caseworker"] == regions["demo-county-lead"] == ["411303"]
        assert regions["demo-leadership"] == ["411300"]

    def test_gives_no_two_logins_the_same_password(self) -> None:
        assert len({login.password for login in make_logins()}) == len(MATRIX.role_codes())

    def test_renews_those_that_are_there(self) -> None:
        first, second = make_logins(), make_logins()
        assert [login.user_id for login in first] == [login.user_id for login in second]
        assert not User.objects.get(pk=first[0].user_id).check_password(first[0].password)


@pytest.mark.usefixtures("reference_data")
class TestMakeMissingLogins:
    def test_makes_those_of_roles_that_came_later_and_renews_none(self) -> None:
        first = {login.role: login for login in make_logins()}
        User.objects.get(pk=first["model_owner"].user_id).delete()
        (made,) = make_missing_logins()
        assert made.role == "model_owner"
        assert User.objects.get(username=made.username).check_password(made.password)
        other = first["data_steward"]
        assert User.objects.get(pk=other.user_id).check_password(other.password)
        assert make_missing_logins() == ()


@pytest.mark.usefixtures("reference_data")
class TestResetLogins:
    def test_renews_every_demo_login_and_nobody_else(self) -> None:
        old = {login.username: login.password for login in make_logins()}
        real = UserFactory()
        kept = real.password
        renewed = {login.username: login.password for login in reset_logins()}
        assert renewed.keys() == old.keys()
        assert not set(renewed.values()) & set(old.values())
        real.refresh_from_db()
        assert real.password == kept


class TestDemoLogin:
    @pytest.mark.usefixtures("reference_data")
    def test_is_told_in_four_fields_with_tabs_between(self) -> None:
        login = make_logins()[0]
        assert login.line().split("\t") == ["login", login.role, login.username, login.password]
