from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benches.likelihood_description import DescriptionWrong, TargetColumn, read_description
from benches.likelihood_table import MOST_CODES, Table, choose_table, part_of, read_table
from tests.benches.tables import DESCRIPTION, rows, written


def read(folder: Path, **also: object) -> Table:
    description = replace(read_description(folder / "firms.yaml"), **also)  # type: ignore[arg-type]  # of each its own
    chosen = choose_table(folder, description)
    return read_table(chosen.paths, description, [description.protocol])


class TestChooseTable:
    def test_takes_the_first_named_table_that_is_there(self, tmp_path: Path) -> None:
        folder = written(tmp_path, rows(40), DESCRIPTION + "tables: {whole.csv: {}, 'firm*.csv': {}, other.csv: {}}\n")
        rows(40).to_csv(folder / "other.csv", index=False)
        assert choose_table(folder, read_description(folder / "firms.yaml")).name == "firms.csv"

    def test_puts_files_together_that_make_one_table(self, tmp_path: Path) -> None:
        folder = written(tmp_path, rows(40), DESCRIPTION + "tables: {firms.csv + more.csv: {}}\n")
        rows(20, seed=1).to_csv(folder / "more.csv", index=False)
        assert len(read(folder).y) == 60

    def test_takes_the_only_table_though_no_name_fits(self, tmp_path: Path) -> None:
        folder = written(tmp_path, rows(40), DESCRIPTION + "tables: {other.csv: {}}\n")
        assert choose_table(folder, read_description(folder / "firms.yaml")).name == "firms.csv"

    def test_asks_which_of_several_is_meant(self, tmp_path: Path) -> None:
        folder = written(tmp_path, rows(40))
        rows(40).to_csv(folder / "second.csv", index=False)
        description = read_description(folder / "firms.yaml")
        with pytest.raises(DescriptionWrong, match="--table"):
            choose_table(folder, description)
        assert choose_table(folder, description, "second.csv").name == "second.csv"


class TestReadTable:
    def test_tells_numbers_codes_and_days_apart(self, tmp_path: Path) -> None:
        table = read(written(tmp_path, rows()))
        assert table.kinds == {
            "size": "number", "kind": "code", "branch": "code",
            "founded": "number", "owner": "number", "year": "number",
        }  # fmt: skip
        assert table.X["founded"].between(10_957, 10_957 + 9_000).all()

    @pytest.mark.parametrize(
        ("texts", "numbers"),
        [
            (["1,200", "$30.50", "-4"], [1200, 30.5, -4]),
            (["5%", "12.5 %", ""], [5, 12.5, np.nan]),
            (["1e3", "inf", "2"], [1000, np.nan, 2]),
            (["2024/01/31", "2024/2/1 10:30", None], [19753, 19754, np.nan]),
            (["31-Jan-24", "01-Feb-24", "02-Feb-24"], [19753, 19754, 19755]),
            (["TRUE", "false", None], [1, 0, np.nan]),
        ],
    )
    def test_reads_numbers_and_days_however_they_are_written(
        self, tmp_path: Path, texts: list[str], numbers: list[float]
    ) -> None:
        odd = rows(30).assign(odd=texts * 10)
        table = read(written(tmp_path, odd))
        np.testing.assert_array_equal(table.X["odd"].to_numpy()[:3], np.array(numbers, dtype=float))

    def test_never_makes_a_feature_of_target_time_group_or_what_is_left_out(self, tmp_path: Path) -> None:
        table = read(written(tmp_path, rows()), group="owner", time="year")
        assert not {"went", "owner", "year", "afterwards"} & set(table.X.columns)

    def test_leaves_out_a_text_that_names_the_row(self, tmp_path: Path) -> None:
        table = read(written(tmp_path, rows()))
        assert "name" not in table.X
        assert table.names_rows == ("name",)

    def test_leaves_out_rows_whose_outcome_is_not_known(self, tmp_path: Path) -> None:
        some = rows(100)
        some.loc[:9, "went"] = ["unknown", None] * 5
        assert len(read(written(tmp_path, some)).y) == 90

    def test_knows_a_target_by_a_bound(self, tmp_path: Path) -> None:
        some = rows(100)
        table = read(written(tmp_path, some), target=TargetColumn(column="year", at_most=2012))
        assert table.y.sum() == (some["year"] <= 2012).sum()

    def test_puts_rows_in_the_order_of_time(self, tmp_path: Path) -> None:
        table = read(written(tmp_path, rows(100).sample(frac=1, random_state=0)), time="year")
        assert table.time is not None
        assert (np.diff(table.time) >= 0).all()

    def test_reads_a_file_of_a_chinese_office_program(self, tmp_path: Path) -> None:
        folder = written(tmp_path, rows(60).replace({"kind": {"shop": "商店"}}))
        (folder / "firms.csv").write_bytes((folder / "firms.csv").read_text("utf-8").encode("gb18030"))
        assert "商店" in set(read(folder).X["kind"])

    def test_refuses_a_target_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(DescriptionWrong, match="no column 'went'"):
            read(written(tmp_path, rows(40).drop(columns="went")))

    def test_refuses_a_table_with_one_outcome(self, tmp_path: Path) -> None:
        with pytest.raises(DescriptionWrong, match="is negative"):
            read(written(tmp_path, rows(40).assign(went="no")))

    def test_refuses_a_table_without_a_column_to_learn_from(self, tmp_path: Path) -> None:
        with pytest.raises(DescriptionWrong, match="no column to learn from"):
            read(written(tmp_path, rows(100)[["name", "went", "afterwards"]]))

    def test_refuses_a_leak_that_slips_through_by_its_spelling(self, tmp_path: Path) -> None:
        with pytest.raises(DescriptionWrong, match="did you mean 'Afterwards'"):
            read(written(tmp_path, rows(40).rename(columns={"afterwards": "Afterwards"})))

    def test_says_which_named_columns_the_table_has_not(self, tmp_path: Path) -> None:
        table = read(written(tmp_path, rows(40).drop(columns="afterwards")))
        assert table.unknown == ("afterwards",)


