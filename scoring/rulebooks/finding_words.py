"""Findings in Chinese: the loader and the cases word them once, in English; officials need both languages."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from scoring.rulebooks.schema import Text

_WORDS = """\
this is not YAML: {}. Correct the line, or the one above it.
不是合法的YAML：{}。请改正本行或上一行。
character {} of the file is not allowed in YAML: {}. Remove it.
第{}个字符不允许出现在YAML中：{}。请删除。
the file has {} characters; a rulebook has at most {}. Split it.
文本有{}个字符，认定规则最多{}个。请拆分。
the file has to be a mapping (`programme: …`, `version: …` and so on).
文本须由“键: 值”组成（`programme: …`、`version: …` 等）。
a second document starts here; a file holds one. Remove `---`, or split the file.
这里开始了第二个文档，一个文件只能有一个。请删除 `---` 或拆分文件。
nested more than {} deep; no rulebook needs that. Close the brackets.
嵌套超过{}层，认定规则不需要这么深。请检查括号是否闭合。
anchors (&) and aliases (*) are not allowed. Write the value out.
不允许使用锚点（&）和别名（*）。请把内容写全。
the tag {} is not allowed: a rulebook is data, never code. Remove the tag.
不允许使用标签 {}：认定规则是数据，不是代码。请删除标签。
the file is empty; a rulebook starts with `programme:`.
文本为空。认定规则以 `programme:` 开头。
`{}` stands here twice, first in line {}. Keep one of them.
`{}` 在这里出现了两次，第一次在第{}行。请只保留一个。
a key has to be a single word.
键只能是一个词。
this is not UTF-8. Save the file as UTF-8.
文件不是UTF-8编码。请另存为UTF-8。
here has to be a mapping (`key: value`).
这里须是“键: 值”。
`{}` is missing; write `{}: …`.
缺少 `{}`，请写上 `{}: …`。
`{}` is not known here; did you mean `{}`?
这里没有 `{}` 这一项，是不是 `{}`？
`{}` is not known here; known here: {}.
这里没有 `{}` 这一项；这里可用的有：{}。
`{}` has to be a text.
`{}` 须是文字。
`{}` would be read as {} elsewhere; put it in quotes.
`{}` 在别的程序里会被读成{}，请加引号。
`{}` is not possible here; one of: {}.
这里不能写 `{}`，只能是：{}。
`{}` is no plain number; write digits with at most one point, such as 1000 or 0.05.
`{}` 不是普通数字。请只写数字和至多一个小数点，如1000或0.05。
`{}` is no date; write year-month-day, such as 2026-04-01.
`{}` 不是日期。请写成年-月-日，如2026-04-01。
{} is not in the calendar; correct the day.
日历上没有{}这一天，请改正。
{} cannot be meant; correct the year.
{}显然有误，请改正年份。
`{}` is either written as `{}: true`, or left out.
`{}` 要么写成 `{}: true`，要么不写。
`{}` has to be a list with at least one entry (`- …`).
`{}` 须是列表，至少有一项（`- …`）。
`{}` cannot be an id: lower-case letters, digits and _, not `total`.
`{}` 不能作编号：只用小写字母、数字和下划线，且不能是 `total`。
`{}` cannot be an id: two _ in a row mark criteria taken over by `meets`.
`{}` 不能作编号：连续两个下划线表示由 `meets` 引入的条件。
the id `{}` is taken in line {}; choose another.
编号 `{}` 已在第{}行使用，请另取一个。
there is no measure `{}`; did you mean `{}`?
没有指标 `{}`，是不是 `{}`？
there is no measure `{}`; see the list of measures.
没有指标 `{}`，请查指标表。
{} lies before effective_from. Exchange or correct the days.
{}早于 effective_from，请对调或改正。
the score has no `{}`; write `total`, or the id of a part or an item.
评分表没有 `{}`。请写 `total`，或某部分、某项的编号。
there is no criterion `{}`; write the id of a criterion or a member.
没有条件 `{}`。请写某个条件或成员的编号。
the rulebook has no criterion `{}`; correct the id.
规则中没有条件 `{}`，请改正编号。
`{}` is not among the documents; list it there, or correct it.
`{}` 不在文件清单（documents）中。请补上或改正。
`{}` reads points, so points cannot depend on it: that would be a circle.
`{}` 要读取得分，得分就不能再依赖它，否则成为循环。
`{}` is in {}, neither true nor false; compare it instead.
`{}` 的单位是{}，不是“是/否”。请改用比较。
`{}` is in {}, no code; compare it instead.
`{}` 的单位是{}，不是代码。请改用比较。
`{}` is in {}, an expert's measure is in points.
`{}` 的单位是{}，专家评分的单位须是分（points）。
`{}` names no rulebook; write programme@version, such as sme_size@2011.
`{}` 不是规则名。请写成 项目@版本，如 sme_size@2011。
`{}` leads back to itself, in a circle: {}. Remove one of the references.
`{}` 绕一圈又引用了自己：{}。请删去其中一个引用。
`{}` cannot be used, its own text is wrong: {}
不能引用 `{}`，它自身的文本有误：{}
`{}` is withdrawn and decides nothing any more; name another version.
`{}` 已撤回，不再适用，请改用其他版本。
`{}` is no rulebook that is known here; correct the programme or the version.
没有 `{}` 这个规则。请改正项目或版本。
`{}` has a score sheet; only a rulebook without points can be a criterion of another.
`{}` 有评分表；只有不打分的规则才能作为另一规则的条件。
`{}` has no criteria yet, so nothing can be met.
`{}` 还没有条件，无从判断是否符合。
the last step, and no other, is `otherwise: true`; else some sizes have no bound.
最后一档（且只有最后一档）写 `otherwise: true`，否则有的规模没有界值。
steps have to rise: {} comes after {}. Sort them, each edge once.
各档须由小到大：{}排在{}之后。请排序，每个界限只写一次。
write exactly one of {}; here are {}.
{} 中须且只须写一个，这里有{}个。
the unit here is {}, not {}. Correct the unit, and the numbers with it.
这里的单位是{}，不是{}。请改正单位，数值也要相应改正。
a {} has no size to compare; use {}.
{}没有大小可比。请用 {}。
a mean of yearly ratios needs the same years in the same order above and below.
逐年比率的平均，分子与分母须是相同的年份、相同的次序。
growth runs over a whole number of years, from 1 to {}.
增长的年数须是1至{}的整数。
`within` counts years, `{}` is in {}.
`within` 按年计，`{}` 的单位是{}。
growth needs figures of single years (`_y0`, `_y1` and so on).
增长须用单个年度的数（`_y0`、`_y1` 等）。
`{}` lies {} years before `{}`, not {}. Correct a year.
`{0}` 比 `{2}` 早{1}年，不是{3}年。请改正年份。
`{}` is added and taken away again. Remove one of them.
`{}` 既加又减，请删去一个。
the measures that are added up have to be numbers of one unit.
相加的指标须是同一单位的数。
{} cannot be divided by {} here.
这里{}不能除以{}。
the {} add up to {}, not to {}. Correct a weight, or mark a bonus with `bonus: true`.
各{}合计为{}，不是{}。请改正权重，或用 `bonus: true` 标明加分项。
the last band, and no other, is `otherwise: true`; else some values have no band.
最后一档（且只有最后一档）写 `otherwise: true`，否则有的数值没有档次。
a band starts at one edge: write either `at_least` or `above`.
一档只有一个下限：写 `at_least` 或 `above`。
bands overlap: {} comes below {}. Sort them, highest edge first.
档次重叠：{}排在{}之下。请由高到低排序。
this band gives more points than the one above it, against the way of the others. Correct them.
本档分值高于上一档，与其他各档的走向相反。请改正。
this band gives less points than the one above it, against the way of the others. Correct them.
本档分值低于上一档，与其他各档的走向相反。请改正。
points are one number, or [lowest, highest], none below 0.
分值写一个数，或 [最低, 最高]，都不小于0。
the maximum is {}, but the best that can be reached is {}. Correct one of them.
满分是{}，但最多只能得到{}。请改正其中一个。
an item that experts judge needs `judged`, the measure with their points.
由专家评定的项目须写 `judged`，即专家评分的指标。
the last class, and no other, is `otherwise: true`; else some firms have none.
最后一类（且只有最后一类）写 `otherwise: true`，否则有的企业没有类别。
the class `{}` stands here twice. Keep one of them.
类别 `{}` 在这里出现了两次，请只保留一个。
the table has no class `{}`; one of: {}.
表中没有类别 `{}`，只能是：{}。
every class is named here, so that the criterion excludes nobody. Remove a class.
这里列出了全部类别，等于不排除任何企业。请删去一类。
`{}` stands here twice. Keep one of them.
`{}` 在这里出现了两次，请只保留一个。
the code {} stands in line {} already. Keep one of them.
代码{}已在第{}行出现，请只保留一个。
`{}` is no code: they run from 01 to {}.
`{}` 不是代码，代码由01至{}。
`{}` holds no codes: they run from 01 to {}, and a range rises.
`{}` 中没有代码：代码由01至{}，区间须由小到大。
write codes of two digits in quotes, or a range of them: "65", "06-46".
代码写成带引号的两位数字或区间："65"、"06-46"。
here have to be bounds, one or more (`headcount_y0: 300`).
这里须写界值，一个或多个（`headcount_y0: 300`）。
`{}` is a {} and has no size to compare.
`{}` 是{}，没有大小可比。
{} of `{}` is not below the {} of the better class. Correct a bound.
`{1}` 的{0}不低于更高类别的{2}。请改正界值。
a historical rulebook has ended: write `effective_until`, its last day.
历史版本已经失效：请写 `effective_until`（最后一天）。
the document `{}` stands here twice. Keep one of them.
文件 `{}` 在这里出现了两次，请只保留一个。
{} {} cannot be: they come in whole numbers. Correct the number.
{} {} 不成立：只能是整数。请改正。
{} yuan is no amount of money: it has at most two decimals. Correct the number.
{}元不是金额：最多两位小数。请改正。
a ratio of {} is {} %; write ratios as fractions, 0.05 for 5 %.
比率{}即{}%。比率请写成小数，5%写作0.05。
{} {} is met by every firm. Correct the number, or remove the condition.
{} {}：任何企业都符合。请改正数值，或删去条件。
{} {} is met by no firm. Correct the number.
{} {}：没有企业能符合。请改正数值。
this is the same condition as `{}`. Keep one of them.
与条件 `{}` 相同，请只保留一个。
nobody meets this and `{}`: no code is left. Correct one of the lists.
没有企业能同时符合本条和 `{}`：不剩任何代码。请改正其中一个清单。
nobody meets this and `{}`: {}. Correct one of the bounds.
没有企业能同时符合本条和 `{}`：{}。请改正其中一个界值。
`{}` asks for the opposite: nobody meets both.
`{}` 的要求正好相反，没有企业能同时符合。
`{}` gives at most {} points, so that nobody passes. Correct the number.
`{}` 最多{}分，没有企业能达到。请改正数值。
`{}` gives at least {} points, so that everybody passes. Correct the number.
`{}` 至少{}分，任何企业都达到。请改正数值。
no criterion looks at the score; add one with `points_at_least`, or remove the score.
没有条件用到评分。请加一条 `points_at_least`，或删去评分表。
the item has {} points, more than the {} of its part. Correct one of them.
本项{}分，超过所在部分的{}分。请改正其中一个。
no criterion looks at the points of `{}`, its part or the total: it decides nothing.
没有条件用到 `{}`、其所在部分或总分，它不起作用。
the item gives {} points to every firm: it decides nothing. Correct the points.
本项对任何企业都给{}分，不起作用。请改正分值。
{} is there twice. Give one of them a version of its own.
{}有两份。请给其中一份另取版本名。
the term overlaps that of {} ({} to {}). End one before the other.
有效期与{}（{}至{}）重叠。请让一个在另一个开始前结束。
`{}` cannot be an id: it has {}, at most {} characters.
`{}` 不能作编号：有{}个字符，最多{}个。
with this id `{}` gets {} characters, at most {}. Shorten it.
加上本编号后，`{}` 有{}个字符，最多{}个。请改短。
`{}` cannot be a version: at most 40 of A to Z, a to z, digits, `.`, `_`, `-`, no sign first.
`{}` 不能作版本名：只用英文字母、数字和 . _ -，最多40个字符，首字符须是字母或数字。
`{}` cannot be a programme: write its code, such as tech_sme.
`{}` 不是项目代码。请写代码，如 tech_sme。
here are more than {} criteria, those taken over by `meets` among them. Split the rulebook.
条件超过{}个（包括由 `meets` 引入的）。请拆分规则。
here are more than {} items and routes. Split the rulebook.
评分项和评分途径超过{}个。请拆分规则。
here are {} classes; a table has at most {}.
这里有{}个类别，一个表最多{}个。
here are {} cases; at most {} are run. Remove those that show the same.
这里有{}个案例，最多运行{}个。请删去重复的。
points here are one number, or [lowest, highest].
这里的分值写一个数，或 [最低, 最高]。
`settles` has to be a list of measures, `[]` for none.
`settles` 须是指标的列表，没有则写 `[]`。
the character U+{} cannot stand in a text. Remove it; several lines need `|`.
文字中不能有字符U+{}。请删除；多行文字请用 `|`。
`{}` is neither true, false nor unknown.
`{}` 不是 true、false 或 unknown。
"""
"""A message and, below it, its translation; {} is whatever stands there."""

_WITHIN = "its own text is wrong: "
"""What follows is a finding itself."""
STATUS: Mapping[str, str] = {"met": "符合", "unmet": "不符合", "undetermined": "无法判定", "unknown": "未知"}


def in_words(message: str) -> Text:
    """Return a message in both languages; one that is not known here stays English in both."""
    inner = message.partition(_WITHIN)[2]
    for pattern, zh in _patterns():
        if found := pattern.fullmatch(message):
            said = (in_words(word).zh if inner and word == inner else word for word in found.groups())
            return Text(zh=zh.format(*said), en=message)
    return Text(zh=message, en=message)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(_each_pattern())


def _each_pattern() -> Iterator[tuple[re.Pattern[str], str]]:
    lines = _WORDS.splitlines()
    for en, zh in zip(lines[::2], lines[1::2], strict=True):
        yield re.compile("(.*?)".join(map(re.escape, en.split("{}"))), re.DOTALL), zh
