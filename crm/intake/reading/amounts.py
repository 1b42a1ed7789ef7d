"""Cells that hold amounts of money, numbers of people and ratios. All arithmetic is in Decimal."""

import math
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from crm.intake.characters import plain
from crm.intake.findings import Finding, refusal, remark
from crm.intake.reading.cells import BrokenCell, Cell, broken, is_blank

FEN = Decimal("0.01")
MOST = Decimal(10) ** 16
MOST_PEOPLE = Decimal(10) ** 8

UNITS = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "十万元": Decimal(100_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
}
"""The units an amount may be given in, with what one of them is in yuan."""

NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
SIGNED = re.compile(rf"(?P<sign>[-−▲△]?)[¥$]?(?P<number>{NUMBER})")
SIGN_BEFORE_CURRENCY = re.compile(r"^([-−▲△]?)¥")
ACCOUNTING_LOSS = re.compile(rf"\(({NUMBER})\)")
EXPONENT = re.compile(r"[-+]?[0-9.]+[eE][-+]?[0-9]+")
CHINESE_NUMERAL = re.compile(
    r"^(?=.*[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾两])[零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億两]+(元|圆|块|整|正)*$"
)
LETTER_FOR_DIGIT = re.compile(r"^[-−]?[0-9OoIl,.]*[OoIl][0-9OoIl,.]*$")
COMMAS = re.compile(r"^[-−]?[0-9,]+(\.[0-9]+)?$")
TEXT_UNIT = re.compile(r"(?P<scale>千|万|十万|百万|千万|亿)?(?P<currency>.*)")
YUAN = re.compile(r"(元|圆|人民币|人民币元|元人民币|元人民币元|元整|rmb|cny|人民币rmb)?")
FOREIGN = re.compile(
    r"元?(美元|美金|港元|港币|香港元|澳门元|澳门币|台币|新台币|欧元|日元|日圆|英镑|德国马克|马克|法国法郎|瑞士法郎|法郎|韩元|韩国元"
    r"|新加坡元|新元|澳大利亚元|澳元|加拿大元|加元|卢布|瑞典克朗|usd|hkd|eur|jpy|gbp|krw|sgd|aud|cad)元?"
)


def amount_cell(cell: Cell, *, unit: str | None, may_be_negative: bool) -> Decimal | Finding | None:
    """An amount in yuan, to the fen.

    `unit` is what the header says; where it says nothing (None), the cell has to ('1,000(万元)', '100万人民币').
    An amount in another currency is left empty with a remark: a rate would be our invention.
    """
    if is_blank(cell) or cell is None:
        return None
    if isinstance(cell, BrokenCell):
        return broken(cell)
    if isinstance(cell, str):
        return _amount_of_text(plain(cell), unit, may_be_negative)
    number = _number_of(cell)
    if isinstance(number, Finding):
        return number
    if unit is None:
        return refusal("amount.unit_missing", value=cell)
    return _in_yuan(number, unit, str(cell), may_be_negative)


def _amount_of_text(text: str, unit: str | None, may_be_negative: bool) -> Decimal | Finding:
    found = _split(text)
    if isinstance(found, Finding):
        return found
    number, unit_text = found
    own = _unit_of_text(unit_text, text)
    if isinstance(own, Finding):
        return own
    if own is not None and unit is not None and own != unit:
        return refusal("amount.unit_conflict", header=unit, value=text)
    settled = own or unit
    if settled is None:
        return refusal("amount.unit_missing", value=text)
    return _in_yuan(number, settled, text, may_be_negative)


def _split(text: str) -> tuple[Decimal, str] | Finding:
    """The number at the start of a text, and what stands behind it."""
    bare = SIGN_BEFORE_CURRENCY.sub(r"\1", re.sub(r"\s", "", text))
    if loss := ACCOUNTING_LOSS.fullmatch(bare):
        return -Decimal(loss[1].replace(",", "")), ""
    found = SIGNED.match(bare)
    rest = bare[found.end() :] if found else ""
    if found is None or re.match(r"[0-9.,%eE+\-]|[OoIl][0-9]", rest) or LETTER_FOR_DIGIT.match(bare):
        return _why_no_number(bare, text)
    number = Decimal(found["number"].replace(",", ""))
    return (-number if found["sign"] else number), rest


def _why_no_number(bare: str, text: str) -> Finding:
    for code, pattern in (
        ("amount.exponent", EXPONENT),
        ("amount.in_words", CHINESE_NUMERAL),
        ("amount.letter_in_number", LETTER_FOR_DIGIT),
        ("amount.separators", COMMAS),
    ):
        if pattern.match(bare):
            return refusal(code, value=text)
    return refusal("amount.not_a_number", value=text)


def _unit_of_text(unit_text: str, text: str) -> str | Finding | None:
    """The unit written behind a number: one of `UNITS`, None when there is none, a finding for another currency."""
    bare = re.sub(r"[()\[\]]", "", unit_text).casefold()
    if not bare:
        return None
    found = TEXT_UNIT.fullmatch(bare)
    assert found is not None
    if YUAN.fullmatch(found["currency"]):
        return f"{found['scale'] or ''}元"
    if FOREIGN.fullmatch(found["currency"]):
        return remark("amount.foreign_currency", value=text)
    return refusal("amount.unit_unknown", value=text, found=unit_text)


def _in_yuan(number: Decimal, unit: str, shown: str, may_be_negative: bool) -> Decimal | Finding:
    yuan = number * UNITS[unit]
    if abs(yuan) >= MOST:
        return refusal("amount.too_large", value=shown)
    if yuan < 0 and not may_be_negative:
        return refusal("amount.negative", value=shown)
    return yuan.quantize(FEN, ROUND_HALF_UP) + 0  # no negative zero


def _number_of(cell: object) -> Decimal | Finding:
    """The number of a number cell, by its shortest decimal form: 0.1 is a tenth."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return Decimal(cell)
    if isinstance(cell, float) and math.isfinite(cell):
        return Decimal(repr(cell))
    return refusal("cell.kind", value=cell)


def plain_number(cell: Cell, suffixes: Iterable[str] = ()) -> Decimal | Finding | None:
    """A number without a unit of money; one of `suffixes` may follow it ('12人')."""
    if is_blank(cell) or cell is None:
        return None
    if isinstance(cell, BrokenCell):
        return broken(cell)
    if not isinstance(cell, str):
        return _number_of(cell)
    text = plain(cell)
    found = _split(text)
    if isinstance(found, Finding):
        return found
    number, rest = found
    return number if rest in {"", *suffixes} else refusal("amount.not_a_number", value=text)


def count_cell(cell: Cell) -> Decimal | Finding | None:
    """A number of people; a yearly mean may have decimals (国科发火〔2016〕195号)."""
    number = plain_number(cell, suffixes=("人", "名"))
    if number is None or isinstance(number, Finding):
        return number
    if number < 0:
        return refusal("amount.negative", value=number)
    if number >= MOST_PEOPLE:
        return refusal("amount.too_large", value=number)
    return number.quantize(FEN, ROUND_HALF_UP) + 0


def ratio_cell(cell: Cell, *, unit: str | None) -> Decimal | Finding | None:
    """A ratio as a fraction. `unit` is '%' or '1' when the header says so; else only '12.5%' can be read."""
    if is_blank(cell) or cell is None:
        return None
    if isinstance(cell, str) and plain(cell).endswith("%"):
        cell, unit = plain(cell)[:-1], "%"
    number = plain_number(cell)
    if number is None or isinstance(number, Finding):
        return number
    if unit is None:
        return refusal("ratio.unit_missing", value=cell)
    return number / 100 if unit == "%" else number
