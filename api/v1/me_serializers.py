"""The user who is signed in."""

from datetime import date

from rest_framework import serializers

from api.serializers import Out
from api.v1.reference_serializers import NamedOut, TitledOut
from crm.accounts.models import User


class MeOut(Out):
    """Name, role, regions and rights; the server decides again at each request."""

    id = serializers.IntegerField()
    username = serializers.CharField()
    display_name = serializers.CharField()
    role = TitledOut(source="role_definition")
    regions = NamedOut(many=True, source="regions.all")
    permissions = serializers.SerializerMethodField(help_text="Actions by object; `count`: numbers only, none below 5.")
    today = serializers.SerializerMethodField(help_text="The day at the bureau.")

    def get_permissions(self, user: User) -> dict[str, list[str]]:
        """What the matrix grants."""
        return user.permissions()

    def get_today(self, user: User) -> date:
        """The day at the bureau."""
        today: date = self.context["today"]
        return today
