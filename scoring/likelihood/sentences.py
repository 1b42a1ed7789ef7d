"""Reasons in words that a caseworker can use with the firm, in both languages: what it has, what firms like it have."""

from dataclasses import dataclass
from typing import Protocol

from scoring.likelihood.amounts import shown, shown_alike

Value = float | bool | str | None

# Never said to a firm: what it is born with and nobody holds against it, what the comparison with its like already
# holds still, and what the bureau concluded itself; what the rulebook finds is said beside, by the assessment, from
# more facts than a model may read. Such a reason keeps its figure, since the parts have to add up.
NEVER_SAID = frozenset(
    {
        "industry_section",
        "industry_division",
        "technology_field",
        "legal_form",
        "mainland_resident",
        "in_henan",
        "in_county",
        "tier",
        "rulebook_unmet",
        "rulebook_points",
    }
)
HARDLY = 0.01
"""A part of the log-odds below this moves a probability by a quarter of a percentage point at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One reason, in words."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """Whom a firm is compared with: the words for them, and for most of them."""

    zh: str
    en: str
    most_zh: str
    most_en: str


LIKE_IT = Others(zh="同类企业", en="firms like it", most_zh="多数同类企业", most_en="most firms like it")
ALL_FIRMS = Others(zh="全市企业", en="all firms", most_zh="全市多数企业", most_en="most firms")
"""Where there are too few firms like it."""


class Told(Protocol):
    """What a sentence is made of: `scoring.likelihood.reasons.Reason` is one."""

    @property
    def feature(self) -> str: ...
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def value(self) -> Value: ...
    @property
    def contribution(self) -> float: ...


def sentence(reason: Told, peer: float | bool | None, others: Others = LIKE_IT) -> Sentence | None:
    """Say a reason to the firm; None where it is not for the firm to hear.

    Parameters
    ----------
    reason : the feature with its words, the firm's value (None: not known) and what it adds to the log-odds
    peer : what the middle one of the `others` has; None where that is not known
    others : the firms that it is compared with
    """
    if reason.feature in NEVER_SAID:
        return None
    zh, en = _effect(reason.contribution)
    if reason.value is None:
        return _of_unknown(reason, peer, others, zh, en)
    if isinstance(reason.value, bool):
        return _of_flag(reason, reason.value, peer, others, zh, en)
    if isinstance(reason.value, str):
        return Sentence(zh=f"{reason.zh}为{reason.value}，{zh}", en=f"{reason.en}: {reason.value}; {en}")
    return _of_number(reason, reason.value, peer, others, zh, en)


def _effect(contribution: float) -> tuple[str, str]:
    if abs(contribution) < HARDLY:
        return "对可能性几乎没有影响", "this hardly moves the likelihood"
    if contribution > 0:
        return "使可能性提高", "this raises the likelihood"
    return "使可能性降低", "this lowers the likelihood"


def _of_unknown(reason: Told, peer: float | bool | None, others: Others, zh: str, en: str) -> Sentence:
    if peer is None or reason.unit == "yes_no":
        return Sentence(zh=f"{reason.zh}未知，{zh}", en=f"{reason.en}: not known; {en}")
    like_zh, like_en = shown(peer, reason.unit)
    return Sentence(
        zh=f"{reason.zh}未知（{others.zh}为 {like_zh}），{zh}",
        en=f"{reason.en}: not known ({others.en}: {like_en}); {en}",
    )


def _of_flag(reason: Told, value: bool, peer: float | bool | None, others: Others, zh: str, en: str) -> Sentence:
    said_zh, said_en = ("是", "yes") if value else ("否", "no")
    if peer is None:
        return Sentence(zh=f"{reason.zh}：{said_zh}，{zh}", en=f"{reason.en}: {said_en}; {en}")
    with_zh, with_en = ("相同", "as at") if value == bool(peer) else ("不同", "unlike")
    return Sentence(
        zh=f"{reason.zh}：{said_zh}，与{others.most_zh}{with_zh}，{zh}",
        en=f"{reason.en}: {said_en}, {with_en} {others.most_en}; {en}",
    )


def _of_number(reason: Told, value: float, peer: float | None, others: Others, zh: str, en: str) -> Sentence:
    if peer is None:
        own_zh, own_en = shown(value, reason.unit)
        return Sentence(zh=f"{reason.zh} {own_zh}，{zh}", en=f"{reason.en}: {own_en}; {en}")
    (own_zh, own_en), (like_zh, like_en) = shown_alike(value, peer, reason.unit)
    if own_zh == like_zh or own_en == like_en:
        return Sentence(
            zh=f"{reason.zh} {own_zh}，与{others.zh}相近，{zh}",
            en=f"{reason.en}: {own_en}, about as {others.en}; {en}",
        )
    than_zh, than_en = ("低于", "below") if value < peer else ("高于", "above")
    return Sentence(
        zh=f"{reason.zh} {own_zh}，{than_zh}{others.zh}的 {like_zh}，{zh}",
        en=f"{reason.en}: {own_en}, {than_en} the {like_en} of {others.en}; {en}",
    )
