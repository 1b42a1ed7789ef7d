"""Why a verdict came out as it did: each criterion with the value read, the threshold, the words and the article.

An explanation is read off the same `Evaluation` that the engine decides by, so the two cannot disagree.
"""

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from scoring.rulebooks.columns import Columns, columns_of_firm
from scoring.rulebooks.engine import BLOCK, Evaluation
from scoring.rulebooks.explain_criteria import STATUS, explain_criterion
from scoring.rulebooks.explain_score import explain_score
from scoring.rulebooks.explanation import ExplainedClass, Explanation, MeasureRead, Value, Verdict
from scoring.rulebooks.kept import Kept
from scoring.rulebooks.row import Row
from scoring.rulebooks.schema import ClassTable, Rulebook

_VERDICT: dict[int, Verdict] = {1: "met", 0: "undetermined", -1: "unmet"}


_measures_of = Kept(Rulebook.measures, most=256)


def explain(frame: pd.DataFrame, rulebook: Rulebook, enterprise: int) -> Explanation:
    """Explain the assessment of one firm.

    :param enterprise: the firm's label in the index of `frame`.
    :raises KeyError: the frame has no such firm.
    :raises MeasureMissing, MeasureUnreadable: as `assess`.
    """
    return explain_all(frame, (rulebook,), enterprise)[0]


def explain_all(
    firm: pd.DataFrame | Mapping[str, Value], rulebooks: Iterable[Rulebook], enterprise: int
) -> tuple[Explanation, ...]:
    """Explain the assessments of one firm under several rulebooks, in their order, reading its measures once.

    :param firm: a frame with the firm's label in its index, or the firm's measures by name; what a mapping does not
        have is not known.
    :raises KeyError, MeasureMissing, MeasureUnreadable: as `explain`, for a frame.
    """
    rulebooks = tuple(rulebooks)
    names = tuple(dict.fromkeys(name for rulebook in rulebooks for name in _measures_of(rulebook)))
    columns = (
        columns_of_firm(firm, enterprise, names) if isinstance(firm, pd.DataFrame) else Columns.of_row(firm, names)
    )
    reads: dict[str, MeasureRead] = {}
    rows = (Row(evaluation=Evaluation(rulebook, columns), at=0, reads=reads) for rulebook in rulebooks)
    return tuple(_explanation(row, row.evaluation.rulebook, enterprise) for row in rows)


def explain_each(frame: pd.DataFrame, rulebook: Rulebook) -> Iterator[Explanation]:
    """Explain the assessment of every firm in `frame`, in its order, computing whole blocks of rows at once.

    :raises MeasureMissing, MeasureUnreadable: as `assess`.
    """
    columns = Columns.of(frame, rulebook.measures())
    for start in range(0, columns.size, BLOCK):
        evaluation = Evaluation(rulebook, columns.rows(start, start + BLOCK))
        for at, enterprise in enumerate(frame.index[start : start + BLOCK]):
            yield _explanation(Row(evaluation=evaluation, at=at), rulebook, int(enterprise))


def settles_each(frame: pd.DataFrame, rulebook: Rulebook) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Name, for every firm of `frame` with an undetermined verdict, the missing measures that it hangs on.

    :raises MeasureMissing, MeasureUnreadable: as `assess`.
    """
    columns = Columns.of(frame, rulebook.measures())
    for start in range(0, columns.size, BLOCK):
        evaluation = Evaluation(rulebook, columns.rows(start, start + BLOCK))
        for at in (evaluation.verdict() == 0).nonzero()[0].tolist():
            row = Row(evaluation=evaluation, at=at)
            yield int(frame.index[start + at]), row.missing_of_criteria(rulebook.criteria)


def _explanation(row: Row, rulebook: Rulebook, enterprise: int) -> Explanation:
    verdict = _VERDICT[int(row.evaluation.verdict()[row.at])]
    classes = _classes(row, rulebook.class_table) if rulebook.class_table else ()
    return Explanation(
        enterprise=enterprise,
        programme=rulebook.programme,
        version=rulebook.version,
        title=rulebook.title,
        verdict=verdict,
        settles=row.missing_of_criteria(rulebook.criteria) if verdict == "undetermined" else (),
        score=explain_score(row, rulebook.score) if rulebook.score else None,
        criteria=tuple(explain_criterion(row, criterion) for criterion in rulebook.criteria),
        class_id=next((one.id for one in classes if one.status == "met"), None),
        classes=classes,
    )


def _classes(row: Row, table: ClassTable) -> tuple[ExplainedClass, ...]:
    signs = row.evaluation.classes(table)
    return tuple(
        ExplainedClass(id=named.id, title=named.title, status=STATUS[int(signs[named.id][row.at])])
        for named in table.classes
    )
