"""Tables of who controls a firm: organisations by code or name, people by number and in no other way."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crm.enterprises.models import Control
from crm.intake.kinds.controls import CONTROLS, tidy
from crm.intake.kinds.facts import Value
from tests.crm.intake.files import csv_file, preview
from tests.crm.intake.writing.undone import taken_in
from tests.factories import EnterpriseFactory

CODE = "91411300TT0000015U"
TEXTS = st.one_of(st.text(max_size=12), st.sampled_from(["张三", "甲集团", "ZR-0012", "无", CODE]))
ROWS = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(Control.Kind.values),
        "controller_uscc": st.sampled_from([CODE, "411300100012345"]),
        "controller_name": TEXTS,
        "person_ref": TEXTS,
        "share": st.decimals(-1, 2, places=9),
    },
)


def wrong(**values: Value) -> list[str]:
    """The codes of what is wrong with a row."""
    return [finding.code for finding in tidy(values)[1]]


class TestTidy:
    @pytest.mark.parametrize(
        "name",
        ["南阳市人民政府国有资产监督管理委员会", "示例控股集团有限公司", "河南示例投资合伙企业", "某某大学", "财政部",
         "Example Holdings Ltd.", "示例(集团)股份公司"],
    )  # fmt: skip
    def test_takes_the_name_of_an_organisation(self, name: str) -> None:
        values, found = tidy({"controller_name": name})
        assert (values["kind"], found) == ("organisation", ())

    @pytest.mark.parametrize("name", ["张三", "欧阳某某", "阿卜杜拉·买买提", "张三、李四", "John Smith", "国某"])
    def test_refuses_what_may_be_the_name_of_a_person_and_does_not_repeat_it(self, name: str) -> None:
        (found,) = tidy({"controller_name": name})[1]
        assert (found.code, found.field, found.details) == ("control.person_named", "controller_name", {})
        assert name not in found.message

    def test_refuses_it_beside_the_code_of_an_organisation(self) -> None:
        assert wrong(controller_name="张三", controller_uscc=CODE) == ["control.person_named"]

    def test_takes_a_name_without_such_a_word_where_the_row_says_what_it_is_of(self) -> None:
        assert wrong(controller_name="南阳国投", kind="organisation") == []
        assert wrong(controller_name="示例集团", kind="person") == ["control.person_named"]

    @pytest.mark.parametrize("said", ["ZR-0012", "zr-0012", "ＺＲ-0012", " ZR - 0012"])
    def test_takes_the_number_of_a_person_in_one_spelling(self, said: str) -> None:
        values, found = tidy({"person_ref": said})
        assert (values["kind"], values["person_ref"], found) == ("person", "ZR-0012", ())

    @pytest.mark.parametrize("said", ["张三", "411303199001011234", "41130319900101123X", "13800000000", "E12345678"])
    def test_refuses_names_and_numbers_of_documents_in_their_place(self, said: str) -> None:
        (found,) = tidy({"person_ref": said})[1]
        assert found.code == "control.person_not_a_number"
        assert said not in found.message

    @pytest.mark.parametrize("said", ["无", "无实际控制人", "/", "-", "N/A"])
    def test_takes_no_word_for_nobody_as_a_name(self, said: str) -> None:
        assert wrong(controller_name=said) == ["control.nobody_named"]
        assert wrong(controller_name=said, controller_uscc=CODE) == []

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({}, "control.nobody_named"),
            ({"controller_uscc": CODE, "person_ref": "ZR-1"}, "control.two_controllers"),
            ({"controller_uscc": CODE, "kind": "person"}, "control.person_with_a_code"),
            ({"person_ref": "ZR-1", "kind": "organisation"}, "control.organisation_by_number"),
            ({"controller_uscc": "411300100012345"}, "uscc.registration_no"),
        ],
    )
    def test_refuses_what_names_not_one_controller(self, said: Mapping[str, Value], code: str) -> None:
        assert wrong(**said) == [code]

    def test_keeps_a_share_to_six_places(self) -> None:
        assert tidy({"controller_uscc": CODE, "share": Decimal(2) / 3})[0]["share"] == Decimal("0.666667")

    @given(ROWS)
    @example({"person_ref": "A´"})
    def test_changes_nothing_any_more_when_repeated(self, values: dict[str, Value]) -> None:
        once, found = tidy(values)
        assert tidy(once) == (once, found)

    @given(ROWS)
    def test_lets_through_only_what_the_table_takes(self, values: dict[str, Value]) -> None:
        """Else the database would refuse the whole import, and a person could be kept by name."""
        tidied, found = tidy(values)
        if not found:
            code, name, number = (tidied.get(field, "") for field in CONTROLS.loose)
            is_person = tidied["kind"] == "person"
            assert bool(number) == is_person
            assert bool(code or name) != is_person


@pytest.mark.django_db
class TestTable:
    def test_is_read_from_the_headers_that_offices_use(self) -> None:
        firm = EnterpriseFactory()
        row = {"企业名称": firm.name, "控股股东": "示例集团有限公司", "控股股东统一社会信用代码": CODE,
               "持股比例（%）": "51.5", "控制起始日期": "2022年1月1日"}  # fmt: skip
        taken_in("controls", row)
        control = Control.objects.get()
        assert (control.enterprise, control.controller_uscc, control.share) == (firm, CODE, Decimal("0.515"))

    def test_refuses_a_column_of_peoples_names_row_by_row(self) -> None:
        firm = EnterpriseFactory()
        table = csv_file(["统一社会信用代码", "实际控制人姓名", "控制起始日期"], [firm.uscc, "张三", "2022-01-01"])
        (found,) = preview(table, "controls", file_name="表.csv").rows.get(outcome="refuse").findings
        assert (found["code"], found["details"]) == ("control.person_not_a_number", {})
