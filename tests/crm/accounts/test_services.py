"""Making users."""

import pytest
from django.contrib.auth import authenticate

from crm.accounts.matrix import MATRIX
from crm.accounts.models import User
from crm.accounts.passwords import PasswordWeak
from crm.accounts.services import RegionsMissing, RoleUnknown, UsernameTaken, create_user, set_password
from tests.factories import PASSWORD, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db


class TestCreateUser:
    def test_makes_somebody_who_can_sign_in(self) -> None:
        county = RegionFactory()
        made = create_user(
            username="zhang", role="county_lead", regions=[county], display_name="张科长", password=PASSWORD
        )
        assert authenticate(username="zhang", password=PASSWORD) == made
        assert (list(made.regions.all()), made.display_name, made.is_demo) == ([county], "张科长", False)

    @pytest.mark.parametrize("role", MATRIX.role_codes())
    def test_makes_no_user_of_any_role_staff_or_superuser(self, role: str) -> None:
        made = create_user(username="x", role=role, regions=[RegionFactory()])
        assert not made.is_staff
        assert not made.is_superuser

    def test_lets_nobody_in_without_a_password(self) -> None:
        assert not create_user(username="zhang", role="leadership").has_usable_password()

    def test_refuses_a_role_that_the_matrix_does_not_know(self) -> None:
        with pytest.raises(RoleUnknown, match=r"emperor.*county_caseworker"):
            create_user(username="zhang", role="emperor")

    def test_refuses_a_role_by_region_without_regions(self) -> None:
        with pytest.raises(RegionsMissing):
            create_user(username="zhang", role="county_caseworker")

    def test_refuses_a_name_that_differs_in_case_only(self) -> None:
        UserFactory(username="Zhang")
        with pytest.raises(UsernameTaken, match="zhang"):
            create_user(username="zhang", role="leadership")

    @pytest.mark.parametrize("password", ["short1A", "12345678901234", "zhangsanfeng-1", "password12345"])
    def test_refuses_a_weak_password_and_makes_nobody(self, password: str) -> None:
        with pytest.raises(PasswordWeak):
            create_user(username="zhangsanfeng", role="leadership", password=password)
        assert not User.objects.exists()


class TestSetPassword:
    def test_replaces_the_old_one(self) -> None:
        user = UserFactory(username="zhang")
        set_password(user, "another-long-pass-phrase")
        assert authenticate(username="zhang", password=PASSWORD) is None
        assert authenticate(username="zhang", password="another-long-pass-phrase") == user
