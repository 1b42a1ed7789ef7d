"""The stated minimum: below it there is no model, and the screen shows eligibility and gap alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from scoring.likelihood.errors import TooFewOutcomes

Part = Literal["train", "calibrate", "judge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """How many firms must have reached the target, and how many must not have, in one part of the data."""

    reached: int
    not_reached: int


YEARS = 3
LEAST: Mapping[Part, Minimum] = {
    "train": Minimum(reached=30, not_reached=10),
    "calibrate": Minimum(reached=10, not_reached=10),
    "judge": Minimum(reached=10, not_reached=10),
}
PARTS: Mapping[Part, tuple[str, str]] = {
    "train": ("用于训练的年份", "in the years used to train"),
    "calibrate": ("用于校准的年份", "in the years used to calibrate"),
    "judge": ("用于检验的最新年份", "in the newest year, used to judge"),
}


def refuse_too_few(target: str, y: npt.NDArray[np.int64], part: Part) -> None:
    """Raise `TooFewOutcomes` where `y`, the known outcomes of a part, holds too few of either kind.

    :raises TooFewOutcomes: below the minimum of that part.
    """
    if (short := _short(y, part)) is None:
        return
    found, needed, zh_kind, en_kind = short
    zh, en = PARTS[part]
    raise TooFewOutcomes(
        f"{target}: {found} of {len(y)} firms {en_kind} the target {en}; at least {needed} are needed. "
        "Until then only eligibility and gap are shown.",
        f"{zh}共{len(y)}家企业结果已知，其中{zh_kind}目标的{found}家，至少需要{needed}家；"
        "在此之前只显示资格与差距，不给出可能性。",
        found,
        needed,
    )


def refuse_too_few_years(target: str, found: int) -> None:
    """Raise `TooFewOutcomes` where there are not three years: to train, to calibrate and to judge.

    :raises TooFewOutcomes: fewer than three years with known outcomes.
    """
    if found < YEARS:
        raise TooFewOutcomes(
            f"{target}: {found} labelled year(s), three are needed (train, calibrate, judge). "
            "Import earlier years of financial data, applications and recognitions.",
            f"只有{found}个年度的结果已知，至少需要{YEARS}个年度（训练、校准、检验各一）；"
            "请补充以前年度的财务数据、申报和认定记录。",
            found,
            YEARS,
        )


def has_enough(y: npt.NDArray[np.int64], part: Part) -> bool:
    """Tell whether `y` holds the minimum of a part."""
    return _short(y, part) is None


def _short(y: npt.NDArray[np.int64], part: Part) -> tuple[int, int, str, str] | None:
    """What there is too little of: found, needed, and the words for the kind of outcome."""
    reached = int(y.sum())
    if reached < LEAST[part].reached:
        return reached, LEAST[part].reached, "达到", "reached"
    if len(y) - reached < LEAST[part].not_reached:
        return len(y) - reached, LEAST[part].not_reached, "未达到", "did not reach"
    return None
