"""The registry: a folder a version with the model file, its card for machines and for people, and who approved it.

`card.json` carries the SHA-256 of `model.skops` and is itself signed with the instance's key, so neither can be
changed without the other telling. `approval.json` is signed likewise, as a document of another kind, and
names the version and the same SHA-256.
"""

import hashlib
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal

import sklearn

from scoring.likelihood.archive import LARGEST_FILE, Contents, pack, refuse_oversized, unfinite, unpack
from scoring.likelihood.calibration import Calibration
from scoring.likelihood.candidates import Explained
from scoring.likelihood.candidates.logistic import RegularisedLogistic
from scoring.likelihood.card_json import card_from, support_from
from scoring.likelihood.cards import card_files
from scoring.likelihood.errors import ModelRefused
from scoring.likelihood.model import Card, TrainedModel
from scoring.likelihood.selection import Selection
from scoring.likelihood.signed import read_plain, read_signed, write_signed
from scoring.likelihood.targets import TARGETS

SECONDS_TO_SAVE = 3600
"""What lies in a registry half written for longer than this was left behind by somebody who was cut off."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
SELECTION_NUMBERS = tuple(field.name for field in fields(Selection) if field.name != "propensity")

Decided = Literal["promote", "roll_back", "retire"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A decision of a person about a version: put in use, put back in use, taken out of it.

    `decided_at` is an ISO instant, `signed_for` the rules of findings that did not hold and were signed for,
    `replaced` the version that was in use before, or "".
    """

    kind: Decided
    decided_by: str
    decided_at: str
    note: str
    signed_for: tuple[str, ...]
    replaced: str


def folder_of(root: Path, target: str, version: str) -> Path:
    """Where a version lies.

    :raises ModelRefused: a name that could lead out of the registry.
    """
    if not (NAME.fullmatch(target) and NAME.fullmatch(version)):
        raise ModelRefused(f"{target!r} / {version!r} is no name of a model: letters, digits, _ and - only.")
    return root / target / version


def save(model: TrainedModel, root: Path, *, key: bytes) -> Path:
    """Write `model` to `root/<target>/<version>/` and return that folder.

    The folder appears whole or not at all; the same version written again replaces the former one. `key` is the
    instance's own secret: only what it signed is loaded again.

    :raises ModelRefused: too large to be loaded again.
    """
    folder = folder_of(root, model.card.target, model.card.version)
    content = pack(_contents(model))
    refuse_oversized(content, where=f"{model.card.target} {model.card.version}")
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder.parent)
    staged = Path(tempfile.mkdtemp(prefix=".staged-", dir=folder.parent))
    try:
        (staged / "model.skops").write_bytes(content)
        body = _body(model, hashlib.sha256(content).hexdigest())
        write_signed(staged / "card.json", body, kind="card", key=key)
        for name, text in card_files(model.card).items():
            (staged / name).write_text(text, encoding="utf-8")
        staged.chmod(0o755)
    except BaseException:
        shutil.rmtree(staged)
        raise
    return _in_place(staged, folder)


def load(folder: Path, *, key: bytes) -> TrainedModel:
    """Read a model back, after every check has passed.

    :raises ModelRefused: not signed with `key`, changed since, of another folder or another scikit-learn, of other
        features or another order of them, of a type that is not listed, too large, or with weights that are no numbers.
    """
    with _refused_where_odd(folder):
        return _loaded(_signed_body(folder, key), folder)


def _loaded(body: dict[str, Any], folder: Path) -> TrainedModel:
    card = card_from(body["card"])
    _refuse_other_code(card, where=str(folder))
    file = folder / "model.skops"
    content = read_plain(file, LARGEST_FILE)
    if hashlib.sha256(content).hexdigest() != body["model_sha256"]:
        raise ModelRefused(f"{file} is not the file that its card describes. Train the model anew.")
    held = unpack(content, where=str(file))
    calibrations = tuple(Calibration(**one) for one in body["refits"])
    _refuse_misfit(held, card, calibrations, where=str(file))
    return TrainedModel(
        estimator=held.estimator,
        calibration=Calibration(**body["calibration"]),
        support=support_from(body["support"]),
        card=card,
        refits=tuple(zip(held.refits, calibrations, strict=True)),
        selection=_selection(held, body["selection"], where=str(file)),
    )


def record_approvals(folder: Path, decisions: Sequence[Approval], *, key: bytes) -> None:
    """Write all decisions about a version, the oldest first, to `approval.json` beside the model, signed.

    :raises ModelRefused: the card is not this instance's.
    """
    with _refused_where_odd(folder):
        body = {**_approved(_signed_body(folder, key)), "decisions": [asdict(one) for one in decisions]}
    write_signed(folder / "approval.json", body, kind="approval", key=key)


