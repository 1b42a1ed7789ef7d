"""Clauses and quantities as sentences in Chinese and English, for officials who check them against the document."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from scoring.rulebooks.measures import MEASURES, Unit
from scoring.rulebooks.schema import (
    Clause,
    Comparison,
    Flag,
    Group,
    Growth,
    InClass,
    Mean,
    MeanGrowth,
    MeanRatio,
    Membership,
    Points,
    Quantity,
    Ratio,
    Reading,
    Steps,
    Sum,
    Text,
)

SIGNS: Mapping[str, str] = {
    "at_least": "≥",
    "above": ">",
    "at_most": "≤",
    "below": "<",
    "points_at_least": "≥",
    "points_above": ">",
}
TOTAL = Text(zh="总分", en="total points")
GROUPS: Mapping[str, Text] = {
    "all_of": Text(zh="以下各项均须符合", en="every one of these"),
    "any_of": Text(zh="以下任何一项符合即可", en="any one of these"),
}
_YEARS = (
    Text(zh="上年", en="last year"),
    Text(zh="前年", en="two years ago"),
    Text(zh="三年前", en="three years ago"),
    Text(zh="四年前", en="four years ago"),
)
_HOW_MANY = (
    Text(zh="", en=""),
    Text(zh="上年", en="last year"),
    Text(zh="近两年", en="last two years"),
    Text(zh="近三年", en="last three years"),
    Text(zh="近四年", en="last four years"),
)
_WITHIN = Text(zh="（只计企业存续的年度）", en=" (only years in which the firm existed)")
_EDGE = Text(zh="（恰好等于时，各文本说法不一，视为未知）", en=" (on the bound itself the texts differ: unknown)")


def condition(clause: Clause, titles: Mapping[str, Text] | None = None) -> Text:
    """Say what a clause asks for, e.g. “科技人员数 ÷ 职工总数 ≥ 10%”.

    :param titles: of the parts and items of the score, by id; what is not among them is called by its id.
    """
    match clause:
        case Comparison():
            return _comparison(clause)
        case Flag():
            return flag_words(clause.measure, yes=clause.kind == "is_true")
        case Membership():
            return _membership(clause)
        case InClass():
            return _in_class(clause)
        case Points():
            of = TOTAL if clause.of == "total" else (titles or {}).get(clause.of, Text(zh=clause.of, en=clause.of))
            return _joined((of, _same(SIGNS[clause.kind]), amount(clause.bound, "points")))
        case Group(kind="meets"):
            return Text(zh=f"符合 {clause.of} 的全部条件", en=f"meets every condition of {clause.of}")
        case Group():
            return GROUPS[clause.kind]


def quantity_words(quantity: Quantity) -> Text:
    """Say what number is read or computed."""
    match quantity:
        case Reading():
            return measure_words(quantity.measure)
        case Sum():
            return _within(_sum_words(quantity.plus, quantity.minus), quantity.within)
        case Ratio():
            return _ratio(quantity)
        case Mean():
            return _within(_mean_words(quantity.of), quantity.within)
        case MeanRatio():
            return _within(_mean_ratio(quantity), quantity.within)
        case Growth():
            return _growth(quantity)
        case MeanGrowth():
            return _mean_growth(quantity)


def flag_words(measure: str, *, yes: bool) -> Text:
    """Say that a yes/no measure is one or the other."""
    words = measure_words(measure)
    return Text(zh=f"{words.zh}：{'是' if yes else '否'}", en=f"{words.en}: {'yes' if yes else 'no'}")


def measure_words(name: str) -> Text:
    """Call a measure by its name, with its year."""
    measure = MEASURES[name]
    if measure.year is None:
        return Text(zh=measure.zh, en=measure.en)
    year = _YEARS[measure.year]
    return Text(zh=f"{year.zh}{measure.zh}", en=f"{measure.en} ({year.en})")


def amount(value: Decimal, unit: Unit) -> Text:
    """Say a number with its unit: money in 万元 or 亿元, shares in percent."""
    number = plain(value)
    match unit:
        case "yuan":
            return Text(zh=_yuan_zh(value), en=_yuan_en(value))
        case "ratio":
            return _same(f"{plain(value * 100)}%")
        case "people":
            return Text(zh=f"{number}人", en=f"{number} {'person' if value == 1 else 'people'}")
        case "count_per_year":
            return Text(zh=f"每年{number}项", en=f"{number} a year")
        case "days" | "years" | "points":
            zh, en = {"days": ("天", "day"), "years": ("年", "year"), "points": ("分", "point")}[unit]
            return Text(zh=f"{number}{zh}", en=f"{number} {en}{'' if value == 1 else 's'}")
        case "code":
            return _same(f"{int(value):02d}")
    return _same(number)


def plain(value: Decimal) -> str:
    """Write a number without exponent and without zeros at its end."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def code_ranges(codes: Iterable[int]) -> tuple[str, ...]:
    """Write codes of two digits as ranges: 06–46, 65."""
    ranges: list[list[int]] = []
    for code in sorted(set(codes)):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return tuple(f"{low:02d}" if low == high else f"{low:02d}–{high:02d}" for low, high in ranges)


