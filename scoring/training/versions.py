"""Trained models as versions on record: their files, their row, and the one in use that a new one has to equal."""

import hashlib
import json
import logging
import subprocess
from dataclasses import asdict, replace
from itertools import count

from django.conf import settings
from django.db import transaction

from crm.accounts.models import User
from scoring.likelihood.champion import Champion, UnopenedModel
from scoring.likelihood.model import TrainedModel
from scoring.likelihood.registry import save
from scoring.model_files import ModelUnavailable, open_model
from scoring.model_locks import lock_versions
from scoring.models import ModelVersion

LOG = logging.getLogger(__name__)
GIT = ("git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")
SECONDS_FOR_GIT = 20


@transaction.atomic
def register(model: TrainedModel, *, trained_by: User | None) -> ModelVersion:
    """Store a trained model's files and card. It is not in use: that is another person's decision.

    The same data learnt on the same day give the same version, and who trained it replaces it by its like; but one that
    somebody has decided on stays what it was when they did, one that another person trained stays that person's, and
    the new one gets a number behind its name.
    """
    card = model.card
    lock_versions(card.target)
    card = replace(card, version=_free_name(card.target, card.version, trained_by))
    model = replace(model, card=card)
    folder = save(model, settings.ML_MODELS_ROOT, key=settings.SECRET_KEY.encode())
    stored = {
        "sha256": hashlib.sha256((folder / "model.skops").read_bytes()).hexdigest(),
        "card": json.loads(json.dumps(asdict(card), default=str)),
        "trained_by": trained_by,
    }
    return ModelVersion.objects.update_or_create(target=card.target, version=card.version, defaults=stored)[0]


def _free_name(target: str, version: str, trained_by: User | None) -> str:
    """The name of the version, or with a number behind it where that one has to stay what it is."""
    names = (version if number == 1 else f"{version}-{number}" for number in count(1))
    return next(name for name in names if not _stays(target, name, trained_by))


def _stays(target: str, version: str, trained_by: User | None) -> bool:
    """Whether there is such a version that is in use, was decided on, or was trained by anybody but `trained_by`."""
    there = ModelVersion.objects.filter(target=target, version=version).first()
    if there is None:
        return False
    return there.is_promoted or there.trained_by != trained_by or there.decisions.exists()


def champion_of(target: str) -> Champion | None:
    """The model in use, or its version alone where its files cannot be opened; None where there is none."""
    version = ModelVersion.objects.filter(target=target, is_promoted=True).first()
    if version is None:
        return None
    try:
        return open_model(version)
    except ModelUnavailable as why:
        LOG.warning("%s: trained without a comparison, since the model in use cannot be opened: %s", target, why)
        return UnopenedModel(version=version.version)


def git_commit() -> str:
    """The commit that the code is at, with `-dirty` behind it where files differ; "" where there is no git."""
    try:
        told = subprocess.run(GIT, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=SECONDS_FOR_GIT)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return told.stdout.strip() if told.returncode == 0 else ""
