"""`./tidu load_demo`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from crm.accounts.matrix import MATRIX
from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from tests.factories import EnterpriseFactory


def load(*arguments: str) -> list[str]:
    output = StringIO()
    call_command("load_reference", stdout=StringIO())
    call_command("load_demo", "--firms", "30", "--today", "2026-11-23", *arguments, stdout=output)
    return output.getvalue().splitlines()


@pytest.mark.django_db
class TestLoadDemo:
    def test_prints_a_login_a_role_that_signs_in_and_says_so_when_run_again(self) -> None:
        lines = [line.split("\t") for line in load()]
        assert [line[:2] for line in lines] == [["login", role] for role in MATRIX.role_codes()]
        for _word, _role, username, password in lines:
            assert User.objects.get(username=username).check_password(password)
        (again,) = load()
        assert again.startswith("already there: 30 synthetic firms")
        assert Enterprise.objects.count() == 30

    def test_refuses_a_database_with_real_firms_unless_told(self) -> None:
        EnterpriseFactory()
        with pytest.raises(CommandError, match="--beside"):
            load()
        assert len(load("--beside")) == len(MATRIX.role_codes())

    def test_refuses_a_city_without_firms(self) -> None:
        with pytest.raises(CommandError, match="at least one"):
            load("--firms", "0")