def read_approvals(folder: Path, *, key: bytes) -> tuple[Approval, ...]:
    """Every decision about a version, the oldest first; none where nobody has decided yet.

    :raises ModelRefused: not signed with `key`, changed since, or of another model.
    """
    path = folder / "approval.json"
    if not path.exists():
        return ()
    body = read_signed(path, kind="approval", key=key)
    with _refused_where_odd(folder):
        of = _approved(_signed_body(folder, key))
        if {name: body.get(name) for name in of} != of:
            raise ModelRefused(f"{path} approves another model than the one beside it. Decide about this one anew.")
        return tuple(Approval(**{**one, "signed_for": tuple(one["signed_for"])}) for one in body["decisions"])


@contextmanager
def _refused_where_odd(folder: Path) -> Iterator[None]:
    """Turn what comes of a signed body that is made in another way than this code makes it into a refusal.

    A signature tells who wrote a document, not that this release of the code wrote it.
    """
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as odd:
        raise ModelRefused(f"{folder} was not written by this release ({odd!r}). Train the model anew.") from odd


def _sweep(target: Path) -> None:
    """Remove what those left behind in a target's folder who were cut off while they wrote."""
    for left in (*target.glob(".staged-*"), *target.glob(".former-*")):
        if left.stat().st_mtime < time.time() - SECONDS_TO_SAVE:
            shutil.rmtree(left)


def _in_place(staged: Path, folder: Path) -> Path:
    """Put a folder in its place; the one that was there goes aside first, and away last."""
    former = staged.with_name(staged.name.replace(".staged-", ".former-"))
    if folder.exists():
        folder.rename(former)
    placed = staged.rename(folder)
    if former.exists():
        shutil.rmtree(former)
    return placed


def _approved(body: dict[str, Any]) -> dict[str, str]:
    """What an approval is about: exactly this file of this version."""
    card = body["card"]
    return {"target": card["target"], "version": card["version"], "model_sha256": body["model_sha256"]}


def _contents(model: TrainedModel) -> Contents:
    return Contents(
        estimator=model.estimator,
        refits=tuple(estimator for estimator, _ in model.refits),
        propensity=None if model.selection is None else model.selection.propensity,
    )


def _body(model: TrainedModel, model_sha256: str) -> dict[str, Any]:
    selection = model.selection
    return {
        "card": asdict(model.card),
        "calibration": asdict(model.calibration),
        "support": asdict(model.support),
        "refits": [asdict(calibration) for _, calibration in model.refits],
        "selection": None if selection is None else {name: getattr(selection, name) for name in SELECTION_NUMBERS},
        "model_sha256": model_sha256,
    }


def _signed_body(folder: Path, key: bytes) -> dict[str, Any]:
    body = read_signed(folder / "card.json", kind="card", key=key)
    card = body["card"]
    if (folder.parent.name, folder.name) != (card["target"], card["version"]):
        raise ModelRefused(
            f"{folder} holds the card of {card['target']} {card['version']}: it was moved here. Train the model anew."
        )
    return body


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


def _refuse_misfit(held: Contents, card: Card, calibrations: tuple[Calibration, ...], *, where: str) -> None:
    named = [feature.name for feature in card.features]
    for one in (held.estimator, *held.refits):
        if not isinstance(one, Explained):
            raise ModelRefused(f"{where} holds a {type(one).__name__}: no exact reasons. Train the model anew.")
    for one in (held.estimator, *held.refits, *([] if held.propensity is None else [held.propensity])):
        if list(one.feature_names_in_) != named:
            raise ModelRefused(f"{where} was fitted on {list(one.feature_names_in_)}, not on {named}. Train anew.")
        if found := unfinite(one):
            raise ModelRefused(f"{where} has weights that are no numbers ({found}). Train the model anew.")
    if len(held.refits) != len(calibrations):
        raise ModelRefused(f"{where} holds {len(held.refits)} refits, its card {len(calibrations)}. Train anew.")


def _selection(held: Contents, numbers: dict[str, float] | None, *, where: str) -> Selection | None:
    if (held.propensity is None) != (numbers is None):
        raise ModelRefused(f"{where} and its card do not agree on who gets a label. Train the model anew.")
    if numbers is None:
        return None
    if not isinstance(held.propensity, RegularisedLogistic):
        raise ModelRefused(f"{where} tells who gets a label by a {type(held.propensity).__name__}. Train anew.")
    return Selection(propensity=held.propensity, **numbers)
