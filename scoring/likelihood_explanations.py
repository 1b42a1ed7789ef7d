"""One firm's likelihoods as a person reads them: of every target a probability and why, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from crm.enterprises.models import Enterprise
from scoring.frame import frame
from scoring.likelihood.sentences import ALL_FIRMS, LIKE_IT, Sentence, Value, sentence
from scoring.likelihood.targets import TARGETS
from scoring.model_files import ModelUnavailable, open_model
from scoring.models import Assessment, Likelihood, LikelihoodOverride, ModelVersion, ScoringRun
from scoring.no_model import NoModel, why_no_model
from scoring.overrides import standing_overrides
from scoring.rulebook_points import with_rulebook_points
from scoring.training.slices import slices
from scoring.under_way import HAS_APPLIED, has_applied

if TYPE_CHECKING:
    from scoring.likelihood.model import PeerGroup
    from scoring.likelihood.reasons import Reason

State = Literal["given", "silent", "not_at_risk", "no_model"]
SAME = 1e-9
"""Probabilities of the same model on the same facts differ by rounding only."""
NOT_SCORED_YET = {
    "code": "not_scored_yet",
    "zh": "上次计算时还没有该企业或该模型，下次计算后给出",
    "en": "this firm or this model was not there at the last run; the next one tells",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldReason:
    """What one feature adds to a firm's log-odds, beside firms like it, and in words for the firm.

    `sentence` is None where the reason is not for the firm to hear.
    """

    feature: str
    zh: str
    en: str
    unit: str
    value: Value
    contribution: float
    changeable: bool
    peer_value: float | bool | None
    sentence: Sentence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """The firms that one is compared with, in words, and how many there were in the newest yearly snapshot."""

    zh: str
    en: str
    firms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """What the rulebook of a programme says of the firm, by the newest assessment of all firms."""

    programme: str
    verdict: str
    unmet: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedLikelihood:
    """What there is to say of one firm and one target; rules come first, and an override stands beside.

    `given`: `stored` holds the probability with its interval, and `base_log_odds` plus all contributions is `log_odds`.
    Where facts moved after the run, or the model that spoke cannot be opened any more, the probability stays what was
    said and there are no reasons (`reasons_stale`). `silent` and `not_at_risk`: `abstained_because` says why (code, zh,
    en); who has applied and waits for the decision is not asked whether it will apply. `no_model`: `no_model_because`
    says why.
    """

    target: str
    state: State
    as_of: date | None
    eligibility: Eligibility | None
    override: LikelihoodOverride | None
    model_version: ModelVersion | None = None
    stored: Likelihood | None = None
    abstained_because: Mapping[str, Any] | None = None
    no_model_because: NoModel | None = None
    base_log_odds: float | None = None
    log_odds: float | None = None
    reasons_by: Literal["additive", "tree_shap"] | None = None
    reasons: tuple[ToldReason, ...] = ()
    reasons_stale: bool = False
    peers: Peers | None = None

    @property
    def probability(self) -> float | None:
        """The calibrated probability, where one is given."""
        return self.stored.probability if self.stored else None

    @property
    def low(self) -> float | None:
        """The lower end of its 90 % interval."""
        return self.stored.low if self.stored else None

    @property
    def high(self) -> float | None:
        """The upper end of its 90 % interval."""
        return self.stored.high if self.stored else None


def explain_likelihoods(enterprise: Enterprise, *, on: date) -> tuple[ExplainedLikelihood, ...]:
    """Of every target what the newest finished run says of a firm, with reasons on what that run knew.

    :param on: today; it decides which overrides stand.
    """
    run = ScoringRun.objects.current(ScoringRun.Kind.SCORE)
    in_use = {one.target: one for one in ModelVersion.objects.filter(is_promoted=True)}
    without = why_no_model(target for target in TARGETS if target not in in_use)
    rules, judged = _eligibility(enterprise), standing_overrides(enterprise, on)
    scored = _Scored.of(enterprise, run if in_use else None)  # without a model nothing has to be read
    return tuple(
        ExplainedLikelihood(
            target=key,
            as_of=run.as_of if run else None,
            eligibility=rules.get(target.programme or ""),
            override=judged.get(key),
            **(
                scored.answer(key, in_use[key])
                if key in in_use
                else {"state": "no_model", "no_model_because": without[key]}
            ),
        )
        for key, target in TARGETS.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    """What a run stored of one firm, and what it read: an empty table where the firm was not there.

    `applied` are the targets about applying of which an application was under way on the day of the run.
    """

    rows: Mapping[str, Likelihood]
    models: frozenset[str]
    applied: frozenset[str]
    read: pd.DataFrame

    @classmethod
    def of(cls, enterprise: Enterprise, run: ScoringRun | None) -> "_Scored":
        """What `run` did for `enterprise`."""
        if run is None:
            return cls(rows={}, models=frozenset(), applied=frozenset(), read=pd.DataFrame())
        stored = run.likelihoods.filter(enterprise=enterprise).select_related("model_version")
        measures = frame(run.as_of, Enterprise.objects.filter(pk=enterprise.pk))
        return cls(
            rows={one.target: one for one in stored},
            models=frozenset(run.model_versions.values_list("target", flat=True)),
            applied=frozenset(key for key, one in TARGETS.items() if has_applied(enterprise, one, run.as_of)),
            read=with_rulebook_points(measures, list(run.rulebooks.all())),
        )

    def answer(self, target: str, in_use: ModelVersion) -> dict[str, Any]:
        """The fields of `ExplainedLikelihood` for a target that has a model in use."""
        stored = self.rows.get(target)
        if stored is None:
            return self._unsaid(target, in_use)
        if target in self.applied:
            return _not_at_risk(stored.model_version, HAS_APPLIED)
        said = {"model_version": stored.model_version, "stored": stored}
        if stored.probability is None:
            return {**said, "state": "silent", "abstained_because": stored.abstained_because}
        return {**said, "state": "given", **_why(stored, stored.probability, self.read)}

    def _unsaid(self, target: str, in_use: ModelVersion) -> dict[str, Any]:
        """Nothing is stored: the firm cannot reach the target any more, or the run did not ask."""
        from scoring.likelihood.support import WORDS

        asked = target in self.models and len(self.read) > 0
        if not asked or TARGETS[target].at_risk(self.read).all():
            return {"state": "silent", "model_version": in_use, "abstained_because": NOT_SCORED_YET}
        zh, en = WORDS["not_at_risk"]
        return _not_at_risk(in_use, {"code": "not_at_risk", "zh": zh, "en": en})


def _not_at_risk(version: ModelVersion, because: Mapping[str, str]) -> dict[str, Any]:
    return {"state": "not_at_risk", "model_version": version, "abstained_because": because}


def _eligibility(enterprise: Enterprise) -> dict[str, Eligibility]:
    """By programme what the newest finished assessment of all firms says of this one."""
    run = ScoringRun.objects.current(ScoringRun.Kind.ASSESS)
    judged = Assessment.objects.filter(run=run, enterprise=enterprise).select_related("rulebook")
    return {
        one.rulebook.programme_id: Eligibility(
            programme=one.rulebook.programme_id, verdict=one.verdict, unmet=len(one.unmet)
        )
        for one in judged.order_by("rulebook__effective_from")
    }


def _why(stored: Likelihood, given: float, read: pd.DataFrame) -> dict[str, Any]:
    """The reasons of a probability, if the model that spoke and the facts that it read are still those on record."""
    from scoring.likelihood.reasons import explain

    try:
        model = open_model(stored.model_version)
    except ModelUnavailable:  # which is in the log; the other targets have their reasons
        return {"reasons_stale": True}
    why = explain(read, model, slices=slices(read, {})).get(stored.enterprise_id) if len(read) else None
    if why is None or abs(why.probability - given) > SAME:
        return {"reasons_stale": True, "reasons_by": model.card.reasons_by}
    return {
        "base_log_odds": why.base_log_odds,
        "log_odds": why.log_odds,
        "reasons_by": model.card.reasons_by,
        "reasons": tuple(_in_words(reason, why.peers) for reason in why.reasons),
        "peers": _named(why.peers) if why.peers else None,
    }


def _in_words(reason: "Reason", peers: "PeerGroup | None") -> ToldReason:
    others = LIKE_IT if peers and peers.industry_section else ALL_FIRMS
    return ToldReason(
        feature=reason.feature,
        zh=reason.zh,
        en=reason.en,
        unit=reason.unit,
        value=reason.value,
        contribution=reason.contribution,
        changeable=reason.changeable,
        peer_value=reason.peer_value,
        sentence=sentence(reason, reason.peer_value, others),
    )


def _named(group: "PeerGroup") -> Peers:
    from scoring.likelihood.slice_names import SECTIONS, SIZES

    if not group.industry_section:
        return Peers(zh="最近一次年度快照中的全部企业", en="all firms of the newest yearly snapshot", firms=group.firms)
    (branch_zh, branch_en), (size_zh, size_en) = SECTIONS[group.industry_section], SIZES[group.size]
    return Peers(zh=f"{branch_zh}{size_zh}企业", en=f"{size_en} firms in {branch_en}", firms=group.firms)
