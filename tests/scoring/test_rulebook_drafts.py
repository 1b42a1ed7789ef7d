"""Drafts: begun, written, handed in, taken back, given up; and who may do which."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from crm.accounts.models import User
from crm.errors import DomainError
from scoring.models import RulebookDraft
from scoring.rulebook_drafts import (
    change_draft_numbers,
    checked,
    create_draft,
    discard_draft,
    drafts_visible_to,
    edit_draft,
    rights_to,
    submit_draft,
    take_back_draft,
    version_of,
)
from scoring.rulebook_withdrawing import withdraw_version
from scoring.rulebooks.finding_words import in_words
from scoring.rulebooks.numbers import NumberChange, numbers_in
from tests.factories import ProgrammeFactory, UserFactory
from tests.scoring.drafts import TODAY, drafted, resting_on, stored, submitted, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    user: User = UserFactory(role="rule_editor")
    return user


@pytest.fixture
def approver() -> User:
    user: User = UserFactory(role="rule_approver")
    return user


def refused(code: str) -> "pytest.RaisesExc[DomainError]":
    return pytest.raises(DomainError, check=lambda error: error.code == code)


class TestCreateDraft:
    def test_begins_from_a_version_under_the_next_name(self, editor: User) -> None:
        version = stored("2020")
        draft = create_draft(programme=version.programme, by=editor, on=TODAY, based_on=version)
        assert (version_of(draft), draft.state, draft.revision, draft.author) == ("2026", "open", 1, editor)
        assert "effective_from: 2026-06-01" in draft.source
        assert "# the number that decides" in draft.source
        assert draft.cases.startswith("rulebook: 2026.yaml")

    def test_begins_from_an_empty_form(self, editor: User) -> None:
        draft = create_draft(programme=ProgrammeFactory(code="gazelle"), by=editor, on=TODAY)
        assert "programme: gazelle" in draft.source
        assert "瞪羚企业" in draft.source
        assert (draft.based_on, draft.cases) == (None, "")


class TestEditDraft:
    def test_stores_nothing_that_the_check_falls_over(self, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
        draft = drafted(editor)

        def fall(*_texts: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr("scoring.rulebook_drafts.check", fall)
        with pytest.raises(ZeroDivisionError):
            edit_draft(draft_id=draft.pk, by=editor, revision=1, source="programme: x")
        with pytest.raises(ZeroDivisionError):
            create_draft(programme=draft.programme, by=editor, on=TODAY)
        assert RulebookDraft.objects.get().source == draft.source

    def test_counts_revisions_of_what_changes(self, editor: User) -> None:
        draft = drafted(editor)
        assert edit_draft(draft_id=draft.pk, by=editor, revision=1, source=text(bound=60)).revision == 2
        assert edit_draft(draft_id=draft.pk, by=editor, revision=2, source=text(bound=60)).revision == 2
        assert edit_draft(draft_id=draft.pk, by=editor, revision=2, cases="").revision == 3

    def test_keeps_even_what_is_wrong(self, editor: User) -> None:
        assert edit_draft(draft_id=drafted(editor).pk, by=editor, revision=1, source="[").source == "["

    def test_refuses_an_old_revision(self, editor: User) -> None:
        draft = drafted(editor)
        edit_draft(draft_id=draft.pk, by=editor, revision=1, cases="")
        with refused("draft.stale"):
            edit_draft(draft_id=draft.pk, by=editor, revision=1, source="lost")

    def test_refuses_everybody_but_the_author(self, editor: User) -> None:
        with refused("draft.not_author"):
            edit_draft(draft_id=drafted(editor).pk, by=UserFactory(role="rule_editor"), revision=1, source="")

    def test_refuses_what_waits_for_a_decision(self, editor: User) -> None:
        with refused("draft.not_open"):
            edit_draft(draft_id=submitted(editor).pk, by=editor, revision=1, source="")

    def test_keeps_the_text_before(self, editor: User) -> None:
        draft = drafted(editor)
        edit_draft(draft_id=draft.pk, by=editor, revision=1, source=text(bound=60))
        history = RulebookDraft.pgh_event_model.objects.filter(pgh_obj_id=draft.pk)  # type: ignore[attr-defined]  # made at run time
        assert [row.source for row in history] == [text()]


class TestChangeDraftNumbers:
    def test_writes_them_in_their_places(self, editor: User) -> None:
        draft = drafted(editor)
        (there,) = numbers_in(draft.source)
        change = NumberChange(line=there.line, column=there.column, value="80")
        changed = change_draft_numbers(draft_id=draft.pk, by=editor, revision=1, changes=[change])
        assert (changed.source, changed.revision) == (text(bound=80), 2)

    @pytest.mark.parametrize("source", [text(), "["])
    def test_refuses_a_place_without_a_number(self, editor: User, source: str) -> None:
        draft = drafted(editor, source=source)
        with refused("draft.number_not_there"):
            change_draft_numbers(
                draft_id=draft.pk, by=editor, revision=1, changes=[NumberChange(line=1, column=1, value="1")]
            )


class TestSubmitDraft:
    def test_makes_it_wait(self, editor: User) -> None:
        draft = submitted(editor)
        assert (draft.state, draft.submitted_at is not None) == ("submitted", True)

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"source": "["}, "draft.unreadable"),
            ({"cases": "rulebook: x\ncases: 3\n"}, "draft.unreadable"),
            ({"source": text(programme="hnte")}, "draft.other_programme"),
        ],
    )
    def test_refuses_what_nobody_could_decide_on(self, editor: User, given: dict[str, str], code: str) -> None:
        with refused(code):
            submitted(editor, **given)

    def test_tells_every_finding_with_its_place(self, editor: User) -> None:
        draft = drafted(editor, source=text(status="activ").replace("unit: people", "unit: yuan"))
        with pytest.raises(DomainError) as refusal:
            submit_draft(draft_id=draft.pk, by=editor, revision=1)
        findings = refusal.value.details["findings"]
        assert isinstance(findings, list)
        assert [finding["line"] for finding in findings] == [3, 16]

    def test_refuses_another_revision_than_was_read(self, editor: User) -> None:
        draft = drafted(editor)
        edit_draft(draft_id=draft.pk, by=editor, revision=1, source=text(bound=60))
        with refused("draft.stale"):
            submit_draft(draft_id=draft.pk, by=editor, revision=1)

    def test_refuses_a_text_that_rests_on_a_withdrawn_version(self, editor: User) -> None:
        other = stored("2011", programme="sme_size")
        draft = drafted(editor, source=resting_on(other))
        assert checked(draft.source, "").findings == ()
        withdraw_version(version_id=other.pk, by=UserFactory(role="rule_approver"), on=TODAY, reason="x")
        (finding,) = checked(draft.source, "").findings
        assert (finding.line, "withdrawn" in finding.message) == (14, True)
        assert "已撤回" in in_words(finding.message).zh
        with refused("draft.unreadable"):
            submit_draft(draft_id=draft.pk, by=editor, revision=1)

    def test_refuses_it_twice(self, editor: User) -> None:
        with refused("draft.not_open"):
            submit_draft(draft_id=submitted(editor).pk, by=editor, revision=1)


class TestTakeBackDraft:
    def test_opens_it_again(self, editor: User) -> None:
        draft = take_back_draft(draft_id=submitted(editor).pk, by=editor)
        assert (draft.state, draft.submitted_at) == ("open", None)

    def test_refuses_what_does_not_wait_and_who_did_not_write_it(self, editor: User, approver: User) -> None:
        with refused("draft.not_submitted"):
            take_back_draft(draft_id=drafted(editor).pk, by=editor)
        with refused("draft.not_author"):
            take_back_draft(draft_id=submitted(editor).pk, by=approver)


class TestDiscardDraft:
    def test_keeps_its_text(self, editor: User) -> None:
        draft = discard_draft(draft_id=drafted(editor).pk, by=editor)
        assert (draft.state, draft.source) == ("discarded", text())

    def test_refuses_what_waits_and_who_did_not_write_it(self, editor: User, approver: User) -> None:
        with refused("draft.not_open"):
            discard_draft(draft_id=submitted(editor).pk, by=editor)
        with refused("draft.not_author"):
            discard_draft(draft_id=drafted(editor).pk, by=approver)


class TestRights:
    def test_shows_editors_their_own_approvers_and_auditors_all(self, editor: User, approver: User) -> None:
        draft, _other = drafted(editor), drafted(UserFactory(role="rule_editor"))
        assert list(drafts_visible_to(editor)) == [draft]
        assert drafts_visible_to(approver).count() == 2
        assert drafts_visible_to(UserFactory(role="audit_administrator")).count() == 2
        assert not drafts_visible_to(UserFactory(role="county_lead")).exists()

    def test_shows_who_keeps_the_data_what_was_handed_in(self, editor: User) -> None:
        steward = UserFactory(role="data_steward")
        drafted(editor)
        waits = submitted(editor)
        assert list(drafts_visible_to(steward)) == [waits]
        take_back_draft(draft_id=waits.pk, by=editor)
        assert not drafts_visible_to(steward).exists()
        rights = rights_to(waits, steward)
        assert (rights.see_impact, rights.preview, rights.publish) == (True, False, False)

    def test_follow_state_and_person(self, editor: User, approver: User) -> None:
        draft = drafted(editor)
        own, others = rights_to(draft, editor), rights_to(draft, approver)
        assert (own.edit, own.submit, own.discard, own.take_back, own.publish) == (True, True, True, False, False)
        assert (others.edit, others.publish, others.preview) == (False, False, True)
        draft = submit_draft(draft_id=draft.pk, by=editor, revision=1)
        own, others = rights_to(draft, editor), rights_to(draft, approver)
        assert (own.edit, own.take_back, own.publish) == (False, True, False)
        assert (others.publish, others.send_back, others.take_back) == (True, True, False)

    def test_leave_who_wrote_it_no_decision_whatever_their_role_is_now(self, editor: User) -> None:
        draft = submitted(editor)
        editor.role = "rule_approver"
        assert not rights_to(draft, editor).publish


class TestConstraints:
    def test_no_draft_is_decided_by_its_author(self, editor: User) -> None:
        draft = submitted(editor)
        with pytest.raises(IntegrityError, match="rulebook_draft_decided_by_another"), transaction.atomic():
            RulebookDraft.objects.filter(pk=draft.pk).update(decided_by=editor, decided_at=timezone.now())
