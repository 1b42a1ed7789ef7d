"""Putting models in use, back in use, and out of it: by a person other than who trained them."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Need
from api.v1.models import TAG, ModelView, target_told
from api.v1.models_serializers import DecisionNoteIn, ModelTargetOut, PromoteIn
from api.v1.targets import known_target
from scoring.likelihood.targets import Target
from scoring.model_decisions import promote, retire, roll_back

APPROVE = Need("approve", "model_version")


class DecisionView(ModelView):
    """A decision on the models of a target."""

    needs = {"POST": APPROVE}

    def note(self, request: Request) -> str:
        """Why it is decided so."""
        given = DecisionNoteIn(data=request.data)
        given.is_valid(raise_exception=True)
        note: str = given.validated_data["note"]
        return note

    def told(self, target: Target) -> Response:
        """The target as it is now."""
        return Response(ModelTargetOut(target_told(target, self)).data)


class ModelPromotion(DecisionView):
    """Putting a version in use."""

    may_be_unavailable = True

    @extend_schema(operation_id="promoteModel", tags=[TAG], request=PromoteIn, responses={200: ModelTargetOut})
    def post(self, request: Request, target: str, version: str) -> Response:
        """Put a version in use that somebody else trained. All firms are scored again by a job.

        Conditions that did not hold have to be signed for one by one; most cannot be.
        """
        found = self.version(target, version)
        given = PromoteIn(data=request.data)
        given.is_valid(raise_exception=True)
        promote(version=found, by=self.user, **given.validated_data)
        return self.told(known_target(target))


class ModelRollBack(DecisionView):
    """Putting the former version back in use."""

    may_be_unavailable = True

    @extend_schema(operation_id="rollBackModel", tags=[TAG], request=DecisionNoteIn, responses={200: ModelTargetOut})
    def post(self, request: Request, target: str) -> Response:
        """Put the version back in use that was before the present one. All firms are scored again by a job."""
        found = known_target(target)
        roll_back(target=found.key, by=self.user, note=self.note(request))
        return self.told(found)


class ModelRetirement(DecisionView):
    """Taking a model out of use."""

    @extend_schema(operation_id="retireModel", tags=[TAG], request=DecisionNoteIn, responses={200: ModelTargetOut})
    def post(self, request: Request, target: str) -> Response:
        """Take the version in use out of it: no probability is shown until another is put in use."""
        found = known_target(target)
        retire(target=found.key, by=self.user, note=self.note(request))
        return self.told(found)
