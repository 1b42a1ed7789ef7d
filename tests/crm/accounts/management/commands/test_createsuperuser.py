"""The command that refuses to make somebody who may do everything."""

import pytest
from django.core.management import CommandError, call_command


class TestCreatesuperuser:
    def test_refuses_and_says_what_to_do(self) -> None:
        with pytest.raises(CommandError, match="create_user NAME --role"):
            call_command("createsuperuser")
