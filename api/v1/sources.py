"""Which source says what, which one counts, and who may change that."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Need
from api.v1 import sources_serializers as out
from api.views import ApiView
from api.visibility import FINANCIALS
from crm.enterprises.models import SourceChoice, SourceRank
from crm.enterprises.source_choices import Wanted, choose_source, set_ranks, take_back
from scoring.refreshing import ask_for_refresh
from scoring.sources import source_names, sources_of

TAG = "sources"
CHANGES_FIGURES = Need("update", "financials")
CHANGES_RANKS = Need("update", "source_rank")


class EnterpriseSources(ApiView):
    """What sources say of one firm."""

    needs = {"GET": Need("view", "enterprise")}

    @extend_schema(operation_id="readSources", tags=[TAG], responses=out.EnterpriseSourcesOut)
    def get(self, request: Request, uscc: str) -> Response:
        """Read all that sources say of one firm; figures only for who may see figures."""
        said = sources_of(self.enterprise(uscc), self.today)
        figures = self.may(FINANCIALS)
        return Response(
            out.EnterpriseSourcesOut(
                {
                    "registration": said.registration,
                    "financial_years": said.financial_years if figures else (),
                    "choices": [one for one in said.choices if figures or one.table == SourceRank.Table.REGISTRATION],
                }
            ).data
        )


class ChoiceView(ApiView):
    """A change of what counts of one firm."""

    def require_for(self, table: str) -> None:
        """Figures are changed only by who may change figures.

        :raises PermissionDenied: the matrix does not grant it.
        """
        if table == SourceRank.Table.FINANCIAL_YEAR:
            self.require(CHANGES_FIGURES)


class SourceChoices(ChoiceView):
    """Choices for one firm."""

    needs = {"POST": Need("update", "enterprise")}

    @extend_schema(
        operation_id="chooseSource", tags=[TAG], request=out.SourceChoiceIn, responses={201: out.SourceChoiceOut}
    )
    def post(self, request: Request, uscc: str) -> Response:
        """Let one source count for one field, against the ranks. Results follow by a job."""
        enterprise = self.enterprise(uscc)
        given = out.SourceChoiceIn(data=request.data)
        given.is_valid(raise_exception=True)
        values = dict(given.validated_data)
        reason = values.pop("reason")
        self.require_for(values["table"])
        made = choose_source(enterprise=enterprise, wanted=Wanted(**values), reason=reason, by=self.user, on=self.today)
        ask_for_refresh()
        return Response(out.SourceChoiceOut(made).data, status=201)


class SourceChoicePage(ChoiceView):
    """One choice."""

    needs = {"DELETE": Need("update", "enterprise")}

    @extend_schema(operation_id="takeBackSourceChoice", tags=[TAG], request=None, responses={200: out.SourceChoiceOut})
    def delete(self, request: Request, uscc: str, number: int) -> Response:
        """Let the ranks decide again; that there was a choice stays on record."""
        choice = get_object_or_404(SourceChoice, enterprise=self.enterprise(uscc), pk=number)
        self.require_for(choice.table)
        taken_back = take_back(choice=choice, on=self.today)
        ask_for_refresh()
        return Response(out.SourceChoiceOut(taken_back).data)


class SourceNames(ApiView):
    """Names of sources, for forms."""

    needs = {"GET": Need("list", "source_rank")}

    @extend_schema(operation_id="listSources", tags=[TAG], responses=out.SourceNamesOut)
    def get(self, request: Request) -> Response:
        """List the sources that are on record."""
        return Response(out.SourceNamesOut({"sources": source_names()}).data)


class SourceRanks(ApiView):
    """The ranks of sources."""

    needs = {"GET": Need("list", "source_rank"), "PUT": CHANGES_RANKS}

    @extend_schema(operation_id="readSourceRanks", tags=[TAG], responses=out.SourceRanksOut)
    def get(self, request: Request) -> Response:
        """Read the ranks."""
        return self.answer(list(SourceRank.objects.all()))

    @extend_schema(operation_id="setSourceRanks", tags=[TAG], request=out.SourceRanksIn, responses=out.SourceRanksOut)
    def put(self, request: Request) -> Response:
        """Put a new list of ranks in the place of the present one. Results follow by a job."""
        given = out.SourceRanksIn(data=request.data)
        given.is_valid(raise_exception=True)
        ranks = set_ranks([SourceRank(**rank) for rank in given.validated_data["ranks"]])
        ask_for_refresh()
        return self.answer(ranks)

    def answer(self, ranks: list[SourceRank]) -> Response:
        """The ranks, and whether who asks may change them."""
        return Response(out.SourceRanksOut({"ranks": ranks, "can_edit": self.may(CHANGES_RANKS)}).data)
