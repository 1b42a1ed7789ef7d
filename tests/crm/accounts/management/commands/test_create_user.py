"""The command that makes a user."""

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from crm.accounts.models import User
from tests.factories import RegionFactory

pytestmark = pytest.mark.django_db


class TestCreateUser:
    def test_prints_a_password_that_works(self, capsys: pytest.CaptureFixture[str]) -> None:
        RegionFactory(code="411302")
        call_command("create_user", "zhang", "--role", "county_caseworker", "--region", "宛城区")
        username, password = capsys.readouterr().out.split()
        assert authenticate(username=username, password=password) is not None
        assert User.objects.get().regions.get().code == "411302"

    def test_names_the_namesakes_of_an_ambiguous_region(self) -> None:
        for code in ("110105", "220104"):
            RegionFactory(code=code, name="朝阳区")
        with pytest.raises(CommandError, match="110105 朝阳区, 220104 朝阳区; give the code"):
            call_command("create_user", "zhang", "--role", "county_caseworker", "--region", "朝阳区")

    def test_refuses_an_unknown_region(self) -> None:
        with pytest.raises(CommandError, match="no region is called “亚特兰蒂斯”"):
            call_command("create_user", "zhang", "--role", "county_caseworker", "--region", "亚特兰蒂斯")

    def test_says_why_the_service_refused(self) -> None:
        with pytest.raises(CommandError, match="county_caseworker"):
            call_command("create_user", "zhang", "--role", "county_caseworker")
