"""What of a firm a user may see once it is clear that the firm may be seen, and which imports.

What may not be seen is left empty, never guessed.
"""

from dataclasses import replace
from typing import TypeVar

from django.db.models import QuerySet

from api.permissions import Need
from crm.accounts.models import User
from crm.intake.models import Import
from scoring.profiles import Profile
from scoring.queries import Standing

FINANCIALS = Need("view", "financials")
ASSESSMENT = Need("view", "assessment")
SCORE = Need("view", "score")
CERTIFICATE = Need("view", "certificate")
CONTACT = Need("view", "contact")

S = TypeVar("S", bound=Standing)


def standing_for(user: User, standing: S) -> S:
    """`standing` without the revenue, verdicts and likelihoods that `user` may not see."""
    return replace(
        standing,
        revenue=standing.revenue if user.may(*FINANCIALS) else None,
        verdicts=standing.verdicts if user.may(*ASSESSMENT) else dict.fromkeys(standing.verdicts),
        likelihoods=standing.likelihoods if user.may(*SCORE) else dict.fromkeys(standing.likelihoods),
    )


def profile_for(user: User, profile: Profile) -> Profile:
    """`profile` without what `user` may not see."""
    seen = standing_for(user, profile)
    return replace(
        seen,
        contacts=profile.contacts if user.may(*CONTACT) else (),
        recognitions=profile.recognitions if user.may(*CERTIFICATE) else (),
        applications=profile.applications if user.may(*CERTIFICATE) else (),
    )


def imports_for(user: User) -> QuerySet[Import]:
    """The imports that `user` may see: all, those of who shares a region with them, or their own."""
    right = user.right("view", "import_job")
    match right.scope if right else None:
        case "*":
            return Import.objects.all()
        case "team":
            team = User.objects.filter(regions__in=user.regions.all())
            return Import.objects.filter(uploaded_by__in=team.values("pk"))
        case "own":
            return Import.objects.filter(uploaded_by=user)
        case _:
            return Import.objects.none()
