"""What several tests of the API begin with."""

import io
from datetime import date

from django.test import Client

from crm.accounts.models import User
from crm.intake.models import Import
from crm.intake.services import preview_import
from tests.factories import uscc


def client_of(user: User) -> Client:
    """A client with a session of `user`."""
    client = Client()
    client.force_login(user)
    return client


def previewed(user: User) -> Import:
    """An import of firms that `user` uploaded and that waits for a decision: one good row, one refused."""
    lines = (
        "统一社会信用代码,企业名称,所在区县",
        f"{uscc(900_001)},南阳新来机电有限公司,卧龙区",
        "123,编号有误,卧龙区",
    )
    return preview_import(
        file=io.BytesIO("\n".join(lines).encode()),
        file_name="名录.csv",
        kind="enterprises",
        source="登记机关",
        known_on=date(2026, 5, 1),
        user=user,
    )
