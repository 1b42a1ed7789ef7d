"""What takes more than one cell: whose code it is, where the firm lies, what it does, whether it has ended."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from crm.enterprises.uscc import division_of
from crm.intake.characters import plain
from crm.intake.findings import Finding, refusal, remark
from crm.intake.models import Import
from crm.intake.reading.cells import uscc_cell
from crm.intake.reading.column_readers import Read, Value
from crm.intake.reading.places import Places

LEVELS = ("province", "city", "county")


@dataclass(slots=True, kw_only=True)
class Columns:
    """Rows as columns of values while they are read: None where a row says nothing, or what it says was refused."""

    length: int
    values: dict[str, list[Value | None]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    findings: dict[int, list[Finding]] = field(default_factory=dict)
    """By place of the row, in the order they were found."""

    def tell(self, index: int, finding: Finding) -> None:
        """Note a finding of one row."""
        self.findings.setdefault(index, []).append(finding)

    def take(self, name: str, header: str, read: Sequence[Read]) -> None:
        """Take a column as its reader gave it: findings go to their rows and leave the value empty."""
        values = list(read)
        if Finding in set(map(type, values)):
            for index, value in enumerate(values):
                if isinstance(value, Finding):
                    self.tell(index, value.at(header))
                    values[index] = None
        self.values[name] = values  # type: ignore[assignment]  # no finding is left

    def column(self, name: str) -> list[Value | None]:
        """The values of a field; a new column of nothing where there was none."""
        return self.values.setdefault(name, [None] * self.length)

    def at(self, field: str) -> str:
        """The header of the column that says `field`."""
        return self.headers.get(field, "")


def settle_columns(said: Columns, kind: str, places: Places) -> None:
    """Put codes where they belong, names of places in the form of the directory, and hold the row together."""
    _old_numbers(said)
    _registration_numbers(said)
    _replace(said, "registered_region", places.region, "region.not_found")
    _replace(said, "operating_region", places.region, "region.not_found")
    _replace(said, "industry", places.industry, "industry.not_found")
    _parts_of_places(said, places)
    if kind == Import.Kind.ENTERPRISES:
        _divisions(said, places)
    _status(said)


def _old_numbers(said: Columns) -> None:
    """An old 15-digit number goes to its own field, whichever column it stood in; it is never padded."""
    codes = said.values.get("uscc", [])
    for index in [index for index, code in enumerate(codes) if code is not None and len(str(code)) == 15]:
        said.column("registration_no")[index] = codes[index]
        codes[index] = None


def _registration_numbers(said: Columns) -> None:
    numbers = said.values.get("registration_no", [])
    for index, number in enumerate(numbers):
        if number is None:
            continue
        text = plain(str(number))
        numbers[index] = text
        if len(text) == 15 and text.isascii() and text.isdigit():
            continue
        numbers[index] = None
        code = uscc_cell(text)
        if not isinstance(code, str) or len(code) != 18:
            said.tell(index, remark("registration_no.shape", value=text).at(said.at("registration_no")))
        elif said.column("uscc")[index] is None:
            said.values["uscc"][index] = code


def _replace(said: Columns, field: str, find: Callable[[str], str | None], code: str) -> None:
    """Put the code that `find` has for a text in its place; one that is in no list is told and left empty."""
    texts = said.values.get(field, [])
    known = {text: find(str(text)) for text in set(texts) if text is not None}
    for index, text in enumerate(texts):
        if text is not None:
            texts[index] = known[text]
            if known[text] is None:
                said.tell(index, remark(code, value=text).at(said.at(field)))


def _parts_of_places(said: Columns, places: Places) -> None:
    """Province, city and county in columns of their own name one region together."""
    columns = [(level, said.values.pop(level)) for level in LEVELS if level in said.values]
    if not columns:
        return
    levels, rows = (
        [level for level, _values in columns],
        list(zip(*(values for _level, values in columns), strict=True)),
    )
    known = {row: places.region_of_parts(list(_stated(levels, row))) for row in set(rows)}
    regions = said.column("registered_region")
    for index, row in enumerate(rows):
        code, unknown = known[row]
        if regions[index] is None:
            regions[index] = code
        if unknown is not None:
            level, text = unknown
            said.tell(index, remark("region.not_found", value=text).at(said.at(level)))


def _stated(levels: Iterable[str], row: Iterable[Value | None]) -> Iterable[tuple[str, str]]:
    return ((level, str(text)) for level, text in zip(levels, row, strict=True) if text is not None)


def _divisions(said: Columns, places: Places) -> None:
    """Tell of codes whose digits 3 to 8 are in no current list of divisions."""
    header = said.at("uscc") or said.at("registration_no")
    listed: dict[str, bool] = {}
    for index, code in enumerate(said.values.get("uscc", [])):
        if code is None:
            continue
        division = division_of(str(code))
        if not listed.setdefault(division, places.is_listed(division)):
            said.tell(index, remark("uscc.division_not_listed", value=division).at(header))


def _status(said: Columns) -> None:
    ends, states = said.values.get("ended_on"), said.values.get("status")
    if ends is None or states is None:
        return
    for index, (end, state) in enumerate(zip(ends, states, strict=True)):
        if end is not None and state in {"operating", "suspended"}:
            said.tell(index, refusal("status.end_without_reason"))
