"""`./tidu model`: show, promote, roll back, retire."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from crm.accounts.models import User
from scoring.likelihood.targets import TARGETS
from scoring.models import ModelVersion
from tests.factories import UserFactory
from tests.scoring.stored_models import a_version

pytestmark = pytest.mark.django_db
NOTE = "经比较，效果优于现用模型。"


@pytest.fixture
def approver() -> User:
    user: User = UserFactory(role="rule_approver")
    return user


def model(*arguments: str) -> str:
    output = StringIO()
    call_command("model", *arguments, stdout=output)
    return output.getvalue()


def in_use() -> list[str]:
    return list(ModelVersion.objects.filter(is_promoted=True).values_list("version", flat=True))


class TestDecisions:
    def test_put_a_version_in_use_take_it_back_and_out(self, approver: User) -> None:
        first = a_version(version="2026-05-01-a", trained_by=UserFactory())
        second = a_version(version="2026-05-02-b", trained_by=UserFactory(), champion=first.version)
        decided = ("--by", approver.username, "--note", NOTE)
        for version in (first, second):
            model("promote", "hnte_12m", version.version, *decided)
            assert in_use() == [version.version]
        model("rollback", "hnte_12m", *decided)
        assert in_use() == [first.version]
        assert "retire by" in model("retire", "hnte_12m", *decided)
        assert in_use() == []

    def test_refuse_who_may_not_decide(self) -> None:
        owner = UserFactory(role="model_owner")
        version = a_version(trained_by=owner)
        with pytest.raises(CommandError, match="may not decide"):
            model("promote", "hnte_12m", version.version, "--by", owner.username, "--note", NOTE)
        assert in_use() == []

    def test_refuse_with_the_words_of_the_service(self, approver: User) -> None:
        version = a_version(trained_by=approver)
        with pytest.raises(CommandError, match=str(version)):
            model("promote", "hnte_12m", version.version, "--by", approver.username, "--note", NOTE)

    def test_ask_for_a_signature_where_a_condition_does_not_hold(self, approver: User) -> None:
        version = a_version(trained_by=UserFactory(), refused=("slices",))
        decided = ("--by", approver.username, "--note", NOTE)
        with pytest.raises(CommandError):
            model("promote", "hnte_12m", version.version, *decided)
        model("promote", "hnte_12m", version.version, *decided, "--sign", "slices")
        assert in_use() == [version.version]

    def test_know_no_version_of_another_name(self, approver: User) -> None:
        with pytest.raises(CommandError, match="hnte_12m has no version x"):
            model("promote", "hnte_12m", "x", "--by", approver.username, "--note", NOTE)


class TestShow:
    def test_lists_every_target_with_the_version_in_use_or_why_there_is_none(self) -> None:
        version = a_version(trained_by=UserFactory(), in_use=True)
        lines = model("show").splitlines()
        assert len(lines) == len(TARGETS)
        assert lines[0] == f"hnte_12m: {version.version} in use"
        assert all("no model in use; " in line for line in lines[1:])

    def test_lists_the_versions_of_a_target_with_what_does_not_hold(self) -> None:
        owner = UserFactory()
        a_version(trained_by=owner, refused=("slices",))
        said = model("show", "hnte_12m")
        assert "not earned, logistic" in said
        assert f"by {owner.username}" in said
        assert "does not hold: slices" in said

    def test_lists_a_version_of_a_release_before_that_did_not_say_what_was_earned(self) -> None:
        card = {"findings": [], "promoted": True}
        ModelVersion.objects.create(target="hnte_12m", version="2025-01-01-old", sha256="0" * 64, card=card)
        assert "2025-01-01-old: of a release before, cannot be used" in model("show", "hnte_12m")
        assert "hnte_12m: no model in use; no model of this target has been trained yet" in model("show")

    def test_prints_the_card_of_a_version(self) -> None:
        version = a_version(trained_by=UserFactory())
        assert version.version in model("show", "hnte_12m", version.version)