class TestPartOf:
    def table(self, kinds: list[str]) -> Table:
        return Table(
            X=pd.DataFrame({"kind": kinds}),
            kinds={"kind": "code"},
            y=np.arange(len(kinds)) % 2,
            group=None,
            time=None,
            split_by=pd.DataFrame(index=range(len(kinds))),
        )

    def test_numbers_codes_by_how_often_the_part_has_them(self) -> None:
        dataset, encoded = part_of(self.table(["b", "a", "a", "c"]), np.arange(3), name="t", as_of=None)
        assert dataset.features[0].categories == ("a", "b")
        assert encoded["kind"].tolist()[:3] == [1, 0, 0]

    def test_takes_a_kind_that_the_part_has_not_seen_for_missing(self) -> None:
        _, encoded = part_of(self.table(["b", "a", "a", "c"]), np.arange(3), name="t", as_of=None)
        assert np.isnan(encoded["kind"].iloc[3])

    def test_lets_rare_kinds_share_one_code(self) -> None:
        kinds = [f"k{number:03}" for number in range(100)] * 2
        dataset, encoded = part_of(self.table(kinds), np.arange(200), name="t", as_of=None)
        assert encoded["kind"].max() == MOST_CODES
        assert dataset.features[0].categories[-1] == "other"
        assert len(dataset.features[0].categories) == MOST_CODES + 1


def test_a_part_of_the_rows_keeps_the_share_of_positives(tmp_path: Path) -> None:
    table = read(written(tmp_path, rows(600)))
    some = table.some(100, seed=0)
    assert abs(some.y.mean() - table.y.mean()) < 0.01
    assert len(some.y) == len(some.X) == 100


def test_takes_a_code_written_as_1_and_as_1_0_for_one_kind(tmp_path: Path) -> None:
    some = rows(60)
    some["branch"] = [f"{one}.0" if place % 2 else str(one) for place, one in enumerate(some["branch"])]
    table = read(written(tmp_path, some))
    assert set(table.X["branch"]) == {"10", "11", "12", "13"}
