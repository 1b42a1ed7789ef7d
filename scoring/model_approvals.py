"""The decisions on a model beside its files, signed: written from the database once they are in there for good."""

import logging
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from scoring.model_files import model_folder
from scoring.model_locks import lock_versions
from scoring.models import ModelDecision, ModelVersion

if TYPE_CHECKING:
    from scoring.likelihood.registry import Approval, Decided

LOG = logging.getLogger(__name__)


def write_approvals(version: ModelVersion) -> None:
    """Once the transaction at hand is committed, write all decisions on `version` beside its files.

    The database is the truth: where the file cannot be written, the log says so, and the next decision on the version
    writes it whole.
    """
    transaction.on_commit(lambda: _write(version))


def _write(version: ModelVersion) -> None:
    from scoring.likelihood.errors import LikelihoodError  # this and the next would make every page wait
    from scoring.likelihood.registry import record_approvals

    with transaction.atomic():
        lock_versions(version.target)  # of two that decided, the second writes what both said
        made = ModelDecision.objects.filter(model_version=version).order_by("decided_at", "pk")
        decisions = [_approval(one) for one in made.select_related("decided_by", "replaced")]
        try:
            record_approvals(model_folder(version), decisions, key=settings.SECRET_KEY.encode())
        except (LikelihoodError, OSError) as why:
            LOG.error("the decisions on %s are not beside its files: %s", version, why)


def _approval(made: ModelDecision) -> "Approval":
    from scoring.likelihood.registry import Approval

    return Approval(
        kind=cast("Decided", made.kind),
        decided_by=made.decided_by.username,
        decided_at=timezone.localtime(made.decided_at).isoformat(),
        note=made.note,
        signed_for=tuple(made.signed_for),
        replaced=made.replaced.version if made.replaced else "",
    )
