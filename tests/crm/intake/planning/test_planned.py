import pytest

from crm.intake.findings import hold, refusal, remark
from crm.intake.planning.planned import (
    Decision,
    Difference,
    Outcome,
    PlannedRow,
    compared,
    settle_repeats,
    settled,
)
from tests.crm.intake.planning.rows import codes, row, rows, under


def planned(*found: object, read: tuple[object, ...] = (), **more: object) -> PlannedRow:
    return PlannedRow(row=row(2, *read, uscc="x"), outcome=Outcome.UPDATE, found=found, **({"old": {"a": 1}} | more))  # type: ignore[arg-type]  # findings of all weights


def decided(**given: object) -> dict[tuple[str, int], Decision]:
    return {("", 2): Decision.from_json(given)}


class TestSettled:
    def test_leaves_a_row_without_findings_as_it_is(self):
        clear = planned()
        assert settled(clear, under()) is clear

    def test_lets_remarks_pass(self):
        assert settled(planned(remark("name.differs")), under()).outcome == Outcome.UPDATE

    @pytest.mark.parametrize("by", ["reading", "plan"])
    def test_refuses_for_one_refusal_and_forgets_what_would_have_changed(self, by: str):
        found = (refusal("name.missing"), hold("amount.thousandfold"))
        end = settled(planned(read=found) if by == "reading" else planned(*found), under())
        assert (end.outcome, end.changed) == (Outcome.REFUSE, ())

    @pytest.mark.parametrize("by", ["reading", "plan"])
    def test_holds_for_a_suspicion_and_keeps_what_would_change(self, by: str):
        found = (hold("amount.thousandfold"),)
        end = settled(planned(read=found) if by == "reading" else planned(*found), under())
        assert (end.outcome, end.changed) == (Outcome.CONFLICT, ("a",))

    def test_lets_a_confirmed_suspicion_pass_and_still_tells_of_it(self):
        suspicious = planned(hold("amount.thousandfold"), read=(hold("date.odd"),))
        end = settled(suspicious, under(decisions=decided(confirmed=["amount.thousandfold", "date.odd"])))
        assert (end.outcome, codes(end)) == (Outcome.UPDATE, ["date.odd", "amount.thousandfold"])
        assert {finding.weight for finding in end.findings} == {"remark"}

    def test_holds_on_for_what_was_not_confirmed(self):
        suspicious = planned(hold("amount.thousandfold"), hold("year.after_end"))
        end = settled(suspicious, under(decisions=decided(confirmed=["year.after_end"])))
        assert end.outcome == Outcome.CONFLICT

    @pytest.mark.parametrize("code", ["enterprise.unidentified", "row.contradicts", "uscc.two_names"])
    def test_lets_nobody_confirm_what_has_to_be_settled(self, code: str):
        everything = under(decisions=decided(confirmed=[code]), confirm_suspicions=True)
        assert settled(planned(hold(code)), everything).outcome == Outcome.CONFLICT

    def test_lets_the_whole_table_be_confirmed(self):
        assert settled(planned(hold("year.after_end")), under(confirm_suspicions=True)).outcome == Outcome.UPDATE


class TestDecision:
    def test_is_read_from_what_is_stored(self):
        stored = {"confirmed": ["a"], "enterprise": 7, "leave_out": True, "by": 3, "at": "2026-03-01", "note": "x"}
        decision = Decision.from_json(stored)
        assert decision == Decision(confirmed=frozenset("a"), enterprise=7, leave_out=True)
        assert Decision.from_json(None) == Decision()


class TestSettleRepeats:
    def test_says_of_the_second_that_it_repeats_the_first(self):
        end = settle_repeats(rows({"revenue": 1}, {"revenue": 1}), ["k", "k"])
        assert (end.repeats, end.of(0)) == ({1}, ())
        assert (end.of(1)[0].code, end.of(1)[0].weight, end.of(1)[0].details["row"]) == ("row.twice", "remark", "2")

    def test_holds_all_that_contradict_one_another_and_names_rows_and_fields(self):
        end = settle_repeats(rows({"revenue": 1}, {"revenue": 2}, {"revenue": 1}), ["k", "k", "k"])
        assert end.repeats == set()
        for index in range(3):
            (found,) = end.of(index)
            assert (found.code, found.holds) == ("row.contradicts", True)
            assert (found.details["rows"], found.details["fields"]) == ("2、3、4", "revenue")

    def test_minds_only_rows_of_one_key(self):
        assert settle_repeats(rows({"a": 1}, {"a": 2}, {"a": 3}), ["k", "l", None]).found == {}

    def test_does_not_mind_how_the_firm_is_named(self):
        assert settle_repeats(rows({"uscc": "x", "a": 1}, {"name": "甲", "a": 1}), [7, 7]).repeats == {1}

    def test_calls_two_names_of_one_code_by_their_own_code(self):
        said = rows({"uscc": "x", "name": "甲"}, {"uscc": "x", "name": "乙"})
        end = settle_repeats(said, ["x", "x"], name_clash="uscc.two_names", ignoring={"uscc"})
        assert [end.of(index)[0].code for index in range(2)] == ["uscc.two_names"] * 2

    def test_takes_two_spellings_for_one_name(self):
        said = rows({"name": "甲（南阳）"}, {"name": "甲(南阳)"})
        assert settle_repeats(said, ["x", "x"], ignoring=()).repeats == {1}

    def test_tells_fields_in_the_language_of_the_reader(self):
        end = settle_repeats(rows({"revenue": 1}, {"revenue": 2}), ["k", "k"])
        assert "revenue" in end.of(0)[0].message or "营业收入" in end.of(0)[0].message


class TestCompared:
    def test_tells_what_is_replaced_from_what_is_filled(self):
        known = {"a": 1, "b": None, "c": "", "d": 5}
        assert compared({"a": 2, "b": 3, "c": 4}, known) == Difference(old={"a": 1}, fills=("b", "c"))

    def test_is_false_where_nothing_differs(self):
        assert not compared({"a": 1}, {"a": 1, "b": 2})
