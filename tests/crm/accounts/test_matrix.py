"""Each cell of the authorization matrix, and the strictness of its reader."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

import crm.accounts
from crm.accounts.matrix import MATRIX, MatrixUnreadable, parse_matrix
from crm.enterprises.models import Enterprise
from tests.factories import EnterpriseFactory, PortfolioFactory, RegionFactory, UserFactory

RAW = yaml.safe_load(Path(crm.accounts.__file__).with_name("matrix.yaml").read_text("utf-8"))
ACTIONS = {"L": "list", "V": "view", "C": "create", "U": "update", "D": "delete"} | {
    "X": "export",
    "P": "unmask",
    "A": "approve",
    "R": "run",
}
FIRMS = ("own", "same county, other portfolio", "other county", "absent")
REACH = {  # scope → the firms of FIRMS that it covers
    "o": {"own"},
    "c": {"own", "same county, other portfolio"},
    "g": {"own", "same county, other portfolio"},
    "*": {"own", "same county, other portfolio", "other county"},
    "k": set(),
}


def scope_in_file(role: str, kind: str, letter: str) -> str | None:
    """The scope of one right, read from the YAML without the code under test."""
    for part in RAW["roles"][role]["rights"].get(kind, "").split("; "):
        letters, _, scope = part.partition(" ")
        if letter in letters:
            return str(scope.split()[0])
    return None


@pytest.mark.django_db
class TestMatrix:
    @pytest.mark.parametrize("role", RAW["roles"])
    def test_holds_in_each_cell(self, role: str) -> None:
        user, firms = self.situation(role)
        visible = set(Enterprise.objects.visible_to(user).values_list("pk", flat=True))
        wrong = []
        for kind, letter, firm in product(RAW["objects"], ACTIONS, FIRMS):
            scope = scope_in_file(role, kind, letter)
            allowed = user.may(ACTIONS[letter], kind)
            if RAW["objects"][kind]["about"] == "enterprise":
                expected = firm in REACH[scope or "k"]
                answered = allowed and firms[firm] in visible
            else:
                expected, answered = scope is not None, allowed
            if expected != answered:
                wrong.append((role, kind, ACTIONS[letter], firm, expected))
        assert wrong == []

    def situation(self, role: str) -> tuple[Any, dict[str, int]]:
        county = RegionFactory(code="411302")
        user = UserFactory(role=role, regions=[county])
        own, same, other = (
            EnterpriseFactory(operating_region=RegionFactory(code=code)) for code in ("411302", "411302", "411303")
        )
        PortfolioFactory(enterprise=own, caseworker=user)
        PortfolioFactory(enterprise=same)
        return user, dict(zip(FIRMS, (own.pk, same.pk, other.pk, 0), strict=True))

    def test_has_all_twelve_roles_and_twenty_three_kinds(self) -> None:
        assert (len(RAW["roles"]), len(RAW["objects"])) == (12, 23)
        assert len(RAW["roles"]) * len(RAW["objects"]) * len(ACTIONS) * len(FIRMS) == 9_936

    def test_keeps_the_three_administrators_apart(self) -> None:
        """等保 管理用户权限分离: no two of them may do the same to anything but read it."""
        admins = ("system_administrator", "security_administrator", "audit_administrator")
        for kind, letter in product(RAW["objects"], set(ACTIONS) - set("LV")):
            assert sum(scope_in_file(admin, kind, letter) is not None for admin in admins) <= 1, (kind, letter)

    def test_lets_nobody_write_and_approve_rulebooks(self) -> None:
        """Two persons stand behind a version: the roles are as far apart as the persons have to be."""
        writes = {role for role in RAW["roles"] if scope_in_file(role, "rulebook_draft", "U")}
        approves = {role for role in RAW["roles"] if scope_in_file(role, "rulebook_draft", "A")}
        assert (writes, approves) == ({"rule_editor"}, {"rule_approver"})
        assert scope_in_file("rule_approver", "rulebook_draft", "A") == "other"

    def test_lets_nobody_train_and_approve_models(self) -> None:
        trains = {role for role in RAW["roles"] if scope_in_file(role, "model_version", "R")}
        approves = {role for role in RAW["roles"] if scope_in_file(role, "model_version", "A")}
        assert (trains, approves) == ({"model_owner"}, {"rule_approver"})
        assert scope_in_file("rule_approver", "model_version", "A") == "other"

    def test_lets_nobody_state_and_approve_training_labels(self) -> None:
        states = {role for role in RAW["roles"] if scope_in_file(role, "training_label", "C")}
        approves = {role for role in RAW["roles"] if scope_in_file(role, "training_label", "A")}
        assert (states, approves) == ({"county_lead", "model_owner"}, {"rule_approver"})
        assert scope_in_file("rule_approver", "training_label", "A") == "other"

    def test_lets_only_who_leads_confirm_what_others_think_of_a_firm(self) -> None:
        confirms = {role for role in RAW["roles"] if scope_in_file(role, "score_override", "A")}
        assert confirms == {"county_lead"}

    def test_shows_no_firm_and_no_likelihood_to_who_makes_the_models(self) -> None:
        assert MATRIX.role("model_owner").enterprise_scope == "none"
        assert scope_in_file("model_owner", "score", "V") == scope_in_file("leadership", "score", "V") == "k"
        assert scope_in_file("rule_approver", "score", "V") is None

    def test_shows_who_keeps_the_data_what_was_handed_in_and_lets_them_do_nothing(self) -> None:
        """So somebody who sees the firms sees by name whom a draft would touch, before it counts."""
        assert RAW["roles"]["data_steward"]["rights"]["rulebook_draft"] == "LV sent"
        assert scope_in_file("audit_administrator", "rulebook_draft", "L") == "*"

    def test_shows_no_firm_to_who_makes_the_rules(self) -> None:
        for role in ("rule_editor", "rule_approver"):
            assert MATRIX.role(role).enterprise_scope == "none"
            assert scope_in_file(role, "assessment", "V") == "k"

    def test_lets_no_administrator_see_a_firm(self) -> None:
        assert {role.enterprise_scope for code, role in MATRIX.roles.items() if code.endswith("administrator")} == {
            "none"
        }


SMALL = """
objects:
  enterprise: {zh: 企业, en: Enterprise, about: enterprise}
  contact: {zh: 联系人, en: Contact, about: enterprise}
  settings: {zh: 设置, en: Settings, about: nobody}
