import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scoring.likelihood import archive, signed
from scoring.likelihood.calibration import Calibration
from scoring.likelihood.candidates.logistic import RegularisedLogistic
from scoring.likelihood.card_json import card_from
from scoring.likelihood.errors import ModelRefused
from scoring.likelihood.model import TrainedModel
from scoring.likelihood.predict import score
from scoring.likelihood.registry import Approval, folder_of, load, read_approvals, record_approvals, save
from scoring.likelihood.selection import Selection
from scoring.likelihood.signed import write_signed
from tests.scoring.likelihood.city import KEY, city, frame, trained

DECISION = Approval(
    kind="promote",
    decided_by="approver",
    decided_at="2026-11-23T10:00:00+08:00",
    note="the card was read",
    signed_for=("slices",),
    replaced="",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return save(trained(), tmp_path, key=KEY)


def resign(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the card and sign it with the right key: what then refuses is not the signature."""
    body = json.loads((folder / "card.json").read_text())["body"]
    change(body)
    write_signed(folder / "card.json", body, kind="card", key=KEY)


class TestSave:
    def test_writes_a_folder_a_version(self, folder: Path) -> None:
        assert folder.parts[-2:] == ("hnte_12m", trained().card.version)
        names = ("calibration", "counties", "slices", *(["curves"] if trained().card.curves else []))
        plots = {f"{name}.{lang}.svg" for name in names for lang in ("zh", "en")}
        cards = {"model.skops", "card.json", "card.zh.md", "card.en.md"}
        assert {path.name for path in folder.iterdir()} == cards | plots

    def test_replaces_the_same_version_and_leaves_nothing_half_written(self, folder: Path) -> None:
        assert save(trained(), folder.parents[1], key=KEY) == folder
        assert [path.name for path in folder.parent.iterdir()] == [folder.name]

    def test_sweeps_what_others_left_half_written_long_ago(self, folder: Path) -> None:
        left, recent = (folder.with_name(name) for name in (".staged-left", ".staged-recent"))
        former = folder.with_name(".former-left")
        for made in (left, former, recent):
            made.mkdir()
        for old in (left, former):
            os.utime(old, (0, 0))
        save(trained(), folder.parents[1], key=KEY)
        assert {path.name for path in folder.parent.iterdir()} == {folder.name, recent.name}

    def test_refuses_to_write_a_card_that_it_would_not_read_again(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(signed, "LARGEST_DOCUMENT", 1_000)
        with pytest.raises(ModelRefused, match="at most 1,000 are read"):
            save(trained(), folder.parents[1], key=KEY)
        assert [path.name for path in folder.parent.iterdir()] == [folder.name], "the former one stays"

    def test_refuses_to_write_a_model_that_it_would_not_read_again(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(archive, "LARGEST_CONTENT", 1_000)
        with pytest.raises(ModelRefused, match="at most 1,000 in"):
            save(trained(), folder.parents[1], key=KEY)
        monkeypatch.undo()
        assert load(folder, key=KEY).card == trained().card

    @pytest.mark.parametrize("version", ["../elsewhere", "", ".hidden", "a/b", "a b", "x" * 81])
    def test_refuses_a_name_that_could_lead_out_of_the_registry(self, tmp_path: Path, version: str) -> None:
        odd = replace(trained(), card=replace(trained().card, version=version))
        with pytest.raises(ModelRefused, match="no name of a model"):
            save(odd, tmp_path / "registry", key=KEY)
        assert not list(tmp_path.iterdir())


class TestCard:
    def test_holds_only_numbers_that_json_knows(self, folder: Path) -> None:
        json.loads((folder / "card.json").read_text(), parse_constant=lambda name: pytest.fail(f"{name} on the card"))

    def test_comes_back_from_json_as_it_was(self, folder: Path) -> None:
        body = json.loads((folder / "card.json").read_text())["body"]
        assert card_from(body["card"]) == trained().card


class TestLoad:
    def test_gives_back_the_same_model(self, folder: Path) -> None:
        again, given = load(folder, key=KEY), frame(200, seed=42)
        assert (again.card, again.support, again.calibration) == (
            trained().card,
            trained().support,
            trained().calibration,
        )
        ours, theirs = score(given, again), score(given, trained())
        for column in ("probability", "low", "high"):
            np.testing.assert_array_equal(ours[column], theirs[column])

    def test_gives_back_who_gets_a_label(self, tmp_path: Path) -> None:
        propensity = RegularisedLogistic(codes=("industry_section",)).fit(city().X, city().y)
        selection = Selection(propensity=propensity, share=0.4, least=0.03, auc=0.8, effective_rows=900.0)
        again = load(save(replace(trained(), selection=selection), tmp_path, key=KEY), key=KEY).selection
        assert again is not None
        assert (again.share, again.least, again.auc, again.effective_rows) == (0.4, 0.03, 0.8, 900.0)
        np.testing.assert_array_equal(again.chance(city().X), selection.chance(city().X))

    def test_gives_back_a_logistic_regression_too(self, tmp_path: Path) -> None:
        fitted = RegularisedLogistic(codes=("industry_section",)).fit(city().X, city().y)
        model: TrainedModel = replace(
            trained(), estimator=fitted, refits=((fitted, Calibration(slope=1, intercept=0)),)
        )
        again = load(save(model, tmp_path, key=KEY), key=KEY)
        np.testing.assert_array_equal(again.estimator.decision_function(city().X), fitted.decision_function(city().X))

    @pytest.mark.parametrize("name", ["card.json", "model.skops"])
    def test_names_a_file_that_is_missing(self, folder: Path, name: str) -> None:
        (folder / name).unlink()
        with pytest.raises(ModelRefused, match=f"{name} is missing"):
            load(folder, key=KEY)

    def test_refuses_an_approval_in_the_place_of_the_card(self, folder: Path) -> None:
        record_approvals(folder, [DECISION], key=KEY)
        shutil.copy(folder / "approval.json", folder / "card.json")
        with pytest.raises(ModelRefused, match="not signed with this instance's key"):
            load(folder, key=KEY)

    @pytest.mark.parametrize(
        "change",
        [
            lambda body: body.pop("card"),
            lambda body: body.update(card=None),
            lambda body: body["card"].pop("earned"),
            lambda body: body["card"].update(unheard_of=1),
            lambda body: body["card"].update(trained_on="the day before yesterday"),
            lambda body: body.pop("refits"),
            lambda body: body.pop("model_sha256"),
            lambda body: body.update(calibration={"slope": 1.0}),
            lambda body: body.update(support=[]),
            lambda body: body.update(selection=7),
        ],
    )
    def test_refuses_a_card_that_another_release_signed(
        self, folder: Path, change: Callable[[dict[str, Any]], object]
    ) -> None:
        resign(folder, change)
        with pytest.raises(ModelRefused):
            load(folder, key=KEY)

    def test_refuses_refits_that_the_card_does_not_know(self, folder: Path) -> None:
        resign(folder, lambda body: body["refits"].pop())
        with pytest.raises(ModelRefused, match="refits"):
            load(folder, key=KEY)

    def test_refuses_a_selection_that_the_file_does_not_hold(self, folder: Path) -> None:
        numbers = {"share": 0.5, "least": 0.1, "auc": 0.6, "effective_rows": 10.0}
        resign(folder, lambda body: body.update(selection=numbers))
        with pytest.raises(ModelRefused, match="do not agree on who gets a label"):
            load(folder, key=KEY)


class TestApprovals:
    def test_are_none_before_anybody_decided(self, folder: Path) -> None:
        assert read_approvals(folder, key=KEY) == ()

    def test_keep_every_decision_in_order(self, folder: Path) -> None:
        retired = replace(DECISION, kind="retire", signed_for=())
        record_approvals(folder, [DECISION], key=KEY)
        record_approvals(folder, [DECISION, retired], key=KEY)
        assert read_approvals(folder, key=KEY) == (DECISION, retired)
        assert not [path for path in folder.iterdir() if path.name.startswith(".")]

    def test_refuse_one_that_was_changed(self, folder: Path) -> None:
        record_approvals(folder, [DECISION], key=KEY)
        path = folder / "approval.json"
        path.write_text(path.read_text().replace("approver", "somebody"))
        with pytest.raises(ModelRefused, match="not signed with this instance's key"):
            read_approvals(folder, key=KEY)

    def test_refuse_the_card_in_their_place(self, folder: Path) -> None:
        shutil.copy(folder / "card.json", folder / "approval.json")
        with pytest.raises(ModelRefused, match="not signed with this instance's key"):
            read_approvals(folder, key=KEY)

    def test_refuse_decisions_made_up_in_another_way(self, folder: Path) -> None:
        record_approvals(folder, [DECISION], key=KEY)
        body = json.loads((folder / "approval.json").read_text())["body"]
        body["decisions"][0]["by_the_way"] = ""
        write_signed(folder / "approval.json", body, kind="approval", key=KEY)
        with pytest.raises(ModelRefused, match="not written by this release"):
            read_approvals(folder, key=KEY)

    def test_refuse_one_of_another_version(self, folder: Path) -> None:
        record_approvals(folder, [DECISION], key=KEY)
        other = replace(trained(), card=replace(trained().card, version="20261124-00000000"))
        moved = save(other, folder.parents[1], key=KEY)
        (moved / "approval.json").write_bytes((folder / "approval.json").read_bytes())
        with pytest.raises(ModelRefused, match="approves another model"):
            read_approvals(moved, key=KEY)


class TestFolderOf:
    def test_is_a_folder_a_version(self, tmp_path: Path) -> None:
        assert folder_of(tmp_path, "hnte_12m", "20261123-abc") == tmp_path / "hnte_12m" / "20261123-abc"


class TestReadme:
    def test_names_every_file_of_a_version(self, folder: Path) -> None:
        record_approvals(folder, [DECISION], key=KEY)
        told = Path("ml_models/README.md").read_text(encoding="utf-8")
        kinds = {re.sub(r"^\w+(\.\w\w\.svg)$", r"*\1", path.name) for path in folder.iterdir()}
        assert [kind for kind in kinds if f"`{kind}`" not in told] == []
