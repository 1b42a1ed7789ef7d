from pathlib import Path

import pytest

from benches.likelihood import DESCRIPTIONS
from benches.likelihood_description import Description, DescriptionWrong, Protocol, TargetColumn, read_description

PLAIN = "title: t\ntarget: {column: y, positive: 1}\n"


def read(tmp_path: Path, text: str) -> Description:
    file = tmp_path / "table.yaml"
    file.write_text(text, encoding="utf-8")
    return read_description(file)


class TestReadDescription:
    @pytest.mark.parametrize("file", sorted(DESCRIPTIONS.glob("*.yaml")), ids=lambda file: file.stem)
    def test_understands_every_description_that_ships(self, file: Path) -> None:
        assert read_description(file).title

    def test_needs_no_more_than_a_title_and_a_target(self, tmp_path: Path) -> None:
        made = read(tmp_path, PLAIN)
        assert made.target == TargetColumn(column="y", positive="1")
        assert made.protocol == Protocol(kind="folds", numbers={"folds": 10})

    @pytest.mark.parametrize(
        ("also", "kind"),
        [("group: g\n", "grouped_folds"), ("time: day\n", "forward"), ("time: day\ngroup: g\n", "forward")],
    )
    def test_takes_the_protocol_that_fits_the_columns_where_none_is_named(
        self, tmp_path: Path, also: str, kind: str
    ) -> None:
        assert read(tmp_path, PLAIN + also).protocol.kind == kind

    def test_lets_a_table_have_its_own_protocol_and_figures(self, tmp_path: Path) -> None:
        own = "tables:\n  a*.csv + b.csv: {protocol: {kind: split, column: part, judge: test}}\n"
        (files,) = read(tmp_path, PLAIN + own).tables
        assert files.patterns == ("a*.csv", "b.csv")
        assert (files.protocol.column, files.protocol.judge) == ("part", "test")

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("title: t\n", "lacks target"),
            ("- 1\n", "named fields"),
            ("a: [", "not YAML"),
            (PLAIN + "leaveout: {x: why}\n", "leaveout, which is not known"),
            (PLAIN + "leave_out: [x]\n", "leave_out must have named fields"),
            (PLAIN + "codes: x\n", "codes is a list"),
            (PLAIN + "order: 1\n", "order is true or false"),
            (PLAIN + "codes: [y]\n", "y is the target"),
            (PLAIN + "leave_out: {y: why}\n", "y is the target"),
            (PLAIN + "group: y\n", "must be different columns"),
            (PLAIN + "codes: [x]\nleave_out: {x: why}\n", "in leave_out and in codes"),
            (PLAIN + "protocol: {kind: leave_one_out}\n", "one of folds, grouped_folds"),
            (PLAIN + "protocol: {kind: folds, fold: 3}\n", "fold, which is not known"),
            (PLAIN + "protocol: {kind: folds, folds: 1}\n", "nothing to learn from"),
            (PLAIN + "protocol: {kind: folds, folds: 2.5}\n", "whole number"),
            (PLAIN + "protocol: {kind: grouped_folds}\n", "needs a `group`"),
            (PLAIN + "group: g\nprotocol: {kind: folds}\n", "tear groups apart"),
            (PLAIN + "protocol: {kind: forward}\n", "needs a `time`"),
            (PLAIN + "protocol: {kind: rolling}\n", "order: true"),
            (PLAIN + "time: d\nprotocol: {kind: forward, periods: 3, judged: 3}\n", "fewer judged than periods"),
            (PLAIN + "protocol: {kind: split, column: part}\n", "lacks judge"),
            (PLAIN + "protocol: {kind: split, column: y, judge: 1}\n", "splits by the target"),
            (PLAIN + "also: {again: {kind: rolling}}\n", "order: true"),
            (PLAIN + "published: [{metric: auc, value: 0.9}]\n", "lacks by, of, checked"),
            (PLAIN + "published: [{metric: f1, value: 1, by: b, of: o, checked: recalled}]\n", "metric is one of"),
            (PLAIN + "published: [{metric: auc, value: high, by: b, of: o, checked: recalled}]\n", "is a number"),
            ("title: t\ntarget: {column: y}\n", "just one of positive"),
            ("title: t\ntarget: {column: y, positive: yes}\n", "in quotes"),
            ("title: t\ntarget: {column: y, positive: 1, at_least: 3}\n", "just one of positive"),
            ("title: t\ntarget: {column: y, at_least: much}\n", "is a number"),
        ],
    )
    def test_refuses_what_it_does_not_understand_and_says_where(self, tmp_path: Path, text: str, says: str) -> None:
        with pytest.raises(DescriptionWrong, match=r"table\.yaml") as refused:
            read(tmp_path, text)
        assert says in str(refused.value)
