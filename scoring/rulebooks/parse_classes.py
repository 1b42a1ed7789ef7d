"""Read lists of industry codes, and tables of classes whose bounds depend on them."""

import re
from decimal import Decimal

from scoring.rulebooks.fields import STAND_IN, Fields, Report, check_id, cited, read_measure, read_number, shortened
from scoring.rulebooks.limits import MOST_CLASSES
from scoring.rulebooks.schema import ClassRow, ClassTable, InClass, Membership, NamedClass
from scoring.rulebooks.yaml_tree import Mapping, Node, Scalar

_CODES = re.compile(r"([0-9]{2})(?:-([0-9]{2}))?")
LAST_CODE = 97
"""The last division of GB/T 4754."""

Bounds = tuple[tuple[str, Decimal], ...]


def parse_membership(kind: str, fields: Fields) -> Membership:
    """Read `code_in` or `code_not_in`."""
    return Membership(
        kind="code_not_in" if kind == "code_not_in" else "code_in",
        measure=_parse_code_measure(fields, "measure"),
        codes=_parse_codes(fields, taken={}),
    )


def parse_in_class(fields: Fields) -> InClass:
    """Read `in_class` with its table."""
    node = fields.need("table")
    table = _parse_table(node, fields.report) if node else _NO_TABLE
    names = [named.id for named in table.classes]
    among: list[str] = []
    for inner in fields.nodes("among"):
        text = inner.text if isinstance(inner, Scalar) else ""
        if text not in names:
            fields.report.add(inner, f"the table has no class `{cited(inner)}`; one of: {', '.join(names)}.")
        elif text in among:
            fields.report.add(inner, f"`{cited(inner)}` stands here twice. Keep one of them.")
        else:
            among.append(text)
    if len(among) == len(names) and (listed := fields.get("among")):
        fields.report.add(listed, "every class is named here, so that the criterion excludes nobody. Remove a class.")
    return InClass(kind="in_class", table=table, among=tuple(among))


def _parse_table(node: Node, report: Report) -> ClassTable:
    fields = Fields(node, report)
    classes = _parse_classes(fields)
    taken: dict[int, Node] = {}
    table = ClassTable(
        by=_parse_code_measure(fields, "by"),
        classes=classes,
        rows=tuple(_parse_row(row, report, classes, taken) for row in fields.nodes("rows")),
    )
    fields.done()
    return table


def _parse_classes(fields: Fields) -> tuple[NamedClass, ...]:
    nodes = fields.nodes("classes")
    if len(nodes) > MOST_CLASSES:
        fields.report.add(nodes[MOST_CLASSES], f"here are {len(nodes)} classes; a table has at most {MOST_CLASSES}.")
        return ()
    classes: list[NamedClass] = []
    for node in nodes:
        inner = Fields(node, fields.report)
        named = NamedClass(id=inner.text("id"), title=inner.words("title"))
        if inner.true("otherwise") != (node is nodes[-1]):
            inner.report.add(node, "the last class, and no other, is `otherwise: true`; else some firms have none.")
        if named.id and isinstance(id_node := inner.get("id"), Scalar):
            check_id(id_node, inner.report)
        if named.id in {other.id for other in classes}:
            inner.report.add(node, f"the class `{shortened(named.id)}` stands here twice. Keep one of them.")
        inner.done()
        classes.append(named)
    return tuple(classes)


def _parse_row(node: Node, report: Report, classes: tuple[NamedClass, ...], taken: dict[int, Node]) -> ClassRow:
    fields = Fields(node, report)
    title, codes = fields.words("title"), _parse_codes(fields, taken)
    bounds: dict[str, Bounds] = {}
    if given := fields.need("bounds"):
        inner = Fields(given, report)
        for named in classes[:-1]:
            if of_class := inner.need(named.id):
                bounds[named.id] = _parse_bounds(of_class, report)
                _check_fall(of_class, [bounds[other.id] for other in classes[:-1] if other.id in bounds], report)
        inner.done()
    fields.done()
    return ClassRow(title=title, codes=codes, bounds=bounds)


def _parse_bounds(node: Node, report: Report) -> Bounds:
    if not isinstance(node, Mapping) or not node.nodes:
        report.add(node, "here have to be bounds, one or more (`headcount_y0: 300`).")
        return ()
    bounds: list[tuple[str, Decimal]] = []
    for name, value in node.nodes.items():
        measure = read_measure(node.keys[name], report)
        if measure.unit in {"flag", "code"}:
            report.add(node.keys[name], f"`{measure.name}` is a {measure.unit} and has no size to compare.")
        bounds.append((measure.name, read_number(value, report)))
    return tuple(bounds)


def _check_fall(node: Node, by_class: list[Bounds], report: Report) -> None:
    """Note a class that asks more of a measure than the better class above it, so that nobody could be in it."""
    if len(by_class) < 2:
        return
    better = dict(by_class[-2])
    for name, bound in by_class[-1]:
        if name in better and bound >= better[name]:
            message = f"{bound} of `{name}` is not below the {better[name]} of the better class. Correct a bound."
            report.add(node, message)


def _parse_code_measure(fields: Fields, key: str) -> str:
    measure = fields.measure(key)
    node = fields.get(key)
    if node and measure.unit != "code" and measure is not STAND_IN:
        fields.report.add(node, f"`{measure.name}` is in {measure.unit}, no code; compare it instead.")
    return measure.name


def _parse_codes(fields: Fields, taken: dict[int, Node]) -> tuple[int, ...]:
    """Read `codes`, two digits in quotes or ranges of them, each code once in `taken` too."""
    codes: list[int] = []
    for node in fields.nodes("codes"):
        for code in _parse_range(node, fields.report):
            if code in taken:
                message = f"the code {code:02} stands in line {taken[code].line} already. Keep one of them."
                fields.report.add(node, message)
            taken.setdefault(code, node)
            codes.append(code)
    return tuple(codes)


def read_code(node: Node, report: Report) -> int:
    """Read one code: two digits in quotes, or a plain number."""
    text = node.text if isinstance(node, Scalar) else ""
    if text.isascii() and text.isdigit() and 1 <= int(text[:3]) <= LAST_CODE and len(text) <= 2:
        return int(text)
    report.add(node, f"`{cited(node)}` is no code: they run from 01 to {LAST_CODE}.")
    return 1


def _parse_range(node: Node, report: Report) -> range:
    text = node.text if isinstance(node, Scalar) and node.quoted else ""
    found = _CODES.fullmatch(text)
    if not found:
        report.add(node, 'write codes of two digits in quotes, or a range of them: "65", "06-46".')
        return range(0)
    first, last = int(found[1]), int(found[2] or found[1])
    if not 1 <= first <= last <= LAST_CODE or found[1] == found[2]:
        report.add(node, f"`{text}` holds no codes: they run from 01 to {LAST_CODE}, and a range rises.")
        return range(0)
    return range(first, last + 1)


_NO_TABLE = ClassTable(by="", classes=(), rows=())
