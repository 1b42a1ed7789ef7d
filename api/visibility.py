"""What of a firm a user may see once it is clear that the firm may be seen, and which imports.

What may not be seen is left empty, never guessed.
"""

from dataclasses import replace
from typing import TypeVar

from django.db.models import Q, QuerySet

from api.permissions import Need
from crm.accounts.matrix import MATRIX
from crm.accounts.models import User
from crm.directory.models import Region
from crm.intake.models import Import
from scoring.profiles import Profile
from scoring.queries import Standing

ENTERPRISE = Need("view", "enterprise")
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
    """The imports that `user` may see: all, those of who answers for one of their regions or below, or their own.

    That they exist and how many rows they have; the rows are another matter, see `imports_read_by`.
    """
    right = user.right("view", "import_job")
    match right.scope if right else None:
        case "*":
            return Import.objects.all()
        case "team":
            team = User.objects.filter(regions__in=_regions_of(user))
            return Import.objects.filter(Q(uploaded_by=user) | Q(uploaded_by__in=team.values("pk")))
        case "own":
            return Import.objects.filter(uploaded_by=user)
        case _:
            return Import.objects.none()


def imports_read_by(user: User) -> QuerySet[Import]:
    """The imports whose rows `user` may read: of those they may see, what can name no firm that is closed to them.

    In a team these are their own and those of who answers for nothing but regions of theirs, or below.
    """
    seen = imports_for(user)
    right = user.right("view", "import_job")
    if right is None or right.scope != "team":
        return seen
    beyond = User.objects.filter(regions__in=Region.objects.exclude(pk__in=_regions_of(user)))
    bound = [code for code, role in MATRIX.roles.items() if role.enterprise_scope == "regions"]
    within = User.objects.filter(role__in=bound).exclude(pk__in=beyond.values("pk"))
    return seen.filter(Q(uploaded_by=user) | Q(uploaded_by__in=within.values("pk")))


def _regions_of(user: User) -> QuerySet[Region]:
    return Region.objects.within(user.regions.all())
