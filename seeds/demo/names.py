"""Names of firms and people: they read like Chinese names and are built from lists, so that nobody bears them.

A firm's core is two characters, one of each list; when all pairs are used up, a third follows. Pairs that stand in a
name of the register that the distributions were counted over (98,934 names) are left out.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

FIRST = (
    "穹霁朔砚漪沐翊岫衍叙澜骁昱溯峤珩笙琰煦嵘沅邈旻祁榆蔚榕椿筱莛蓼菀荻蘅芷葭菁苒茗薇"
    "璟瑀珞玥琅璞瑗琚珂玮铉钧铄锵锴钰釉焱炘焓烁熠煜晗昕晟曜晖旸昀暄曦泓泠淙涵渝澍漾濯瀚"
)
SECOND = (
    "拓垣陌禾隅屿棠序珑野驰迢翎翮翥翙鸢鹭鹄鹏麒骐骥骅骢辂轩轫轶辕舫舸舷舵岚岱峦嶂崧巍"
    "壑垚坻坤埕堃墨篆笛筝箫簌篱竹笠籁纬绎绮绶缦缜缙纶绫缬耘耜耦秧稔穗穰粟粲籽酩醇醴酉"
)
BORNE = frozenset({"瀚鹏", "泓垚", "榕拓", "钰坤", "晟驰", "澜驰", "渝鹏", "玮坤"})
"""Pairs that some real firm has in its name."""

THIRD = "一元方正中和平安泰昌隆兴达通远大恒久利华盛荣康宁庆祥瑞丰裕顺成功新永嘉信义德仁"

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "宁远川禾松岩溪帆澄晓安清岚舟言朗星雨青木"
FICTIONAL_GIVEN = "拟"
"""Every person of the city has 拟 (made up) in the given name."""

STREETS = ("示范大道", "演示路", "样例街", "虚构路", "模拟大道", "假设街")


def core_names(rng: np.random.Generator, count: int) -> list[str]:
    """`count` different cores, in random order."""
    pairs = [first + second for first in FIRST for second in SECOND if first + second not in BORNE]
    rounds = -(-count // len(pairs))
    cores: list[str] = []
    for third in ["", *THIRD][:rounds]:
        cores += [pairs[place] + third for place in rng.permutation(len(pairs))]
    return cores[:count]


def company_names(places: Iterable[str], cores: Iterable[str], words: Iterable[str], forms: Iterable[str]) -> list[str]:
    """Full names: place, core, trade, legal form. Different because the cores are."""
    return ["".join(parts) for parts in zip(places, cores, words, forms, strict=True)]


def people(rng: np.random.Generator, count: int) -> list[str]:
    """`count` names of people who do not exist; some may be alike, as in life."""
    surnames = rng.integers(len(SURNAMES), size=count)
    given = rng.integers(len(GIVEN), size=count)
    return [SURNAMES[one] + FICTIONAL_GIVEN + GIVEN[two] for one, two in zip(surnames, given, strict=True)]


def addresses(rng: np.random.Generator, places: Sequence[str]) -> list[str]:
    """Addresses in streets that no town has."""
    streets = rng.integers(len(STREETS), size=len(places))
    numbers = rng.integers(1, 400, size=len(places))
    return [
        f"河南省南阳市{place}{STREETS[street]}{number}号"
        for place, street, number in zip(places, streets, numbers, strict=True)
    ]


def pick(rng: np.random.Generator, options: Sequence[str], count: int) -> npt.NDArray[np.str_]:
    """`count` of `options`, each as likely."""
    return np.array(options)[rng.integers(len(options), size=count)]
