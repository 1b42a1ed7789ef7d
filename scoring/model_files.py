"""Models as files: where a version lies, whether it can be used, and opening it.

What needs scikit-learn and skops is imported where it is used: together they take seconds to load, for which neither
the first page of a web process waits (it calls `warm_up` beside) nor a command that finds nothing to do.
"""

import hashlib
import logging
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from crm.errors import DomainError
from scoring.likelihood.errors import LikelihoodError, ModelRefused
from scoring.likelihood.signed import read_signed
from scoring.likelihood.targets import TARGETS, Target
from scoring.models import ModelVersion

if TYPE_CHECKING:
    from scoring.likelihood.model import TrainedModel

LOG = logging.getLogger(__name__)
OPEN_AT_ONCE = 16
"""Models kept in memory: one in use of each target, and as many that were in use until a moment ago."""


class ModelUnavailable(DomainError):
    """The files of a model are missing, changed, or of another release."""

    code = "likelihood.model_unavailable"
    status = 503


def model_folder(version: ModelVersion) -> Path:
    """Where the files of a model version lie."""
    return Path(settings.ML_MODELS_ROOT) / version.target / version.version


def open_model(version: ModelVersion) -> "TrainedModel":
    """Load a stored model; one that was loaded before goes on serving, whatever became of its files since.

    :raises ModelUnavailable: the files are not there, or not what training wrote.
    """
    return _kept(model_folder(version), version.target, version.version, version.sha256)


def open_afresh(version: ModelVersion) -> "TrainedModel":
    """Load a stored model from its files as they are now.

    :raises ModelUnavailable: the files are not there, or not what training wrote.
    """
    return _read(model_folder(version), version.target, version.version, version.sha256)


def unavailable(version: object, why: str) -> ModelUnavailable:
    """The refusal of a model for who asked; why is for the log, since it names files of this machine."""
    LOG.error("model %s cannot be used: %s", version, why)
    return ModelUnavailable(
        _(
            "The model %(version)s cannot be used. Its administrator has to train one anew (./tidu train --by USER) "
            "and then have another person promote it (./tidu model promote)."
        )
        % {"version": version}
    )


def warm_up() -> None:
    """Load the models in use, so that nobody who asks for reasons waits; one that cannot be used is logged."""
    with suppress(DatabaseError):
        for version in ModelVersion.objects.filter(is_promoted=True):
            with suppress(ModelUnavailable):
                open_model(version)
    connection.close()


def is_readable(version: ModelVersion) -> bool:
    """Whether the card on record says what cards of this release say; those of before did not say what was earned."""
    return "earned" in version.card


def untrained_targets() -> list[Target]:
    """The targets that nothing has been trained for yet, or whose model in use and newest cannot be used any more.

    Where the one in use cannot, but the newest can, that one waits for somebody to promote it.
    """
    in_use = ModelVersion.objects.filter(is_promoted=True)
    newest = ModelVersion.objects.order_by("target", "-trained_at", "-pk").distinct("target")
    trained = {version.target for version in (*in_use, *newest) if _is_whole(version)}
    return [target for key, target in TARGETS.items() if key not in trained]


@lru_cache(maxsize=OPEN_AT_ONCE)
def _kept(folder: Path, target: str, version: str, sha256: str) -> "TrainedModel":
    return _read(folder, target, version, sha256)


def _read(folder: Path, target: str, version: str, sha256: str) -> "TrainedModel":
    from scoring.likelihood.registry import load

    try:
        model = load(folder, key=settings.SECRET_KEY.encode())
    except (LikelihoodError, OSError) as why:
        raise unavailable(f"{target}@{version}", str(why)) from why
    if (model.card.target, model.card.version) != (target, version) or _sha256(folder) != sha256:
        raise unavailable(f"{target}@{version}", f"{folder} holds {model.card.target}@{model.card.version}, or else")
    return model


def _is_whole(version: ModelVersion) -> bool:
    """Whether the files are what this release's training wrote, signed with the key of now, for the scikit-learn that
    is installed; loading checks the rest.
    """
    return (
        _sha256(model_folder(version)) == version.sha256
        and is_readable(version)
        and version.card.get("sklearn_version") == installed("scikit-learn")
        and _is_signed(model_folder(version))
    )


def _is_signed(folder: Path) -> bool:
    try:
        read_signed(folder / "card.json", kind="card", key=settings.SECRET_KEY.encode())
    except (ModelRefused, OSError):
        return False
    return True


def _sha256(folder: Path) -> str | None:
    model = folder / "model.skops"
    return hashlib.sha256(model.read_bytes()).hexdigest() if model.is_file() else None
