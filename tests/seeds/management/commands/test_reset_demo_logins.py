"""`./tidu reset_demo_logins`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from crm.accounts.models import User
from tests.factories import UserFactory


@pytest.mark.django_db
class TestResetDemoLogins:
    def test_prints_new_passwords_that_work(self) -> None:
        UserFactory(username="demo-leadership", role="leadership", is_demo=True)
        output = StringIO()
        call_command("reset_demo_logins", stdout=output)
        word, role, username, password = output.getvalue().strip().split("\t")
        assert (word, role, username) == ("login", "leadership", "demo-leadership")
        assert User.objects.get(username=username).check_password(password)

    def test_says_what_to_do_when_there_is_no_demo_city(self) -> None:
        with pytest.raises(CommandError, match="load_demo"):
            call_command("reset_demo_logins")
