"""Firms entered and corrected by hand: what writes at the addresses that `enterprises` reads."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Need
from api.v1.enterprise_records_serializers import ChangeIn, EnterpriseChangedOut, EnterpriseIn
from api.v1.enterprises import TAG, EnterpriseList, EnterprisePage
from api.v1.enterprises_serializers import EnterpriseOut
from api.visibility import profile_for
from crm.enterprises.recording import change_enterprise, create_enterprise
from scoring.profiles import profile_of
from scoring.refreshing import ask_for_refresh


class EnterpriseRecords(EnterpriseList):
    """The list, and new firms."""

    needs = {**EnterpriseList.needs, "POST": Need("create", "enterprise")}

    @extend_schema(operation_id="createEnterprise", tags=[TAG], request=EnterpriseIn, responses={201: EnterpriseOut})
    def post(self, request: Request) -> Response:
        """Enter a firm; one that may be on record already only when that is denied on purpose."""
        given = EnterpriseIn(data=request.data)
        given.is_valid(raise_exception=True)
        made = create_enterprise(
            uscc=given.validated_data["uscc"],
            values=given.stated(),
            user=self.user,
            on=self.today,
            reason=given.validated_data["reason"],
            confirm_duplicates=given.validated_data["confirm_duplicates"],
        )
        ask_for_refresh()
        profile = profile_of(self.enterprise(made.uscc), self.today)
        return Response(EnterpriseOut(profile_for(self.user, profile)).data, status=201)


class EnterpriseRecord(EnterprisePage):
    """One firm in full, and corrections of it."""

    needs = {**EnterprisePage.needs, "PATCH": Need("update", "enterprise")}

    @extend_schema(operation_id="changeEnterprise", tags=[TAG], request=ChangeIn, responses={200: EnterpriseChangedOut})
    def patch(self, request: Request, uscc: str) -> Response:
        """Correct a firm by a statement of today, beside what other sources say.

        Nobody overwrites what they have not seen: `was` says what was.
        """
        firm = self.enterprise(uscc)
        given = ChangeIn(data=request.data)
        given.is_valid(raise_exception=True)
        changed = change_enterprise(enterprise=firm, user=self.user, on=self.today, **given.validated_data)
        ask_for_refresh()
        profile = profile_for(self.user, profile_of(self.enterprise(uscc), self.today))
        return Response(EnterpriseChangedOut(profile, context={"outranked": changed.outranked}).data)
