"""The command that loads reference data and programmes."""

import pytest
from django.core.management import call_command

from crm.programmes.models import Programme

pytestmark = pytest.mark.django_db


class TestLoadReference:
    def test_prints_what_changed_in_each_table(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("load_reference")
        assert "regions: 3354 new, 0 updated, 0 unchanged" in capsys.readouterr().out
        call_command("load_reference")
        assert "programmes: 0 new, 0 updated, 17 unchanged" in capsys.readouterr().out

    def test_makes_the_four_programmes_of_the_path(self) -> None:
        call_command("load_reference")
        assert list(Programme.objects.exclude(tier=None).values_list("code", "tier", "is_draft")) == [
            ("tech_sme", 1, False),
            ("hnte", 2, False),
            ("gazelle", 3, True),
            ("innovation_leader", 4, True),
        ]