def _comparison(clause: Comparison) -> Text:
    head = _joined((quantity_words(clause.quantity), _same(SIGNS[clause.kind])))
    if isinstance(clause.bound, Steps):
        bound = _steps(clause.bound, clause.unit)
        words = Text(zh=f"{head.zh} {bound.zh}", en=f"{head.en} {bound.en}")
    else:
        words = _joined((head, amount(clause.bound, clause.unit)))
    return _glued(words, _EDGE) if clause.doubtful_edge else words


def _steps(steps: Steps, unit: Unit) -> Text:
    by = measure_words(steps.measure)
    zh, en = [], []
    for step in steps.steps:
        bound = amount(step.bound, unit)
        if step.at_most is None:
            zh.append(f"{bound.zh}（其余）")
            en.append(f"{bound.en} above that")
        else:
            most = amount(step.at_most, steps.unit)
            zh.append(f"{bound.zh}（{by.zh} ≤ {most.zh}）")
            en.append(f"{bound.en} if {by.en} ≤ {most.en}")
    return Text(zh="、".join(zh), en=", ".join(en))


def _membership(clause: Membership) -> Text:
    measure, ranges = measure_words(clause.measure), code_ranges(clause.codes)
    yes = clause.kind == "code_in"
    return Text(
        zh=f"{measure.zh}{'属于' if yes else '不属于'} {'、'.join(ranges)}",
        en=f"{measure.en} {'among' if yes else 'not among'} {', '.join(ranges)}",
    )


def _in_class(clause: InClass) -> Text:
    titles = {named.id: named.title for named in clause.table.classes}
    among, by = [titles[name] for name in clause.among], measure_words(clause.table.by)
    return Text(
        zh=f"按{by.zh}和指标划型，属于：{'、'.join(title.zh for title in among)}",
        en=f"class by {by.en} and figures is one of: {', '.join(title.en for title in among)}",
    )


def _ratio(ratio: Ratio) -> Text:
    top, bottom = _sum_words(ratio.numerator), _sum_words(ratio.denominator)
    words = _joined((_bracketed(top, ratio.numerator), _same("÷"), _bracketed(bottom, ratio.denominator)))
    return _within(words, ratio.within)


def _mean_ratio(ratio: MeanRatio) -> Text:
    top, bottom = _stem_over_years(ratio.numerator), _stem_over_years(ratio.denominator)
    if top is None or bottom is None:
        pairs = zip(ratio.numerator, ratio.denominator, strict=True)
        each = [_joined((measure_words(one), _same("÷"), measure_words(two))) for one, two in pairs]
        return Text(zh=f"{'、'.join(e.zh for e in each)} 的平均", en=f"mean of {', '.join(e.en for e in each)}")
    over = _HOW_MANY[len(ratio.numerator)]
    return Text(zh=f"{over.zh}每年{top.zh} ÷ {bottom.zh}的平均", en=f"mean of {top.en} ÷ {bottom.en} a year, {over.en}")


