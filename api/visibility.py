"""What of a firm a user may see once it is clear that the firm may be seen.

What may not be seen is left empty, never guessed.
"""

from dataclasses import replace
from typing import TypeVar

from api.permissions import Need
from crm.accounts.models import User
from scoring.profiles import Profile
from scoring.queries import Standing
from scoring.records import Record

ENTERPRISE = Need("view", "enterprise")
FINANCIALS = Need("view", "financials")
ASSESSMENT = Need("view", "assessment")
SCORE = Need("view", "score")
CERTIFICATE = Need("view", "certificate")
CONTACT = Need("view", "contact")
ENGAGEMENT = Need("view", "engagement")
EXCHANGE = Need("view", "exchange")

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


def record_for(user: User, record: Record) -> Record:
    """`record` without what `user` may not see."""
    exchange = user.may(*EXCHANGE)
    return replace(
        record,
        engagements=record.engagements if user.may(*ENGAGEMENT) else (),
        demands=record.demands if exchange else (),
        achievements=record.achievements if exchange else (),
        technology_contracts=record.technology_contracts if exchange else (),
    )
