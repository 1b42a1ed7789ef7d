"""What becomes of everything that points to a firm."""

from crm.enterprises.merging.relations import RELATIONS, Decision, every_relation
from crm.enterprises.models import Contact, Enterprise


class TestRelations:
    def test_decide_on_every_foreign_key_to_a_firm_and_on_nothing_else(self) -> None:
        assert RELATIONS.keys() == every_relation().keys()

    def test_work_out_anew_what_scoring_says_and_keep_what_it_recorded(self) -> None:
        scored = {name: relation.decision for name, relation in RELATIONS.items() if name.startswith("scoring.")}
        models = ("VerdictChange", "MeasureSnapshot", "AssessmentRecord")
        models += ("LikelihoodRecord", "LikelihoodOverride", "TrainingLabel")
        recorded = {f"scoring.{model}.enterprise" for model in models}
        assert {name for name, decision in scored.items() if decision is Decision.STAYS} == recorded
        assert {decision for name, decision in scored.items() if name not in recorded} == {Decision.RECOMPUTED}

    def test_name_fields_that_there_are(self) -> None:
        fields = every_relation()
        for name, relation in RELATIONS.items():
            for field in relation.same_by:
                assert fields[name].model._meta.get_field(field).concrete


class TestEveryRelation:
    def test_finds_tables_between_two_others_and_relations_without_a_name_back(self) -> None:
        found = every_relation()
        assert found["enterprises.Enterprise_chains.enterprise"].model is Enterprise.chains.through
        assert found["enterprises.Contact.enterprise"].model is Contact
        assert "enterprises.DuplicatePair.one" in found

    def test_leaves_out_histories_which_nobody_may_alter(self) -> None:
        assert [name for name in every_relation() if "Event" in name] == []