def _growth(growth: Growth) -> Text:
    newest, oldest = MEASURES[growth.newest], MEASURES[growth.oldest]
    begin, end = _year_words(growth.oldest), _year_words(growth.newest)
    if newest.zh != oldest.zh:
        zh, en = f"{measure_words(growth.oldest).zh}至{measure_words(growth.newest).zh}", f"{oldest.en} to {newest.en}"
    else:
        zh, en = f"{newest.zh}", f"{newest.en}"
    if growth.years == 1:
        return Text(zh=f"{zh}增长率（{end.zh}比{begin.zh}）", en=f"growth of {en} ({end.en} over {begin.en})")
    return Text(
        zh=f"{zh}{growth.years}年复合年均增长率（{begin.zh}至{end.zh}）",
        en=f"compound yearly growth of {en} over {growth.years} years ({begin.en} to {end.en})",
    )


def _mean_growth(growth: MeanGrowth) -> Text:
    measure, begin, end = MEASURES[growth.newest], _year_words(growth.oldest), _year_words(growth.newest)
    return Text(
        zh=f"{measure.zh}平均增长率（{begin.zh}至{end.zh}，两个年度增长率的算术平均）",
        en=f"mean growth of {measure.en} ({begin.en} to {end.en}, arithmetic mean of two yearly rates)",
    )


def _year_words(name: str) -> Text:
    year = MEASURES[name].year
    return _same("") if year is None else _YEARS[year]


def _sum_words(plus: Sequence[str], minus: Sequence[str] = ()) -> Text:
    if not minus and len(plus) > 1 and (stem := _stem_over_years(plus)):
        over = _HOW_MANY[len(plus)]
        return Text(zh=f"{over.zh}{stem.zh}合计", en=f"{stem.en}, sum of the {over.en}")
    words = [measure_words(name) for name in plus]
    zh, en = " + ".join(word.zh for word in words), " + ".join(word.en for word in words)
    for name in minus:
        zh, en = f"{zh} − {measure_words(name).zh}", f"{en} − {measure_words(name).en}"
    return Text(zh=zh, en=en)


def _mean_words(names: Sequence[str]) -> Text:
    if stem := _stem_over_years(names):
        over = _HOW_MANY[len(names)]
        return Text(zh=f"{over.zh}{stem.zh}平均值", en=f"{stem.en}, mean of the {over.en}")
    words = [measure_words(name) for name in names]
    return Text(zh=f"{'、'.join(w.zh for w in words)}的平均值", en=f"mean of {', '.join(w.en for w in words)}")


def _stem_over_years(names: Sequence[str]) -> Text | None:
    """Return the words of the one figure that `names` are of, if they are its last years without a gap."""
    measures = [MEASURES[name] for name in names]
    of_one = len({name.rpartition("_y")[0] for name in names}) == 1
    if not of_one or sorted(-1 if m.year is None else m.year for m in measures) != list(range(len(names))):
        return None
    return Text(zh=measures[0].zh, en=measures[0].en)


def _bracketed(words: Text, names: Sequence[str]) -> Text:
    """Put a sum of several in brackets, if it is written out."""
    if len(names) == 1 or _stem_over_years(names):
        return words
    return Text(zh=f"({words.zh})", en=f"({words.en})")


def _within(words: Text, within: str | None) -> Text:
    return _glued(words, _WITHIN) if within else words


def _yuan_zh(value: Decimal) -> str:
    size = abs(value)
    if size >= 100_000_000 and value % 1_000_000 == 0:
        return f"{plain(value / 100_000_000)}亿元"
    return f"{plain(value / 10_000)}万元" if size >= 10_000 else f"{plain(value)}元"


def _yuan_en(value: Decimal) -> str:
    sign, size = "−" if value < 0 else "", abs(value)
    if size >= 1_000_000_000 and size % 10_000_000 == 0:
        return f"{sign}¥{plain(size / 1_000_000_000)} billion"
    if size >= 1_000_000 and size % 10_000 == 0:
        return f"{sign}¥{plain(size / 1_000_000)} million"
    return f"{sign}¥{size:,}"


def _same(text: str) -> Text:
    return Text(zh=text, en=text)


def _joined(words: Iterable[Text]) -> Text:
    words = tuple(words)
    return Text(zh=" ".join(word.zh for word in words), en=" ".join(word.en for word in words))


def _glued(one: Text, two: Text) -> Text:
    return Text(zh=one.zh + two.zh, en=one.en + two.en)
