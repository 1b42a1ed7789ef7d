"""The registry: a folder a version with the model file, its card for machines and for people, and its curve.

`card.json` carries the SHA-256 of `model.skops` and is itself signed with the instance's key, so neither can be
changed without the other telling.
"""

import hashlib
import hmac
import json
import shutil
import tempfile
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import sklearn

from scoring.likelihood.archive import LARGEST_FILE, ModelRefused, pack, unpack
from scoring.likelihood.calibration import Calibration
from scoring.likelihood.candidates import AdditiveCandidate
from scoring.likelihood.card_json import card_from, support_from
from scoring.likelihood.card_text import markdown, reliability_svg
from scoring.likelihood.model import Card, TrainedModel
from scoring.likelihood.targets import TARGETS

LARGEST_CARD = 2**20


def save(model: TrainedModel, root: Path, *, key: bytes) -> Path:
    """Write `model` to `root/<target>/<version>/` and return that folder.

    The folder appears whole or not at all; the same version written again replaces the former one. `key` is the
    instance's own secret: only what it signed is loaded again.
    """
    content = pack(model.estimator)
    body = _text(
        {
            "card": asdict(model.card),
            "calibration": asdict(model.calibration),
            "support": asdict(model.support),
            "model_sha256": hashlib.sha256(content).hexdigest(),
        }
    )
    folder = root / model.card.target / model.card.version
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=".staged-", dir=folder.parent))
    (staged / "model.skops").write_bytes(content)
    signed = _text({"signature": _signature(body, key), "body": json.loads(body)})
    (staged / "card.json").write_text(signed, encoding="utf-8")
    (staged / "card.md").write_text(markdown(model.card), encoding="utf-8")
    (staged / "reliability.svg").write_text(reliability_svg(model.card.curve), encoding="utf-8")
    staged.chmod(0o755)
    if folder.exists():
        shutil.rmtree(folder)
    return staged.rename(folder)


def load(folder: Path, *, key: bytes) -> TrainedModel:
    """Read a model back, after every check has passed.

    :raises ModelRefused: not signed with `key`, changed since, of another scikit-learn, of other features or another
        order of them, of a type that is not listed, too large, or with weights that are no numbers.
    """
    body = _signed_body(folder, key)
    card = card_from(body["card"])
    _refuse_other_code(card, where=str(folder))
    content = _read(folder / "model.skops", LARGEST_FILE)
    if hashlib.sha256(content).hexdigest() != body["model_sha256"]:
        raise ModelRefused(f"{folder / 'model.skops'} is not the file that its card describes. Train the model anew.")
    estimator = unpack(content, where=str(folder / "model.skops"))
    _refuse_misfit(estimator, card, where=str(folder / "model.skops"))
    calibration, support = Calibration(**body["calibration"]), support_from(body["support"])
    return TrainedModel(estimator=estimator, calibration=calibration, support=support, card=card)


def read_card(folder: Path, *, key: bytes) -> Card:
    """Read only the card of a version.

    :raises ModelRefused: the card is missing, or not signed with `key`.
    """
    return card_from(_signed_body(folder, key)["card"])


def _signed_body(folder: Path, key: bytes) -> dict[str, Any]:
    path = folder / "card.json"
    try:
        given = json.loads(_read(path, LARGEST_CARD))
        body, signature = given["body"], str(given["signature"])
    except (ValueError, KeyError, TypeError) as broken:
        raise ModelRefused(f"{path} is no signed card ({broken!r}). Train the model anew.") from broken
    if not hmac.compare_digest(signature, _signature(_text(body), key)):
        raise ModelRefused(f"{path} was not signed with this instance's key, or changed since. Train the model anew.")
    return dict(body)


def _refuse_other_code(card: Card, *, where: str) -> None:
    if card.sklearn_version != sklearn.__version__:
        raise ModelRefused(
            f"{where} was made with scikit-learn {card.sklearn_version}, here runs {sklearn.__version__}: "
            "the numbers could differ. Train the model anew."
        )
    if (target := TARGETS.get(card.target)) is None:
        return
    ours, theirs = tuple(one.feature for one in target.derivations), card.features
    if ours != theirs:
        raise ModelRefused(
            f"{where} reads features {[one.name for one in theirs]}, this code makes {[one.name for one in ours]}: "
            "they differ in name, order or meaning. Train the model anew."
        )


def _refuse_misfit(estimator: object, card: Card, *, where: str) -> None:
    if not isinstance(estimator, AdditiveCandidate):
        raise ModelRefused(f"{where} holds a {type(estimator).__name__}: no exact reasons. Train the model anew.")
    named = [feature.name for feature in card.features]
    if list(estimator.feature_names_in_) != named:
        raise ModelRefused(f"{where} was fitted on {list(estimator.feature_names_in_)}, not on {named}. Train anew.")
    if not np.isfinite(estimator.base_):
        raise ModelRefused(f"{where} has weights that are no numbers. Train the model anew.")


def _read(path: Path, largest: int) -> bytes:
    """Read a file that must exist and must not be larger than expected."""
    if not path.is_file():
        raise ModelRefused(f"{path} is missing. Train the model anew.")
    if (size := path.stat().st_size) > largest:
        raise ModelRefused(f"{path} has {size:,} bytes, at most {largest:,} are read. Train the model anew.")
    return path.read_bytes()


def _signature(body: str, key: bytes) -> str:
    own = hashlib.sha256(b"tidu likelihood registry" + key).digest()
    return hmac.new(own, body.encode(), hashlib.sha256).hexdigest()


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=_as_json, allow_nan=True)


def _as_json(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place on a card")