roles:
  worker:
    zh: 专员
    en: Worker
    rights:
      enterprise: LV c
      contact: V c m; P c
      settings: V *
"""


class TestParseMatrix:
    def test_reads_rights_scopes_and_masks(self) -> None:
        worker = parse_matrix(SMALL).role("worker")
        seen = worker.right("view", "contact")
        assert seen is not None
        assert (seen.scope, seen.masked) == ("c", True)
        assert worker.right("delete", "contact") is None
        assert worker.enterprise_scope == "regions"

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("    en: Worker", "    en: Worker\n    tier: 1", r"roles\.worker has to have exactly"),
            ("contact: V", "contacts: V", r"\['contacts'\]; `objects` has no such kind"),
            ("enterprise: LV c", "enterprise: LVQ c", "action 'Q' is unknown"),
            ("enterprise: LV c", "enterprise: LV c; V c", "'V' is unknown or given twice"),
            ("enterprise: LV c", "enterprise: LV z", "scope 'z'; allowed here"),
            ("settings: V *", "settings: V c", "scope 'c'; allowed here"),
            ("enterprise: LV c", "enterprise: LV", "'LV' is not of the form"),
            ("contact: V c m", "contact: V * m", r"view has scope '\*', but the role lists enterprises with 'c'"),
            ("      enterprise: LV c\n", "", "lists enterprises with 'no right'"),
            ("about: nobody", "about: all", "about is 'all'; allowed"),
            ("      settings: V *", "      settings: V *\n      settings: V *", "'settings' stands twice"),
        ],
    )
    def test_refuses_what_it_does_not_understand(self, old: str, new: str, message: str) -> None:
        assert old in SMALL
        with pytest.raises(MatrixUnreadable, match=message):
            parse_matrix(SMALL.replace(old, new))


class TestRole:
    def test_knows_a_slip_of_the_programmer_from_a_missing_right(self) -> None:
        with pytest.raises(KeyError):
            MATRIX.role("leadership").right("view", "enterprises")

    def test_takes_the_names_in_the_order_of_the_file(self) -> None:
        assert MATRIX.role_codes() == list(RAW["roles"])
        assert MATRIX.role_choices()[0] == ("county_caseworker", "县区专员")
